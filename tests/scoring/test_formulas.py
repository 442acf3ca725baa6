"""Every promise of every leaf formula, kept and broken; every declared rule for the awkward cases."""

import random
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdc.model.method import PARAMETERS, Formula, StageRounding, TableRow
from cdc.scoring import expression
from cdc.scoring.formulas import known
from cdc.scoring.formulas import shares as leaf_shares
from cdc.scoring.numbers import UndefinedScoreError

BASE = Fraction(1000)
D = Decimal
PROMISES = {record.name: record.promises for record in known.FORMULAS if record.promises}
EXAMPLES = {
    "inverse": {},
    "minmax": {},
    "fixed_bounds": {"full_at": D(300), "zero_at": D(900)},
    "band": {"band": D("0.5")},
    "relevant_range": {"n": D("1.5")},
    "log": {"zero_ratio": D(2)},
    "to_ceiling": {},
    "corrected": {"significant": D(60)},
    "concave": {"alpha": D("0.5")},
    "bilinear": {"x": D("0.85")},
    "absolute_concave": {"n": D(2)},
    "mean_distance": {},
    "table": {
        "rows": (
            TableRow(at=D(300), share=D("0.7")),
            TableRow(at=D(500), share=D(1)),
            TableRow(at=D(900), share=D("0.2")),
        )
    },
}
EXAMPLES |= {
    record.name: dict(record.example or {})
    for record in known.FORMULAS
    if record.promises and record.name not in EXAMPLES
}
"""Parameters in the range of these amounts; a formula that has none here is tried with those of its record."""
amounts = st.integers(37, 37_000).map(lambda n: Fraction(n, 37))
fields = st.dictionaries(st.sampled_from("ABCD"), amounts, min_size=1)
types = pytest.mark.parametrize("type_", sorted(PROMISES))


def formula(type_, **options):
    return Formula(type=type_, **{"clip": "none", **EXAMPLES[type_], **options})


def shares(formula_, table, base=BASE):
    return {name: value.low for name, value in leaf_shares.score(formula_, table, base=base).shares.items()}


def relative(f, table):
    """Leave one bid out and look whether another one's share moves."""
    out = max(table)
    whole, less = shares(f, table), shares(f, {n: q for n, q in table.items() if n != out})
    return all(whole[name] == less[name] for name in less)


BROKEN_BY = {
    "never_negative": lambda f, table: all(share >= 0 for share in shares(f, table).values()),
    "never_over": lambda f, table: all(share <= 1 for share in shares(f, table).values()),
    "monotone": lambda f, table: _falls(table, shares(f, table)),
    "best_full": lambda f, table: min(table.values()) == BASE or shares(f, table)[min(table, key=table.get)] == 1,
    "scale_free": lambda f, table: shares(f, table) == shares(f, {n: 7 * q for n, q in table.items()}, 7 * BASE),
}


def _falls(table, found):
    ordered = [found[name] for name in sorted(table, key=table.get)]
    return all(a >= b for a, b in pairwise(ordered))


@types
def test_promises_are_kept(type_):
    kept = [name for name in BROKEN_BY if getattr(PROMISES[type_], name)]

    @settings(max_examples=500, deadline=None)
    @given(fields)
    def holds(table):
        for name in kept:
            assert BROKEN_BY[name](formula(type_), table), name

    if kept:
        holds()


@types
def test_refusals_are_true(type_):
    for name, holds in BROKEN_BY.items():
        if not getattr(PROMISES[type_], name):
            assert not all(holds(formula(type_), table) for table in _samples()), name


@types
def test_relative_formulas_depend_on_other_bids_and_absolute_ones_never(type_):
    found = [relative(formula(type_), table) for table in _samples() if len(table) > 1]
    assert len(found) > 300
    assert all(found) != PROMISES[type_].relative


def _samples():
    source = random.Random(7)
    for _ in range(500):
        names = source.sample("ABCDEF", source.randint(1, 6))
        yield {name: Fraction(source.randint(50, 1000)) for name in names}


