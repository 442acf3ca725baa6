"""A workbook comes back the same whatever office suite saved it and whatever was moved in it."""

import base64
import io
import random
import shutil
import subprocess
import zlib

import pytest
from openpyxl import load_workbook

from cdc import api
from cdc.model import asked
from cdc.model.worded import Wording
from cdc.words import words
from cdc.workbooks.response import carried
from cdc.workbooks.response.issued import issue
from cdc.workbooks.response.tables import REQUIREMENTS
from tests.conftest import EXAMPLE
from tests.grids import Grid

ORIGINAL = EXAMPLE / "attachments" / "answers" / "borealis" / "response.xlsx"


def _facts(reading):
    return (
        [(a.id, a.answer, a.comment, a.evidence) for a in reading.answers],
        [(p.id, p.amount) for p in reading.prices],
        [(s.id, s.answer) for s in reading.statements],
        reading.identity,
    )


@pytest.fixture(scope="module")
def expected(gelato):
    reading, findings = api.read_workbook(gelato, "response.xlsx", ORIGINAL.read_bytes())
    assert reading is not None
    assert [f for f in findings if f.severity == "error"] == []
    assert len(reading.answers) > 100
    assert len(reading.prices) == 7
    return _facts(reading)


def _read(gelato, book):
    target = io.BytesIO()
    book.save(target)
    reading, findings = api.read_workbook(gelato, "response.xlsx", target.getvalue())
    assert reading is not None, findings
    return _facts(reading), findings


@pytest.mark.libreoffice
def test_saved_by_libreoffice_it_reads_the_same(gelato, expected, tmp_path):
    source = tmp_path / "response.xlsx"
    shutil.copy(ORIGINAL, source)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, source],
        check=True,
        capture_output=True,
        timeout=180,
    )
    reading, findings = api.read_workbook(gelato, "response.xlsx", (out / "response.xlsx").read_bytes())
    assert reading is not None, findings
    assert _facts(reading) == expected
    assert [f for f in findings if f.severity == "error"] == []


def test_sorted_moved_renamed_and_hidden_it_reads_the_same(gelato, expected):
    book = load_workbook(ORIGINAL)
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    random.Random(7).shuffle(rows)
    head = [cell.value for cell in sheet[1]]
    order = list(range(len(head)))
    random.Random(3).shuffle(order)
    sheet.delete_rows(1, sheet.max_row)
    sheet["C2"] = "Nostra risposta"
    for at, row in enumerate([head, *rows], 5):
        for column, source in enumerate(order, 2):
            sheet.cell(at, column).value = row[source]
    sheet.title = "La nostra offerta"
    sheet.row_dimensions[9].hidden = True
    found, findings = _read(gelato, book)
    assert found == expected
    assert {f.code for f in findings} == {"CDC417", "CDC419", "CDC924"}
    assert [f.place.cell for f in findings if f.code == "CDC419"] == ["C2"]


def test_a_blank_form_is_missing_everywhere_and_nothing_is_zero(gelato, example):
    (blank,) = api.grid_workbooks(example, ("it",)).values()
    reading, findings = api.read_workbook(gelato, "response.xlsx", blank)
    assert reading is not None
    assert {a.answer for a in reading.answers} == {None}
    assert {p.amount for p in reading.prices} == {None}
    assert {f.code for f in findings} == {"CDC415", "CDC420", "CDC421"}


@pytest.mark.parametrize("typed", ["s", " S ", "Standard", "S · Standard", "STANDARD"])
def test_ways_of_writing_one_answer(gelato, typed, example):
    (blank,) = api.grid_workbooks(example, ("it", "en")).values()
    grid = Grid(blank)
    grid.cell("requirements", "F-ACC-01", "answer").value = typed
    (answers, _, _, _), _ = _read(gelato, grid.book)
    assert answers[0][:2] == ("F-ACC-01", "S")


def test_two_envelopes_keep_prices_out_of_the_technical_workbook(project):
    path = project / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("envelopes: one", "envelopes: two"), encoding="utf-8")
    loaded, _ = api.load(project)
    books = api.grid_workbooks(loaded, ("it",))
    assert sorted(books) == ["response-price.it.xlsx", "response-technical.it.xlsx"]
    names = {name: load_workbook(io.BytesIO(content)).sheetnames for name, content in books.items()}
    assert "Prezzi" not in names["response-technical.it.xlsx"]
    assert "Prezzi" in names["response-price.it.xlsx"]


def test_input_cells_are_open_and_the_rest_is_locked(example):
    (blank,) = api.grid_workbooks(example, ("it",)).values()
    grid = Grid(blank)
    assert grid.sheet("requirements").protection.sheet
    line = grid.lines("requirements")["F-ACC-01"]
    assert len(line) == len(REQUIREMENTS.columns)
    assert {key for key, cell in line.items() if not cell.protection.locked} == {"answer", "comment", "evidence"}


@pytest.mark.libreoffice
def test_the_status_is_live(example, tmp_path):
    """LibreOffice computes the status formulas: missing, comment needed, complete."""
    (blank,) = api.grid_workbooks(example, ("en",)).values()
    grid = Grid(blank)
    lines = list(grid.lines("requirements").values())
    lines[0]["answer"].value = "S · Standard"
    lines[1]["answer"].value = "D · Development"
    grid.book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            tmp_path / "o",
            tmp_path / "a.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    computed = load_workbook(tmp_path / "o" / "a.xlsx", data_only=True).worksheets[1]
    statuses = [computed[line["status"].coordinate].value for line in lines[:3]]
    assert statuses == ["complete", "comment needed", "missing"]


