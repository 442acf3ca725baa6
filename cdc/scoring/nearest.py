"""The smallest change of a bid's own scores or price that would have put it first, everything else as it was.

Smallest means: one thing rather than several. The price is held while scores change and the other way round; of the
price the highest amount in whole cents is given, of each criterion the lowest score on its own grid, and where no
criterion alone is enough, the fewest that are enough at their full mark. All of it is exact: the declared method is
applied again to each changed bid, and since a better bid never ranks worse under the methods for which an answer is
given, halving finds the border.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import combinations
from math import ceil, comb

from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.awards import known as awards
from cdc.scoring.decide import Decision, decide
from cdc.scoring.formulas import known as formulas
from cdc.scoring.interval import Interval
from cdc.scoring.method import QUANTITIES, Entrant, Method
from cdc.scoring.tables import Table

CENT, ZERO = Fraction(1, 100), Fraction(0)
MOST_TRIES = 3000
"""So many sets of criteria are tried at most; beyond that no answer is given rather than a wrong one."""

Grid = Mapping[str, Fraction]
"""Per leaf whose score a bid may change: the smallest step of its share of the full mark."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed: the price (no leaf) or the share of a leaf, and by how many points the total rises.

    `rivals` are the bids that set the border: the best other one, with the change and one step short of it.
    `moves_others` tells whether figures of other bids change with it.
    """

    leaf: str
    before: Fraction
    after: Fraction
    points: Fraction
    rivals: frozenset[str]
    moves_others: bool


@dataclass(frozen=True, slots=True)
class Nearest:
    """What would have put a bid first: a price, or one criterion, the fewest points first; or the fewest criteria
    together.

    `ends` are the bid's two best cases (the lowest price, every score full) as changes: where neither price nor leaves
    are given, not even these were enough. `counted` is false where sets of criteria were too many to try.
    """

    price: Change | None
    leaves: tuple[Change, ...]
    together: tuple[str, ...]
    ends: tuple[Change, ...]
    counted: bool = True

    @property
    def exists(self) -> bool:
        """Tell whether some change of price or of scores would have been enough."""
        return bool(self.price or self.leaves or self.together)


def grid_of(spec: Specification, tables: Mapping[str, Table]) -> dict[str, Fraction]:
    """Give the smallest step of each leaf whose score lies in the bid: answers, judged scores, yes or no."""
    found: dict[str, Fraction] = {}
    for leaf in spec.leaves:
        if leaf.kind == "features" and tables[leaf.id].divisor:
            found[leaf.id] = Fraction(1, tables[leaf.id].divisor * tables[leaf.id].parts)
        elif leaf.kind == "judged":
            maximum = Fraction(leaf.maximum if leaf.maximum is not None else spec.evaluation.score_maximum)
            found[leaf.id] = Fraction(spec.evaluation.score_step) / maximum
        elif leaf.kind == "yes_no":
            found[leaf.id] = Fraction(1)
    return found


def nearest(
    method: Method, entrants: Sequence[Entrant], bid: str, grid: Grid, *, unit: Fraction | None = None
) -> Nearest | None:
    """Say what would have put a ranked bid first.

    None for the first one, for all while something is open, and where a better bid may rank worse under the declared
    method, so that no border can be given. Prices are whole multiples of `unit`; by default of a cent, or of the step
    to which total costs are rounded.
    """
    present = {e.bid: e for e in entrants if not e.is_excluded}
    if bid not in present or any(_is_open(method, e) for e in present.values()) or not is_monotone(method):
        return None
    search = _Search(method, present, bid, decide(method, tuple(present.values())), unit or _unit(method))
    if search.wins(search.base) or bid not in {placed.bid for placed in search.base.order.placed}:
        return None
    leaves = tuple(sorted(search.leaves(grid), key=lambda change: (change.points, change.leaf)))
    together, is_counted = ((), True) if leaves else search.together(grid)
    return Nearest(search.price(), leaves, together, tuple(search.ends(grid)), is_counted)


def _unit(method: Method) -> Fraction:
    """Give the smallest difference between two total costs."""
    step = method.evaluation.cost_rounding
    return CENT if step is None else max(CENT, Fraction(1, 10**step.places))


def _is_open(method: Method, entrant: Entrant) -> bool:
    return entrant.is_conditional or (not entrant.is_known and method.evaluation.missing != "zero")


def is_monotone(method: Method) -> bool:
    """Tell whether a better bid never ranks worse under a method."""
    rule = awards.record(method.evaluation.award_rule)
    return rule.properties.monotone and all(_rises(leaf) for leaf in method.leaves if leaf.kind in QUANTITIES)


def _rises(leaf: Criterion) -> bool:
    """Tell whether a better quantity never gets less."""
    record = formulas.record(leaf.formula)
    if record.rises is not None:
        return record.rises(leaf.formula)
    return record.is_raw or (record.promises is not None and record.promises.monotone)


@dataclass(frozen=True)
class _Search:
    """The method applied again and again to one changed bid among the others."""

    method: Method
    entrants: Mapping[str, Entrant]
    bid: str
    base: Decision
    unit: Fraction

    @property
    def own(self) -> Entrant:
        return self.entrants[self.bid]

    def wins(self, decision: Decision) -> bool:
        return not decision.problems and decision.winners == (self.bid,)

    def with_own(self, own: Entrant) -> Decision:
        return decide(self.method, tuple({**self.entrants, self.bid: own}.values()))

    def priced(self, cost: Fraction) -> Entrant:
        prices = {leaf.id: cost for leaf in self.method.leaves if leaf.is_cost}
        return replace(self.own, cost=cost, quantities={**self.own.quantities, **prices})

    def scored(self, shares: Mapping[str, Fraction]) -> Entrant:
        found = {leaf: Interval.exactly(share) for leaf, share in shares.items()}
        return replace(self.own, quality={**self.own.quality, **found})

    def price(self) -> Change | None:
        """Find the highest price in whole units, below the one that was asked, that would have been first."""
        cost = self.own.cost
        if cost is None or cost <= self.unit:
            return None
        found = _last(lambda n: self.wins(self.with_own(self.priced(n * self.unit))), ceil(cost / self.unit) - 1)
        return None if found is None else self._priced_change(found * self.unit)

    def leaves(self, grid: Grid) -> Iterator[Change]:
        """Find the lowest score of each criterion that alone would have been enough."""
        for leaf, step in grid.items():
            before = self.own.quality[leaf].low
            if before < 1:
                ladder = _Ladder((before // step + 1) * step, step)
                found = _first(partial(self._wins_on, leaf, ladder), ladder.last)
                if found is not None:
                    yield self._scored_change(leaf, ladder, found)

    def _wins_on(self, leaf: str, ladder: _Ladder, at: int) -> bool:
        return self._wins_at({leaf: ladder[at]})

    def _wins_at(self, shares: Mapping[str, Fraction]) -> bool:
        """Tell whether other scores would be first: by the sum alone, where nothing else counts and nobody is level."""
        if self._is_plain_sum():
            standings, quality = self.base.standings, self.own.quality
            full = {leaf.id: self.method.full(leaf) for leaf in self.method.leaves}
            gained = sum((full[id_] * (share - quality[id_].low) for id_, share in shares.items()), ZERO)
            own = standings[self.bid].total.low + gained
            best = max(standings[p.bid].total.low for p in self.base.order.placed if p.bid != self.bid)
            if own != best:
                return own > best
        return self.wins(self.with_own(self.scored(shares)))

    def _is_plain_sum(self) -> bool:
        """Tell whether scores of one bid touch its own total only, which ranks as it is."""
        evaluation = self.method.evaluation
        is_bare = not (evaluation.rescaling or evaluation.criterion_rounding) and evaluation.rounding.stage == "display"
        return is_bare and awards.record(evaluation.award_rule).figure == "points" and len(self.base.order.placed) > 1

    def _wins_full(self, leaves: Iterable[str]) -> bool:
        return self._wins_at(dict.fromkeys(leaves, Fraction(1)))

    def together(self, grid: Grid) -> tuple[tuple[str, ...], bool]:
        """Find the fewest criteria that are enough at their full mark; and whether all smaller sets were tried."""
        open_ = sorted(
            (leaf for leaf in grid if self.own.quality[leaf].low < 1), key=lambda leaf: -self._headroom(leaf)
        )
        enough = _first(lambda n: self._wins_full(open_[:n]), len(open_))
        if enough is None:
            return (), True
        if self._is_additive():
            return tuple(open_[:enough]), True
        tried = 0
        for count in range(2, enough):
            tried += comb(len(open_), count)
            if tried > MOST_TRIES:
                return (), False
            found = next((chosen for chosen in combinations(open_, count) if self._wins_full(chosen)), None)
            if found:
                return found, True
        return tuple(open_[:enough]), True

    def _headroom(self, leaf: str) -> Fraction:
        return self.method.shares[leaf] * (1 - self.own.quality[leaf].low)

    def _is_additive(self) -> bool:
        """Tell whether only the sum of weighted scores counts, so that the largest gains are enough first."""
        evaluation = self.method.evaluation
        is_whole = all(item.scope == "quality" and not item.of for item in evaluation.rescaling)
        is_plain = is_whole and not self.method.scopes("criteria") and not evaluation.criterion_rounding
        return is_plain and awards.record(evaluation.award_rule).properties.linear

    def ends(self, grid: Grid) -> Iterator[Change]:
        """Give the best cases of the bid: the lowest price there is, and every score full."""
        if self.own.cost is not None and self.own.cost > self.unit:
            after = self.with_own(self.priced(self.unit))
            yield self._change("", (self.own.cost, self.unit), after, after)
        for leaf in list(grid)[:1]:
            after = self.with_own(self.scored(dict.fromkeys(grid, Fraction(1))))
            yield self._change(leaf, (self.own.quality[leaf].low, Fraction(1)), after, after)

    def _priced_change(self, cost: Fraction) -> Change:
        assert self.own.cost is not None
        short = self.with_own(self.priced(min(cost + self.unit, self.own.cost)))
        return self._change("", (self.own.cost, cost), self.with_own(self.priced(cost)), short)

    def _scored_change(self, leaf: str, ladder: _Ladder, at: int) -> Change:
        before = self.own.quality[leaf].low
        short = self.with_own(self.scored({leaf: ladder[at - 1] if at else before}))
        return self._change(leaf, (before, ladder[at]), self.with_own(self.scored({leaf: ladder[at]})), short)

    def _change(self, leaf: str, ends: tuple[Fraction, Fraction], decision: Decision, short: Decision) -> Change:
        before, ranked = self.base.standings, {placed.bid for placed in self.base.order.placed}
        moved = {placed.bid for placed in decision.order.placed} != ranked
        moved = moved or any(decision.standings[bid].figure != before[bid].figure for bid in ranked - {self.bid})
        gained = decision.standings[self.bid].total.low - before[self.bid].total.low
        return Change(leaf, *ends, gained, frozenset({*self._best_other(decision), *self._best_other(short)}), moved)

    def _best_other(self, decision: Decision) -> tuple[str, ...]:
        """Give the first of the other bids, or those level with it."""
        ranks = {placed.bid: placed.rank for placed in decision.order.placed if placed.bid != self.bid}
        return tuple(bid for bid, rank in ranks.items() if rank == min(ranks.values()))


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The points of a grid from `start` up to the full mark, which is always one."""

    start: Fraction
    step: Fraction

    @property
    def last(self) -> int:
        return max(0, ceil((1 - self.start) / self.step))

    def __getitem__(self, at: int) -> Fraction:
        return min(self.start + at * self.step, Fraction(1))


def _first(holds: Callable[[int], bool], last: int) -> int | None:
    """Give the least number from 0 to `last` for which something holds that goes on holding."""
    if not holds(last):
        return None
    low, high = -1, last
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _last(holds: Callable[[int], bool], last: int) -> int | None:
    """Give the largest number from 1 to `last` up to which something holds."""
    found = _first(lambda n: holds(last - n), last - 1)
    return None if found is None else last - found


def answers_for(gains: Sequence[tuple[str, Sequence[Fraction]]], needed: Fraction) -> tuple[str, ...]:
    """Give the fewest answers whose improvement is enough: one that gains least of those enough alone, else the
    largest.

    `gains` holds per answer what each better one brings.
    """
    alone = [(gain, item) for item, steps in gains for gain in steps if gain >= needed]
    if alone:
        return (min(alone)[1],)
    found, left = [], needed
    for gain, item in sorted(((max(steps), item) for item, steps in gains if steps), key=lambda g: (-g[0], g[1])):
        if left <= 0:
            break
        found.append(item)
        left -= gain
    return tuple(found) if left <= 0 else ()