@types
def test_what_is_best_mirrors_when_the_quantity_is_maximised(type_):
    table = {"A": Fraction(10), "B": Fraction(20), "C": Fraction(35)}
    options = {"fixed_bounds": {"full_at": D(40), "zero_at": D(0)}, "absolute_concave": {"base": D(5)}}.get(type_, {})
    if type_ != "table":
        found = shares(formula(type_, aim="maximise", **options), table, None)
        assert found["A"] < found["B"] < found["C"]


@types
def test_limits_rounding_and_missing_quantities(type_):
    table = {"A": Fraction(100), "B": Fraction(333), "C": Fraction(950), "D": None}
    bare, clipped = formula(type_), formula(type_, clip="both")
    found = leaf_shares.score(clipped, table, base=BASE).shares
    assert all(0 <= found[name].low <= 1 for name in "ABC")
    assert (found["D"].low, found["D"].high) == (0, 1)
    named = {name: q for name, q in table.items() if q is not None}
    for name in "ABC":
        low, high = formula(type_, clip="low"), formula(type_, clip="high")
        raw = shares(bare, named)[name]
        assert shares(low, named)[name] == max(raw, 0)
        assert shares(high, named)[name] == min(raw, 1)
    coarse = formula(type_, clip="both", rounding=(StageRounding(stage="coefficient", places=1, mode="down"),))
    assert all((share * 10).denominator == 1 for name, share in shares(coarse, table).items() if name != "D")
    on_points = formula(type_, clip="both", rounding=(StageRounding(stage="criterion", places=0, mode="up"),))
    given_ = leaf_shares.score(on_points, table, base=BASE, full=Fraction(30)).shares
    assert all((given_[name].low * 30).denominator == 1 for name in "ABC")


@pytest.mark.parametrize(("rule", "wanted"), [("full", 1), ("zero", 0), ("formula", Fraction(85, 100))])
def test_equal_bids_and_one_bid_alone_take_what_is_declared(rule, wanted):
    f = formula("bilinear", equal=rule)
    assert set(shares(f, {"A": Fraction(500), "B": Fraction(500)}).values()) == {wanted}
    assert shares(f, {"A": Fraction(500)})["A"] == wanted
    assert shares(formula("bilinear", equal=rule, single="full"), {"A": Fraction(500)})["A"] == 1


def test_minmax_without_a_rule_for_equal_bids_says_so():
    with pytest.raises(UndefinedScoreError, match="all_equal"):
        shares(formula("minmax", equal="formula"), {"A": Fraction(5), "B": Fraction(5)})


@pytest.mark.parametrize(("rule", "wanted"), [("full", 1), ("zero", 0)])
@pytest.mark.parametrize("type_", ["to_ceiling", "concave", "bilinear"])
def test_no_bid_below_the_ceiling(type_, rule, wanted):
    table = {"A": BASE, "B": BASE}
    assert set(shares(formula(type_, none_better=rule, equal="formula"), table).values()) == {wanted}


AT_BASE, BETTER = {"A": 1000, "B": 1000}, {"A": 500, "B": 500}
PRECEDENCE = (
    # none_better goes before single, single before equal, equal before zero, zero before the formula
    ("bilinear", {"none_better": "zero", "equal": "full"}, AT_BASE, 0),
    ("bilinear", {"none_better": "full", "equal": "zero"}, AT_BASE, 1),
    ("bilinear", {"none_better": "zero", "single": "full", "equal": "full"}, {"A": 1000}, 0),
    ("concave", {"none_better": "full", "single": "zero"}, {"A": 1000}, 1),
    ("to_ceiling", {"none_better": "zero", "equal": "full"}, {"A": 1000, "B": 1100}, 0),
    ("bilinear", {"none_better": "zero", "equal": "full"}, BETTER, 1),
    ("bilinear", {"none_better": "full", "equal": "zero"}, BETTER, 0),
    ("inverse", {"none_better": "zero"}, AT_BASE, 1),
    ("corrected", {"none_better": "full"}, AT_BASE, 0),
    ("minmax", {"single": "zero", "equal": "full"}, {"A": 500}, 0),
    ("minmax", {"single": "zero", "equal": "full"}, BETTER, 1),
    ("inverse", {"equal": "zero", "zero": "full_for_all"}, {"A": 0, "B": 0}, 0),
    ("inverse", {"single": "zero", "zero": "full_for_all"}, {"A": 0}, 0),
    ("inverse", {"equal": "formula", "zero": "full_for_all"}, {"A": 0, "B": 0}, 1),
)


