"""Put the commands together and run them."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import Annotated, NoReturn

import typer

from cdc.cli import (
    amending,
    author,
    clarify,
    compare,
    console,
    inspecting,
    keys,
    method,
    moderating,
    procedure,
    questions,
    sealing,
    tender,
    translate,
)
from cdc.cli.whole import Whole

app = typer.Typer(
    name="cdc",
    help="Write a requirements specification in YAML and run the tender that follows.",
    cls=Whole,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(author.new)
app.command()(author.check)
app.command()(author.render)
app.command()(author.schema)
app.command()(keys.keys)
app.command()(author.explain)
app.command()(author.profiles)
app.command()(author.comments)
app.command()(compare.diff)
app.command()(author.demo)
tender.grid_app.command("update")(amending.update)
app.add_typer(tender.grid_app, name="grid")
tender.board_app.command("moderation")(moderating.moderation)
tender.board_app.command("moderate")(moderating.moderate)
app.add_typer(tender.board_app, name="board")
method.method_app.command("inspect")(inspecting.inspect_method)
app.add_typer(method.method_app, name="method")
app.add_typer(questions.app, name="questions")
app.add_typer(sealing.app, name="seal")
app.add_typer(clarify.app, name="clarify")
app.add_typer(translate.app, name="translate")
app.command()(tender.publish)
app.command()(amending.amend)
app.command()(tender.receive)
app.command("unseal")(sealing.open_seals)
app.command()(tender.rounds)
app.command()(procedure.withdraw)
app.command()(procedure.close)
app.command("open")(procedure.open_bids)
app.command()(tender.score)
app.command()(procedure.decide)
app.command()(tender.report)
app.command()(tender.award)
app.command()(procedure.cancel)
app.command()(procedure.status)
app.command()(procedure.log)
app.command()(procedure.verify)


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


class InterruptedByUserError(BaseException):
    """Ctrl-C: not to be caught on the way out."""


def run() -> None:
    """Run the command line; a closed pipe ends it quietly, a full disk and Ctrl-C with one line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGINT, _interrupt)
    try:
        _to_the_end()
    except BrokenPipeError:
        _leave(0)
    except OSError as error:
        _leave(2, "not_writable", path="stdout", reason=error.strerror or str(error))
    except InterruptedByUserError:
        _leave(130, "interrupted")


def _interrupt(_number: int, _frame: object) -> None:
    raise InterruptedByUserError


def _to_the_end() -> None:
    """Run the command, and write out what waits in standard output while a failure can still be told."""
    try:
        app()
    except SystemExit:
        sys.stdout.flush()
        raise


def _leave(code: int, key: str = "", **facts: object) -> NoReturn:
    """End at once, so that nothing is flushed a second time."""
    if key:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"cdc: {console.say()('error.' + key, **facts)}\n")
            sys.stderr.flush()
    os._exit(code)
