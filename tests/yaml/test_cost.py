"""Mistakes by the thousand cost in proportion: neither time nor memory grows with the square."""

import time
import tracemalloc

import pytest

from cdc import yaml

MANY = {
    "aliases on one line": lambda count: "a: [" + ", ".join(["*x"] * count) + "]\n",
    "numbers with a zero": lambda count: "a:\n" + "  - 08\n" * count,
    "keys that stand twice": lambda count: "a: 1\n" * count,
    "control characters, a line each": lambda count: "a: x\x01\n" * count,
    "lost comments": lambda count: "".join(f"k{at}: some words #lost\n" for at in range(count)),
    "blanks that are no spaces": lambda count: "a:\n" + "".join(f"\u00a0 k{at}: x\n" for at in range(count)),
    "texts without quotes": lambda count: "".join(f"k{at}: **bold**\n" for at in range(count)),
}


@pytest.mark.parametrize("kind", MANY)
def test_ten_times_the_mistakes_take_about_ten_times_the_time(kind):
    def seconds(count):
        content = MANY[kind](count).encode()
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            findings = yaml.read("a.yaml", content).findings
            best = min(best, time.process_time() - start)
            assert len(findings) >= min(count, 10) - 1
        return best

    assert seconds(8_000) < 30 * seconds(800) + 0.05


def test_forty_thousand_mistakes_on_one_line_share_its_text():
    content = MANY["aliases on one line"](40_000).encode()
    tracemalloc.start()
    file = yaml.read("a.yaml", content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(file.findings) == 40_000
    assert peak < 100 * 1024 * 1024


def test_the_place_of_a_key_is_found_among_thousands():
    file = yaml.read("a.yaml", "".join(f"k{at}: x\n" for at in range(20_000)).encode())
    start = time.process_time()
    places = [file.position(file.data, key, of_key=True) for key in file.data]
    assert places == [(at, 0) for at in range(20_000)]
    assert time.process_time() - start < 2
