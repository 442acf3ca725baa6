"""From a specification, bids and score sheets to a ranking: the fixed order, every number with its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

from cdc.model.base import plain
from cdc.model.bid import AnswerRead, Bid, Corrections, Moderated, ScoreSheet
from cdc.model.ranking import BidResult, Cost, Leaf, Line, Ranking, Reason, Robustness, Status
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import Criterion, PriceLine, Scale
from cdc.scoring import abnormal, board, judged, money, numbers
from cdc.scoring.decide import Decision, Entrant, Method, Standing, decide
from cdc.scoring.interval import FULL, NOTHING, UNKNOWN, Interval
from cdc.scoring.robustness.stress import stress
from cdc.scoring.robustness.swings import NO_MOVES, Moves, Steps

NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class Entry:
    """A bid with the corrections of its reading."""

    bid: Bid
    corrections: Corrections = NO_CORRECTIONS


@dataclass(frozen=True, slots=True)
class _Item:
    """An asked requirement, ready for arithmetic: weight and points as whole numbers over their leaf's denominators."""

    id: str
    weight: Fraction
    whole_weight: int
    points: Mapping[str, int]
    worst: int
    best: int
    moves: Mapping[str, tuple[int, int]]
    """Per answer: what the leaf's whole number loses one level down, and gains one level up."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The requirements of one leaf, and what their whole numbers are divided by."""

    items: tuple[_Item, ...]
    divisor: int
    parts: int
    largest_move: int


@dataclass(slots=True)
class _Case:
    """One bid under evaluation."""

    entry: Entry
    counted: Mapping[str, str | None]
    statements: Mapping[str, AnswerRead]
    verified: Mapping[str, tuple[str, str]]
    cost: Cost
    price_lines: tuple[Line, ...]
    quality: dict[str, Interval] = field(default_factory=dict)
    quantities: dict[str, Fraction | None] = field(default_factory=dict)
    lines: dict[str, Callable[[], tuple[Line, ...]]] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    is_excluded: bool = False
    is_conditional: bool = False

    @property
    def vendor(self) -> str:
        return self.entry.bid.vendor

    def exclude(self, key: str, **facts: object) -> None:
        self.reasons.append(Reason(key, facts))
        self.is_excluded = True

    def doubt(self, key: str, **facts: object) -> None:
        self.reasons.append(Reason(key, facts))
        self.is_conditional = True


@dataclass(frozen=True)
class Evaluated:
    """A ranking with what is needed to ask "what if" of it."""

    ranking: Ranking
    method: Method
    entrants: tuple[Entrant, ...]
    steps: Steps

    @cached_property
    def robustness(self) -> Robustness | None:
        """Say how sure the winner is; None when nobody is ranked."""
        return stress(self.method, self.entrants, self.ranking, self.steps)


def evaluate(
    spec: Specification, entries: Sequence[Entry], sheets: Sequence[ScoreSheet], *, form: str, rules: str,
    moderated: Sequence[Moderated] = (),
) -> Evaluated:  # fmt: skip
    """Rank bids as the specification declares; everything exact, every number with its origin."""
    ceiling = spec.budget.ceiling if spec.budget else None
    method = Method.of(spec.criteria, spec.evaluation, Fraction(ceiling) if ceiling is not None else None)
    entries = sorted(entries, key=lambda entry: entry.bid.vendor)
    costs = _costs(spec, entries)
    tables = _tables(spec)
    knockouts = [(id_, item.knockout.least, ids) for id_, item, ids in _ladders(spec) if item.knockout and ids]
    orders = {id_: ids for id_, _, ids in _ladders(spec)}
    cases = [_open(entry, sheets, costs[entry.bid.vendor], orders) for entry in entries]
    scores = board.Scores.of(spec, sheets, moderated)
    pairs = _pairwise(spec, sheets, [case.vendor for case in cases])
    for case in cases:
        _admissibility(spec, case)
        _knockouts(spec, case, knockouts)
        for leaf in spec.leaves:
            _leaf(case, leaf, tables, scores, pairs)
    entrants = tuple(
        Entrant(c.vendor, c.quality, c.quantities, c.cost.total, c.entry.bid.received, c.is_excluded) for c in cases
    )
    decision = decide(method, entrants)
    if spec.evaluation.variants == "best":
        entrants = _best_of_each(cases, entrants, decision)
        decision = decide(method, entrants)
    results = {case.vendor: _result(spec, case, decision) for case in cases}
    placed = tuple(results[p.bid] for p in decision.order.placed)
    ranking = Ranking(
        maximum=method.maximum,
        shares=method.shares,
        bids=placed,
        ties=decision.order.ties,
        form=form,
        rules=rules,
        excluded=tuple(result for result in results.values() if result.rank is None),
        award=spec.evaluation.award_rule.type,
        references=decision.references,
        failures=decision.problems,
        flags=abnormal.flags(method, decision),
        board=scores.board(method.shares),
    )
    return Evaluated(ranking, method, entrants, _steps(spec, tables, {c.vendor: c for c in cases}, scores))


