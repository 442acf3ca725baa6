"""A half-filled workbook goes over to an amended form: what holds is kept, what does not is marked, nothing typed is lost."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook as Empty
from openpyxl import load_workbook
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.workbooks.response import updated, write
from cdc.workbooks.response.tables import UPDATE
from tests import grids
from tests.grids import TABLES, Grid, columns

RUN = CliRunner()
STANDARD = "S · Standard"


@pytest.fixture(scope="module")
def small(gelato):
    """Six features, the price lines and the vendor's sheet of the example."""
    empty = dict.fromkeys(("constraints", "service_levels", "flows", "migrations", "services", "contract_terms"), ())
    return changed(gelato, features=gelato.features[:6], **empty)


def changed(spec, **parts):
    """Give the specification with other parts."""
    return type(spec).model_construct(**{name: getattr(spec, name) for name in type(spec).model_fields} | parts)


def issued(spec, form, envelope="both", languages=("it", "en")):
    return write.grid(spec, languages=languages, envelope=envelope, form=form, draft=False)


def amended(spec):
    """One feature reworded, one of another weight, one withdrawn, one new; a quantity changed."""
    first, second, third, *rest = spec.features
    words = {language: f"{text} (2)" for language, text in first.statement.items()}
    features = (
        first.model_copy(update={"statement": words}),
        second.model_copy(update={"weight": Decimal(77)}),
        *rest,
        rest[-1].model_copy(update={"id": "F-NEW"}),
    )
    line = spec.price_lines[0].model_copy(update={"quantity": spec.price_lines[0].quantity + 1})
    return changed(spec, features=features, price_lines=(line, *spec.price_lines[1:])), third.id


def filled(content, spec):
    grid = Grid(content)
    for line in grid.lines("requirements").values():
        line["answer"].value, line["comment"].value = STANDARD, f"=1+{line['id'].value}"[1:]
        line["evidence"].value = "p. 3"
    for at, line in enumerate(grid.lines("prices").values(), 1):
        line["unit_price"].value = at * 100.25
    grid.cell("vendor", "V-NAME", "answer").value = "Società Cioè ✓"
    return grid


def typed(content):
    grid = Grid(content)
    grid.cell("vendor", "V-NAME", "answer").value = "x"
    return grid.bytes()


def opened(content, name="response.xlsx"):
    """Open a workbook as its form."""
    sent, findings = updated.opened(grids.opened(content, name))
    assert findings == ()
    return sent


def told(content):
    """Give the rows of the sheet that tells what became of each line."""
    book = load_workbook(io.BytesIO(content))
    sheet = next(sheet for sheet in book.worksheets if "fate" in {k for k, _ in columns(sheet, UPDATE).items()})
    at = columns(sheet, UPDATE)
    return {
        row[at["id"] - 1].value: {key: row[n - 1].value or "" for key, n in at.items()}
        for row in sheet.iter_rows(min_row=2)
    }


@pytest.fixture(scope="module")
def moved(small):
    """Give the old grid as filled, and the bytes of the new one."""
    new, _ = amended(small)
    grid = filled(issued(small, "2.A"), small)
    grid.sheet("requirements").cell(40, 3).value = "una nota sotto la tabella"
    grid.book.create_sheet("I miei conti")["B3"] = "=SUM(A1:A2)"
    content, migration, findings = updated.update(opened(grid.bytes()), opened(issued(new, "2.B")))
    assert findings == ()
    return content, migration


def test_answers_of_unchanged_lines_are_kept_and_those_of_changed_ones_are_asked_again(small, moved):
    content, migration = moved
    first, second, third, *rest = (item.id for item in small.features)
    lines = Grid(content).lines("requirements")
    assert set(lines) == {first, second, *rest, "F-NEW"}
    assert {id_: line["answer"].value for id_, line in lines.items()} == {
        first: None,
        second: STANDARD,
        **dict.fromkeys(rest, STANDARD),
        "F-NEW": None,
    }
    assert lines[first]["comment"].value == f"1+{first}"  # its comment stands, for the vendor to look at
    assert [move.id for move in migration.of("review")] == [first, small.price_lines[0].id]
    assert [move.id for move in migration.of("withdrawn")] == [third]
    assert [move.id for move in migration.of("new")] == ["F-NEW"]
    kept = next(move for move in migration.lines if move.id == second)
    assert (kept.fate, kept.changed) == ("kept", ("weight",))


def test_prices_are_kept_exactly_and_a_changed_quantity_asks_for_the_price_again(small, moved):
    lines = Grid(moved[0]).lines("prices")
    values = [line["unit_price"].value for line in lines.values()]
    assert values == [None, *(at * 100.25 for at in range(2, len(small.price_lines) + 1))]
    assert told(moved[0])[small.price_lines[0].id]["earlier_answer"] == "100.25"


def test_nothing_that_was_typed_is_lost(small, moved):
    third = small.features[2].id
    rows = told(moved[0])
    assert (rows[third]["earlier_answer"], rows[third]["earlier_comment"], rows[third]["earlier_evidence"]) == (
        STANDARD,
        f"1+{third}",
        "p. 3",
    )
    assert rows[third]["fate"] == "ritirata / withdrawn"
    elsewhere = [row["earlier_comment"] for row in rows.values() if row["fate"].startswith("scritto altrove")]
    assert elsewhere == ["una nota sotto la tabella", "=SUM(A1:A2)"]
    assert Grid(moved[0]).cell("vendor", "V-NAME", "answer").value == "Società Cioè ✓"


