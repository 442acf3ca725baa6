"""Write the award file, whole or not at all, or its report alone: official once it is decided, a draft before."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cdc import files
from cdc.api import decision, mailing
from cdc.api.award import award_data, award_documents
from cdc.api.printing import Progress, print_document, quiet, write_document
from cdc.api.procedure import course_of
from cdc.api.project import Project, checked_languages
from cdc.api.ranking import Scored
from cdc.errors import RefusedError
from cdc.findings import Finding, Phrase, Place, has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model import blocks
    from cdc.tender.journal import Entry

SUMS = "checksums.txt"
_DECIDED = ("rank", "status", "figure", "quality")


def only_draft(scored: Scored, hand: Hand) -> tuple[Finding, ...]:
    """Say why an award file can only be a draft now; nothing when it is the one that was decided."""
    where = course_of(scored.project)
    if not where.is_begun:
        return (_draft("unpublished"),)
    if has_errors(scored.findings):
        return (_draft("errors"),)
    if where.shut("award", hand.now) is not None or where.decision() is None or scored.ranking is None:
        return (_draft("undecided"),)
    changed = tuple(decision.differences(where, {_lot(scored): scored.ranking}, _DECIDED))
    return (*changed, _draft("changed")) if changed else ()


def _draft(why: str) -> Finding:
    return Finding("CDC547", Place("award"), {"why": Phrase(f"what.draft_{why}")})


def _lot(scored: Scored) -> str:
    """Give the lot of a ranking as decisions name it."""
    lots = scored.specification.lots
    return lots[0].id if len(scored.project.specification.lots) > 1 and len(lots) == 1 else ""


def write_award(
    scored: Scored,
    *,
    languages: Sequence[str],
    formats: Sequence[str],
    out: Path,
    progress: Progress = quiet,
    hand: Hand | None = None,
) -> list[Path]:
    """Write the award file: report, sponsor view, minutes, letters, briefs, scripts, comparison workbook, recount.

    What goes to vendors lies in `letters/`, one file for each; the rest is internal. What an earlier award file left in
    the folder goes, unless somebody wrote in it. Give the files written.
    """
    from cdc.tender import record

    hand, root = hand or Hand(), scored.project.root
    chosen = checked_languages(languages)
    mark = None if only_draft(scored, hand) else course_of(scored.project).journal.head
    issued = None if mark is None else mailing.day(scored, hand.now)
    contents = dict(_printed(scored, chosen, formats, head=mark, issued=issued, progress=progress))
    contents[SUMS] = _sums(contents)
    facts = {"lot": _lot(scored), "languages": list(chosen), "formats": list(formats), "head": mark}
    with record.held(root):
        if mark is None:
            keep_official(scored.project, out)
        _put(root, out, contents, None if mark is None else hand.entry("award", facts=facts))
    return [out / name for name in contents]


def write_report(
    scored: Scored,
    *,
    languages: Sequence[str],
    formats: Sequence[str],
    out: Path,
    progress: Progress = quiet,
    hand: Hand | None = None,
) -> list[Path]:
    """Write the evaluation report in every language and format, a draft until the award is decided; give the files."""
    from cdc.documents.award import report

    assert scored.evaluated is not None
    written, look = [], scored.project.look
    mark = None if only_draft(scored, hand or Hand()) else course_of(scored.project).journal.head
    for language in checked_languages(languages):
        document = report.compose(
            scored.specification, scored.evaluated.ranking, scored.evaluated.robustness, language=language
        )
        marked = _marked(document, mark)
        written += write_document(marked, out / document.name, formats, look=look, progress=progress)
    return written


def keep_official(project: Project, out: Path) -> None:
    """Stop where a draft would take the place of the award file that was decided."""
    from cdc.tender import record

    root = project.root.resolve()
    if not out.resolve().is_relative_to(root):
        return
    folder = out.resolve().relative_to(root).as_posix()
    if f"{folder}/{SUMS}" in record.standing(course_of(project).journal):
        raise RefusedError((Finding("CDC932", Place(folder), {"folder": folder}),))


def _printed(
    scored: Scored,
    languages: Sequence[str],
    formats: Sequence[str],
    *,
    head: str | None,
    issued: dt.date | None,
    progress: Progress,
) -> Iterator[tuple[str, bytes]]:
    """Give every file by its path below the folder; without a head of the journal it is a draft, and says so."""
    look = scored.project.look
    for language in languages:
        for folder, document in award_documents(scored, language, issued):
            for format_name in formats:
                name = f"{document.name}.{language}.{format_name}"
                progress(name)
                printed = print_document(_marked(document, head), format_name, look, progress=progress)
                yield str(PurePosixPath(folder, name)), printed
    for name, content in award_data(scored, languages[0]).items():
        progress(name)
        yield name, content


def _marked(document: blocks.Document, head: str | None) -> blocks.Document:
    """Mark a draft as such; let the last words of what is official be the head of the journal."""
    from cdc.model import blocks as b
    from cdc.words import words

    say = words(document.language)
    if head is None:
        return dataclasses.replace(document, draft=say("document.draft"))
    last = b.Paragraph((f"{say('report.journal_head')}: ", b.Code(head)), "note")
    if not document.body:
        return dataclasses.replace(document, front=(*document.front, last))
    *before, end = document.body
    return dataclasses.replace(document, body=(*before, dataclasses.replace(end, blocks=(*end.blocks, last))))


def _sums(contents: Mapping[str, bytes]) -> bytes:
    """Give the checksums of the files, as `sha256sum --check` reads them."""
    return "".join(f"{files.sha256(content)}  {name}\n" for name, content in sorted(contents.items())).encode("utf-8")


def _put(root: Path, out: Path, contents: Mapping[str, bytes], entry: Entry | None) -> None:
    """Put the files in place whole or not at all, with their line when they are official; take earlier ones away."""
    from cdc.tender import commit, record

    gone = [name for name in _earlier(out) if name not in contents]
    if not out.resolve().is_relative_to(root.resolve()):
        commit.put(out, contents, gone=gone)
        if entry is not None:
            sums = {name: files.sha256(content) for name, content in contents.items()}
            facts = {**entry.facts, "folder": "", "elsewhere": sums}
            record.put(root, dataclasses.replace(entry, facts=facts), {})
        return
    folder = out.resolve().relative_to(root.resolve()).as_posix()
    placed = {f"{folder}/{name}": content for name, content in contents.items()}
    taken_away = [f"{folder}/{name}" for name in gone]
    if entry is None:
        commit.put(root, placed, gone=taken_away)
    else:
        facts = {**entry.facts, "folder": folder}
        record.put(root, dataclasses.replace(entry, facts=facts), placed, gone=taken_away)


def _earlier(out: Path) -> Iterator[str]:
    """Give the files of the award file that was written into a folder before, as long as nobody wrote in them."""
    sums = out / SUMS
    if not files.is_plain(out, sums):
        return
    for line in sums.read_text(encoding="utf-8", errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or PurePosixPath(name).is_absolute():
            continue
        if files.is_plain(out, out / name) and files.sha256_of(out / name) == digest:
            yield name
