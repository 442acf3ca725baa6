"""What people see: findings with their source line, tables, progress; the only place that prints."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from cdc.errors import CannotRunError
from cdc.findings import Finding, Phrase, has_errors

if TYPE_CHECKING:
    from fractions import Fraction

    from cdc.exchange.review import Remark
    from cdc.model.method import MethodProfile
    from cdc.model.profile import Profile
    from cdc.model.ranking import BidResult, Ranking
    from cdc.model.specification import Specification
    from cdc.scoring.tried import Outcome
    from cdc.words import Words

_COLOURS = {"error": typer.colors.RED, "warning": typer.colors.YELLOW, "info": typer.colors.BLUE}


class Settings:
    """What the options before the command said."""

    language = "en"
    output = "text"


def settle(language: str | None) -> None:
    """Choose the language of messages: option, CDC_LANG, LANG, else English."""
    from cdc.words import LANGUAGES  # here, so that --help does not wait for the catalogues

    if language is not None and language not in LANGUAGES:
        stop("unknown_name", kind="language", name=language, known=", ".join(LANGUAGES))
    wanted = (language, os.environ.get("CDC_LANG"), os.environ.get("LC_ALL"), os.environ.get("LANG"))
    Settings.output = "text"
    Settings.language = next((code for code in map(_code, filter(None, wanted)) if code in LANGUAGES), "en")
    try:
        say()
    except CannotRunError as error:  # a damaged file of the user's own cannot say so itself
        Settings.language = "en"
        stop(error.key, **error.facts)


def _code(locale: str) -> str:
    """Give the language of a locale, `fr_CH.UTF-8` → `fr`."""
    return re.split("[^a-z]", locale.lower(), maxsplit=1)[0]


def say() -> Words:
    """Give the words of the user's language."""
    from cdc.words import words

    return words(Settings.language)


def stop(key: str, /, **facts: object) -> NoReturn:
    """Say why the command cannot run, and exit with 2."""
    shown = {name: _fact(value, say()) for name, value in facts.items()}
    if "what" in shown and say().has(f"what.{shown['what']}"):
        shown["what"] = say()(f"what.{shown['what']}")
    typer.echo(f"cdc: {say()('error.' + key, **shown)}", err=True)
    raise typer.Exit(2)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what stops a command into one sentence and exit code 2."""
    try:
        yield
    except CannotRunError as error:
        stop(error.key, **error.facts)
    except OSError as error:
        stop("not_readable", path=error.filename or "?", reason=error.strerror or str(error))


def _fact(value: object, language: Words) -> object:
    return language(str(value)) if isinstance(value, Phrase) else value


def message(finding: Finding, language: Words) -> str:
    """Write what is wrong."""
    return language(f"finding.{finding.code}", **{k: _fact(v, language) for k, v in finding.facts.items()})


def hint(finding: Finding, language: Words) -> str:
    """Write what to do; nothing when the hint would be a guess without content."""
    facts = {k: _fact(v, language) for k, v in finding.facts.items()}
    text = language.phrases[f"hint.{finding.code}"]
    if "{guess}" in text and not facts.get("guess"):
        return ""
    return language(f"hint.{finding.code}", **facts)


def as_data(finding: Finding, language: Words) -> dict[str, Any]:
    """Give a finding as plain data; codes and keys are never translated."""
    place = finding.place
    return {
        "code": finding.code, "severity": finding.severity, "file": place.file, "line": place.line, "column": place.column,
        "sheet": place.sheet, "cell": place.cell, "message": message(finding, language), "hint": hint(finding, language),
    }  # fmt: skip


def show_findings(findings: Sequence[Finding], *, to_error: bool = False) -> None:
    """Print findings as text or JSON: place, code, message, source line with a caret, hint."""
    language = say()
    if Settings.output == "json":
        typer.echo(
            json.dumps(
                {"findings": [as_data(finding, language) for finding in findings]}, ensure_ascii=False, indent=1
            ),
            err=to_error,
        )
        return
    for finding in findings:
        colour = _COLOURS[finding.severity]
        label = typer.style(f"{finding.code} {language('severity.' + finding.severity)}:", fg=colour, bold=True)
        typer.echo(f"{finding.place}: {label} {message(finding, language)}", err=to_error)
        place = finding.place
        if place.excerpt and place.column:
            typer.echo(
                f"    {_window(place.excerpt, place.column)[0]}\n    {_window(place.excerpt, place.column)[1]}",
                err=to_error,
            )
        advice = hint(finding, language)
        if advice:
            typer.echo(f"    → {advice}", err=to_error)


def _window(line: str, column: int) -> tuple[str, str]:
    """Cut a long line around the place, and draw the caret under it, wide letters counted twice."""
    start = max(0, column - 70) if len(line) > 110 else 0
    shown = line[start : start + 110].replace("\t", " ")
    before = shown[: column - 1 - start]
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in before)
    return shown, " " * width + "^"


def summary(findings: Iterable[Finding]) -> str:
    """Count findings in one line."""
    kinds = [finding.severity for finding in findings]
    return say()("cli.summary", errors=kinds.count("error"), warnings=kinds.count("warning"), notes=kinds.count("info"))


def finish(findings: Sequence[Finding], *, strict: bool = True) -> NoReturn:
    """Exit with 1 when there are findings (only errors when not strict), else with 0."""
    bad = (
        [finding for finding in findings if finding.severity != "info"]
        if strict
        else [f for f in findings if f.severity == "error"]
    )
    raise typer.Exit(1 if bad else 0)


def stop_on_errors(findings: Sequence[Finding]) -> None:
    """Show findings and exit with 1 if any is an error."""
    if has_errors(findings):
        show_findings([finding for finding in findings if finding.severity == "error"])
        if Settings.output == "text":
            typer.echo(say()("cli.stopped"), err=True)
        raise typer.Exit(1)


def show_written(paths: Iterable[Path]) -> None:
    """Print the files written, one a line."""
    for path in paths:
        typer.echo(say()("cli.written", path=path))


@contextmanager
def progress(length: int) -> Iterator[Any]:
    """Show a bar on a terminal's standard error; give a function that advances it by one named step."""
    if not sys.stderr.isatty() or Settings.output == "json":
        yield lambda _name, _step=1: None
        return
    with typer.progressbar(length=length, file=sys.stderr, item_show_func=lambda name: name or "") as bar:

        def advance(name: str, step: int = 1) -> None:
            bar.current_item = name
            bar.update(step)
            bar.render_progress()

        yield advance


