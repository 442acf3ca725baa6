"""A project is loaded once and handed on; importing the functions loads nothing heavy."""

import datetime as dt
import os
import shutil
import subprocess
import sys

import pytest

from cdc import api, files
from cdc.errors import ThemeRefusedError, UnknownNameError
from cdc.project import source
from tests.conftest import EXAMPLE

MOMENT = dt.datetime(2027, 1, 21, tzinfo=dt.UTC)


def test_importing_the_functions_loads_nothing_heavy():
    code = "import sys, cdc.api; print([name for name in sys.argv[1:] if name in sys.modules])"
    heavy = ["pydantic", "numpy", "openpyxl", "weasyprint", "jinja2", "babel", "yaml", "cdc.model", "cdc.documents"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_every_name_of_the_room_is_there():
    assert len(api.__all__) > 30
    assert [name for name in api.__all__ if not hasattr(api, name)] == []


@pytest.fixture(scope="module")
def minimal(tmp_path_factory):
    """A new project from the full starter."""
    folder = tmp_path_factory.mktemp("minimal") / "p"
    api.new(folder, language="en", start="full", answers={"company": "A"}, today=dt.date(2027, 1, 1), salt="s")
    return folder


def test_the_files_of_a_project_are_read_once(minimal, monkeypatch):
    read, times = source.read, []
    monkeypatch.setattr("cdc.project.load.read", lambda path: times.append(path) or read(path))
    project, findings = api.load(minimal)
    assert (project.root, findings) == (minimal, ())
    api.documents(project, language="en")
    api.grid_workbooks(project, ("en",))
    api.translation_units(project, "fr")
    assert times == [minimal]


def test_a_project_with_errors_is_none_and_says_why(minimal, tmp_path):
    folder = tmp_path / "p"
    shutil.copytree(minimal, folder)
    (folder / "extra.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    project, findings = api.load(folder)
    assert (project, [f.code for f in findings]) == (None, ["CDC201"])
    checked = api.check(folder)
    assert (checked.project, {f.code for f in checked.findings}) == (None, {"CDC201", "CDC274"})


def test_publishing_gives_the_project_as_published(minimal, tmp_path):
    folder = tmp_path / "p"
    shutil.copytree(minimal, folder)
    project, _ = api.load(folder)
    assert project.publication is None
    published = api.publish(project)
    assert published.publication.tender == project.specification.tender.id
    assert api.load(folder)[0].publication == published.publication


def test_a_look_is_read_once_and_an_unknown_one_stops(minimal):
    project, _ = api.load(minimal)
    assert project.look is project.look
    with pytest.raises((ThemeRefusedError, UnknownNameError)):
        project.look_of("none-such")


def test_an_unknown_lot_is_named_also_where_the_tender_has_none(project):
    loaded, _ = api.load(project)
    api.receive(loaded, "aurora", [EXAMPLE / "attachments/answers/aurora/response.xlsx"], hand=api.Hand(now=MOMENT))
    with pytest.raises(UnknownNameError):
        api.score(loaded, lot="LOT-99")


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
def test_a_pipe_in_place_of_a_reading_stops_the_ranking_and_does_not_hang(project):
    loaded, _ = api.load(project)
    done = api.receive(
        loaded, "aurora", [EXAMPLE / "attachments/answers/aurora/response.xlsx"], hand=api.Hand(now=MOMENT)
    )
    (done.folder / "reading.json").unlink()
    os.mkfifo(done.folder / "reading.json")
    scored = api.score(loaded)
    assert scored.ranking is None
    assert "CDC522" in [f.code for f in scored.findings]


def test_two_files_of_one_name_are_both_read_and_both_reported(project, tmp_path):
    paths = [tmp_path / name / "response.xlsx" for name in "ab"]
    for path, content in zip(paths, (b"%PDF-1.7", b"<html>"), strict=True):
        path.parent.mkdir()
        path.write_bytes(content)
    loaded, _ = api.load(project)
    done = api.receive(loaded, "aurora", paths, hand=api.Hand(now=MOMENT))
    assert done.bid is None
    assert [(f.code, f.place.file[-15:]) for f in done.findings] == [
        ("CDC401", "a/response.xlsx"),
        ("CDC401", "b/response.xlsx"),
    ]
    assert sorted(path.read_bytes() for path in done.folder.iterdir()) == [b"%PDF-1.7", b"<html>"]


def test_nothing_is_said_to_be_kept_where_nothing_was(project, tmp_path):
    loaded, _ = api.load(project)
    assert api.receive(loaded, "../x", [], hand=api.Hand(now=MOMENT)).folder is None
    large = tmp_path / "large.xlsx"
    with large.open("wb") as stream:
        stream.truncate(files.LARGEST + 1)
    done = api.receive(loaded, "aurora", [large], hand=api.Hand(now=MOMENT))
    assert (done.bid, done.folder, [f.code for f in done.findings]) == (None, None, ["CDC430"])
    assert not (project / "bids").exists()
