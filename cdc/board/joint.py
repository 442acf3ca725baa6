"""All that the board wrote about the bids of a tender, read together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from cdc.board import agreement, lots
from cdc.board.moderation import read_moderation
from cdc.board.sheets import read_sheets
from cdc.findings import Finding
from cdc.model.bid import Moderated, ScoreSheet
from cdc.model.specification import Specification


@dataclass(frozen=True, slots=True)
class Board:
    """What the board wrote that can count, and every finding about what it wrote or did not write."""

    sheets: tuple[ScoreSheet, ...]
    moderated: tuple[Moderated, ...]
    findings: tuple[Finding, ...]


def read_board(
    root: Path, spec: Specification, vendors: Collection[str], *, lot: str | None = None, known: Collection[str] = ()
) -> Board:
    """Read score sheets and moderation for the bids of these vendors, and look at them together.

    Of one lot: what is said of it, before what is said of every lot. `spec` is that of the whole tender, and `known`
    names the vendors of the other lots too.
    """
    lot = spec.lots[0].id if lot is None and len(spec.lots) == 1 else lot
    sheets, findings = read_sheets(root, spec, {*vendors, *known})
    moderated, wrong = read_moderation(root, spec, {*vendors, *known})
    sheets = tuple(lots.sheet_of(sheet, vendors, lot) for sheet in sheets)
    moderated = lots.scores_of(moderated, vendors, lot)
    return Board(sheets, moderated, (*findings, *wrong, *agreement.check(spec, sheets, moderated, vendors)))
