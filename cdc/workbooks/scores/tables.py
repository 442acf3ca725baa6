"""The tables of a score sheet: scores, pairs, verified answers."""

from __future__ import annotations

from cdc.workbooks.kit.table import Between, Column, Live, OneOf, Table, fill


def status(filled: str) -> Column:
    """Declare the column that says whether a row has what it needs, with a reason."""
    live = Live(f'IF([{filled}]="",«missing»,IF([reason]="",«reason_needed»,«complete»))', "missing")
    return Column("status", 17, live=live, good="complete")


_CRITERION = Column("criterion", 36, fits=True)
SCORES = Table(
    "scores",
    (
        Column("id", 22, "strong"),
        _CRITERION,
        Column("bid", 24),
        fill("score", 16, check=OneOf()),
        fill("reason", 60),
        fill("pointer", 26),
        status("score"),
    ),
    needed=("score",),
    distinctive=(frozenset({"score", "reason"}),),
    least_height=45,
)
PREFERRED = "preferred"
"""The list of what may be preferred in a pair."""
PAIRS = Table(
    "pairs",
    (
        Column("id", 30, "strong"),
        _CRITERION,
        Column("left", 22),
        Column("right", 22),
        fill("preferred", 18, check=OneOf(PREFERRED)),
        fill("degree", 14, check=Between(1, 9)),
        fill("reason", 56),
        status("preferred"),
    ),
    needed=("preferred", "degree"),
    distinctive=(frozenset({"preferred", "degree"}),),
    least_height=45,
)
VERIFIED = Table(
    "verified",
    (fill("bid", 24), fill("requirement", 18), fill("found", 20), fill("reason", 70)),
    needed=("bid", "requirement", "found"),
    distinctive=(frozenset({"requirement", "found"}),),
    frozen=0,
    is_filtered=False,
)
VERIFIED_ROWS = 30
