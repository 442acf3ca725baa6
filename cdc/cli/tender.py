"""Commands of procurement and vendors: grid, receive, score, report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cdc.cli import console, tables
from cdc.cli.options import At, By, Formats, Languages, Lot, Out, Output, Project, chosen_lot, hand, sound
from cdc.cli.procedure import enter, show_next
from cdc.cli.whole import Whole
from cdc.findings import Finding, has_errors

if TYPE_CHECKING:
    from cdc import api
    from cdc.tender.receipt import Tally

grid_app = typer.Typer(
    cls=Whole,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The response workbook: write it, or check an answered one.",
)

board_app = typer.Typer(
    cls=Whole,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The board: score sheets in Excel for each evaluator, and back.",
)


@board_app.command("sheets")
def score_sheets(project: Project = None, at: At = None, languages: Languages = None, out: Out = None) -> None:
    """Write a score sheet for each evaluator: its criteria only, with words for each level."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        chosen = languages or (own.specification.language,)
        written = api.score_sheets(own, languages=chosen, out=out or own.root / "build" / "board")
    console.show_written(written)


@board_app.command("collect")
def collect(
    files: Annotated[list[Path], typer.Argument(help="Score sheets that came back.")],
    at: At = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over scores that are there already.")] = False,
    by: By = None,
) -> None:
    """Read score sheets back into scores/: each mistake by sheet and cell, nothing taken from a sheet with errors."""
    own = sound(at)
    taken = [take_scores(own, file, replace=replace, by=by) for file in files]
    show_next(own)
    raise typer.Exit(0 if all(taken) else 1)


def take_scores(own: api.Project, file: Path, *, replace: bool, by: str | None) -> bool:
    """Collect one score sheet and show what was found; give whether it was taken over."""
    from cdc import api

    with console.guarded():
        found = api.collect_scores(own, file, replace=replace, hand=hand(by))
    console.show_findings(found.findings)
    if found.path is None:
        typer.echo(console.say()("cli.not_collected", file=file.name))
        return False
    typer.echo(console.say()("cli.collected", count=found.count, evaluator=found.evaluator, path=found.path))
    return True


board_app.command("enter")(enter)


@grid_app.command("write")
def issue(project: Project = None, at: At = None, languages: Languages = None, out: Out = None) -> None:
    """Write the Excel workbook that vendors answer, in one language or in several side by side."""
    from cdc import api

    own = sound(project, at)
    chosen = (
        languages
        or (own.specification.tender.languages if own.specification.tender else ())
        or (own.specification.language,)
    )
    with console.guarded():
        written = api.write_grids(own, languages=chosen, out=out or own.root / "build")
    console.show_written(written)


@grid_app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="Answered workbook.")],
    at: At = None,
    output: Annotated[Output, typer.Option("--format", "-f", help="How findings are printed.")] = Output.TEXT,
) -> None:
    """Check an answered workbook before sending it: the same report the buyer will see."""
    from cdc import api

    console.Settings.output = output.value
    own = sound(at) if at else None
    with console.guarded():
        reading, findings = api.self_check(file, own)
    console.show_findings(findings)
    if reading is not None and output is Output.TEXT:
        found = api.tally(reading)
        key = f"cli.grid_{_state(found, findings)}"
        typer.echo(console.say()(key, file=file.name, counts=_counts(found)))
    console.finish(findings)


