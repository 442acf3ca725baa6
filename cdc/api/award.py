"""What the award file holds: evaluation report, decision, minutes, letters, briefs, comparison workbook and recount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdc.api.ranking import Scored

if TYPE_CHECKING:
    from cdc.documents.award.recount_evidence import Evidence
    from cdc.model import blocks


def verdict(scored: Scored, language: str) -> str:
    """Say in one sentence how sure the first rank is; nothing when nobody is ranked."""
    from cdc.documents.award import stress
    from cdc.documents.award.figures import Figures

    if scored.evaluated is None or scored.evaluated.robustness is None:
        return ""
    figures = Figures(scored.specification, scored.evaluated.ranking, language)
    return stress.verdict(figures, scored.evaluated.robustness)


def reasons(scored: Scored, language: str) -> Iterator[tuple[str, str]]:
    """Say of each bid that is out or in doubt why, in the words of the specification."""
    from cdc.documents.award.figures import Figures

    if scored.ranking is not None:
        figures = Figures(scored.specification, scored.ranking, language)
        yield from ((bid.name, figures.reason(reason)) for bid in figures.all for reason in bid.reasons)


def award_documents(
    scored: Scored, language: str, issued: dt.date | None = None
) -> Iterator[tuple[str, blocks.Document]]:
    """Give every document of the award file in one language, with the folder it belongs in; a draft has no day."""
    from cdc.api import mailing, proceedings
    from cdc.documents.award import inspection, report
    from cdc.documents.award.figures import Figures
    from cdc.documents.award.letters import minutes, negotiation, sponsor, vendor

    assert scored.evaluated is not None
    spec, ranking, robustness = scored.specification, scored.evaluated.ranking, scored.evaluated.robustness
    nearest = scored.evaluated.nearest
    yield "", report.compose(spec, ranking, robustness, language=language)
    post = mailing.of(scored, issued)
    yield "", sponsor.compose(Figures(spec, ranking, language), robustness, post)
    yield "", inspection.compose(spec, scored.evaluated.inspection, language)
    yield "", minutes.compose(Figures(spec, ranking, language), proceedings.of(scored))
    awarded = vendor.award(Figures(spec, ranking, language), post)
    if awarded:
        yield "letters", awarded
    for bid in (*ranking.bids[1:], *ranking.excluded):
        yield "letters", vendor.debrief(Figures(spec, ranking, language), bid, post, nearest.get(bid.vendor))
    for bid in ranking.bids:
        yield "internal", negotiation.brief(Figures(spec, ranking, language), bid, nearest.get(bid.vendor))
        played = negotiation.script(Figures(spec, ranking, language), bid)
        if played:
            yield "internal", played


def award_data(scored: Scored, language: str) -> dict[str, bytes]:
    """Give the comparison workbook with live formulas, and the script with its data that recounts the ranking."""
    from cdc.documents.award import recount
    from cdc.workbooks.comparison import write as comparison

    assert scored.evaluated is not None
    return {
        "comparison.xlsx": comparison.write(scored.specification, scored.evaluated, language),
        **recount.bundle(scored.evaluated, _evidence(scored)),
    }


def _evidence(scored: Scored) -> Evidence:
    """Gather what the ranking was made from: bids with their corrections and original files, what the board wrote."""
    from cdc.api import evidence
    from cdc.board.joint import read_board
    from cdc.documents.award.recount_evidence import Evidence
    from cdc.tender import bids

    assert scored.ranking is not None
    root, spec = scored.project.root, scored.project.specification
    ranked = {bid.vendor for bid in (*scored.ranking.bids, *scored.ranking.excluded)}
    stored = tuple(item for item in bids.load(root)[0] if item.bid.vendor in ranked)
    known = {item.bid.vendor for item in bids.load(root)[0]}
    board = read_board(root, spec, {item.bid.vendor for item in stored}, lot=scored.lot, known=known)
    entries, _ = evidence.entries(root, spec, stored)
    originals = {item.bid.vendor: bids.originals(item) for item in stored}
    return Evidence(scored.specification, entries, originals, board.sheets, board.moderated)
