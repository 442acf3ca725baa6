"""The sheets of the response workbook, and which of them stand in which envelope."""

from __future__ import annotations

from typing import Literal

from cdc.model.specification import Specification
from cdc.workbooks.kit.table import AtLeast, Column, Live, OneOf, Table, fill

Envelope = Literal["both", "technical", "price"]
DATE = "V-DATE"
IDENTITY = ("V-NAME", "V-CONTACT", "V-EMAIL", DATE)
YES_NO = "yes/no"
"""The list of yes and no; no id of a scale can have this name."""

_ID = Column("id", 11, "strong")
_DETAILS = Column("details", 40, fits=True, is_optional=True)
_COMMENT = fill("comment", 40)


def _status(answer: str) -> Column:
    """Declare the column that says whether a row is answered."""
    live = Live(f'IF([{answer}]="",«missing»,«complete»)', "missing")
    return Column("status", 17, live=live, good="complete")


def commented_status(count: int) -> str:
    """Give the formula of a line of which so many answers want a comment."""
    test = ",".join(f"[answer]=«{at}»" for at in range(count))
    return f'IF([answer]="",«missing»,IF(AND(OR({test}),[comment]=""),«comment_needed»,«complete»))'


REQUIREMENTS = Table(
    "requirements",
    (
        _ID,
        Column("group", 18, fits=True),
        Column("title", 30, fits=True),
        Column("statement", 52, fits=True),
        _DETAILS,
        Column("priority", 13, fits=True),
        Column("weight", 8, "number", is_optional=True),
        fill("answer", 26, check=OneOf(), required=True),
        _COMMENT,
        fill("evidence", 26),
        _status("answer"),
    ),
    needed=("answer",),
    distinctive=(frozenset({"statement"}), frozenset({"answer", "evidence"})),
)
PRICES = Table(
    "prices",
    (
        _ID,
        Column("item", 46, fits=True),
        Column("period", 14),
        Column("quantity", 11, "number"),
        Column("unit", 14, fits=True),
        _DETAILS,
        fill("unit_price", 16, look="price", check=AtLeast(0, "price_error"), required=True),
        Column("line_total", 16, "money", live=Live('IF([unit_price]="","",[quantity]*[unit_price])')),
        _COMMENT,
        _status("unit_price"),
    ),
    needed=("unit_price",),
    distinctive=(frozenset({"unit_price"}),),
)
VENDOR = Table(
    "vendor",
    (
        Column("id", 14, "strong"),
        Column("question", 70, fits=True),
        _DETAILS,
        fill("answer", 30, check=OneOf(), required=True),
        fill("comment", 44),
        _status("answer"),
    ),
    needed=("answer",),
    distinctive=(frozenset({"question"}), frozenset({"answer", "evidence"})),
)
UPDATE = Table(
    "update",
    (
        Column("id", 20, "strong"),
        Column("fate", 18, fits=True),
        Column("was", 50, fits=True),
        Column("now", 50, fits=True),
        Column("earlier_answer", 30, fits=True),
        Column("earlier_comment", 40, fits=True),
        Column("earlier_evidence", 26, fits=True),
    ),
    distinctive=(frozenset({"fate"}),),
    is_protected=False,
)
"""What became of each line when the form was amended: told to the vendor, never read."""
_BY_ENVELOPE: dict[Envelope, tuple[Table, ...]] = {
    "both": (REQUIREMENTS, PRICES, VENDOR),
    "technical": (REQUIREMENTS, VENDOR),
    "price": (PRICES,),
}


def tables(envelope: Envelope) -> tuple[Table, ...]:
    """Give the sheets of a workbook."""
    return _BY_ENVELOPE[envelope]


def envelopes(spec: Specification) -> tuple[Envelope, ...]:
    """Give the workbooks of a tender: one, or technical and price apart."""
    assert spec.tender is not None
    return ("technical", "price") if spec.tender.envelopes == "two" else ("both",)
