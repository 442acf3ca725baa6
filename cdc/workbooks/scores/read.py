"""Read a score sheet back: a score that is missing stays missing, one without a reason is a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cdc.findings import Finding, Place
from cdc.model.bid import JudgedScore, PairScore, ScoreSheet, Verified
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.sheets import Cell, Workbook
from cdc.words import LANGUAGES
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.choices import answers_of, choice, phrases
from cdc.workbooks.kit.foreign import foreign
from cdc.workbooks.kit.locate import Located
from cdc.workbooks.kit.read import TOLD, TableReader
from cdc.workbooks.kit.rest import Known, tell
from cdc.workbooks.kit.squeeze import plain, squeeze
from cdc.workbooks.kit.table import Row
from cdc.workbooks.kit.texts import heading
from cdc.workbooks.scores.lines import SIDES, Sheet, of_other_bids, steps
from cdc.workbooks.scores.page import instructions
from cdc.workbooks.scores.tables import PAIRS, SCORES, VERIFIED


@dataclass
class Collected:
    """What was read from one evaluator's workbook."""

    evaluator: str = ""
    sheet: ScoreSheet | None = None
    findings: list[Finding] = field(default_factory=list)


def read(
    book: Workbook, spec: Specification, names: Mapping[str, str], rules: str, *, aside: Collection[str] = ()
) -> Collected:
    """Read a score sheet of this tender, these rules and a member of the board; another one is refused.

    What stands aside by now is read where the sheet still asked for it.
    """
    told = facts.read(book, ("tender", "evaluator"))
    collected = Collected(told.get("evaluator", ""))
    refused = _refused(book, spec, told, rules)
    if refused:
        collected.findings.append(refused)
        return collected
    member = next(member for member in spec.board if member.evaluator == collected.evaluator)
    languages = tuple(code for code in told.get("languages", "").split() if code in LANGUAGES) or (spec.language,)
    sheet = _asked(book, Sheet(spec, member, names), aside)
    strange = of_other_bids(spec, sheet.aliases, told, book.name)
    if strange:
        collected.findings.append(strange)
        return collected
    reader = _Reader(book, sheet, languages)
    collected.sheet, collected.findings = reader.run(), reader.findings
    return collected


def _asked(book: Workbook, whole: Sheet, aside: Collection[str]) -> Sheet:
    """Leave out the bids that stand aside, unless the sheet has lines of them."""
    there = {squeeze(cell.text) for sheet in book.sheets for cells in sheet.rows.values() for cell in cells.values()}
    asked = {vendor for id_, (_, vendor) in whole.scores().items() if squeeze(id_) in there}
    asked |= {vendor for id_, (_, *both) in whole.pairs().items() if squeeze(id_) in there for vendor in both}
    return replace(whole, aside=frozenset(aside) - asked)


def _refused(book: Workbook, spec: Specification, told: Mapping[str, str], rules: str) -> Finding | None:
    """Say why a workbook is not a score sheet to read here."""
    wanted = spec.tender.id if spec.tender else "?"
    if not told:
        return foreign(book, (SCORES, PAIRS))
    if spec.tender is None or told.get("tender") != wanted:
        return Finding("CDC405", Place(book.name), {"found": told.get("tender", "?"), "wanted": wanted})
    if told.get("rules") != rules:
        return Finding("CDC406", Place(book.name), {"found": told.get("rules", "?"), "wanted": rules})
    evaluator = told.get("evaluator", "")
    if not any(m.evaluator == evaluator and m.conflict_of_interest == "none" for m in spec.board):
        return Finding("CDC510", Place(book.name), {"evaluator": evaluator})
    return None


