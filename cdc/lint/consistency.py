"""Rules on what contradicts itself: texts, weights, scales, dates, money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cdc.lint.rule import Hit, Path, rule
from cdc.lint.walk import nodes, requirements
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.words import pick


@rule("CDC212", alone=True)
def text_in_every_language(spec: Specification) -> Iterator[Hit]:
    """Find texts by language that lack one of the document's languages, in names, titles and statements."""
    wanted = set(spec.document.languages)
    for name in type(spec).model_fields:
        value = getattr(spec, name)
        for at, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            base: Path = (name,) if at is None else (name, at)
            for key in ("title", "statement", "name", "text", "term", "definition"):
                text = getattr(item, key, None)
                lost = wanted - set(text) if isinstance(text, dict) else set()
                if lost:
                    yield Hit((*base, key), {"languages": ", ".join(sorted(lost))})


@rule("CDC271", alone=True)
def long_texts(spec: Specification) -> Iterator[Hit]:
    """Count the words of chapters and long texts in the document's first language."""
    limit, state = spec.document.word_limit, spec.current_state
    found: list[tuple[Path, object]] = [(("sections", at, "body"), item.body) for at, item in enumerate(spec.sections)]
    found += [
        (("company", key), getattr(spec.company, key)) for key in ("activities", "history", "strategy", "organisation")
    ]
    if state:
        found.append((("current_state", "narrative"), state.narrative))
    for where, text in found:
        count = len(pick(text, spec.language, spec.language).split())
        if count > limit:
            yield Hit(where, {"count": count, "limit": limit})


@rule("CDC213")
def weights_add_up(spec: Specification) -> Iterator[Hit]:
    """Compare the weights of the first level with the total that their kind promises."""
    kind = spec.evaluation.weights
    if not spec.criteria or kind not in ("percent", "points"):
        return
    wanted = Decimal(100) if kind == "percent" else spec.evaluation.total
    total = sum((_total(item) for item in spec.criteria), Decimal(0))
    if wanted is not None and total != wanted:
        yield Hit(("criteria",), {"total": total, "wanted": wanted}, of_key=True)


def _total(item: Criterion) -> Decimal:
    if item.parts:
        return sum((_total(part) for part in item.parts), Decimal(0))
    return item.weight or Decimal(0)


@rule("CDC214")
def groups_equal_their_parts(spec: Specification) -> Iterator[Hit]:
    """Compare a group's own weight with the sum of its parts."""
    if spec.evaluation.weights not in ("percent", "points"):
        return
    for path, item in nodes(spec.criteria):
        if item.parts and item.weight is not None and item.weight != _total(item):
            yield Hit((*path, "weight"), {"id": item.id, "weight": item.weight, "total": _total(item)})


@rule("CDC215")
def knockouts_name_an_answer(spec: Specification) -> Iterator[Hit]:
    """Look for the least accepted answer of knock-outs in their scale."""
    for path, item in requirements(spec):
        scale = spec.scale_of(item)
        knockout = item.knockout
        if knockout and scale and knockout.least not in {answer.id for answer in scale.answers}:
            known = ", ".join(answer.id for answer in scale.answers)
            yield Hit((*path, "knockout", "least"), {"answer": knockout.least, "known": known})


@rule("CDC216", alone=True)
def withdrawn_says_why(spec: Specification) -> Iterator[Hit]:
    """Look for withdrawn requirements without a reason."""
    for path, item in requirements(spec):
        if item.status == "withdrawn" and item.status_reason is None:
            yield Hit((*path, "status"), {"id": item.id})


@rule("CDC217", alone=True)
def dates_are_in_order(spec: Specification) -> Iterator[Hit]:
    """Compare starts with ends, and the dates of the consultation with each other."""
    for at, phase in enumerate(spec.phases):
        if phase.start and phase.end and phase.end < phase.start:
            yield Hit(("phases", at, "end"), {"later": "end", "earlier": "start"}, beside=("start",))
        if phase.revised_start and phase.revised_end and phase.revised_end < phase.revised_start:
            yield Hit(
                ("phases", at, "revised_end"),
                {"later": "revised_end", "earlier": "revised_start"},
                beside=("revised_start",),
            )
    tender = spec.tender
    if tender is None:
        return
    chain = [(name, getattr(tender, name)) for name in ("questions_until", "answers_at", "deadline")]
    known = [(name, moment) for name, moment in chain if moment]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            yield Hit(("tender", later), {"later": later, "earlier": earlier}, beside=(earlier,))


