"""Each leaf's share of the full mark, live where a spreadsheet can compute it, and the points that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cdc.model.method import Formula as PriceFormula
from cdc.model.ranking import BidResult
from cdc.model.tender import Criterion
from cdc.scoring.formulas import known as formulas
from cdc.scoring.formulas.record import Cells
from cdc.workbooks.comparison import rounding
from cdc.workbooks.comparison.case import Case, Run, counting
from cdc.workbooks.comparison.tables import bid
from cdc.workbooks.kit.place import Placed
from cdc.workbooks.kit.table import Formula, Row


@dataclass(frozen=True, slots=True)
class Sources:
    """Where on other sheets a leaf is computed from: its run of rows; the row of the total costs."""

    leaves: Mapping[str, Run]
    cost: Run | None

    def cost_of(self, key: str) -> str:
        """Give the cell of the total cost of a bid, if there is one."""
        return self.cost.placed.far_cell(key, self.cost.first) if self.cost else ""


def value_rows(case: Case, sources: Sources) -> Iterator[Row]:
    """Give a row for each leaf with the share of each bid."""
    for leaf in case.spec.leaves:
        live = {key: _share(case, sources, leaf, key, result) for key, result in case.columns()}
        low = {key: result.leaves[leaf.id].low for key, result in case.columns()}
        values = {key: Formula(live[key], low[key]) if live[key] else low[key] for key in live}
        note = "" if any(live.values()) else case.say("grid.cmp_fixed")
        looks = {key: "fixed" for key, formula in live.items() if not formula}
        yield Row({"id": leaf.id, "criterion": case.name(leaf), "note": note, **values}, looks=looks)


def _share(case: Case, sources: Sources, leaf: Criterion, key: str, result: BidResult) -> str:
    """Give the formula of a share; nothing where it cannot be live."""
    rescales = any(item.step == "criteria" for item in case.spec.evaluation.rescaling)
    run = sources.leaves.get(leaf.id)
    if leaf.kind == "features" and run and not rescales:
        return _answered(run, key) if any(line.weight for line in result.leaves[leaf.id].lines) else ""
    if leaf.kind == "judged" and run and not rescales:
        return _judged(case, run, leaf, key, result)
    raw = result.leaves[leaf.id].raw
    is_settled = raw[0] == raw[1] and result.rank is not None and result.cost.total is not None
    if leaf.is_cost and sources.cost and is_settled:
        return _priced(case, sources, leaf.formula, key)
    return ""


def _answered(run: Run, key: str) -> str:
    weights = run.placed.far_span("weight", run.first, run.last, fixed="both")
    return f"SUMPRODUCT({weights},{run.placed.far_span(key, run.first, run.last)})/SUM({weights})"


def _judged(case: Case, run: Run, leaf: Criterion, key: str, result: BidResult) -> str:
    raw = result.leaves[leaf.id].raw
    if raw[0] != raw[1] or not counting(result, leaf):
        return ""
    maximum = leaf.maximum if leaf.maximum is not None else case.spec.evaluation.score_maximum
    function = "MEDIAN" if case.spec.evaluation.aggregation == "median" else "AVERAGE"
    return f"{function}({run.placed.far_span(key, run.first, run.last)})/{maximum}"


def _priced(case: Case, sources: Sources, formula: PriceFormula, key: str) -> str:
    """Give the price formula over the ranked bids, where a spreadsheet computes it as declared."""
    if not _is_plain(case, formula) or sources.cost is None:
        return ""
    written = formulas.record(formula).spreadsheet
    field = sources.cost.placed.far_field(bid(0), bid(len(case.ranking.bids) - 1), sources.cost.first)
    return _clipped(formula, written(formula, Cells(sources.cost_of(key), field))) if written else ""


def _clipped(formula: PriceFormula, bare: str) -> str:
    lower = f"MAX(0,{bare})" if bare and formula.clip in ("both", "low") else bare
    return f"MIN(1,{lower})" if bare and formula.clip in ("both", "high") else lower


def _is_plain(case: Case, formula: PriceFormula) -> bool:
    """Say whether nothing beside the formula itself decides its value."""
    costs = [item.cost.total for item in case.ranking.bids if item.cost.total is not None]
    alike = len(set(costs)) == 1
    special = alike and (formula.equal or formula.single or formulas.record(formula).when_equal == "full")
    is_usual = not formula.rounding and formula.reference == "best" and formula.aim == "minimise"
    cuts = "zero" in (case.spec.evaluation.over_ceiling, formula.over_ceiling)
    return is_usual and not special and not cuts and all(cost > 0 for cost in costs)


def point_rows(case: Case, values: Placed, points: Placed) -> Iterator[Row]:
    """Give a row for each leaf with its points: full mark times share, rounded as declared."""
    for leaf in case.spec.leaves:
        full = case.evaluated.method.shares[leaf.id] * case.ranking.maximum
        live = {key: _points(case, leaf, values, points, key) for key, _ in case.columns()}
        own = {key: result.leaves[leaf.id].points[0] for key, result in case.columns()}
        given = {key: Formula(formula, own[key]) if formula else own[key] for key, formula in live.items()}
        looks = {key: "fixed" for key, formula in live.items() if not formula}
        yield Row({"id": leaf.id, "criterion": case.name(leaf), "full": full, **given}, looks=looks)


def _points(case: Case, leaf: Criterion, values: Placed, points: Placed, key: str) -> str:
    row, step = case.rows[leaf.id], case.spec.evaluation.criterion_rounding
    bare = f"{points.cell('full', row, fixed='column')}*{values.far_cell(key, row)}"
    return bare if leaf.kind in ("price", "quantity") else rounding.live(bare, step)