def test_a_vendor_checks_without_the_buyers_folder(gelato, expected):
    """The workbook carries its form: the same report, and nothing of how answers are scored."""
    reading, findings = api.read_workbook(None, "response.xlsx", ORIGINAL.read_bytes())
    assert reading is not None
    assert sorted(_facts(reading)[0]) == sorted(expected[0])
    _, with_folder = api.read_workbook(gelato, "response.xlsx", ORIGINAL.read_bytes())
    assert [(f.code, f.place) for f in findings] == [(f.code, f.place) for f in with_folder]


def test_the_form_comes_back_as_it_was_carried_and_holds_no_points(gelato):
    issued = issue(gelato, ("it", "en"))
    texts = carried.pack(issued)
    assert carried.unpack(texts) == issued
    plain = zlib.decompress(base64.b64decode("".join(texts))).decode("utf-8")
    assert "F-ACC-01" in plain
    assert "points" not in plain
    assert str(gelato.budget.ceiling) not in plain


def test_a_workbook_of_version_1_is_taken_until_the_tender_is_published(project):
    from cdc.tender import fingerprint_1
    from cdc.workbooks.response import write

    loaded, _ = api.load(project)
    old = fingerprint_1.form(loaded.specification)
    content = write.grid(loaded.specification, languages=("it",), envelope="both", form=old, draft=True)
    _, before = api.read_workbook(loaded.specification, "response.xlsx", content, forms=loaded.forms)
    published = api.publish(loaded).project
    _, after = api.read_workbook(published.specification, "response.xlsx", content, forms=published.forms)
    assert "CDC406" not in {finding.code for finding in before}
    assert {finding.code for finding in after} == {"CDC406"}


def test_two_envelopes_are_received_as_one_bid(project):
    import datetime as dt

    path = project / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("envelopes: one", "envelopes: two"), encoding="utf-8")
    loaded, _ = api.load(project)
    sources = []
    for name, content in api.grid_workbooks(loaded, ("it",)).items():
        grid = Grid(content)
        if "price" in name:
            for line in grid.lines("prices").values():
                line["unit_price"].value = "1 234,50"
        else:
            next(iter(grid.lines("requirements").values()))["answer"].value = "S"
        grid.book.save(project / name)
        sources.append(project / name)
    result = api.receive(loaded, "aurora", sources, hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC)))
    assert result.bid is not None
    assert sorted(file.kind for file in result.bid.files) == ["price", "technical"]
    assert {str(price.amount) for price in result.bid.prices} == {"1234.50"}
    assert result.bid.answers[0].answer == "S"


LOCKED = [
    ("requirements", "F-ACC-01", "group"), ("requirements", "F-ACC-01", "details"), ("requirements", "SL-1", "statement"),
    ("requirements", "F-FLD-01", "details"), ("prices", "PL-1", "item"), ("prices", "PL-1", "period"), ("prices", "PL-1", "quantity"),
    ("prices", "PL-1", "unit"), ("prices", "PL-1", "details"), ("vendor", "V-LAW", "question"), ("vendor", "V-LAW", "details"),
]  # fmt: skip


@pytest.mark.parametrize("has_folder", [True, False])
def test_locked_cells_are_compared_on_every_sheet_with_and_without_the_folder(gelato, example, has_folder):
    (blank,) = api.grid_workbooks(example, ("it", "en")).values()
    grid, places = Grid(blank), set()
    for table, id_, column in LOCKED:
        cell = grid.cell(table, id_, column)
        cell.value = cell.value + 1 if isinstance(cell.value, int | float) else f"{cell.value} circa"
        places.add((grid.sheet(table).title, cell.coordinate))
    _, findings = api.read_workbook(gelato if has_folder else None, "response.xlsx", grid.bytes())
    assert {(f.place.sheet, f.place.cell) for f in findings if f.code == "CDC416"} == places


def test_every_asked_field_of_every_line_reaches_the_grid(gelato, example):
    (blank,) = api.grid_workbooks(example, ("en",)).values()
    grid, wording, count = Grid(blank), Wording(gelato, words("en")), 0
    lines = {id_: line for table in ("requirements", "prices", "vendor") for id_, line in grid.lines(table).items()}
    for entry in asked.entries(gelato):
        if entry.kind == "answer":
            continue
        text = " ".join(str(cell.value) for cell in lines[entry.id].values())
        for field, value in entry.beyond(frozenset({"scale"})):  # the list to choose from is the scale
            own = {"priority": f"value.{value}", "option": "grid.option"}
            own |= {"kind": f"grid.period_{value}"} if entry.kind == "price" else {}
            told = words("en")(own[field.name]) if field.name in own else wording.value(field, value)
            assert told in text, (entry.id, field.name)
            count += 1
    assert count > 500


def test_a_knockout_is_marked_with_its_least_answer(gelato, example):
    (blank,) = api.grid_workbooks(example, ("en",)).values()
    marked = {
        id_
        for id_, line in Grid(blank).lines("requirements").items()
        if "Knock-out: at least" in str(line["details"].value)
    }
    assert marked == {item.id for _, item in gelato.asked if item.knockout}
    assert "F-FLD-01" in marked
