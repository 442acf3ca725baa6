"""Files as translators send them are read right, or refused with their place and nothing written."""

import codecs
import datetime as dt

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from cdc import api
from tests.exchange.small import SOURCES, SPEC, brought, project_in, said, states, xlf, xlf2, xlsx

TITLE, HALF, STATEMENT = "document.title", "features.F-2.title", "features.F-2.statement"


@pytest.fixture
def small(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    return project_in(folder)


READ = {
    "cdata": xlf((HALF, "<![CDATA[Moitié]]>")),
    "utf16": xlf((HALF, "Moitié")).replace("UTF-8", "UTF-16").encode("utf-16"),
    "latin1": xlf((HALF, "Moitié")).replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "mark": codecs.BOM_UTF8 + xlf((HALF, "Moitié")).encode(),
    "crlf": xlf((HALF, "Moitié")).replace("\n", "\r\n"),
    "blanks": xlf((HALF, "\n   Moitié  \u200b ")),
    "comment": xlf((HALF, "Moi<!-- ? -->tié")),
    "inside": xlf((HALF, '<g id="1">Moi<mrk mtype="seg" mid="0">tié</mrk></g>')),
    "reference": xlf((HALF, "Moiti&#233;")),
    "region": xlf((HALF, "Moitié"), source="en-GB", target="fr-FR"),
    "region with underscore": xlf((HALF, "Moitié"), target="FR_ca"),
    "final": xlf((HALF, "Moitié", ' state="final"')),
    "approved in spite of its state": xlf((HALF, "Moitié", ' state="needs-review-translation"', ' approved="yes"')),
    "twice the same": xlf((HALF, "Moitié"), (HALF, " Moitié")),
    "accent apart": xlf((HALF, "Moitie\u0301")).replace("e\u0301", "é"),
    "2.0": xlf2(f'<segment state="final"><source>{SOURCES[HALF]}</source><target>Moitié</target></segment>', key=HALF),
    "2.0 by regions": xlf2(f"<segment><source>{SOURCES[HALF]}</source><target>Moitié</target></segment>", key=HALF, languages='srcLang="en-US" trgLang="fr-CA"'),
}  # fmt: skip


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_what_programs_write_is_read(small, content):
    assert brought(small, "x.xlf", content) == (1, [], True)
    assert said(small, HALF) == "Moitié"
    assert states(small) == {TITLE: "translated", HALF: "translated"}
    before, after = (text.split("\n") for text in (SPEC, (small / "spec.yaml").read_text(encoding="utf-8")))
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("  title: Half", "  title: {en: Half, fr: Moitié}")
    ]


REFUSED = {
    "other source": (xlf((HALF, "Moitié"), source="it"), "x.xlf:3:1: CDC280"),
    "no target language": (xlf((HALF, "Moitié"), target=""), "x.xlf:3:1: CDC280"),
    "target is source": (xlf((HALF, "Mid"), target="en-GB"), "x.xlf:3:1: CDC280"),
    "unknown language": (xlf((HALF, "Mitte"), target="de"), "x.xlf:3:1: CDC280"),
    "swapped": (xlf((HALF, "Moitié"), source="fr", target="en"), "x.xlf:3:1: CDC280"),
    "two languages": (xlf((HALF, "Moitié")).replace("</file>", "</file>" + xlf((TITLE, "Un")).partition("<xliff")[2].partition(">")[2].partition("</xliff>")[0].replace('"fr"', '"it"')), "x.xlf:6:1: CDC281"),
    "code": (xlf((HALF, 'Moi<x id="1"/>tié')), "x.xlf:4:1: CDC282"),
    "twice": (xlf((HALF, "Moitié"), (TITLE, "Un"), (HALF, "Demi")), "x.xlf:6:1: CDC283"),
    "control": (xlf((HALF, "Moi&#x9C;tié")), "x.xlf:4:1: CDC284"),
    "lost letters": (xlf((HALF, "Moiti\ufffd")), "x.xlf:4:1: CDC284"),
    "another specification": (xlf((HALF, "A"), (TITLE, "B"), (STATEMENT, "C")).replace("<source>", "<source>Other "), "x.xlf:3:1: CDC290"),
    "2.0 code": (xlf2('<segment><source>a</source><target>b<cp hex="0001"/></target></segment>'), "x.xlf:2:1: CDC282"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "finding"), REFUSED.values(), ids=REFUSED)
def test_what_has_two_readings_is_refused_whole(small, content, finding):
    assert brought(small, "x.xlf", content) == (0, [finding], False)


LEFT_OUT = {
    "draft of a machine": ((HALF, "Moitié", ' state="needs-translation"'), "CDC286"),
    "to be adapted": ((HALF, "Moitié", ' state="needs-adaptation"'), "CDC286"),
    "source copied": ((HALF, "Half"), "CDC287"),
    "source copied as translated": ((HALF, " Half ", ' state="translated"'), "CDC287"),
    "emptied": ((TITLE, " \u200b "), "CDC285"),
}


