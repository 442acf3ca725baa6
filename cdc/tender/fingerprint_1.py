"""The fingerprints as version 1 made them: kept as it was, to verify tenders published by it."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from cdc.model.evaluation import Rescaling
from cdc.model.specification import Specification
from cdc.model.tender import Criterion

_KNOWN = {
    "Evaluation": "method award_rule weights total priority_weights missing score_maximum score_step aggregation "
    "moderation_from rescaling criterion_rounding low_bids over_ceiling discount_rate indexation rates options tax "
    "missing_price variants rounding ties horizon usability_minimum",
    "AwardRule": "type quality_maximum scale offset band decider form k pass_mark normalisation rerun",
    "Formula": "type aim reference reference_value power full_at zero_at band n zero_ratio base significant alpha x "
    "knee at_mean slope rows between text equal single none_better zero over_ceiling clip rounding",
    "LowBidTest": "type reference_discount minimum_bids high low",
    "TieBreak": "by criterion seed",
    "Rounding": "places mode stage",
    "CriterionRounding": "places mode",
    "StageRounding": "stage places mode",
    "TableRow": "at share",
    "Knockout": "least reason",
    "Acceptance": "text method given when then",
}
"""The fields there were: what came later is no part of these fingerprints."""


def form(spec: Specification) -> str:
    """Fingerprint requirements, texts, scales, price lines and questions."""
    assert spec.tender is not None
    asked = {
        item.id: [name, item.title, item.statement, item.acceptance, item.priority, item.lots, _scale(spec, item)]
        for name, item in spec.asked
    }
    prices = {
        line.id: [
            line.name,
            line.kind,
            line.quantity,
            line.quantities,
            line.unit,
            line.option,
            line.currency,
            line.year,
        ]
        for line in spec.price_lines
    }
    scales = {scale.id: [[a.id, a.label, a.meaning, a.needs_comment] for a in scale.answers] for scale in spec.scales}
    declared = {item.id: [item.text, item.mandatory] for item in spec.tender.declarations}
    questions = {
        leaf.id: [leaf.question or leaf.name, leaf.unit] for leaf in spec.leaves if leaf.kind in ("yes_no", "quantity")
    }
    return _hash("form", spec, [spec.tender.id, spec.tender.envelopes, asked, prices, scales, declared, questions])


def rules(spec: Specification) -> str:
    """Fingerprint weights, formulas, thresholds, points of answers, knock-outs and the board."""
    weights = {item.id: [spec.weight_of(item), item.knockout, spec.leaf_of.get(item.id)] for _, item in spec.asked}
    points = {scale.id: {a.id: a.points for a in scale.answers} for scale in spec.scales}
    criteria = {item.id: _criterion(item) for item in spec.criteria}
    board = {member.evaluator: sorted(member.criteria) for member in spec.board}
    ceiling = spec.budget.ceiling if spec.budget else None
    return _hash("rules", spec, [spec.evaluation, spec.cost_horizon, ceiling, weights, points, criteria, board])


def _scale(spec: Specification, item: Any) -> str:
    scale = spec.scale_of(item)
    return scale.id if scale else ""


def _criterion(item: Criterion) -> list[Any]:
    formula = item.formula if item.kind in ("price", "quantity") else None
    own = [item.weight, item.kind, formula, item.threshold, sorted(item.covers), item.maximum, item.pair_rule]
    own += [item.worth, item.worth_at_zero]
    levels = [[level.score, level.words] for level in sorted(item.levels, key=lambda level: level.score)]
    return [own, levels, {part.id: _criterion(part) for part in item.parts}]


def _hash(kind: str, spec: Specification, value: Any) -> str:
    assert spec.tender is not None
    whole = [kind, spec.tender.salt or "", spec.language, value]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=True, default=_plain)
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()[:20].upper()
    return "-".join(digest[at : at + 5] for at in range(0, 20, 5))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Rescaling):
        return value.step
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in _KNOWN[type(value).__name__].split()}
    return str(value)
