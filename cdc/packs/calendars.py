"""Calendars of law: the minimum periods of procedures, shipped and of the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from cdc import assets, yaml
from cdc.findings import Finding, guess, has_errors
from cdc.model.law import LawCalendar, LawfulProcedure
from cdc.model.specification import Specification
from cdc.model.tender import Law
from cdc.project.one_file import read_one
from cdc.words import completed

FOLDER = "calendars"
Where = tuple[str | int, ...]
Wrong = Iterator[tuple[str, Where, Mapping[str, object]]]


@cache
def shipped() -> Mapping[str, LawCalendar]:
    """Give the calendars of the product by name."""
    read = {path.stem: yaml.read(path.name, path.read_bytes()).data for path in _files(assets.templates())}
    return {name: LawCalendar.model_validate(completed(data)) for name, data in read.items()}


def _files(root: Path) -> list[Path]:
    return sorted((root / FOLDER).glob("*.y*ml"))


def known(root: Path) -> tuple[dict[str, LawCalendar], list[Finding]]:
    """Give the calendars that a project can name, its own before those of the product, and what is wrong in its own."""
    found, findings = dict(shipped()), []
    for path in _files(root):
        own, wrong, _ = read_one(path, root, LawCalendar)
        findings += wrong
        if own is not None and not has_errors(wrong):
            found[path.stem] = own
    return found, findings


def of(root: Path, law: Law | None) -> tuple[LawCalendar, LawfulProcedure] | None:
    """Give the calendar that a tender names, and the procedure in it."""
    calendar = known(root)[0].get(law.calendar) if law else None
    procedure = calendar.procedures.get(law.procedure) if calendar and law else None
    return (calendar, procedure) if calendar and procedure else None


def unknown(root: Path, spec: Specification) -> Wrong:
    """Name what a tender says of its law and no calendar has: its name, the procedure, a reason for less time."""
    law = spec.tender.law if spec.tender else None
    if law is None:
        return
    calendars, _ = known(root)
    calendar = calendars.get(law.calendar)
    if calendar is None:
        yield _named(law.calendar, calendars, ("calendar",))
        return
    procedure = calendar.procedures.get(law.procedure)
    if procedure is None:
        yield _named(law.procedure, calendar.procedures, ("procedure",))
        return
    reasons = [shorter.reason for shorter in procedure.shorter]
    for at, reason in enumerate(law.shorter):
        if reason not in reasons:
            yield _named(reason, reasons, ("shorter", at))


def _named(name: str, names: Mapping[str, object] | list[str], where: Where) -> tuple[str, Where, Mapping[str, object]]:
    listed = ", ".join(sorted(names)) or "–"
    return "CDC592", ("tender", "law", *where), {"name": name, "known": listed, "guess": guess(name, names)}
