"""Read a returned workbook against the issued form: by id and heading, whatever was moved, sorted or renamed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from cdc.findings import Finding, Place
from cdc.model.bid import AnswerRead, Origin, PriceRead
from cdc.model.specification import Specification
from cdc.model.tender import Scale
from cdc.sheets import Cell, Sheet, Workbook
from cdc.words import LANGUAGES, words
from cdc.workbooks import layout, numbers, selfcheck
from cdc.workbooks.layout import Envelope, Form

MAX_TEXT = 20_000
_MONEY = re.compile(
    r"(?:€|\$|£|₽|\bEUR\b|\bUSD\b|\bRUB\b|\bруб)\s*\d|\d[\d\s.,]*\s?(?:€|\$|£|₽|EUR\b|USD\b|RUB\b|euros?\b|руб)",
    re.IGNORECASE,
)


@dataclass
class Reading:
    """What was found in one workbook."""

    envelope: Envelope = "both"
    tender: str = ""
    form: str = ""
    identity: dict[str, str] = field(default_factory=dict)
    statements: list[AnswerRead] = field(default_factory=list)
    answers: list[AnswerRead] = field(default_factory=list)
    prices: list[PriceRead] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class _Table:
    """One sheet of the form as found: its columns, and its rows by id."""

    sheet: Sheet
    columns: dict[str, int]
    head: int
    rows: dict[str, dict[int, Cell]] = field(default_factory=dict)


def read(book: Workbook, spec: Specification, form: str) -> Reading:
    """Read one workbook; nothing is guessed, what is not understood is a finding with sheet and cell."""
    assert spec.tender is not None
    reading = Reading()
    meta = _meta(book)
    reading.tender, reading.form = meta.get("tender", ""), meta.get("form", "")
    place = Place(book.name)
    if reading.tender != spec.tender.id:
        facts = {"found": reading.tender or "?", "wanted": spec.tender.id}
        reading.findings.append(Finding("CDC405", place, facts))
        return reading
    if reading.form != form:
        reading.findings.append(Finding("CDC406", place, {"found": reading.form or "?", "wanted": form}))
        return reading
    envelope = meta.get("envelope", "both")
    reading.envelope = envelope if envelope in ("both", "technical", "price") else "both"  # type: ignore[assignment] # checked here
    _Reader(book, spec, reading).run()
    return reading


def carried(book: Workbook) -> tuple[Specification | None, str]:
    """Give the form that the workbook itself carries, with its fingerprint: for a vendor's own check."""
    texts = [
        cells[2].text
        for sheet in book.sheets
        if sheet.name == layout.META
        for cells in sheet.rows.values()
        if 1 in cells and 2 in cells and cells[1].text == "check"
    ]
    return selfcheck.unpack(texts), _meta(book).get("form", "")


def _meta(book: Workbook) -> dict[str, str]:
    for sheet in book.sheets:
        facts = {cells[1].text: cells[2].text for cells in sheet.rows.values() if 1 in cells and 2 in cells}
        if "tender" in facts and "form" in facts:
            return facts
    return {}


