"""Chapters on the company and on the project: who asks, why, and who decides."""

from collections.abc import Iterator, Sequence

from cdc.documents import drawings, markdown, matrices, tabled
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.company import CustomerProfile, Kpi, Objective


def general(view: View) -> Iterator[b.Block]:
    """The company: facts, history, sites."""
    company = view.spec.company
    yield from view.all_facts(
        company,
        "name legal_form registration sector activities history organisation staff turnover turnover_year "
        "relationship_model sales_network",
        elsewhere=f"sites offer {MARKET} client_groups means competitors sector_specifics",
    )
    yield from view.table(company.sites, "name:18 city:14 country:12 staff:8 activity:30 branch:8", "document.sites")


MARKET = "strategy positioning crm_strategy base_keeping"
"""What is told of the company in the section on its market, beside tables."""


def market(view: View) -> Iterator[b.Block]:
    """Strategy, clients, competitors, and what is special in the sector."""
    company = view.spec.company
    yield from view.fact_block(company, MARKET)
    yield from view.table(company.client_groups, "name:30 industry:20 count:10 state:12", "document.client_groups")
    yield from view.table(company.means, "name:34 purpose:14 channel:20", "document.means")
    yield from view.table(company.competitors, "name:16 note:50", "document.competitors")
    specifics = tuple((b.Paragraph(view.inlines(text)),) for text in company.sector_specifics)
    yield from view.titled("document.sector_specifics", (b.Bullets(specifics),) if specifics else ())


def offer(view: View) -> Iterator[b.Block]:
    """Products and services, with what their sale needs."""
    yield from view.table(
        view.spec.company.offer,
        "name:40 type:16 accounting:16 documents:16 pricing:16 discount_rules:16 price_lists:16 variants:8 "
        "lot_tracking:8 units:10",
        "document.offer",
    )


def profiles(view: View) -> Iterator[b.Block]:
    """Customer profiles in two levels, and the matrix of activities by profile."""
    items = view.spec.customer_profiles
    for item in items:
        yield view.item_heading(item, item.name)
        if item.ideal_lead:
            yield b.Paragraph((b.Chip(view.words("label.ideal_lead"), "good"),))
        yield from view.all_facts(
            item,
            "parent kind criteria market size decision_makers habits average_order yearly_potential purchase "
            "credit_risk needs approach",
            elsewhere="id name activities ideal_lead",
        )
    if any(item.activities for item in items):
        yield _activities(view, items)


def _activities(view: View, items: tuple[CustomerProfile, ...]) -> b.Table:
    shown = [item for item in items if item.activities]
    kinds = sorted({kind for item in shown for kind in item.activities})
    rows = [
        b.Row(((view.words(f"value.{kind}"),), *(("•",) if kind in item.activities else ("–",) for item in shown)))
        for kind in kinds
    ]
    names = [view.text(item.name) for item in shown]
    return matrices.crossed(view, view.label("activities"), names, rows, "document.activities")


def current_state(view: View) -> Iterator[b.Block]:
    """How things are done today, and what hurts."""
    state = view.spec.current_state
    if state is None:
        return
    yield from view.prose(state.narrative)
    yield from view.all_facts(
        state,
        "tools reporting organisation communication data_sources",
        elsewhere="narrative pain_points erp_gaps",
    )
    yield from view.table(
        state.pain_points, "id:9 text:40 process:10 impact:9 frequency:12 evidence:24", "document.pain_points"
    )
    gaps = tuple((b.Paragraph(view.inlines(text)),) for text in state.erp_gaps)
    yield from view.titled("document.erp_gaps", (b.Bullets(gaps),) if gaps else ())


def aim(view: View) -> Iterator[b.Block]:
    """What the project is and the problem it solves."""
    document = view.spec.document
    yield from view.all_facts(document, "main_problem kind situation", elsewhere=f"{FRONT} {LAYOUT} {OWNERS}")
    for key, texts in (("document.in_scope", document.in_scope), ("document.exclusions", document.exclusions)):
        items = tuple(view.told(text) for text in texts)
        yield from view.titled(key, (b.Bullets(items),) if items else ())


FRONT = (
    "title subtitle purpose in_scope exclusions reference version date status confidentiality languages authoritative "
    "versions approvals distribution"
)
LAYOUT = (
    "profile theme detail group_features_by hidden_sections section_order introductions nothing_required "
    "section_titles word_limit"
)
OWNERS = "owner file_owners"
"""What is told of the document on its first pages, by its layout, and beside the team."""

OBJECTIVE = "statement rationale archetype end_state departments owner phase metrics"
"""What is told of an objective beside its title."""


def objectives(view: View) -> Iterator[b.Block]:
    """Objectives with their indicators in one table; without indicators each with its facts."""
    items = view.spec.objectives
    if not any(item.kpis for item in items):
        for item in items:
            yield view.item_heading(item, item.title, view.priority(item))
            yield from view.fact_block(item, _told(view, item))
        return
    essential = sum(1 for item in items if item.priority == "essential" and view.states(item, "priority"))
    key = "objectives_told_essential" if essential else "objectives_told"
    yield view.paragraph(f"document.{key}", count=len(items), essential=essential)
    heads = (
        b.Column(view.label("kpi"), 34),
        b.Column(view.label("baseline"), 13, "right"),
        b.Column(view.label("target"), 13, "right"),
        b.Column(view.label("due"), 17),
        b.Column(view.label("source"), 23),
    )
    rows = tuple(row for item in items for row in _objective_rows(view, item))
    yield tabled.filled(b.Table(heads, rows, view.words("document.objectives_table")))
    for item in items:
        yield from view.pictures_of(item, _told(view, item).split())


