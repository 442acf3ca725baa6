"""The command that says what a method will do before there is any bid."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console
from cdc.cli.options import Languages, Out, Output


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise typer.BadParameter(text) from None
    if not (amount.is_finite() and 0 < amount < Decimal(10) ** 15):
        raise typer.BadParameter(text)
    return amount


def inspect_method(
    path: Annotated[Path, typer.Argument(help="Folder of the specification, or a YAML file as for `cdc method try`.")],
    around: Annotated[
        Decimal | None,
        typer.Option(
            "--dearest", parser=_amount, help="Dearest price you expect. Default: the ceiling.", metavar="AMOUNT"
        ),
    ] = None,
    bids: Annotated[int, typer.Option("--bids", min=2, max=20, help="How many bids you expect.")] = 4,
    seed: Annotated[int, typer.Option("--seed", min=0, max=10**9, help="Start of the random numbers.")] = 1,
    output: Annotated[Output, typer.Option("--format", "-f", help="text, or json with exact fractions.")] = Output.TEXT,
    languages: Languages = None,
    out: Out = None,
) -> None:
    """Say what a method will do, from its rules alone: what a point costs, what wins, what a hopeless bid changes."""
    from cdc import api

    console.Settings.output = output.value
    with console.guarded():
        found = api.inspect_method(path, around=around, bids=bids, seed=seed)
        if found.inspection is None:
            console.show_findings(found.findings)
            console.finish(found.findings)
        if output is Output.JSON:
            typer.echo(json.dumps(api.as_json(found.inspection), ensure_ascii=False, indent=1))
        else:
            for title, texts in api.inspection_texts(found, console.say().language):
                typer.echo(title)
                typer.echo("".join(f"  {text}\n" for text in texts), nl=False)
        if out is not None:
            written = api.write_inspection(found, languages=languages, formats=("pdf", "docx", "html"), out=out)
            console.show_written(written)
