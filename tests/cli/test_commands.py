"""Commands as people type them: exit codes, languages, formats, and no traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cdc.cli.app import app
from tests.conftest import ROOT

CDC = Path(sys.executable).parent / "cdc"


def cdc(*words, cwd=ROOT, **env):
    done = subprocess.run(
        [CDC, *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "CDC_LANG": "en", **env},
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def call(*words, lang="en"):
    """Run a command in this process, where nothing depends on how a process starts and ends."""
    done = CliRunner().invoke(app, ["--lang", lang, *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_help_is_quick_to_import():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cdc", "--help"], capture_output=True, text=True, timeout=60
    )
    loaded = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "typer" in loaded
    assert loaded & {"pydantic", "weasyprint", "openpyxl", "jinja2", "xlsxwriter", "rich", "babel"} == set()


def test_version():
    assert cdc("--version").stdout.startswith("cdc 0.")


def test_exit_codes(project, tmp_path):
    assert cdc("check", project).returncode == 0
    (project / "extra.yaml").write_text("issues:\n  - {id: IS-9}\n", encoding="utf-8")
    assert cdc("check", project).returncode == 1
    assert cdc("check", project, "--format", "json").returncode == 1
    assert cdc("check", tmp_path / "nowhere").returncode == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "cdc new" in cdc("check", empty).stderr
    assert cdc("render", project).returncode == 1
    assert cdc("--lang", "xx", "check", project).returncode == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "unknown key"), ("fr", "clé inconnue"), ("it", "chiave sconosciuta"), ("ru", "неизвестный ключ")],
)
def test_findings_come_in_the_users_language(project, language, said):
    (project / "extra.yaml").write_text("issues:\n  - {id: IS-9, text: a, levle: high}\n", encoding="utf-8")
    text = call("check", project, lang=language).stdout
    assert "extra.yaml:2:25: CDC201 " in text
    assert said in text
    assert "level" in text
    data = json.loads(call("check", project, "-f", "json", lang=language).stdout)
    (found,) = data["findings"]
    assert (found["code"], found["line"], found["column"], found["severity"]) == ("CDC201", 2, 25, "error")


def test_the_environment_chooses_the_language(project):
    (project / "extra.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    assert "clé inconnue" in cdc("check", project, CDC_LANG="", LANG="fr_FR.UTF-8", LC_ALL="").stdout


def test_a_finding_shows_its_line_and_a_caret(project):
    (project / "extra.yaml").write_text("issues:\n  - {id: IS-9, text: a, levle: high}\n", encoding="utf-8")
    lines = call("check", project).stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "CDC201" in line)
    assert lines[at + 1].index("levle") == lines[at + 2].index("^")


def test_new_refuses_a_folder_with_files(project):
    done = call("new", project)
    assert done.exit_code == 2
    assert "not empty" in done.stderr


def test_explain_and_schema():
    assert "alias" in call("explain", "cdc103").stdout
    assert call("explain", "CDC999").exit_code == 2
    assert json.loads(call("schema", "--draft", "7").stdout)["$schema"].endswith("draft-07/schema#")


def test_a_refused_file_is_kept_as_evidence(project):
    bad = project / "bad.xlsx"
    bad.write_bytes(b"%PDF-1.7")
    done = call("receive", "aurora", bad, "--project", project)
    assert done.exit_code == 1
    (kept,) = (project / "bids" / "aurora" / "refused").iterdir()
    assert kept.read_bytes() == b"%PDF-1.7"


def test_the_same_answer_sent_again_is_no_second_round(project):
    file = project / "attachments" / "answers" / "aurora" / "response.xlsx"
    assert "round 1" in call("receive", "aurora", file, "--project", project).stdout
    assert "CDC930" in call("receive", "aurora", file, "--project", project).stdout
    assert [path.name for path in sorted((project / "bids" / "aurora").iterdir()) if path.is_dir()] == ["1"]
    assert (project / "bids" / "aurora" / "1" / "reading.json").is_file()
    assert "Aurora" in call("score", project).stdout
    data = json.loads(call("score", project, "-f", "json").stdout)
    assert "/" in data["ranking"]["bids"][0]["low"]


def test_publishing_takes_the_draft_mark_away(project):
    assert "BOZZA" in _markdown(project)
    call("publish", project, "-f", "md")
    assert "BOZZA" not in _markdown(project)


def _markdown(project):
    call("render", project, "-f", "md", "-l", "it")
    return (project / "build" / "specification.it.md").read_text(encoding="utf-8")


def test_a_vendor_document_holds_nothing_internal(project):
    call("render", project, "-f", "md", "-l", "it")
    vendors = _markdown(project)
    call("render", project, "-f", "md", "-l", "it", "--internal")
    internal = (project / "build" / "specification-internal.it.md").read_text(encoding="utf-8")
    for secret in ("luca.ferri@gelatti.example", "Agente di Rimini", "520.000", "Imprevisti", "venturi", "Un’azienda"):
        assert secret not in vendors
    for known in ("luca.ferri@gelatti.example", "Agente di Rimini", "Imprevisti"):
        assert known in internal


def test_damaged_files_of_our_own_are_named(project):
    file = project / "attachments" / "answers" / "aurora" / "response.xlsx"
    call("receive", "aurora", file, "--project", project)
    (project / "bids" / "aurora" / "1" / "reading.json").write_text("{", encoding="utf-8")
    done = call("score", project)
    assert done.exit_code == 1
    assert "bids/aurora/1/reading.json" in done.stdout + done.stderr
    assert "CDC523" in done.stdout + done.stderr
    shutil.rmtree(project / "bids")
    assert call("publish", project, "-f", "md").exit_code == 0
    (project / "published" / "publication.json").write_text("x", encoding="utf-8")
    assert call("render", project, "-f", "md").exit_code == 2


def test_a_file_that_is_not_there_is_named(project):
    done = call("receive", "aurora", "nowhere.xlsx", "--project", project)
    assert (done.exit_code, "nowhere.xlsx" in done.stderr) == (2, True)


def test_scoring_without_bids_says_so(project):
    done = call("score", project)
    assert (done.exit_code, "no bids" in done.stderr) == (2, True)


def test_without_pango_all_but_pdf_is_made(project, tmp_path):
    """A machine without the system library: the import of the PDF engine fails as it does there."""
    broken = tmp_path / "broken" / "weasyprint"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n", encoding="utf-8")
    done = cdc("render", project, "-l", "en", PYTHONPATH=str(broken.parent))
    assert done.returncode == 0
    assert sorted(path.suffix for path in (project / "build").iterdir()) == [".docx", ".html", ".md"]
    assert "apt install" in done.stderr
    assert cdc("render", project, "-l", "en", "-f", "pdf", PYTHONPATH=str(broken.parent)).returncode == 2
