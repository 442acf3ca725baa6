"""What a method will do, in a procurement officer's words: sentences for the terminal, and a page for the sponsor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from cdc.diagrams.curve import Mark, curve
from cdc.documents.award.figures import Figures
from cdc.documents.award.letters.sheet import sheet
from cdc.model import blocks as b
from cdc.model.ranking import Ranking
from cdc.model.specification import Specification
from cdc.scoring.inspect.facts import PriceFacts
from cdc.scoring.inspect.inspection import Inspection
from cdc.scoring.inspect.simulated import Reversal
from cdc.words import Words

Money = Callable[[Fraction], str]
SMALL = 100
"""Amounts below it are written with cents."""
MUCH = Fraction(1, 2)
"""A cent that decides this part of the points for price, or more, is named."""


def compose(spec: Specification, found: Inspection, language: str) -> b.Document:
    """Give the page for the sponsor: sentences by subject, and the points of each price in a chart."""
    ranking = Ranking(maximum=Fraction(100), shares={}, bids=(), ties=(), form="", rules="", award=found.award)
    figures = Figures(spec, ranking, language)
    return sheet(figures, "point-costs", "inspect.title", _page(figures, found))


def _page(figures: Figures, found: Inspection) -> Iterator[b.Block]:
    currency = figures.spec.budget.currency if figures.spec.budget else ""
    for key, texts in chapters(figures.say, money_of(figures.say, currency), found):
        yield from figures.view.titled(f"inspect.{key}", (b.Bullets(tuple((b.Paragraph((t,)),) for t in texts)),))
    for leaf in found.prices:
        if leaf.curve:
            yield _chart(figures, found, leaf)
    yield figures.view.paragraph("inspect.note", "note", seed=found.seed)


def _chart(figures: Figures, found: Inspection, leaf: PriceFacts) -> b.Figure:
    say = figures.say
    money = money_of(say, figures.spec.budget.currency if figures.spec.budget else "")
    marks = [Mark(float(price), money(price)) for price in (found.cheapest, found.middle, found.dearest)]
    drawing = curve(
        [(float(price), float(value)) for price, value in leaf.curve],
        rows=[Mark(float(part), say.number(part)) for part in (leaf.full * n / 4 for n in range(5))],
        dead=[(float(dead.low), float(dead.high)) for dead in leaf.dead],
        marks=marks,
        titles=(say("inspect.axis_price"), say("inspect.axis_points", leaf=figures.leaf_name(leaf.leaf))),
    )
    ends = (leaf.curve[0], leaf.curve[-1])
    alt = "; ".join(f"{money(price)}: {figures.points(value)}" for price, value in ends)
    return b.Figure(drawing.svg, alt, say("inspect.chart"), *drawing.size)


def money_of(say: Words, currency: str) -> Money:
    """Say how amounts are written: cents only of small ones; without a currency as plain numbers."""

    def written(amount: Fraction) -> str:
        places = 2 if amount < SMALL else 0
        return say.money(amount, currency, places) if currency else say.number(amount, places)

    return written


def chapters(say: Words, money: Money, found: Inspection) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give every sentence by subject: what a point costs, what wins, where price stops counting, what others can do."""
    yield "of_point", tuple(_worth(say, money, found))
    yield "of_winning", tuple(_winning(say, money, found))
    of_price = tuple(_prices(say, money, found))
    if of_price:
        yield "of_price", of_price
    yield "of_others", tuple(_others(say, money, found))


def _worth(say: Words, money: Money, found: Inspection) -> Iterator[str]:
    for level in found.worth:
        price = money(level.price)
        if level.amount is None:
            yield say("inspect.worth_any", price=price)
        elif level.is_capped:
            yield say("inspect.worth_capped", price=price)
        elif level.amount == 0:
            yield say("inspect.worth_none", price=price)
        else:
            yield say("inspect.worth", price=price, amount=money(level.amount))


def _winning(say: Words, money: Money, found: Inspection) -> Iterator[str]:
    middle, cheapest = money(found.middle), money(found.cheapest)
    if found.undercut is None:
        yield say("inspect.undercut_none", middle=middle)
    else:
        yield say("inspect.undercut", middle=middle, price=money(found.undercut))
    if found.overbid is None:
        yield say("inspect.overbid_any", cheapest=cheapest)
    elif found.overbid == found.cheapest:
        yield say("inspect.overbid_none", cheapest=cheapest)
    else:
        yield say("inspect.overbid", cheapest=cheapest, price=money(found.overbid))


def _prices(say: Words, money: Money, found: Inspection) -> Iterator[str]:
    for leaf in found.prices:
        for dead in leaf.dead:
            yield say("inspect.dead", leaf=leaf.leaf, low=money(dead.low), high=money(dead.high))
        if leaf.at_double is not None:
            yield say("inspect.double", leaf=leaf.leaf, share=say.percent(leaf.at_double * 100, 1))
        if leaf.cent_of_two is not None and leaf.full and leaf.cent_of_two >= MUCH * leaf.full:
            yield say("inspect.cent", leaf=leaf.leaf, points=say.number(leaf.cent_of_two, 2))
        if leaf.curve and not leaf.cheapest_has_full:
            yield say("inspect.no_full", leaf=leaf.leaf)
    if found.simulated.spread is not None:
        yield say("inspect.spread", share=say.percent(found.simulated.spread * 100, 1))


def _others(say: Words, money: Money, found: Inspection) -> Iterator[str]:
    drawn = found.simulated
    if not found.can_reverse:
        yield say("inspect.changed_never")
        return
    yield say("inspect.changed", share=say.percent(drawn.changed * 100, 1), draws=drawn.draws)
    yield say("inspect.bought", share=say.percent(drawn.bought * 100, 1))
    if drawn.example:
        yield _example(say, money, drawn.example)


def _example(say: Words, money: Money, told: Reversal) -> str:
    names = [chr(ord("A") + at) for at in range(len(told.bids) + 1)]
    bids = [
        say("inspect.bid", name=name, price=money(price), quality=say.percent(quality * 100, 1))
        for name, (price, quality) in zip(names, (*told.bids, told.extra), strict=True)
    ]
    facts = {"before": names[told.before], "after": names[told.after], "extra": bids[-1]}
    return say("inspect.example", bids="; ".join(bids[:-1]), **facts)