def receive(
    vendor: Annotated[str | None, typer.Argument(help="Id of the vendor.")] = None,
    files: Annotated[list[Path] | None, typer.Argument(help="The vendor's workbooks.")] = None,
    at: At = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="A folder with a folder of files for each vendor, named by its id.")
    ] = None,
    variant: Annotated[str, typer.Option("--variant", help="Name of the variant, when it is not the base bid.")] = "",
    stated: Annotated[
        str | None, typer.Option("--at", help="When it arrived by your word, not by the clock: a bid on paper.")
    ] = None,
    by: By = None,
) -> None:
    """Take in a vendor's answer, or those of all vendors: kept as they came, read by id, reported by cell."""
    if (source is None) == (vendor is None) or bool(files) == (vendor is None) or (source and variant):
        raise typer.BadParameter(console.say()("cli.received_what"))
    own = sound(at)
    if source is not None:
        ok = take_all(own, source, hand(by, stated))
    else:
        ok = take(own, vendor or "", files or [], variant, who=hand(by, stated))
    show_next(own)
    raise typer.Exit(0 if ok else 1)


def take(own: api.Project, vendor: str, files: list[Path], variant: str = "", *, who: api.Hand | None = None) -> bool:
    """Receive one bid and show what was found; give whether it was accepted without errors."""
    from cdc import api

    with console.guarded():
        result = api.receive(own, vendor, files, variant=variant, hand=who)
    return _show_received(result) in _GOOD


def take_all(own: api.Project, folder: Path, who: api.Hand) -> bool:
    """Receive the bids of a folder and show what was found, vendor by vendor; give whether all were accepted."""
    from cdc import api

    with console.guarded(), console.progress(len(list(folder.glob("*/")))) as progress:
        results, strange = api.receive_from(own, folder, hand=who, progress=progress)
    console.show_findings(strange)
    states = Counter(_show_received(result) for result in results)
    counts = {"accepted": states["whole"] + states["shut"], "open": states["open"], "wrong": states["wrong"]}
    say = console.say()
    typer.echo(say("cli.received_all", count=len(results), refused=states["refused"], **counts))
    return bool(results) and states.keys() <= _GOOD


_GOOD = frozenset({"whole", "open", "shut"})


def _show_received(result: api.Received) -> str:
    """Show what became of a bid; give how it stands: whole, open, with errors, kept shut or refused."""
    console.show_findings(result.findings)
    say = console.say()
    if result.is_shut:
        typer.echo(say("cli.kept_shut", vendor=result.vendor, path=result.folder))
        return "wrong" if has_errors(result.findings) else "shut"
    if result.bid is None or result.counts is None:
        key = "cli.refused" if result.folder is not None else "cli.refused_unkept"
        typer.echo(say(key, vendor=result.vendor, path=result.folder))
        return "refused"
    state = _state(result.counts, result.findings)
    facts = {"vendor": result.vendor, "round": result.bid.round, "path": result.folder}
    typer.echo(say(f"cli.received_{state}", counts=_counts(result.counts), **facts))
    return state


def _state(found: Tally, findings: Sequence[Finding]) -> str:
    """Say whether an answer can stand: not beside errors, and whole only where every line is filled."""
    if has_errors(findings):
        return "wrong"
    return "whole" if found.is_complete else "open"


def _counts(found: Tally) -> str:
    """Say how many lines are answered and how many prices are read, of those there are."""
    say = console.say()
    parts = [say("cli.count_answers", answered=found.answered, asked=found.asked)] if found.asked else []
    parts += [say("cli.count_prices", priced=found.priced, asked=found.prices)] if found.prices else []
    return say.listed(parts) if parts else say("cli.count_nothing")


