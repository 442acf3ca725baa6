"""The evaluator's score sheet: only its criteria, words for each level, a reason for each score; written and read here."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cdc.findings import Finding, Place
from cdc.model.bid import JudgedScore, PairScore, ScoreSheet, Verified
from cdc.model.specification import Specification
from cdc.model.tender import BoardMember, Criterion
from cdc.sheets import Cell, Workbook
from cdc.words import LANGUAGES, words
from cdc.workbooks import layout
from cdc.workbooks.form import FormReader, Table, squeeze
from cdc.workbooks.read import answers_of, choice
from cdc.workbooks.write import PROTECTION, Book, open_sheet, row_height, tab

VERIFIED_ROWS = 30
JOIN = " · "


def aliases(spec: Specification, evaluator: str, vendors: Sequence[str]) -> dict[str, str]:
    """Give the name each bid has on an evaluator's sheet: the vendor's, or a letter in an order of its own when blinded."""
    if not spec.evaluation.blind:
        return {vendor: vendor for vendor in sorted(vendors)}
    salt = (spec.tender.salt if spec.tender else None) or ""

    def mixed(vendor: str) -> str:
        return hashlib.sha256(f"{salt}|{evaluator}|{vendor}".encode()).hexdigest()

    return {vendor: chr(65 + at) for at, vendor in enumerate(sorted(vendors, key=mixed))}


def leaves_of(spec: Specification, member: BoardMember, kind: str) -> list[Criterion]:
    """Give the criteria of a kind that a member of the board scores."""
    return [leaf for leaf in spec.leaves if leaf.kind == kind and (not member.criteria or leaf.id in member.criteria)]


def write(
    spec: Specification, member: BoardMember, names: Mapping[str, str], *, languages: tuple[str, ...], rules: str
) -> bytes:
    """Give the workbook of one evaluator. `names` maps folder names of vendors to what they are called."""
    target = io.BytesIO()
    book = Book(spec, languages, target)
    called = aliases(spec, member.evaluator, tuple(names))
    shown = {vendor: alias if spec.evaluation.blind else names[vendor] for vendor, alias in called.items()}
    sheet = book.book.add_worksheet(tab(book.say("instructions")))
    judged, paired = leaves_of(spec, member, "judged"), leaves_of(spec, member, "pairwise")
    scores = book.book.add_worksheet(tab(book.say("sheet_scores"))) if judged else None
    pairs = book.book.add_worksheet(tab(book.say("sheet_pairs"))) if paired else None
    verified = book.book.add_worksheet(tab(book.say("sheet_verified"))) if not spec.evaluation.blind else None
    _instructions(book, sheet, member, judged)
    lists = _lists(book, judged)
    if scores:
        _scores(book, scores, judged, called, shown, lists)
    if pairs:
        _pairs(book, pairs, paired, called, shown, lists)
    if verified:
        _verified(book, verified)
    _meta(book, member, rules)
    book.book.close()
    return target.getvalue()


def _instructions(book: Book, sheet: Any, member: BoardMember, judged: Sequence[Criterion]) -> None:
    spec, default = book.spec, book.spec.language
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, book.say("score_sheet"), book.title)
    rows = [f"{spec.tender.id if spec.tender else ''}{JOIN}{member.name}"]
    for language in book.languages:
        rows += [words(language)(f"grid.{key}") for key in ("how_score", "how_reason", "how_absent")]
        for leaf in judged:
            rows += ["", f"{leaf.id} {layout.texts(leaf.name, (language,), default)}"]
            rows += [
                f"   {level.score}: {layout.texts(level.words, (language,), default)}"
                for level in sorted(leaf.levels, key=lambda level: level.score)
            ]
        rows.append("")
    for at, row in enumerate(rows, 2):
        sheet.set_row(at, row_height((row,), (92,)) + 2)
        sheet.write_string(at, 0, row, book.text)
    sheet.protect("", PROTECTION)


def _lists(book: Book, judged: Sequence[Criterion]) -> dict[str, str]:
    """Write the hidden lists: the scores of each criterion, and what is preferred in a pair; give their ranges."""
    sheet = book.book.add_worksheet(layout.LISTS)
    sheet.hide()
    found = {}
    for column, leaf in enumerate(judged):
        values = steps(book.spec, leaf)
        for row, value in enumerate(values):
            sheet.write_number(row, column, value)
        letter = _letter(column)
        found[leaf.id] = f"={layout.LISTS}!${letter}$1:${letter}${len(values)}"
    column = len(judged)
    for row, key in enumerate(("left", "right", "parity")):
        sheet.write_string(row, column, book.say(f"pair_{key}"))
    found["preferred"] = f"={layout.LISTS}!${_letter(column)}$1:${_letter(column)}$3"
    return found


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def steps(spec: Specification, leaf: Criterion) -> list[Decimal]:
    """Give every score that may be given, from nothing to the full mark."""
    maximum = leaf.maximum if leaf.maximum is not None else spec.evaluation.score_maximum
    step = spec.evaluation.score_step
    return [step * at for at in range(int(maximum / step) + 1)]


def _choice(book: Book, sheet: Any, source: str, row: int, column: int) -> None:
    message = {"error_title": book.say("list_title")[:32], "error_message": book.say("list_error")[:255]}
    sheet.data_validation(row, column, row, column, {"validate": "list", "source": source, **message})


def _scores(
    book: Book, sheet: Any, judged: Sequence[Criterion], called: Mapping[str, str], shown: Mapping[str, str], lists: Mapping[str, str]
) -> None:  # fmt: skip
    lines = [(leaf, vendor) for leaf in judged for vendor in sorted(called, key=lambda v: called[v])]
    at = open_sheet(book, sheet, layout.SCORES, len(lines))
    missing, complete, reason = book.say("missing"), book.say("complete"), book.say("reason_needed")
    for row, (leaf, vendor) in enumerate(lines, 1):
        name = layout.texts(leaf.name, book.languages, book.spec.language)
        sheet.set_row(row, max(row_height((name,), (36,)), 45))
        sheet.write_string(row, at["id"], f"{leaf.id}{JOIN}{called[vendor]}", book.strong)
        sheet.write_string(row, at["criterion"], name, book.locked)
        sheet.write_string(row, at["bid"], shown[vendor], book.locked)
        for key in ("score", "reason", "pointer"):
            sheet.write_blank(row, at[key], None, book.input)
        n = row + 1
        formula = f'=IF(D{n}="","{missing}",IF(E{n}="","{reason}","{complete}"))'
        sheet.write_formula(row, at["status"], formula, book.locked, missing)
        _choice(book, sheet, lists[leaf.id], row, at["score"])


def _pairs(
    book: Book, sheet: Any, paired: Sequence[Criterion], called: Mapping[str, str], shown: Mapping[str, str], lists: Mapping[str, str]
) -> None:  # fmt: skip
    lines = list(_pair_lines(paired, called))
    at = open_sheet(book, sheet, layout.PAIRS, len(lines))
    missing, complete, reason = book.say("missing"), book.say("complete"), book.say("reason_needed")
    for row, (id_, leaf, left, right) in enumerate(lines, 1):
        name = layout.texts(leaf.name, book.languages, book.spec.language)
        sheet.set_row(row, max(row_height((name,), (36,)), 45))
        for key, text in (("id", id_), ("criterion", name), ("left", shown[left]), ("right", shown[right])):
            sheet.write_string(row, at[key], text, book.strong if key == "id" else book.locked)
        for key in ("preferred", "degree", "reason"):
            sheet.write_blank(row, at[key], None, book.input)
        n = row + 1
        formula = f'=IF(E{n}="","{missing}",IF(G{n}="","{reason}","{complete}"))'
        sheet.write_formula(row, at["status"], formula, book.locked, missing)
        _choice(book, sheet, lists["preferred"], row, at["preferred"])
        options = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 6}
        sheet.data_validation(row, at["degree"], row, at["degree"], options)


def _pair_lines(paired: Sequence[Criterion], called: Mapping[str, str]) -> list[tuple[str, Criterion, str, str]]:
    order = sorted(called, key=lambda vendor: called[vendor])
    return [
        (f"{leaf.id}{JOIN}{called[left]}{JOIN}{called[right]}", leaf, left, right)
        for leaf in paired
        for n, left in enumerate(order)
        for right in order[n + 1 :]
    ]


def _verified(book: Book, sheet: Any) -> None:
    for at, column in enumerate(layout.VERIFIED.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, book.say(column.key), book.head)
    for row in range(1, VERIFIED_ROWS + 1):
        for at in range(len(layout.VERIFIED.columns)):
            sheet.write_blank(row, at, None, book.input)
    sheet.freeze_panes(1, 0)
    sheet.protect("", PROTECTION)


def _meta(book: Book, member: BoardMember, rules: str) -> None:
    assert book.spec.tender is not None
    sheet = book.book.add_worksheet(layout.META)
    sheet.hide()
    facts = {
        "tender": book.spec.tender.id,
        "form": rules,
        "evaluator": member.evaluator,
        "languages": " ".join(book.languages),
    }
    for row, (key, value) in enumerate(facts.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)


@dataclass
class Collected:
    """What was read from one evaluator's workbook."""

    evaluator: str = ""
    sheet: ScoreSheet | None = None
    findings: list[Finding] = field(default_factory=list)