def _best_of_each(cases: Sequence[_Case], entrants: tuple[Entrant, ...], decision: Decision) -> tuple[Entrant, ...]:
    """Leave out every bid of a vendor but its best ranked one: base bids and variants compete for the vendor's place first."""
    owner = {case.vendor: case.entry.bid.variant_of or case.vendor for case in cases}
    best: dict[str, str] = {}
    for placed in decision.order.placed:
        best.setdefault(owner[placed.bid], placed.bid)
    beaten = {placed.bid for placed in decision.order.placed if best[owner[placed.bid]] != placed.bid}
    for case in cases:
        if case.vendor in beaten:
            case.exclude("reason_variant", better=best[owner[case.vendor]])
    return tuple(replace(entrant, is_excluded=True) if entrant.bid in beaten else entrant for entrant in entrants)


def _ladders(spec: Specification) -> Iterator[tuple[str, Requirement, list[str]]]:
    """Give each asked requirement with its answers from best to worst."""
    answers = {scale.id: [answer.id for answer in scale.answers] for scale in spec.scales}
    for _, item in spec.asked:
        scale = spec.scale_of(item)
        yield item.id, item, answers[scale.id] if scale else []


def _open(
    entry: Entry, sheets: Sequence[ScoreSheet], cost: tuple[Cost, tuple[Line, ...]], orders: Mapping[str, list[str]]
) -> _Case:
    """Settle which answer counts: the evaluators' verified one (the least favourable of several), a correction, else the claim."""
    bid = entry.bid
    verified: dict[str, tuple[str, str]] = {}
    for sheet in sheets:
        for found in sheet.verified:
            if found.vendor == bid.vendor:
                order = orders.get(found.requirement, [])
                known = verified.get(found.requirement)
                if known is None or order.index(found.answer) > order.index(known[0]):
                    verified[found.requirement] = (found.answer, plain(found.reason))
    counted = {read.id: read.answer for read in bid.answers}
    statements = {read.id: read for read in bid.statements}
    for fix in entry.corrections.corrections:
        if fix.answer is not None and fix.id in counted:
            counted[fix.id] = fix.answer
        if fix.answer is not None and fix.id in statements:
            statements[fix.id] = statements[fix.id].model_copy(update={"answer": fix.answer})
    counted |= {id_: answer for id_, (answer, _) in verified.items()}
    return _Case(entry, counted, statements, verified, *cost)


def _costs(spec: Specification, entries: Sequence[Entry]) -> dict[str, tuple[Cost, tuple[Line, ...]]]:
    """Total the price schedules over the horizon; options stay out unless declared, missing prices count as declared."""
    typed: dict[str, dict[str, Fraction | None]] = {}
    for entry in entries:
        fixes = {item.id: item.amount for item in entry.corrections.corrections if item.amount is not None}
        read = {price.id: price.amount for price in entry.bid.prices}
        typed[entry.bid.vendor] = {
            line.id: None if (amount := fixes.get(line.id, read.get(line.id))) is None else Fraction(amount)
            for line in spec.price_lines
        }
    filled = money.with_missing(typed, spec.evaluation.missing_price)
    return {
        entry.bid.vendor: _cost(spec, entry, typed[entry.bid.vendor], filled[entry.bid.vendor]) for entry in entries
    }


