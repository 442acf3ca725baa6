"""Running the tender: publish it, amend it, issue the workbooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api import law, leaks
from cdc.api.printing import print_document
from cdc.api.procedure import course_of
from cdc.api.project import Project, advice, checked_languages
from cdc.errors import NothingToScoreError
from cdc.findings import Finding, Phrase, Place
from cdc.memory import without_collection
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.bid import Publication
    from cdc.model.tender import Tender
    from cdc.tender.journal import Act


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a publication: the project as it is published now, and why it was not published."""

    project: Project
    findings: tuple[Finding, ...]

    @property
    def publication(self) -> Publication | None:
        """The frozen facts."""
        return self.project.publication


def publish(
    project: Project, *, amend: str = "", edited: Mapping[str, bytes] | None = None, hand: Hand | None = None
) -> Published:
    """Freeze the fingerprints of form and rules, and keep the specification as it was published.

    What was published is never overwritten: changed terms are an amendment, which needs a reason and has a number.
    Without any change there is nothing to do. `edited` are files of the author's that change with it.
    """
    from cdc.tender import doors, publication, record

    if project.specification.tender is None:
        raise NothingToScoreError(what="tender")
    hand = hand or Hand()
    refused = (*_unsound(project), *leaks.finder(project)(_issued(project)), *_too_soon(project, hand))
    with record.held(project.root):
        before = publication.read(project.root)
        facts = frozen(project, before, amend, hand)
        if _is_same(before, facts) and record.read(project.root)[0].lines:
            return Published(replace(project), ())
        findings = (*_unpublishable(project, before, facts), *refused)
        where = course_of(project)
        act: Act = "amend" if before and where.journal.lines else "publish"
        shut = doors.shut(where, act, hand.now)
        if shut is None and not findings:
            sources = {name: (project.root / name).read_bytes() for name in _kept(project)} | dict(edited or {})
            contents = publication.contents(facts, sources)
            if not where.journal.lines:
                contents |= _adopted(project.root, contents)
            entry = hand.entry(act, facts=_told(project.specification.tender, facts))
            record.put(project.root, entry, contents, beside=edited)
    return Published(replace(project), (*findings, *([shut] if shut else [])))


def _unsound(project: Project) -> Iterator[Finding]:
    """Give the errors of the specification, and the questions that must be settled before it is published first."""
    yield from (finding for finding in advice(project) if finding.severity == "error")
    if project.publication is None:
        for at, item in enumerate(project.specification.questions):
            if item.open and item.refers_to:
                facts = {"id": item.id, "ids": ", ".join(item.refers_to)}
                yield Finding("CDC933", project.source.place(("questions", at, "open")), facts)


def _told(tender: Tender, facts: Publication) -> dict[str, object]:
    """Give what the journal says of a publication; the deadline and the envelopes that hold are those published."""
    deadline = tender.deadline.isoformat() if tender.deadline else ""
    frozen = {"number": facts.number, "form": facts.form, "rules": facts.rules, "reason": facts.reason}
    return {**frozen, "deadline": deadline, "envelopes": tender.envelopes}


def _adopted(root: Path, new: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give what stands in the folders of the procedure before its journal begins: from then on it may not change."""
    from cdc.tender import holding

    there = [path for path in holding.there(root) if path not in new and not holding.is_by_hand(path)]
    return {path: (root / path).read_bytes() for path in there if files.is_plain(root, root / path)}


def _is_same(before: Publication | None, facts: Publication) -> bool:
    return before is not None and (before.form, before.rules) == (facts.form, facts.rules)


def _kept(project: Project) -> Iterator[str]:
    """Name the files of a specification: its own, and those that it names, without which it cannot be loaded again."""
    from cdc.model import fields

    named = (leaf.value for leaf in fields.walk(project.specification) if leaf.field.kind == "file")
    names = dict.fromkeys((*(file.name for file in project.source.files), *named))
    yield from (name for name in names if files.is_plain(project.root, project.root / name))


def frozen(project: Project, before: Publication | None, amend: str, hand: Hand) -> Publication:
    """Give the facts of a publication that would be made now."""
    from cdc.model.bid import Publication
    from cdc.tender import fingerprint, journal

    spec = project.specification
    assert spec.tender is not None
    return Publication(
        tender=spec.tender.id,
        version=spec.document.version,
        form=fingerprint.form(spec, before.form if before else None),
        rules=fingerprint.rules(spec, before.rules if before else None),
        number=before.number + 1 if before else 0,
        at=journal.moment(hand.now),
        by=hand.by,
        reason=amend,
    )


def _unpublishable(project: Project, before: Publication | None, facts: Publication) -> Iterator[Finding]:
    """Say why this may not be published: changed in silence or too late, or bids came before anything was asked."""
    from cdc.tender import amendment, bids, publication

    if before and not facts.reason:
        changed = [name for name in ("form", "rules") if getattr(before, name) != getattr(facts, name)]
        what = Phrase(f"what.changed_{'_and_'.join(changed) or 'journal'}")
        yield Finding("CDC530", Place(publication.FILE), {"what": what, "number": facts.number})
    tender = project.specification.tender
    needed = amendment.needed_deadline(tender, dt.datetime.fromisoformat(facts.at)) if before and tender else None
    if needed is not None and tender is not None:
        told = {"days": tender.amendment_days, "moment": needed.isoformat(timespec="minutes")}
        yield Finding("CDC578", project.source.place(("tender", "deadline")), told)
    early = [vendor for vendor, _ in bids.vendors(project.root)]
    if before is None and early:
        yield Finding("CDC540", Place(bids.FOLDER), {"vendors": ", ".join(early)})


def _too_soon(project: Project, hand: Hand) -> Iterator[Finding]:
    """Say why the deadline is too near to publish, or to amend, now."""
    amended, place = project.publication is not None, project.source.place
    found = law.too_soon(project.root, project.specification.tender, hand.now, amended=amended)
    return (Finding(code, place(where), facts) for code, where, facts in found)


def _issued(project: Project) -> dict[str, bytes]:
    """Give what vendors will be sent: workbooks in all languages, and the words of the documents in the first one."""
    from cdc.api.author import documents

    assert project.specification.tender is not None
    language = project.specification.language
    found = grid_workbooks(project, project.specification.tender.languages or (language,))
    return found | {
        f"{document.name}.{language}.md": print_document(document, "md", project.look)
        for document in documents(project, language=language, look=project.look)
    }


@without_collection()
def grid_workbooks(project: Project, languages: Sequence[str]) -> dict[str, bytes]:
    """Give the response workbooks by file name: one, or technical and price apart."""
    from cdc.workbooks.response import tables, write

    spec, frozen = project.specification, project.publication
    if spec.tender is None:
        raise NothingToScoreError(what="tender")
    form, draft = project.form, frozen is None or frozen.form != project.form
    chosen = checked_languages(languages)
    return {
        _named(envelope, chosen): write.grid(spec, languages=chosen, envelope=envelope, form=form, draft=draft)
        for envelope in tables.envelopes(spec)
    }


def _named(envelope: str, languages: Sequence[str]) -> str:
    return f"response{'' if envelope == 'both' else f'-{envelope}'}.{'-'.join(languages)}.xlsx"


def write_grids(project: Project, *, languages: Sequence[str], out: Path) -> list[Path]:
    """Write the response workbooks; give the files written."""
    written, workbooks = [], grid_workbooks(project, languages)
    leaks.guard_of_issued(project)(workbooks)
    for name, content in workbooks.items():
        files.write_atomic(out / name, content)
        written.append(out / name)
    return written
