"""The fixed order of an evaluation: admissibility, knock-outs, scores, thresholds, price of admitted bids, total, ranks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cdc.model.bid import AnswerRead, Bid, Corrections, ScoreSheet
from cdc.model.ranking import BidResult, Cost, Leaf, Line, Ranking, Reason, Status
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring import leaves, rank, tree
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval, total

NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class Entry:
    """A bid with the corrections of its reading."""

    bid: Bid
    corrections: Corrections = NO_CORRECTIONS


@dataclass(slots=True)
class _Case:
    """One bid under evaluation."""

    entry: Entry
    answers: dict[str, AnswerRead]
    statements: dict[str, AnswerRead]
    cost: Cost
    price_lines: tuple[Line, ...]
    leaves: dict[str, Leaf]
    reasons: list[Reason]
    is_excluded: bool = False
    is_conditional: bool = False

    def exclude(self, key: str, **facts: object) -> None:
        self.reasons.append(Reason(key, facts))
        self.is_excluded = True

    def doubt(self, key: str, **facts: object) -> None:
        self.reasons.append(Reason(key, facts))
        self.is_conditional = True


def evaluate(
    spec: Specification, entries: Sequence[Entry], sheets: Sequence[ScoreSheet], *, form: str, rules: str
) -> Ranking:
    """Rank bids as the specification declares; everything exact, every number with its origin."""
    evaluation = spec.evaluation
    shares = tree.shares(spec.criteria, evaluation.weights)
    maximum = Fraction(evaluation.total or 100) if evaluation.weights == "points" else Fraction(100)
    cases = [_open(spec, entry) for entry in sorted(entries, key=lambda e: e.bid.vendor)]
    for case in cases:
        _admissibility(spec, case)
        _knockouts(spec, case, sheets)
        _quality_leaves(spec, case, sheets, shares)
        _thresholds(spec, case, price=False)
        _ceiling(spec, case)
    _price_leaves(spec, cases, shares)
    results = {}
    for case in cases:
        _thresholds(spec, case, price=True)
        results[case.entry.bid.vendor] = _result(spec, case, maximum)
    ranked = {vendor: result for vendor, result in results.items() if result.status != "excluded"}
    rounding = evaluation.rounding
    totals = {vendor: Interval(result.low, result.high) for vendor, result in ranked.items()}
    if rounding.stage == "total":
        totals = {
            v: Interval(*(rank.rounded(x, rounding.places, rounding.mode) for x in (t.low, t.high)))
            for v, t in totals.items()
        }
    order = rank.order(totals, _breaks(spec, ranked, {c.entry.bid.vendor: c.entry.bid for c in cases}))
    placed = tuple(
        replace(ranked[p.bid], rank=p.rank, best_rank=p.best_rank, worst_rank=p.worst_rank, tie_break=p.tie_break)
        for p in order.placed
    )
    excluded = tuple(result for result in results.values() if result.status == "excluded")
    return Ranking(maximum, shares, placed, order.ties, form, rules, excluded)


def _open(spec: Specification, entry: Entry) -> _Case:
    fixes = {item.id: item for item in entry.corrections.corrections}

    def fixed(read: AnswerRead) -> AnswerRead:
        fix = fixes.get(read.id)
        return read.model_copy(update={"answer": fix.answer}) if fix and fix.answer is not None else read

    answers = {read.id: fixed(read) for read in entry.bid.answers}
    statements = {read.id: fixed(read) for read in entry.bid.statements}
    cost, lines = _cost(spec, entry)
    return _Case(entry, answers, statements, cost, lines, {}, [])


def _cost(spec: Specification, entry: Entry) -> tuple[Cost, tuple[Line, ...]]:
    """Total cost over the horizon: Σ quantity × price once, plus each year's × years; options stay out."""
    fixes = {item.id: item.amount for item in entry.corrections.corrections if item.amount is not None}
    read = {price.id: price for price in entry.bid.prices}
    sums = {"one_off": Fraction(0), "yearly": Fraction(0)}
    missing, lines = [], []
    for line in spec.price_lines:
        found = read.get(line.id)
        amount = fixes.get(line.id, found.amount if found else None)
        origin = str(found.origin) if found and found.origin else ""
        counted = "" if amount is None else format(amount, "f")
        years = spec.cost_horizon if line.kind == "yearly" else 1
        value = Fraction(0) if amount is None else Fraction(amount) * Fraction(line.quantity)
        note_key = "corrected" if line.id in fixes else "missing" if amount is None else "option" if line.option else ""
        lines.append(
            Line(
                line.id,
                Fraction(line.quantity) * years,
                found.typed if found else "",
                counted,
                value * years,
                value * years,
                origin,
                "",
                note_key,
            )
        )
        if line.option:
            continue
        if amount is None:
            missing.append(line.id)
        sums[line.kind] += value
    if missing or not spec.price_lines:
        return Cost(None, None, None, tuple(missing)), tuple(lines)
    whole = sums["one_off"] + sums["yearly"] * spec.cost_horizon
    return Cost(whole, sums["one_off"], sums["yearly"], ()), tuple(lines)


