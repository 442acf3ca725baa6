"""What goes with a package for vendors: the rules of the comparison, and a page that says what to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdc.documents.parts import vendors
from cdc.documents.procedure.page import page
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.bid import Publication
from cdc.model.specification import Specification
from cdc.words import words

README = "README"
_STEPS = ("how_answer", "how_list", "how_price", "how_comment", "how_save")
"""What the workbook itself says of how to fill it, said once more beside it."""


def rules(spec: Specification, language: str) -> b.Document | None:
    """Give criteria, formulas and the order of the evaluation as a document; None where nothing is compared."""
    view = View(spec, words(language))
    told = tuple(vendors.criteria(view))
    return (
        page(view, "rules", kind=view.words("document.rules_kind"), day=spec.document.date, front=told)
        if told
        else None
    )


def readme(spec: Specification, frozen: Publication, listed: Sequence[tuple[str, str]], *, language: str) -> b.Document:
    """Give the page to be read first; `listed` are the files, each with the phrase that says what it is."""
    view = View(spec, words(language))
    return page(
        view,
        README,
        kind=view.words("document.package_kind"),
        day=spec.document.date,
        front=(
            view.paragraph("document.package_lead", "lead", company=spec.company.name),
            *_facts(view, frozen),
            *view.titled("document.package_files", (_files(view, listed),)),
            *view.titled("document.package_steps", (b.Bullets(tuple(_steps(view)), ordered=True),)),
            view.paragraph("document.package_sums", "note"),
        ),
    )


def _facts(view: View, frozen: Publication) -> Iterator[b.Block]:
    """Tell the dates that count, whom to ask, and how the form and the rules are known again."""
    if view.spec.tender:
        yield from view.fact_block(view.spec.tender, "id questions_until answers_at deadline submission contact")
    number = view.words("document.amendment", number=frozen.number) if frozen.number else ""
    known = (("document.package_state", number), ("grid.form", frozen.form), ("document.package_rules", frozen.rules))
    yield b.Facts(tuple((view.words(key), (b.Code(value),)) for key, value in known if value))


def _files(view: View, listed: Sequence[tuple[str, str]]) -> b.Block:
    columns = (b.Column(view.words("document.package_file"), 40), b.Column(view.words("document.package_what"), 60))
    rows = tuple(b.Row(((b.Code(name),), (view.words(key),)), name) for name, key in listed)
    return b.Table(columns, rows)


def _steps(view: View) -> Iterator[tuple[b.Block, ...]]:
    for key in _STEPS:
        yield (view.paragraph(f"grid.{key}"),)
    if view.spec.tender and view.spec.tender.envelopes == "two":
        yield (view.paragraph("document.package_envelopes"),)
    yield (view.paragraph("document.package_send"),)
