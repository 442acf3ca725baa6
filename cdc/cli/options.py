"""Arguments and options that several commands share: the same flag means the same everywhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cdc.cli import console

if TYPE_CHECKING:
    from cdc import api

Project = Annotated[
    Path | None,
    typer.Argument(help="Folder of the specification, or its single file. Default: here.", show_default=False),
]
At = Annotated[
    Path | None,
    typer.Option("--project", "-p", help="Folder of the specification, or its single file.", show_default=False),
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", "-l", help="Language of the document; repeat for more. Default: those of the document."),
]
Formats = Annotated[
    list[str] | None, typer.Option("--format", "-f", help="pdf, docx, html or md; repeat for more. Default: all.")
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Folder for the results. Default: build/ in the project.")
]
Lot = Annotated[str | None, typer.Option("--lot", help="One lot of the tender.")]
By = Annotated[
    str | None, typer.Option("--by", help="Who does it, for the journal. Default: the account.", show_default=False)
]


Reason = Annotated[str, typer.Option("--reason", help="Why, for the journal.")]
Needed = Annotated[str, typer.Option("--reason", help="Why, for the journal.", show_default=False)]


class Output(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


class Report(StrEnum):
    """How the findings of a check are printed: for people, or for a program."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


class Severity(StrEnum):
    """The least serious findings that are wanted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class PdfKind(StrEnum):
    """What a PDF is for."""

    UA = "ua"
    ARCHIVE = "archive"
    DRAFT = "draft"


def place(project: Path | None, at: Path | None) -> Path:
    """Give the project that was named, as an argument or with --project; here when it was not."""
    return project or at or Path()


def sound(project: Path | None, at: Path | None = None) -> api.Project:
    """Load a project for a command that needs it valid; stop at errors."""
    from cdc import api

    with console.guarded():
        loaded, findings = api.load(place(project, at))
    console.stop_on_errors(findings)
    console.show_findings([finding for finding in findings if finding.code == "CDC931"], to_error=True)
    assert loaded is not None
    return loaded


def chosen_lot(project: api.Project, lot: str | None) -> str | None:
    """Give the lot to rank: the named one, none for a tender in one lot; several lots must be named one by one."""
    known = [item.id for item in project.specification.lots]
    if lot is None and len(known) > 1:
        console.stop("lot_needed", known=", ".join(known))
    return None if known == [lot] else lot


def hand(by: str | None, stated: str | None = None) -> api.Hand:
    """Give who acts, at the moment of the machine's clock: no variable of the environment moves it.

    A moment that is stated, of a bid on paper, is kept apart, as the word of who acts.
    """
    from cdc import api

    who = api.Hand(by) if by else api.Hand()
    if stated is None:
        return who
    try:
        at = dt.datetime.fromisoformat(stated)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        console.stop("bad_moment", text=stated)
    return dataclasses.replace(who, stated={"at": at.isoformat(), "by": who.by})