def _cost(
    spec: Specification, entry: Entry, typed: Mapping[str, Fraction | None], filled: Mapping[str, Fraction | None]
) -> tuple[Cost, tuple[Line, ...]]:
    evaluation, horizon = spec.evaluation, spec.cost_horizon
    read = {price.id: price for price in entry.bid.prices}
    fixed = {item.id for item in entry.corrections.corrections if item.amount is not None}
    by_year = [Fraction(0)] * (horizon + 1)
    sums = {"one_off": Fraction(0), "yearly": Fraction(0)}
    present, missing, lines = Fraction(0), [], []
    for line in spec.price_lines:
        counts = not line.option or evaluation.options == "included"
        price, found = filled[line.id], read.get(line.id)
        found_cost = money.line_cost(line, price if price is not None else Fraction(0), evaluation, horizon)
        lines.append(_price_line(line, typed[line.id], price, found_cost, found, fixed, horizon))
        if not counts:
            continue
        if price is None:
            missing.append(line.id)
        by_year = [a + b for a, b in zip(by_year, found_cost.years, strict=True)]
        sums["yearly" if line.kind == "yearly" else "one_off"] += found_cost.nominal
        present += found_cost.present
    if missing or not spec.price_lines:
        return Cost(None, None, None, tuple(missing)), tuple(lines)
    nominal = numbers.add(by_year)
    return Cost(present, sums["one_off"], sums["yearly"], (), nominal, tuple(by_year)), tuple(lines)


def _price_line(
    line: PriceLine, typed: Fraction | None, price: Fraction | None, cost: money.LineCost, read: object, fixed: set[str], horizon: int
) -> Line:  # fmt: skip
    origin, text = getattr(read, "origin", None), getattr(read, "typed", "")
    note = "corrected" if line.id in fixed else "missing" if price is None else ""
    note = note or ("filled" if typed is None else "option" if line.option else "")
    quantity = Fraction(line.quantity) * (horizon if line.kind == "yearly" else 1)
    if line.quantities:
        quantity = numbers.add(money.quantity_in(line, year) for year in range(line.year or 1, horizon + 1))
    counted = "" if price is None else _decimal(price)
    return Line(line.id, quantity, text, counted, cost.present, cost.present, str(origin) if origin else "", "", note)


def _decimal(value: Fraction) -> str:
    shown = numbers.display(value, 6, "half_up").normalize()
    return format(shown + 0, "f")


def _tables(spec: Specification) -> dict[str, _Table]:
    """Bring the weights and points of each leaf to whole numbers, so that half a million answers are added quickly and exactly."""
    by_leaf: dict[str, list[tuple[Requirement, Scale | None, Fraction]]] = {
        leaf.id: [] for leaf in spec.leaves if leaf.kind == "features"
    }
    for _, item in spec.asked:
        scored_by = spec.leaf_of.get(item.id)
        if scored_by in by_leaf:
            by_leaf[scored_by].append((item, spec.scale_of(item), Fraction(spec.weight_of(item))))
    parts = lcm(*(Fraction(answer.points).denominator for scale in spec.scales for answer in scale.answers))
    whole = {scale.id: {a.id: int(Fraction(a.points) * parts) for a in scale.answers} for scale in spec.scales}
    found = {}
    for leaf, rows in by_leaf.items():
        unit = lcm(*{weight.denominator for _, _, weight in rows}) if rows else 1
        moves: dict[tuple[str, int], dict[str, tuple[int, int]]] = {}
        items = []
        for requirement, scale, weight in rows:
            points = whole[scale.id] if scale else {}
            worst, best = (min(points.values()), max(points.values())) if points else (0, parts)
            own = int(weight * unit)
            key = (scale.id if scale else "", own)
            if key not in moves:
                moves[key] = _moves(points, own)
            items.append(_Item(requirement.id, weight, own, points, min(worst, 0), max(best, parts), moves[key]))
        largest = max((size for move in moves.values() for pair in move.values() for size in pair), default=0)
        found[leaf] = _Table(tuple(items), sum(item.whole_weight for item in items), parts, largest)
    return found


def _moves(points: Mapping[str, int], weight: int) -> dict[str, tuple[int, int]]:
    """Give, per answer, what one level down costs and one level up brings, times the weight."""
    ladder = sorted(points.values(), reverse=True)
    found = {}
    for answer, own in points.items():
        lower = [value for value in ladder if value < own]
        higher = [value for value in ladder if value > own]
        found[answer] = (weight * (own - lower[0]) if lower else 0, weight * (higher[-1] - own) if higher else 0)
    return found


