"""A document of the procedure: a sheet with the tender's title, its date, its blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

from cdc.documents import anchors
from cdc.documents.compose import LABELS
from cdc.documents.numbering import numbered
from cdc.documents.view import View
from cdc.model import blocks as b


def page(  # noqa: PLR0913 - what stands on the page, all named
    view: View,
    name: str,
    *,
    kind: str,
    day: dt.date,
    front: Iterable[b.Block],
    sections: Iterable[b.Section] = (),
    subtitle: str = "",
    is_draft: bool = False,
) -> b.Document:
    """Give the document: `kind` names it, `front` stands before its sections."""
    spec, tender = view.spec, view.spec.tender
    before = tuple(front)
    printed = anchors.settled(numbered((*before, *sections)))
    return b.Document(
        name=name,
        language=view.words.language,
        kind=kind,
        title=view.text((tender.title if tender else None) or spec.document.title),
        subtitle=subtitle,
        reference=tender.id if tender else spec.document.reference,
        version=spec.document.version,
        date=view.words.date(day),
        iso_date=day.isoformat(),
        company=spec.company.name,
        confidentiality="",
        draft=view.words("document.draft") if is_draft else None,
        labels={key: view.words(f"document.{key}") for key in LABELS},
        front=printed[: len(before)],
        body=cast("tuple[b.Section, ...]", printed[len(before) :]),
        layout="sheet",
    )
