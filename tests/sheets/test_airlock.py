"""The door for untrusted workbooks: what no library may see is refused with its reason; the rest comes as plain cells."""

import datetime as dt
import io
import struct
import zipfile

import pytest
import xlsxwriter

from cdc.sheets import airlock, open_untrusted

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def sheet(cells, head=""):
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


def parts(**changed):
    """Give the parts that the door looks at, some of them changed."""
    link = f'<Relationship Id="r1" Type="{BOOK}/worksheet" Target="worksheets/sheet1.xml"/>'
    usual = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{link}</Relationships>",
        SHEET: sheet('<c r="A1"><v>1</v></c>'),
    }
    return usual | {name.replace("__", "/").replace("_dot_", "."): text for name, text in changed.items()}


def packed(entries, extra=()):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in [*entries.items(), *extra]:
            package.writestr(name, text)
    return target.getvalue()


def with_sheet(text):
    return packed(parts() | {SHEET: text})


def beside(name, text="x"):
    return packed(parts() | {name: text})


def damaged():
    """A workbook one byte of which was changed after it was packed: its checksum no longer holds."""
    content = bytearray(packed(parts()))
    at = content.index(b"<v>1</v>")
    content[at + 3] = ord("2")
    return bytes(content)


def far_too_large():
    """An entry whose head announces more than may be inflated."""
    content = bytearray(packed(parts()))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", airlock.MAX_INFLATED + 1)
    return bytes(content)


REFUSED = {
    "nothing": (b"", "CDC401", "what.empty"),
    "page": (b"<!DOCTYPE html><html></html>", "CDC401", "what.html"),
    "pdf": (b"%PDF-1.7", "CDC401", "what.pdf"),
    "text": (b"id;answer\nF-1;yes\n", "CDC401", "what.text"),
    "bytes": (b"\x00\x01\x02", "CDC401", "what.other"),
    "excel of 1997": (b"\xd0\xcf\x11\xe0" + bytes(40), "CDC401", "what.old_excel"),
    "password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "CDC425", None),
    "opendocument": (packed({"mimetype": "application/vnd.oasis"}), "CDC401", "what.opendocument"),
    "word": (packed({"word/document.xml": "<w/>"}), "CDC401", "what.word"),
    "another archive": (packed({"a.txt": "a"}), "CDC401", "what.other"),
    "half a file": (packed(parts())[:60], "CDC402", None),
    "a changed byte": (damaged(), "CDC402", None),
    "macros": (beside("xl/vbaProject.bin"), "CDC404", "what.macros"),
    "links": (beside("xl/externalLinks/externalLink1.xml"), "CDC404", "what.links"),
    "connections": (beside("xl/connections.xml"), "CDC404", "what.links"),
    "objects": (beside("xl/embeddings/oleObject1.bin"), "CDC404", "what.objects"),
    "controls": (beside("xl/activeX/activeX1.xml"), "CDC404", "what.objects"),
    "announced size": (far_too_large(), "CDC403", None),
    "many entries": (packed(parts() | {f"xl/media/{at}.png": "" for at in range(2001)}), "CDC403", None),
    "entity": (with_sheet(sheet("", '<!DOCTYPE a [<!ENTITY b "c">]>')), "CDC402", f"{SHEET}: DOCTYPE"),
    "entity in utf-16": (with_sheet(sheet("").encode("utf-16")), "CDC402", f"{SHEET}: DOCTYPE"),
    "strict": (with_sheet('<worksheet xmlns="http://purl.oclc.org/a"/>'), "CDC445", None),
    "a row far below": (with_sheet(sheet('<c r="A100001"><v>1</v></c>')), "CDC403", "A100001"),
    "a column far right": (with_sheet(sheet('<c r="GS1"><v>1</v></c>')), "CDC403", "GS1"),
    "a cell twice": (with_sheet(sheet('<c r="B2"/><c r="B2"/>')), "CDC402", "B2"),
    "a sheet that is not there": (
        packed({name: text for name, text in parts().items() if name != SHEET}),
        "CDC402",
        SHEET,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_library_may_see_is_refused(name, monkeypatch):
    content, code, what = REFUSED[name]
    monkeypatch.setattr(airlock, "_parse", lambda *_: pytest.fail("a library was asked"))
    book, findings = open_untrusted("answer.xlsx", content)
    assert book is None
    assert [(found.code, found.place.file) for found in findings] == [(code, "answer.xlsx")]
    if what is not None:
        assert findings[0].facts["what"] == what


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_stands_twice_is_refused():
    book, findings = open_untrusted("a.xlsx", packed(parts(), extra=[(SHEET, sheet(""))]))
    assert book is None
    assert [(found.code, found.facts["what"]) for found in findings] == [("CDC402", SHEET)]


def test_a_file_over_the_limit_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(airlock, "MAX_FILE", 100)
    _, findings = open_untrusted("a.xlsx", packed(parts()))
    assert [found.code for found in findings] == ["CDC403"]


def test_the_last_row_and_column_of_a_form_are_let_through(monkeypatch):
    monkeypatch.setattr(airlock, "_parse", lambda _, name, *__: (name, ()))
    edge = sheet(f'<c r="A{airlock.MAX_ROW}"/><c r="GR1"/>')
    assert open_untrusted("a.xlsx", with_sheet(edge)) == ("a.xlsx", ())


def test_plain_cells_come_out():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        first, second = book.add_worksheet("Answers"), book.add_worksheet("Lists")
        first.write_row(0, 0, ["id", "1 250,50", "=1+1 is text"])
        first.write_number(1, 0, 0.1)
        first.write_boolean(1, 1, True)
        first.write_formula(1, 2, "=A2*2", value=0.2)
        first.write_datetime(2, 0, dt.date(2027, 1, 21), book.add_format({"num_format": "yyyy-mm-dd"}))
        first.write_string(2, 1, "a\x07b")
        first.set_row(2, None, None, {"hidden": True})
        second.hide()
    book, findings = open_untrusted("answer.xlsx", target.getvalue())
    assert findings == ()
    answers, lists = book.sheets
    found = {cell.name: (cell.kind, cell.text, cell.replaced) for cell in answers.cells.values()}
    assert found["A1"] == ("text", "id", False)
    assert found["B1"] == ("text", "1 250,50", False)
    assert found["A2"] == ("number", "0.1", False)
    assert found["B2"] == ("flag", "true", False)
    assert found["C2"][0] == "formula"
    assert found["A3"][0] == "date"
    assert found["A3"][1].startswith("2027-01-21")
    assert found["B3"] == ("text", "a\ufffdb", True)
    assert answers.hidden_rows == frozenset({3})
    assert (answers.is_hidden, lists.is_hidden) == (False, True)
    assert len(book.sha256) == 64
