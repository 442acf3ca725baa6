"""Commands on methods of evaluation: list them, show one, try one on made-up bids, weights from judgements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console, tables
from cdc.cli.options import Output
from cdc.cli.whole import Whole
from cdc.findings import Finding

AsText = Annotated[Output, typer.Option("--format", "-f", help="text, or json with exact fractions.")]

method_app = typer.Typer(
    cls=Whole,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Methods of evaluation: list them, show one, try one on made-up bids.",
)


@method_app.command("list")
def list_methods(output: AsText = Output.TEXT) -> None:
    """List the method profiles with their source."""
    from cdc import api

    if output is Output.JSON:
        _print_data({"methods": [profile.model_dump(mode="json") for profile in api.methods().values()]})
    else:
        tables.show_methods(api.methods().values())


@method_app.command("show")
def show_method(
    name: Annotated[str, typer.Argument(help="Name of the profile.")], output: AsText = Output.TEXT
) -> None:
    """Print a method profile as YAML, to copy its choices from."""
    from cdc import api

    with console.guarded():
        text = api.method_text(name)
    if output is Output.JSON:
        _print_data({"method": api.methods()[name].model_dump(mode="json")})
    else:
        typer.echo(text, nl=False)


@method_app.command("try")
def try_method(
    file: Annotated[Path, typer.Argument(help="YAML file with criteria, evaluation and bids.")],
    output: AsText = Output.TEXT,
) -> None:
    """Apply a method to made-up bids before you publish it: points, figures and ranks."""
    from cdc import api

    console.Settings.output = output.value
    with console.guarded():
        tried = api.try_method(file)
    if tried.outcome is None or tried.outcome.decision.problems:
        console.show_findings(tried.findings)
        console.finish(tried.findings)
    if output is Output.JSON:
        found = api.as_json(tried.outcome.decision)
        found |= {"flags": api.as_json(tried.outcome.flags), "concord": api.as_json(tried.outcome.concord)}
        _print_data(found, tried.findings)
    else:
        console.show_findings(tried.findings, to_error=True)
        tables.show_trial(tried.outcome)
    console.finish(tried.findings, strict=False)


@method_app.command("weights")
def weigh(
    file: Annotated[Path, typer.Argument(help="YAML file with criteria and judgements, or points shared out.")],
    output: AsText = Output.TEXT,
) -> None:
    """Turn a group's judgements into weights: comparisons in pairs (AHP), or points that each person shared out."""
    from cdc import api

    with console.guarded():
        found = api.weigh(file)
    if output is Output.JSON:
        consistency = None if found.consistency is None else str(found.consistency)
        _print_data(
            {"weights": api.as_json(found.weights), "consistency": consistency},
            found.findings,
        )
    else:
        console.show_findings(found.findings)
        if found.weights:
            tables.show_weights(found.weights, found.consistency)
    console.finish(found.findings)


def _print_data(data: Mapping[str, object], findings: Sequence[Finding] = ()) -> None:
    """Print plain data as JSON, with the findings beside it."""
    from cdc import api

    found = api.findings_as_data(findings, console.Settings.language)
    typer.echo(json.dumps({**data, "findings": found}, ensure_ascii=False, indent=1))