def read(book: Workbook, spec: Specification, names: Mapping[str, str], rules: str) -> Collected:
    """Read a score sheet back; a score that is missing stays missing, one without a reason is a finding."""
    found = Collected()
    meta = _facts(book)
    place = Place(book.name)
    if spec.tender is None or meta.get("tender") != spec.tender.id:
        facts = {"found": meta.get("tender", "?"), "wanted": spec.tender.id if spec.tender else "?"}
        found.findings.append(Finding("CDC405", place, facts))
        return found
    if meta.get("form") != rules:
        found.findings.append(Finding("CDC406", place, {"found": meta.get("form", "?"), "wanted": rules}))
        return found
    found.evaluator = meta.get("evaluator", "")
    member = next((m for m in spec.board if m.evaluator == found.evaluator), None)
    if member is None or member.conflict_of_interest != "none":
        found.findings.append(Finding("CDC510", place, {"evaluator": found.evaluator}))
        return found
    reader = _Reader(book, spec, member, names)
    found.sheet, found.findings = reader.run(), reader.findings
    return found


def _facts(book: Workbook) -> dict[str, str]:
    for sheet in book.sheets:
        facts = {cells[1].text: cells[2].text for cells in sheet.rows.values() if 1 in cells and 2 in cells}
        if "tender" in facts and "evaluator" in facts:
            return facts
    return {}


