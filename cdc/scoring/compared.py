"""Leaves whose share may depend on the other bids: prices, quantities, comparisons in pairs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cdc.model.ranking import Failure
from cdc.model.tender import Criterion
from cdc.scoring import judged
from cdc.scoring.formulas import shares
from cdc.scoring.formulas.record import ONE
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval
from cdc.scoring.method import QUANTITIES, Entrant, Method
from cdc.scoring.numbers import UndefinedScoreError


@dataclass(frozen=True, slots=True)
class Compared:
    """Shares by leaf and bid, what bids were compared with, and where the method gave no number."""

    shares: Mapping[str, Mapping[str, Interval]]
    references: Mapping[str, Mapping[str, Fraction]]
    problems: tuple[Failure, ...]


def compare(method: Method, admitted: Mapping[str, Entrant], optional: Collection[str]) -> Compared:
    """Score the leaves that compare bids, over these bids only; `optional` ones may still be left out."""
    found: dict[str, Mapping[str, Interval]] = {}
    references: dict[str, Mapping[str, Fraction]] = {}
    problems: list[Failure] = []
    for leaf in method.leaves:
        if leaf.kind == "pairwise" and leaf.id in method.pairs:
            found[leaf.id] = _pairwise(method, leaf, admitted, optional)
        elif leaf.kind in QUANTITIES:
            scored, problem = _quantity(method, leaf, admitted, optional)
            found[leaf.id], references[leaf.id] = scored.shares, scored.references
            problems += [problem] if problem else []
    return Compared(found, references, tuple(problems))


def _pairwise(
    method: Method, leaf: Criterion, admitted: Mapping[str, Entrant], optional: Collection[str]
) -> dict[str, Interval]:
    """Take the cells between admitted bids; while one of these may still be left out, everything is open.

    One bid alone is the best one; where no two of several are compared, nothing is known.
    """
    tables = [
        [cell for cell in table if cell.better in admitted and cell.other in admitted]
        for table in method.pairs[leaf.id]
    ]
    if not any(tables) and len(admitted) != 1:
        return dict.fromkeys(admitted, NOTHING if method.evaluation.missing == "zero" else UNKNOWN)
    if any(bid in optional for bid in admitted):
        return dict.fromkeys(admitted, UNKNOWN)
    found = (
        judged.pairwise(tables, list(admitted), leaf.pair_rule) if len(admitted) > 1 else dict.fromkeys(admitted, ONE)
    )
    return {bid: Interval.exactly(value) for bid, value in found.items()}


def _quantity(
    method: Method, leaf: Criterion, admitted: Mapping[str, Entrant], optional: Collection[str]
) -> tuple[shares.Scored, Failure | None]:
    """Score one quantity; a bid without one gets nothing and moves nothing where missing is declared to count zero."""
    formula = leaf.formula
    if formula.over_ceiling is None and leaf.is_cost and method.evaluation.over_ceiling == "zero":
        formula = formula.model_copy(update={"over_ceiling": "zero"})
    quantities = {bid: entrant.quantities.get(leaf.id) for bid, entrant in admitted.items()}
    counted = {bid: q for bid, q in quantities.items() if q is not None or method.evaluation.missing != "zero"}
    base = method.ceiling if leaf.is_cost else None
    try:
        scored = shares.score(formula, counted, base=base, full=method.full(leaf), optional=optional)
    except UndefinedScoreError as error:
        return shares.Scored(dict.fromkeys(admitted, UNKNOWN)), Failure(leaf.id, error.key, error.facts)
    return shares.Scored({**dict.fromkeys(admitted, NOTHING), **scored.shares}, scored.references), None
