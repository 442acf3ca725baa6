"""The other forms of each award rule say the same as its function: spreadsheet, linear form, what documents print of it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.method import AWARD_PARAMETERS, AwardRule, Formula
from cdc.model.ranking import Reason
from cdc.model.tender import Criterion
from cdc.scoring.awards.known import AWARDS, award, named
from cdc.scoring.awards.raw import aims, is_raw
from cdc.scoring.awards.record import Cells, Context, Linear, Point
from cdc.scoring.numbers import UndefinedScoreError

F, D = Fraction, Decimal
LEAVES = (
    Criterion(id="Q", name="q", weight=D(60), kind="judged", worth=D(300), worth_at_zero=D(-50)),
    Criterion(id="P", name="p", weight=D(40), kind="price"),
)
MEAT = AwardRule(type="adjusted_price", form="meat")
QUEBEC = AwardRule(type="adjusted_price", k=D("0.3"), pass_mark=D(50))
RATIO = AwardRule(type="ratio", quality_maximum=D(1000), offset=D(50), scale=D(10))
PLAIN = [AwardRule(type=name) for name in ("lowest_acceptable", "weighted_sum")]


def context(rule, leaves=LEAVES, q="0.6"):
    return Context(rule, leaves, {"Q": F(q), "P": 1 - F(q)}, lambda figure: figure)


def point(quality, cost, **more):
    share = F(quality)
    price = None if cost is None else F(cost)
    return Point({"Q": share, "P": F(1, 4)}, 60 * share + 10, share, price, **more)


def figure(rule, quality="0.8", cost=200, **more):
    return award({"A": point(quality, cost, **more)}, context(rule)).figures["A"]


def cells(**changed):
    return Cells(**{"quality": "q", "price": "p", "cost": "c", "whole": 60, "share": 0.6} | changed)


@pytest.mark.parametrize("rule", [MEAT, QUEBEC, RATIO, *PLAIN], ids=str)
@pytest.mark.parametrize("quality", ["0.6", "0.8", "1"])
def test_the_spreadsheet_gives_the_figure(rule, quality):
    form = named(rule.type).spreadsheet(rule, cells())
    found = eval(form, {}, {"q": 60 * float(F(quality)), "p": 10, "c": 200})
    assert found == pytest.approx(float(figure(rule, quality)))


@pytest.mark.parametrize("rule", [MEAT, QUEBEC, RATIO], ids=str)
def test_there_is_no_spreadsheet_without_a_cost_or_without_quality(rule):
    form = named(rule.type).spreadsheet
    assert form(rule, cells())
    assert form(rule, cells(cost="")) == form(rule, cells(whole=0)) == ""
    assert form(rule, cells(cost="", whole=0)) == ""


def test_there_is_no_spreadsheet_where_a_part_is_added_or_nothing_lies_above_the_pass_mark():
    form = named("adjusted_price").spreadsheet
    assert form(AwardRule(type="adjusted_price", form="meat", added=("PL",)), cells()) == ""
    assert form(AwardRule(type="adjusted_price", pass_mark=D(100)), cells()) == ""
    assert form(AwardRule(type="adjusted_price", pass_mark=D(99)), cells())


@pytest.mark.parametrize("quality", ["0.6", "0.8", "1"])
def test_the_linear_form_gives_the_figure(quality):
    def line(rule):
        found = named(rule.type).linear(rule, F(60, 100), {"A": [F(quality)]})
        return found.slope * F(quality) + found.constant

    assert figure(MEAT, quality) == 200 / line(MEAT)
    assert figure(QUEBEC, quality) == 200 / line(QUEBEC)
    assert figure(RATIO, quality) == 10 * line(RATIO) / 200


@pytest.mark.parametrize(
    ("rule", "share", "rows"),
    [
        (MEAT, F(1), [F(1)]),
        (AwardRule(type="adjusted_price", form="meat", added=("PL",)), F(1, 2), [F(1)]),
        (QUEBEC, F(1, 2), [F(1), F(49, 100)]),
        (AwardRule(type="adjusted_price", pass_mark=D(100)), F(1, 2), [F(1)]),
        (AwardRule(type="ratio", band=D(1)), F(1, 2), [F(1)]),
    ],
    ids=str,
)
def test_there_is_no_linear_form_where_weights_turn_the_figure_or_leave_somebody_out(rule, share, rows):
    assert named(rule.type).linear(rule, share, {"A": rows}) is None


def test_a_bid_exactly_at_the_pass_mark_on_every_leaf_keeps_the_linear_form():
    assert named("adjusted_price").linear(QUEBEC, F(1, 2), {"A": [F(1, 2)]}) == Linear(F(3, 5), F(7, 10))


@pytest.mark.parametrize("record", AWARDS, ids=lambda record: record.name)
def test_what_documents_print_of_a_rule_are_its_parameters(record):
    forms = [AwardRule(type=record.name, form=form) for form in ("quebec", "meat")]
    printed = {name for rule in forms for name in (record.shown(rule) if record.shown else ())}
    assert printed == set(AWARD_PARAMETERS[record.name].taken)
    assert printed <= set(AwardRule.model_fields)


def test_of_the_adjusted_price_only_the_parameters_of_its_form_are_printed():
    shown = named("adjusted_price").shown
    assert (shown(MEAT), shown(QUEBEC)) == (("form", "added"), ("form", "k", "pass_mark"))


@pytest.mark.parametrize(
    ("form", "mark", "leaves_out"), [("quebec", "0", False), ("quebec", "0.5", True), ("meat", "70", False)]
)
def test_a_rule_that_leaves_bids_out_says_so(form, mark, leaves_out):
    rule = AwardRule(type="adjusted_price", form=form, pass_mark=D(mark))
    found = award({"A": point(0, 100)}, context(rule)).excluded
    assert found == ({"A": Reason("reason_pass_mark", {"mark": D(mark)})} if leaves_out else {})
    assert named("adjusted_price").excludes(rule) == leaves_out


def test_only_meat_takes_the_weight_of_the_price_from_a_leaf():
    def moved(rule):
        bids = {"A": point("0.8", 200)}
        return award(bids, context(rule)).figures != award(bids, context(rule, q="0.5")).figures

    weighs = named("adjusted_price").weighs_price
    assert (moved(MEAT), moved(QUEBEC)) == (weighs(MEAT), weighs(QUEBEC)) == (True, False)


@pytest.mark.parametrize(("band", "wanted"), [("0", False), ("0.5", True)])
def test_a_band_decides_only_where_there_is_one(band, wanted):
    assert named("ratio").decides_in_band(AwardRule(type="ratio", band=D(band))) == wanted


@pytest.mark.parametrize("rule", [MEAT, QUEBEC, *PLAIN[:1]], ids=str)
def test_a_price_of_nothing_is_a_figure_of_nothing(rule):
    assert figure(rule, cost=0) == 0


def test_a_price_of_nothing_is_worth_its_quality():
    rule = AwardRule(type="award_on_value")
    assert figure(rule, quality="1", cost=0) == -300
    assert figure(rule, quality="0", cost=0) == 50


def test_a_criterion_without_worth_takes_away_only_what_its_zero_is_worth():
    bare = Criterion(id="Q", name="q", weight=D(60), kind="judged", worth_at_zero=D(-50))
    rule = AwardRule(type="award_on_value")
    found = award({"A": point("1", 100), "B": point(0, 100)}, context(rule, (bare, LEAVES[1]))).figures
    assert found == {"A": 100, "B": 150}


@pytest.mark.parametrize("rule", [MEAT, QUEBEC], ids=str)
def test_prices_below_zero_are_named(rule):
    with pytest.raises(UndefinedScoreError) as error:
        award({"B": point("0.8", -1), "A": point("0.8", "-0.5"), "C": point("0.8", 0)}, context(rule))
    assert (error.value.key, error.value.facts) == ("zero_quantity", {"bids": "A, B"})


def test_what_is_added_is_not_adjusted():
    assert figure(MEAT, quality="1", cost=250, added=F(50)) == 200 / F("2.5") + 50
    assert figure(MEAT, quality="1", cost=50, added=F(50)) == 50


@pytest.mark.parametrize("cost", [0, -1])
def test_a_ratio_needs_a_price_above_zero(cost):
    with pytest.raises(UndefinedScoreError) as error:
        award({"A": point("0.8", cost)}, context(RATIO))
    assert (error.value.key, error.value.facts) == ("zero_quantity", {"bids": "A"})


@pytest.mark.parametrize(("band", "first"), [("10", "B"), ("9.99", "A"), ("0", "A")])
def test_a_bid_exactly_at_the_band_is_in_it_and_its_quality_decides(band, first):
    rule = AwardRule(type="ratio", band=D(band))
    bids = {"A": point("0.5", 50), "B": point("0.9", 100)}  # 1 and 0.9
    keys = award(bids, context(rule)).keys
    assert max(keys, key=keys.__getitem__) == first
    cheap = award(bids, context(rule.model_copy(update={"decider": "price"}))).keys
    assert max(cheap, key=cheap.__getitem__) == "A"


def test_no_bid_has_no_figure():
    assert award({}, context(RATIO)).figures == {}


def test_quantities_may_be_handed_on_as_they_are_and_prices_too():
    def leaf(kind, type_, aim="minimise"):
        return Criterion(id="D", name="d", weight=D(1), kind=kind, formula=Formula(type=type_, aim=aim))

    given = [leaf("quantity", "as_is"), leaf("price", "as_is"), leaf("quantity", "as_is", "maximise"), leaf("quantity", "inverse"), leaf("judged", "as_is")]  # fmt: skip
    assert [is_raw(one) for one in given] == [True, True, True, False, False]
    assert aims(given) == [-1, -1, 1, 1, 1]


ROUND = {"A": ("0.9", "0.2"), "B": ("0.5", "0.9"), "C": ("0.4", "0.8"), "D": ("0.6", "0.7")}


def electre(rows=ROUND, *, rerun):
    rule = AwardRule(type="electre", rerun=rerun)
    weights = {"M": 60, "N": 40} if rows is ROUND else {"M": 50, "N": 30, "O": 20}
    leaves = tuple(Criterion(id=n, name=n, weight=D(w), kind="judged") for n, w in weights.items())
    own = Context(rule, leaves, {n: F(w, 100) for n, w in weights.items()}, lambda figure: figure + 0)
    bids = {
        n: Point({id_: F(v) for id_, v in zip(weights, row, strict=True)}, F(0), F(0), F(1)) for n, row in rows.items()
    }
    return award(bids, own)


def test_in_a_round_a_bid_that_another_beats_everywhere_has_no_figure():
    found = electre(rerun=True).figures
    assert found["C"] is None
    # by weights of 60 and 40: A over B 60/40, A over D (3/4)60 / (5/7)40; then B and D in the same way
    assert found == {
        "A": F(60, 40) + F(45) / F(200, 7),
        "B": F(40, 60) + F(80, 7) / 15,
        "C": None,
        "D": F(200, 7) / 45 + F(15) / F(80, 7),
    }


def test_places_after_the_first_come_from_new_rounds_where_that_is_declared():
    """C wins at once; between A and B the first round says B, a round of their own that they are level."""
    table = {"A": (3, 2, 5), "B": (2, 8, 8), "C": (8, 7, 4)}
    assert electre(table, rerun=True).keys == {"A": (-2,), "B": (-2,), "C": (-1,)}
    assert electre(table, rerun=False).keys == {"A": (-3,), "B": (-2,), "C": (-1,)}


@pytest.mark.parametrize("quality", ["0", "0.3", "1"])
def test_the_linear_form_of_a_sum_is_the_sum(quality):
    found = named("weighted_sum").linear(PLAIN[1], F(60, 100), {})
    assert found.slope * F(quality) + found.constant == F(quality)
