"""How bids are compared, as data: leaf formulas turn a quantity into points, award rules turn leaves into an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from cdc.model.base import Count, Exact, Flag, Language, Line, Model, Percent, PriceLineRef
from cdc.model.declare import told

Mode = Literal["half_up", "half_down", "half_even", "down", "up"]
Stage = Literal["bid", "coefficient", "criterion"]


class StageRounding(Model):
    """How one stage of a leaf is rounded."""

    stage: Stage = told(
        "bid: the quantity; coefficient: the share of the full mark, from 0 to 1; criterion: the points.", "criterion"
    )
    places: Count = told("Decimal places.", 2, le=20)
    mode: Mode = told("Way of rounding; down cuts off.", "half_up")


class TableRow(Model):
    """One row of a table formula."""

    at: Exact = told("Value of the quantity.")
    share: Annotated[Exact, Field(ge=0, le=1)] = told("Share of the full mark there, from 0 to 1.")


@dataclass(frozen=True, slots=True)
class Declared:
    """What may be declared under a name: how it is written, the parameters it needs, those it also takes.

    `flat` names the parameter that makes all quantities alike, if one does.
    """

    notation: str
    needed: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    flat: Callable[[Formula], str | None] | None = None


def _declared(notation: str, needed: str = "", taken: str = "", **more: Any) -> Declared:
    return Declared(notation, tuple(needed.split()), tuple(taken.split()), **more)


def _bounds_are_one(formula: Formula) -> str | None:
    return "zero_at" if formula.full_at == formula.zero_at else None


def _range_is_empty(formula: Formula) -> str | None:
    return "n" if formula.n is not None and formula.n <= 1 else None


def _listed(known: Mapping[str, Declared]) -> str:
    """Give each name with how it is written; languages say them one by one, and those they do not say stay as here."""
    return "; ".join(f"{name}: {declared.notation}" for name, declared in known.items())


PARAMETERS: dict[str, Declared] = {
    "inverse": _declared("(reference / q) ^ power", "", "power reference"),
    "minmax": _declared("(worst - q) / (worst - best)"),
    "fixed_bounds": _declared("(zero_at - q) / (zero_at - full_at)", "full_at zero_at", flat=_bounds_are_one),
    "to_ceiling": _declared("gain / best gain, gain = 100 · (base - q) / base", "", "base"),
    "band": _declared("(reference · (1 + band) - q) / (reference · band)", "band", "reference"),
    "relevant_range": _declared("(n · reference - q) / ((n - 1) · reference)", "n", "reference", flat=_range_is_empty),
    "corrected": _declared("gain / max(significant, best gain)", "significant", "base"),
    "concave": _declared("(gain / best gain) ^ alpha", "alpha", "base"),
    "bilinear": _declared(
        "up to the mean gain A: x · gain / A, beyond: x + (1 - x) · (gain - A) / (best - A)", "x", "base knee"
    ),
    "log": _declared("1 - ln(q / reference) / ln(zero_ratio)", "zero_ratio", "reference"),
    "absolute_concave": _declared("1 - (q / base) ^ n", "n", "base"),
    "mean_distance": _declared("at_mean - slope · (q - mean) / mean", "", "at_mean slope"),
    "table": _declared(
        "the share of the first row the quantity is not beyond, or a straight line between rows", "rows", "between"
    ),
    "expression": _declared("points = text", "text", "base"),
    "as_is": _declared("the quantity itself"),
}
"""Per type of leaf formula: the one list of their names; `cdc/scoring/formulas/` holds the record of each."""

if TYPE_CHECKING:
    FormulaType = str
else:
    FormulaType = Literal[tuple(PARAMETERS)]

OWN = frozenset(name for declared in PARAMETERS.values() for name in (*declared.needed, *declared.taken))


class Formula(Model):
    """How a quantity (price, delay, guarantee) becomes a share of the full mark.

    q is the bid's quantity; best, worst and mean are taken over the bids that are compared; the gain of a bid is how
    far it is better than the base, in per cent of it.
    """

    type: FormulaType = told(_listed(PARAMETERS))
    aim: Literal["minimise", "maximise"] = told("Whether a low or a high quantity is good.", "minimise")
    reference: Literal["best", "mean", "median", "fixed", "best_and_estimate"] = told(
        "What bids are compared with; best_and_estimate is halfway between the best bid and reference_value.", "best"
    )
    reference_value: Exact | None = told("The fixed reference, or the buyer's estimate.", None, gt=0)
    power: Count = told("inverse: exponent, 1, 2 or 3.", 1, ge=1, le=3)
    full_at: Exact | None = told("fixed_bounds: quantity that takes the full mark.", None)
    zero_at: Exact | None = told("fixed_bounds: quantity that takes nothing.", None)
    band: Exact | None = told(
        "band: width as a share of the reference; 0.5 gives nothing at one and a half times.", None, gt=0
    )
    n: Exact | None = told(
        "relevant_range: multiple of the reference that takes nothing; absolute_concave: exponent.", None, gt=0, le=20
    )
    zero_ratio: Exact | None = told("log: how many times the reference takes nothing.", None, gt=1)
    base: Exact | None = told(
        "Ceiling (or floor, when maximised); default is the budget's ceiling, or 0 when maximised.", None, ge=0
    )
    significant: Exact | None = told("corrected: gain in per cent that takes the full mark at least.", None, gt=0)
    alpha: Exact | None = told("concave: exponent; below 1 flattens high gains.", None, gt=0, le=20)
    x: Exact | None = told(
        "bilinear: share of the full mark at the knee, usually 0.80, 0.85 or 0.90.", None, gt=0, le=1
    )
    knee: Literal["mean", "median"] = told("bilinear: where the slope changes.", "mean")
    at_mean: Exact = told("mean_distance: share of the full mark at the mean.", Decimal("0.5"))
    slope: Exact = told("mean_distance: share lost per 100 % above the mean.", Decimal(1), gt=0)
    rows: tuple[TableRow, ...] = told("table: rows, from the best quantity to the worst.", ())
    between: Literal["step", "line"] = told("table: between two rows the worse row counts, or a straight line.", "step")
    text: Line | None = told(
        "expression: points, from P (this bid), Pmin, Pmax, Pavg, Pmed, Base, N (bids) and M (full mark).", None
    )
    equal: Literal["full", "zero", "formula"] | None = told(
        "What all bids get when all are equal; default full for minmax and bilinear, else what the formula gives.", None
    )
    single: Literal["full", "zero", "formula"] | None = told("What one bid alone gets; default as equal bids.", None)
    none_better: Literal["full", "zero"] = told(
        "What all get when none is better than the base, where the formula divides by the best gain; it goes before "
        "`single`, which goes before `equal`, which goes before `zero`.",
        "zero",
    )
    zero: Literal["refuse", "full_for_zero", "full_for_all"] = told(
        "A quantity of zero or less where the formula divides by it: no ranking, the full mark for it alone, or for "
        "all.",
        "refuse",
    )
    over_ceiling: Literal["exclude", "zero", "score"] | None = told(
        "A bid worse than the base; default is evaluation.over_ceiling.", None
    )
    clip: Literal["both", "low", "high", "none"] = told("Limits kept: nothing at least, the full mark at most.", "both")
    rounding: tuple[StageRounding, ...] = told("Roundings, by stage; none unless declared.", ())

    @model_validator(mode="after")
    def _fits(self) -> Formula:
        needed, taken = PARAMETERS[self.type].needed, PARAMETERS[self.type].taken
        given = self.model_fields_set
        for name in sorted(needed):
            if getattr(self, name) in (None, ()):
                raise PydanticCustomError("formula_needs", "formula needs", {"type": self.type, "key": name})
        for name in sorted((given & OWN) - {*needed, *taken}):
            raise PydanticCustomError("formula_strange", "formula does not take", {"type": self.type, "key": name})
        if self.reference in ("fixed", "best_and_estimate") and self.reference_value is None:
            raise PydanticCustomError("formula_needs", "formula needs", {"type": self.type, "key": "reference_value"})
        finds = PARAMETERS[self.type].flat
        if finds and (flat := finds(self)):
            raise PydanticCustomError("formula_flat", "bounds are equal", {"type": self.type, "key": flat})
        return self


def _named(value: Any) -> Any:
    """Read a bare word as the formula of that name without parameters; `linear` is an old name of minmax."""
    return {"type": {"linear": "minmax"}.get(value, value)} if isinstance(value, str) else value


FormulaData = Annotated[Formula, BeforeValidator(_named, json_schema_input_type=Formula | FormulaType)]

AWARD_PARAMETERS: dict[str, Declared] = {
    "weighted_sum": _declared("Σ share · leaf · maximum, the highest total is first"),
    "ratio": _declared(
        "Z = (quality + offset) · scale / price, within `band` per cent of the best the decider takes over",
        "",
        "quality_maximum scale offset band decider",
    ),
    "adjusted_price": _declared(
        "quebec: P / (1 + k · (Q - pass) / (100 - pass)), meat: P / (1 + Σv / (1 - Σv max)) + A, the lowest is first",
        "",
        "form k pass_mark added",
    ),
    "award_on_value": _declared("price less the money value of quality, the lowest figure is first"),
    "lowest_acceptable": _declared("the lowest total cost of the admitted bids"),
    "lexicographic": _declared("the first criterion decides, at equality the next"),
    "topsis": _declared("d⁻ / (d⁺ + d⁻) over normalised, weighted columns, the highest is first", "", "normalisation"),
    "electre": _declared("P = Σ c / d over pairs of bids", "", "rerun"),
}
"""Per award rule: the one list of their names; `cdc/scoring/awards/` holds the record of each."""

if TYPE_CHECKING:
    AwardType = str
else:
    AwardType = Literal[tuple(AWARD_PARAMETERS)]


class AwardRule(Model):
    """How leaves become an order."""

    type: AwardType = told(_listed(AWARD_PARAMETERS), "weighted_sum")
    quality_maximum: Exact = told("Points of full quality: 100, 1000…", Decimal(100), gt=0)
    scale: Exact = told("ratio: factor that makes the figure readable.", Decimal(1), gt=0)
    offset: Exact = told(
        "ratio: points added to the quality, 0 to 50 in the Quebec municipal formula.", Decimal(0), ge=0
    )
    band: Percent = told(
        "ratio: bids within this per cent of the best go to the decider; 0 is the simple form.", Decimal(0)
    )
    decider: Literal["quality", "price"] = told("ratio: what decides within the band.", "quality")
    form: Literal["quebec", "meat"] = told(
        "adjusted_price. quebec: P/(1+k·(Q-pass)/(100-pass)); meat: P/(1+Σv/(1-Σv max)) with v the weights of leaves.",
        "quebec",
    )
    k: Exact = told("adjusted_price, quebec: how much full quality is worth, 0.15 to 0.30.", Decimal("0.15"), ge=0)
    pass_mark: Percent = told(
        "adjusted_price, quebec: quality that leaves the price as it is; below it a bid is excluded.", Decimal(70)
    )
    added: tuple[PriceLineRef, ...] = told(
        "adjusted_price, meat: price lines (A) that quality does not adjust: costs of the life cycle, added unchanged.",
        (),
    )
    normalisation: Literal["vector", "minmax", "sum", "best"] = told(
        "topsis: how columns are made comparable.", "vector"
    )
    rerun: Flag = told("electre: ranks after the first come from new rounds without the winner.", True)


def _rule_named(value: Any) -> Any:
    return {"type": value} if isinstance(value, str) else value


AwardRuleData = Annotated[AwardRule, BeforeValidator(_rule_named, json_schema_input_type=AwardRule | AwardType)]


class LowBidTest(Model):
    """A declared test for abnormally low bids: it raises a flag, it never excludes by itself."""

    type: Literal[
        "italy_a",
        "italy_b",
        "italy_c",
        "four_fifths",
        "double_mean",
        "standard_deviation",
        "fifty_twenty_five",
        "spain",
        "russia_25",
    ] = told("The test by its name; docs/methods.md gives each formula and source.")
    reference_discount: Percent | None = told("italy_c: reference discount of the published table, in per cent.", None)
    minimum_bids: Annotated[Count, Field(ge=1, le=1000)] | None = told(
        "Fewest bids for the test to apply; default is the rule's own.", None
    )
    high: Percent = told(
        "double_mean: bids above the mean by more than this per cent leave the second mean.", Decimal(20)
    )
    low: Percent = told("double_mean: bids below the second mean by this per cent or more are flagged.", Decimal(10))


class MethodProfile(Model):
    """A bundle of declared choices that a law, a funder or a house uses, with its source."""

    id: Line = told("Name by which evaluation.method refers to it.")
    name: dict[Language, Line] = told("Name, in every language.")
    source: Line = told("Where the rule was read.")
    checked_on: Line = told("When it was compared with its source.")
    status: Literal["checked", "experimental"] = told("experimental: some part could not be compared with its source.")
    doubt: dict[Language, Line] = told("What could not be confirmed.", {})
    price_share_at_least: Percent = told("Least share of the price that the rule allows, in per cent.", Decimal(0))
    needs_moderation: Flag = told("Plain means of evaluators' scores are not accepted without moderation.", False)
    evaluation: dict[str, Any] = told("Choices of the key evaluation.")
    price: dict[str, Any] = told("Formula of the price leaf; empty when the award rule uses the price itself.", {})
