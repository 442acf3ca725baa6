"""Every property that an award rule declares or denies, and the same numbers from an independent library."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdc.model.evaluation import Evaluation
from cdc.model.method import AWARD_PARAMETERS, AwardRule
from cdc.model.tender import Criterion
from cdc.scoring import outranking
from cdc.scoring.awards.known import AWARDS, award
from cdc.scoring.awards.record import Context, Point

PROPERTIES = {record.name: record.properties for record in AWARDS}
LEAVES = (
    *tuple(
        Criterion(
            id=name, name=name, weight=Decimal(weight), kind="judged", worth=Decimal(worth), worth_at_zero=Decimal(-50)
        )
        for name, weight, worth in (("C1", 50, 300), ("C2", 30, 200), ("C3", 15, 100))
    ),
    Criterion(id="P", name="P", weight=Decimal(5), kind="price"),
)
SHARES = {leaf.id: Fraction(leaf.weight) / 100 for leaf in LEAVES}
RULES = {
    "weighted_sum": {}, "ratio": {"band": Decimal(10)}, "adjusted_price": {"pass_mark": Decimal(0)}, "award_on_value": {},
    "lowest_acceptable": {}, "lexicographic": {}, "topsis": {}, "electre": {},
}  # fmt: skip
share = st.integers(0, 10).map(lambda n: Fraction(n, 10))
bid = st.tuples(share, share, share, st.integers(100, 900))
fields = st.dictionaries(st.sampled_from("ABC"), bid, min_size=1)
rules = pytest.mark.parametrize("rule", sorted(PROPERTIES))


def run(rule, table, money=1):
    """Award bids given as three shares and a price; the price leaf is its distance from 1000."""
    context = Context(AwardRule(type=rule, **RULES[rule]), LEAVES, SHARES, lambda figure: figure)
    points = {}
    for name, (*values, price) in table.items():
        leaves = dict(zip(("C1", "C2", "C3"), values, strict=True)) | {"P": 1 - Fraction(price, 1000)}
        quality = sum((SHARES[leaf] * leaves[leaf] for leaf in ("C1", "C2", "C3")), Fraction(0)) / Fraction(95, 100)
        total = sum((SHARES[leaf] * value * 100 for leaf, value in leaves.items()), Fraction(0))
        points[name] = Point(leaves, total, quality, Fraction(price) * money)
    return award(points, context)


def winners(rule, table, money=1):
    keys = run(rule, table, money).keys
    best = max(keys.values())
    return {name for name, key in keys.items() if key == best}


def monotone(rule, table):
    for name in sorted(table)[:1]:
        better = [*(min(v + Fraction(1, 10), Fraction(1)) for v in table[name][:3]), table[name][3] - 10]
        before, after = run(rule, table).keys, run(rule, {**table, name: tuple(better)}).keys
        if sum(1 for k in after.values() if k > after[name]) > sum(1 for k in before.values() if k > before[name]):
            return False
    return True


def scale_free(rule, table):
    return winners(rule, table) == winners(rule, table, 7)


def stable(rule, table):
    """No losing bid, left out, changes the winners."""
    best = winners(rule, table)
    return all(winners(rule, {n: b for n, b in table.items() if n != out}) == best for out in table if out not in best)


def absolute(rule, table):
    """No bid, left out, changes the figure or the mutual order of the others."""
    whole = run(rule, table)
    for out in sorted(table)[:1]:
        less = run(rule, {n: b for n, b in table.items() if n != out})
        for a in less.keys:
            for b in less.keys:
                if (whole.keys[a] > whole.keys[b]) != (less.keys[a] > less.keys[b]):
                    return False
    return True


CHECKS = {"monotone": monotone, "scale_free": scale_free, "reverses": stable, "relative": absolute}


def _promised(rule):
    return [name for name in CHECKS if getattr(PROPERTIES[rule], name) == (name in ("monotone", "scale_free"))]


def test_every_declared_rule_has_its_record():
    assert [record.name for record in AWARDS] == list(AWARD_PARAMETERS)
    assert set(RULES) == set(AWARD_PARAMETERS)


@rules
def test_declared_properties_hold(rule):
    @settings(max_examples=500, deadline=None)
    @given(fields)
    def hold(table):
        for name in _promised(rule):
            assert CHECKS[name](rule, table), name

    assert _promised(rule)
    hold()


@rules
def test_denied_properties_can_be_broken(rule):
    source = random.Random(3)
    for name in set(CHECKS) - set(_promised(rule)):
        assert not all(CHECKS[name](rule, _random_bids(source)) for _ in range(20_000)), name


def _random_bids(source):
    return {
        name: (*(Fraction(source.randint(0, 10), 10) for _ in range(3)), source.randint(100, 900))
        for name in "ABCD"[: source.randint(3, 4)]
    }


@rules
def test_low_or_high_figures_win_as_declared(rule):
    source = random.Random(5)
    for _ in range(200):
        found = run(rule, _random_bids(source))
        figures = {name: figure for name, figure in found.figures.items() if figure is not None}
        if rule in ("lexicographic", "electre") or (rule == "ratio" and len(figures) > 1):
            continue
        best = (min if PROPERTIES[rule].low_first else max)(figures.values())
        assert figures[max(found.keys, key=found.keys.get)] == best


@rules
def test_a_bid_without_cost_comes_last_where_the_rule_needs_one(rule):
    context = Context(AwardRule(type=rule, **RULES[rule]), LEAVES, SHARES, lambda figure: figure)
    full = dict.fromkeys(SHARES, Fraction(1))
    found = award(
        {"A": Point(full, Fraction(100), Fraction(1), None), "B": Point(dict.fromkeys(SHARES, Fraction(1, 2)), Fraction(50), Fraction(1, 2), Fraction(10))},
        context,
    )  # fmt: skip
    assert (found.keys["A"] < found.keys["B"]) == PROPERTIES[rule].needs_cost


def matrices(count=1000, seed=11):
    source = random.Random(seed)
    for _ in range(count):
        rows, columns = source.randint(2, 7), source.randint(2, 6)
        matrix = [[Fraction(source.randint(1, 1000), 10) for _ in range(columns)] for _ in range(rows)]
        raw = [source.randint(1, 50) for _ in range(columns)]
        yield matrix, [Fraction(w, sum(raw)) for w in raw], [source.choice((1, -1)) for _ in range(columns)]


def test_topsis_agrees_with_pymcdm():
    import numpy as np
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import minmax_normalization, vector_normalization

    ours_by = {"vector": vector_normalization, "minmax": minmax_normalization}
    compared = 0
    for matrix, weights, aims in matrices():
        for name, theirs in ours_by.items():
            columns = list(zip(*matrix, strict=True))
            if name == "minmax" and any(len(set(column)) == 1 for column in columns):
                continue
            table, w = np.array(matrix, float), np.array(weights, float)
            # the vector rule of the Italian authority keeps the aim for the ideal; pymcdm turns cost columns over (1 - x/norm), the same distances
            found = TOPSIS(theirs)(table, w, np.array(aims))
            mine = outranking.topsis(matrix, weights, aims=aims, normalisation=name)
            assert np.allclose([float(value) for value in mine], found, atol=1e-9)
            compared += 1
    assert compared > 1900


def test_the_weighted_sum_agrees_with_pymcdm():
    import numpy as np
    from pymcdm.methods import WSM
    from pymcdm.normalizations import max_normalization

    from cdc.scoring.decide import decide
    from cdc.scoring.interval import Interval
    from cdc.scoring.method import Entrant, Method

    for matrix, weights, _ in matrices():
        leaves = tuple(
            Criterion.model_construct(**{**Criterion(id=f"L{n}", name="l", kind="judged").__dict__, "weight": w * 100})
            for n, w in enumerate(weights)
        )
        tops = [max(column) for column in zip(*matrix, strict=True)]
        entrants = [
            Entrant(f"B{n:02}", {f"L{k}": Interval.exactly(value / tops[k]) for k, value in enumerate(row)}, {}, None)
            for n, row in enumerate(matrix)
        ]
        found = decide(Method.of(leaves, Evaluation()), entrants)
        mine = [float(found.standings[entrant.bid].total.low) / 100 for entrant in entrants]
        theirs = WSM(max_normalization)(np.array(matrix, float), np.array(weights, float), np.ones(len(weights)))
        assert np.allclose(mine, theirs, atol=1e-9)
