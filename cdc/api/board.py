"""The board: score sheets in Excel for each evaluator, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api.procedure import course_of
from cdc.api.project import Project, checked_languages, in_order
from cdc.errors import FileExistsStopError, NothingToScoreError
from cdc.findings import Finding, has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.scoring.board import Scores


@dataclass(frozen=True, slots=True)
class CollectedScores:
    """What became of an evaluator's sheet: where its scores stand now, or None, and every finding."""

    evaluator: str
    path: Path | None
    count: int
    findings: tuple[Finding, ...]


def score_sheets(project: Project, *, languages: Sequence[str], out: Path) -> list[Path]:
    """Write a score sheet for each evaluator without a conflict of interest; give the files written."""
    from cdc.workbooks.scores import write
    from cdc.workbooks.scores.lines import Sheet

    spec, names, aside = project.specification, _bid_names(project), course_of(project).withdrawn.keys()
    if not names.keys() - aside or spec.tender is None:
        raise NothingToScoreError(what="bids")
    chosen = checked_languages(languages)
    written = []
    for member in spec.board:
        if member.conflict_of_interest == "none":
            sheet = Sheet(spec, member, names, aside)
            content = write.write(sheet, languages=chosen, rules=project.rules)
            target = out / f"scores-{member.evaluator}.xlsx"
            files.write_atomic(target, content)
            written.append(target)
    return written


def _bid_names(project: Project) -> Mapping[str, str]:
    from cdc.tender import bids

    stored, _ = bids.load(project.root)
    return {item.bid.vendor: item.bid.name or item.bid.vendor for item in stored}


def collect_scores(
    project: Project, source: Path, *, replace: bool = False, hand: Hand | None = None
) -> CollectedScores:
    """Read an evaluator's workbook and write `scores/<evaluator>.yaml`; the original is kept beside it.

    It comes in through the one door. Scores that are there already are replaced only when `replace` says so. A sheet
    with errors changes nothing.
    """
    from cdc import sheets
    from cdc.board.sheets import as_yaml
    from cdc.tender import doors, record
    from cdc.workbooks.scores import read

    hand, spec, root = hand or Hand(), project.specification, project.root
    where = course_of(project)
    shut = doors.shut(where, "score", hand.now)
    if shut is not None:
        return CollectedScores("", None, 0, (shut,))
    content, refused = files.read_named(source)
    if content is None:
        return CollectedScores("", None, 0, refused)
    book, refused = sheets.open_untrusted(source.name, content)
    if book is None:
        return CollectedScores("", None, 0, refused)
    returned = read.read(book, spec, _bid_names(project), project.rules, aside=where.withdrawn)
    findings = in_order(returned.findings)
    if returned.sheet is None or has_errors(findings):
        return CollectedScores(returned.evaluator, None, 0, findings)
    target, digest = f"scores/{returned.evaluator}.yaml", files.sha256(content)
    ending = ".ods" if source.suffix.lower() == ".ods" else ".xlsx"
    kept = f"scores/originals/{returned.evaluator}-{digest[:12]}{ending}"
    name = files.printable(source.name)
    with record.held(root):
        if (root / target).is_file() and not replace:
            raise FileExistsStopError(path=str(root / target))
        entry = hand.entry("score", facts={"evaluator": returned.evaluator}, taken={name: digest})
        record.put(root, entry, {kept: content, target: as_yaml(returned.sheet, name).encode("utf-8")})
    count = len(returned.sheet.scores) + len(returned.sheet.pairs)
    return CollectedScores(returned.evaluator, root / target, count, findings)


def moderation_sheet(project: Project, *, languages: Sequence[str], out: Path) -> Path:
    """Write the sheet of scores that differ too much, for the board to agree on; give its file."""
    from cdc.workbooks.scores import moderation

    chosen, names = checked_languages(languages), _bid_names(project)
    scores = _scores(project)
    if not moderation.cells(scores):
        raise NothingToScoreError(what="differences")
    target = out / "moderation.xlsx"
    files.write_atomic(target, moderation.write(scores, names, languages=chosen, rules=project.rules))
    return target


def collect_moderation(
    project: Project, source: Path, *, replace: bool = False, hand: Hand | None = None
) -> CollectedScores:
    """Read the board's sheet and write `scores/moderation.yaml`; the original is kept beside it.

    Who led the talk is the hand that collects. A sheet with errors changes nothing.
    """
    from cdc import sheets
    from cdc.board import moderation as own
    from cdc.tender import doors, record
    from cdc.workbooks.scores import moderation

    hand, root, name = hand or Hand(), project.root, files.printable(source.name)
    shut = doors.shut(course_of(project), "moderate", hand.now)
    if shut is not None:
        return CollectedScores("", None, 0, (shut,))
    content, refused = files.read_named(source)
    book, refused = (None, refused) if content is None else sheets.open_untrusted(name, content)
    if book is None or content is None:
        return CollectedScores("", None, 0, refused)
    led = (hand.by, hand.now.date().isoformat())
    agreed = moderation.read(book, _scores(project), _bid_names(project), rules=project.rules, hand=led)
    if has_errors(agreed.findings) or not agreed.rows:
        return CollectedScores("", None, 0, in_order(agreed.findings))
    digest = files.sha256(content)
    kept = f"scores/originals/{own.NAME}-{digest[:12]}.xlsx"
    with record.held(root):
        if (root / own.FILE).is_file() and not replace:
            raise FileExistsStopError(path=str(root / own.FILE))
        entry = hand.entry("moderate", facts={"count": len(agreed.rows)}, taken={name: digest})
        record.put(root, entry, {kept: content, own.FILE: own.as_yaml(agreed.rows, name).encode("utf-8")})
    return CollectedScores("", root / own.FILE, len(agreed.rows), in_order(agreed.findings))


def _scores(project: Project) -> Scores:
    """Give all that the board has written, for the bids there are."""
    from cdc.board.joint import read_board
    from cdc.scoring.board import Scores

    found = read_board(project.root, project.specification, set(_bid_names(project)))
    return Scores.of(project.specification, found.sheets, found.moderated)
