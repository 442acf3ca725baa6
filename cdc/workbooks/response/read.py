"""Read a returned workbook against the issued form: by id and heading, whatever was moved, sorted or renamed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from cdc.findings import Finding, Place
from cdc.model.bid import AnswerRead, PriceRead
from cdc.model.specification import Specification
from cdc.sheets import Cell, Workbook
from cdc.words import LANGUAGES
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.choices import choice
from cdc.workbooks.kit.foreign import foreign
from cdc.workbooks.kit.locate import Located, locate
from cdc.workbooks.kit.read import TOLD, TableReader, amount_of
from cdc.workbooks.kit.rest import Known, tell
from cdc.workbooks.kit.squeeze import is_blank
from cdc.workbooks.kit.table import Table
from cdc.workbooks.kit.texts import heading
from cdc.workbooks.response import carried, page, summary
from cdc.workbooks.response.issued import Issued, Line, issue
from cdc.workbooks.response.tables import (
    DATE,
    IDENTITY,
    PRICES,
    REQUIREMENTS,
    UPDATE,
    VENDOR,
    Envelope,
    commented_status,
    envelopes,
    tables,
)

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
    assert spec.tender is not None
    told = _told(book) or (_told_by_text(book, spec.tender.id, forms[0]) if book.is_text else {})
    languages = tuple(language for language in told.get("languages", "").split() if language in LANGUAGES)
    envelope = _envelope(told)
    issued = _issued(
        _Same(spec), languages or (spec.language,), envelope, told.get("version", ""), told.get("form", "")
    )
    is_ours = not told or book.is_text or envelope in envelopes(spec)
    return _read(book, issued, told if is_ours else {}, forms)


@dataclass(frozen=True, eq=False)
class _Same:
    """A specification as a key: this one, not one that says the same, which would take long to find out."""

    spec: Specification

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.spec is self.spec

    def __hash__(self) -> int:
        return id(self.spec)


@lru_cache(maxsize=4)
def _issued(same: _Same, languages: tuple[str, ...], envelope: Envelope, version: str, form: str) -> Issued:
    """Give the form with its first sheet; the workbooks of many vendors are held against one."""
    issued, facts = issue(same.spec, languages), {"version": version, "form": form}
    rows = page.lines(same.spec, languages, envelope, facts, draft=True)
    return replace(issued, page=(page.title_of(same.spec, languages), *rows))


def _told_by_text(book: Workbook, tender: str, form: str) -> dict[str, str]:
    """Take a sheet saved as text for one of the form: it has no hidden sheet, its locked cells are compared."""
    return {"tender": tender, "form": form} if _table_of(book) else {}


def _table_of(book: Workbook) -> Table | None:
    return next((table for table in tables("both") if locate(book.sheets[0], table)), None)


def check(book: Workbook) -> Reading | None:
    """Read one workbook by the form that it carries: a vendor's own check; None where it carries none."""
    told = _told(book)
    issued = carried.unpack(facts.parts(book, carried.PART))
    return None if issued is None else _read(book, issued, told, (told.get("form", ""),))


def _told(book: Workbook) -> dict[str, str]:
    return facts.read(book, ("tender", "form"))


def _envelope(told: Mapping[str, str]) -> Envelope:
    return _ENVELOPES.get(told.get("envelope", ""), "both")


