"""A method tried on made-up bids, before anything is published."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import Amount, Exact, Id, Line, Model, told
from cdc.model.tender import Criterion, Evaluation


class TrialBid(Model):
    """A made-up bid."""

    id: Id = told("Name of the bid.")
    price: Exact | None = told("Total cost; none when the bid has no price.", None)
    scores: dict[Line, Exact] = told(
        "Score by id of the leaf: on its scale when judged, else the share from 0 to 1.", {}
    )
    quantities: dict[Line, Exact] = told("Amount by id of the quantity leaf.", {})
    received: Line = told("When it was received.", "2000-01-01T00:00:00Z")


class Trial(Model):
    """The file of `cdc method try`: criteria and evaluation as in a specification, and bids."""

    evaluation: Evaluation = told("How bids are compared.", Evaluation())
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)] = told("Criteria tree.")
    ceiling: Amount | None = told("Ceiling of the price.", None)
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
