"""Chapter on features, with reports, mobile work, automations and the data dictionary."""

from collections.abc import Iterator, Sequence

from cdc.documents import drawings
from cdc.documents.cards import card
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.requirement import Feature


def features(view: View) -> Iterator[b.Block]:
    """Features as cards, grouped by module or by department."""
    if view.shows_weights:
        yield from drawings.weights_by_module(view)
    for title, anchor, intro, items in _groups(view):
        cards = tuple(card(view, item) for item in items)
        lead = (b.Paragraph((intro,)),) if intro else ()
        yield b.Section(anchor, title, "", 0, (*lead, *cards))
    withdrawn = [item for _, item in _requirements(view) if item.status == "withdrawn"]
    yield from view.excerpt(withdrawn, "id:12 status_reason:60", "document.withdrawn")


def _requirements(view: View) -> Iterator[tuple[str, Feature]]:
    for name in ("features", "constraints", "service_levels", "flows", "migrations", "services", "contract_terms"):
        for item in getattr(view.spec, name):
            yield name, item


def _groups(view: View) -> Iterator[tuple[str, str, str, Sequence[Feature]]]:
    kept = [item for item in view.spec.features if item.status != "withdrawn"]
    by: dict[str | None, list[Feature]] = {}
    departments = view.spec.document.group_features_by == "department"
    for item in kept:
        key = (item.departments[0] if item.departments else None) if departments else item.module
        by.setdefault(key, []).append(item)
    for group in view.spec.departments if departments else view.spec.modules:
        if group.id in by:
            intro = "" if departments else view.text(getattr(group, "intro", None))
            dimension = getattr(group, "dimension", None)
            if dimension:
                line = f"{view.words.labelled(view.label('dimension'))} {view.words('value.' + dimension)}."
                intro = f"{intro} {line}".strip()
            yield view.text(group.name), f"features-{group.id}", intro, by[group.id]
    if None in by:
        key = "document.features" if len(by) == 1 else "document.other_features"
        yield view.words(key), "features-other", "", by[None]


def reports(view: View) -> Iterator[b.Block]:
    """Reports, leading and lagging, then how they are filtered and fed."""
    found = view.spec.reports
    columns = "id:9 name:20 group:13 indicator:17 audience:20 question:24"
    yield from view.table(found, columns, "document.reports", elsewhere="indicators filters frequency feature")
    detailed = [item for item in found if item.indicators or item.filters or item.frequency or item.feature]
    yield from view.excerpt(
        detailed, "id:9 indicators:26 filters:16 frequency:14 feature:12", "document.report_details"
    )


def mobile(view: View) -> Iterator[b.Block]:
    """Work away from the desk."""
    yield from view.table(
        view.spec.mobile_needs, "id:8 task:30 device:14 offline:9 data:22 importance:11", "document.mobile"
    )


def automations(view: View) -> Iterator[b.Block]:
    """What happens by itself."""
    yield from view.table(
        view.spec.automations, "id:8 kind:14 trigger:26 action:30 owner:14 norm:8", "document.automations"
    )


def data(view: View) -> Iterator[b.Block]:
    """The path of data between applications, then the dictionary: each entity with its rules and fields."""
    yield from drawings.data_path(view)
    for item in view.spec.data_entities:
        yield view.item_heading(item, item.name)
        yield from view.all_facts(
            item,
            "definition owner volume growth retention legal_basis duplicate_rule history_rule keeping_rule",
            elsewhere="id name fields",
        )
        yield from view.table(
            item.fields,
            "name:20 type:12 mandatory:11 unique:9 personal:11 sensitive:10 copied_to:18 source:16 visible_to:16",
            "document.fields",
        )