def _admissibility(spec: Specification, case: _Case) -> None:
    for item in spec.tender.declarations if spec.tender else ():
        if not item.mandatory:
            continue
        read = case.statements.get(item.id)
        if read is not None and read.answer == "no":
            case.exclude("reason_declaration", id=item.id)
        elif read is None or read.answer is None:
            case.doubt("reason_declaration_missing", id=item.id)


def _knockouts(spec: Specification, case: _Case, knockouts: Iterable[tuple[str, str, list[str]]]) -> None:
    for id_, least, ids in knockouts:
        answer = case.counted.get(id_)
        if answer is None:
            if spec.evaluation.missing == "zero":
                case.exclude("reason_knockout_missing", id=id_)
            else:
                case.doubt("reason_knockout_open", id=id_)
        elif ids.index(answer) > ids.index(least):
            case.exclude("reason_knockout", id=id_, answer=answer, least=least)


def _leaf(
    case: _Case, leaf: Criterion, tables: Mapping[str, _Table], scores: board.Scores,
    pairs: Mapping[str, Mapping[str, Fraction]],
) -> None:  # fmt: skip
    """Settle the raw share (or the quantity) of one leaf, and how its lines are found."""
    if leaf.kind == "features":
        table = tables[leaf.id]
        case.quality[leaf.id] = _answers(case, table)
        case.lines[leaf.id] = lambda: tuple(_answer_lines(case, table))
    elif leaf.kind == "judged":
        case.quality[leaf.id] = scores.value(case.vendor, leaf)
        case.lines[leaf.id] = lambda: scores.lines(case.vendor, leaf)
    elif leaf.kind == "pairwise":
        value = pairs.get(leaf.id, {}).get(case.vendor)
        case.quality[leaf.id] = UNKNOWN if value is None else Interval.exactly(value)
        case.lines[leaf.id] = lambda: scores.pair_lines(case.vendor, leaf)
    elif leaf.kind == "yes_no":
        read = case.statements.get(leaf.id)
        value_ = UNKNOWN if read is None or read.answer is None else FULL if read.answer == "yes" else NOTHING
        case.quality[leaf.id] = value_
        case.lines[leaf.id] = lambda: (_statement_line(leaf, read, value_),)
    elif leaf.kind == "quantity":
        read = case.statements.get(leaf.id)
        case.quantities[leaf.id] = None if read is None or read.answer is None else Fraction(read.answer)
        case.lines[leaf.id] = lambda: (_statement_line(leaf, read, UNKNOWN),)
    elif leaf.kind == "price":
        case.quantities[leaf.id] = case.cost.total
        case.lines[leaf.id] = lambda: case.price_lines


def _answers(case: _Case, table: _Table) -> Interval:
    """Give Σ weight·points / Σ weight; an open answer may be worth anything. Without any weight the full mark."""
    if not table.divisor:
        return FULL
    low = opening = 0
    counted = case.counted
    for item in table.items:
        points = item.points.get(counted.get(item.id) or "")
        if points is None:
            low += item.whole_weight * item.worst
            opening += item.whole_weight * (item.best - item.worst)
        else:
            low += item.whole_weight * points
    under = table.divisor * table.parts
    return Interval(Fraction(low, under), Fraction(low + opening, under))


def _answer_lines(case: _Case, table: _Table) -> Iterator[Line]:
    fixes = {fix.id: fix for fix in case.entry.corrections.corrections if fix.answer is not None}
    typed = {read.id: read for read in case.entry.bid.answers}
    for item in table.items:
        id_ = item.id
        answer = case.counted.get(id_)
        points = item.points.get(answer) if answer is not None else None
        low, high = (item.worst, item.best) if points is None else (points, points)
        key, note = ("" if answer else "missing"), ""
        if id_ in case.verified:
            key, note = "verified", case.verified[id_][1]
        elif id_ in fixes:
            key, note = "corrected", f"{fixes[id_].by}, {fixes[id_].when}: {fixes[id_].why}"
        read = typed.get(id_)
        claim = (read.answer or read.typed) if read else ""
        origin = str(read.origin) if read and read.origin else ""
        yield Line(
            id_,
            item.weight,
            claim,
            answer or "",
            Fraction(low, table.parts),
            Fraction(high, table.parts),
            origin,
            note,
            key,
        )


