"""The declared method in words: formulas with their parameters, every choice that was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.method import PARAMETERS, AwardRule, Formula
from cdc.model.specification import Specification
from cdc.scoring.awards import known as awards

CHOICES = ("equal", "single", "none_better", "zero", "over_ceiling", "clip")
EVALUATION = (
    "method weights total missing score_maximum score_step priority_weights aggregation moderation_from rescaling "
    "criterion_rounding over_ceiling horizon discount_rate indexation tax cost_rounding options missing_price variants "
    "debrief"
)
"""Fields of the key evaluation that documents print."""
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
    names = [name for name in EVALUATION.split() if name in evaluation.model_fields_set or _applies(view.spec, name)]
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
    """Say how a quantity becomes points, then the choices that were declared."""
    say = view.words
    facts: dict[str, object] = {
        "power": formula.power,
        "full_at": formula.full_at,
        "zero_at": formula.zero_at,
        "n": formula.n,
        "zero_ratio": formula.zero_ratio,
        "significant": formula.significant,
        "alpha": formula.alpha,
        "text": formula.text,
        "at_mean": formula.at_mean,
        "slope": formula.slope,
        "band": _percent(formula.band),
        "x": _percent(formula.x),
        "reference": say(f"value.reference_{formula.reference}"),
    }
    given = {key: "–" if value is None else value for key, value in facts.items()}
    written = f"document.formula_{formula.type}"
    yield say(written, **given) if say.has(written) else PARAMETERS[formula.type].notation
    if formula.aim == "maximise":
        yield say("value.aim_maximise")
    if formula.base is not None:
        yield f"{say.labelled(view.label('base'))} {say.number(formula.base)}"
    for row in formula.rows:
        yield f"{say.number(row.at)}: {say.percent(row.share * 100)}"
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


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else value * 100


def low_bid_block(view: View) -> Iterator[b.Block]:
    """Name the tests that flag abnormally low bids."""
    tests = view.spec.evaluation.low_bids
    items = tuple((b.Paragraph((view.words(f"value.{test.type}"),)),) for test in tests)
    yield from view.titled("document.low_bids", (b.Bullets(items),) if items else ())