class _Reader(FormReader):
    def __init__(self, book: Workbook, spec: Specification, member: BoardMember, names: Mapping[str, str]) -> None:
        super().__init__(book, spec.language)
        self.spec, self.member, self.names = spec, member, names
        self.called = aliases(spec, member.evaluator, tuple(names))

    def run(self) -> ScoreSheet:
        """Read scores, pairs and verified answers."""
        judged, paired = leaves_of(self.spec, self.member, "judged"), leaves_of(self.spec, self.member, "pairwise")
        scores = self._scores(judged) if judged else ()
        pairs = self._pairs(paired) if paired else ()
        verified = () if self.spec.evaluation.blind else self._verified()
        return ScoreSheet(evaluator=self.member.evaluator, scores=scores, pairs=pairs, verified=verified)

    def _scores(self, judged: Sequence[Criterion]) -> tuple[JudgedScore, ...]:
        table = self.find(layout.SCORES)
        if table is None:
            return ()
        self.used.add(table.sheet.name)
        lines = {f"{leaf.id}{JOIN}{alias}": (leaf, vendor) for leaf in judged for vendor, alias in self.called.items()}
        self.rows(table, lines, layout.SCORES)
        found = []
        for id_, (leaf, vendor) in lines.items():
            if id_ not in table.rows:
                continue
            typed, cell = self.text(table, id_, "score")
            reason, _ = self.text(table, id_, "reason")
            pointer, _ = self.text(table, id_, "pointer")
            if cell is None or not typed:
                continue
            score = self._score(table, leaf, typed, cell)
            if score is not None and not reason:
                self.add("CDC505", table.sheet, cell.name, criterion=leaf.id)
            elif score is not None:
                found.append(
                    JudgedScore(vendor=vendor, criterion=leaf.id, score=score, reason=reason, pointer=pointer or None)
                )
        return tuple(found)

    def _score(self, table: Table, leaf: Criterion, typed: str, cell: Cell) -> Decimal | None:
        score = self.number(table, leaf.id, typed, cell)
        if score is None:
            return None
        allowed = steps(self.spec, leaf)
        if not 0 <= score <= allowed[-1]:
            self.add("CDC503", table.sheet, cell.name, text=typed[:20], maximum=allowed[-1])
        elif score not in allowed:
            self.add("CDC516", table.sheet, cell.name, text=typed[:20], step=self.spec.evaluation.score_step)
        else:
            return score
        return None

    def _pairs(self, paired: Sequence[Criterion]) -> tuple[PairScore, ...]:
        table = self.find(layout.PAIRS)
        if table is None:
            return ()
        self.used.add(table.sheet.name)
        lines = {id_: (leaf, left, right) for id_, leaf, left, right in _pair_lines(paired, self.called)}
        self.rows(table, lines, layout.PAIRS)
        ways = {
            squeeze(words(lang)(f"grid.pair_{key}")): key for lang in LANGUAGES for key in ("left", "right", "parity")
        }
        found = []
        for id_, (leaf, left, right) in lines.items():
            if id_ not in table.rows:
                continue
            typed, cell = self.text(table, id_, "preferred")
            degree_text, degree_cell = self.text(table, id_, "degree")
            reason, _ = self.text(table, id_, "reason")
            if cell is None or not typed:
                continue
            side = choice(typed, ways)
            degree = (
                Decimal(1)
                if side == "parity"
                else self.number(table, id_, degree_text, degree_cell)
                if degree_cell
                else None
            )
            if side is None:
                self.add(
                    "CDC412",
                    table.sheet,
                    cell.name,
                    id=id_,
                    text=typed[:60],
                    known=", ".join(sorted(set(ways.values()))),
                )
            elif degree is None or degree not in range(1, 7):
                self.add("CDC503", table.sheet, (degree_cell or cell).name, text=degree_text[:20] or "?", maximum=6)
            elif not reason:
                self.add("CDC505", table.sheet, cell.name, criterion=leaf.id)
            else:
                better, other = (right, left) if side == "right" else (left, right)
                found.append(
                    PairScore(criterion=leaf.id, better=better, other=other, degree=int(degree), reason=reason)
                )
        return tuple(found)

    def _verified(self) -> tuple[Verified, ...]:
        table = self.find(layout.VERIFIED)
        if table is None:
            return ()
        asked = {squeeze(item.id): item for _, item in self.spec.asked}
        vendors = {squeeze(way): vendor for vendor, name in self.names.items() for way in (vendor, name)}
        found = []
        for row, cells in table.sheet.rows.items():
            if row <= table.head:
                continue
            texts = {key: cells[at].text.strip() for key, at in table.columns.items() if at in cells}
            if not any(texts.values()):
                continue
            first = next(iter(cells.values()))
            vendor, item = vendors.get(squeeze(texts.get("bid", ""))), asked.get(squeeze(texts.get("requirement", "")))
            scale = self.spec.scale_of(item) if item else None
            answer = choice(texts.get("found", ""), answers_of(scale)) if scale else None
            if vendor is None:
                self.add("CDC501", table.sheet, first.name, vendor=texts.get("bid", "?")[:40])
            elif item is None:
                self.add("CDC511", table.sheet, first.name, id=texts.get("requirement", "?")[:40])
            elif answer is None:
                known = ", ".join(a.id for a in scale.answers) if scale else ""
                self.add("CDC215", table.sheet, first.name, answer=texts.get("found", "?")[:40], known=known)
            elif not texts.get("reason"):
                self.add("CDC505", table.sheet, first.name, criterion=item.id)
            else:
                found.append(Verified(vendor=vendor, requirement=item.id, answer=answer, reason=texts["reason"]))
        return tuple(found)