@pytest.mark.parametrize(("type_", "rules", "table", "wanted"), PRECEDENCE)
def test_the_first_rule_that_applies_counts(type_, rules, table, wanted):
    found = shares(formula(type_, **rules), {bid: Fraction(q) for bid, q in table.items()})
    assert set(found.values()) == {wanted}


@pytest.mark.parametrize("type_", ["inverse", "log", "band", "relevant_range"])
def test_a_zero_price_is_refused_or_follows_the_declared_rule(type_):
    table = {"A": Fraction(0), "B": Fraction(10)}
    with pytest.raises(UndefinedScoreError, match="zero_quantity"):
        shares(formula(type_), table)
    assert shares(formula(type_, zero="full_for_zero"), table) == {"A": 1, "B": 0}
    assert shares(formula(type_, zero="full_for_all"), table) == {"A": 1, "B": 1}


def test_a_bid_over_the_ceiling_gets_nothing_and_sets_no_reference():
    table = {"A": Fraction(400), "B": Fraction(800), "C": Fraction(1200)}
    f = formula("minmax", over_ceiling="zero")
    assert shares(f, table) == {"A": 1, "B": 0, "C": 0}
    assert shares(formula("minmax"), table)["B"] == Fraction(1, 2)


def test_references_other_than_the_best_bid():
    table = {"A": Fraction(100), "B": Fraction(200), "C": Fraction(600)}
    for reference, share in (
        ("mean", Fraction(300, 600)),
        ("median", Fraction(200, 600)),
        ("best", Fraction(100, 600)),
    ):
        assert shares(formula("inverse", reference=reference), table)["C"] == share
    assert shares(formula("inverse", reference="fixed", reference_value=D(150)), table)["C"] == Fraction(1, 4)
    assert shares(formula("band", reference="best_and_estimate", reference_value=D(300)), table)["C"] == -3 + Fraction(
        0
    )


def test_tables_step_or_run_along_a_line():
    table = {"A": Fraction(300), "B": Fraction(400), "C": Fraction(901), "D": Fraction(10)}
    assert shares(formula("table"), table) == {"A": Fraction(7, 10), "B": 1, "C": 0, "D": Fraction(7, 10)}
    line = shares(formula("table", between="line"), table)
    assert line == {"A": Fraction(7, 10), "B": Fraction(85, 100), "C": Fraction(2, 10), "D": Fraction(7, 10)}


def test_rounded_bids_feed_the_formula():
    f = formula("inverse", rounding=(StageRounding(stage="bid", places=0, mode="down"),))
    assert shares(f, {"A": Fraction("10.9"), "B": Fraction("20.9")})["B"] == Fraction(1, 2)


@settings(max_examples=500, deadline=None)
@given(fields, st.sampled_from(["log", "concave", "absolute_concave"]))
def test_irrational_steps_agree_with_eighty_digits(table, type_):
    options = {"absolute_concave": {"n": D("1.7")}}.get(type_, {})
    found = shares(formula(type_, **options), table)
    best, base = min(table.values()), BASE
    with localcontext() as context:
        context.prec = 80

        def d(value):
            return Decimal(value.numerator) / Decimal(value.denominator)

        for name, q in table.items():
            if type_ == "log":
                wanted = 1 - (d(q) / d(best)).ln() / Decimal(2).ln()
            elif type_ == "concave":
                wanted = Decimal(0) if base == best else ((d(base) - d(q)) / (d(base) - d(best))) ** Decimal("0.5")
            else:
                wanted = 1 - (d(q) / d(base)) ** Decimal("1.7")
            assert abs(d(found[name]) - wanted) < Decimal("1e-30")


