"""Commands of the board's moderation: the sheet of scores that differ, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console
from cdc.cli.options import At, By, Languages, Out, Project, hand, sound
from cdc.cli.procedure import show_next


def moderation(project: Project = None, at: At = None, languages: Languages = None, out: Out = None) -> None:
    """Write the sheet of scores that differ so much that the board must agree on one."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        chosen = languages or (own.specification.language,)
        written = api.moderation_sheet(own, languages=chosen, out=out or own.root / "build" / "board")
    console.show_written([written])


def moderate(
    file: Annotated[Path, typer.Argument(help="The sheet of moderation that the board filled.")],
    at: At = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a moderation that is there already.")] = False,
    by: By = None,
) -> None:
    """Read the board's sheet into scores/moderation.yaml; --by names who led the talk."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        found = api.collect_moderation(own, file, replace=replace, hand=hand(by))
    console.show_findings(found.findings)
    if found.path is None:
        typer.echo(console.say()("cli.not_collected", file=file.name))
        raise typer.Exit(1)
    typer.echo(console.say()("cli.moderation_kept", path=found.path))
    show_next(own)
    console.finish(found.findings, strict=False)
