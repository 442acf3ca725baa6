"""The command that begins a specification, and the interview that it holds with a person at a terminal."""

from __future__ import annotations

import datetime as dt
import secrets
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from cdc.cli import console


def new(
    folder: Annotated[Path | None, typer.Argument(help="Folder to create.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Language of the texts, by its code: en, fr…")
    ] = None,
    start: Annotated[str | None, typer.Option(help="minimal, full, or a pack of features: crm.")] = None,
    company: Annotated[str | None, typer.Option(help="Name of the company.")] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="File with the answers, instead of being asked.")
    ] = None,
    ask: Annotated[
        bool | None, typer.Option("--ask/--no-ask", help="Ask a dozen plain questions. Default: at a terminal.")
    ] = None,
) -> None:
    """Create a commented specification from your answers; `cdc check` names what is still an example in it."""
    from cdc import api

    asks = answers is None and (sys.stdin.isatty() if ask is None else ask)
    said: dict[str, Any] = {}
    if answers is not None:
        with console.guarded():
            said, findings = api.answers(answers)
        console.stop_on_errors(findings)
    say = console.say()
    folder = folder or Path(_line("folder", "specification") if asks else "specification")
    language = language or (_choice("language", _languages(), say.language) if asks else say.language)
    start = start or (_choice("start", {name: name for name in api.starts()}, "minimal") if asks else "minimal")
    if company:
        said["company"] = company
    if asks:
        typer.echo(say("interview.intro"))
        said = api.interview(start, lambda key, kind: said.get(key) or _asked(key, kind)) | said
    with console.guarded():
        today = dt.datetime.now(tz=dt.UTC).date()
        api.new(folder, language=language, start=start, answers=said, today=today, salt=secrets.token_hex(8))
    typer.echo(say("cli.created", path=folder))


def _languages() -> dict[str, str]:
    from cdc.words import LANGUAGES, words

    return {code: words(code).format.name for code in LANGUAGES}


def _line(key: str, default: str = "") -> str:
    """Ask for a line of text."""
    import questionary

    return str(questionary.text(console.say()(f"interview.{key}"), default=default).unsafe_ask()).strip()


def _choice(key: str, known: dict[str, str], default: str) -> str:
    """Ask for one of a few, by their names."""
    import questionary

    offered = [questionary.Choice(title=name, value=code) for code, name in known.items()]
    return str(questionary.select(console.say()(f"interview.{key}"), choices=offered, default=default).unsafe_ask())


def _asked(key: str, kind: Any) -> Any:
    """Ask one question of the interview; an empty answer leaves the example."""
    import questionary

    from cdc import api

    say = console.say()

    def readable(text: str) -> bool | str:
        return not text.strip() or api.understood(key, kind, text) is not None or say(f"interview.not_{kind}")

    if kind == "lines":
        return api.understood(key, kind, "\n".join(_lines(key)))
    text = questionary.text(say(f"interview.{key}"), validate=readable).unsafe_ask()
    return api.understood(key, kind, text) if text.strip() else None


def _lines(key: str) -> list[str]:
    """Ask for lines until an empty one."""
    lines = [_line(key)]
    while lines[-1]:
        lines.append(_line("one_more"))
    return lines[:-1]
