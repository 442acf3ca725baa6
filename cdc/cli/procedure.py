"""Commands of the procedure: close, open, decide, withdraw, cancel; its journal, its verification, where it stands."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cdc.cli import console, standing
from cdc.cli.options import At, By, Output, Project, hand, sound

if TYPE_CHECKING:
    from cdc import api

Why = Annotated[str, typer.Option("--reason", "-r", help="Why, for the journal.")]


class Envelope(StrEnum):
    """What is opened."""

    ALL = "all"
    TECHNICAL = "technical"
    PRICE = "price"


class Decision(StrEnum):
    """What is decided."""

    QUALITY = "quality"
    AWARD = "award"


def close(reason: Why, project: Project = None, at: At = None, by: By = None) -> None:
    """End the time for bids before the deadline, or where there is none."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        done = api.close(own, reason=reason, hand=hand(by))
    _show(own, done, "closed")


def open_bids(
    what: Annotated[Envelope | None, typer.Argument(help="all, or technical and later price.")] = None,
    at: At = None,
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why a bid stays under its seal, where one does.")] = "",
    by: By = None,
) -> None:
    """Open what vendors sent, once the time for bids has ended, and write the minutes of it."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        done = api.open_envelopes(own, what.value if what else None, reason=reason, hand=hand(by))
    _show(own, done, "opened")


def decide(
    what: Annotated[Decision | None, typer.Argument(help="quality, before prices are opened; or award.")] = None,
    at: At = None,
    reason: Annotated[
        str, typer.Option("--reason", "-r", help="Why, where something is missing, or to decide once more.")
    ] = "",
    by: By = None,
) -> None:
    """Freeze the result with all that it rests on: quality before prices are opened, then the award."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        done = api.decide(own, what.value if what else None, reason=reason, hand=hand(by))
    _show(own, done, "decided")


def withdraw(
    vendor: Annotated[str, typer.Argument(help="Id of the vendor.")], reason: Why, at: At = None, by: By = None
) -> None:
    """Note that a vendor takes its bid back: it is kept, and ranked no more."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        done = api.withdraw(own, vendor, reason=reason, hand=hand(by))
    _show(own, done, "withdrawn", vendor=vendor)


def cancel(reason: Why, project: Project = None, at: At = None, by: By = None) -> None:
    """End the procedure without an award."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        done = api.cancel(own, reason=reason, hand=hand(by))
    _show(own, done, "cancelled")


def enter(project: Project = None, at: At = None, reason: Why = "", by: By = None) -> None:
    """Enter in the journal what evaluators wrote by hand in scores/ and corrections.yaml, as it is now."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        done = api.enter(own, reason=reason, hand=hand(by))
    _show(own, done, "entered", count=len(done.written))


def _show(own: api.Project, done: api.Acted, key: str, **facts: object) -> None:
    """Show what was found and done, and the step that comes next; leave with 1 where nothing was done."""
    console.show_findings(done.findings)
    if not done.is_done:
        raise typer.Exit(1)
    typer.echo(console.say()(f"cli.act_{key}", **facts))
    console.show_written(done.written)
    show_next(own)


def show_next(own: api.Project) -> None:
    """Say to a person at a terminal which step comes next."""
    from cdc import api

    if not console.is_watched():
        return
    with console.guarded():
        step = api.next_step(own)
    typer.echo(console.say()("cli.next", step=console.say()(f"what.step_{step}")))


def log(
    project: Project = None,
    at: At = None,
    output: Annotated[Output, typer.Option("--format", "-f", help="text, or json.")] = Output.TEXT,
) -> None:
    """Show the journal of the procedure: what was done, when, by whom."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        journal = api.log(own)
    if output is Output.JSON:
        lines = [json.loads(line) for line in journal.lines]
        typer.echo(json.dumps({"lines": lines, "head": journal.head}, ensure_ascii=False, indent=1))
        return
    standing.show_journal(journal)


def verify(
    project: Project = None,
    at: At = None,
    head: Annotated[str, typer.Option("--head", help="Head of the journal as a receipt or report prints it.")] = "",
    output: Annotated[Output, typer.Option("--format", "-f", help="text, or json.")] = Output.TEXT,
) -> None:
    """Recompute everything from the originals, and name the first thing that differs."""
    from cdc import api

    console.Settings.output = output.value
    own = sound(project, at)
    with console.guarded():
        found = api.verify(own, printed=head)
    console.show_findings(found.findings)
    if output is Output.TEXT and not any(finding.severity == "error" for finding in found.findings):
        typer.echo(console.say()("cli.verified", lines=found.lines, files=found.files, head=found.head))
    console.finish(found.findings, strict=False)


def status(
    project: Project = None,
    at: At = None,
    output: Annotated[Output, typer.Option("--format", "-f", help="text, or json.")] = Output.TEXT,
) -> None:
    """Say where the tender stands: phase, dates, what vendors and evaluators owe, the next step."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        found = api.status(own, language=console.say().language)
    if output is Output.JSON:
        typer.echo(json.dumps(api.as_json(found), ensure_ascii=False, indent=1, default=str))
        return
    standing.show_status(found)
