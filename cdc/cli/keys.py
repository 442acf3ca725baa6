"""The command that says which keys there are."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cdc.cli import console
from cdc.cli.options import Output


def keys(
    path: Annotated[
        str | None,
        typer.Argument(help="A key, such as features or features.acceptance; words of your language are understood."),
    ] = None,
    output: Annotated[Output, typer.Option("--format", "-f", help="How keys are printed.")] = Output.TEXT,
) -> None:
    """Say which keys a file may hold: what each is for, what it takes, the values it knows, an example."""
    from cdc import api

    console.Settings.output = output.value
    with console.guarded():
        found = api.keys(path, console.Settings.language)
    if output is Output.JSON:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif path is None:
        typer.echo(console.say()("cli.keys_head"))
        _show_lines(found["keys"])
    else:
        _show_one(found)


def _show_one(found: dict[str, Any]) -> None:
    say = console.say()
    named = f" ({found['label']})" if found["label"] else ""
    needed = f", {say('cli.keys_needed')}" if found["needed"] else ""
    typer.echo(f"{found['key']}{named}: {found['holds']}{needed}")
    typer.echo(f"  {found['tells']}")
    if found["values"]:
        worded = (f"{one['value']} ({one['word']})" if one["word"] else one["value"] for one in found["values"])
        typer.echo(f"  {say.labelled(say('cli.keys_values'))} {', '.join(worded)}")
    if found["sections"]:
        typer.echo(f"  {say.labelled(say('cli.keys_sections'))}")
        for profile, ids in found["sections"].items():
            typer.echo(f"    {profile}: {', '.join(ids)}")
    if found["keys"]:
        typer.echo(f"\n{say.labelled(say('cli.keys_inside', key=found['key']))}")
        _show_lines(found["keys"])
    typer.echo(f"\n{say.labelled(say('cli.keys_example'))}")
    typer.echo("".join(f"  {line}\n" for line in found["example"].splitlines()), nl=False)


def _show_lines(lines: Sequence[dict[str, Any]]) -> None:
    """Print a line for each key: its name, what it takes, what it is for; wrapped to the terminal."""
    import textwrap

    names = [line["key"].rpartition(".")[2] + ("*" if line["needed"] else "") for line in lines]
    width = max(map(len, names)) + 4
    room = max(shutil.get_terminal_size().columns - width, 40)
    for name, line in zip(names, lines, strict=True):
        text = " · ".join(part for part in (line["tells"], line["holds"]) if part)
        first, *rest = textwrap.wrap(text, room)
        typer.echo(f"  {name.ljust(width - 2)}{first}")
        for more in rest:
            typer.echo(" " * width + more)
