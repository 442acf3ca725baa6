"""The board's scores: individual ones kept, aggregated or moderated as declared, with what they say about the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from cdc.model.base import plain
from cdc.model.bid import JudgedScore, Moderated, PairScore, ScoreSheet
from cdc.model.evaluation import Evaluation
from cdc.model.ranking import Agreement, Board, Line, Talk
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring import agreement, judged
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval
from cdc.scoring.robustness.swings import Moves

Cell = tuple[str, str]


def bound_of(evaluation: Evaluation) -> Fraction | None:
    """Give the declared difference from which a moderated score is needed."""
    return None if evaluation.moderation_from is None else Fraction(evaluation.moderation_from)


@dataclass
class Scores:
    """All individual scores by (bid, criterion), the moderated ones, and how they become one."""

    spec: Specification
    given: dict[Cell, dict[str, JudgedScore]] = field(default_factory=dict)
    moderated: dict[Cell, Moderated] = field(default_factory=dict)
    pairs: dict[str, list[tuple[str, PairScore]]] = field(default_factory=dict)

    @classmethod
    def of(cls, spec: Specification, sheets: Sequence[ScoreSheet], moderated: Sequence[Moderated]) -> Scores:
        """Collect what evaluators wrote."""
        found = cls(spec)
        for sheet in sheets:
            for score in sheet.scores:
                found.given.setdefault((score.vendor, score.criterion), {})[sheet.evaluator] = score
            for pair in sheet.pairs:
                found.pairs.setdefault(pair.criterion, []).append((sheet.evaluator, pair))
        found.moderated = {(item.vendor, item.criterion): item for item in moderated}
        return found

    def maximum(self, leaf: Criterion) -> Fraction:
        """Give the full mark of a judged leaf."""
        return Fraction(leaf.maximum if leaf.maximum is not None else self.spec.evaluation.score_maximum)

    def needs_moderation(self, cell: Cell) -> bool:
        """Tell whether scores differ so much, or the rule is consensus, that a moderated one must be found."""
        evaluation = self.spec.evaluation
        return judged.needs_moderation(self._scores(cell), evaluation.aggregation, bound_of(evaluation))

    def _scores(self, cell: Cell) -> list[Fraction]:
        return [Fraction(score.score) for score in self.given.get(cell, {}).values()]

    def value(self, bid: str, leaf: Criterion) -> Interval:
        """Give the share of a judged leaf: the moderated score or the aggregate; lowest to highest while one is due."""
        cell, maximum = (bid, leaf.id), self.maximum(leaf)
        if cell in self.moderated:
            return Interval.exactly(Fraction(self.moderated[cell].score) / maximum)
        evaluation = self.spec.evaluation
        found = judged.settled(self._scores(cell), evaluation.aggregation, bound_of(evaluation))
        if found is None:
            return NOTHING if evaluation.missing == "zero" else UNKNOWN
        return found.scaled(1 / maximum)

    def lines(self, bid: str, leaf: Criterion) -> tuple[Line, ...]:
        """Give the individual scores with their reasons, then the moderated one."""
        cell, maximum = (bid, leaf.id), self.maximum(leaf)
        found = []
        for evaluator, score in sorted(self.given.get(cell, {}).items()):
            value = Fraction(score.score) / maximum
            reason = plain(score.reason) if score.reason else ""
            note = f"{reason} ({score.pointer})" if score.pointer else reason
            text = format(score.score, "f")
            found.append(Line(leaf.id, Fraction(1), "", text, value, value, f"scores/{evaluator}.yaml", note))
        agreed = self.moderated.get(cell)
        if agreed:
            value = Fraction(agreed.score) / maximum
            note = f"{plain(agreed.reason)} ({agreed.by}, {agreed.when})"
            text = format(agreed.score, "f")
            found.append(
                Line(leaf.id, Fraction(1), "", text, value, value, "scores/moderation.yaml", note, "moderated")
            )
        if not found:
            found.append(Line(leaf.id, Fraction(1), "", "", Fraction(0), Fraction(1), "", "", "missing"))
        return tuple(found)

    def pair_lines(self, bid: str, leaf: Criterion) -> tuple[Line, ...]:
        """Give the comparisons in which a bid takes part."""
        found = []
        for evaluator, pair in self.pairs.get(leaf.id, ()):
            if bid in (pair.better, pair.other):
                value = Fraction(pair.degree if bid == pair.better or pair.degree == 1 else 0)
                text = f"{pair.better} {pair.degree} {pair.other}"
                origin = f"scores/{evaluator}.yaml"
                found.append(Line(leaf.id, Fraction(1), text, str(value), value, value, origin, plain(pair.reason)))
        return tuple(found)

    def steps(self, bid: str, leaf: Criterion) -> Moves:
        """Say what one level down or up of one score does to the leaf."""
        cell, maximum = (bid, leaf.id), self.maximum(leaf)
        level = Fraction(self.spec.evaluation.score_step)
        agreed = self.moderated.get(cell)
        given = {name: Fraction(score.score) for name, score in sorted(self.given.get(cell, {}).items())}
        rows: list[tuple[Fraction, Fraction, str]] = []
        if agreed:
            score = Fraction(agreed.score)
            rows.append((min(level, score) / maximum, min(level, maximum - score) / maximum, "moderation"))
        elif given and not self.needs_moderation(cell):
            how = self.spec.evaluation.aggregation
            now = judged.aggregated(list(given.values()), how)
            for name, score in given.items():
                others = [value for other, value in given.items() if other != name]
                down = judged.aggregated([*others, max(score - level, Fraction(0))], how)
                up = judged.aggregated([*others, min(score + level, maximum)], how)
                rows.append(((now - down) / maximum, (up - now) / maximum, name))
        unit = lcm(*(value.denominator for row in rows for value in row[:2])) if rows else 1
        whole = [(int(down * unit), int(up * unit), name) for down, up, name in rows]
        return Moves(unit, max((size for row in whole for size in row[:2]), default=0), lambda: whole)

    def board(self, shares: Mapping[str, Fraction]) -> Board:
        """Say how far evaluators agree, who is strict, and what a consensus meeting should discuss, heaviest first."""
        leaves = [leaf for leaf in self.spec.leaves if leaf.kind == "judged"]
        people = sorted({name for scores in self.given.values() for name in scores})
        by_person = {
            name: {cell: Fraction(scores[name].score) for cell, scores in self.given.items() if name in scores}
            for name in people
        }
        cells = {cell: [Fraction(score.score) for score in scores.values()] for cell, scores in self.given.items()}
        talks = []
        for bid, criterion, spread, weight in agreement.agenda(cells, shares):
            cell = (bid, criterion)
            agreed = self.moderated.get(cell)
            individual = {name: Fraction(score.score) for name, score in sorted(self.given[cell].items())}
            talks.append(
                Talk(
                    bid,
                    criterion,
                    individual,
                    spread,
                    weight,
                    self.needs_moderation(cell),
                    Fraction(agreed.score) if agreed else None,
                    plain(agreed.reason) if agreed else "",
                    f"{agreed.by}, {agreed.when}" if agreed else "",
                )
            )
        agreements = tuple(found for leaf in leaves if (found := self._agreement(leaf)))
        return Board(agreements, agreement.severity(by_person), tuple(talks))

    def _agreement(self, leaf: Criterion) -> Agreement | None:
        cells = {cell: scores for cell, scores in self.given.items() if cell[1] == leaf.id}
        people = sorted({name for scores in cells.values() for name in scores})
        bids = sorted(cell[0] for cell in cells)
        if len(people) < 2:
            return None
        rows = [
            [Fraction(found.score) if (found := cells[bid, leaf.id].get(name)) else None for bid in bids]
            for name in people
        ]
        whole = [[value for value in row if value is not None] for row in rows]
        complete = all(len(row) == len(bids) for row in whole)
        spread = max(
            (agreement.spread([Fraction(s.score) for s in scores.values()]) for scores in cells.values()),
            default=Fraction(0),
        )
        return Agreement(
            leaf.id,
            spread,
            agreement.kendall_w(whole) if complete else None,
            agreement.krippendorff_alpha(rows, self.spec.evaluation.agreement_level),
        )
