"""The sheets of the comparison: their own columns, then one column for each bid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdc.workbooks.kit.looks import CELL, HEAD, Look
from cdc.workbooks.kit.table import Column, Table

_CRITERION = "label.criterion"
_NOTE = Column("note", 24, "text", phrase="label.note")


def _sheet(key: str, look: str, *columns: Column) -> tuple[Table, str]:
    """Declare a sheet that is only read, and the look of its bids."""
    return Table(key, columns, frozen=len(columns), is_protected=False, is_filtered=False), look


_ID = Column("id", 12, "text", phrase="label.id")
_MARGIN = Column("margin", 4, "text", title="")
SHEETS: Mapping[str, tuple[Table, str]] = {
    table.key: (table, look)
    for table, look in (
        _sheet(
            "cmp_ranking",
            "number",
            _MARGIN,
            Column("what", 34, "bold", title=""),
            Column("note", 30, "text", phrase="label.note"),
        ),
        _sheet(
            "cmp_points",
            "number",
            _ID,
            Column("criterion", 34, "text", phrase=_CRITERION),
            Column("full", 14, "number", phrase="report.at_most"),
        ),
        _sheet("cmp_values", "share", _ID, Column("criterion", 34, "text", phrase=_CRITERION), _NOTE),
        _sheet(
            "cmp_answers",
            "text",
            Column("id", 14, "text", phrase="label.id"),
            Column("criterion", 20, "text", phrase=_CRITERION),
            Column("weight", 10, "text", phrase="label.weight"),
        ),
        _sheet(
            "cmp_scores",
            "text",
            _MARGIN,
            Column("criterion", 24, "text", phrase=_CRITERION),
            Column("source", 26, "text", phrase="label.source"),
        ),
        _sheet(
            "cmp_costs",
            "money",
            _ID,
            Column("item", 40, "text"),
            Column("note", 14, "text", phrase="label.note"),
        ),
    )
}
BID_WIDTH = 18


def sheet(key: str, names: Sequence[str]) -> Table:
    """Give a sheet with a column for each bid, by its place in the ranking."""
    table, look = SHEETS[key]
    return table.with_columns(Column(bid(at), BID_WIDTH, look, title=name) for at, name in enumerate(names))


def bid(at: int) -> str:
    """Give the key of the column of a bid."""
    return f"bid{at}"


def looks(places: int) -> Mapping[str, Look]:
    """Give the looks of the comparison; totals show the decimals that the tender declares."""
    zeros = "0" * places
    return {
        "text": CELL,
        "bold": {**CELL, "bold": True},
        "head": HEAD,
        "number": {**CELL, "num_format": f"#,##0.{zeros}" if zeros else "#,##0"},
        "share": {**CELL, "num_format": "0.000000"},
        "fixed": {**CELL, "num_format": "0.000000", "bg_color": "#F8E8EC"},
        "money": {**CELL, "num_format": "#,##0.00"},
    }
