"""What the report says of the board and of abnormally low bids."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import Flag, Talk
from cdc.model.tender import BoardMember


def blocks(figures: Figures) -> Iterator[b.Block]:
    """Who judged, how far they agree, who is strict, what had to be talked over and what was agreed."""
    board = figures.ranking.board
    if figures.spec.board:
        yield _members(figures)
        yield figures.view.paragraph("report.severity_note", "note")
    if board.agreement:
        yield _agreement(figures)
        yield figures.view.paragraph("report.agreement_note", "note")
    if board.agenda:
        yield figures.table(_agenda_heads(figures), [_talk(figures, talk) for talk in board.agenda], "report.agenda")


def _members(figures: Figures) -> b.Table:
    say, view, severity = figures.say, figures.view, figures.ranking.board.severity
    heads: Heads = [
        (view.label("name"), 20, "left"),
        (view.label("criteria"), 34, "left"),
        (view.label("conflict_of_interest"), 18, "left"),
        (view.label("declared_on"), 16, "left"),
        (say("report.severity"), 12, "right"),
    ]
    rows = [
        row(
            member.name,
            say.listed(view.names.get(c, c) for c in member.criteria) or say("report.all_criteria"),
            _conflict(figures, member),
            say.date(member.declared_on) if member.declared_on else "–",
            say.number(severity[member.evaluator], 2) if member.evaluator in severity else "–",
        )
        for member in figures.spec.board
    ]
    return figures.table(heads, rows, "report.evaluators")


def _conflict(figures: Figures, member: BoardMember) -> str:
    """Say what an evaluator declared, and from which bids it steps aside, each with the reason."""
    declared = figures.say(f"value.conflict_of_interest_{member.conflict_of_interest}")
    aside = (f"{figures.names.get(x.vendor, x.vendor)} ({figures.view.text(x.reason)})" for x in member.recusals)
    names = figures.say.listed(aside)
    return f"{declared}; {figures.say('report.recused', names=names)}" if names else declared


def _agreement(figures: Figures) -> b.Table:
    say = figures.say
    heads: Heads = [
        (figures.view.label("criterion"), 40, "left"),
        (say("report.spread"), 20, "right"),
        (say("report.kendall"), 20, "right"),
        (say("report.krippendorff"), 20, "right"),
    ]
    rows = [
        row(
            figures.leaf_name(item.criterion),
            say.number(item.scale_spread),
            *("–" if value is None else say.number(value, 3) for value in (item.kendall, item.krippendorff)),
        )
        for item in figures.ranking.board.agreement
    ]
    return figures.table(heads, rows, "report.agreement")


def _agenda_heads(figures: Figures) -> Heads:
    say, view = figures.say, figures.view
    return [
        (say("report.vendor"), 18, "left"),
        (view.label("criterion"), 20, "left"),
        (say("report.individual"), 20, "left"),
        (say("report.spread"), 12, "right"),
        (say("report.moderated"), 30, "left"),
    ]


def _talk(figures: Figures, talk: Talk) -> b.Row:
    say = figures.say
    people = {member.evaluator: member.name for member in figures.spec.board}
    scores = say.listed(f"{people.get(name, name)} {say.number(score)}" for name, score in talk.scores.items())
    if talk.moderated is not None:
        agreed: b.Inlines = (
            b.Strong((say.number(talk.moderated),)),
            f" · {figures.dated(f'{talk.reason} ({talk.by})')}",
        )
    else:
        agreed = (b.Chip(say("report.moderation_due"), "missing"),) if talk.needs_moderation else ("–",)
    name = figures.names.get(talk.vendor, talk.vendor)
    cells: list[b.Inlines] = [(name,), (figures.leaf_name(talk.criterion),), (scores,), (say.number(talk.spread),)]
    return b.Row((*cells, agreed))


def flags(figures: Figures) -> Iterator[b.Block]:
    """Each test for abnormally low bids: threshold, computation, what it flags."""
    for flag in figures.ranking.flags:
        name = figures.say(f"value.{flag.test}")
        yield b.Heading((name[:1].upper() + name[1:],))
        yield from _flag(figures, flag)
    if figures.ranking.flags:
        yield figures.view.paragraph("report.flags_note", "note")


def _flag(figures: Figures, flag: Flag) -> Iterator[b.Block]:
    say = figures.say
    if flag.does_not_apply:
        yield figures.view.paragraph(f"report.flag_{flag.does_not_apply}")
        return
    rows: list[tuple[str, b.Inlines]] = [
        (say(f"report.step_{name}"), (say.number(value, 4) if value.denominator != 1 else say.number(value),))
        for name, value in flag.steps.items()
    ]
    if flag.threshold is not None:
        rows.append((say("report.flag_threshold"), (say.number(flag.threshold, 4),)))
    if flag.award_discount is not None:
        rows.append((say("report.flag_award"), (say.number(flag.award_discount, 4),)))
    found = say.listed(figures.names.get(vendor, vendor) for vendor in flag.vendors) or say("report.flag_none")
    rows.append((say("report.flagged"), (b.Strong((found,)),)))
    yield b.Facts(tuple(rows))
