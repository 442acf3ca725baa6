"""Read a returned workbook against the issued form: by id and heading, whatever was moved, sorted or renamed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cdc.findings import Finding, Place
from cdc.model.bid import AnswerRead, PriceRead
from cdc.model.specification import Specification
from cdc.sheets import Cell, Workbook
from cdc.words import LANGUAGES
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.choices import choice
from cdc.workbooks.kit.locate import Located
from cdc.workbooks.kit.read import TableReader, amount_of
from cdc.workbooks.response import carried
from cdc.workbooks.response.issued import Issued, Line, issue
from cdc.workbooks.response.tables import PRICES, REQUIREMENTS, VENDOR, Envelope, tables

_MONEY = re.compile(
    r"(?:€|\$|£|₽|\bEUR\b|\bUSD\b|\bRUB\b|\bруб)\s*\d|\d[\d\s.,]*\s?(?:€|\$|£|₽|EUR\b|USD\b|RUB\b|euros?\b|руб)",
    re.IGNORECASE,
)
_ENVELOPES: dict[str, Envelope] = {"both": "both", "technical": "technical", "price": "price"}


@dataclass
class Reading:
    """What one workbook says."""

    envelope: Envelope = "both"
    tender: str = ""
    form: str = ""
    identity: dict[str, str] = field(default_factory=dict)
    statements: list[AnswerRead] = field(default_factory=list)
    answers: list[AnswerRead] = field(default_factory=list)
    prices: list[PriceRead] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(book: Workbook, spec: Specification, forms: Sequence[str]) -> Reading:
    """Read one workbook that answers one of these forms; what is not understood is a finding with its cell."""
    told = _told(book)
    languages = tuple(language for language in told.get("languages", "").split() if language in LANGUAGES)
    return _read(book, issue(spec, languages or (spec.language,)), told, forms)


def check(book: Workbook) -> Reading | None:
    """Read one workbook by the form that it carries: a vendor's own check; None where it carries none."""
    told = _told(book)
    issued = carried.unpack(facts.parts(book, carried.PART))
    return None if issued is None else _read(book, issued, told, (told.get("form", ""),))


def _told(book: Workbook) -> dict[str, str]:
    return facts.read(book, ("tender", "form"))


def _read(book: Workbook, issued: Issued, told: dict[str, str], forms: Sequence[str]) -> Reading:
    reading = Reading(_ENVELOPES.get(told.get("envelope", ""), "both"), told.get("tender", ""), told.get("form", ""))
    place = Place(book.name)
    if reading.tender != issued.tender:
        reading.findings.append(Finding("CDC405", place, {"found": reading.tender or "?", "wanted": issued.tender}))
    elif reading.form not in forms:
        reading.findings.append(Finding("CDC406", place, {"found": reading.form or "?", "wanted": forms[0]}))
    else:
        _Reader(book, issued, reading).run()
    return reading