def _statement_line(leaf: Criterion, read: AnswerRead | None, value: Interval) -> Line:
    origin = str(read.origin) if read and read.origin else ""
    answer = read.answer or "" if read else ""
    typed = read.typed if read else ""
    return Line(leaf.id, Fraction(1), typed, answer, value.low, value.high, origin, "", "" if answer else "missing")


def _pairwise(spec: Specification, sheets: Sequence[ScoreSheet], bids: Sequence[str]) -> dict[str, dict[str, Fraction]]:
    found = {}
    for leaf in spec.leaves:
        if leaf.kind == "pairwise":
            tables = [
                [
                    judged.Preference(pair.better, pair.other, pair.degree)
                    for pair in sheet.pairs
                    if pair.criterion == leaf.id
                ]
                for sheet in sheets
            ]
            found[leaf.id] = judged.pairwise([table for table in tables if table], bids, leaf.pair_rule)
    return found


def _result(spec: Specification, case: _Case, decision: Decision) -> BidResult:
    standing = decision.standings[case.vendor]
    placed = next((p for p in decision.order.placed if p.bid == case.vendor), None)
    is_excluded = case.is_excluded or standing.is_excluded
    is_conditional = case.is_conditional or standing.is_conditional
    status: Status = "excluded" if is_excluded else "conditional" if is_conditional else "admitted"
    leaves = {leaf.id: _leaf_result(leaf, case, standing, decision) for leaf in spec.leaves}
    bid = case.entry.bid
    name = bid.name or next((v.name for v in spec.vendors if v.id == bid.vendor), bid.vendor)
    low, high = standing.figure
    if placed is None:
        low, high = standing.total.low, standing.total.high
    return BidResult(
        vendor=bid.vendor,
        name=name,
        status=status,
        reasons=(*case.reasons, *standing.reasons),
        leaves=leaves,
        groups={node: (value.low, value.high) for node, value in standing.groups.items()},
        low=low,
        high=high,
        cost=case.cost,
        quality=(standing.quality.low, standing.quality.high),
        rank=placed.rank if placed else None,
        best_rank=placed.best_rank if placed else None,
        worst_rank=placed.worst_rank if placed else None,
        tie_break=placed.tie_break if placed else "",
        rank_before_ties=placed.rank_before_ties if placed else None,
    )


def _leaf_result(leaf: Criterion, case: _Case, standing: Standing, decision: Decision) -> Leaf:
    raw, value, points = standing.raw[leaf.id], standing.values[leaf.id], standing.points[leaf.id]
    share = decision.shares[leaf.id]
    formula = leaf.formula.type if leaf.kind in ("price", "quantity") else ""
    return Leaf(
        leaf.id, leaf.kind or "", share, (raw.low, raw.high), value.low, value.high, (points.low, points.high), formula, case.lines[leaf.id]
    )  # fmt: skip


def _steps(
    spec: Specification, tables: Mapping[str, _Table], cases: Mapping[str, _Case], scores: board.Scores
) -> Steps:
    """Say, for a bid and a leaf, by how much each answer or score moves the leaf when it goes one level down or up."""
    kinds = {leaf.id: leaf for leaf in spec.leaves}

    def steps(bid: str, leaf: str) -> Moves:
        case = cases[bid]
        if kinds[leaf].kind == "judged":
            return scores.steps(bid, kinds[leaf])
        if kinds[leaf].kind == "yes_no":
            value = case.quality[leaf].low
            row = (value.numerator, value.denominator - value.numerator, leaf)
            return Moves(value.denominator, max(row[:2]), lambda: [row])
        if leaf not in tables or not tables[leaf].divisor:
            return NO_MOVES
        table, counted, none = tables[leaf], case.counted, (0, 0)
        return Moves(
            table.divisor * table.parts,
            table.largest_move,
            lambda: [(*item.moves.get(counted.get(item.id) or "", none), item.id) for item in table.items],
        )

    return steps
