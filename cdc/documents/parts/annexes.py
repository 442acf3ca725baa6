"""Annexes: glossary, traceability, mock-ups, questions, workshops and their minutes, follow-up."""

from collections.abc import Iterable, Iterator

from cdc.documents import drawings, tabled
from cdc.documents.parts import company
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.practice import Workshop

MOST_LINKS = 30
"""Links from which a drawing is a thicket; the table says it all."""


def glossary(view: View) -> Iterator[b.Block]:
    """Terms and meanings, in the alphabet of the language."""
    items = sorted(view.spec.glossary, key=lambda item: view.text(item.term).casefold())
    yield from view.table(items, "term:18 definition:54 scope:12", "document.glossary", elsewhere="id")


def traceability(view: View) -> Iterator[b.Block]:
    """From objective to use case to feature: drawn while it can be read, then in a table, a row for each use case."""
    spec = view.spec
    if sum(len(case.objectives) for case in spec.use_cases) <= MOST_LINKS:
        yield from drawings.trace_map(view)
    features: dict[str, list[str]] = {}
    for feature in spec.features:
        for covered in feature.use_cases:
            features.setdefault(covered, []).append(feature.id)
    rows = tuple(
        b.Row((_refs((case.id,)), _refs(case.objectives), (case.process or "–",), _refs(features.get(case.id, ()))))
        for case in spec.use_cases
        if case.objectives
    )
    if rows:
        heads = (
            b.Column(view.label("use_cases"), 12),
            b.Column(view.label("objectives"), 22),
            b.Column(view.label("process"), 12),
            b.Column(view.words("document.features"), 54),
        )
        yield tabled.filled(b.Table(heads, rows, view.words("document.traceability")))


def _refs(ids: Iterable[str]) -> b.Inlines:
    return tuple(part for at, id_ in enumerate(ids) for part in ((", ", b.Ref(id_, id_)) if at else (b.Ref(id_, id_),)))


def mockups(view: View) -> Iterator[b.Block]:
    """Sketches of screens, with the remark that they do not bind the design."""
    if view.spec.mockups:
        yield view.paragraph("document.indicative", "note")
    for item in view.spec.mockups:
        yield view.item_heading(item, item.title)
        caption = f"{view.text(item.title)} ({view.words('document.indicative_short')})"
        yield from view.picture(item.file, alt=view.text(item.alt), caption=caption, page=item.page)
        yield from view.all_facts(item, "alt sections interactions use_cases file source", elsewhere="id title page")


def annexes(view: View) -> Iterator[b.Block]:
    """The documents referred to, and the list of annexes."""
    yield from view.table(
        view.spec.references, "id:9 name:34 kind:12 edition:16 place:24 note:24", "document.references"
    )
    items = [item for item in view.spec.annexes if view.is_internal or item.confidentiality != "internal"]
    yield from view.table(
        items, "id:8 title:26 description:34 file:20 included:10 confidentiality:14", "document.annexes"
    )


def questions(view: View) -> Iterator[b.Block]:
    """Questions and the answers given to all; the name of who asked is for the company only."""
    columns = "id:8 text:32 answer:36 answered:13 refers_to:12 lots:8 open:8"
    items = [item for item in view.spec.questions if view.is_internal or item.visibility == "vendors"]
    columns += " by:14" if view.is_internal else ""
    yield from view.table(items, columns, "document.questions", elsewhere="asked_as visibility date")


def workshops(view: View) -> Iterator[b.Block]:
    """The calendar of workshops, their minutes, and the interviews."""
    spec = view.spec
    yield from view.table(
        spec.workshops,
        "id:8 theme:26 date:12 duration:9 departments:20 participants:22 note_taker:14",
        "document.workshops",
        elsewhere=f"{MINUTES} {TOLD}",
    )
    for item in spec.workshops:
        if item.minutes or item.decisions or item.open_questions:
            yield b.Section(
                f"minutes-{item.id}", f"{item.id} {view.text(item.theme)}", "", 0, tuple(_minutes(view, item))
            )
    yield from view.table(
        spec.interviews, "id:8 person:18 department:16 date:12 expectations:34 findings:34", "document.interviews"
    )


MINUTES = "agenda preparation recording recording_consent follow_up news"
TOLD = "summary minutes decisions open_questions"
"""What is told of a workshop under its own heading: facts, then what was said."""


def _minutes(view: View, item: Workshop) -> Iterator[b.Block]:
    yield from view.fact_block(item, MINUTES)
    yield from view.prose(item.summary)
    for part in item.minutes:
        yield b.Heading(view.inlines(part.heading))
        yield b.Bullets(tuple((b.Paragraph(view.inlines(point)),) for point in part.points))
    for key, texts in (("document.decisions_taken", item.decisions), ("document.open_questions", item.open_questions)):
        points = tuple((b.Paragraph(view.inlines(text)),) for text in texts)
        yield from view.titled(key, (b.Bullets(points),) if points else ())


def decisions(view: View) -> Iterator[b.Block]:
    """Logs: decisions, ideas, changes, difficulties."""
    spec = view.spec
    yield from view.table(spec.decisions, "id:8 text:50 date:13 by:18 source:10", "document.decisions")
    yield from view.table(spec.ideas, "id:8 text:38 by:14 disposition:12 reason:26 feature:10", "document.ideas")
    yield from view.table(
        spec.change_requests, "id:8 text:34 date:13 by:14 affects:14 impact:24 status:11", "document.changes"
    )
    yield from view.table(spec.issues, "id:8 text:44 owner:16 level:10 status:10", "document.issues")


def follow_up(view: View) -> Iterator[b.Block]:
    """Reviews after go-live: measured values against targets, new needs, the self-assessment."""
    measured = [(kpi, actual) for item in view.spec.objectives for kpi in item.kpis for actual in kpi.actuals]
    if measured:
        heads = tuple(
            b.Column(view.label(name), 16, align)  # type: ignore[arg-type] # the two words are alignments
            for name, align in (("kpi", "left"), ("date", "left"), ("value", "right"), ("target", "right"))
        )
        rows = tuple(
            b.Row(
                (
                    (b.Ref(k.id, k.id), f" {view.text(k.name)}"),
                    (view.words.date(a.date),),
                    (view.words.number(a.value),),
                    company.target(view, k),
                )
            )
            for k, a in measured
        )
        yield b.Table(heads, rows, view.words("document.measured"))
    for item in view.spec.reviews:
        yield b.Heading((item.id, " ", view.words.date(item.date)))
        yield from view.all_facts(item, "participants findings new_needs checklist", elsewhere="id date")


def free_section(view: View, at: str) -> Iterator[b.Block]:
    """A chapter of the author's own, by its place among them."""
    section = view.spec.sections[int(at)]
    yield from view.prose(section.body)
    if section.checked_on:
        yield view.paragraph("document.checked_on", "note", date=section.checked_on)


def filling(view: View, at: str) -> Iterator[b.Block]:
    """A chapter of the author's own that is the content of a section of the structure, under its own heading."""
    yield b.Heading(view.inlines(view.spec.sections[int(at)].title))
    yield from free_section(view, at)
