"""The pages tell the truth: generated ones are fresh, and tutorials print what they say."""

import datetime as dt
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))
BIN = Path(sys.executable).parent


def test_generated_pages_are_fresh():
    import build

    assert sum(1 for _ in build.pages()) > 100
    assert build.stale() == []


def _steps(page):
    """Give what a reader does: a file to save (its name and text), or a command and what it prints."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for kind, name, block in re.findall(r"```(console|yaml)(?: ([^\n]+))?\n(.*?)```", text, re.DOTALL):
        if kind == "yaml":
            yield f"save {name}", block
            continue
        for command in re.split(r"(?m)^\$ ", block)[1:]:
            line, _, output = command.partition("\n")
            yield line, output


def _run(line, folder):
    words = shlex.split(line)
    words[0] = str(BIN / "cdc") if words[0] == "cdc" else words[0]
    return subprocess.run(
        words,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        env={"CDC_LANG": "en", "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )


def _before_the_deadline(path):
    """Move the deadline of the example where its day is over, as the tutorial tells its readers to."""
    text = path.read_text(encoding="utf-8")
    deadline = re.search(r"(?m)^  deadline: (.+)$", text).group(1)
    if dt.datetime.fromisoformat(deadline) < dt.datetime.now(tz=dt.UTC):
        later = (dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=30)).isoformat(timespec="seconds")
        path.write_text(text.replace(deadline, later), encoding="utf-8")


@pytest.mark.parametrize("page", ["tutorial-author.md", "tutorial-procurement.md"])
def test_the_tutorial_prints_what_it_says(page, tmp_path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    _before_the_deadline(tmp_path / "examples" / "crm-gelato" / "tender.yaml")
    steps = list(_steps(page))
    assert len(steps) >= 6
    for line, wanted in steps:
        if line.startswith("save "):
            (tmp_path / line.removeprefix("save ")).write_text(wanted, encoding="utf-8")
            continue
        done = _run(line, tmp_path)
        assert done.returncode in (0, 1), (line, done.stderr)
        parts = re.split("(\n…\n|…)", wanted.strip())
        pattern = "".join({"…": "[^\n]*?", "\n…\n": "(?s:.*?)\n"}.get(part) or re.escape(part) for part in parts)
        assert re.search(pattern, done.stdout.strip()), (line, done.stdout, done.stderr)


def test_links_between_pages_lead_somewhere():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = [
        (page, target) for page in pages for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 10
    assert [(page.name, target) for page, target in links if not (page.parent / target).exists()] == []
