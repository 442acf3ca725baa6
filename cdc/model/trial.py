"""A method tried on made-up bids, before anything is published."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import Amount, Exact, Horizon, Id, Line, Model, Moment
from cdc.model.declare import told
from cdc.model.evaluation import Evaluation
from cdc.model.tender import Criterion, PriceLine


class TrialBid(Model):
    """A made-up bid."""

    id: Id = told("Name of the bid.")
    price: Exact | None = told("Total cost; none when the bid has no price.", None)
    scores: dict[Line, Exact] = told(
        "Score by id of the leaf: on its scale when judged, else the share from 0 to 1.", {}
    )
    quantities: dict[Line, Exact] = told("Amount by id of the quantity leaf.", {})
    prices: dict[Line, Exact] = told("Unit price by id of the price line, instead of `price`.", {})
    by_evaluator: dict[Line, tuple[Exact | None, ...]] = told(
        "Scores of several evaluators by id of a judged leaf, in the same order in every bid; null when one gave none.",
        {},
    )
    received: Moment = told("When it was received, with time zone.", dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


class TrialPair(Model):
    """One cell of a made-up pairwise table."""

    better: Id = told("Bid that is preferred; either one at parity.")
    other: Id = told("The other bid.")
    degree: Annotated[int, Field(ge=1, le=9)] = told(
        "1 parity, 2 least to 6 greatest preference; up to 9 where the table is read as AHP."
    )


class Trial(Model):
    """The file of `cdc method try`: criteria and evaluation as in a specification, and bids."""

    evaluation: Evaluation = told("How bids are compared.", Evaluation())
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)] = told("Criteria tree.")
    ceiling: Amount | None = told("Ceiling of the price.", None)
    price_lines: tuple[PriceLine, ...] = told("Price schedule, when bids give unit prices.", ())
    horizon: Horizon = told("Years of running cost in the total; `evaluation.horizon` comes first.", 5)
    pairs: dict[Line, tuple[tuple[TrialPair, ...], ...]] = told(
        "Pairwise tables by id of a pairwise leaf, one per evaluator.", {}
    )
    bids: Annotated[tuple[TrialBid, ...], Field(min_length=1)] = told("Bids.")


class Judgement(Model):
    """One comparison of two criteria."""

    more: Line = told("The criterion that matters more.")
    less: Line = told("The other one.")
    times: Annotated[Exact, Field(ge=1, le=9)] = told("How many times more: 1 equal, 3, 5, 7, 9 on Saaty's scale.")


class WeightTalk(Model):
    """The file of `cdc method weights`: how a group came to its weights, by pairs (AHP) or by sharing out points."""

    criteria: Annotated[tuple[Line, ...], Field(min_length=2, max_length=10)] = told("Names or ids of the criteria.")
    judgements: tuple[Judgement, ...] = told(
        "AHP: comparisons of two criteria each; pairs left out count as equal.", ()
    )
    priorities: Literal["eigenvector", "geometric", "mean"] = told(
        "AHP: how the matrix becomes weights.", "eigenvector"
    )
    shared: tuple[dict[Line, Amount], ...] = told("Points that each person shared out, by criterion.", ())
