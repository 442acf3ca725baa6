"""Money over time: total cost over the horizon, present value, and the value of an energy-performance contract."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cdc.model.evaluation import Evaluation
from cdc.model.tender import PriceLine
from cdc.scoring import numbers

DAYS = 365


def present_value(flows: Sequence[Fraction], rate: Fraction) -> Fraction:
    """Give Σ flow_t / (1 + rate)^t, t from 0: year 0 is not discounted. `rate` is a share, 0.04 for 4 %."""
    value = Fraction(0)
    for flow in reversed(flows):
        value = value / (1 + rate) + flow
    return value


@dataclass(frozen=True, slots=True)
class LineCost:
    """What one price line costs: each year from 0 to the horizon in the tender's currency, sum, present value."""

    years: tuple[Fraction, ...]
    nominal: Fraction
    present: Fraction


def line_cost(line: PriceLine, unit_price: Fraction, evaluation: Evaluation, horizon: int) -> LineCost:
    """Spread a price over the years: one-off in its year (or 0), yearly from its first year to the horizon, exit last.

    Yearly prices rise by the declared indexation from the second year on, unless the line is not indexed. A line in
    another currency is converted at the declared rate; taxes are added when the comparison includes them.
    What falls after the horizon costs nothing within it. An element stands by itself, outside the years.
    """
    rate = 1 + Fraction(evaluation.indexation) / 100
    price = unit_price * exchange(line, evaluation)
    if evaluation.tax == "included":
        price *= 1 + Fraction(line.tax_rate) / 100
    flows = [Fraction(0)] * (horizon + 1)
    if line.kind == "element":
        return LineCost(tuple(flows), price, price)
    if line.kind == "yearly":
        for year in range(max(line.year or 1, 1), horizon + 1):
            flows[year] = price * quantity_in(line, year) * (rate ** (year - 1) if line.indexed else 1)
    else:
        year = (line.year or 0) if line.kind == "one_off" else horizon
        if year <= horizon:
            flows[year] = price * Fraction(line.quantity)
    return LineCost(tuple(flows), numbers.add(flows), present_value(flows, Fraction(evaluation.discount_rate) / 100))


def counts(line: PriceLine, evaluation: Evaluation) -> bool:
    """Tell whether a line is part of the total cost: options as declared, elements never."""
    return line.kind != "element" and (not line.option or evaluation.options == "included")


def compared(total: Fraction, evaluation: Evaluation) -> Fraction:
    """Give a total cost as it is compared: rounded where that is declared."""
    step = evaluation.cost_rounding
    return numbers.rounded(total, step.places, step.mode) if step else total


def exchange(line: PriceLine, evaluation: Evaluation) -> Fraction:
    """Give the declared rate of a line's currency; 1 for the tender's own."""
    return Fraction(evaluation.rates[line.currency]) if line.currency in evaluation.rates else Fraction(1)


def quantity_in(line: PriceLine, year: int) -> Fraction:
    """Give the quantity of a yearly line in a year: its list by year (the last one goes on), or the same each year."""
    if line.quantities:
        return Fraction(line.quantities[min(year, len(line.quantities)) - 1])
    return Fraction(line.quantity)


@dataclass(frozen=True, slots=True)
class PerformanceValue:
    """What an energy-performance contract pays the contractor, and the present value that stays with the customer."""

    contract: Fraction
    performance: Fraction


def energy_performance(
    savings: Sequence[Fraction], *, paid_share: Fraction, years: int, days: int, first_days: int, rate: Fraction
) -> PerformanceValue:
    """Value an energy-service bid over twenty years, as ProZorro (openprocurement/esculator) does.

    `savings` are the yearly cost reductions: the first for the `first_days` that remain in the year of the
    announcement, then nineteen full years, then a last year of which only the rest of the twenty years counts. The
    contractor is paid `paid_share` of the savings during the contract (`years` and `days`), in proportion to days.
    Discounting is chained period by period with 1 + rate · days / 365.
    """
    periods = [first_days] + [DAYS] * (len(savings) - 2) + [DAYS - first_days]
    left = years * DAYS + days
    factor, paid, value = Fraction(1), Fraction(0), Fraction(0)
    for at, (saved, length) in enumerate(zip(savings, periods, strict=True)):
        whole = Fraction(saved) * (Fraction(length, DAYS) if at == len(savings) - 1 else 1)
        under = min(max(left, 0), length)
        left -= length
        payment = paid_share * whole * (Fraction(under, length) if length else 0)
        factor /= 1 + rate * Fraction(length, DAYS)
        paid += payment
        value += (whole - payment) * factor
    return PerformanceValue(paid, value)


@dataclass(frozen=True, slots=True)
class Setters:
    """The bids whose prices count where a missing one takes the highest: all that may take part, and those that do."""

    may: frozenset[str]
    sure: frozenset[str]

    def without(self, out: Collection[str], doubted: Collection[str]) -> Setters:
        """Leave some bids out, and doubt others."""
        return Setters(self.may - set(out), self.sure - set(out) - set(doubted))


NOBODY = Setters(frozenset(), frozenset())


def with_missing(
    prices: Mapping[str, Mapping[str, Fraction | None]], lines: Sequence[PriceLine], rule: str, setters: Setters
) -> dict[str, dict[str, Fraction | None]]:
    """Fill lines without a price as declared: unknown stays None, highest takes the others' dearest, zero adds none.

    An element stays unknown, since nobody can say whether much of it is dear; so does a line whose highest price is
    that of a bid of which nobody knows yet whether it takes part.
    """
    elements = {line.id for line in lines if line.kind == "element"}
    found: dict[str, dict[str, Fraction | None]] = {}
    for bid, typed in prices.items():
        found[bid] = {}
        for id_, price in typed.items():
            value = price
            if price is None and rule == "zero" and id_ not in elements:
                value = Fraction(0)
            elif price is None and rule == "highest" and id_ not in elements:
                value = _highest(prices, id_, setters)
            found[bid][id_] = value
    return found


def _highest(prices: Mapping[str, Mapping[str, Fraction | None]], line: str, setters: Setters) -> Fraction | None:
    may, sure = (
        max((p for bid in bids if (p := prices[bid].get(line)) is not None), default=None)
        for bids in (setters.may & prices.keys(), setters.sure & prices.keys())
    )
    return may if may == sure else None
