"""What every command shows: findings with their source line, files written, progress, why it cannot run."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from cdc.errors import CannotRunError, RefusedError
from cdc.findings import Finding, Phrase, Place, has_errors

if TYPE_CHECKING:
    from cdc.words import Words

_COLOURS = {"error": typer.colors.RED, "warning": typer.colors.YELLOW, "info": typer.colors.BLUE}


class Settings:
    """What the options before the command said."""

    language = "en"
    output = "text"


def settle(language: str | None) -> None:
    """Choose the language of messages: option, CDC_LANG, LANG, else English."""
    from cdc.words import LANGUAGES  # here, so that --help does not wait for the catalogues

    if language is not None and language not in LANGUAGES:
        stop("unknown_name", kind="language", name=language, known=", ".join(LANGUAGES))
    wanted = (language, os.environ.get("CDC_LANG"), os.environ.get("LC_ALL"), os.environ.get("LANG"))
    Settings.output = "text"
    Settings.language = next((code for code in map(_code, filter(None, wanted)) if code in LANGUAGES), "en")
    try:
        say()
    except CannotRunError as error:  # a damaged file of the user's own cannot say so itself
        Settings.language = "en"
        stop(error.key, **error.facts)


def colour_wanted() -> bool | None:
    """Tell whether colours are wanted whatever the output is: NO_COLOR, FORCE_COLOR; None: as the terminal has them."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _code(locale: str) -> str:
    """Give the language of a locale, `fr_CH.UTF-8` → `fr`."""
    return re.split("[^a-z]", locale.lower(), maxsplit=1)[0]


def say() -> Words:
    """Give the words of the user's language."""
    from cdc.words import words

    return words(Settings.language)


def stop(key: str, /, **facts: object) -> NoReturn:
    """Say why the command cannot run, and exit with 2."""
    shown = {name: say()(value) if isinstance(value, Phrase) else value for name, value in facts.items()}
    for fact, section in (("what", "what"), ("kind", "thing")):
        if say().has(f"{section}.{shown.get(fact)}"):
            shown[fact] = say()(f"{section}.{shown[fact]}")
    typer.echo(f"cdc: {say()('error.' + key, **shown)}", err=True)
    raise typer.Exit(2)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what stops a command into one sentence and exit code 2."""
    try:
        yield
    except RefusedError as refused:
        stop_on_errors(refused.findings)
    except CannotRunError as error:
        stop(error.key, **error.facts)
    except OSError as error:
        if error.filename is None:  # no file of the user's: standard output, which is told where the program ends
            raise
        stop("not_readable", path=printable(error.filename), reason=error.strerror or str(error))


def printable(name: object) -> str:
    """Give a file name as text, also where its bytes are none."""
    return os.fsencode(str(name)).decode("utf-8", "replace")


def show_findings(findings: Sequence[Finding], *, to_error: bool = False) -> None:
    """Print findings as people read them, or in a format for programs."""
    if Settings.output != "text":
        from cdc import api

        typer.echo(api.findings_as(Settings.output, findings, Settings.language), nl=False, err=to_error)
        return
    for alike in _alike(findings):
        for finding in alike[:_SHOWN]:
            _show_finding(finding, to_error=to_error)
        rest = alike[_SHOWN:]
        if rest:
            file = rest[0].place.file
            facts = {"code": rest[0].code, "file": file, "places": ", ".join(_inside(one.place, file) for one in rest)}
            typer.echo(say()("cli.more_alike", count=len(rest), **facts), err=to_error)


_SHOWN = 5
"""So many findings that say the same are shown whole; of the others the places."""


def _inside(place: Place, file: str) -> str:
    """Write a place without the name of its file."""
    return str(place).removeprefix(f"{file}:")


def _alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Group findings of a file that say the same word for word, in the order of the first of each."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.place.file, finding.code, str(finding.facts)), []).append(finding)
    many = {key for key, group in groups.items() if len(group) > _SHOWN + 1}
    shown: list[list[Finding]] = []
    for finding in findings:
        key = (finding.place.file, finding.code, str(finding.facts))
        group = groups[key] if key in many else [finding]
        if group[0] is finding:
            shown.append(group)
    return shown


def _show_finding(finding: Finding, *, to_error: bool) -> None:
    """Print one finding: place, code, message, source line with a caret, hint."""
    from cdc.words import telling

    language = say()
    colour = _COLOURS[finding.severity]
    label = typer.style(f"{finding.code} {language('severity.' + finding.severity)}:", fg=colour, bold=True)
    typer.echo(f"{finding.place}: {label} {telling.message(finding, language)}", err=to_error)
    place = finding.place
    if place.excerpt and place.column:
        line, caret = _window(place.excerpt, place.column)
        typer.echo(f"    {line}\n    {caret}", err=to_error)
    advice = telling.hint(finding, language)
    if advice:
        typer.echo(f"    → {advice}", err=to_error)


def _window(line: str, column: int) -> tuple[str, str]:
    """Cut a long line around the place, and draw the caret under it, wide letters counted twice."""
    start = max(0, column - 70) if len(line) > 110 else 0
    shown = line[start : start + 110].replace("\t", " ")
    before = shown[: column - 1 - start]
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in before)
    return shown, " " * width + "^"


def summary(findings: Iterable[Finding]) -> str:
    """Count findings in one line."""
    kinds = [finding.severity for finding in findings]
    return say()("cli.summary", errors=kinds.count("error"), warnings=kinds.count("warning"), notes=kinds.count("info"))


def finish(findings: Sequence[Finding], *, strict: bool = True) -> NoReturn:
    """Exit with 1 when there are findings (only errors when not strict), else with 0."""
    bad = (
        [finding for finding in findings if finding.severity != "info"]
        if strict
        else [f for f in findings if f.severity == "error"]
    )
    raise typer.Exit(1 if bad else 0)


def stop_on_errors(findings: Sequence[Finding]) -> None:
    """Show findings and exit with 1 if any is an error."""
    if has_errors(findings):
        show_findings([finding for finding in findings if finding.severity == "error"])
        if Settings.output == "text":
            typer.echo(say()("cli.stopped"), err=True)
        raise typer.Exit(1)


def show_written(paths: Iterable[Path]) -> None:
    """Print the files written, one a line."""
    for path in paths:
        typer.echo(say()("cli.written", path=path))


def is_watched() -> bool:
    """Tell whether a person at a terminal reads along."""
    return sys.stdout.isatty() and Settings.output == "text"


@contextmanager
def progress(length: int) -> Iterator[Any]:
    """Show a bar on a terminal's standard error; give a function that advances it by one named step."""
    if not sys.stderr.isatty() or Settings.output == "json":
        yield lambda _name, _step=1: None
        return
    with typer.progressbar(length=length, file=sys.stderr, item_show_func=lambda name: name or "") as bar:

        def advance(name: str, step: int = 1) -> None:
            bar.current_item = name
            bar.update(step)
            bar.render_progress()

        yield advance


def say_no_pdf(*, missing: bool, wanted: list[str] | None) -> None:
    """Say how to install Pango; asked for by name, a missing PDF is a failure."""
    if missing and wanted and "pdf" in wanted:
        stop("missing_library", library="Pango")
    if missing:
        typer.echo(say()("error.missing_library", library="Pango"), err=True)
