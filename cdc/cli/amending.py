"""Commands of amendments: the buyer's, and the vendor's who takes its answers to the amended form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cdc.cli import console, tables
from cdc.cli.options import At, By, Formats, Languages, Out, hand, sound
from cdc.cli.procedure import show_next

if TYPE_CHECKING:
    from cdc import api

OutFile = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="File to write. Default: FILLED-updated.xlsx beside it.", show_default=False),
]


def update(
    filled: Annotated[Path, typer.Argument(help="The workbook you filled.")],
    to: Annotated[Path, typer.Option("--to", help="The new workbook, as the buyer issued it.")],
    out: OutFile = None,
) -> None:
    """Take the answers of a filled workbook to an amended form; lines whose text changed are to be answered again."""
    from cdc import api

    with console.guarded():
        done = api.update_grid(filled, to, out)
    console.show_findings(done.findings)
    if done.path is not None and done.moved is not None:
        counts = {fate: len(done.moved.of(fate)) for fate in ("kept", "review", "new", "withdrawn")}
        shown = console.say()("cli.grid_updated", path=done.path, elsewhere=len(done.moved.elsewhere), **counts)
        typer.echo(shown)
        if again := [line.id for line in done.moved.lines if line.fate in ("review", "new")]:
            typer.echo(console.say()("cli.grid_to_answer", ids=", ".join(again)))
    console.finish(done.findings)


def amend(
    reason: Annotated[str, typer.Argument(help="Why; without it, what changed since publication is shown.")] = "",
    at: At = None,
    extend: Annotated[
        bool, typer.Option("--extend", help="Move the deadline where it leaves fewer days than declared.")
    ] = False,
    number: Annotated[
        int | None, typer.Option("--number", help="Write the page of an amendment that is published already.")
    ] = None,
    languages: Languages = None,
    formats: Formats = None,
    out: Out = None,
    by: By = None,
) -> None:
    """Amend the published tender: next number, page of changes for vendors, new workbooks, deadline by the rule."""
    from cdc import api

    own = sound(at)
    if number is None:
        own, number = _amended(own, reason, extend=extend, by=by)
    with console.guarded():
        usable, no_pdf = api.usable_formats(formats or api.FORMATS)
        chosen = languages or own.specification.document.languages
        target = out or own.root / "build"
        with console.progress(2 * len(chosen) * len(usable)) as progress:
            written = api.write_amendment(own, number, languages=chosen, formats=usable, out=target, progress=progress)
    console.show_written(written)
    console.say_no_pdf(missing=no_pdf, wanted=formats)
    show_next(own)


def _amended(own: api.Project, reason: str, *, extend: bool, by: str | None) -> tuple[api.Project, int]:
    """Publish the amendment and say so; without a reason show what it would hold, and end."""
    from cdc import api

    with console.guarded():
        found = api.since_publication(own)
        if found and not reason:
            tables.show_differences(found)
            raise typer.Exit(1)
        done = api.amend(own, reason, extend=extend, hand=hand(by))
    console.show_findings(done.findings)
    facts = done.project.publication
    if done.findings or facts is None:
        raise typer.Exit(1)
    say = console.say()
    if done.extended is not None:
        path = done.project.source.singles["tender"].name
        typer.echo(say("cli.extended", moment=done.extended, path=path))
    typer.echo(say("cli.amended", number=facts.number, reason=facts.reason))
    typer.echo(say("cli.published", form=facts.form, rules=facts.rules))
    return done.project, facts.number