def _admissibility(spec: Specification, case: _Case) -> None:
    for item in spec.tender.declarations if spec.tender else ():
        if not item.mandatory:
            continue
        read = case.statements.get(item.id)
        if read is not None and read.answer == "no":
            case.exclude("reason_declaration", id=item.id)
        elif read is None or read.answer is None:
            case.doubt("reason_declaration_missing", id=item.id)


def _knockouts(spec: Specification, case: _Case, sheets: Sequence[ScoreSheet]) -> None:
    for _, item in spec.asked:
        scale = spec.scale_of(item)
        if item.knockout is None or scale is None:
            continue
        ids = [answer.id for answer in scale.answers]
        answer, _, _ = _counted(case, item.id, sheets, ids)
        if answer is None:
            if spec.evaluation.missing == "zero":
                case.exclude("reason_knockout_missing", id=item.id)
            else:
                case.doubt("reason_knockout_open", id=item.id)
        elif ids.index(answer) > ids.index(item.knockout.least):
            case.exclude("reason_knockout", id=item.id, answer=answer, least=item.knockout.least)


def _counted(
    case: _Case, id_: str, sheets: Sequence[ScoreSheet], best_first: Sequence[str]
) -> tuple[str | None, str, str]:
    """Give the answer that counts: the evaluators' verified one (the least favourable if several), else the claim."""
    vendor = case.entry.bid.vendor
    verified = [v for sheet in sheets for v in sheet.verified if v.vendor == vendor and v.requirement == id_]
    read = case.answers.get(id_)
    if verified:
        worst = max(verified, key=lambda v: best_first.index(v.answer) if v.answer in best_first else -1)
        reason = worst.reason if isinstance(worst.reason, str) else next(iter(worst.reason.values()))
        return worst.answer, "verified", reason
    fix = next((c for c in case.entry.corrections.corrections if c.id == id_ and c.answer is not None), None)
    if fix:
        return fix.answer, "corrected", f"{fix.by}, {fix.when}: {fix.why}"
    return (read.answer if read else None), "", ""


def _quality_leaves(
    spec: Specification, case: _Case, sheets: Sequence[ScoreSheet], shares: Mapping[str, Fraction]
) -> None:
    by_leaf: dict[str, list[Requirement]] = {}
    for _, item in spec.asked:
        scored_by = spec.leaf_of.get(item.id)
        if scored_by:
            by_leaf.setdefault(scored_by, []).append(item)
    for leaf in spec.leaves:
        if leaf.kind == "features":
            value, lines = _answers(spec, case, by_leaf.get(leaf.id, []), sheets)
        elif leaf.kind == "judged":
            value, lines = _judgement(spec, case, leaf, sheets)
        elif leaf.kind == "yes_no":
            read = case.statements.get(leaf.id)
            met = None if read is None or read.answer is None else read.answer == "yes"
            value = leaves.yes_no(met)
            origin = str(read.origin) if read and read.origin else ""
            lines = (
                Line(
                    leaf.id,
                    Fraction(1),
                    read.typed if read else "",
                    read.answer or "" if read else "",
                    value.low,
                    value.high,
                    origin,
                    "",
                    "" if met is not None else "missing",
                ),
            )
        else:
            continue
        case.leaves[leaf.id] = _leaf(spec, leaf, value, lines, shares)


def _leaf(
    spec: Specification, leaf: Criterion, value: Interval, lines: tuple[Line, ...], shares: Mapping[str, Fraction]
) -> Leaf:
    if spec.evaluation.missing == "zero" and not value.is_exact:
        value = Interval.exactly(value.low)
    formula = leaf.formula if leaf.kind == "price" else ""
    return Leaf(leaf.id, leaf.kind or "", shares[leaf.id], value.low, value.high, lines, formula)


def _answers(
    spec: Specification, case: _Case, items: Sequence[Requirement], sheets: Sequence[ScoreSheet]
) -> tuple[Interval, tuple[Line, ...]]:
    pairs, lines = [], []
    for item in items:
        scale = spec.scale_of(item)
        points = {answer.id: Fraction(answer.points) for answer in scale.answers} if scale else {}
        answer, note_key, note = _counted(case, item.id, sheets, list(points))
        value = UNKNOWN if answer is None or answer not in points else Interval.exactly(points[answer])
        weight = Fraction(spec.weight_of(item))
        read = case.answers.get(item.id)
        origin = str(read.origin) if read and read.origin else ""
        claim = (read.answer or read.typed) if read else ""
        pairs.append((weight, value))
        lines.append(
            Line(
                item.id,
                weight,
                claim,
                answer or "",
                value.low,
                value.high,
                origin,
                note,
                note_key or ("" if answer else "missing"),
            )
        )
    return leaves.weighted_answers(pairs), tuple(lines)