def test_it_tells_in_the_language_of_the_workbook_what_changed(small, moved):
    row = told(moved[0])[small.features[0].id]
    assert row["fate"] == "da rivedere / to review"
    assert row["now"].startswith("Testo / Text: ")
    assert "(2)" in row["now"]
    assert "(2)" not in row["was"]
    first = load_workbook(io.BytesIO(moved[0])).worksheets[0]
    said = [cell.value for cell in first["A"] if cell.value]
    assert said[1].startswith("Risposte riprese da response.xlsx — mantenute: ")
    assert any("cdc grid check" in line for line in said)


def test_a_status_is_right_before_a_spreadsheet_computes(small, moved):
    book = load_workbook(io.BytesIO(moved[0]), data_only=True)
    sheet = next(s for s in book.worksheets if s.title.startswith("Requisiti"))
    at = columns(sheet, TABLES["requirements"])
    said = {row[at["id"] - 1].value: row[at["status"] - 1].value for row in sheet.iter_rows(min_row=2)}
    assert said[small.features[0].id] == "mancante / missing"
    assert said[small.features[1].id] == "completo / complete"


def test_what_was_kept_reads_as_it_was_typed(small, moved):
    new, _ = amended(small)
    reading, _ = api.read_workbook(new, "new.xlsx", moved[0], forms=("2.B",))
    assert {read.id for read in reading.answers if read.answer == "S"} == {
        item.id for item in (small.features[1], *small.features[3:])
    }
    again = updated.update(opened(moved[0]), opened(issued(new, "2.C")))[1]
    assert again.of("review") == again.of("new") == again.of("withdrawn") == again.elsewhere == ()


def test_an_answer_whose_meaning_changed_is_asked_again(small):
    scale = small.scales[0]
    answers = (scale.answers[0].model_copy(update={"meaning": "Only after a project"}), *scale.answers[1:])
    new = changed(small, scales=(scale.model_copy(update={"answers": answers}), *small.scales[1:]))
    _, migration, _ = updated.update(opened(filled(issued(small, "2.A"), small).bytes()), opened(issued(new, "2.B")))
    assert {move.id for move in migration.of("review")} == {item.id for item in small.features}
    assert "Only after a project" in migration.of("review")[0].meanings[1]


def test_no_price_comes_into_a_technical_workbook(small):
    grid = filled(issued(small, "2.A"), small)
    grid.book.create_sheet("Conti")["A1"] = "88321"
    content, _, findings = updated.update(opened(grid.bytes()), opened(issued(small, "2.B", "technical")))
    assert [finding.code for finding in findings] == ["CDC565"]
    book = load_workbook(io.BytesIO(content))
    texts = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert STANDARD in texts
    assert not texts & {"88321", "100.25"}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda spec: issued(spec, "2.B", "technical", ("it",)), "CDC561"),
        (lambda spec: issued(spec, "2.B", "price"), "CDC562"),
        (lambda spec: typed(issued(spec, "2.B", "technical")), "CDC563"),
        (lambda spec: issued(spec, "2.A", "technical"), "CDC564"),
    ],
)
def test_what_cannot_be_taken_over_is_refused(small, make, code):
    content, migration, findings = updated.update(opened(issued(small, "2.A", "technical")), opened(make(small)))
    assert (content, migration) == (None, None)
    assert [finding.code for finding in findings] == [code]


def test_what_was_noted_at_the_amendment_is_no_warning_but_what_was_added_there_is(small, moved):
    new, _ = amended(small)
    _, findings = api.read_workbook(new, "new.xlsx", moved[0], forms=("2.B",))
    noted = [(finding.place.sheet, finding.facts["count"]) for finding in findings if finding.code == "CDC940"]
    assert len(noted) == 3, "a line in each of two languages, and the sheet"
    assert max(count for _, count in noted) > 20
    assert not [finding for finding in findings if finding.code in ("CDC419", "CDC434")]
    book = load_workbook(io.BytesIO(moved[0]))
    sheet = next(sheet for sheet in book.worksheets if columns(sheet, UPDATE).keys() >= {"fate"})
    sheet["J5"] = "Only if paid in advance"
    book.worksheets[0]["A30"] = "Answers are valid until May"
    target = io.BytesIO()
    book.save(target)
    _, findings = api.read_workbook(new, "new.xlsx", target.getvalue(), forms=("2.B",))
    told = {finding.facts["text"] for finding in findings if finding.code == "CDC419"}
    assert told == {"Only if paid in advance", "Answers are valid until May"}


def test_the_command_writes_a_new_file_and_never_over_one(small, tmp_path):
    new, _ = amended(small)
    old, to = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(filled(issued(small, "2.A"), small).bytes())
    to.write_bytes(issued(new, "2.B"))
    before = old.read_bytes()
    done = RUN.invoke(app, ["--lang", "en", "grid", "update", str(old), "--to", str(to)])
    assert done.exit_code == 0, done.output
    assert "to review 2, new 1, withdrawn 1" in done.output
    assert f"to answer: {small.features[0].id}, F-NEW, {small.price_lines[0].id}" in done.output
    assert (tmp_path / "old-updated.xlsx").is_file()
    for target in ("old.xlsx", "new.xlsx", "old-updated.xlsx"):
        done = RUN.invoke(
            app, ["--lang", "en", "grid", "update", str(old), "--to", str(to), "-o", str(tmp_path / target)]
        )
        assert done.exit_code == 2
    assert (old.read_bytes(), to.read_bytes()) == (before, issued(new, "2.B"))


def test_a_workbook_without_a_form_is_named(small, tmp_path):
    empty = tmp_path / "other.xlsx"
    book = Empty()
    book.active["A1"] = "x"
    book.save(empty)
    to = tmp_path / "new.xlsx"
    to.write_bytes(issued(small, "2.B", "technical"))
    done = api.update_grid(empty, to)
    assert [finding.code for finding in done.findings] == ["CDC560"]
    assert done.path is None