@pytest.mark.parametrize(("unit", "code"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_no_translation_is_told_and_left_out(small, unit, code):
    assert brought(small, "x.xlf", xlf(unit, (STATEMENT, "Exporter."))) == (1, [f"x.xlf:4:1: {code}"], True)
    assert states(small) == {TITLE: "translated", STATEMENT: "translated"}


def test_a_translation_may_be_as_its_source_when_approved(small):
    assert brought(small, "x.xlf", xlf((HALF, "Half", ' state="signed-off"'))) == (1, [], True)
    assert said(small, HALF) == "Half"


def test_what_awaits_review_is_taken_and_seen_until_confirmed(small):
    file = xlf((HALF, "Moitié", ' state="needs-review-translation"'))
    assert brought(small, "x.xlf", file) == (1, ["x.xlf:4:1: CDC288"], True)
    assert states(small)[HALF] == "review"
    assert [f.code for f in api.check(small).findings if f.code == "CDC289"] == ["CDC289"]
    assert brought(small, "x.xlf", file) == (0, [], False)
    assert brought(small, "x.xlf", file.replace("needs-review-translation", "translated")) == (0, [], True)
    assert states(small)[HALF] == "translated"


def test_segments_of_a_unit_are_joined_and_the_least_finished_counts(small):
    first = '<segment state="translated"><source>The solution </source><target>La solution </target></segment>'
    second = '<segment state="{}"><source>shall export lists.</source><target>exporte.</target></segment>'
    assert brought(small, "x.xlf", xlf2(first, second.format("final"))) == (1, [], True)
    assert said(small, STATEMENT) == "La solution exporte."
    lacks = "<segment><source>shall export lists.</source></segment>"
    assert brought(small, "x.xlf", xlf2(first, lacks)) == (0, ["x.xlf:2:1: CDC286"], False)


@pytest.mark.parametrize("form", ["xlsx", "xlf", "xlf2"])
def test_an_untouched_file_changes_nothing_and_clears_no_staleness(small, form):
    api.confirm_translations(api.load(small)[0], ("fr",))
    brought(small, "x.xlf", xlf((HALF, "Moitié", ' state="needs-review-translation"')))
    path = small / "spec.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("A new site", "A new shop"), encoding="utf-8")
    assert states(small) == {TITLE: "stale", HALF: "review"}
    sent = api.export_translation(api.load(small)[0], language="fr", format_name=form, out=small.parent)
    assert brought(small, "y" + sent.name, sent.read_bytes()) == (0, [], False)
    assert states(small) == {TITLE: "stale", HALF: "review"}


def test_a_reviewed_state_clears_staleness(small):
    api.confirm_translations(api.load(small)[0], ("fr",))
    path = small / "spec.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("A new site", "A newer site"), encoding="utf-8")
    old = xlf((TITLE, "Un nouveau site", ' state="final"'))
    assert brought(small, "x.xlf", old) == (0, [], False)
    assert states(small) == {TITLE: "stale"}
    assert brought(small, "x.xlf", old.replace("A new site", "A newer site")) == (0, [], True)
    assert states(small) == {TITLE: "translated"}


BOOKS = {
    "inserted column": (xlsx((HALF, "", SOURCES[HALF], "Moitié"), head=("Id", "Context", "en", "fr", "Statut")), 1, ["B1: CDC293"]),
    "moved columns": (xlsx(("Moitié", SOURCES[HALF], HALF), head=("fr-FR", "EN", "id")), 1, []),
    "region": (xlsx((HALF, "Moitié"), head=("Id", "en_GB", "fr-CA")), 1, []),
    "rows above": (xlsx(("Id", "en", "fr"), (HALF, "Half", "Moitié"), head=("Sent on Monday",)), 1, ["A1: CDC293"]),
    "text beside": (xlsx((HALF, "Half", "Moitié", "", "why not?")), 1, ["E2: CDC293"]),
    "another sheet": (xlsx((HALF, "Moitié"), more=[("Notes", "ask Ann")]), 1, ["Notes: CDC293"]),
    "blank row": (xlsx((None, None, None), (HALF, "Moitié")), 1, []),
    "emptied": (xlsx((TITLE, "  ")), 0, ["C2: CDC285"]),
    "date": (xlsx((HALF, dt.date(2026, 4, 3))), 0, ["C2: CDC292"]),
    "number": (xlsx((HALF, 7)), 0, ["C2: CDC292"]),
    "flag": (xlsx((HALF, True)), 0, ["C2: CDC292"]),
    "formula": (xlsx((HALF, "=1+1")), 0, ["C2: CDC292"]),
    "no key": (xlsx((HALF, "Moitié"), (None, "Half", "Demi")), 0, ["C3: CDC294"]),
    "no heads": (xlsx((HALF, "Moitié"), head=("", "", "")), 0, ["A2: CDC291"]),
    "third language": (xlsx((HALF, "Half", "Moitié", "Metà"), head=("Id", "en", "fr", "it")), 0, ["A1: CDC291"]),
    "source twice": (xlsx((HALF, "Half", "Mid"), head=("Id", "en", "en-GB")), 0, ["A1: CDC291"]),
    "unknown language": (xlsx((HALF, "Mitte"), head=("Id", "en", "de")), 0, [" CDC280"]),
    "twice": (xlsx((HALF, "Moitié"), (HALF, "Demi")), 0, ["C3: CDC283"]),
    "one bad cell": (xlsx((HALF, "Moitié"), (TITLE, dt.date(2026, 4, 3))), 0, ["C3: CDC292"]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "count", "told"), BOOKS.values(), ids=BOOKS)
def test_a_workbook_is_read_by_its_heads_or_refused(small, content, count, told):
    written, findings, changed = brought(small, "x.xlsx", content)
    assert [finding.removeprefix("x.xlsx:").removeprefix("cdc-translation!") for finding in findings] == told
    assert (written, changed) == (count, bool(count))
    assert said(small, HALF) == ("Moitié" if count else "")


def test_a_source_of_the_time_is_taken_and_stays_old(small):
    assert brought(small, "x.xlf", xlf((HALF, "Mi")).replace("Half", "Hal")) == (1, ["x.xlf:4:1: CDC268"], True)
    assert states(small)[HALF] == "stale"


NEWS = "Un site tout neuf"


def meanwhile(small, form, change):
    """Export French, let the author write another title, let the translator change the file, and bring it back."""
    path = api.export_translation(api.load(small)[0], language="fr", format_name=form, out=small.parent)
    spec = small / "spec.yaml"
    text = spec.read_text(encoding="utf-8")
    assert "Un nouveau site" in text
    spec.write_text(text.replace("Un nouveau site", NEWS), encoding="utf-8")
    content = path.read_bytes()
    if form == "xlsx":
        book = load_workbook(path)
        cell = next(row[2] for row in book.worksheets[0].iter_rows() if row[0].value == TITLE)
        cell.value = change(cell.value)
        book.save(path)
    else:
        path.write_bytes(content.replace(b"Un nouveau site", change("Un nouveau site").encode()))
    count, findings = api.import_translation(small, path)
    return count, [(f.code, f.facts["own"], f.facts["other"]) for f in findings]


FORMS = ["xlsx", "xlf", "xlf2"]


@pytest.mark.parametrize("form", FORMS)
def test_what_the_author_wrote_meanwhile_stays_and_is_told(small, form):
    found = meanwhile(small, form, lambda text: f"{text} à nous")
    assert found == (0, [("CDC921", NEWS, "Un nouveau site à nous")])
    assert said(small, TITLE) == NEWS


@pytest.mark.parametrize("form", FORMS)
def test_what_the_translator_left_alone_takes_nothing_back(small, form):
    assert meanwhile(small, form, lambda text: f" {text}") == (0, [])
    assert said(small, TITLE) == NEWS


@pytest.mark.parametrize("form", FORMS)
def test_when_both_wrote_the_same_there_is_nothing_to_tell(small, form):
    assert meanwhile(small, form, lambda _: NEWS) == (0, [])


@pytest.mark.parametrize("form", FORMS)
def test_a_translation_that_the_author_did_not_touch_is_replaced(small, form):
    path = api.export_translation(api.load(small)[0], language="fr", format_name=form, out=small.parent)
    if form == "xlsx":
        book = load_workbook(path)
        next(row[2] for row in book.worksheets[0].iter_rows() if row[0].value == TITLE).value = NEWS
        book.save(path)
    else:
        path.write_bytes(path.read_bytes().replace(b"Un nouveau site", NEWS.encode()))
    assert api.import_translation(small, path) == (1, ())
    assert said(small, TITLE) == NEWS


def test_the_marks_of_the_workbook_are_hidden(small):
    path = api.export_translation(api.load(small)[0], language="fr", format_name="xlsx", out=small.parent)
    sheet = load_workbook(path).worksheets[0]
    assert (sheet["E1"].value, sheet.column_dimensions["E"].hidden) == ("cdc", True)


def _noted(sheet):
    sheet["C2"].comment = Comment("ask the author", "t")


def _struck(sheet):
    sheet["C2"].font = Font(strike=True)


def _joined(sheet):
    sheet.merge_cells("C2:C3")


@pytest.mark.parametrize(
    ("change", "told"), [(_noted, "ask the author"), (_struck, "~~Un nouveau site~~"), (_joined, None)]
)
def test_what_a_translator_left_on_the_sheet_is_told(small, change, told):
    path = api.export_translation(api.load(small)[0], language="fr", format_name="xlsx", out=small.parent)
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    _, findings = api.import_translation(small, path)
    assert [(f.code, f.place.cell, f.facts["text"]) for f in findings] == ([("CDC293", "C2", told)] if told else [])
