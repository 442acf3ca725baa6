"""How bids are compared: what was declared before they are opened."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from cdc.model.base import (
    Count,
    CriterionRef,
    Currency,
    Exact,
    Flag,
    Horizon,
    Line,
    Model,
    Percent,
    Text,
    Weight,
)
from cdc.model.declare import DECIDES, STATED, free, told
from cdc.model.method import AwardRule, AwardRuleData, LowBidTest, Mode


class TieBreak(Model):
    """One step of the tie-break chain."""

    by: Literal["criterion", "higher_quality", "lower_price", "earlier_submission", "draw"] = told("What decides.")
    criterion: CriterionRef | None = told("Criterion whose higher score decides.", None)
    seed: Line | None = told("Draw: text published before, from which anybody can repeat the draw.", None)


class Rounding(Model):
    """How totals are rounded before ranking."""

    places: Count = told("Decimal places.", 2, le=10)
    mode: Mode = told("Way of rounding; down cuts off.", "half_up")
    stage: Literal["display", "total"] = told(
        "display: rank on exact totals; total: rank on rounded totals.", "display"
    )


class CriterionRounding(Model):
    """How the points of quality criteria are rounded."""

    places: Count = told("Decimal places.", 2, le=20)
    mode: Mode = told("Way of rounding; down cuts off.", "half_up")


class Rescaling(Model):
    """One step in which the best bid is raised to the full mark, and which criteria it touches."""

    step: Literal["criteria", "total"] = told(
        "criteria: the best bid of each criterion takes its full mark; total: the best sum takes all its points."
    )
    scope: Literal["quality", "discretionary"] = told(
        "quality: all but the economic offer (of each criterion: those judged, compared in pairs, or made of "
        "requirements); discretionary: only those that people judge or compare in pairs.",
        "quality",
    )
    of: tuple[CriterionRef, ...] = told(
        "Criteria it touches, by id, instead of the scope; a group stands for its parts.", ()
    )


def _step_named(value: Any) -> Any:
    """Read a bare word as that step over all quality."""
    return {"step": value} if isinstance(value, str) else value


RescalingData = Annotated[
    Rescaling, BeforeValidator(_step_named, json_schema_input_type=Rescaling | Literal["criteria", "total"])
]


class WeightingSet(Model, use=free("other weights, for comparison only")):
    """Other weights of the leaves, to compare: as another department would have set them."""

    name: Text = told("Name.")
    weights: dict[Line, Weight] = told("Weight by id of the leaf; leaves left out weigh nothing.")


class Evaluation(Model, use=DECIDES):
    """How bids are compared: declared before they are opened."""

    method: Line | None = told("Name of the profile of declared choices it follows: it-bilineare, fr-classique…", None)
    award_rule: AwardRuleData = told("How leaves become an order.", AwardRule())
    weights: Literal["percent", "points", "relative", "order"] = told("What the weights of criteria are.", "percent")
    total: Exact | None = told("Total of the weights, when they are points; without it their sum counts.", None, gt=0)
    publish_weights: Literal["all", "criteria", "none"] = told("Which weights vendors see.", "all", use=STATED)
    priority_weights: dict[Literal["optional", "important", "essential"], Weight] = told(
        "Weight of a requirement without one of its own, by priority.",
        {"optional": Decimal(1), "important": Decimal(3), "essential": Decimal(5)},
    )
    missing: Literal["interval", "zero"] = told(
        "What an unanswered line counts: an interval from worst to best, or zero.", "interval"
    )
    score_maximum: Exact = told("Full mark of judged scores.", Decimal(5), gt=0)
    score_step: Exact = told("Smallest difference between two judged scores; 0.5 allows half points.", Decimal(1), gt=0)
    aggregation: Literal["mean", "median", "consensus"] = told(
        "How evaluators' scores become one; consensus: only the moderated score counts.", "mean"
    )
    moderation_from: Exact | None = told(
        "Difference between two evaluators from which a moderated score is needed.", None, gt=0
    )
    agreement_level: Literal["nominal", "ordinal", "interval"] = told(
        "How Krippendorff's α reads scores: as names, as an order, or as a measure.",
        "ordinal",
        use=free("tells how far evaluators agree, ranks nobody"),
    )
    blind: Flag = told(
        "Score sheets name bids by letters, not by vendor.", False, use=free("how score sheets name bids")
    )
    rescaling: tuple[RescalingData, ...] = told(
        "Steps that raise the best bid to the full mark, by a word (criteria, total) or with their scope; none unless "
        "declared.",
        (),
    )
    criterion_rounding: CriterionRounding | None = told("How the points of each quality criterion are rounded.", None)
    low_bids: tuple[LowBidTest, ...] = told("Tests that flag abnormally low bids.", ())
    over_ceiling: Literal["exclude", "zero", "score"] = told(
        "A bid over the budget's ceiling is excluded, gets no points for its price, or is scored all the same.", "score"
    )
    discount_rate: Exact = told(
        "Yearly rate in per cent by which later costs are discounted; year 0 is not.", Decimal(0), ge=0, le=1000
    )
    indexation: Exact = told(
        "Yearly increase of running prices in per cent, from the second year on.", Decimal(0), gt=-100, le=1000
    )
    cost_rounding: CriterionRounding | None = told(
        "How the total cost of a bid is rounded before anything compares it; by default it is not.", None
    )
    rates: dict[Currency, Annotated[Exact, Field(gt=0)]] = told(
        "Value of one unit of another currency in the budget's.", {}
    )
    options: Literal["excluded", "included"] = told("Whether optional price lines count in the total.", "excluded")
    tax: Literal["included", "excluded"] = told("Whether the amounts compared include taxes.", "excluded")
    missing_price: Literal["unknown", "highest", "zero"] = told(
        "A price line without a price: the total is unknown, the highest price of the others counts, or nothing.",
        "unknown",
    )
    variants: Literal["together", "best"] = told(
        "together: base bids and variants are ranked side by side; best: only each vendor's best one is ranked.",
        "together",
    )
    weighting_sets: tuple[WeightingSet, ...] = told("Other weights, for comparison only.", ())
    draws: Annotated[Count, Field(ge=1, le=1_000_000)] | None = told(
        "Random weightings drawn to see how sure the winner is; default is as many as an error of 0.1 percentage "
        "points needs, within a bound on the work.",
        None,
        use=free("tells how sure the winner is, ranks nobody"),
    )
    seed: Count = told(
        "Start of the random numbers, so that anybody can repeat the draws.",
        1,
        use=free("tells how sure the winner is, ranks nobody"),
    )
    debrief: Literal["own_only", "winner_total", "winner_criteria"] = told(
        "What a losing vendor learns besides its own scores: nothing, the winner's total, or the winner's score by "
        "criterion.",
        "winner_criteria",
        use=STATED,
    )
    rounding: Rounding = told("Rounding of totals.", Rounding())
    ties: tuple[TieBreak, ...] = told("Tie-break chain, in order.", ())
    horizon: Horizon | None = told("Years of running cost counted; default is the budget's horizon.", None)
    usability_minimum: Percent = told(
        "A usability weight below this share is reported.", Decimal(5), use=free("advice to the author")
    )
    options_analysis: Text | None = told(
        "Comparison of scenarios: integrated module or separate product.",
        None,
        use=free("tells why, asks nothing"),
        shown="internal",
    )
