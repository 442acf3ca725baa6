"""Chapter for vendors: services, procedure, criteria, scales, price lines, contract terms."""

from collections.abc import Iterator

from cdc.documents import clauses, method, tabled
from cdc.documents.cards import card
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.tender import Criterion


def services(view: View) -> Iterator[b.Block]:
    """Services asked of the vendor, as requirement cards."""
    for item in view.spec.services:
        if item.status != "withdrawn":
            yield card(view, item)
    yield from view.table(
        view.spec.vendor_roles, "id:9 name:22 count:9 profile:34 tasks:28 presence:20", "document.vendor_roles"
    )


def service_levels(view: View) -> Iterator[b.Block]:
    """Service levels, as requirement cards."""
    for item in view.spec.service_levels:
        if item.status != "withdrawn":
            yield card(view, item)


CALENDAR = (
    "contact_name contact questions_until answers_at deadline amendment_days validity_days site_visit demonstrations "
    "decision_on signature_on"
)
RESPONSE = "platform envelopes languages submission page_limit response_parts"
BESIDE = "title salt bidders law declarations calendar"
"""What is told of the tender with its dates, with what a bid holds, and in no list of facts."""


def tender_object(view: View) -> Iterator[b.Block]:
    """What is bought and how: kind of procedure, its law, lots, variants."""
    if view.spec.tender:
        names = "id procedure legal_basis variants groupings negotiation"
        yield from view.all_facts(view.spec.tender, names, elsewhere=f"{CALENDAR} {RESPONSE} {BESIDE}")
        yield from view.table(
            view.spec.lots, "id:8 name:22 description:36 value:14", "document.lots", elsewhere="ceiling"
        )


def calendar(view: View) -> Iterator[b.Block]:
    """Who answers questions until when, when bids are due and how long they bind."""
    if view.spec.tender:
        yield from view.fact_block(view.spec.tender, CALENDAR)
        yield from view.table(view.spec.tender.calendar, "name:40 date:30", "document.calendar")


def response(view: View) -> Iterator[b.Block]:
    """What a bid holds, in which languages and form, and what the vendor declares."""
    if view.spec.tender:
        yield from view.fact_block(view.spec.tender, RESPONSE)
        yield from view.table(view.spec.tender.declarations, "id:10 text:60 mandatory:12", "document.declarations")


def criteria(view: View) -> Iterator[b.Block]:
    """The criteria tree with weights as published, and how totals are made."""
    spec = view.spec
    if not spec.criteria:
        return
    evaluation = spec.evaluation
    shows = evaluation.publish_weights != "none" or view.is_internal
    rows: list[b.Row] = []
    for item in spec.criteria:
        _criterion_rows(view, item, 0, rows, shows=shows)
    heads = [b.Column(view.label("id"), 9), b.Column(view.label("criterion"), 30), b.Column(view.label("kind"), 13)]
    if shows:
        heads.append(b.Column(view.label("weight"), 9, "right"))
    heads.append(b.Column(view.label("how_scored"), 40))
    yield tabled.filled(b.Table(tuple(heads), tuple(rows), view.words("document.criteria")))
    yield view.paragraph("document.order_of_evaluation")
    yield b.Facts(((view.label("award_rule"), (method.award_text(view, evaluation.award_rule),)),))
    yield from method.rules(view)
    rounding = evaluation.rounding
    text = view.words(
        "document.rounding_line",
        places=rounding.places,
        mode=view.words(f"value.{rounding.mode}"),
        stage=view.words(f"value.stage_{rounding.stage}"),
    )
    yield b.Facts(((view.label("rounding"), (text,)),))
    ties = tuple(
        (
            b.Paragraph(
                (
                    view.words(f"value.{t.by}")
                    + (f": {view.names[t.criterion]}" if t.criterion else "")
                    + (f": {t.seed}" if t.seed else ""),
                )
            ),
        )
        for t in evaluation.ties
    )
    yield from view.titled("document.ties", (b.Bullets(ties, ordered=True),) if ties else ())
    yield from method.low_bid_block(view)
    if evaluation.options_analysis and view.is_internal:
        yield from view.titled("document.options_analysis", view.prose(evaluation.options_analysis))


