"""The command that compares two states of a specification."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console, tables
from cdc.cli.options import At, Output, place


def diff(
    old: Annotated[Path | None, typer.Argument(help="The older folder or file.", show_default=False)] = None,
    new: Annotated[Path | None, typer.Argument(help="The newer one. Default: here.", show_default=False)] = None,
    at: At = None,
    git: Annotated[
        str | None,
        typer.Option("--git", help="A revision of the project in git, instead of an older folder; or two: OLD..NEW."),
    ] = None,
    output: Annotated[Output, typer.Option("--format", "-f", help="How differences are printed.")] = Output.TEXT,
) -> None:
    """Say what changed between two states of a specification, by id and word by word (exit 1 if anything did)."""
    from cdc import api

    if (old is None) == (git is None):
        raise typer.BadParameter(console.say()("cli.diff_what"))
    here = place(new if git is None else new or old, at)
    with console.guarded(), api.states(here, git) if git else nullcontext((old or here, here)) as (older, newer):
        found, findings = api.compared(older, newer)
    console.stop_on_errors(findings)
    assert found is not None
    if output is Output.JSON:
        typer.echo(json.dumps(api.differences_as_data(found), ensure_ascii=False, indent=1))
    else:
        tables.show_differences(found)
    raise typer.Exit(1 if found else 0)