def _told(view: View, item: Objective) -> str:
    """Name all that is told of an objective beside its heading and its indicators."""
    return f"{OBJECTIVE} {view.rest(type(item), f'{OBJECTIVE} id title priority kpis')}"


KPI = "definition baseline_date owner approved_by"
IN_COLUMNS = "id name unit baseline target target_text due source frequency actuals"
"""What is told of an indicator under its name; what has a column, or is told once measured."""


def _objective_rows(view: View, item: Objective) -> Iterator[b.Row]:
    chip = view.priority(item)
    title = (b.Ref(item.id, item.id), " ", *view.inlines(item.title), *((" ", chip) if chip else ()))
    yield b.Row((title,), item.id, "group")
    facts = view.joined_facts(item, _told(view, item))
    if facts:
        yield b.Row((facts,))
    for kpi in item.kpis:
        unit = view.text(kpi.unit)
        baseline = _with_unit(view, kpi.baseline, unit) if kpi.baseline is not None else "–"
        name = (b.Ref(kpi.id, kpi.id), " ", *view.inlines(kpi.name))
        more = view.joined_facts(kpi, f"{KPI} {view.rest(type(kpi), f'{KPI} {IN_COLUMNS}')}")
        measured = view.joined((view.cell(kpi, "source"), view.cell(kpi, "frequency")), " · ")
        cells = (
            (*name, *((b.Break(), *more) if more else ())),
            (baseline,),
            target(view, kpi),
            view.cell(kpi, "due"),
            measured,
        )
        yield b.Row(cells, kpi.id)


def kpi_cards(view: View, kpis: Sequence[Kpi]) -> Iterator[b.Block]:
    """Indicators as cards: from today's value to the target, and when it is due."""
    cards = []
    for kpi in kpis:
        unit = view.text(kpi.unit)
        due = view.words("document.kpi_due", date=kpi.due) if kpi.due else ""
        note = " · ".join(part for part in (due, view.text(kpi.source)) if part)
        baseline = _with_unit(view, kpi.baseline, unit) if kpi.baseline is not None else "–"
        cards.append(b.Kpi(kpi.id, view.text(kpi.name), baseline, markdown.plain(target(view, kpi)), (note,)))
    if cards:
        yield b.KpiCards(tuple(cards))


def target(view: View, kpi: Kpi) -> b.Inlines:
    """Give the target as a number, in words, or both."""
    number = (_with_unit(view, kpi.target, view.text(kpi.unit)),) if kpi.target is not None else ()
    return view.joined((number, view.cell(kpi, "target_text")), "; ") or ("–",)


def _with_unit(view: View, number: object, unit: str) -> str:
    text = view.words.value(number)
    return view.words.percent(number) if unit == "%" else f"{text}\u00a0{unit}"  # type: ignore[arg-type] # a Decimal


def team(view: View) -> Iterator[b.Block]:
    """The people of the project; contact data as far as they may be published."""
    columns = "id:11 name:17 role:20 kind:12 organisation:13 department:14 competence:20 decision_power:20"
    columns += " days:7" if view.is_internal else ""
    yield from view.table(view.spec.stakeholders, columns, "document.team", elsewhere="contact")
    reachable = [item for item in view.spec.stakeholders if item.contact and view.cell(item, "contact")]
    yield from view.excerpt(reachable, "name:20 contact:40", "document.contacts")
    if view.is_internal:
        yield from view.fact_block(view.spec.document, OWNERS)


INSIDE = "visibility internal_message"
"""What is told of the governance to the company only, at the end."""


def governance(view: View) -> Iterator[b.Block]:
    """How decisions are taken: rules, committees, responsibility matrix, reporting."""
    found = view.spec.governance
    yield from drawings.organisation_chart(view, found)
    if found is None:
        return
    yield from view.all_facts(
        found,
        "decision_rules escalation change_procedure review_cadence working_space",
        elsewhere=f"bodies raci reporting {INSIDE}",
    )
    yield from view.table(found.bodies, "name:20 members:24 frequency:14 decides:30", "document.bodies")
    yield from matrices.responsibilities(view)
    yield from view.table(found.reporting, "what:26 audience:20 frequency:14 format:20", "document.reporting")
    if view.is_internal:
        yield from view.fact_block(found, INSIDE)


def risks(view: View) -> Iterator[b.Block]:
    """Risks and assumptions."""
    yield from view.table(
        view.spec.risks, "id:8 text:32 kind:17 probability:14 impact:12 mitigation:28 owner:15", "document.risks"
    )
    yield from view.table(view.spec.assumptions, "id:8 text:50 owner:16 due:12", "document.assumptions")
