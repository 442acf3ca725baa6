"""The declared method in words: formulas with their parameters, every choice that was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.evaluation import Evaluation
from cdc.model.method import PARAMETERS, AwardRule, Formula
from cdc.model.specification import Specification
from cdc.scoring.awards import known as awards

CHOICES = ("equal", "single", "none_better", "zero", "over_ceiling", "clip")
EVALUATION = (
    "method weights total missing score_maximum score_step priority_weights aggregation moderation_from rescaling "
    "criterion_rounding over_ceiling horizon discount_rate indexation tax cost_rounding options missing_price variants "
    "debrief"
)
ELSEWHERE = (
    "award_rule low_bids rounding ties options_analysis publish_weights seed draws agreement_level blind "
    "usability_minimum weighting_sets"
)
"""Fields of the key evaluation that documents print as rules; those told in other places, or that decide nothing."""
_APPLIES: Mapping[str, Callable[[Specification], bool]] = {
    "priority_weights": lambda spec: any(item.weight is None for _, item in spec.asked),
    "missing": lambda spec: bool(spec.asked),
    "weights": lambda spec: bool(spec.criteria),
    **dict.fromkeys(("score_maximum", "score_step", "aggregation"), lambda spec: _scored(spec, "judged")),
    **dict.fromkeys(("missing_price", "tax"), lambda spec: bool(spec.price_lines)),
    "over_ceiling": lambda spec: any(part.ceiling is not None for part in (spec.budget, *spec.lots) if part),
    "options": lambda spec: any(line.option for line in spec.price_lines),
    "discount_rate": lambda spec: bool(spec.evaluation.discount_rate),
    "indexation": lambda spec: bool(spec.evaluation.indexation),
    "variants": lambda spec: spec.tender is not None and spec.tender.variants,
}
"""Rules that somebody may leave unsaid: they are told where they have something to act on."""


def rules(view: View) -> tuple[b.Block, ...]:
    """Give the rules of the evaluation that are declared, and those that apply though nobody wrote them."""
    evaluation = view.spec.evaluation
    known = f"{EVALUATION} {view.rest(Evaluation, f'{EVALUATION} {ELSEWHERE}')}".split()
    names = [name for name in known if name in evaluation.model_fields_set or _applies(view.spec, name)]
    return view.fact_block(evaluation, " ".join(names))


def _applies(spec: Specification, name: str) -> bool:
    return name in _APPLIES and _APPLIES[name](spec)


def _scored(spec: Specification, kind: str) -> bool:
    return any(leaf.kind == kind for leaf in spec.leaves)


def award_text(view: View, rule: AwardRule) -> str:
    """Say what orders the bids, with the parameters of the rule."""
    say = view.words
    text = say(f"value.{rule.type}")
    parts = []
    shown_by = awards.record(rule).shown
    for name in shown_by(rule) if shown_by else ():
        value = getattr(rule, name)
        shown = value if isinstance(value, str) else None
        label = view.label(f"award_{name}" if say.has(f"label.award_{name}") else name)
        parts.append(f"{say.labelled(label)} {say(f'value.{shown}') if shown else say.value(value)}")
    return f"{text} ({'; '.join(parts)})" if parts else text


def formula_lines(view: View, formula: Formula) -> Iterator[str]:
    """Say how a quantity becomes points, then the parameters and choices that the sentence leaves out."""
    say, declared = view.words, PARAMETERS[formula.type]
    key = f"document.formula_{formula.type}"
    facts = {name: _parameter(view, formula, name) for name in (*declared.needed, *declared.taken) if name != "rows"}
    yield say(key, **facts) if say.has(key) else declared.notation
    if formula.aim == "maximise":
        yield say("value.aim_maximise")
    for name, fact in facts.items():
        if name in formula.model_fields_set and f"{{{name}}}" not in say.phrases.get(key, ""):
            label = f"label.{name}"
            yield f"{say.labelled(say(label) if say.has(label) else name)} {say.value(fact)}"
    for row in formula.rows:
        yield f"{say.number(row.at)}: {say.percent(row.share * 100)}"
    yield from _choices(view, formula)


def _parameter(view: View, formula: Formula, name: str) -> object:
    """Give a parameter as it is written: shares in per cent, a reference with the buyer's own amount."""
    value, say = getattr(formula, name), view.words
    if name in ("band", "x"):
        return value * 100
    if name == "reference" and value in ("fixed", "best_and_estimate"):
        return f"{say(f'value.reference_{value}')} ({say.value(formula.reference_value)})"
    field = fields.of(Formula)[name]
    return view.wording.value(field, value) if field.kind == "choice" else value


def _choices(view: View, formula: Formula) -> Iterator[str]:
    """Give the declared choices on which courts and platforms differ, and how stages are rounded."""
    say = view.words
    for name in CHOICES:
        if name in formula.model_fields_set:
            chosen = view.wording.value(fields.of(Formula)[name], getattr(formula, name))
            yield f"{say.labelled(view.label(name))} {chosen}"
    for step in formula.rounding:
        yield say(
            "document.rounding_line",
            places=step.places,
            mode=say(f"value.{step.mode}"),
            stage=say(f"value.stage_{step.stage}"),
        )


def low_bid_block(view: View) -> Iterator[b.Block]:
    """Name the tests that flag abnormally low bids."""
    tests = view.spec.evaluation.low_bids
    items = tuple((b.Paragraph((view.words(f"value.{test.type}"),)),) for test in tests)
    yield from view.titled("document.low_bids", (b.Bullets(items),) if items else ())
