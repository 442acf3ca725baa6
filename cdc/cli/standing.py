"""The journal of a tender and where it stands, as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from cdc.cli.console import say
from cdc.cli.tables import show_table

if TYPE_CHECKING:
    from cdc import api
    from cdc.words import Words

_TOLD = ("number", "what", "vendor", "round", "evaluator", "lot", "reason")


def show_journal(journal: api.Journal) -> None:
    """Print a journal: one row an act, and the head under it."""
    language = say()
    if not journal.entries:
        typer.echo(language("cli.no_journal"))
        return
    heads = [language(key) for key in ("cli.log_number", "cli.log_when", "cli.log_who", "cli.log_act", "cli.log_about")]
    rows = [
        [str(number), entry.at, entry.by, language(f"what.act_{entry.act}"), ", ".join(_about(entry, language))]
        for number, entry in enumerate(journal.entries, start=1)
    ]
    show_table(heads, rows)
    typer.echo(f"{language('report.journal_head')}: {journal.head}")


def _about(entry: api.Entry, language: Words) -> Iterator[str]:
    """Say what an act was about, in one line."""
    for key in _TOLD:
        value = entry.facts.get(key)
        if value not in (None, "", 0):
            yield language(f"what.about_{value}") if key == "what" else f"{language(f'cli.of_{key}')} {value}"
    if "at" in entry.stated:
        yield language("report.stated_at", at=entry.stated["at"])
    for code in entry.facts.get("codes", ()):
        yield str(code)
    if "damaged" in entry.facts or "clock" in entry.facts:
        yield language("cli.journal_doubt")


def show_status(status: api.Status) -> None:
    """Print phase, dates, vendors, evaluators and the next step."""
    language = say()
    typer.echo(language("cli.phase", phase=language(f"what.phase_{status.phase}")))
    for name, moment in status.dates:
        shown = language(f"label.{name}") if language.has(f"label.{name}") else name
        typer.echo(f"  {moment.isoformat(timespec='minutes')}  {shown}")
    if status.vendors:
        heads = [language(key) for key in ("report.vendor", "label.status", "cli.log_round", "report.received_at")]
        rows = [
            [one.vendor, language(f"what.bid_{one.state}"), str(one.round or "–"), one.received or "–"]
            for one in status.vendors
        ]
        show_table(heads, rows)
    if status.evaluators:
        heads = [language("label.evaluator"), language("cli.scores_given"), language("cli.declaration")]
        rows = [
            [one.evaluator, f"{one.given} / {one.owed}", language(f"what.declared_{one.has_declared}".lower())]
            for one in status.evaluators
        ]
        show_table(heads, rows)
    typer.echo(language("cli.next", step=language(f"what.step_{status.step}")))
    if status.head:
        typer.echo(f"{language('report.journal_head')}: {status.head}")
