"""Put the commands together and run them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cdc.cli import author, console, tender, translate

app = typer.Typer(
    name="cdc",
    help="Write a requirements specification in YAML and run the tender that follows.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(author.new)
app.command()(author.check)
app.command()(author.render)
app.command()(author.schema)
app.command()(author.explain)
app.command()(author.profiles)
app.command()(author.comments)
app.command()(author.demo)
app.add_typer(tender.grid_app, name="grid")
app.add_typer(tender.board_app, name="board")
app.add_typer(tender.method_app, name="method")
app.add_typer(translate.app, name="translate")
app.command()(tender.publish)
app.command()(tender.receive)
app.command()(tender.rounds)
app.command()(tender.score)
app.command()(tender.report)
app.command()(tender.award)


@app.callback()
def options(
    lang: Annotated[
        str | None, typer.Option(help="Language of messages, by its code: en, fr… (else CDC_LANG, LANG).")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Settle what holds for every command."""
    if version:
        from cdc import __version__

        typer.echo(f"cdc {__version__}")
        raise typer.Exit
    console.settle(lang)


def run() -> None:
    """Run the command line; a closed pipe ends it quietly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
