"""The standard-library recount agrees with the ranking, byte for byte."""

import json
import re
import subprocess
import sys

import pytest

from cdc.documents.award import recount
from cdc.scoring.awards.known import AWARDS
from tests.scoring.random_tenders import FORMULAS, tender


def _run(bundle):
    scope = {"__name__": "recount", "__file__": "recount.py"}
    exec(compile(bundle["recount.py"], "recount.py", "exec"), scope)
    return scope["recount"](json.loads(bundle["recount.json"]))


def test_a_thousand_random_tenders_are_recounted_byte_for_byte():
    counted, rules, formulas = 0, set(), set()
    for seed in range(1000):
        _, evaluated = tender(seed)
        bundle = {} if evaluated.ranking.failures else recount.bundle(evaluated)
        if not bundle:
            continue
        assert _run(bundle).encode() == bundle["recount.txt"], seed
        counted += 1
        rules.add(evaluated.ranking.award)
        formulas |= {leaf.formula.type for leaf in evaluated.method.leaves if leaf.kind == "price"}
    assert counted > 900
    assert rules == {record.name for record in AWARDS}
    assert formulas == {formula["type"] for formula in FORMULAS} | {"as_is"}


@pytest.mark.parametrize("seed", [1, 3, 6])
def test_the_script_runs_alone_and_notices_a_changed_figure(tmp_path, seed):
    _, evaluated = tender(seed)
    for name, content in recount.bundle(evaluated).items():
        (tmp_path / name).write_bytes(content)

    def check():
        return subprocess.run(
            [sys.executable, "-I", "-S", "recount.py", "--check"], cwd=tmp_path, capture_output=True, text=True
        )

    assert (check().returncode, check().stdout) == (0, "the recount agrees\n")
    data = json.loads((tmp_path / "recount.json").read_text())
    for bid in data["bids"]:
        bid["quality"]["Q"] = ["1/7", "1/7"]
    (tmp_path / "recount.json").write_text(json.dumps(data))
    assert check().returncode == 1


def test_the_script_holds_this_method_only():
    for seed in range(30):
        _, evaluated = tender(seed)
        bundle = recount.bundle(evaluated)
        if bundle and evaluated.ranking.award == "weighted_sum":
            text = bundle["recount.py"].decode()
            used = {leaf.formula.type for leaf in evaluated.method.leaves if leaf.kind == "price"}
            assert set(re.findall(r"def share_(\w+)", text)) == used
            assert "award_by_cost" not in text
            assert not re.findall(r"^(?:import|from) (?!json|sys|decimal|fractions|math|pathlib)", text, re.MULTILINE)
