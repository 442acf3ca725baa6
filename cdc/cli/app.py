"""Put the commands together and run them."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
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
    publishing,
    questions,
    receipts,
    sealing,
    starting,
    tender,
    translate,
)
from cdc.cli.whole import Whole, help_of

app = typer.Typer(
    name="cdc",
    help="Write a requirements specification in YAML and run the tender that follows.",
    cls=Whole,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
tender.grid_app.command("update")(amending.update)
tender.board_app.command("moderation")(moderating.moderation)
tender.board_app.command("moderate")(moderating.moderate)
method.method_app.command("inspect")(inspecting.inspect_method)

GROUPS: tuple[tuple[str, tuple[tuple[str, Callable[..., None] | typer.Typer], ...]], ...] = (
    (
        "Write the specification",
        (
            ("new", starting.new),
            ("check", author.check),
            ("render", author.render),
            ("keys", keys.keys),
            ("explain", author.explain),
            ("profiles", author.profiles),
            ("diff", compare.diff),
        ),
    ),
    ("Review and translate it", (("comments", author.comments), ("translate", translate.app))),
    (
        "Prepare and publish the tender",
        (
            ("method", method.method_app),
            ("grid", tender.grid_app),
            ("publish", publishing.publish),
            ("questions", questions.app),
            ("amend", amending.amend),
        ),
    ),
    (
        "Receive and open bids",
        (
            ("receive", tender.receive),
            ("receipt", receipts.receipt),
            ("seal", sealing.app),
            ("withdraw", procedure.withdraw),
            ("close", procedure.close),
            ("unseal", sealing.open_seals),
            ("open", procedure.open_bids),
            ("clarify", clarify.app),
        ),
    ),
    (
        "Evaluate and award",
        (
            ("board", tender.board_app),
            ("score", tender.score),
            ("rounds", tender.rounds),
            ("decide", procedure.decide),
            ("report", tender.report),
            ("award", tender.award),
            ("cancel", procedure.cancel),
        ),
    ),
    ("Know where it stands", (("status", procedure.status), ("log", procedure.log), ("verify", procedure.verify))),
    ("Learn", (("demo", author.demo), ("help", help_of), ("schema", author.schema))),
)
"""The commands by who needs them and when."""

for _panel, _commands in GROUPS:
    for _name, _command in _commands:
        if isinstance(_command, typer.Typer):
            app.add_typer(_command, name=_name, rich_help_panel=_panel)
        else:
            app.command(_name, rich_help_panel=_panel)(_command)


@app.callback()
def options(
    ctx: typer.Context,
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
    ctx.color = console.colour_wanted()
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
