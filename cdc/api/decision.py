"""Decide: freeze the quality of bids before prices are opened, then the award, with all that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cdc.api import ranking
from cdc.api.procedure import Acted, course_of
from cdc.api.project import Project
from cdc.findings import Finding, Place, has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.ranking import Ranking
    from cdc.tender import record
    from cdc.tender.course import Course
    from cdc.tender.journal import Act

Decided = Literal["quality", "award", "again"]
Results = Mapping[str, "Ranking"]


def decide(project: Project, what: Decided | None = None, *, reason: str = "", hand: Hand | None = None) -> Acted:
    """Freeze a result: the quality, then the award; after that again, for a reason.

    What evaluators wrote by hand is entered in the journal with it. A ranking with errors, or without one first bid, is
    no result; a reason may stand for what is missing in another bid.
    """
    from cdc.tender import doors, record

    hand = hand or Hand()
    with record.held(project.root):
        where = course_of(project)
        what = what or _next(where, again=bool(reason))
        shut = doors.shut(where, "decide", hand.now, what)
        if shut is not None:
            return Acted((), (shut,))
        by_hand = acts_by_hand(project, where, hand, reason=reason if what == "again" else "")
        seen = replace(where, journal=record.planned(where.journal, by_hand)) if what == "again" else where
        found, findings = results(project, hand, seen)
        findings += tuple(_undecided(found, reason)) if what != "quality" else ()
        findings += tuple(differences(where, found, ("quality",))) if what == "award" else ()
        if has_errors(findings):
            return Acted((), findings)
        facts = {"what": what, "reason": reason, "lots": {lot: rows(one) for lot, one in found.items()}}
        frozen = {"form": project.form, "rules": project.rules}
        record.put_all(project.root, (*by_hand, (hand.entry("decide", facts=facts | frozen), {})))
    return Acted(_paths(project, by_hand), findings)


def _next(where: Course, *, again: bool) -> Decided:
    if again and where.decision() is not None:
        return "again"
    quality = any(entry.facts.get("what") == "quality" for entry in where.of_act("decide"))
    return "award" if where.envelopes == "one" or quality else "quality"


def results(
    project: Project, hand: Hand, where: Course | None = None
) -> tuple[dict[str, Ranking], tuple[Finding, ...]]:
    """Rank every lot, or the tender where it has no several; give the rankings by lot, and every finding once.

    Files that are not entered yet are no finding here: they are entered with the decision.
    """
    lots = [lot.id for lot in project.specification.lots]
    found: dict[str, Ranking] = {}
    findings: dict[str, Finding] = {}
    for lot in lots if len(lots) > 1 else [""]:
        scored = ranking.score(project, lot=lot or None, now=hand.now, where=where)
        findings |= {repr(finding): finding for finding in scored.findings}
        if scored.ranking is not None:
            found[lot] = scored.ranking
    return found, tuple(finding for finding in findings.values() if finding.code != "CDC541")


def rows(found: Ranking) -> list[dict[str, Any]]:
    """Give a ranking as the journal keeps it: exact figures, so that nothing can differ and be overlooked."""
    return [
        {
            "vendor": bid.vendor,
            "rank": bid.rank,
            "status": bid.status,
            "figure": [str(bid.low), str(bid.high)],
            "quality": [str(share) for share in bid.quality],
        }
        for bid in (*found.bids, *found.excluded)
    ]


def _undecided(found: Results, reason: str) -> Iterator[Finding]:
    """A first rank that a tie leaves open is no result; one that a missing answer leaves open needs a reason."""
    for lot, one in found.items():
        tied = [bid.vendor for bid in one.bids if bid.rank == 1]
        first = [bid.vendor for bid in one.bids if 1 in (bid.rank, bid.best_rank)]
        if len(first) > 1:
            code = "CDC554" if reason and len(tied) == 1 else "CDC546"
            yield Finding(code, Place(lot or "evaluation"), {"vendors": ", ".join(first)})


def differences(where: Course, found: Results, keys: tuple[str, ...]) -> Iterator[Finding]:
    """Hold rankings against the last decision: on quality, or on the award, by the keys that it decided."""
    of_quality = keys == ("quality",)
    decided = [entry for entry in where.of_act("decide") if (entry.facts.get("what") == "quality") == of_quality]
    for entry in decided[-1:]:
        for lot, before in entry.facts.get("lots", {}).items():
            now = {row["vendor"]: row for row in rows(found[lot])} if lot in found else {}
            then = {row["vendor"]: row for row in before}
            for vendor in sorted(now.keys() | then.keys()):
                one, other = now.get(vendor, {}), then.get(vendor, {})
                if any(one.get(key) != other.get(key) for key in keys):
                    yield Finding("CDC545", Place(lot or "evaluation"), {"vendor": vendor, "at": entry.at})


def enter(project: Project, *, reason: str = "", hand: Hand | None = None) -> Acted:
    """Enter in the journal what evaluators wrote by hand: score sheets, moderation, corrections, as they are now."""
    from cdc.tender import doors, record

    hand = hand or Hand()
    with record.held(project.root):
        where = course_of(project)
        shut = doors.shut(where, "score", hand.now)
        if shut is not None or not where.is_begun:
            return Acted((), (shut,) if shut else ())
        acts = acts_by_hand(project, where, hand, reason=reason)
        if acts:
            record.put_all(project.root, acts)
        return Acted(_paths(project, acts), ())


def acts_by_hand(project: Project, where: Course, hand: Hand, *, reason: str = "") -> tuple[record.Act, ...]:
    """Give a line for every file that was written by hand and is not in the journal as it is now."""
    from cdc.tender import holding

    acts = []
    for path in holding.not_entered(project.root, where.journal):
        act, facts = _of_file(path)
        entry = hand.entry(act, facts=facts | ({"reason": reason} if reason else {}))
        acts.append((entry, {path: (project.root / path).read_bytes()}))
    return tuple(acts)


def _paths(project: Project, acts: Sequence[record.Act]) -> tuple[Path, ...]:
    return tuple(project.root / path for _, made in acts for path in made)


def _of_file(path: str) -> tuple[Act, dict[str, Any]]:
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    if folder != "scores":
        return "correct", {"vendor": folder.split("/")[1], "round": int(folder.split("/")[2])}
    return ("moderate", {}) if stem == "moderation" else ("score", {"evaluator": stem})