@rule("CDC218")
def nothing_waits_for_itself(spec: Specification) -> Iterator[Hit]:
    """Follow phases, and parents of customer profiles, round to themselves."""
    phases = {phase.id: list(phase.depends) for phase in spec.phases}
    profiles = {item.id: [item.parent] if item.parent else [] for item in spec.customer_profiles}
    for name, links in (("phases", phases), ("customer_profiles", profiles)):
        for at, id_ in enumerate(links):
            circle = _circle(id_, links)
            if circle:
                key = "depends" if name == "phases" else "parent"
                yield Hit((name, at, key), {"id": id_, "path": " → ".join(circle)})
                break


def _circle(start: str, links: dict[str, list[str]]) -> list[str]:
    stack = [[start]]
    seen: set[str] = set()
    while stack:
        path = stack.pop()
        for after in links.get(path[-1], ()):
            if after == start:
                return [*path, start]
            if after not in seen:
                seen.add(after)
                stack.append([*path, after])
    return []


@rule("CDC220")
def criterion_is_group_or_leaf(spec: Specification) -> Iterator[Hit]:
    """Look for criteria with both parts and a kind, or with neither."""
    for path, item in nodes(spec.criteria):
        if bool(item.parts) == (item.kind is not None):
            yield Hit((*path, "id"), {"id": item.id})


@rule("CDC221")
def requirements_are_scored(spec: Specification) -> Iterator[Hit]:
    """Look for requirements that are asked, weigh something, and belong to no criterion."""
    if not spec.criteria:
        return
    places = {item.id: path for path, item in requirements(spec)}
    for _, item in spec.asked:
        if item.id not in spec.leaf_of and spec.weight_of(item) > 0:
            yield Hit((*places[item.id], "id"), {"id": item.id})


@rule("CDC222")
def own_weight_is_explained(spec: Specification) -> Iterator[Hit]:
    """Look for weights far from what the priority gives (by more than the step between priorities)."""
    if spec.tender is None:
        return
    usual = spec.evaluation.priority_weights
    for path, item in requirements(spec):
        expected = Decimal(usual.get(item.priority, 1))
        if item.weight and not item.weight_reason and abs(item.weight - expected) > 2:
            facts = {"id": item.id, "weight": item.weight, "priority": item.priority, "usual": expected}
            yield Hit((*path, "weight"), facts)


@rule("CDC223")
def budget_years_lie_inside(spec: Specification) -> Iterator[Hit]:
    """Compare the year of each budget line with the horizon."""
    if spec.budget:
        for at, line in enumerate(spec.budget.lines):
            if line.year > spec.budget.horizon:
                yield Hit(("budget", "lines", at, "year"), {"year": line.year, "horizon": spec.budget.horizon})


@rule("CDC224")
def one_currency(spec: Specification) -> Iterator[Hit]:
    """Compare the currency of lots with the budget's."""
    if spec.budget:
        for at, lot in enumerate(spec.lots):
            if lot.value and lot.value.currency != spec.budget.currency:
                facts = {"currency": lot.value.currency, "budget": spec.budget.currency}
                yield Hit(("lots", at, "value", "currency"), facts)


@rule("CDC225")
def tender_has_a_scale(spec: Specification) -> Iterator[Hit]:
    """Look for a tender that asks requirements without any scale of answers."""
    if spec.tender and spec.asked and not spec.scales:
        yield Hit(("tender",), of_key=True)


RULES = (
    text_in_every_language,
    long_texts,
    weights_add_up,
    groups_equal_their_parts,
    knockouts_name_an_answer,
    withdrawn_says_why,
    dates_are_in_order,
    nothing_waits_for_itself,
    criterion_is_group_or_leaf,
    requirements_are_scored,
    own_weight_is_explained,
    budget_years_lie_inside,
    one_currency,
    tender_has_a_scale,
)