class _Reader:
    def __init__(self, book: Workbook, spec: Specification, reading: Reading) -> None:
        self.book, self.spec, self.reading = book, spec, reading
        self.used: set[str] = set()

    def add(self, code: str, sheet: Sheet | None = None, cell: str | None = None, **facts: object) -> None:
        """Add a finding at a cell, a sheet or the whole workbook."""
        place = Place(self.book.name, sheet=sheet.name if sheet else None, cell=cell)
        self.reading.findings.append(Finding(code, place, facts))

    def run(self) -> None:
        """Read every sheet of the form."""
        for form in layout.forms(self.reading.envelope):
            table = self._find(form)
            if table is None:
                continue
            self.used.add(table.sheet.name)
            if form is layout.REQUIREMENTS:
                self._requirements(table)
            elif form is layout.PRICES:
                self._prices(table)
            else:
                self._statements(table)

    def _find(self, form: Form) -> _Table | None:
        best: _Table | None = None
        for sheet in self.book.sheets:
            table = _heading_row(sheet, form) if sheet.name not in self.used else None
            if table and (best is None or len(table.columns) > len(best.columns)):
                best = table
        if best is None:
            name = words(self.spec.language)(f"grid.sheet_{form.key}")
            self.reading.findings.append(Finding("CDC407", Place(self.book.name, sheet=name), {"sheet": name}))
            return None
        lost = [
            column.key
            for column in form.columns
            if (column.is_input or column.key == "id") and column.key not in best.columns
        ]
        for key in lost:
            self.add("CDC408", best.sheet, f"A{best.head}", column=words(self.spec.language)(f"grid.{key}"))
        if any(key in lost for key in ("answer", "unit_price")):
            return None
        return best

    def _rows(self, table: _Table, known: Iterable[str], form: Form) -> None:
        """Collect the rows of the form by id; report rows that are doubled, unknown, lost or hidden."""
        wanted = list(known)
        ids = {_squeeze(id_): id_ for id_ in wanted}
        inputs = [table.columns[key] for key in form.inputs if key in table.columns]
        inside = set(table.columns.values())
        for row, cells in table.sheet.rows.items():
            if row <= table.head:
                continue
            cell = cells.get(table.columns["id"])
            id_ = ids.get(_squeeze(cell.text)) if cell else None
            if cell is None or id_ is None:
                filled = [cells[at] for at in inputs if at in cells]
                if cell is not None:
                    self.add("CDC409", table.sheet, cell.name, id=cell.text[:40])
                elif filled:
                    self.add("CDC419", table.sheet, filled[0].name, text=filled[0].text[:40])
                continue
            if id_ in table.rows:
                first = table.rows[id_][table.columns["id"]].name
                self.add("CDC411", table.sheet, cell.name, id=id_, first=first)
                continue
            table.rows[id_] = cells
            if row in table.sheet.hidden_rows:
                self.add("CDC417", table.sheet, cell.name, id=id_)
            outside = next((c for at, c in cells.items() if at not in inside and c.kind != "formula"), None)
            if outside:
                self.add("CDC419", table.sheet, outside.name, text=outside.text[:40])
        for id_ in wanted:
            if id_ not in table.rows:
                self.add("CDC410", table.sheet, f"A{table.head}", id=id_)

    def _text(self, table: _Table, id_: str, key: str) -> tuple[str, Cell | None]:
        """Give the text a vendor typed in one cell, and the cell."""
        cell = table.rows[id_].get(table.columns.get(key, 0))
        if cell is None:
            return "", None
        if cell.kind in ("formula", "error"):
            self.add("CDC413", table.sheet, cell.name, id=id_)
            return "", cell
        if cell.replaced or len(cell.text) > MAX_TEXT:
            self.add("CDC418", table.sheet, cell.name, id=id_)
        return cell.text[:MAX_TEXT].strip(), cell

    def _origin(self, table: _Table, id_: str, key: str) -> Origin:
        row = table.rows[id_][table.columns["id"]].row
        return Origin(file=self.book.name, sheet=table.sheet.name, cell=Cell(row, table.columns[key], "text", "").name)

    def _requirements(self, table: _Table) -> None:
        asked = [item for _, item in self.spec.asked]
        self._rows(table, (item.id for item in asked), layout.REQUIREMENTS)
        for item in asked:
            if item.id not in table.rows:
                self.reading.answers.append(AnswerRead(id=item.id))
                continue
            scale = self.spec.scale_of(item)
            typed, cell = self._text(table, item.id, "answer")
            comment, comment_cell = self._text(table, item.id, "comment")
            evidence, _ = self._text(table, item.id, "evidence")
            origin = self._origin(table, item.id, "answer")
            answer = None
            if cell is None:
                self.add("CDC415", table.sheet, origin.cell, id=item.id)
            elif typed and scale:
                answer = _choice(typed, _answers_of(scale))
                if answer is None:
                    known = ", ".join(a.id for a in scale.answers)
                    self.add("CDC412", table.sheet, cell.name, id=item.id, text=typed[:60], known=known)
                elif not comment and next(a for a in scale.answers if a.id == answer).needs_comment:
                    self.add(
                        "CDC426", table.sheet, self._origin(table, item.id, "comment").cell, id=item.id, answer=answer
                    )
            if self.reading.envelope == "technical" and comment_cell and _MONEY.search(comment):
                self.add("CDC423", table.sheet, comment_cell.name, id=item.id)
            self.reading.answers.append(
                AnswerRead(id=item.id, answer=answer, typed=typed, comment=comment, evidence=evidence, origin=origin)
            )
        self._compare_locked(table)

    def _compare_locked(self, table: _Table) -> None:
        """Report texts and weights of locked cells that are no longer the issued ones."""
        languages = tuple(_meta(self.book).get("languages", self.spec.language).split())
        for line in layout.lines(self.spec, languages):
            cells = table.rows.get(line.id, {})
            issued = {"title": line.title, "statement": line.statement, "priority": line.priority}
            for key, text in issued.items():
                cell = cells.get(table.columns.get(key, 0))
                if key in table.columns and _squeeze(cell.text if cell else "") != _squeeze(text):
                    at = Cell(next(iter(cells.values())).row, table.columns[key], "text", "").name if cells else None
                    if cells:
                        self.add("CDC416", table.sheet, at, id=line.id, column=words(self.spec.language)(f"grid.{key}"))
            cell = cells.get(table.columns.get("weight", 0))
            if line.weight is not None and cell and (cell.kind != "number" or Decimal(cell.text) != line.weight):
                self.add("CDC416", table.sheet, cell.name, id=line.id, column=words(self.spec.language)("grid.weight"))

    def _prices(self, table: _Table) -> None:
        self._rows(table, (line.id for line in self.spec.price_lines), layout.PRICES)
        for line in self.spec.price_lines:
            if line.id not in table.rows:
                self.reading.prices.append(PriceRead(id=line.id))
                continue
            typed, cell = self._text(table, line.id, "unit_price")
            comment, _ = self._text(table, line.id, "comment")
            origin = self._origin(table, line.id, "unit_price")
            amount = None
            if cell is None:
                self.add("CDC421", table.sheet, origin.cell, id=line.id)
            elif typed:
                amount = (
                    numbers.from_cell(cell.text)
                    if cell.kind == "number"
                    else numbers.parse(typed)
                    if cell.kind == "text"
                    else None
                )
                if amount is None:
                    self.add("CDC414", table.sheet, cell.name, id=line.id, text=typed[:40])
                elif amount < 0:
                    self.add("CDC422", table.sheet, cell.name, id=line.id, text=typed[:40])
                    amount = None
            self.reading.prices.append(
                PriceRead(id=line.id, amount=amount, typed=typed, comment=comment, origin=origin)
            )

    def _statements(self, table: _Table) -> None:
        lines = list(layout.statements(self.spec, (self.spec.language,)))
        self._rows(table, (id_ for id_, _, _ in lines), layout.VENDOR)
        for id_, question, is_choice in lines:
            typed, cell, comment = "", None, ""
            if id_ in table.rows:
                typed, cell = self._text(table, id_, "answer")
                comment, _ = self._text(table, id_, "comment")
            if not typed and cell is None and id_ in table.rows:
                self.add("CDC420", table.sheet, self._origin(table, id_, "answer").cell, label=question)
            if not is_choice:
                self.reading.identity[id_] = typed
                continue
            answer = _choice(typed, _yes_no()) if typed else None
            if typed and answer is None and cell:
                self.add("CDC412", table.sheet, cell.name, id=id_, text=typed[:60], known="yes, no")
            origin = self._origin(table, id_, "answer") if id_ in table.rows else None
            self.reading.statements.append(
                AnswerRead(id=id_, answer=answer, typed=typed, comment=comment, origin=origin)
            )


