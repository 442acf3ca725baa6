"""The sheet that tells a vendor what became of each of its lines when the form was amended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cdc.workbooks.kit.table import Row, Value
from cdc.workbooks.kit.texts import heading
from cdc.workbooks.response.issued import Line
from cdc.workbooks.response.migrate import Migration, Moved
from cdc.workbooks.response.tables import tables

_ANSWERS = ("answer", "unit_price")
_HEADINGS = {column.key: column.heading for table in tables("both") for column in table.columns}


def rows(moved: Migration, languages: tuple[str, ...]) -> tuple[Row, ...]:
    """Give the rows: what to review first, then new, withdrawn, kept with other weights, found elsewhere."""
    told = [move for move in moved.lines if move.fate != "kept" or move.changed]
    order = ("review", "new", "withdrawn", "kept")
    told.sort(key=lambda move: order.index(move.fate))
    fate = heading("grid.fate_elsewhere", languages)
    found = (
        {"id": f"{cell.sheet}!{cell.cell}", "fate": fate, "earlier_comment": cell.text} for cell in moved.elsewhere
    )
    return (*(_row(move, languages) for move in told), *(Row(values) for values in found))


def _row(move: Moved, languages: tuple[str, ...]) -> Row:
    changed = move.changed or tuple(_shown(move.now or move.was))
    values: dict[str, Value] = {
        "id": move.id,
        "fate": heading(f"grid.fate_{move.fate}", languages),
        "was": _text(move.was, changed, languages) + _meaning(move.meanings, 0),
        "now": _text(move.now, changed, languages) + _meaning(move.meanings, 1),
        "earlier_answer": next((_plain(move.typed[key]) for key in _ANSWERS if key in move.typed), ""),
        "earlier_comment": _plain(move.typed.get("comment")),
        "earlier_evidence": _plain(move.typed.get("evidence")),
    }
    return Row(values, looks={"fate": "review"} if move.fate == "review" else {})


def _shown(line: Line | None) -> Iterator[str]:
    """Name what tells a line that came or went: all that was issued of it."""
    values: Mapping[str, Value] = line.values if line else {}
    yield from (key for key in _HEADINGS if values.get(key) not in (None, ""))


def _text(line: Line | None, changed: tuple[str, ...], languages: tuple[str, ...]) -> str:
    """Write the changed values of a line under their headings."""
    if line is None:
        return ""
    pairs = ((key, _plain(line.values.get(key))) for key in changed if key in _HEADINGS and key in line.values)
    return "\n".join(f"{heading(_HEADINGS[key], languages)}: {text or '–'}" for key, text in pairs)


def _meaning(meanings: tuple[str, str] | None, at: int) -> str:
    return meanings[at] if meanings else ""


def _plain(value: Value) -> str:
    return "" if value is None else str(value)
