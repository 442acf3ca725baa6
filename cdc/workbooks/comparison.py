"""The comparison workbook: the evaluation as live formulas with cached values, from answers and scores to ranks.

Open answers stand at their low end. What a spreadsheet cannot compute exactly (irrational formulas, orders over the whole matrix)
is written as a value and marked so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cdc.model.method import Formula
from cdc.model.ranking import BidResult, Ranking
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.awards import known as awards
from cdc.scoring.awards import record as award_record
from cdc.scoring.evaluate import Evaluated
from cdc.scoring.formulas import known as formulas
from cdc.scoring.formulas.record import Cells
from cdc.words import pick, words
from cdc.workbooks.look import CELL, new_book

TIE_DIGITS = 9
"""Decimals to which totals are compared: a spreadsheet computes in binary, exact ties must stay ties."""
_ROUND = {"half_up": "ROUND", "down": "ROUNDDOWN", "up": "ROUNDUP"}
FIRST_BID = 3


def write(spec: Specification, evaluated: Evaluated, language: str) -> bytes:
    """Give the workbook: same ranking, same bytes."""
    target = io.BytesIO()
    _Comparison(spec, evaluated, language, target).write()
    return target.getvalue()


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


class _Comparison:
    def __init__(self, spec: Specification, evaluated: Evaluated, language: str, target: io.BytesIO) -> None:
        self.spec, self.ranking, self.say = spec, evaluated.ranking, words(language)
        self.language = language
        self.method = evaluated.method
        self.bids: tuple[BidResult, ...] = (*self.ranking.bids, *self.ranking.excluded)
        self.count = len(self.ranking.bids)
        self.book = new_book(target, title=self.say("report.kind"))
        add = self.book.add_format
        self.text, self.bold = add(CELL), add({**CELL, "bold": True})
        self.head = add({**CELL, "bold": True, "bg_color": "#0B5C7A", "font_color": "#FFFFFF"})
        places = "0" * spec.evaluation.rounding.places
        self.number = add({**CELL, "num_format": f"#,##0.{places}" if places else "#,##0"})
        self.share = add({**CELL, "num_format": "0.000000"})
        self.fixed = add({**CELL, "num_format": "0.000000", "bg_color": "#F8E8EC"})
        self.money = add({**CELL, "num_format": "#,##0.00"})
        self.rows: dict[str, int] = {}
        self.sources: dict[str, tuple[str, int, int, int]] = {}

    def name(self, leaf: Criterion) -> str:
        """Give the name of a criterion."""
        return pick(leaf.name, self.language, self.spec.language)

    def sheet(self, key: str, heads: Sequence[str], widths: Sequence[int]) -> tuple[Any, str]:
        """Add a sheet with its headings and the names of the bids."""
        title = self.say(f"grid.{key}")[:31]
        sheet = self.book.add_worksheet(title)
        for at, (text, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, text, self.head)
        for at, bid in enumerate(self.bids):
            sheet.set_column(len(heads) + at, len(heads) + at, 18)
            sheet.write_string(0, len(heads) + at, bid.name, self.head)
        sheet.freeze_panes(1, len(heads))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet, "'" + title.replace("'", "''") + "'"

    def write(self) -> None:
        """Write the sheets in order: ranking, points, shares, then what they are made of."""
        say = self.say
        ranking, self.ranking_name = self.sheet("cmp_ranking", ("", "", say("label.note")), (4, 34, 30))
        points, self.points_name = self.sheet(
            "cmp_points", (say("label.id"), say("label.criterion"), say("report.at_most")), (12, 34, 14)
        )
        values, self.values_name = self.sheet(
            "cmp_values", (say("label.id"), say("label.criterion"), say("label.note")), (12, 34, 24)
        )
        for at, leaf in enumerate(self.spec.leaves, 1):
            self.rows[leaf.id] = at
        self._answers()
        self._scores()
        self._costs()
        self._values(values)
        self._points(points)
        self._ranking(ranking)
        self.book.close()

    def _answers(self) -> None:
        """Write weights and points of the answers; each leaf is a run of rows."""
        leaves = [leaf for leaf in self.spec.leaves if leaf.kind == "features"]
        if not leaves:
            return
        sheet, name = self.sheet(
            "cmp_answers", (self.say("label.id"), self.say("label.criterion"), self.say("label.weight")), (14, 20, 10)
        )
        row = 1
        for leaf in leaves:
            first = row
            by_bid = [bid.leaves[leaf.id].lines for bid in self.bids]
            for at, line in enumerate(by_bid[0] if by_bid else ()):
                sheet.write_string(row, 0, line.id, self.text)
                sheet.write_string(row, 1, leaf.id, self.text)
                sheet.write_number(row, 2, float(line.weight), self.text)
                for column, lines in enumerate(by_bid):
                    sheet.write_number(row, FIRST_BID + column, float(lines[at].low), self.text)
                row += 1
            self.sources[leaf.id] = (name, first, row - 1, FIRST_BID)

    def _scores(self) -> None:
        """Write the individual scores, or the moderated one where there is one."""
        leaves = [leaf for leaf in self.spec.leaves if leaf.kind == "judged"]
        if not leaves:
            return
        sheet, name = self.sheet("cmp_scores", ("", self.say("label.criterion"), self.say("label.source")), (4, 24, 26))
        row = 1
        for leaf in leaves:
            first = row
            people = sorted({line.origin for bid in self.bids for line in bid.leaves[leaf.id].lines if line.counted})
            for person in people:
                sheet.write_string(row, 1, leaf.id, self.text)
                sheet.write_string(row, 2, person, self.text)
                for column, bid in enumerate(self.bids):
                    counted = _counting(bid, leaf)
                    line = next((line for line in counted if line.origin == person), None)
                    if line:
                        sheet.write_number(row, FIRST_BID + column, float(Fraction(line.counted)), self.text)
                    else:
                        sheet.write_blank(row, FIRST_BID + column, None, self.text)
                row += 1
            if people:
                self.sources[leaf.id] = (name, first, row - 1, FIRST_BID)

    def _costs(self) -> None:
        """Write what each price line costs over the horizon, and the total."""
        if not self.spec.price_lines or not self.bids:
            return
        sheet, name = self.sheet(
            "cmp_costs", (self.say("label.id"), self.say("grid.item"), self.say("label.note")), (12, 40, 14)
        )
        counted = [
            line for line in self.spec.price_lines if not line.option or self.spec.evaluation.options == "included"
        ]
        price_leaf = next((leaf for leaf in self.spec.leaves if leaf.kind == "price"), None)
        for row, line in enumerate(counted, 1):
            sheet.write_string(row, 0, line.id, self.text)
            sheet.write_string(row, 1, pick(line.name, self.language, self.spec.language), self.text)
            sheet.write_blank(row, 2, None, self.text)
            for column, bid in enumerate(self.bids):
                lines = bid.leaves[price_leaf.id].lines if price_leaf else ()
                found = next((x for x in lines if x.id == line.id and x.counted), None)
                if found:
                    sheet.write_number(row, FIRST_BID + column, float(found.low), self.money)
                else:
                    sheet.write_blank(row, FIRST_BID + column, None, self.money)
        row = len(counted) + 1
        sheet.write_string(row, 1, self.say("report.cost"), self.bold)
        for column, bid in enumerate(self.bids):
            cost, letter = bid.cost.total, _letter(FIRST_BID + column)
            if cost is None:
                sheet.write_string(row, FIRST_BID + column, "", self.money)
            elif price_leaf:
                sheet.write_formula(row, FIRST_BID + column, f"=SUM({letter}2:{letter}{row})", self.money, float(cost))
            else:
                sheet.write_number(row, FIRST_BID + column, float(cost), self.money)
        self.sources["cost"] = (name, row, row, FIRST_BID)

    def _values(self, sheet: Any) -> None:
        """Write each leaf's share of the full mark, live where a spreadsheet can compute it."""
        for leaf in self.spec.leaves:
            row = self.rows[leaf.id]
            sheet.write_string(row, 0, leaf.id, self.text)
            sheet.write_string(row, 1, self.name(leaf), self.text)
            live = False
            for column, bid in enumerate(self.bids):
                formula = self._value_formula(leaf, column, bid)
                live = live or bool(formula)
                cached = float(bid.leaves[leaf.id].low)
                if formula:
                    sheet.write_formula(row, FIRST_BID + column, formula, self.share, cached)
                else:
                    sheet.write_number(row, FIRST_BID + column, cached, self.fixed)
            sheet.write_string(row, 2, "" if live else self.say("grid.cmp_fixed"), self.text)

    def _value_formula(self, leaf: Criterion, column: int, bid: BidResult) -> str:
        raw = self._raw_formula(leaf, column, bid)
        rescales = "criteria" in self.spec.evaluation.rescaling and leaf.kind in ("features", "judged", "pairwise")
        if not raw or rescales:
            return ""
        return "=" + raw

    def _raw_formula(self, leaf: Criterion, column: int, bid: BidResult) -> str:
        letter = _letter(FIRST_BID + column)
        if leaf.kind == "features" and leaf.id in self.sources:
            name, first, last, _ = self.sources[leaf.id]
            if last < first or not any(line.weight for line in bid.leaves[leaf.id].lines):
                return ""
            weights, own = f"{name}!$C${first + 1}:$C${last + 1}", f"{name}!{letter}{first + 1}:{letter}{last + 1}"
            return f"SUMPRODUCT({weights},{own})/SUM({weights})"
        if leaf.kind == "judged" and leaf.id in self.sources and _counting(bid, leaf):
            result = bid.leaves[leaf.id]
            if result.raw[0] != result.raw[1]:
                return ""
            name, first, last, _ = self.sources[leaf.id]
            maximum = leaf.maximum if leaf.maximum is not None else self.spec.evaluation.score_maximum
            function = "MEDIAN" if self.spec.evaluation.aggregation == "median" else "AVERAGE"
            return f"{function}({name}!{letter}{first + 1}:{letter}{last + 1})/{maximum}"
        if leaf.kind == "price" and "cost" in self.sources and bid.rank is not None and bid.cost.total is not None:
            return self._price_formula(leaf.formula, letter)
        return ""

    def _price_formula(self, formula: Formula, letter: str) -> str:
        """Give the price formula over the ranked bids, for the types a spreadsheet computes as declared."""
        admitted = [bid for bid in self.ranking.bids if bid.cost.total is not None]
        alike = len({bid.cost.total for bid in admitted}) == 1
        special = alike and (formula.equal or formula.single or formulas.record(formula).when_equal == "full")
        plain = not formula.rounding and formula.reference == "best" and formula.aim == "minimise" and not special
        if not plain or any((bid.cost.total or 0) <= 0 for bid in admitted):
            return ""
        name, row, _, _ = self.sources["cost"]
        own = f"{name}!{letter}{row + 1}"
        field = f"{name}!${_letter(FIRST_BID)}${row + 1}:${_letter(FIRST_BID + self.count - 1)}${row + 1}"
        written = formulas.record(formula).spreadsheet
        bare = written(formula, Cells(own, field)) if written else ""
        if not bare or self.spec.evaluation.over_ceiling == "zero" or formula.over_ceiling == "zero":
            return ""
        lower = f"MAX(0,{bare})" if formula.clip in ("both", "low") else bare
        return f"MIN(1,{lower})" if formula.clip in ("both", "high") else lower

    def _points(self, sheet: Any) -> None:
        """Write the points of each leaf: full mark times share, rounded as declared; then quality and price."""
        step = self.spec.evaluation.criterion_rounding
        for leaf in self.spec.leaves:
            row = self.rows[leaf.id]
            full = self.method.shares[leaf.id] * self.ranking.maximum
            sheet.write_string(row, 0, leaf.id, self.text)
            sheet.write_string(row, 1, self.name(leaf), self.text)
            sheet.write_number(row, 2, float(full), self.number)
            for column, bid in enumerate(self.bids):
                letter = _letter(FIRST_BID + column)
                formula = f"=$C{row + 1}*{self.values_name}!{letter}{row + 1}"
                if step and leaf.kind not in ("price", "quantity") and step.mode in _ROUND:
                    formula = f"={_ROUND[step.mode]}(ROUND($C{row + 1}*{self.values_name}!{letter}{row + 1},12),{step.places})"
                sheet.write_formula(row, FIRST_BID + column, formula, self.number, float(bid.leaves[leaf.id].points[0]))

    def _ranking(self, sheet: Any) -> None:
        """Write quality, price, figure and rank of each bid."""
        say, names = self.say, self.points_name
        rows = {"quality": 1, "price": 2, "figure": 3, "rank": 4}
        for key, row in rows.items():
            label = {
                "quality": "value.quality",
                "price": "value.price",
                "figure": "report.figure",
                "rank": "report.rank",
            }[key]
            sheet.write_string(row, 1, say(label), self.bold)
            sheet.write_string(row, 2, "", self.text)
        price_rows = [self.rows[leaf.id] + 1 for leaf in self.spec.leaves if leaf.kind == "price"]
        other_rows = [self.rows[leaf.id] + 1 for leaf in self.spec.leaves if leaf.kind != "price"]
        figured = len([bid for bid in self.ranking.bids if bid.low is not None])  # the others come last
        first, last = _letter(FIRST_BID), _letter(FIRST_BID + figured - 1)
        place_in_tie = _places_in_tie(self.ranking)
        for column, bid in enumerate(self.bids):
            letter, at = _letter(FIRST_BID + column), FIRST_BID + column
            price = sum(
                (bid.leaves[leaf.id].points[0] for leaf in self.spec.leaves if leaf.kind == "price"), Fraction(0)
            )
            if "total" in self.spec.evaluation.rescaling:
                sheet.write_number(1, at, float(bid.quality[0]), self.fixed)
            else:
                sheet.write_formula(
                    1, at, "=" + (_sum(names, letter, other_rows) or "0"), self.number, float(bid.quality[0])
                )
            sheet.write_formula(2, at, "=" + (_sum(names, letter, price_rows) or "0"), self.number, float(price))
            if bid.rank is None:
                sheet.write_string(3, at, "–", self.text)
                sheet.write_string(4, at, say(f"report.{bid.status}"), self.text)
                continue
            live = self._figure(bid, letter)
            cached = float(bid.low) if bid.low is not None else 0.0
            if live:
                sheet.write_formula(3, at, live, self.number, cached)
            elif bid.low is not None:
                sheet.write_number(3, at, cached, self.fixed)
            else:
                sheet.write_string(3, at, "–", self.text)
            sign = "<" if awards.named(self.ranking.award).properties.low_first else ">"
            field = f"${first}$4:${last}$4"
            if live and not awards.record(self.spec.evaluation.award_rule).decides_in_band(
                self.spec.evaluation.award_rule
            ):
                extra = place_in_tie.get(bid.vendor, 0)
                digits = (
                    self.spec.evaluation.rounding.places
                    if self.spec.evaluation.rounding.stage == "total"
                    else TIE_DIGITS
                )
                compare = f"SUMPRODUCT(--(ROUND({field},{digits}){sign}ROUND({letter}4,{digits})))+1"
                sheet.write_formula(4, at, f"={compare}" + (f"+{extra}" if extra else ""), self.bold, bid.rank)
            else:
                sheet.write_number(4, at, bid.rank, self.fixed)

    def _figure(self, bid: BidResult, letter: str) -> str:
        """Give the formula of the award rule for one bid; nothing where it cannot be live."""
        rule, evaluation = self.spec.evaluation.award_rule, self.spec.evaluation
        if bid.low is None:
            return ""
        cost = ""
        if "cost" in self.sources and bid.cost.total is not None:
            name, row, _, _ = self.sources["cost"]
            cost = f"{name}!{letter}{row + 1}"
        whole = float(self.method.quality_share * self.method.maximum)
        written = awards.record(rule).spreadsheet
        cells = award_record.Cells(f"{letter}2", f"{letter}3", cost, whole, float(self.method.quality_share))
        bare = written(rule, cells) if written else ""
        if not bare:
            return ""
        if evaluation.rounding.stage != "total":
            return "=" + bare
        if evaluation.rounding.mode not in _ROUND:
            return ""
        return f"={_ROUND[evaluation.rounding.mode]}(ROUND({bare},12),{evaluation.rounding.places})"


def _sum(sheet: str, letter: str, rows: Sequence[int]) -> str:
    return "+".join(f"{sheet}!{letter}{row}" for row in rows)


def _counting(bid: BidResult, leaf: Criterion) -> list[Any]:
    """Give the score lines that count: the moderated one if there is one, else the individual ones."""
    lines = [line for line in bid.leaves[leaf.id].lines if line.counted]
    agreed = [line for line in lines if line.note_key == "moderated"]
    return agreed or lines


def _places_in_tie(ranking: Ranking) -> dict[str, int]:
    """Give how many places the tie-break chain puts a bid behind the first of its equals."""
    found: dict[str, int] = {}
    for bid in ranking.bids:
        equals = [other.rank or 0 for other in ranking.bids if other.low == bid.low]
        found[bid.vendor] = (bid.rank or 0) - min(equals)
    return found