def _criterion_rows(view: View, item: Criterion, depth: int, rows: list[b.Row], *, shows: bool) -> None:
    kind = view.words(f"value.kind_{item.kind}") if item.kind else ""
    name = "\u2003" * depth + view.text(item.name)
    weight = view.words.number(item.weight) if item.weight is not None else ""
    cells: list[b.Inlines] = [(item.id,), ((b.Strong((name,)),) if item.parts else (name,)), (kind,)]
    if shows:
        cells.append((weight,))
    cells.append(_how(view, item))
    rows.append(b.Row(tuple(cells), item.id, "group" if item.parts else "body"))
    for part in item.parts:
        _criterion_rows(view, part, depth + 1, rows, shows=shows)


def _amount(view: View, item: Criterion) -> Iterator[str]:
    """Say how an amount becomes points, and which one it is."""
    yield from method.formula_lines(view, item.formula)
    if item.lines:
        yield view.wording.fact(fields.of(Criterion)["lines"], item.lines)
    if item.kind == "quantity" and item.unit:
        yield f"{view.words.labelled(view.label('unit'))} {view.text(item.unit)}"


def _how(view: View, item: Criterion) -> b.Inlines:
    words = view.words
    lines = list(_amount(view, item)) if item.kind in ("price", "quantity") else []
    if item.economic:
        lines.append(view.label("economic"))
    if item.worth is not None:
        lines.append(f"{words.labelled(view.label('worth'))} {words.number(item.worth)}")
    if item.covers:
        lines.append(words.listed(words(f"value.list_{name}") for name in item.covers))
    if item.question:
        lines.append(view.text(item.question))
    lines += [f"{words.number(level.score)}: {view.text(level.words)}" for level in item.levels]
    if item.evidence:
        lines.append(f"{words.labelled(view.label('evidence'))} {view.text(item.evidence)}")
    if item.threshold is not None:
        lines.append(words("document.threshold", share=words.percent(item.threshold)))
    if item.use_cases:
        lines.append(words("document.demo_of", cases=", ".join(item.use_cases)))
    if item.relates_to:
        lines.append(words.labelled(view.label("relates_to")) + " " + words(f"value.{item.relates_to}"))
    lines += _further(view, item)
    return tuple(part for at, line in enumerate(lines) for part in ((b.Break(), line) if at else (line,)))


PLACED = (
    "id name weight kind parts covers levels formula unit lines economic worth threshold evidence question relates_to "
    "use_cases"
)
"""What has a place of its own in the row of a criterion."""


def _further(view: View, item: Criterion) -> Iterator[str]:
    """Give what else is declared of a criterion, and by which rule pairs are counted, which is always one."""
    applied = {"pair_rule"} if item.kind == "pairwise" else set()
    for name in view.rest(type(item), PLACED).split():
        if name in item.model_fields_set | applied:
            field = fields.of(type(item))[name]
            yield f"{view.words.labelled(view.label(name))} {view.wording.value(field, getattr(item, name))}"


def scales(view: View) -> Iterator[b.Block]:
    """The scales of answers."""
    for scale in view.spec.scales if view.spec.tender else ():
        yield b.Heading(view.inlines(scale.name))
        columns, points = "id:8 label:22 meaning:44 needs_comment:11 needs_price_line:11", "points:9"
        shows = view.spec.evaluation.publish_weights == "all" or view.is_internal
        columns, elsewhere = (f"{columns} {points}", "") if shows else (columns, points)
        yield from view.table(scale.answers, columns, "document.scale", elsewhere=elsewhere)


def price_lines(view: View) -> Iterator[b.Block]:
    """What vendors price."""
    yield from view.table(
        view.spec.price_lines,
        "id:8 name:30 kind:12 quantity:10 quantities:14 unit:12 currency:9 year:8 tax_rate:9 indexed:9 option:10 "
        "requirement:10 lots:12 note:24",
        "document.price_lines",
    )


def qualifications(view: View) -> Iterator[b.Block]:
    """Conditions that vendors must meet to take part."""
    yield from view.table(view.spec.qualifications, "id:9 kind:20 text:46 evidence:30", "document.qualifications")


def contract_terms(view: View) -> Iterator[b.Block]:
    """Choices of the contract that no article says, and its terms as requirement cards."""
    yield from clauses.left_choices(view)
    for item in view.spec.contract_terms:
        if item.status != "withdrawn":
            yield card(view, item)


def market(view: View) -> Iterator[b.Block]:
    """The long and short list, and the board: for the company's eyes only."""
    if view.is_internal:
        yield from view.table(
            view.spec.vendors, "id:10 name:22 country:12 status:14 reason:34 contact:24", "document.vendor_list"
        )
        yield from view.table(
            view.spec.board,
            "evaluator:14 name:20 criteria:30 conflict_of_interest:14 declared_on:13 recusals:20",
            "document.board",
            elsewhere="person",
        )