def rounds(
    vendor: Annotated[str, typer.Argument(help="Id of the vendor.")],
    at: At = None,
) -> None:
    """Show what a vendor changed in its last round."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        number, changes = api.compare_rounds(own, vendor)
    say = console.say()
    typer.echo(say("cli.rounds", vendor=vendor, round=number, count=len(changes)))
    if changes:
        heads = [say("label.kind"), say("label.id"), say("cli.before"), say("cli.after")]
        tables.show_table(
            heads, [[say(f"value.change_{c.kind}"), c.id, c.before or "–", c.after or "–"] for c in changes]
        )


def score(
    project: Project = None,
    at: At = None,
    trace: Annotated[bool, typer.Option("--trace", help="Show where every number comes from.")] = False,
    robustness: Annotated[bool, typer.Option("--robustness", help="Say how sure the first rank is, and why.")] = False,
    lot: Lot = None,
    output: Annotated[Output, typer.Option("--format", "-f", help="text, or json with exact fractions.")] = Output.TEXT,
) -> None:
    """Rank the bids as the specification declares; of several lots, name one."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        scored = api.score(own, lot=chosen_lot(own, lot))
    if output is Output.JSON:
        data: dict[str, Any] = {"ranking": api.as_json(scored.ranking) if scored.ranking else None}
        if robustness and scored.evaluated:
            data["robustness"] = api.as_json(scored.evaluated.robustness)
        data["findings"] = api.findings_as_data(scored.findings, console.Settings.language)
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        console.show_findings(scored.findings, to_error=True)
        if scored.ranking:
            tables.show_ranking(scored, trace=trace)
            if robustness:
                typer.echo(api.verdict(scored, console.say().language))
    console.finish(scored.findings, strict=False)


def award(
    project: Project = None,
    at: At = None,
    languages: Languages = None,
    formats: Formats = None,
    out: Out = None,
    lot: Lot = None,
    by: By = None,
) -> None:
    """Write the award file: report, one-page decision, minutes, letters, briefs, comparison workbook, recount.

    Before the award is decided it is a draft, and marked as such.
    """
    award_file(sound(project, at), languages, formats, out, lot=lot, who=hand(by))


def award_file(
    own: api.Project,
    languages: Languages = None,
    formats: Formats = None,
    out: Out = None,
    *,
    lot: str | None = None,
    who: api.Hand,
) -> None:
    """Write the award file and show what it says; a draft with its reason, which is exit code 1 where errors are it."""
    from cdc import api

    with console.guarded():
        chosen_one = chosen_lot(own, lot)
        scored = api.score(own, lot=chosen_one, now=who.now)
        drafts = api.only_draft(scored, who)
        console.show_findings((*scored.findings, *drafts, *api.lacking(scored)), to_error=True)
        if scored.ranking is None:
            raise typer.Exit(1)
        usable, no_pdf = api.usable_formats(formats or ("pdf", "docx"))
        chosen = languages or (own.specification.language,)
        target = out or own.root / "build" / "award" / (chosen_one or "")
        count = len(chosen) * len(usable) * (3 + 3 * len(scored.ranking.bids) + len(scored.ranking.excluded))
        with console.progress(count) as progress:
            written = api.write_award(scored, languages=chosen, formats=usable, out=target, progress=progress, hand=who)
    typer.echo(console.say()("cli.award_done", count=len(written), path=target))
    tables.show_board(scored.ranking)
    tables.show_ranking(scored, trace=False)
    typer.echo(api.verdict(scored, console.say().language))
    console.say_no_pdf(missing=no_pdf, wanted=formats)
    show_next(own)
    if has_errors((*scored.findings, *drafts)):
        raise typer.Exit(1)


def report(
    project: Project = None,
    at: At = None,
    languages: Languages = None,
    formats: Formats = None,
    out: Out = None,
    lot: Lot = None,
) -> None:
    """Write the evaluation report, and print the ranking."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        scored = api.score(own, lot=chosen_lot(own, lot))
        drafts = api.only_draft(scored, api.Hand())
        console.show_findings((*scored.findings, *drafts), to_error=True)
        if scored.ranking is None:
            raise typer.Exit(1)
        usable, no_pdf = api.usable_formats(formats or ("pdf", "docx", "html"))
        chosen = languages or (own.specification.language,)
        with console.progress(len(chosen) * len(usable)) as progress:
            written = api.write_report(
                scored, languages=chosen, formats=usable, out=out or own.root / "build", progress=progress
            )
    console.show_written(written)
    tables.show_ranking(scored, trace=False)
    console.say_no_pdf(missing=no_pdf, wanted=formats)
