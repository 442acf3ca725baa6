"""What the comparison is computed from: points of answers, individual scores, costs of price lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from cdc.model.evaluation import CriterionRounding
from cdc.model.ranking import BidResult
from cdc.model.tender import Criterion, PriceLine
from cdc.scoring import money
from cdc.words import pick
from cdc.workbooks.comparison import rounding
from cdc.workbooks.comparison.case import Case, Run, counting
from cdc.workbooks.comparison.tables import bid
from cdc.workbooks.kit.place import FIRST, Placed
from cdc.workbooks.kit.table import Formula, Row, Value


def answers(case: Case, leaf: Criterion) -> Iterator[Row]:
    """Give weight and points of each answer of a leaf."""
    by_bid = [result.leaves[leaf.id].lines for result in case.bids]
    for at, line in enumerate(by_bid[0] if by_bid else ()):
        points = {bid(column): Fraction(lines[at].low) for column, lines in enumerate(by_bid)}
        yield Row({"id": line.id, "criterion": leaf.id, "weight": Fraction(line.weight), **points})


def scores(case: Case, leaf: Criterion) -> Iterator[Row]:
    """Give the scores of a leaf, person by person; where bids were moderated, the agreed one."""
    people = {line.origin for result in case.bids for line in result.leaves[leaf.id].lines if line.counted}
    for person in sorted(people):
        given = {key: _score(result, leaf, person) for key, result in case.columns()}
        yield Row({"criterion": leaf.id, "source": person, **given})


def _score(result: BidResult, leaf: Criterion, person: str) -> Fraction | None:
    line = next((line for line in counting(result, leaf) if line.origin == person), None)
    return Fraction(line.counted) if line else None


def runs(placed: Placed, leaves: Iterable[tuple[Criterion, list[Row]]]) -> tuple[list[Row], dict[str, Run]]:
    """Put the rows of leaves one below the other; give where each leaf stands."""
    rows: list[Row] = []
    places: dict[str, Run] = {}
    for leaf, own in leaves:
        if own:
            places[leaf.id] = Run(placed, FIRST + len(rows), FIRST + len(rows) + len(own) - 1)
        rows += own
    return rows, places


def costs(case: Case, placed: Placed) -> tuple[list[Row], Run]:
    """Give what each price line costs over the horizon, then the total; and where the total stands."""
    lines = [line for line in case.spec.price_lines if money.counts(line, case.spec.evaluation)]
    leaf = next((leaf for leaf in case.leaves("price") if leaf.is_cost), None)
    rows = [_cost_row(case, line, leaf) for line in lines]
    total = FIRST + len(rows)
    step = case.spec.evaluation.cost_rounding
    sums = {
        key: _total(placed, key, result, total, is_live=leaf is not None, step=step) for key, result in case.columns()
    }
    rows.append(Row({"item": case.say("report.cost"), **sums}, looks={"item": "bold"}))
    return rows, Run(placed, total, total)


def _cost_row(case: Case, line: PriceLine, leaf: Criterion | None) -> Row:
    amounts = {key: _amount(result, leaf, line.id) for key, result in case.columns()}
    name = pick(line.name, case.language, case.spec.language)
    return Row({"id": line.id, "item": name, "note": None, **amounts})


def _amount(result: BidResult, leaf: Criterion | None, id_: str) -> Fraction | None:
    lines = result.leaves[leaf.id].lines if leaf else ()
    line = next((line for line in lines if line.id == id_ and line.counted), None)
    return Fraction(line.low) if line else None


def _total(
    placed: Placed, key: str, result: BidResult, row: int, *, is_live: bool, step: CriterionRounding | None
) -> Value:
    cost = result.cost.total
    if cost is None or not is_live:
        return "" if cost is None else cost
    bare = f"SUM({placed.cell(key, FIRST)}:{placed.cell(key, row - 1)})"
    live = rounding.live(bare, step)
    return Formula(live, cost) if live else cost
