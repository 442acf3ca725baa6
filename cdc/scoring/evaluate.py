"""From a specification, bids and score sheets to a ranking: the fixed order, every number with its origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from cdc.model.bid import AnswerRead, Moderated, ScoreSheet
from cdc.model.ranking import Cost, Line, Ranking, Robustness
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring import abnormal, admission, board, judged
from cdc.scoring.cases import Case, Entry, ladders_of, open_case
from cdc.scoring.costs import costs_of
from cdc.scoring.decide import decide
from cdc.scoring.inspect.inspection import Inspection, inspect
from cdc.scoring.interval import FULL, NOTHING, UNKNOWN, Interval
from cdc.scoring.lines import answer_lines, statement_line
from cdc.scoring.method import Entrant, Method
from cdc.scoring.nearest import Grid, Nearest, grid_of, nearest
from cdc.scoring.results import ranked
from cdc.scoring.robustness.stress import stress
from cdc.scoring.robustness.swings import NO_MOVES, Moves, Steps
from cdc.scoring.tables import Table, moves_of, share, tables_of
from cdc.scoring.variants import Settled, settle

Lines = Callable[[], tuple[Line, ...]]
Priced = Mapping[str, tuple[Cost, tuple[Line, ...]]]


@dataclass(frozen=True)
class Evaluated:
    """A ranking with what is needed to ask "what if" of it."""

    ranking: Ranking
    method: Method
    entrants: tuple[Entrant, ...]
    steps: Steps
    grid: Grid

    @cached_property
    def robustness(self) -> Robustness | None:
        """Say how sure the winner is; None when nobody is ranked."""
        return stress(self.method, self.entrants, self.ranking, self.steps)

    @cached_property
    def inspection(self) -> Inspection:
        """Say what the rules alone tell of the method, for as many bids as there are."""
        return inspect(self.method, bids=max(2, len(self.ranking.bids)), seed=self.method.evaluation.seed)

    @cached_property
    def nearest(self) -> Mapping[str, Nearest]:
        """Say of each ranked bid that is not first what would have put it there, where that can be said."""
        found = {bid.vendor: nearest(self.method, self.entrants, bid.vendor, self.grid) for bid in self.ranking.bids}
        return {bid: change for bid, change in found.items() if change}


@dataclass(frozen=True)
class _Sources:
    """What leaves are read from."""

    spec: Specification
    scores: board.Scores
    tables: Mapping[str, Table]

    def quality(self, case: Case, leaf: Criterion) -> Interval:
        """Give the raw share of a leaf that is no quantity."""
        if leaf.kind == "features":
            return share(self.tables[leaf.id], case.counted, missing=self.spec.evaluation.missing)
        if leaf.kind == "judged":
            return self.scores.value(case.vendor, leaf)
        read = case.statements.get(leaf.id)
        if leaf.kind == "yes_no" and read is not None and read.answer is not None:
            return FULL if read.answer == "yes" else NOTHING
        return NOTHING if self.spec.evaluation.missing == "zero" else UNKNOWN

    def lines(self, case: Case, leaf: Criterion, priced: tuple[Line, ...]) -> Lines:
        """Say how the inputs of a leaf are found when they are wanted."""
        read = case.statements.get(leaf.id)
        found: Mapping[str, Lines] = {
            "features": lambda: tuple(answer_lines(case, self.tables[leaf.id], missing=self.spec.evaluation.missing)),
            "judged": lambda: self.scores.lines(case.vendor, leaf),
            "pairwise": lambda: self.scores.pair_lines(case.vendor, leaf),
            "yes_no": lambda: (statement_line(leaf, read, self.quality(case, leaf)),),
            "quantity": lambda: (statement_line(leaf, read, UNKNOWN),),
            "price": lambda: tuple(line for line in priced if line.id in self.priced(leaf)),
        }
        return found[leaf.kind or ""]

    def priced(self, leaf: Criterion) -> frozenset[str]:
        """Give the price lines that a leaf scores: those it names, else all but elements."""
        return frozenset(leaf.lines or (line.id for line in self.spec.price_lines if line.kind != "element"))

    def steps(self, case: Case, leaf: Criterion) -> Moves:
        """Say by how much each answer or score moves the leaf when it goes one level down or up."""
        if leaf.kind == "judged":
            return self.scores.steps(case.vendor, leaf)
        if leaf.kind == "yes_no":
            value = self.quality(case, leaf).low
            row = (value.numerator, value.denominator - value.numerator, leaf.id)
            return Moves(value.denominator, max(row[:2]), lambda: [row])
        return moves_of(self.tables[leaf.id], case.counted) if leaf.id in self.tables else NO_MOVES


def evaluate(
    spec: Specification,
    entries: Sequence[Entry],
    sheets: Sequence[ScoreSheet],
    *,
    form: str,
    rules: str,
    moderated: Sequence[Moderated] = (),
) -> Evaluated:
    """Rank bids as the specification declares; everything exact, every number with its origin."""
    entries = sorted(entries, key=lambda entry: entry.bid.vendor)
    ladders = tuple(ladders_of(spec))
    cases = [open_case(spec, entry, sheets, ladders) for entry in entries]
    sources = _Sources(spec, board.Scores.of(spec, sheets, moderated), tables_of(spec))
    method = Method.of(spec.criteria, spec.evaluation, _ceiling(spec), _pairs(spec, sheets))
    entrants = tuple(_entrant(sources, case) for case in cases)
    setters = admission.setters(method, _priced(method, entrants, costs_of(spec, entries)))
    priced = costs_of(spec, entries, setters)
    entrants = _priced(method, entrants, priced)
    decision = decide(method, entrants)
    if spec.evaluation.variants == "best":
        settled = settle({case.vendor: case.entry.bid.variant_of or case.vendor for case in cases}, decision)
        cases = [_with_variant(case, settled) for case in cases]
        priced = costs_of(spec, entries, setters.without(settled.beaten, settled.undecided))
        entrants = _priced(method, [_entered(entrant, settled) for entrant in entrants], priced)
        decision = decide(method, entrants)
    lines = {
        case.vendor: {leaf.id: sources.lines(case, leaf, priced[case.vendor][1]) for leaf in spec.leaves}
        for case in cases
    }
    ranking = ranked(spec, cases, decision, {bid: cost for bid, (cost, _) in priced.items()}, lines)
    ranking = replace(
        ranking,
        maximum=method.maximum,
        form=form,
        rules=rules,
        flags=abnormal.flags(method, decision),
        board=sources.scores.board(method.shares),
    )
    return Evaluated(ranking, method, entrants, _steps(sources, cases), grid_of(spec, sources.tables))


def _ceiling(spec: Specification) -> Fraction | None:
    """Give the ceiling of the total cost; none where every price line is an element by itself."""
    ceiling = spec.budget.ceiling if spec.budget else None
    has_cost = not spec.price_lines or any(line.kind != "element" for line in spec.price_lines)
    return Fraction(ceiling) if ceiling is not None and has_cost else None


def _entrant(sources: _Sources, case: Case) -> Entrant:
    """Give a bid as numbers, before its price."""
    quality, quantities = {}, {}
    for leaf in sources.spec.leaves:
        if leaf.kind == "quantity":
            quantities[leaf.id] = _amount(case.statements.get(leaf.id))
        elif leaf.kind not in ("price", "pairwise"):
            quality[leaf.id] = sources.quality(case, leaf)
    received = case.entry.bid.received
    return Entrant(case.vendor, quality, quantities, None, received, case.is_excluded, case.is_conditional)


def _amount(read: AnswerRead | None) -> Fraction | None:
    return None if read is None or read.answer is None else Fraction(read.answer)


def _priced(method: Method, entrants: Sequence[Entrant], priced: Priced) -> tuple[Entrant, ...]:
    """Give bids their prices."""
    found = []
    for entrant in entrants:
        cost, _ = priced[entrant.bid]
        prices = {leaf.id: cost.of(leaf) for leaf in method.leaves if leaf.kind == "price"}
        added = cost.of_lines(method.evaluation.award_rule.added) or Fraction(0)
        quantities = {**entrant.quantities, **prices}
        found.append(replace(entrant, quantities=quantities, cost=cost.total, added=added))
    return tuple(found)


def _with_variant(case: Case, settled: Settled) -> Case:
    reason = settled.reason(case.vendor)
    return replace(case, reasons=(*case.reasons, reason)) if reason else case


def _entered(entrant: Entrant, settled: Settled) -> Entrant:
    """Leave a bid out that a better one of its vendor beats; doubt one of which that is open."""
    is_out = entrant.is_excluded or entrant.bid in settled.beaten
    return replace(
        entrant, is_excluded=is_out, is_conditional=entrant.is_conditional or entrant.bid in settled.undecided
    )


def _pairs(spec: Specification, sheets: Sequence[ScoreSheet]) -> dict[str, list[list[judged.Preference]]]:
    """Give the pairwise tables of each leaf, one per evaluator who filled it."""
    found = {}
    for leaf in spec.leaves:
        if leaf.kind == "pairwise":
            tables = [
                [judged.Preference(p.better, p.other, p.degree) for p in sheet.pairs if p.criterion == leaf.id]
                for sheet in sheets
            ]
            found[leaf.id] = [table for table in tables if table]
    return found


def _steps(sources: _Sources, cases: Sequence[Case]) -> Steps:
    named, leaves = {case.vendor: case for case in cases}, {leaf.id: leaf for leaf in sources.spec.leaves}
    return lambda bid, leaf: sources.steps(named[bid], leaves[leaf])
