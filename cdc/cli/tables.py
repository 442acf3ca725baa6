"""Results as people read them: rankings with their trace, trials, methods, structures, weights, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from cdc import api
from cdc.cli.console import say

if TYPE_CHECKING:
    from fractions import Fraction

    from cdc.compare.specifications import Differences
    from cdc.exchange.review import Remark
    from cdc.model.evaluation import Rounding
    from cdc.model.method import MethodProfile
    from cdc.model.profile import Profile
    from cdc.model.ranking import BidResult, Ranking
    from cdc.model.rewording import Difference
    from cdc.scoring.tried import Outcome
    from cdc.words import Words


def show_ranking(scored: api.Scored, *, trace: bool) -> None:
    """Print the ranking as a table, then reasons and, if wanted, the trace."""
    ranking, language = scored.ranking, say()
    assert ranking is not None
    rounding = scored.specification.evaluation.rounding
    heads = [language(f"report.{key}") for key in ("rank", "vendor")] + [
        language("label.status"),
        language("label.points"),
        language("report.cost"),
    ]
    rows = [_row(bid, language, rounding) for bid in (*ranking.bids, *ranking.excluded)]
    show_table(heads, rows)
    for name, reason in api.reasons(scored, language.language):
        typer.echo(f"  {name}: {reason}")
    typer.echo(f"{language('grid.form')} {ranking.form} · {language('report.rules')} {ranking.rules}")
    for bid in (*ranking.bids, *ranking.excluded) if trace else ():
        _show_trace(bid, ranking, language, rounding)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table of plain columns."""
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    for row in [heads, ["─" * width for width in widths], *rows]:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def show_methods(profiles: Iterable[MethodProfile]) -> None:
    """List method profiles: name, whether checked, source."""
    language = say()
    heads = [language("label.method"), language("label.name"), language("label.status"), language("label.source")]
    rows = [
        [p.id, p.name[language.language], f"{language('value.' + p.status)} {p.checked_on}", p.source] for p in profiles
    ]
    show_table(heads, rows)


def show_remarks(remarks: Sequence[Remark], file: str) -> None:
    """List what reviewers left, under the id or the chapter it stands at; changes with the text before and after."""
    language = say()
    if not remarks:
        typer.echo(language("cli.no_remarks", file=file))
    before: tuple[str, str] | None = None
    for remark in remarks:
        place = remark.id or remark.chapter, remark.part
        if place != before:
            part = language(f"value.part_{remark.part}") if remark.part else ""
            typer.echo(" · ".join(word for word in (place[0], part) if word) or "–")
        before = place
        _show_remark(remark, language)


def _show_remark(remark: Remark, language: Words) -> None:
    margin = "    " if remark.answers else "  "
    kind = "answer_to" if remark.answers else remark.kind
    about = f" {language('cli.about', text=remark.about)}" if remark.about and not remark.answers else ""
    other = f" ({remark.other_end})" if remark.other_end else ""
    who = " ".join(part for part in (remark.author, remark.date[:10]) if part)
    done = f" [{language('value.resolved')}]" if remark.is_resolved else ""
    text = remark.text.replace("\n", f"\n{margin}    ")
    typer.echo(f"{margin}{language('value.' + kind)}{other}{about}{', ' + who if who else ''}{done}: {text}")
    if remark.before != remark.after:
        for key in ("before", "after"):
            shown = getattr(remark, key).replace("\n", f"\n{margin}      ")
            typer.echo(f"{margin}    {language('cli.' + key)}: {shown}")


def show_difference(difference: Difference) -> None:
    """Print a text of the author's before and after, at its place."""
    typer.echo(f"{difference.place} {difference.key} ({difference.language})")
    for sign, text in (("-", difference.before), ("+", difference.after)):
        typer.echo("\n".join(f"  {sign} {line}" for line in text.rstrip("\n").split("\n")))


MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
"""Signs around words that stayed, went and came, as in a word difference of git."""


def show_differences(differences: Differences) -> None:
    """Print what changed, item by item: label, use, and the words that went and came."""
    language, last = say(), ""
    for key, names in (("diff_added", differences.added), ("diff_removed", differences.removed)):
        if names:
            typer.echo(language(f"cli.{key}", names=", ".join(names)))
    whole = {*differences.added, *differences.removed}
    for change in api.worded(differences):
        if change.item in whole:
            continue
        if change.item != last:
            typer.echo(change.item)
        last = change.item
        label = f"label.{change.field}"
        name = language(label) if language.has(label) else change.field
        where = f" ({change.language})" if change.language else ""
        text = "".join(run.text.join(MARKS[run.mark]) for run in change.runs)
        typer.echo(f"  {name}{where} · {language('cli.use_' + change.use)}: {text}")
    if not differences:
        typer.echo(language("cli.diff_none"))


def show_profiles(profiles: Iterable[Profile]) -> None:
    """List document profiles: name, title, languages, whether compared with the official text, source."""
    from cdc.words import pick

    language = say()
    heads = [language(f"label.{key}") for key in ("profile", "name", "languages", "status", "source")]
    rows = [
        [
            p.id,
            pick(p.title, language.language, p.languages[0]),
            ", ".join(p.languages),
            language("value." + p.status),
            p.source,
        ]
        for p in profiles
    ]
    show_table(heads, rows)


