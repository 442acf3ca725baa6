"""Read a returned workbook against the issued form: by id and heading, whatever was moved, sorted or renamed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from cdc.findings import Finding, Place
from cdc.model.bid import AnswerRead, PriceRead
from cdc.model.specification import Specification
from cdc.model.tender import PriceLine, Scale
from cdc.sheets import Cell, Workbook
from cdc.words import LANGUAGES, words
from cdc.workbooks import layout, selfcheck
from cdc.workbooks.form import FormReader, Table, amount_of, squeeze
from cdc.workbooks.layout import Envelope

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


class _Reader(FormReader):
    def __init__(self, book: Workbook, spec: Specification, reading: Reading) -> None:
        super().__init__(book, spec.language)
        self.spec, self.reading = spec, reading
        self.findings = reading.findings

    def run(self) -> None:
        """Read every sheet of the form."""
        for form in layout.forms(self.reading.envelope):
            table = self.find(form)
            if table is None:
                continue
            self.used.add(table.sheet.name)
            if form is layout.REQUIREMENTS:
                self._requirements(table)
            elif form is layout.PRICES:
                self._prices(table)
            else:
                self._statements(table)

    def _requirements(self, table: Table) -> None:
        asked = [item for _, item in self.spec.asked]
        self.rows(table, (item.id for item in asked), layout.REQUIREMENTS)
        for item in asked:
            if item.id not in table.rows:
                self.reading.answers.append(AnswerRead(id=item.id))
                continue
            scale = self.spec.scale_of(item)
            typed, cell = self.text(table, item.id, "answer")
            comment, comment_cell = self.text(table, item.id, "comment")
            evidence, _ = self.text(table, item.id, "evidence")
            origin = self.origin(table, item.id, "answer")
            answer = None
            if cell is None:
                self.add("CDC415", table.sheet, origin.cell, id=item.id)
            elif typed and scale:
                answer = choice(typed, answers_of(scale))
                if answer is None:
                    known = ", ".join(a.id for a in scale.answers)
                    self.add("CDC412", table.sheet, cell.name, id=item.id, text=typed[:60], known=known)
                elif not comment and next(a for a in scale.answers if a.id == answer).needs_comment:
                    self.add(
                        "CDC426", table.sheet, self.origin(table, item.id, "comment").cell, id=item.id, answer=answer
                    )
            if self.reading.envelope == "technical" and comment_cell and _MONEY.search(comment):
                self.add("CDC423", table.sheet, comment_cell.name, id=item.id)
            self.reading.answers.append(
                AnswerRead(id=item.id, answer=answer, typed=typed, comment=comment, evidence=evidence, origin=origin)
            )
        self._compare_locked(table)

    def _compare_locked(self, table: Table) -> None:
        """Report texts and weights of locked cells that are no longer the issued ones."""
        languages = tuple(_meta(self.book).get("languages", self.spec.language).split())
        for line in layout.lines(self.spec, languages):
            cells = table.rows.get(line.id, {})
            issued = {"title": line.title, "statement": line.statement, "priority": line.priority}
            for key, text in issued.items():
                cell = cells.get(table.columns.get(key, 0))
                if key in table.columns and squeeze(cell.text if cell else "") != squeeze(text):
                    at = Cell(next(iter(cells.values())).row, table.columns[key], "text", "").name if cells else None
                    if cells:
                        self.add("CDC416", table.sheet, at, id=line.id, column=words(self.spec.language)(f"grid.{key}"))
            cell = cells.get(table.columns.get("weight", 0))
            if line.weight is not None and cell and (cell.kind != "number" or Decimal(cell.text) != line.weight):
                self.add("CDC416", table.sheet, cell.name, id=line.id, column=words(self.spec.language)("grid.weight"))

    def _prices(self, table: Table) -> None:
        self.rows(table, (line.id for line in self.spec.price_lines), layout.PRICES)
        for line in self.spec.price_lines:
            if line.id not in table.rows:
                self.reading.prices.append(PriceRead(id=line.id))
                continue
            typed, cell = self.text(table, line.id, "unit_price")
            comment, _ = self.text(table, line.id, "comment")
            origin = self.origin(table, line.id, "unit_price")
            amount = None
            if cell is None:
                self.add("CDC421", table.sheet, origin.cell, id=line.id)
            elif typed:
                amount = amount_of(cell, typed)
                if amount is None:
                    self.add("CDC414", table.sheet, cell.name, id=line.id, text=typed[:40])
                elif amount < 0:
                    self.add("CDC422", table.sheet, cell.name, id=line.id, text=typed[:40])
                    amount = None
            self._line_total(table, line, amount)
            self.reading.prices.append(
                PriceRead(id=line.id, amount=amount, typed=typed, comment=comment, origin=origin)
            )

    def _statements(self, table: Table) -> None:
        lines = list(layout.statements(self.spec, (self.spec.language,)))
        self.rows(table, (id_ for id_, _, _ in lines), layout.VENDOR)
        for id_, question, kind in lines:
            typed, cell, comment = "", None, ""
            if id_ in table.rows:
                typed, cell = self.text(table, id_, "answer")
                comment, _ = self.text(table, id_, "comment")
            if not typed and cell is None and id_ in table.rows:
                self.add("CDC420", table.sheet, self.origin(table, id_, "answer").cell, label=question)
            if kind == "text":
                self.reading.identity[id_] = typed
                continue
            answer = (
                self._plain_number(table, id_, typed, cell)
                if kind == "number"
                else choice(typed, _yes_no())
                if typed
                else None
            )
            if kind == "yes_no" and typed and answer is None and cell:
                self.add("CDC412", table.sheet, cell.name, id=id_, text=typed[:60], known="yes, no")
            origin = self.origin(table, id_, "answer") if id_ in table.rows else None
            self.reading.statements.append(
                AnswerRead(id=id_, answer=answer, typed=typed, comment=comment, origin=origin)
            )

    def _plain_number(self, table: Table, id_: str, typed: str, cell: Cell | None) -> str | None:
        number = self.number(table, id_, typed, cell) if typed and cell else None
        return None if number is None else format(number, "f")

    def _line_total(self, table: Table, line: PriceLine, amount: Decimal | None) -> None:
        """Compare a total that was typed over with quantity times unit price."""
        cell = table.rows[line.id].get(table.columns.get("line_total", 0))
        if cell is None or cell.kind not in ("number", "text") or amount is None:
            return
        shown = amount_of(cell, cell.text)
        wanted = amount * line.quantity
        if shown is None or abs(shown - wanted) >= Decimal("0.005"):
            facts = {"text": cell.text[:40], "wanted": format(wanted.normalize() + 0, "f")}
            self.add("CDC428", table.sheet, cell.name, id=line.id, **facts)


def answers_of(scale: Scale) -> dict[str, str]:
    """Map every way of writing an answer to its id; a way shared by two answers is left out."""
    ways: dict[str, set[str]] = {}
    for answer in scale.answers:
        labels = answer.label.values() if isinstance(answer.label, dict) else (answer.label,)
        for way in (answer.id, *labels):
            ways.setdefault(squeeze(way), set()).add(answer.id)
    return {way: next(iter(ids)) for way, ids in ways.items() if len(ids) == 1}


@cache
def _yes_no() -> dict[str, str]:
    return {squeeze(words(language)(f"grid.{key}")): key for language in LANGUAGES for key in ("yes", "no")}


def choice(typed: str, ways: Mapping[str, str]) -> str | None:
    """Give the answer a text stands for, when the whole text says one answer and nothing else."""
    text = squeeze(typed)
    if text in ways:
        return ways[text]
    code, separator, label = text.partition(" · ")
    parts = [code, *label.split(" / ")] if separator else text.split(" / ")
    found = {ways.get(part) for part in parts}
    return found.pop() if len(found) == 1 else None