class _Reader(TableReader):
    def __init__(self, book: Workbook, sheet: Sheet, languages: tuple[str, ...]) -> None:
        super().__init__(book, sheet.spec.language)
        self.mine, self.spec, self.languages = sheet, sheet.spec, languages

    def run(self) -> ScoreSheet:
        """Read scores, pairs and verified answers."""
        scores = tuple(self._scores()) if self.mine.leaves("judged") else ()
        pairs = tuple(self._pairs()) if self.mine.leaves("pairwise") else ()
        verified = () if self.spec.evaluation.blind else tuple(self._verified())
        tell(self, self._known())
        return ScoreSheet(evaluator=self.mine.member.evaluator, scores=scores, pairs=pairs, verified=verified)

    def _known(self) -> Known:
        """Give what the sheet was issued with beside its tables."""
        page = (heading("grid.score_sheet", self.languages), *instructions(self.mine, self.languages))
        sides = tuple(heading(f"grid.pair_{side}", self.languages) for side in SIDES)
        says = tuple(heading(f"grid.{key}", self.languages) for key in ("missing", "complete", "reason_needed"))
        given = {
            format(step.normalize() + 0, "f") for leaf in self.mine.leaves("judged") for step in steps(self.spec, leaf)
        }
        return Known(page, (*sides, *given), (), says)

    def _named(self, located: Located, rows: Sequence[Row]) -> None:
        """Report rows that name another bid than their id: the evaluator read one name, the id says another."""
        others = {plain(self.mine.shown(vendor)) for vendor in self.mine.names}
        self.issued(located, rows)
        for row in rows:
            for key in ("bid", "left", "right"):
                cell = located.cell(row.id, key) if row.id in located.rows else None
                wanted = str(row.values.get(key))
                if cell is not None and plain(cell.seen) != plain(wanted) and plain(cell.seen) in others:
                    self.add("CDC446", located.sheet, cell.name, id=row.id, text=cell.seen[:TOLD], wanted=wanted)

    def _scores(self) -> Iterator[JudgedScore]:
        located = self.find(SCORES)
        if located is None:
            return
        lines = self.mine.scores()
        self.rows(located, list(lines))
        self._named(located, self.mine.score_rows(self.languages))
        for id_, (leaf, vendor) in lines.items():
            if id_ not in located.rows:
                continue
            typed, cell = self.typed(located, id_, "score")
            reason, _ = self.text(located, id_, "reason")
            pointer, _ = self.text(located, id_, "pointer")
            score = self._score(located, leaf, typed, cell) if cell and typed else None
            if score is not None and cell and self._has_reason(located, cell, leaf.id, reason):
                yield JudgedScore(vendor=vendor, criterion=leaf.id, score=score, reason=reason, pointer=pointer or None)

    def _has_reason(self, located: Located, cell: Cell, criterion: str, reason: str) -> bool:
        if not reason:
            self.add("CDC505", located.sheet, cell.name, criterion=criterion)
        return bool(reason)

    def _score(self, located: Located, leaf: Criterion, typed: str, cell: Cell) -> Decimal | None:
        score = self.number(located, leaf.id, typed, cell)
        if score is None:
            return None
        allowed = steps(self.spec, leaf)
        if not 0 <= score <= allowed[-1]:
            self.add("CDC503", located.sheet, cell.name, text=typed[:20], maximum=allowed[-1])
        elif score not in allowed:
            self.add("CDC516", located.sheet, cell.name, text=typed[:20], step=self.spec.evaluation.score_step)
        else:
            return score
        return None

    def _pairs(self) -> Iterator[PairScore]:
        located = self.find(PAIRS)
        if located is None:
            return
        lines = self.mine.pairs()
        self.rows(located, list(lines))
        self._named(located, self.mine.pair_rows(self.languages))
        for id_, (leaf, left, right) in lines.items():
            if id_ not in located.rows:
                continue
            typed, cell = self.typed(located, id_, "preferred")
            degree_text, degree_cell = self.typed(located, id_, "degree")
            reason, _ = self.text(located, id_, "reason")
            if cell is None or not typed:
                continue
            side = self._side(located, id_, typed, cell)
            degree: int | None = None
            if side:
                degree = 1 if side == "parity" else self._degree(located, id_, leaf, degree_text, degree_cell or cell)
            if degree is not None and self._has_reason(located, cell, leaf.id, reason):
                better, other = (right, left) if side == "right" else (left, right)
                yield PairScore(criterion=leaf.id, better=better, other=other, degree=degree, reason=reason)

    def _side(self, located: Located, id_: str, typed: str, cell: Cell) -> str | None:
        """Give which bid of a pair is preferred."""
        side = choice(typed, phrases(SIDES, "pair_"))
        if side is None:
            self.add("CDC412", located.sheet, cell.name, id=id_, text=typed[:60], known=", ".join(sorted(SIDES)))
        return side

    def _degree(self, located: Located, id_: str, leaf: Criterion, typed: str, cell: Cell) -> int | None:
        """Give by how much it is preferred, from 1 to the greatest degree of the table."""
        degree = self.number(located, id_, typed, cell) if typed else None
        if degree is not None and degree in range(1, leaf.greatest_degree + 1):
            return int(degree)
        self.add("CDC503", located.sheet, cell.name, text=typed[:20] or "?", maximum=leaf.greatest_degree)
        return None

    def _verified(self) -> Iterator[Verified]:
        located = self.find(VERIFIED)
        if located is None:
            return
        asked = {squeeze(item.id): item for _, item in self.spec.asked}
        vendors = {squeeze(way): vendor for vendor, name in self.mine.names.items() for way in (vendor, name)}
        first: dict[tuple[str, str], tuple[str, str]] = {}
        for name, texts in self._filled(located):
            vendor = vendors.get(squeeze(texts.get("bid", "")))
            item = asked.get(squeeze(texts.get("requirement", "")))
            verified = self._one_verified(vendor, item, texts)
            if isinstance(verified, tuple):
                code, told = verified
                self.add(code, located.sheet, name, **told)
                continue
            answer, at = first.setdefault((verified.vendor, verified.requirement), (verified.answer, name))
            if answer != verified.answer:
                self.add("CDC411", located.sheet, name, id=f"{verified.requirement} · {verified.vendor}", first=at)
            yield verified

    def _filled(self, located: Located) -> Iterator[tuple[str, dict[str, str]]]:
        """Give the rows that say something: the name of their first cell, and their texts by column."""
        for row, cells in located.sheet.rows.items():
            name = next(iter(cells.values())).name
            if row > located.head:
                located.rows[name] = cells
                texts = {key: self.text(located, name, key)[0] for key in located.columns}
                if any(texts.values()):
                    yield name, texts

    def _one_verified(
        self, vendor: str | None, item: Requirement | None, texts: Mapping[str, str]
    ) -> Verified | tuple[str, dict[str, object]]:
        """Give a verified answer, or the code and the facts of what it lacks."""
        if vendor is None:
            return "CDC501", {"vendor": texts.get("bid", "?")[:40]}
        if item is None:
            return "CDC511", {"id": texts.get("requirement", "?")[:40]}
        scale, reason = self.spec.scale_of(item), texts.get("reason")
        answer = choice(texts.get("found", ""), answers_of(scale)) if scale else None
        if answer is None:
            known = ", ".join(answer.id for answer in scale.answers) if scale else ""
            return "CDC215", {"answer": texts.get("found", "?")[:40], "known": known}
        if not reason:
            return "CDC505", {"criterion": item.id}
        return Verified(vendor=vendor, requirement=item.id, answer=answer, reason=reason)
