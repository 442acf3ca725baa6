"""Translations: every text has a lasting key; a translator's file comes back into the author's files; old ones are seen."""

import json
import re
import subprocess
import xml.etree.ElementTree as ET

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.errors import NotXliffError
from cdc.exchange import xliff
from cdc.findings import Place
from cdc.model.translation import Delivery, Returned
from cdc.project import bringing
from cdc.project.texts import texts

NS = "urn:oasis:names:tc:xliff:document:1.2"


def run(*arguments):
    return CliRunner().invoke(app, ["--lang", "en", "translate", *map(str, arguments)])


def text_of(project, key, language):
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    return next(
        found.said(language, loaded.specification.language) for found in texts(loaded.specification) if found.key == key
    )


def test_every_text_has_one_lasting_key(gelato):
    keys = [found.key for found in texts(gelato)]
    assert len(keys) == len(set(keys)) > 900
    assert {"document.title", "features.F-ACC-01.title", "features.F-ACC-01.acceptance.text", "features.F-ACC-01.characteristics.1", "objectives.O-SALES.kpis.K-SPEND.name", "scales.SC-STD.answers.N.label"} <= set(keys)  # fmt: skip
    moved = gelato.model_copy(update={"features": gelato.features[::-1]})
    assert sorted(found.key for found in texts(moved)) == sorted(keys)


def take_out(project):
    """Make one French text missing; give its key and what it said."""
    path = project / "features.yaml"
    text = path.read_text(encoding="utf-8")
    assert 'fr: "Fiche société", ' in text
    path.write_text(text.replace('fr: "Fiche société", ', ""), encoding="utf-8")
    return "features.F-ACC-01.title"


def test_status_counts_what_is_missing(project):
    before = run("status", project)
    take_out(project)
    after = run("status", project)
    assert after.exit_code == 1
    counts = [int(re.search(r"^fr: .*?(\d+) missing", done.output, re.MULTILINE)[1]) for done in (before, after)]
    assert counts[1] == counts[0] + 1


def filled_xlsx(path, key, text):
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == key)
    assert row[0].protection.locked
    assert not row[2].protection.locked
    row[2].value = text
    book.save(path)


def filled_xlf(path, key, text):
    ET.register_namespace("", NS)
    tree = ET.parse(path)
    unit = next(node for node in tree.iter(f"{{{NS}}}trans-unit") if node.get("id") == key)
    unit.find(f"{{{NS}}}target").text = text
    tree.write(path, encoding="utf-8", xml_declaration=True)


@pytest.mark.parametrize(("form", "fill"), [("xlsx", filled_xlsx), ("xlf", filled_xlf)])
def test_a_translation_comes_back_by_its_key_and_nothing_else_changes(project, form, fill):
    key = take_out(project)
    before = {path.name: path.read_text(encoding="utf-8") for path in project.glob("*.yaml")}
    assert run("export", "fr", project, "-f", form, "-o", project / "out").exit_code == 0
    (path,) = (project / "out").iterdir()
    assert path.name == f"translation.it-fr.{form}"
    fill(path, key, "Fiche « société » : tout")
    done = run("import", path, project)
    assert (done.exit_code, done.output) == (0, "1 text written\n")
    assert text_of(project, key, "fr") == "Fiche « société » : tout"
    after = {path.name: path.read_text(encoding="utf-8") for path in project.glob("*.yaml")}
    assert [name for name in before if before[name] != after[name]] == ["features.yaml"]
    lines = zip(before["features.yaml"].split("\n"), after["features.yaml"].split("\n"), strict=True)
    assert sum(1 for old, new in lines if old != new) == 1
    assert run("import", path, project).output == "0 texts written\n"


