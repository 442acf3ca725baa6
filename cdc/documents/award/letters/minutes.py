"""The minutes of the board, in the order of what it did; what is signed holds no statistics."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator

from cdc.documents.award.figures import Figures
from cdc.documents.award.letters import scored
from cdc.documents.award.letters.letter import title
from cdc.documents.award.letters.proceedings import Opening, Proceedings
from cdc.documents.award.letters.reasons import name_of
from cdc.documents.award.letters.sheet import bullets, sheet
from cdc.model import blocks as b
from cdc.model.clarification import Clarification
from cdc.model.ranking import BidResult
from cdc.model.tender import BoardMember


def compose(figures: Figures, done: Proceedings) -> b.Document:
    """Put the meeting of the board on record."""
    document = sheet(figures, "minutes", "report.minutes", _blocks(figures, done))
    if done.decided is None:
        return document
    day = done.decided.date()
    return dataclasses.replace(document, date=figures.say.date_in_letters(day), iso_date=day.isoformat())


Part = Callable[[Figures, Proceedings], Iterable[b.Block]]


def _blocks(figures: Figures, done: Proceedings) -> Iterator[b.Block]:
    yield b.Facts(tuple(_facts(figures, done)))
    at = 0
    for key, part in _PARTS:
        found = tuple(part(figures, done))
        if found:
            at += 1
            yield b.Section(f"minutes-{key}", figures.say(f"minutes.{key}"), str(at), 1, found)
    ranking, say = figures.ranking, figures.say
    prints = f"{say('grid.form')} {ranking.form} · {say('report.rules')} {ranking.rules}"
    yield b.Paragraph((prints,), "note")
    yield figures.view.paragraph("minutes.signed", "closing")
    if figures.spec.board:
        people = (b.Signature("", one.name, figures.view.text(one.office), "") for one in figures.spec.board)
        yield b.Signatures(tuple(people))


def _facts(figures: Figures, done: Proceedings) -> Iterator[tuple[str, b.Inlines]]:
    say, view, spec = figures.say, figures.view, figures.spec
    value = spec.lots[0].value if len(spec.lots) == 1 else None
    subject = title(figures)
    if value is not None:
        subject = say("minutes.value", title=subject, value=say.money(value.amount, value.currency))
    yield say("minutes.subject"), (subject,)
    notices = spec.tender.notices if spec.tender else None
    place = view.text(notices.meeting_place) if notices else ""
    held = ", ".join(part for part in (say.moment(done.decided) if done.decided else "", place) if part)
    yield say("minutes.held"), (held or say("letter.undated"),)
    if spec.board:
        yield say("minutes.present"), (say.listed(_member(figures, one) for one in spec.board),)
        said = [(say("minutes.declared", name=one.name, said=_declared(figures, one)),) for one in spec.board]
        yield say("minutes.conflicts"), tuple(part for at, one in enumerate(said) for part in (*_break(at), *one))


def _break(at: int) -> b.Inlines:
    return (b.Break(),) if at else ()


def _member(figures: Figures, member: BoardMember) -> str:
    return f"{member.name} ({figures.view.text(member.office)})" if member.office else member.name


def _declared(figures: Figures, member: BoardMember) -> str:
    """Say what a member declared and when, and from which bids it steps aside, each with the reason."""
    say = figures.say
    said = say(f"minutes.{_DECLARED[member.conflict_of_interest]}")
    if member.declared_on:
        said = say("minutes.declared_on", said=said, date=say.date_in_letters(member.declared_on))
    listed = {vendor.id: vendor.name for vendor in figures.spec.vendors} | figures.names
    aside = (f"{listed.get(one.vendor, one.vendor)} ({figures.view.text(one.reason)})" for one in member.recusals)
    names = say.listed(aside)
    return f"{said}; {say('report.recused', names=names)}" if names else said


_DECLARED = {"none": "declared_none", "declared": "declared_conflict", "missing": "no_declaration"}


def _opening(figures: Figures, done: Proceedings) -> Iterator[b.Block]:
    say, tender = figures.say, figures.spec.tender
    told = [say("minutes.deadline", at=tender.deadline)] if done.openings and tender and tender.deadline else []
    told += [say(f"minutes.opened_{one.what}", at=one.at, by=one.by) for one in done.openings]
    if not told:
        return
    yield b.Paragraph((" ".join(told),))
    first = done.openings[0]
    yield _came(figures, first) if first.bids else figures.view.paragraph("report.opened_none")
    if done.aside:
        yield figures.view.paragraph("report.not_opened")
        yield bullets(
            ", ".join(part for part in (one.name, say.moment(one.at) if one.at else "", say(one.why)) if part)
            for one in done.aside
        )


def _came(figures: Figures, opening: Opening) -> b.Table:
    say = figures.say
    rows = [b.Row(((one.name,), (say.moment(one.received),))) for one in opening.bids]
    return figures.table([(say("report.vendor"), 50, "left"), (say("minutes.received"), 50, "left")], rows)


def _admission(figures: Figures, _: Proceedings) -> Iterator[b.Block]:
    say = figures.say
    admitted = say.listed(bid.name for bid in figures.ranking.bids)
    yield b.Paragraph((say("minutes.admitted", names=admitted) if admitted else say("minutes.admitted_nobody"),))
    items: list[tuple[b.Block, ...]] = []
    for bid in figures.all:
        for reason in bid.reasons:
            status = say(f"minutes.{bid.status}") if bid.status != "admitted" else ""
            head = " – ".join(part for part in (status, bid.name) if part)
            items.append((b.Paragraph((b.Strong((head,)), f" – {figures.reason(reason)}")),))
    yield b.Bullets(tuple(items)) if items else figures.view.paragraph("minutes.no_others")


def _requests(figures: Figures, done: Proceedings) -> Iterator[b.Block]:
    say = figures.say
    flagged = {vendor for flag in figures.ranking.flags for vendor in flag.vendors}
    if done.requests:
        heads = [("report.vendor", 18), ("minutes.asked", 32), ("minutes.sent", 13), ("minutes.replied", 17)]
        yield figures.table(
            [(say(head), width, "left") for head, width in (*heads, ("minutes.outcome", 20))],
            [_request(figures, one) for one in done.requests],
        )
    elif done.decided:
        yield figures.view.paragraph("minutes.no_requests")
    if flagged:
        names = say.listed(figures.names[vendor] for vendor in figures.names if vendor in flagged)
        yield figures.view.paragraph("minutes.low", names=names)


def _request(figures: Figures, one: Clarification) -> b.Row:
    say = figures.say
    asked = f"{say(f'document.request_{one.kind}', number=one.number)}: " + "; ".join(one.points)
    replied = "–" if one.replied_on is None else f"{say.date(one.replied_on)}: {one.reply or ''}"
    outcome = say("minutes.outcome_open")
    if one.decision:
        outcome = say(f"minutes.outcome_{one.decision}", reason=one.reason or "")
    cells = (figures.names.get(one.vendor, one.vendor), asked, say.date(one.asked_on), replied, outcome)
    return b.Row(tuple((cell,) for cell in cells))


def _ties(figures: Figures, _: Proceedings) -> Iterator[b.Block]:
    say, broken = figures.say, [bid for bid in figures.ranking.bids if bid.tie_break]
    for group in figures.ranking.ties:
        yield figures.view.paragraph("report.tie", names=say.listed(figures.names[vendor] for vendor in group))
    for bid in broken:
        yield figures.view.paragraph("minutes.tie_broken", name=bid.name, rule=say(f"value.{bid.tie_break}"))
    if figures.ranking.bids and not figures.ranking.ties and not broken:
        yield figures.view.paragraph("minutes.no_ties")


def _decision(figures: Figures, done: Proceedings) -> Iterator[b.Block]:
    if done.decided is None:
        yield figures.view.paragraph("minutes.not_decided")
        return
    bids, say = figures.ranking.bids, figures.say
    if not bids:
        yield b.Callout("", (figures.view.paragraph("minutes.no_award"),))
        return
    said = [say("minutes.proposes", name=bids[0].name), *_price(figures, bids[0])]
    said += [say("minutes.better", rival=bids[1].name, criteria=_ahead(figures, bids[0], bids[1]))] if bids[1:] else []
    said += [say("minutes.reason", reason=done.reason)] if done.reason else []
    yield b.Callout("", (b.Paragraph((" ".join(part for part in said if part),)),))


def _price(figures: Figures, bid: BidResult) -> Iterator[str]:
    if bid.cost.total is None:
        return
    yield figures.say("minutes.price", price=figures.money(bid.cost.total))
    ceiling = figures.ceiling
    if ceiling is not None and bid.cost.total < ceiling:
        left = figures.money(ceiling - bid.cost.total)
        yield figures.say("minutes.below_ceiling", left=left, ceiling=figures.money(ceiling))


def _ahead(figures: Figures, bid: BidResult, rival: BidResult) -> str:
    leaves = (leaf.id for leaf in figures.spec.leaves)
    ahead = [id_ for id_ in leaves if bid.leaves[id_].points[0] > rival.leaves[id_].points[0]]
    return figures.say.listed(name_of(figures, id_) for id_ in ahead) or "–"


_PARTS: tuple[tuple[str, Part], ...] = (
    ("opening", _opening),
    ("admission", _admission),
    ("requests", _requests),
    ("corrections", lambda figures, _: scored.corrections(figures)),
    ("scores", lambda figures, _: scored.individual(figures)),
    ("ranking", lambda figures, _: scored.ranking(figures)),
    ("ties", _ties),
    ("decision", _decision),
)
