"""Commands on translations: what is missing or old, what goes to translators and comes back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console
from cdc.cli.options import At, Languages, Out, Project, place, sound
from cdc.cli.whole import Whole

app = typer.Typer(
    cls=Whole,
    help="Translations: what is missing or old, what goes to translators and comes back.",
    no_args_is_help=True,
)


class Form(StrEnum):
    """What a translator works in."""

    XLSX = "xlsx"
    XLF = "xlf"
    XLF2 = "xlf2"


@app.command()
def status(project: Project = None, at: At = None) -> None:
    """Say for each language how many texts are translated, missing, outdated or to review (exit 1 if not complete)."""
    from cdc import api

    own = sound(project, at)
    lacks = False
    for language in own.specification.document.languages[1:]:
        with console.guarded():
            states = [unit.state for unit in api.translation_units(own, language)]
        counts = {state: states.count(state) for state in ("translated", "missing", "stale", "review")}
        lacks = lacks or counts["translated"] < len(states)
        typer.echo(console.say()("cli.translations", language=language, **counts))
    raise typer.Exit(1 if lacks else 0)


@app.command()
def export(
    language: Annotated[str, typer.Argument(help="Language to translate into, by its code: en, fr…")],
    project: Project = None,
    at: At = None,
    form: Annotated[
        Form, typer.Option("--format", "-f", help="xlsx, xlf (XLIFF 1.2) or xlf2 (XLIFF 2.0).")
    ] = Form.XLSX,
    out: Out = None,
) -> None:
    """Write every text with its translation for a translator."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        target = out or own.root / "build"
        written = api.export_translation(own, language=language, format_name=form.value, out=target)
    console.show_written([written])


@app.command(name="import")
def bring(
    file: Annotated[Path, typer.Argument(help="File that came back from the translator.")],
    project: Project = None,
    at: At = None,
) -> None:
    """Put a translator's file into the specification, joined by the keys of the texts."""
    from cdc import api

    with console.guarded():
        count, findings = api.import_translation(place(project, at), file)
    console.show_findings(findings)
    typer.echo(console.say()("cli.imported", count=count))
    console.finish(findings)


@app.command()
def confirm(project: Project = None, at: At = None, languages: Languages = None) -> None:
    """Take the translations there are as made from today's sources; later changes of a source are then reported."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        count = api.confirm_translations(own, languages or own.specification.document.languages[1:])
    typer.echo(console.say()("cli.confirmed", count=count))
