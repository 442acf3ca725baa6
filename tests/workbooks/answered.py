"""A small tender and its answered workbook: cheap enough to be changed in a hundred ways."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cdc import api
from cdc.workbooks.kit import facts
from cdc.workbooks.response import page, read
from cdc.workbooks.response.issued import issue
from tests import grids
from tests.grids import Grid

SPEC = """
document: {title: Small, reference: S-1, version: '1.0', date: 2026-11-25, languages: [en]}
company: {name: Small Ltd, sector: trade}
budget: {currency: EUR}
tender:
  id: T-1
  procedure: open
  envelopes: one
  deadline: 2027-01-21T12:00:00+01:00
  declarations: [{id: V-LAW, text: We keep the law.}]
modules: [{id: M-1, name: Sales}]
features:
  - {id: F-1, title: One page, statement: The solution shall show 5 MB on a page., module: M-1, priority: essential}
  - {id: F-2, title: Lists, statement: The solution shall import lists., module: M-1, priority: important}
price_lines:
  - {id: PL-1, name: Licence, quantity: 10, unit: per user}
  - {id: PL-2, name: Support, kind: yearly, quantity: 1}
scales:
  - id: yn
    name: Yes or no
    answers:
      - {id: Y, label: Standard, meaning: It is there today., points: 1}
      - {id: D, label: With development, needs_comment: true, points: 0.5}
      - {id: N, label: Not offered, points: 0}
"""
FILLED = {
    ("requirements", "F-1", "answer"): "Y · Standard",
    ("requirements", "F-1", "comment"): "with a comment",
    ("requirements", "F-1", "evidence"): "page 3",
    ("requirements", "F-2", "answer"): "N · Not offered",
    ("prices", "PL-1", "unit_price"): 1200.5,
    ("prices", "PL-1", "comment"): "per year",
    ("prices", "PL-2", "unit_price"): 300,
    ("vendor", "V-NAME", "answer"): "ACME",
    ("vendor", "V-CONTACT", "answer"): "Ada",
    ("vendor", "V-EMAIL", "answer"): "ada@acme.example",
    ("vendor", "V-DATE", "answer"): "2027-01-20",
    ("vendor", "V-LAW", "answer"): "yes",
    ("vendor", "V-LAW", "comment"): "gladly",
}


@cache
def project():
    """The small tender."""
    return load(SPEC)


def load(text):
    """Load a project from its text; nothing of it is read later."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "spec.yaml").write_text(text, encoding="utf-8")
        loaded, findings = api.load(Path(folder))
        assert loaded is not None, findings
        assert loaded.forms
        return loaded


@cache
def blank():
    """The workbook as issued."""
    (content,) = api.grid_workbooks(project(), ("en",)).values()
    return content


@cache
def content():
    """The workbook as answered."""
    return changed(lambda grid: None)


def changed(change):
    """Answer the workbook, change it, and give its bytes."""
    grid = Grid(blank())
    for place, value in FILLED.items():
        grid.cell(*place).value = value
    change(grid)
    return grid.bytes()


@cache
def book():
    """The answered workbook as the door gives it."""
    return grids.opened(content())


@cache
def issued():
    """The form of the small tender, which every reading needs."""
    spec, told = project().specification, facts.read(grids.opened(blank()), ("form",))
    rows = page.lines(spec, ("en",), "both", told, draft=True)
    return replace(issue(spec, ("en",)), page=(page.title_of(spec, ("en",)), *rows))


def read_book(given):
    """Read a workbook that passed the door, against the small tender, whose form is made once."""
    return read._read(given, issued(), read._told(given), project().forms)


def read_bytes(given, name="response.xlsx"):
    """Open and read bytes in this process."""
    return read_book(grids.opened(given, name))
