"""What each bid costs: its price schedule over the horizon, every line with its origin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from cdc.model.bid import PriceRead
from cdc.model.ranking import Cost, Line
from cdc.model.specification import Specification
from cdc.model.tender import PriceLine
from cdc.scoring import money, numbers
from cdc.scoring.cases import Entry
from cdc.scoring.money import NOBODY, Setters


def costs_of(
    spec: Specification, entries: Sequence[Entry], setters: Setters | None = None
) -> dict[str, tuple[Cost, tuple[Line, ...]]]:
    """Total the price schedules over the horizon; options stay out unless declared, missing prices count as declared.

    Where the highest price of the others counts, `setters` set it. Without them each bid costs what it does at least:
    its missing prices count nothing.
    """
    typed = {entry.bid.vendor: _typed(spec, entry) for entry in entries}
    rule = spec.evaluation.missing_price if setters else "zero"
    filled = money.with_missing(typed, spec.price_lines, rule, setters or NOBODY)
    return {
        entry.bid.vendor: _cost(spec, entry, typed[entry.bid.vendor], filled[entry.bid.vendor]) for entry in entries
    }


def _typed(spec: Specification, entry: Entry) -> dict[str, Fraction | None]:
    """Give the unit price of each line as read or corrected."""
    fixes = {item.id: item.amount for item in entry.corrections.corrections if item.amount is not None}
    read = {price.id: price.amount for price in entry.bid.prices}
    amounts = {line.id: fixes.get(line.id, read.get(line.id)) for line in spec.price_lines}
    return {id_: None if amount is None else Fraction(amount) for id_, amount in amounts.items()}


def _cost(
    spec: Specification, entry: Entry, typed: Mapping[str, Fraction | None], filled: Mapping[str, Fraction | None]
) -> tuple[Cost, tuple[Line, ...]]:
    evaluation, horizon = spec.evaluation, spec.cost_horizon
    read = {price.id: price for price in entry.bid.prices}
    fixed = {item.id for item in entry.corrections.corrections if item.amount is not None}
    by_year = [Fraction(0)] * (horizon + 1)
    sums = {"one_off": Fraction(0), "yearly": Fraction(0)}
    present, missing, lines = Fraction(0), [], []
    amounts: dict[str, Fraction | None] = {}
    for line in spec.price_lines:
        price, found = filled[line.id], read.get(line.id)
        found_cost = money.line_cost(line, price if price is not None else Fraction(0), evaluation, horizon)
        lines.append(
            _price_line(
                line, price, found_cost, found, note=_note(line, price, typed[line.id], fixed, horizon), horizon=horizon
            )
        )
        amounts[line.id] = None if price is None else found_cost.present
        if not money.counts(line, evaluation):
            continue
        if price is None:
            missing.append(line.id)
        by_year = [a + b for a, b in zip(by_year, found_cost.years, strict=True)]
        sums["yearly" if line.kind == "yearly" else "one_off"] += found_cost.nominal
        present += found_cost.present
    if missing or not any(money.counts(line, evaluation) for line in spec.price_lines):
        return Cost(None, None, None, tuple(missing), amounts=amounts), tuple(lines)
    present, nominal = money.compared(present, evaluation), numbers.add(by_year)
    return Cost(present, sums["one_off"], sums["yearly"], (), nominal, tuple(by_year), amounts), tuple(lines)


def _note(line: PriceLine, price: Fraction | None, typed: Fraction | None, fixed: Collection[str], horizon: int) -> str:
    if line.kind in ("one_off", "yearly") and (line.year or 0) > horizon:
        return "after_horizon"
    if line.id in fixed:
        return "corrected"
    if price is None:
        return "missing"
    return "filled" if typed is None else "option" if line.option else ""


def _price_line(
    line: PriceLine, price: Fraction | None, cost: money.LineCost, read: PriceRead | None, *, note: str, horizon: int
) -> Line:
    origin, text = (str(read.origin) if read.origin else "", read.typed) if read else ("", "")
    quantity = Fraction(line.quantity)
    if line.kind == "yearly":
        quantity = numbers.add(money.quantity_in(line, year) for year in range(max(line.year or 1, 1), horizon + 1))
    counted = "" if price is None else _decimal(price)
    return Line(line.id, quantity, text, counted, cost.present, cost.present, origin, "", note)


def _decimal(value: Fraction) -> str:
    shown = numbers.display(value, 6, "half_up").normalize()
    return format(shown + 0, "f")
