"""Each leaf formula counted by hand, and its other forms, in a spreadsheet and on many tenders at once, against that."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from cdc.model.method import Formula, StageRounding, TableRow
from cdc.scoring.formulas import known
from cdc.scoring.formulas import shares as leaf_shares
from cdc.scoring.formulas.bounds import limits, moves
from cdc.scoring.formulas.record import Cells, Field
from cdc.scoring.interval import Interval
from cdc.scoring.numbers import UndefinedScoreError

F, D = Fraction, Decimal
ROWS = tuple(TableRow(at=D(at), share=D(share)) for at, share in ((100, "1"), (200, "0.6"), (400, "0.2")))
PRICES = {"A": 100, "B": 150, "C": 400}
LOW = {
    # prices 100, 150, 400 below a ceiling of 500: discounts of 80, 70 and 20 %
    "inverse": ({}, ["1", "2/3", "1/4"]),
    "inverse squared": ({"power": 2}, ["1", "4/9", "1/16"]),
    "minmax": ({}, ["1", "5/6", "0"]),
    "fixed_bounds": ({"full_at": D(200), "zero_at": D(400)}, ["3/2", "5/4", "0"]),
    "fixed_bounds from nothing": ({"full_at": D(0), "zero_at": D(400)}, ["3/4", "5/8", "0"]),
    "to_ceiling": ({}, ["1", "7/8", "1/4"]),
    "band": ({"band": D("0.5")}, ["1", "0", "-5"]),
    "relevant_range": ({"n": D("1.5")}, ["1", "0", "-5"]),
    "relevant_range of the mean": ({"n": D(2), "reference": "mean"}, ["20/13", "17/13", "2/13"]),
    "corrected": ({"significant": D(90)}, ["8/9", "7/9", "2/9"]),
    "corrected beyond": ({"significant": D(60)}, ["1", "7/8", "1/4"]),
    "concave": ({"alpha": D(2)}, ["1", "49/64", "1/16"]),
    "bilinear": ({"x": D("0.8")}, ["1", "32/35", "24/85"]),
    "bilinear at the median": ({"x": D("0.8"), "knee": "median"}, ["1", "4/5", "8/35"]),
    "absolute_concave": ({"n": D(2)}, ["24/25", "91/100", "9/25"]),
    "mean_distance": ({"at_mean": D("0.5"), "slope": D(1)}, ["27/26", "21/26", "-9/26"]),
    "table": ({"rows": ROWS}, ["1", "3/5", "1/5"]),
    "table on a line": ({"rows": ROWS, "between": "line"}, ["1", "4/5", "1/5"]),
    "log": ({"zero_ratio": D(4)}, ["1", None, "0"]),
    "expression": ({"text": "M * Pmin / P"}, ["1", "2/3", "1/4"]),
    "expression of all names": ({"text": "M * (Pmin + Pmax + Pmed + N + Base) / (1153 + Pavg - P)"}, ["3459/3809"]),
}
# the mean price is 650/3, the mean discount 170/3
EXACT = [(name, options, want) for name, (options, want) in LOW.items()]
MANY = [row for row in EXACT if not row[0].startswith("expression")]
SHEETS = [row for row in MANY if known.record(Formula(type=row[0].split()[0], **row[1])).spreadsheet and "reference" not in row[1]]  # fmt: skip


def formula(name, options, **more):
    return Formula(type=name.split()[0], **{"clip": "none", **options, **more})


def shares(own, table, base="500", full=1):
    given = {bid: None if q is None else F(q) for bid, q in table.items()}
    found = leaf_shares.score(own, given, base=None if base is None else F(base), full=F(full)).shares
    return {bid: value.low for bid, value in found.items()}


@pytest.mark.parametrize(("name", "options", "wanted"), EXACT, ids=[row[0] for row in EXACT])
def test_low_quantities_counted_by_hand(name, options, wanted):
    found = shares(formula(name, options), PRICES)
    for bid, share in zip("ABC", wanted, strict=False):
        assert share is None or found[bid] == F(share), bid


@pytest.mark.parametrize(
    ("name", "options", "base", "wanted"),
    [
        # quantities of 100, 150 and 400, more is better, above a floor of 50 where there is one
        ("inverse", {}, None, ["1/4", "3/8", "1"]),
        ("minmax", {}, None, ["0", "1/6", "1"]),
        ("fixed_bounds", {"full_at": D(400), "zero_at": D(100)}, None, ["0", "1/6", "1"]),
        ("to_ceiling", {}, "50", ["1/7", "2/7", "1"]),
        ("to_ceiling", {}, None, ["1/4", "3/8", "1"]),
        ("band", {"band": D("0.5")}, None, ["-1/2", "-1/4", "1"]),
        ("relevant_range", {"n": D(2)}, None, ["-1/2", "-1/4", "1"]),
        ("corrected", {"significant": D(700)}, "50", ["1/14", "1/7", "1/2"]),
        ("concave", {"alpha": D(2)}, "50", ["1/49", "4/49", "1"]),
        ("bilinear", {"x": D("0.8")}, "50", ["6/25", "12/25", "1"]),
        ("absolute_concave", {"n": D(2)}, "50", ["3/4", "8/9", "63/64"]),
        ("mean_distance", {"at_mean": D("0.5"), "slope": D(1)}, None, ["-1/26", "5/26", "35/26"]),
        ("table", {"rows": ROWS}, None, ["1", "1", "1/5"]),
        ("table", {"rows": ROWS, "between": "line"}, None, ["1", "4/5", "1/5"]),
    ],
)
def test_high_quantities_counted_by_hand(name, options, base, wanted):
    found = shares(formula(name, options, aim="maximise"), PRICES, base)
    assert found == {bid: F(share) for bid, share in zip("ABC", wanted, strict=True)}


@pytest.mark.parametrize(("name", "options", "wanted"), SHEETS, ids=[row[0] for row in SHEETS])
def test_the_spreadsheet_gives_the_share(name, options, wanted):
    own = formula(name, options)
    form = known.record(own).spreadsheet(own, Cells("own", "all"))
    names = {
        "MIN": min,
        "MAX": max,
        "AVERAGE": lambda row: sum(row) / len(row),
        "LN": math.log,
        "all": [*PRICES.values()],
    }
    exact = shares(own, PRICES)
    for bid, price in PRICES.items():
        found = eval(form.replace("^", "**"), {}, names | {"own": price})
        assert found == pytest.approx(float(exact[bid])), bid


TENDERS = np.array([[100.0, 150.0, 400.0], [450.0, 300.0, 330.0], [470.0, 480.0, 490.0]])


@pytest.mark.parametrize(("name", "options", "_wanted"), MANY, ids=[row[0] for row in MANY])
@pytest.mark.parametrize(("own_base", "ceiling"), [(None, 500), (500, 600), (500, None)])
def test_many_tenders_at_once_are_the_same_arithmetic(name, options, _wanted, own_base, ceiling):
    own = formula(
        name, options, **({"base": D(own_base)} if own_base and known.record(formula(name, options)).needs_base else {})
    )
    found = known.record(own).many(own, TENDERS, None if ceiling is None else float(ceiling))
    for row, prices in zip(found, TENDERS, strict=True):
        exact = shares(
            own,
            dict(zip("ABC", (F(price) for price in prices), strict=True)),
            None if ceiling is None else str(ceiling),
        )
        assert list(row) == pytest.approx([float(exact[bid]) for bid in "ABC"])


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [("best", 100), ("mean", "650/3"), ("median", 150), ("fixed", 300), ("best_and_estimate", 200)],
)
def test_each_reference_is_one_number_here_and_on_many_tenders(reference, wanted):
    given = {"reference_value": D(300)} if reference in ("fixed", "best_and_estimate") else {}
    own = Formula(type="inverse", clip="none", reference=reference, **given)
    assert Field(own, tuple(F(q) for q in PRICES.values()), None, F(1)).reference == F(wanted)
    assert shares(own, PRICES)["C"] == F(wanted) / 400
    assert float(known.record(own).many(own, TENDERS, None)[0][2]) == pytest.approx(float(F(wanted) / 400))


@pytest.mark.parametrize("name", ["to_ceiling", "concave", "bilinear"])
@pytest.mark.parametrize(("rule", "wanted"), [("full", 1), ("zero", 0)])
def test_where_nobody_is_below_the_ceiling_all_get_what_is_declared(name, rule, wanted):
    options = {"concave": {"alpha": D("0.5")}, "bilinear": {"x": D("0.8")}}.get(name, {})
    own = formula(name, options, none_better=rule)
    assert set(shares(own, {"A": 500, "B": 600}).values()) == {wanted}
    assert shares(own, {"A": 400, "B": 550}) != {"A": wanted, "B": wanted}
    some = np.array([[500.0, 600.0], [499.0, 499.5], [400.0, 550.0]])
    with np.errstate(divide="ignore", invalid="ignore"):
        found = known.record(own).many(own, some, 500.0)
    assert list(found[0]) == [wanted, wanted]
    assert found[1][0] == found[2][0] == pytest.approx(1)
    assert found[1][1] == pytest.approx(float(shares(own, {"A": 499, "B": F("499.5")})["B"]))


def refused(own, table, base="500"):
    with pytest.raises(UndefinedScoreError) as error:
        shares(own, table, base)
    return error.value.key, {**error.value.facts}


@pytest.mark.parametrize(
    ("name", "options", "table", "base", "wanted"),
    [
        ("absolute_concave", {"n": D(2)}, {"A": -1}, "500", ("zero_quantity", {"bids": ""})),
        ("absolute_concave", {"n": D(2), "aim": "maximise"}, {"A": 0}, "500", ("zero_quantity", {"bids": ""})),
        ("absolute_concave", {"n": D(2), "aim": "maximise"}, {"A": 1}, None, ("no_base", {})),
        ("absolute_concave", {"n": D(2)}, {"A": 1}, None, ("no_base", {})),
        ("to_ceiling", {}, {"A": 1, "B": 2}, None, ("no_base", {})),
        ("to_ceiling", {}, {"A": 1, "B": 2}, "0", ("no_base", {})),
        ("minmax", {"equal": "formula"}, {"A": 1, "B": 1}, None, ("all_equal", {})),
        ("mean_distance", {}, {"A": -1, "B": 1}, None, ("zero_quantity", {"bids": ""})),
        ("inverse", {}, {"B": 0, "A": 0, "C": 2}, None, ("zero_quantity", {"bids": "A, B"})),
        ("inverse", {}, {"A": -1, "C": 2}, None, ("zero_quantity", {"bids": "A"})),
        ("band", {"band": D(1)}, {"A": 0, "C": 2}, None, ("zero_quantity", {"bids": "A"})),
        ("relevant_range", {"n": D(2)}, {"A": 0, "C": 2}, None, ("zero_quantity", {"bids": "A"})),
        ("log", {"zero_ratio": D(2)}, {"A": 0, "C": 2}, None, ("zero_quantity", {"bids": "A"})),
        ("bilinear", {"x": D("0.8"), "equal": "formula"}, {"A": 490, "B": 520, "C": 525}, "500", ("knee", {"knee": F(-7, 3)})),
    ],
)  # fmt: skip
def test_what_has_no_number_says_why(name, options, table, base, wanted):
    assert refused(formula(name, options), table, base) == wanted


@pytest.mark.parametrize(
    ("name", "options", "table", "wanted"),
    [
        ("absolute_concave", {"n": D(2)}, {"A": 0}, "1"),
        ("absolute_concave", {"n": D(2), "aim": "maximise"}, {"A": 1000}, "3/4"),
        ("absolute_concave", {}, {"A": 125}, "3/4"),
        ("mean_distance", {"at_mean": D("0.5"), "slope": D(1)}, {"A": F(1, 4), "B": F(3, 4)}, "1"),
        ("inverse", {}, {"A": F(1, 2), "B": 1}, "1"),
        ("band", {"band": D(1)}, {"A": F(1, 2), "B": 1}, "1"),
        ("relevant_range", {"n": D(2)}, {"A": F(1, 2), "B": 1}, "1"),
        ("log", {"zero_ratio": D(2)}, {"A": F(1, 2), "B": 1}, "1"),
        ("inverse", {"aim": "maximise"}, {"A": 0, "B": 4}, "0"),
        ("inverse", {"aim": "maximise"}, {"A": F(1, 4), "B": F(1, 2)}, "1/2"),
    ],
)  # fmt: skip
def test_small_quantities_are_numbers_like_any_other(name, options, table, wanted):
    given = {"n": D(1), **options} if name == "absolute_concave" else options
    assert shares(formula(name, given), table)["A"] == F(wanted)


@pytest.mark.parametrize(("name", "options"), [("to_ceiling", {}), ("absolute_concave", {"n": D(2)})])
def test_without_a_ceiling_many_tenders_have_no_number(name, options):
    own = formula(name, options)
    assert np.isnan(known.record(own).many(own, TENDERS, None)).all()


def test_a_loss_takes_away_as_much_as_a_gain_brings():
    assert shares(formula("concave", {"alpha": D(2)}), {"A": 400, "B": 600})["B"] == -1
    with np.errstate(divide="ignore", invalid="ignore"):
        own = formula("concave", {"alpha": D(2)})
        assert float(known.record(own).many(own, np.array([[400.0, 600.0]]), 500.0)[0][1]) == pytest.approx(-1)


@pytest.mark.parametrize(
    ("price", "step", "line"),
    [(0, "1", "1"), (100, "1", "1"), (101, "3/5", "249/250"), (200, "3/5", "3/5"), (300, "1/5", "2/5"), (400, "1/5", "1/5"), (401, "0", "1/5")],
)  # fmt: skip
def test_a_row_holds_up_to_its_own_quantity_and_a_line_runs_to_it(price, step, line):
    assert shares(formula("table", {"rows": ROWS[::-1]}), {"A": price})["A"] == F(step)
    assert shares(formula("table", {"rows": ROWS[::-1], "between": "line"}), {"A": price})["A"] == F(line)


def test_rows_of_what_is_better_high_are_read_from_above():
    for price, step, line in (
        (400, "1/5", "1/5"),
        (401, "1/5", "1/5"),
        (399, "3/5", "101/500"),
        (99, "0", "1"),
        (200, "3/5", "3/5"),
    ):
        assert shares(formula("table", {"rows": ROWS, "aim": "maximise"}), {"A": price})["A"] == F(step)
        found = shares(formula("table", {"rows": ROWS, "aim": "maximise", "between": "line"}), {"A": price})["A"]
        assert found == F(line)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [({"zero": "full_for_zero"}, {"A": "1", "B": "0"}), ({"zero": "full_for_zero", "reference": "fixed", "reference_value": D(5)}, {"A": "1", "B": "1/2"}), ({"zero": "full_for_all"}, {"A": "1", "B": "1"})],
)  # fmt: skip
def test_beside_a_free_bid_others_keep_a_share_only_where_the_reference_is_fixed(options, wanted):
    assert shares(formula("inverse", options), {"A": 0, "B": 10}) == {bid: F(share) for bid, share in wanted.items()}


@pytest.mark.parametrize(
    ("clip", "wanted"),
    [("none", ["3/2", "-1/2"]), ("low", ["3/2", "0"]), ("high", ["1", "-1/2"]), ("both", ["1", "0"])],
)
def test_shares_are_kept_within_the_declared_limits(clip, wanted):
    own = Formula(type="fixed_bounds", full_at=D(200), zero_at=D(300), clip=clip)
    assert [*shares(own, {"A": 150, "B": 350}).values()] == [F(share) for share in wanted]


def test_coefficients_and_points_are_rounded_each_at_its_stage():
    def given(*stages):
        rounding = tuple(StageRounding(stage=stage, places=places, mode=mode) for stage, places, mode in stages)
        return shares(Formula(type="inverse", rounding=rounding), {"A": 2, "B": 3}, full=40)["B"]

    assert given() == F(2, 3)
    assert given(("coefficient", 2, "down")) == F(66, 100)
    assert given(("criterion", 0, "up")) == F(27, 40)
    assert given(("coefficient", 2, "down"), ("criterion", 0, "half_up")) == F(26, 40)
    assert given(("bid", 0, "up")) == F(2, 3)
    assert shares(Formula(type="inverse"), {"A": 2, "B": 3}, full=0)["B"] == F(2, 3)


@pytest.mark.parametrize(
    ("aim", "price", "wanted"), [("minimise", 500, False), ("minimise", 501, True), ("maximise", 500, False), ("maximise", 499, True)]
)  # fmt: skip
def test_a_ceiling_or_floor_is_passed_only_beyond_it(aim, price, wanted):
    own = Formula(type="inverse", aim=aim)
    assert leaf_shares.is_over(own, F(price), F(500)) == wanted
    assert not leaf_shares.is_over(own, F(price), None)
    fixed = Formula(type="to_ceiling", aim=aim, base=D(500))
    assert leaf_shares.is_over(fixed, F(price), F(1)) == wanted


@pytest.mark.parametrize(
    ("type_", "options", "wanted"),
    [
        ("inverse", {}, "best"), ("inverse", {"reference": "fixed", "reference_value": D(1)}, "nothing"), ("inverse", {"reference": "mean"}, "all"), ("inverse", {"reference": "median"}, "all"),
        ("inverse", {"reference": "best_and_estimate", "reference_value": D(1)}, "best"), ("minmax", {}, "all"), ("fixed_bounds", {"full_at": D(1), "zero_at": D(2)}, "nothing"), ("expression", {"text": "M"}, "anything"),
    ],
)  # fmt: skip
def test_what_moves_a_share(type_, options, wanted):
    assert moves(Formula(type=type_, **options)) == wanted


def test_the_limits_of_a_formula_are_none_unless_it_or_the_clip_gives_them():
    assert limits(Formula(type="inverse", clip="none")) == Interval(F(0), F(1))
    assert limits(Formula(type="band", band=D(1), clip="low")) == Interval(F(0), F(1))
    assert limits(Formula(type="fixed_bounds", full_at=D(1), zero_at=D(2), clip="both")) == Interval(F(0), F(1))
    assert limits(Formula(type="as_is", clip="none")) == Interval(F(0), F(1))
    for own in (
        Formula(type="band", band=D(1), clip="none"),
        Formula(type="to_ceiling", clip="none"),
        Formula(type="fixed_bounds", full_at=D(1), zero_at=D(2), clip="low"),
        Formula(type="fixed_bounds", full_at=D(1), zero_at=D(2), clip="high"),
        Formula(type="expression", text="M", clip="high"),
    ):
        with pytest.raises(UndefinedScoreError, match="open_values"):
            limits(own)


def test_the_figures_of_a_comparison_are_told():
    own = Formula(type="inverse")
    table = {bid: F(q) for bid, q in PRICES.items()}
    found = leaf_shares.score(own, table, base=F(500)).references
    assert found == {"best": 100, "worst": 400, "mean": F(650, 3), "base": 500}
    assert leaf_shares.score(own, table).references == {"best": 100, "worst": 400, "mean": F(650, 3)}
    assert leaf_shares.score(own, {"A": None}).references == {}
    high = Formula(type="minmax", aim="maximise")
    assert (leaf_shares.score(high, table).references["best"], leaf_shares.score(high, table).references["worst"]) == (
        400,
        100,
    )


@pytest.mark.parametrize("aim", ["minimise", "maximise"])
@pytest.mark.parametrize(("full", "zero"), [(100, 200), (200, 100), (0, 1), (1, 0)])
def test_fixed_bounds_say_whether_a_better_quantity_gets_more(aim, full, zero):
    own = Formula(type="fixed_bounds", full_at=D(full), zero_at=D(zero), aim=aim, clip="none")
    found = shares(own, {"low": 120, "high": 180})
    gets_more = found["low"] > found["high"] if aim == "minimise" else found["high"] > found["low"]
    assert known.record(own).rises(own) == gets_more
