"""Recompute a tender from its originals: journal, files, publication, readings, ranking, award; name what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdc import files
from cdc.api import award, decision, evidence
from cdc.api.procedure import course_of
from cdc.api.project import Project
from cdc.findings import Finding, Phrase, Place
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.tender.course import Course
    from cdc.tender.journal import Journal


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification saw: lines of the journal, files it holds, its head, and what differs, in order."""

    lines: int
    files: int
    head: str
    findings: tuple[Finding, ...]


def log(project: Project) -> Journal:
    """Give the journal as it stands."""
    return course_of(project).journal


def verify(project: Project, *, printed: str = "", hand: Hand | None = None) -> Verified:
    """Hold everything against everything; a head that was printed somewhere must have been one of this journal."""
    from cdc.tender import record

    where = course_of(project)
    findings = list(_differences(project, where, printed, hand or Hand()))
    return Verified(len(where.journal.lines), len(record.standing(where.journal)), where.journal.head, tuple(findings))


def _differences(project: Project, where: Course, printed: str, hand: Hand) -> Iterator[Finding]:
    from cdc.tender import bids, holding, journal

    if not where.is_begun:
        yield Finding("CDC548", Place(journal.NAME), {})
        return
    seen = list(holding.against(project.root, where.journal, where.damages))
    yield from seen
    if printed and not journal.knows(where.journal, printed):
        yield Finding("CDC552", Place(journal.NAME), {"head": printed})
    yield from evidence.edited(project, bids.load(project.root)[0], where)
    yield from _published(project)
    if where.phase(hand.now) not in _UNRANKED:
        yield from (finding for finding in _ranked(project, where, hand) if finding not in seen)


_UNRANKED = ("draft", "published", "closed")


def _published(project: Project) -> Iterator[Finding]:
    """Hold the specification against what was published last."""
    from cdc.tender import publication

    frozen = project.publication
    if frozen is None:
        return
    changed = [name for name in ("form", "rules") if getattr(frozen, name) != getattr(project, name)]
    if changed:
        what = Phrase(f"what.changed_{'_and_'.join(changed)}")
        yield Finding("CDC530", Place(publication.FILE), {"what": what, "number": frozen.number + 1})


def _ranked(project: Project, where: Course, hand: Hand) -> Iterator[Finding]:
    """Rank again, and hold the result against what was decided and what was printed of it."""
    found, findings = decision.results(project, hand)
    yield from (finding for finding in findings if finding.severity == "error")
    if where.decision() is not None:
        yield from decision.differences(where, found, ("rank", "status", "figure", "quality"))
    yield from _printed(project, where, hand)


def _printed(project: Project, where: Course, hand: Hand) -> Iterator[Finding]:
    """Make the data of the last award files again: comparison and recount must come out to the byte."""
    from cdc.api import ranking
    from cdc.tender import record

    standing = record.standing(where.journal)
    last = {str(entry.facts.get("lot", "")): entry for entry in where.of_act("award")}
    for lot, entry in last.items():
        scored = ranking.score(project, lot=lot or None, now=hand.now)
        if scored.evaluated is None:
            continue
        again = award.award_data(scored, str(entry.facts["languages"][0]))
        for name, content in again.items():
            path = f"{entry.facts['folder']}/{name}"
            if path in standing and standing[path] != files.sha256(content):
                yield Finding("CDC553", Place(path), {"path": path})