@pytest.mark.libreoffice
def test_the_workbook_survives_libreoffice(project, tmp_path):
    key = take_out(project)
    assert run("export", "ru", project, "-o", tmp_path).exit_code == 0
    path = tmp_path / "translation.it-ru.xlsx"
    filled_xlsx(path, key, "Карточка")
    profile = (tmp_path / "profile").as_uri()
    for kind, suffix in (("ods", "xlsx"), ("xlsx", "ods")):
        source = tmp_path / f"translation.it-ru.{suffix}"
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=180)  # fmt: skip
    done = run("import", path, project)
    assert done.exit_code == 0, done.output
    assert text_of(project, key, "ru") == "Карточка"


def test_a_bare_text_becomes_one_by_language(project):
    loaded, _ = api.load(project)
    spec = loaded.specification
    bare = next(found for found in texts(spec) if isinstance(found.text, str))
    delivery = Delivery(Place("x"), "it", "fr", (Returned(bare.key, bare.text, "Übersetzt", Place("x")),))
    came = bringing.brought(spec, delivery, {})
    ((name, content),) = bringing.contents(spec, loaded.source, "fr", came.texts).items()
    (project / name).write_bytes(content)
    assert text_of(project, bare.key, "fr") == "Übersetzt"
    assert text_of(project, bare.key, "it") == bare.text


def test_a_changed_source_makes_its_translations_old(project):
    assert "translations confirmed" in run("confirm", project).output
    assert run("confirm", project).output == "0 translations confirmed\n"
    assert api.check(project).findings == ()
    path = project / "features.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('it: "Scheda azienda"', 'it: "Scheda della società"', 1), encoding="utf-8")  # fmt: skip
    found = api.check(project).findings
    assert [(f.code, f.facts["language"]) for f in found] == [("CDC266", language) for language in ("fr", "ru", "en")]
    line = path.read_text(encoding="utf-8").split("\n")[found[0].place.line - 1]
    assert "Scheda della società" in line
    assert "1 older than the source" in run("status", project).output
    assert run("confirm", project, "-l", "fr").output == "1 translation confirmed\n"
    assert [f.facts["language"] for f in api.check(project).findings] == ["ru", "en"]


def test_a_translation_of_an_older_source_is_taken_and_stays_old(project):
    key = take_out(project)
    run("export", "fr", project, "-o", project / "out")
    path = project / "out" / "translation.it-fr.xlsx"
    filled_xlsx(path, key, "Fiche")
    page = project / "features.yaml"
    page.write_text(
        page.read_text(encoding="utf-8").replace('it: "Scheda azienda"', 'it: "Scheda unica"', 1), encoding="utf-8"
    )
    done = run("import", path, project)
    assert "CDC268" in done.output
    assert text_of(project, key, "fr") == "Fiche"
    assert ("CDC266", key) in [(f.code, f.facts["key"]) for f in api.check(project).findings]


def test_unknown_keys_formulas_and_other_files_are_findings(project, tmp_path):
    run("export", "fr", project, "-o", tmp_path)
    path = tmp_path / "translation.it-fr.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C3"].value = "=1+1"
    book.save(path)
    done = run("import", path, project)
    assert done.exit_code == 1
    assert f"{path.name}:cdc-translation!C3: CDC292" in done.output
    sheet["A2"].value, sheet["C3"].value = "features.NONE.title", "x"
    book.save(path)
    assert f"{path.name}:cdc-translation!C2: CDC267" in run("import", path, project).output
    sheet.title = "other"
    book.save(path)
    assert "CDC269" in run("import", path, project).output


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<a/>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><xliff/>",
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
        b"\xff\xfe<\0",
    ],
)
def test_what_is_no_xliff_is_refused(project, tmp_path, content):
    path = tmp_path / "a.xlf"
    path.write_bytes(content)
    with pytest.raises(NotXliffError):
        xliff.read(path.name, content)
    done = run("import", path, project)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_the_record_is_plain_and_a_damaged_one_is_named(project):
    run("confirm", project)
    data = json.loads((project / "translations.json").read_text(encoding="utf-8"))
    assert list(data) == sorted(data)
    assert set(data["document.title"]) == {"fr", "ru", "en"}
    (project / "translations.json").write_text("{", encoding="utf-8")
    done = run("status", project)
    assert done.exit_code == 2
    assert "translations.json" in done.output