def test_every_type_says_which_parameters_it_takes():
    assert [record.name for record in known.FORMULAS] == list(PARAMETERS)
    assert set(PARAMETERS) == {*PROMISES, "expression", "as_is"}
    for type_, example in EXAMPLES.items():
        needed = PARAMETERS[type_].needed
        assert set(needed) <= set(example) | {"rows"}
        for name in needed:
            with pytest.raises(ValueError, match="formula needs"):
                Formula(type=type_, **{key: value for key, value in example.items() if key != name})
    with pytest.raises(ValueError, match="formula does not take"):
        Formula(type="inverse", alpha=D(1))


VALUES = {"P": Fraction(3), "Pmin": Fraction(2), "M": Fraction(40)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("-2^2", -4), ("2^-1", Fraction(1, 2)), ("2^3^2", 512), ("7/2", Fraction(7, 2)), ("8/4/2", 1),
        ("10 - 3 - 2", 5), ("M*Pmin/P", Fraction(80, 3)), ("min(P, Pmin, 9)", 2), ("max(P; Pmin)".replace(";", ","), 3), ("abs(Pmin - P)", 1),
        ("sqrt(9/4)", Fraction(3, 2)), ("round(2.345, 2)", Fraction("2.35")), ("round(2.5)", 3), ("if(P > Pmin, 1, 1/0)", 1), ("if(P = Pmin, 1/0, 2)", 2),
        ("P >= 3", 1), ("P <> 3", 0), ("P < 3", 0), ("P > 3", 0), ("P > 2", 1), ("P <= 2", 0), ("P >= 4", 0), ("P = 3", 1), ("round(P / 8, P - 2)", Fraction(2, 5)), ("abs(-P)", 3), ("if(P - 3, 1, P)", 3), ("P <= 3", 1), ("ln(1)", 0), ("exp(0)", 1), ("2 × 3 − 1", 5), ("0.1 + 0.2", Fraction(3, 10)), ("--3", 3), ("+P", 3),
    ],
)  # fmt: skip
def test_expressions_are_exact(text, wanted):
    assert expression.parse(text)(VALUES) == wanted


@pytest.mark.parametrize(
    ("text", "key", "at"),
    [
        ("1 +", "unexpected", 4), ("(1 + 2", "bracket", 7), ("1 $ 2", "letter", 3), ("price * 2", "name", 1), ("2 * foo(1)", "function", 5), ("min()", "unexpected", 5),
        ("if(1, 2)", "arguments", 1), ("1 2", "unexpected", 3), ("", "unexpected", 1), ("P.real", "letter", 2), ("__import__('os')", "letter", 1), ("(" * 60 + "1" + ")" * 60, "too_deep", 41),
        ("1+" * 300 + "1", "too_long", 500), ("1 < 2 < 3", "unexpected", 7), ("1,2", "unexpected", 2),
    ],
)  # fmt: skip
def test_expressions_say_where_they_cannot_be_read(text, key, at):
    with pytest.raises(expression.ExpressionError) as caught:
        expression.parse(text)(VALUES)
    assert (caught.value.key, caught.value.at) == (key, at)


@pytest.mark.parametrize(
    ("text", "key"),
    [("1/0", "division"), ("ln(0)", "logarithm"), ("sqrt(-1)", "root"), ("9^99999", "power"), ("0^-1", "power"), ("(-2)^0.5", "power"), ("Base", "no_value"), ("round(1, 99)", "places"), ("exp(9999)", "power")],
)  # fmt: skip
def test_expressions_without_a_value_say_why(text, key):
    with pytest.raises(UndefinedScoreError) as caught:
        expression.parse(text)(VALUES)
    assert caught.value.key == key


@settings(max_examples=500)
@given(st.text("PMinavgBse0123456789.+-*/^(), <>=", max_size=30))
def test_no_text_does_anything_but_give_a_number_or_say_what_is_wrong(text):
    try:
        found = expression.parse(text)(VALUES)
    except (expression.ExpressionError, UndefinedScoreError):
        return
    assert isinstance(found, Fraction)
