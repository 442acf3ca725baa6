"""Many made-up tenders at once: how often a hopeless bid more changes the winner, and how much price really weighs.

Plain numbers serve here, since only shares of many draws are told. Formulas that an author typed and award rules that
compare bids pair by pair have no such form: they are decided exactly, with fewer draws. One changed tender is shown,
decided exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cdc.scoring.awards import known as awards
from cdc.scoring.formulas.arrays import Floats
from cdc.scoring.inspect.many_figures import figures, is_plain, price_points, quality_points
from cdc.scoring.inspect.setting import CHEAPEST, Setting
from cdc.scoring.method import Entrant

if TYPE_CHECKING:
    import numpy as np

GRAIN = 1000
"""Prices and scores are drawn in whole parts of the dearest price and of the full mark."""
EXACT_DRAWS = 300
"""So many draws where each one is decided exactly."""
STRAWS = 8
"""Prices at which a friend's bid is tried."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """A tender where a bid that does not win decides who does: (price, quality) of bids, winners before and after."""

    bids: tuple[tuple[Fraction, Fraction], ...]
    extra: tuple[Fraction, Fraction]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Simulated:
    """Shares of the drawn tenders: a hopeless bid changes the winner; the second can win by one more bid of its own
    making.

    `spread` is what price decides of the difference in points between the best and the worst bid, where points add up.
    """

    draws: int
    changed: Fraction
    bought: Fraction
    spread: Fraction | None
    example: Reversal | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Drawn tenders in whole parts: prices by tender and bid, scores by leaf too; a hopeless bid comes last."""

    prices: Floats
    scores: Floats


def simulate(setting: Setting, *, draws: int, seed: int) -> Simulated:
    """Draw tenders, add a bid that cannot win to each, and compare."""
    import numpy as np

    exact = not is_plain(setting.method)
    drawn = _draw(setting, np.random.RandomState(seed), min(draws, EXACT_DRAWS) if exact else draws)
    first = winners(setting, drawn, drawn.prices.shape[1] - 1)
    beside = winners(setting, drawn, drawn.prices.shape[1])
    hopeless = beside != setting.bids
    changed = hopeless & (first != beside)
    bought = np.zeros(len(first), dtype=bool)
    second = _seconds(setting, drawn, first)
    for price in np.linspace(float(CHEAPEST) * GRAIN / 2, GRAIN, 2 if exact else STRAWS):
        straw = Drawn(drawn.prices.copy(), drawn.scores.copy())
        straw.prices[:, -1] = np.floor(price)
        straw.scores[:, -1, :] = _least(setting)
        bought |= winners(setting, straw, setting.bids + 1) == second
    at = int(np.argmax(changed)) if changed.any() else -1
    return Simulated(
        draws=len(first),
        changed=Fraction(int(changed.sum()), max(1, int(hopeless.sum()))),
        bought=Fraction(int(bought.sum()), len(first)),
        spread=None if exact else _spread(setting, drawn),
        example=None if at < 0 else _shown(setting, drawn, at, (int(first[at]), int(beside[at]))),
    )


def _draw(setting: Setting, source: np.random.RandomState, draws: int) -> Drawn:
    import numpy as np

    n, leaves = setting.bids, len(setting.quality)
    low = int(CHEAPEST * GRAIN)
    prices = source.randint(low, GRAIN + 1, size=(draws, n)).astype(float)
    hopeless = source.randint(low // 2, GRAIN + 1, size=(draws, 1)).astype(float)
    least = _least(setting)
    level = source.randint(GRAIN // 2, GRAIN + 1, size=(draws, n, 1))
    around = source.randint(-GRAIN // 8, GRAIN // 8 + 1, size=(draws, n, leaves))
    scores = np.clip(level + around, np.maximum(least, 0), GRAIN).astype(float)
    worst = np.minimum(least + source.randint(0, GRAIN // 10, size=(draws, 1, leaves)), GRAIN).astype(float)
    return Drawn(np.concatenate([prices, hopeless], axis=1), np.concatenate([scores, worst], axis=1))


def _least(setting: Setting) -> Floats:
    import numpy as np

    return np.array([float(setting.least[leaf.id]) * GRAIN for leaf in setting.quality])


def winners(setting: Setting, drawn: Drawn, count: int) -> Floats:
    """Give the number of the winner of each tender among its first bids."""
    import numpy as np

    if is_plain(setting.method):
        return np.argmax(_figures(setting, drawn, count), axis=1)
    return np.array([_exact(setting, drawn, at, count) for at in range(len(drawn.prices))])


def _figures(setting: Setting, drawn: Drawn, count: int) -> Floats:
    """Give the figures of the first bids of each tender."""
    prices = drawn.prices[:, :count] * float(setting.dearest) / GRAIN
    return figures(setting, drawn.scores[:, :count, :] / GRAIN, prices)


def _seconds(setting: Setting, drawn: Drawn, first: Floats) -> Floats:
    """Give the number of the second bid of each tender; where bids are decided exactly, the one after the winner."""
    import numpy as np

    if not is_plain(setting.method):
        return (first + 1) % setting.bids
    return np.argsort(-_figures(setting, drawn, setting.bids), axis=1, kind="stable")[:, min(1, setting.bids - 1)]


def _exact(setting: Setting, drawn: Drawn, at: int, count: int) -> int:
    found = setting.decided([_entrant(setting, drawn, at, bid) for bid in range(count)])
    return int(found.winners[0]) if found.winners and not found.problems else -1


def _entrant(setting: Setting, drawn: Drawn, at: int, bid: int) -> Entrant:
    scores = {
        leaf.id: Fraction(int(score), GRAIN) for leaf, score in zip(setting.quality, drawn.scores[at, bid], strict=True)
    }
    return setting.bid(str(bid), scores, Fraction(int(drawn.prices[at, bid]), GRAIN) * setting.dearest)


def _shown(setting: Setting, drawn: Drawn, at: int, winners_: tuple[int, int]) -> Reversal | None:
    """Give a drawn tender as it is told; nothing where deciding it exactly does not bear it out."""
    if (_exact(setting, drawn, at, setting.bids), _exact(setting, drawn, at, setting.bids + 1)) != winners_:
        return None
    whole = setting.method.quality_share
    bids = []
    for bid in range(setting.bids + 1):
        entrant = _entrant(setting, drawn, at, bid)
        parts = (setting.method.shares[leaf] * value.low for leaf, value in entrant.quality.items())
        quality = sum(parts, Fraction(0)) / whole if whole else Fraction(0)
        bids.append((entrant.cost or Fraction(0), quality))
    return Reversal(tuple(bids[:-1]), bids[-1], *winners_)


def _spread(setting: Setting, drawn: Drawn) -> Fraction | None:
    """Give the part that price has in the difference between the best and the worst bid."""
    if awards.record(setting.method.evaluation.award_rule).figure != "points":
        return None
    n = setting.bids
    points = quality_points(setting, drawn.scores[:, :n, :] / GRAIN).sum(axis=2)
    price = price_points(setting, drawn.prices[:, :n] * float(setting.dearest) / GRAIN)
    spans = [float((values.max(axis=1) - values.min(axis=1)).mean()) for values in (price, points)]
    return Fraction(spans[0] / sum(spans)).limit_denominator(10_000) if sum(spans) else None