class _Reader(TableReader):
    def __init__(self, book: Workbook, issued: Issued, reading: Reading) -> None:
        super().__init__(book, issued.language)
        self.issue, self.reading = issued, reading
        self.findings = reading.findings

    def run(self) -> None:
        """Read every sheet of the form, line by line, then compare its locked cells."""
        steps = {REQUIREMENTS.key: self._requirement, PRICES.key: self._price, VENDOR.key: self._question}
        for table in tables(self.reading.envelope):
            located = self.find(table)
            if located is None:
                continue
            lines = self.issue.of(table.key)
            self.rows(located, [line.id for line in lines])
            for line in lines:
                steps[table.key](located, line)
            self.issued(located, (line.row for line in lines))

    def _requirement(self, located: Located, line: Line) -> None:
        if line.id not in located.rows:
            self.reading.answers.append(AnswerRead(id=line.id))
            return
        typed, cell = self.text(located, line.id, "answer")
        comment, comment_cell = self.text(located, line.id, "comment")
        evidence, _ = self.text(located, line.id, "evidence")
        if cell is None:
            self.add("CDC415", located.sheet, located.name(line.id, "answer"), id=line.id)
        answer = self._chosen(located, line, typed, cell)
        if answer in self._commented(line) and not comment:
            self.add("CDC426", located.sheet, located.name(line.id, "comment"), id=line.id, answer=answer)
        if self.reading.envelope == "technical" and comment_cell and _MONEY.search(comment):
            self.add("CDC423", located.sheet, comment_cell.name, id=line.id)
        origin = self.origin(located, line.id, "answer")
        self.reading.answers.append(
            AnswerRead(id=line.id, answer=answer, typed=typed, comment=comment, evidence=evidence, origin=origin)
        )

    def _chosen(self, located: Located, line: Line, typed: str, cell: Cell | None) -> str | None:
        """Give the answer that was chosen from the list of a line; a text that is none is a finding."""
        if not typed or cell is None or not line.list:
            return None
        choices = self.issue.choices[line.list]
        answer = choice(typed, choices.ways)
        if answer is None:
            self.add("CDC412", located.sheet, cell.name, id=line.id, text=typed[:60], known=", ".join(choices.ids))
        return answer

    def _commented(self, line: Line) -> tuple[str, ...]:
        return self.issue.choices[line.list].commented if line.list else ()

    def _price(self, located: Located, line: Line) -> None:
        if line.id not in located.rows:
            self.reading.prices.append(PriceRead(id=line.id))
            return
        typed, cell = self.text(located, line.id, "unit_price")
        comment, _ = self.text(located, line.id, "comment")
        if cell is None:
            self.add("CDC421", located.sheet, located.name(line.id, "unit_price"), id=line.id)
        amount = self.number(located, line.id, typed, cell) if typed and cell else None
        if amount is not None and amount < 0 and cell:
            self.add("CDC422", located.sheet, cell.name, id=line.id, text=typed[:40])
            amount = None
        self._line_total(located, line, amount)
        origin = self.origin(located, line.id, "unit_price")
        self.reading.prices.append(PriceRead(id=line.id, amount=amount, typed=typed, comment=comment, origin=origin))

    def _line_total(self, located: Located, line: Line, amount: Decimal | None) -> None:
        """Compare a total that was typed over with quantity times unit price."""
        cell = located.cell(line.id, "line_total")
        quantity = line.values["quantity"]
        if cell is None or cell.kind not in ("number", "text") or amount is None or not isinstance(quantity, Decimal):
            return
        shown, wanted = amount_of(cell, cell.text), amount * quantity
        if shown is None or abs(shown - wanted) >= Decimal("0.005"):
            told = {"text": cell.text[:40], "wanted": format(wanted.normalize() + 0, "f")}
            self.add("CDC428", located.sheet, cell.name, id=line.id, **told)

    def _question(self, located: Located, line: Line) -> None:
        is_there = line.id in located.rows
        typed, cell = self.text(located, line.id, "answer") if is_there else ("", None)
        comment = self.text(located, line.id, "comment")[0] if is_there else ""
        if is_there and cell is None:
            label = str(line.values["question"]).replace("\n", " / ")
            self.add("CDC420", located.sheet, located.name(line.id, "answer"), label=label)
        if line.answered == "text":
            self.reading.identity[line.id] = typed
            return
        if line.answered == "number":
            answer = self._plain_number(located, line.id, typed, cell)
        else:
            answer = self._chosen(located, line, typed, cell)
        origin = self.origin(located, line.id, "answer") if is_there else None
        self.reading.statements.append(
            AnswerRead(id=line.id, answer=answer, typed=typed, comment=comment, origin=origin)
        )

    def _plain_number(self, located: Located, id_: str, typed: str, cell: Cell | None) -> str | None:
        number = self.number(located, id_, typed, cell) if typed and cell else None
        return None if number is None else format(number, "f")
