"""The board's sheet of moderation: scores that differ, side by side, and the one that was agreed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cdc.findings import Finding, Place
from cdc.model.base import plain
from cdc.model.bid import Moderated
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.board import Cell, Scores
from cdc.sheets import Cell as TypedCell
from cdc.sheets import Workbook
from cdc.words import words
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.book import Book
from cdc.workbooks.kit.locate import Located
from cdc.workbooks.kit.looks import FORM
from cdc.workbooks.kit.read import TableReader
from cdc.workbooks.kit.table import Column, OneOf, Row, Table, fill
from cdc.workbooks.kit.texts import texts
from cdc.workbooks.kit.write import write_rows
from cdc.workbooks.scores.lines import JOIN, aliases, list_of, mark, of_other_bids, steps
from cdc.workbooks.scores.tables import status

TABLE = Table(
    "moderation",
    (
        Column("id", 24, "strong"),
        Column("criterion", 34, fits=True),
        Column("bid", 24),
        Column("given", 60, fits=True),
        fill("agreed", 14, check=OneOf()),
        fill("reason", 60),
        status("agreed"),
    ),
    needed=("agreed", "reason"),
    distinctive=(frozenset({"given", "agreed"}),),
    least_height=45,
)


@dataclass
class Agreed:
    """What came back: the agreed scores, and what cannot be used."""

    rows: list[Moderated] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def cells(scores: Scores) -> tuple[Cell, ...]:
    """Give what is to be talked over, and what was: by criterion in their order, then by bid."""
    order = [leaf.id for leaf in scores.spec.leaves]
    wanted = {cell for cell in scores.given if scores.needs_moderation(cell)} | set(scores.moderated)
    return tuple(sorted(wanted, key=lambda cell: (order.index(cell[1]), cell[0])))


def _called(scores: Scores, names: Mapping[str, str]) -> dict[str, str]:
    """Give the name of each bid on the sheet: its folder, or a letter where bids are blinded."""
    return aliases(scores.spec, TABLE.key, tuple(names))


def _lines(scores: Scores, names: Mapping[str, str]) -> dict[str, Cell]:
    """Give the lines of the sheet by id."""
    called = _called(scores, names)
    return {f"{cell[1]}{JOIN}{called[cell[0]]}": cell for cell in cells(scores) if cell[0] in called}


def write(scores: Scores, names: Mapping[str, str], *, languages: tuple[str, ...], rules: str) -> bytes:
    """Write the sheet; `names` maps folder names of vendors to what they are called."""
    spec = scores.spec
    assert spec.tender is not None
    book = Book(languages, FORM, title=spec.tender.id)
    placed = book.place(TABLE, book.say("sheet_moderation"))
    rows = [_row(scores, id_, cell, names, languages) for id_, cell in _lines(scores, names).items()]
    book.lists({list_of(leaf): steps(spec, leaf) for leaf in spec.leaves if leaf.kind == "judged"})
    write_rows(book, placed, rows)
    told = {"tender": spec.tender.id, "rules": rules, "sheet": TABLE.key, "languages": " ".join(languages)}
    facts.write(book, told | {"bids": mark(spec, _called(scores, names))})
    return book.finish()


def _row(scores: Scores, id_: str, cell: Cell, names: Mapping[str, str], languages: tuple[str, ...]) -> Row:
    vendor, criterion = cell
    spec, done = scores.spec, scores.moderated.get(cell)
    leaf = _leaf(spec, criterion)
    values = {
        "id": id_,
        "criterion": texts(leaf.name, languages, spec.language),
        "bid": _called(scores, names)[vendor] if spec.evaluation.blind else names[vendor],
        "given": "\n".join(_given(scores, cell, words(languages[0]).number)),
        "agreed": done.score if done else None,
        "reason": texts(done.reason, languages, spec.language) if done else None,
    }
    return Row(values, {"agreed": list_of(leaf)})


def _given(scores: Scores, cell: Cell, number: Callable[[Decimal], str]) -> Iterator[str]:
    """Give who scored what, and why, one below the other."""
    people = {member.evaluator: member.name for member in scores.spec.board}
    for evaluator, score in sorted(scores.given.get(cell, {}).items()):
        yield f"{people.get(evaluator, evaluator)}: {number(score.score)} — {plain(score.reason or '')}"


def _leaf(spec: Specification, criterion: str) -> Criterion:
    return next(leaf for leaf in spec.leaves if leaf.id == criterion)


def read(book: Workbook, scores: Scores, names: Mapping[str, str], *, rules: str, hand: tuple[str, str]) -> Agreed:
    """Read the agreed scores; one without a reason, or off its scale, is a finding with its cell.

    `hand` says who led the talk, and on which day.
    """
    spec, told = scores.spec, facts.read(book, ("tender", "sheet"))
    wanted = spec.tender.id if spec.tender else "?"
    for code, key, right in (("CDC405", "tender", wanted), ("CDC406", "rules", rules)):
        if told.get(key) != right:
            return Agreed([], [Finding(code, Place(book.name), {"found": told.get(key, "?"), "wanted": right})])
    if strange := of_other_bids(spec, _called(scores, names), told, book.name):
        return Agreed([], [strange])
    reader = _Reader(book, spec)
    return Agreed(list(reader.agreed(_lines(scores, names), *hand)), reader.findings)


class _Reader(TableReader):
    def __init__(self, book: Workbook, spec: Specification) -> None:
        super().__init__(book, spec.language)
        self.spec = spec

    def agreed(self, wanted: Mapping[str, Cell], by: str, when: str) -> Iterator[Moderated]:
        """Give the rows that say a score."""
        located = self.find(TABLE)
        if located is None:
            return
        self.rows(located, list(wanted))
        for id_ in (id_ for id_ in wanted if id_ in located.rows):
            vendor, criterion = wanted[id_]
            typed, cell = self.typed(located, id_, "agreed")
            reason, _ = self.text(located, id_, "reason")
            score = self._score(located, criterion, typed, cell) if cell and typed else None
            if score is not None and cell and not reason:
                self.add("CDC505", located.sheet, cell.name, criterion=criterion)
            elif score is not None:
                yield Moderated(vendor=vendor, criterion=criterion, score=score, reason=reason, by=by, when=when)

    def _score(self, located: Located, criterion: str, typed: str, cell: TypedCell) -> Decimal | None:
        allowed = steps(self.spec, _leaf(self.spec, criterion))
        score = self.number(located, criterion, typed, cell)
        if score is None or score in allowed:
            return score
        if 0 <= score <= allowed[-1]:
            self.add("CDC516", located.sheet, cell.name, text=typed[:20], step=self.spec.evaluation.score_step)
        else:
            self.add("CDC503", located.sheet, cell.name, text=typed[:20], maximum=allowed[-1])
        return None
