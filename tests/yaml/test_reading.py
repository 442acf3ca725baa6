"""YAML 1.2 meaning, positions, and refusals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdc import yaml

MEANINGS = [
    ("no", "no"),
    ("on", "on"),
    ("true", True),
    ("False", False),
    ("~", None),
    ("1:30", "1:30"),
    ("12", 12),
    ("1.10", Decimal("1.10")),
    ("0.1", Decimal("0.1")),
    ("0o17", 15),
    ("2026-11-20", "2026-11-20"),
    ("'12'", "12"),
    ("1_000", "1_000"),
]


@pytest.mark.parametrize(("text", "value"), MEANINGS)
def test_plain_scalars_mean_what_yaml_1_2_says(text, value):
    file = yaml.read("a.yaml", f"key: {text}\n".encode())
    assert (file.data, file.findings) == ({"key": value}, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_read(encoding):
    assert yaml.read("a.yaml", "ключ: значение\n".encode(encoding)).data == {"ключ": "значение"}


def test_positions_of_keys_and_values():
    file = yaml.read("a.yaml", b"a: 1\nb:\n  - c: x\n    d: y\n")
    item = file.data["b"][0]
    assert file.position(item, "d", of_key=True) == (3, 4)
    assert file.position(item, "d", of_key=False) == (3, 7)


def test_all_surprises_of_a_file_come_in_one_run():
    text = b"a: 08\nb: Lot #2 of\na: 1\nc: *x\n"
    assert [f.code for f in yaml.read("a.yaml", text).findings] == ["CDC110", "CDC109", "CDC102", "CDC103"]


def test_a_comment_after_one_word_is_no_surprise():
    assert yaml.read("a.yaml", b"a: word  # a comment\n").findings == []


@pytest.mark.parametrize(
    "bomb",
    [
        b"[" * 100_000,
        b"- " * 20_000,
        b"{a: " * 5_000,
        b"\x00",
        b"a: 1" * 9 + b"\n\t- x",
        b"? [a]\n: b\n",
        b"%FOO\n---\n...",
    ],
)
def test_hostile_files_are_findings_not_crashes(bomb):
    file = yaml.read("a.yaml", bomb)
    assert file.data is None or file.findings or isinstance(file.data, dict | list | str)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    yaml.read("a.yaml", text.encode("utf-8", "surrogatepass"))


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f\x85"), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdefgh", min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=8), values, max_size=4))
def test_what_is_written_reads_back_the_same(data):
    text = yaml.write(data)
    file = yaml.read("a.yaml", text.encode())
    assert (file.data or {}) == data
