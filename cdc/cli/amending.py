"""Commands of what happens between publication and deadline: answers taken to an amended form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console

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
    console.finish(done.findings)