def _read(book: Workbook, issued: Issued, told: dict[str, str], forms: Sequence[str]) -> Reading:
    reading = Reading(_envelope(told), told.get("tender", ""), told.get("form", ""))
    place = Place(book.name)
    if not reading.tender:
        reading.findings.append(foreign(book, tables("both")))
    elif reading.tender != issued.tender:
        reading.findings.append(Finding("CDC405", place, {"found": reading.tender, "wanted": issued.tender}))
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
        self.is_older = "." not in reading.form  # version 1 wrote no version, asked no details and meant no less

    def run(self) -> None:
        """Read every sheet of the form line by line, compare its locked cells, then tell what else there is."""
        steps = {REQUIREMENTS.key: self._requirement, PRICES.key: self._price, VENDOR.key: self._question}
        for table in self._wanted():
            located = self.find(table)
            lines = self.issue.of(table.key)
            if located is None:
                for line in lines:
                    self._unread(table.key, line.id)
                continue
            self.rows(located, [line.id for line in lines])
            for line in lines:
                if line.id in located.rows:
                    steps[table.key](located, line)
                else:
                    self._unread(table.key, line.id)
            self.issued(located, [line.row for line in lines])
        self._other_envelope()
        tell(self, self._known())

    def _wanted(self) -> tuple[Table, ...]:
        """Give the sheets to look for; of a text file, which is one sheet, the one that it is."""
        one = _table_of(self.book) if self.book.is_text else None
        if one is None:
            return tables(self.reading.envelope)
        self.reading.envelope = "price" if one is PRICES else "technical"
        return (one,)

    def _unread(self, key: str, id_: str) -> None:
        """Keep a line that cannot be read as missing, so that it is counted."""
        if key == REQUIREMENTS.key:
            self.reading.answers.append(AnswerRead(id=id_))
        elif key == PRICES.key:
            self.reading.prices.append(PriceRead(id=id_))
        elif id_ not in IDENTITY:
            self.reading.statements.append(AnswerRead(id=id_))

    def _other_envelope(self) -> None:
        """Report a sheet that belongs into the other envelope: prices are not opened with the technical answer."""
        own = tables(self.reading.envelope)
        for table in (table for table in tables("both") if table not in own):
            for sheet in self.book.sheets:
                if sheet.name not in {*self.located, *self.copies, *self.broken} and locate(sheet, table):
                    self.broken.add(sheet.name)
                    self.add("CDC440", sheet, name=sheet.name)

    def _known(self) -> Known:
        """Give what the workbook was issued with beside its tables."""
        labels = tuple(label for choices in self.issue.choices.values() for label in choices.labels)
        says = tuple(heading(f"grid.{key}", self.issue.languages) for key in ("missing", "complete", "comment_needed"))
        shorter = tuple(line.split(" — ")[0] for line in self.issue.page) if self.is_older else ()
        pages = (*self.issue.page, *shorter)
        return Known(pages, labels, (commented_status(1),), (*says, *labels), (UPDATE,), summary.patterns())

    def _requirement(self, located: Located, line: Line) -> None:
        typed, cell = (self.typed if line.list else self.text)(located, line.id, "answer")
        comment, comment_cell = self.text(located, line.id, "comment")
        evidence, evidence_cell = self.text(located, line.id, "evidence")
        if cell is None:
            self.add("CDC415", located.sheet, located.name(line.id, "answer"), id=line.id)
        answer = self._chosen(located, line, typed, cell)
        if answer in self._commented(line) and not comment:
            self.add("CDC426", located.sheet, located.name(line.id, "comment"), id=line.id, answer=answer)
        if self.reading.envelope == "technical":
            self._money(located, line.id, (comment_cell, evidence_cell))
        origin = self.origin(located, line.id, "answer")
        self.reading.answers.append(
            AnswerRead(id=line.id, answer=answer, typed=typed, comment=comment, evidence=evidence, origin=origin)
        )

    def _money(self, located: Located, id_: str, cells: tuple[Cell | None, ...]) -> None:
        """Report amounts of money in a technical answer."""
        for cell in cells:
            if cell and _MONEY.search(cell.seen):
                self.add("CDC423", located.sheet, cell.name, id=id_)

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
        typed, cell = self.typed(located, line.id, "unit_price")
        comment, _ = self.text(located, line.id, "comment")
        if cell is None:
            self.add("CDC421", located.sheet, located.name(line.id, "unit_price"), id=line.id)
        amount = self.number(located, line.id, typed, cell, line.currency) if typed and cell else None
        if amount is not None and amount < 0 and cell:
            self.add("CDC422", located.sheet, cell.name, id=line.id, text=typed[:40])
            amount = None
        self._line_total(located, line, amount)
        origin = self.origin(located, line.id, "unit_price")
        said = cell.seen.strip() if cell and cell.kind == "number" and amount is None else typed
        self.reading.prices.append(PriceRead(id=line.id, amount=amount, typed=said, comment=comment, origin=origin))

    def _line_total(self, located: Located, line: Line, amount: Decimal | None) -> None:
        """Compare a total that was typed over, or stands there from before, with quantity times unit price."""
        cell = located.cell(line.id, "line_total")
        quantity = line.values["quantity"]
        if cell is None or is_blank(cell.seen) or not isinstance(quantity, Decimal):
            return
        shown = _stored_total(cell) if cell.kind == "formula" else amount_of(cell, cell.text)
        if cell.kind not in ("number", "text") and shown is None:
            return
        wanted = None if amount is None else amount * quantity
        if shown is None or wanted is None or abs(shown - wanted) >= Decimal("0.005"):
            told = {"text": cell.seen[:40], "wanted": "–" if wanted is None else format(wanted.normalize() + 0, "f")}
            self.add("CDC428", located.sheet, cell.name, id=line.id, **told)

    def _question(self, located: Located, line: Line) -> None:
        takes_text = line.answered == "text" and line.id != DATE
        typed, cell = (self.text if takes_text else self.typed)(located, line.id, "answer")
        comment, comment_cell = self.text(located, line.id, "comment")
        if cell is None:
            label = str(line.values["question"]).replace("\n", " / ")
            self.add("CDC420", located.sheet, located.name(line.id, "answer"), label=label)
        if line.answered == "text":
            self.reading.identity[line.id] = typed
            if comment_cell is not None:
                self.add("CDC419", located.sheet, comment_cell.name, text=comment[:TOLD])
            return
        if line.answered == "number":
            answer = self._plain_number(located, line.id, typed, cell)
        else:
            answer = self._chosen(located, line, typed, cell)
        origin = self.origin(located, line.id, "answer")
        self.reading.statements.append(
            AnswerRead(id=line.id, answer=answer, typed=typed, comment=comment, origin=origin)
        )

    def _plain_number(self, located: Located, id_: str, typed: str, cell: Cell | None) -> str | None:
        number = self.number(located, id_, typed, cell) if typed and cell else None
        return None if number is None else format(number, "f")


def _stored_total(cell: Cell) -> Decimal | None:
    """Give the number that a formula gave when the file was saved."""
    try:
        return Decimal(cell.seen)
    except InvalidOperation:
        return None