def show_weights(weights: Mapping[str, Fraction], consistency: Fraction | None) -> None:
    """Print weights in per cent, and how far judgements in pairs agree with each other."""
    language = say()
    rows = [[name, language.number(weight, 2)] for name, weight in weights.items()]
    show_table([language("label.criterion"), language("label.weight")], rows)
    if consistency is not None:
        typer.echo(language("cli.consistency", ratio=language.number(consistency, 3)))


def show_trial(outcome: Outcome) -> None:
    """Print what a method gives made-up bids: points of each leaf, the rule's figure, rank, flags, agreement."""
    method, decision, language = outcome.method, outcome.decision, say()
    rounding = method.evaluation.rounding
    leaves = [leaf.id for leaf in method.leaves]
    heads = [language("report.rank"), language("report.vendor"), *leaves, language("report.figure")]
    ranks = {placed.bid: placed for placed in decision.order.placed}
    rows = []
    for bid, case in sorted(
        decision.standings.items(), key=lambda item: (ranks[item[0]].rank if item[0] in ranks else 999, item[0])
    ):
        points = [_span(case.points[leaf].low, case.points[leaf].high, language, rounding) for leaf in leaves]
        rows.append(
            [str(ranks[bid].rank) if bid in ranks else "–", bid, *points, _span(*case.figure, language, rounding)]
        )
    show_table(heads, rows)
    note = api.column_note(outcome)
    if note:
        typer.echo(language(note))
    for bid, case in decision.standings.items():
        for reason in case.reasons:
            facts = {**reason.facts, "text": reason.facts.get("id", "")}
            typer.echo(f"  {bid}: {language('report.' + reason.key, **facts)}")
    for flag in outcome.flags:
        if flag.does_not_apply:
            found = language(f"report.flag_{flag.does_not_apply}")
        else:
            steps = [(f"report.step_{name}", value) for name, value in flag.steps.items()]
            steps += [("report.flag_threshold", flag.threshold)] if flag.threshold is not None else []
            steps += [("report.flag_award", flag.award_discount)] if flag.award_discount is not None else []
            found = language.listed(flag.vendors) if flag.vendors else language("report.flag_none")
            found += "".join(f" · {language(key)} {language.number(value, 4)}" for key, value in steps)
        typer.echo(f"{language(f'value.{flag.test}')}: {found}")
    for leaf, concord in outcome.concord.items():
        pairs = (("report.kendall", concord.kendall), ("report.krippendorff", concord.krippendorff))
        found = " · ".join(f"{language(key)} {language.number(value, 3)}" for key, value in pairs if value is not None)
        typer.echo(f"{leaf}: {found or '–'}")


def show_board(ranking: Ranking) -> None:
    """List what evaluators had to talk over, with their scores and what was agreed."""
    language = say()
    names = {bid.vendor: bid.name for bid in (*ranking.bids, *ranking.excluded)}
    for talk in ranking.board.agenda:
        if talk.needs_moderation:
            scores = ", ".join(f"{who} {language.number(score)}" for who, score in talk.scores.items())
            agreed = (
                language.number(talk.moderated) if talk.moderated is not None else language("report.moderation_due")
            )
            facts = {"name": names.get(talk.vendor, talk.vendor), "criterion": talk.criterion, "scores": scores}
            typer.echo(language("cli.moderated", agreed=agreed, reason=talk.reason, **facts))


def _row(bid: BidResult, language: Words, rounding: Rounding) -> list[str]:
    points = "–" if bid.rank is None else _span(bid.low, bid.high, language, rounding)
    cost = "–" if bid.cost.total is None or bid.status == "excluded" else language.number(bid.cost.total, 2)
    return [bid.place, bid.name, language(f"report.{bid.status}"), points, cost]


def _span(low: Fraction | None, high: Fraction | None, language: Words, rounding: Rounding) -> str:
    if low is None or high is None:
        return "–"
    text = _rounded(low, language, rounding)
    return text if low == high else f"{text} – {_rounded(high, language, rounding)}"


def _rounded(value: Fraction, language: Words, rounding: Rounding) -> str:
    """Write points rounded as declared."""
    return language.number(api.shown_points(value, rounding), rounding.places)


def _show_trace(bid: BidResult, ranking: Ranking, language: Words, rounding: Rounding) -> None:
    typer.echo(f"\n{bid.name}")
    for leaf in bid.leaves.values():
        factor = leaf.share * ranking.maximum
        fine, cents = (rounding.model_copy(update={"places": places}) for places in (6, 2))
        share, points = _span(leaf.low, leaf.high, language, fine), _span(*leaf.points, language, rounding)
        typer.echo(f"  {leaf.id}: {language.number(factor)} × {share} = {points}")
        for line in leaf.lines:
            facts = {
                "id": line.id,
                "weight": line.weight,
                "claim": line.claim or "–",
                "counted": line.counted or "–",
                "origin": line.origin or "–",
            }
            typer.echo("    " + language("cli.trace_line", points=_span(line.low, line.high, language, cents), **facts))
