"""Workbooks as people really send them: what a person sees in them and the form does not hold, each with its place."""

import datetime as dt
import io
import zipfile

from openpyxl import load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font

from cdc import api
from tests.grids import Grid

NAME = "response.xlsx"


def original(project, vendor="aurora"):
    return (project / "attachments" / "answers" / vendor / NAME).read_bytes()


def read(project, content):
    loaded, _ = api.load(project)
    return api.read_workbook(loaded.specification, NAME, content)[1]


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(table, id_, column, change):
    """Change one cell."""

    def run(project):
        grid = Grid(original(project))
        cell = grid.cell(table, id_, column)
        change(cell)
        return read(project, grid.bytes()), f"{NAME}:{grid.sheet(table).title}!{cell.coordinate}"

    return run


def _set(**attributes):
    def change(cell):
        for name, value in attributes.items():
            setattr(cell, name, value)

    return change


def _sheet(change, place):
    """Change a whole workbook; `place` is where the finding points, from the sheet of requirements."""

    def run(project):
        grid = Grid(original(project))
        change(grid)
        return read(project, saved(grid.book)), place.format(NAME, grid.sheet("requirements").title)

    return run


def _another(grid):
    grid.book.create_sheet("Assumptions")["B2"] = "Valid from 50 licences"


def _copied(grid):
    grid.book.copy_worksheet(grid.sheet("requirements")).title = "Copy"


def _hidden_column(grid):
    grid.sheet("requirements").column_dimensions["I"].hidden = True


def _drawn(grid):
    grid.sheet("requirements").add_chart(BarChart())


def _no_hidden_sheet(grid):
    del grid.book["_cdc"]


def _foreign(project):
    book = load_workbook(io.BytesIO(original(project)))
    for name in book.sheetnames[1:]:
        del book[name]
    book.worksheets[0]["A1"] = "Security questionnaire"
    return read(project, saved(book)), NAME


def _other_envelope(project):
    """A technical workbook into which the prices were copied."""
    path = project / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("envelopes: one", "envelopes: two"), encoding="utf-8")
    loaded, _ = api.load(project)
    books = dict(api.grid_workbooks(loaded, ("en",)).items())
    technical = Grid(next(content for name, content in books.items() if "technical" in name))
    prices = Grid(next(content for name, content in books.items() if "price" in name)).sheet("prices")
    added = technical.book.create_sheet("Prices")
    for row in prices.iter_rows(values_only=True):
        added.append(row)
    return read(project, technical.bytes()), f"{NAME}:Prices"


def _of_another(project):
    loaded, _ = api.load(project)
    source = project / "attachments" / "answers" / "aurora" / NAME
    return api.receive(
        loaded, "eta", [source], hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC))
    ).findings, NAME


def replaced(content, find, put):
    """Replace bytes in every part of a container."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(find, put))
    return target.getvalue()


def _strict(project):
    """The namespace of the strict variant, as spreadsheets write it."""
    own, strict = b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"
    return read(project, replaced(original(project), own, strict)), NAME


def _too_long(project):
    """A comment longer than a cell can hold, which no spreadsheet writes, but other programs do."""
    grid = Grid(original(project))
    cell = grid.cell("requirements", "F-ACC-01", "comment")
    cell.value = "LONG"
    content = replaced(grid.bytes(), b">LONG<", b">" + b"x" * 33_000 + b"<")
    return read(project, content), f"{NAME}:{grid.sheet('requirements').title}!{cell.coordinate}"


def _swapped(project):
    """Two rows of a score sheet whose names change places while the ids stay."""
    loaded, _ = api.load(project)
    path = next(p for p in api.score_sheets(loaded, languages=("it",), out=project / "out") if "serra" in p.name)
    grid = Grid(path.read_bytes())
    first, second = list(grid.lines("scores").values())[:2]
    first["bid"].value, second["bid"].value = second["bid"].value, first["bid"].value
    path.write_bytes(grid.bytes())
    found = api.collect_scores(loaded, path, replace=True)
    return found.findings, f"{path.name}:{grid.sheet('scores').title}!{first['bid'].coordinate}"


def _joined(cell):
    """One answer over two lines."""
    below = cell.offset(row=1)
    cell.parent.merge_cells(f"{cell.coordinate}:{below.coordinate}")


def _called(grid):
    grid.sheet("requirements").title = "Only until March"


CASES = {
    "CDC431": _cell("requirements", "F-ACC-01", "evidence", _set(value=dt.date(2026, 4, 3))),
    "CDC432": _cell("prices", "PL-1", "unit_price", _set(value=12, number_format='0"k €"')),
    "CDC433": _cell("prices", "PL-1", "unit_price", _set(value=12.4, number_format="0")),
    "CDC434": _sheet(_another, "{}:Assumptions!B2"),
    "CDC435": _cell("requirements", "F-ACC-01", "answer", _set(comment=Comment("From version 9", "v"))),
    "CDC436": _sheet(_copied, "{}:Copy!A1"),
    "CDC437": _cell("requirements", "F-ACC-01", "answer", _set(font=Font(strike=True))),
    "CDC438": _sheet(_no_hidden_sheet, "{}"),
    "CDC439": _foreign,
    "CDC440": _other_envelope,
    "CDC441": _too_long,
    "CDC442": _cell("prices", "PL-1", "unit_price", _set(value="12 k€")),
    "CDC443": _cell("prices", "PL-1", "unit_price", _set(value="$ 12 500")),
    "CDC444": _of_another,
    "CDC445": _strict,
    "CDC446": _swapped,
    "CDC447": _sheet(_drawn, "{}:{}"),
    "CDC448": _cell("requirements", "F-ACC-01", "comment", _set(value="up to \u202e001 users")),
    "CDC922": _cell("requirements", "F-ACC-01", "comment", _set(value="not before 2029", font=Font(color="FFFFFDF3"))),
    "CDC923": _cell("requirements", "F-ACC-01", "answer", _joined),
    "CDC924": _sheet(_called, "{}:Only until March"),
    "CDC925": _cell("requirements", "F-ACC-01", "evidence", _set(value="see here", hyperlink="https://vendor.example")),
    "CDC449": _sheet(_hidden_column, "{}:{}!I1"),
}
