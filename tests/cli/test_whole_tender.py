"""The example of a whole tender runs as its page says, from publication to a verification that finds nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyrage")
pytest.importorskip("pyhanko")

from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "whole-tender"
STEPS = [
    ("publish", ""), ("issue", ""), *[("question", "")] * 2, *[("answer", "")] * 2, ("amend", ""),
    ("receive", "aurora"), ("receive", "aurora"), ("receive", "borealis"), ("withdraw", "borealis"),
    ("receive", "cometa"), ("receive", "delta"), ("receive", "zeta"), ("receive", "zeta"),
    ("close", ""), ("refuse", "epsilon"), ("receive", "delta"), ("open", ""), ("score", ""), ("score", ""), ("moderate", ""),
    ("decide", ""), ("receive", "delta"), ("open", ""), *[("clarify", "cometa")] * 3, ("decide", ""), ("award", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The folder in which the script ran, and what it printed."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(EXAMPLE, folder / "example")
    told = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHON": sys.executable, "CDC_LANG": "en"}
    done = subprocess.run(
        ["/bin/sh", "example/run.sh", "run"],
        cwd=folder,
        env={"HOME": str(folder), **told},
        capture_output=True,
        text=True,
        timeout=540,
    )
    assert done.returncode == 0, (done.stdout[-2000:], done.stderr[-2000:])
    return folder / "run", done.stdout + done.stderr


@pytest.fixture(scope="module")
def lines(run):
    return [json.loads(line) for line in (run[0] / "tender" / "journal.jsonl").read_text("ascii").splitlines()]


def test_every_step_stands_in_the_journal_in_its_order(lines):
    assert [(line["act"], line["facts"].get("vendor", "")) for line in lines] == STEPS


def test_at_the_end_everything_agrees(run):
    assert f"all agrees (lines of the journal: {len(STEPS)};" in run[1]
    assert "the recount agrees" in run[1]
    assert "the tender is awarded" in run[1]


def test_each_vendor_is_what_it_did(run, lines):
    tender = run[0] / "tender"
    assert "CDC536 error: epsilon came at" in run[1]
    assert len(list((tender / "bids" / "epsilon" / "refused").rglob("*.xlsx"))) == 1
    assert not (tender / "bids" / "epsilon" / "1").exists()
    assert sorted(path.name for path in (tender / "bids" / "aurora").iterdir()) == ["1", "2"]
    signed = next(line for line in lines if line["facts"].get("vendor") == "cometa")
    (verdict,) = signed["facts"]["signatures"]["cometa-technical.xlsx.p7m"]
    assert (verdict["verdict"], verdict["signer"]) == ("valid", "Common Name: Carla Meta")
    assert len(list((tender / "bids" / "delta" / "sealed").iterdir())) == 2
    ranked = re.findall(r"(?m)^\d +(Cometa|Aurora Maps|Delta Systems|Zeta Green) +admitted", run[1])
    assert ranked[:4] == ["Cometa", "Aurora Maps", "Delta Systems", "Zeta Green"]


def test_no_price_is_read_before_quality_is_decided(run, lines):
    decided = next(at for at, line in enumerate(lines) if line["act"] == "decide")
    before = {path for line in lines[:decided] for path in line.get("made", {})}
    assert not [path for path in before if "delta" in path and "price" in path and "/sealed/" not in path]
    technical = next(path for path in before if "opening-technical" in path)
    assert "4000" not in (run[0] / "tender" / technical).read_text("utf-8")


def test_who_asked_is_told_to_nobody(run):
    pages = [path.read_text("utf-8") for path in (run[0] / "tender" / "build").glob("*.md")]
    assert len(pages) == 2
    assert not [page for page in pages if re.search("Aurora|Zeta", page)]


def test_the_page_names_every_command_of_the_script(run):
    script, page = (EXAMPLE / "run.sh").read_text("utf-8"), (EXAMPLE / "README.md").read_text("utf-8")
    used = set(re.findall(r"(?m)^(?:finds )?cdc (\w+)", script))
    assert len(used) > 15
    assert used - set(re.findall(r"`?cdc (\w+)", page)) == set()