def _judgement(
    spec: Specification, case: _Case, leaf: Criterion, sheets: Sequence[ScoreSheet]
) -> tuple[Interval, tuple[Line, ...]]:
    maximum = Fraction(spec.evaluation.score_maximum)
    scores, lines = [], []
    for sheet in sheets:
        for score in sheet.scores:
            if score.vendor == case.entry.bid.vendor and score.criterion == leaf.id:
                value = Fraction(score.score)
                scores.append(value)
                reason = (
                    score.reason if isinstance(score.reason, str) else next(iter((score.reason or {}).values()), "")
                )
                note = f"{reason} ({score.pointer})" if score.pointer else reason
                text = format(score.score, "f")
                lines.append(
                    Line(
                        leaf.id,
                        Fraction(1),
                        "",
                        text,
                        value / maximum,
                        value / maximum,
                        f"scores/{sheet.evaluator}.yaml",
                        note,
                    )
                )
    if not lines:
        lines.append(Line(leaf.id, Fraction(1), "", "", Fraction(0), Fraction(1), "", "", "missing"))
    return leaves.judged(scores, maximum), tuple(lines)


def _ceiling(spec: Specification, case: _Case) -> None:
    ceiling = spec.budget.ceiling if spec.budget else None
    if spec.evaluation.over_ceiling != "exclude" or ceiling is None or case.cost.total is None:
        return
    if case.cost.total > Fraction(ceiling):
        case.exclude("reason_ceiling", ceiling=ceiling)


def _price_leaves(spec: Specification, cases: Sequence[_Case], shares: Mapping[str, Fraction]) -> None:
    """Score prices over admitted bids only; an excluded bid sets no minimum and gets no points."""
    admitted: dict[str, Fraction | None] = {c.entry.bid.vendor: c.cost.total for c in cases if not c.is_excluded}
    for leaf in spec.leaves:
        if leaf.kind != "price":
            continue
        values = leaves.PRICE_FORMULAS[leaf.formula](admitted)
        for case in cases:
            value = values.get(case.entry.bid.vendor, NOTHING)
            case.leaves[leaf.id] = _leaf(spec, leaf, value, case.price_lines, shares)


def _thresholds(spec: Specification, case: _Case, *, price: bool) -> None:
    """Test thresholds on raw shares, of leaves and of groups of which all leaves are known."""

    def visit(node: Criterion) -> list[Leaf] | None:
        if node.parts:
            found = [visit(part) for part in node.parts]
            mine = None if any(part is None for part in found) else [leaf for part in found if part for leaf in part]
        else:
            leaf = case.leaves.get(node.id)
            mine = None if leaf is None else [leaf]
        has_price = mine is not None and any(leaf.kind == "price" for leaf in mine)
        if node.threshold is not None and mine and has_price == price:
            weight = sum((leaf.share for leaf in mine), Fraction(0)) or Fraction(1)
            low = sum((leaf.low * leaf.share for leaf in mine), Fraction(0)) / weight
            high = sum((leaf.high * leaf.share for leaf in mine), Fraction(0)) / weight
            least = Fraction(node.threshold) / 100
            if high < least:
                case.exclude("reason_threshold", id=node.id, threshold=node.threshold)
            elif low < least:
                case.doubt("reason_threshold_open", id=node.id, threshold=node.threshold)
        return mine

    for root in spec.criteria:
        visit(root)


def _result(spec: Specification, case: _Case, maximum: Fraction) -> BidResult:
    groups: dict[str, tuple[Fraction, Fraction]] = {}

    def visit(node: Criterion) -> Interval:
        if node.parts:
            value = total(visit(part) for part in node.parts)
        else:
            leaf = case.leaves[node.id]
            value = Interval(leaf.low, leaf.high).scaled(leaf.share * maximum)
        groups[node.id] = (value.low, value.high)
        return value

    whole = total(visit(root) for root in spec.criteria)
    status: Status = "excluded" if case.is_excluded else "conditional" if case.is_conditional else "admitted"
    bid = case.entry.bid
    name = bid.name or next((v.name for v in spec.vendors if v.id == bid.vendor), bid.vendor)
    return BidResult(
        bid.vendor, name, status, tuple(case.reasons), case.leaves, groups, whole.low, whole.high, case.cost
    )


def _breaks(
    spec: Specification, results: Mapping[str, BidResult], bids: Mapping[str, Bid]
) -> list[tuple[str, Callable[[str], Fraction | str]]]:
    chain: list[tuple[str, Callable[[str], Fraction | str]]] = []
    for step in spec.evaluation.ties:
        if step.by == "criterion" and step.criterion:
            chain.append(("criterion", _by_criterion(results, step.criterion)))
        elif step.by == "lower_price":
            chain.append(("lower_price", lambda bid: -(results[bid].cost.total or Fraction(10**15))))
        elif step.by == "earlier_submission":
            chain.append(("earlier_submission", lambda bid: bids[bid].received))
    return chain


def _by_criterion(results: Mapping[str, BidResult], criterion: str) -> Callable[[str], Fraction | str]:
    return lambda bid: results[bid].groups[criterion][0]