def _heading_row(sheet: Sheet, form: Form) -> _Table | None:
    """Find the row of headings among the first thirty: the id column and at least one column to fill."""
    for row, cells in list(sheet.rows.items())[:30]:
        columns: dict[str, int] = {}
        for at, cell in cells.items():
            for key in _headings(form).get(_squeeze(cell.text.rstrip("* ").split(" / ")[0]), ()):
                columns.setdefault(key, at)
        distinctive = {"requirements": "statement", "prices": "unit_price", "vendor": "question"}[form.key]
        if "id" in columns and (distinctive in columns or {"answer", "evidence"} <= columns.keys()):
            return _Table(sheet, columns, row)
    return None


@cache
def _headings(form: Form) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column in form.columns:
        for language in LANGUAGES:
            label = _squeeze(words(language)(f"grid.{column.key}"))
            if column.key not in found.get(label, ()):
                found[label] = (*found.get(label, ()), column.key)
    return found


def _squeeze(text: str) -> str:
    """Fold case, spaces, dashes and compatibility forms, so that what looks the same compares equal."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"\s+", " ", text).strip()


def _answers_of(scale: Scale) -> dict[str, str]:
    """Map every way of writing an answer to its id; a way shared by two answers is left out."""
    ways: dict[str, set[str]] = {}
    for answer in scale.answers:
        labels = answer.label.values() if isinstance(answer.label, dict) else (answer.label,)
        for way in (answer.id, *labels):
            ways.setdefault(_squeeze(way), set()).add(answer.id)
    return {way: next(iter(ids)) for way, ids in ways.items() if len(ids) == 1}


@cache
def _yes_no() -> dict[str, str]:
    return {_squeeze(words(language)(f"grid.{key}")): key for language in LANGUAGES for key in ("yes", "no")}


def _choice(typed: str, ways: Mapping[str, str]) -> str | None:
    """Give the answer a text stands for, when the whole text says one answer and nothing else."""
    text = _squeeze(typed)
    if text in ways:
        return ways[text]
    code, separator, label = text.partition(" · ")
    parts = [code, *label.split(" / ")] if separator else text.split(" / ")
    found = {ways.get(part) for part in parts}
    return found.pop() if len(found) == 1 else None
