"""One bid in an evaluation, as each stage leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cdc.model.ranking import Reason
from cdc.scoring.interval import NOTHING, Interval
from cdc.scoring.method import Entrant


@dataclass(frozen=True, slots=True)
class Standing:
    """One bid with its raw shares, those that count, points of leaves and groups, totals, figure, why it is out."""

    entrant: Entrant
    raw: Mapping[str, Interval]
    values: Mapping[str, Interval]
    points: Mapping[str, Interval] = field(default_factory=dict)
    groups: Mapping[str, Interval] = field(default_factory=dict)
    quality: Interval = NOTHING
    total: Interval = NOTHING
    figure: tuple[Fraction | None, Fraction | None] = (None, None)
    reasons: tuple[Reason, ...] = ()
    is_excluded: bool = False
    is_conditional: bool = False

    @property
    def bid(self) -> str:
        """Give the name of the bid."""
        return self.entrant.bid

    @property
    def is_known(self) -> bool:
        """Tell whether nothing of the bid is open; rescaling can open the total of a bid whose own values are known."""
        ends = (self.total, self.quality, *self.values.values())
        return self.entrant.cost is not None and all(value.is_exact for value in ends)