def show_ranking(ranking: Ranking, *, places: int, trace: bool) -> None:
    """Print the ranking as a table, then reasons and, if wanted, the trace."""
    language = say()
    heads = [language(f"report.{key}") for key in ("rank", "vendor")] + [
        language("label.status"),
        language("label.points"),
        language("report.cost"),
    ]
    rows = [_row(bid, language, places) for bid in (*ranking.bids, *ranking.excluded)]
    show_table(heads, rows)
    for bid in (*ranking.bids, *ranking.excluded):
        for reason in bid.reasons:
            typer.echo(f"  {bid.name}: {language('report.' + reason.key, **reason.facts)}")
    typer.echo(f"{language('grid.form')} {ranking.form} · {language('report.rules')} {ranking.rules}")
    for bid in (*ranking.bids, *ranking.excluded) if trace else ():
        _show_trace(bid, ranking, language, places)


def chosen_lot(spec: Specification, lot: str | None) -> str | None:
    """Give the lot to rank: the named one, none for a tender in one lot; several lots must be named one by one."""
    if lot is None and len(spec.lots) > 1:
        stop("lot_needed", known=", ".join(item.id for item in spec.lots))
    return lot if len(spec.lots) > 1 or lot is None or lot != spec.lots[0].id else None


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


def show_profiles(profiles: Iterable[Profile]) -> None:
    """List document profiles: name, title, languages, whether compared with the official text, source."""
    from cdc.words import pick

    language = say()
    heads = [language(f"label.{key}") for key in ("profile", "name", "languages", "status", "source")]
    rows = [
        [p.id, pick(p.title, language.language, p.languages[0]), ", ".join(p.languages), language("value." + p.status), p.source]
        for p in profiles
    ]  # fmt: skip
    show_table(heads, rows)


def show_weights(weights: Mapping[str, Fraction], consistency: Fraction | None) -> None:
    """Print weights in per cent, and how far judgements in pairs agree with each other."""
    language = say()
    rows = [[name, language.number(weight, 2)] for name, weight in weights.items()]
    show_table([language("label.criterion"), language("label.weight")], rows)
    if consistency is not None:
        typer.echo(language("cli.consistency", ratio=language.number(consistency, 3)))


def show_trial(outcome: Outcome) -> None:
    """Print what a method gives made-up bids: points of each leaf, the figure of the award rule, rank, flags, agreement."""
    method, decision, language = outcome.method, outcome.decision, say()
    places = method.evaluation.rounding.places
    leaves = [leaf.id for leaf in method.leaves]
    heads = [language("report.rank"), language("report.vendor"), *leaves, language("report.figure")]
    ranks = {placed.bid: placed for placed in decision.order.placed}
    rows = []
    for bid, case in sorted(
        decision.standings.items(), key=lambda item: (ranks[item[0]].rank if item[0] in ranks else 999, item[0])
    ):
        points = [_span(case.points[leaf].low, case.points[leaf].high, language, places) for leaf in leaves]
        rows.append(
            [str(ranks[bid].rank) if bid in ranks else "–", bid, *points, _span(*case.figure, language, places)]
        )
    show_table(heads, rows)
    for bid, case in decision.standings.items():
        for reason in case.reasons:
            typer.echo(f"  {bid}: {language('report.' + reason.key, **reason.facts)}")
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


def _row(bid: BidResult, language: Words, places: int) -> list[str]:
    rank = (
        "–"
        if bid.rank is None
        else str(bid.rank)
        if bid.is_certain
        else f"{bid.rank} ({bid.best_rank}–{bid.worst_rank})"
    )
    points = "–" if bid.rank is None else _span(bid.low, bid.high, language, places)
    cost = "–" if bid.cost.total is None else language.number(bid.cost.total, 2)
    return [rank, bid.name, language(f"report.{bid.status}"), points, cost]


def _span(low: Fraction | None, high: Fraction | None, language: Words, places: int) -> str:
    if low is None or high is None:
        return "–"
    text = language.number(low, places)
    return text if low == high else f"{text} – {language.number(high, places)}"


def _show_trace(bid: BidResult, ranking: Ranking, language: Words, places: int) -> None:
    typer.echo(f"\n{bid.name}")
    for leaf in bid.leaves.values():
        factor = leaf.share * ranking.maximum
        typer.echo(
            f"  {leaf.id}: {language.number(factor)} × {_span(leaf.low, leaf.high, language, 6)} = {_span(*leaf.points, language, places)}"
        )
        for line in leaf.lines:
            facts = {
                "id": line.id,
                "weight": line.weight,
                "claim": line.claim or "–",
                "counted": line.counted or "–",
                "origin": line.origin or "–",
            }
            typer.echo("    " + language("cli.trace_line", points=_span(line.low, line.high, language, 2), **facts))
