"""Choose among the findings of a check, and write them for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdc.api.comparison import revision
from cdc.api.project import Checked, check
from cdc.errors import UnknownNameError
from cdc.findings import REGISTRY, Finding

_LEVELS = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are wanted: codes by how they start, the least serious level, only those new since a revision."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: str = "info"
    since: str | None = None


def chosen(checked: Checked, path: Path, wanted: Wanted) -> list[Finding]:
    """Give the findings that are wanted; an error is left out by no choice of codes, as it would be taken for none."""
    select, ignore = _known(wanted.select), _known(wanted.ignore)
    levels = _LEVELS[: _LEVELS.index(wanted.level) + 1]
    return [
        one
        for one in (_new(checked, path, wanted.since) if wanted.since else checked.findings)
        if one.severity in levels and (not select or one.code.startswith(select))
        if one.severity == "error" or not one.code.startswith(ignore)
    ]


def _known(starts: Sequence[str]) -> tuple[str, ...]:
    """Give starts of codes in capitals; stop at one that no code has."""
    wanted = tuple(start.upper() for start in starts)
    for start in wanted:
        if not any(code.startswith(start) for code in REGISTRY):
            raise UnknownNameError(kind="code", name=start, known=f"{min(REGISTRY)} – {max(REGISTRY)}")
    return wanted


def _new(checked: Checked, path: Path, since: str) -> list[Finding]:
    """Give the findings that an earlier state did not have, wherever their lines stood then."""
    with revision(path, since) as earlier:
        known = Counter(map(_said, check(earlier).findings))
    new = []
    for finding in checked.findings:
        if known[_said(finding)]:
            known[_said(finding)] -= 1
        else:
            new.append(finding)
    return new


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.file, str(sorted(finding.facts.items(), key=str))


def from_here(path: Path, findings: Sequence[Finding]) -> list[Finding]:
    """Name files from the folder in which the program runs, where the project lies in it."""
    from cdc.exchange.reports import under

    folder = (path if path.is_dir() else path.parent).resolve()
    here = Path.cwd()
    return under(folder.relative_to(here).as_posix() if folder.is_relative_to(here) else "", findings)


def findings_as(form: str, findings: Sequence[Finding], language: str) -> str:
    """Write findings in a format for programs: concise, json, jsonl, github, gitlab, sarif, junit."""
    from cdc.exchange.reports import FORMATS
    from cdc.words import words

    return FORMATS[form](findings, words(language))


def findings_as_data(findings: Sequence[Finding], language: str) -> list[dict[str, Any]]:
    """Give findings as plain data."""
    from cdc.words import words
    from cdc.words.telling import as_data

    return [as_data(finding, words(language)) for finding in findings]
