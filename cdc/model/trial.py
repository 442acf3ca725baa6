"""A method tried on made-up bids, before anything is published."""

from __future__ import annotations

from typing import Annotated

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
