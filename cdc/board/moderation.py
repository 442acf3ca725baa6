"""What the board agreed on after talking, `scores/moderation.yaml`: read, each row checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from cdc import yaml
from cdc.board import rows
from cdc.board.one_file import read_plain, written
from cdc.findings import Finding
from cdc.model.bid import Moderated, Moderation
from cdc.model.specification import Specification

NAME = "moderation"
FILE = f"scores/{NAME}.yaml"


def read_moderation(
    root: Path, spec: Specification, vendors: Collection[str]
) -> tuple[tuple[Moderated, ...], list[Finding]]:
    """Read the moderated scores; those that cannot count are findings and are left out."""
    path = next((path for path in written(root / "scores") if path.stem == NAME), None)
    if path is None:
        return (), []
    moderation, findings, source = read_plain(path, root, Moderation)
    judged = {leaf.id for leaf in spec.leaves if leaf.kind == "judged"}

    def problems(row: Moderated, where: rows.Where) -> Iterator[Finding]:
        yield from rows.off_scale(row.criterion, row.score, spec, source, (*where, "score"))
        yield from rows.unknown_vendor(row.vendor, vendors, source, (*where, "vendor"))
        yield from rows.unknown_criterion(row.criterion, judged, source, (*where, "criterion"))
        yield from rows.unknown_lot(row.lot, spec, source, (*where, "lot"))

    kept, wrong = rows.kept(moderation.moderated if moderation else (), "moderated", problems)
    return kept, findings + wrong


def as_yaml(moderated: Sequence[Moderated], source: str) -> str:
    """Write agreed scores as the YAML of `scores/moderation.yaml`."""
    written = [{**row.model_dump(mode="json"), "score": row.score} for row in moderated]
    return yaml.write({"moderated": written}, comments=(f"Read from {source}.",))
