"""One tender with every kind of leaf, from sheets and prices to ranks, each number traced to where it was written."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.bid import AnswerRead, Bid, JudgedScore, Moderated, Origin, PairScore, PriceRead, ScoreSheet
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate

F, D = Fraction, Decimal
LEAVES = (
    {"id": "Q", "name": "q", "weight": 20, "kind": "features", "covers": ["features"]},
    {"id": "M", "name": "m", "weight": 20, "kind": "judged"},
    {"id": "W", "name": "w", "weight": 10, "kind": "pairwise"},
    {"id": "S", "name": "s", "weight": 10, "kind": "yes_no", "question": "?"},
    {"id": "D", "name": "d", "weight": 10, "kind": "quantity", "question": "?", "formula": {"type": "fixed_bounds", "full_at": 0, "zero_at": 10}},
    {"id": "P", "name": "p", "weight": 20, "kind": "price"},
    {"id": "E", "name": "e", "weight": 10, "kind": "price", "lines": ["EL"], "formula": {"type": "fixed_bounds", "full_at": 0, "zero_at": 10}},
)  # fmt: skip
PLAIN = ({**LEAVES[0], "weight": 60}, {**LEAVES[5], "weight": 40})


def spec(leaves=LEAVES, lines=("PL", "EL"), ceiling=1000, **evaluation):
    answers = [{"id": a, "label": a.lower(), "points": D(p)} for a, p in (("Y", "1"), ("P", "0.5"), ("N", "0"))]
    priced = [{"id": id_, "name": id_, "kind": "element" if id_ == "EL" else "one_off"} for id_ in lines]
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "evaluation": evaluation,
            "budget": {"horizon": 1, **({} if ceiling is None else {"ceiling": ceiling})},
            "scales": [{"id": "SC", "name": "s", "answers": answers}],
            "features": [{"id": "F1", "title": "f", "weight": 2}, {"id": "F2", "title": "g", "weight": 3}],
            "criteria": list(leaves),
            "price_lines": priced,
        }
    )


def entry(vendor, answers="YY", statement="yes", quantity="4", prices=("100", "4"), variant_of="", name=""):
    def cell(at):
        return Origin(file=f"{vendor}.xlsx", sheet="S", cell=at)

    read = tuple(
        AnswerRead(id=f"F{n}", answer=None if a == "-" else a, origin=cell(f"F{n}")) for n, a in enumerate(answers, 1)
    )
    said = (AnswerRead(id="S", answer=statement, origin=cell("S1")), AnswerRead(id="D", answer=quantity, typed=f"{quantity} days", origin=cell("D1")))  # fmt: skip
    paid = tuple(
        PriceRead(id=id_, amount=None if p is None else D(p), typed=str(p), origin=cell(id_))
        for id_, p in zip(("PL", "EL"), prices, strict=True)
    )
    return Entry(
        Bid(vendor=vendor, name=name, variant_of=variant_of, round=1, received="2027-01-01T00:00:00Z", tender="T1", form="F", files=(), identity={}, answers=read, statements=said, prices=paid)
    )  # fmt: skip


def sheet(evaluator="e", pairs=(("A", "B", 4),), **scores):
    return ScoreSheet(
        evaluator=evaluator,
        scores=tuple(JudgedScore(vendor=v, criterion="M", score=D(s), reason="seen") for v, s in scores.items()),
        pairs=tuple(PairScore(criterion="W", better=b, other=o, degree=d, reason="better") for b, o, d in pairs),
    )


def evaluated(*entries, sheets=None, moderated=(), own=None, **evaluation):
    given = (sheet(A="4", B="3"),) if sheets is None else sheets
    return evaluate(own or spec(**evaluation), entries, given, form="FORM", rules="RULES", moderated=moderated)


A, B = entry("A"), entry("B", answers="PY", statement="no", quantity="6", prices=("200", "2"))


def named(found):
    return {bid.vendor: bid for bid in (*found.ranking.bids, *found.ranking.excluded)}


def test_each_kind_of_leaf_gives_its_points():
    bids = named(evaluated(B, A))
    points = {name: {id_: leaf.points for id_, leaf in bid.leaves.items()} for name, bid in bids.items()}
    assert points == {
        "A": {"Q": (20, 20), "M": (16, 16), "W": (10, 10), "S": (10, 10), "D": (6, 6), "P": (20, 20), "E": (6, 6)},
        "B": {"Q": (16, 16), "M": (12, 12), "W": (0, 0), "S": (0, 0), "D": (4, 4), "P": (10, 10), "E": (8, 8)},
    }
    assert [(bid.vendor, bid.rank, bid.low, bid.high) for bid in bids.values()] == [("A", 1, 88, 88), ("B", 2, 50, 50)]
    assert bids["B"].groups["Q"] == (16, 16)
    assert {id_: leaf.kind for id_, leaf in bids["A"].leaves.items()} == {leaf["id"]: leaf["kind"] for leaf in LEAVES}
    assert {id_: leaf.formula for id_, leaf in bids["A"].leaves.items() if leaf.formula} == {"D": "fixed_bounds", "P": "inverse", "E": "fixed_bounds"}  # fmt: skip
    assert bids["B"].leaves["Q"].raw == (F(4, 5), F(4, 5))
    assert (bids["B"].leaves["Q"].share, bids["B"].quality) == (F(1, 5), (32, 32))
    assert (bids["A"].best_rank, bids["A"].worst_rank, bids["B"].worst_rank) == (1, 1, 2)


def test_each_leaf_is_traced_to_the_cells_it_was_read_from():
    bids = named(evaluated(A, B))
    rows = {id_: [(line.id, line.claim, line.counted, line.origin) for line in leaf.lines] for id_, leaf in bids["B"].leaves.items()}  # fmt: skip
    assert rows == {
        "Q": [("F1", "P", "P", "B.xlsx › S!F1"), ("F2", "Y", "Y", "B.xlsx › S!F2")],
        "M": [("M", "", "3", "scores/e.yaml")],
        "W": [("W", "A 4 B", "0", "scores/e.yaml")],
        "S": [("S", "", "no", "B.xlsx › S!S1")],
        "D": [("D", "6 days", "6", "B.xlsx › S!D1")],
        "P": [("PL", "200", "200", "B.xlsx › S!PL")],
        "E": [("EL", "2", "2", "B.xlsx › S!EL")],
    }
    assert [(line.low, line.high) for line in bids["B"].leaves["S"].lines] == [(0, 0)]
    assert [(line.low, line.high) for line in bids["A"].leaves["S"].lines] == [(1, 1)]


@pytest.mark.parametrize(("missing", "high"), [("interval", 1), ("zero", 0)])
def test_what_is_missing_counts_as_declared_on_every_kind_of_leaf(missing, high):
    bare = entry("B", answers="-Y", statement=None, quantity=None, prices=(None, None))
    bid = named(evaluated(A, bare, sheets=(sheet(A="4", pairs=()),), missing=missing))["B"]
    assert {id_: (leaf.low, leaf.high) for id_, leaf in bid.leaves.items()} == {
        "Q": (F(3, 5), F(3, 5) + F(2, 5) * high), "M": (0, high), "W": (0, high), "S": (0, high), "D": (0, high), "P": (0, high), "E": (0, high),
    }  # fmt: skip
    assert next((line.low, line.high, line.note_key) for line in bid.leaves["Q"].lines) == (0, high, "missing")
    assert [line.note_key for id_ in "MSDPE" for line in bid.leaves[id_].lines] == ["missing"] * 5
    assert bid.leaves["W"].lines == ()


def test_a_ranking_says_of_what_form_and_rules_it_is_and_who_is_on_the_board():
    found = evaluated(A, B, sheets=(sheet("e", A="4", B="3"), sheet("f", A="5", B="3", pairs=())))
    ranking = found.ranking
    assert (ranking.form, ranking.rules, ranking.maximum, ranking.award) == ("FORM", "RULES", 100, "weighted_sum")
    assert (ranking.shares["Q"], ranking.failures, ranking.ties) == (F(1, 5), (), ())
    assert ranking.references["P"]["best"] == 100
    assert set(ranking.board.severity) == {"e", "f"}
    assert [(talk.vendor, talk.weight) for talk in ranking.board.agenda] == [("A", F(1, 5))]


def test_points_are_counted_out_of_the_declared_total():
    found = evaluated(A, B, weights="points", total=100)
    assert (found.ranking.maximum, named(found)["A"].low) == (100, 88)
    halves = [{**leaf, "weight": leaf["weight"] * 2} for leaf in LEAVES]
    found = evaluated(A, B, own=spec(halves, weights="points", total=200))
    assert (found.ranking.maximum, named(found)["A"].low) == (200, 176)


def test_a_moderated_score_counts():
    agreed = Moderated(vendor="B", criterion="M", score=D(5), reason="talked", by="Ada", when="2027-02-01")
    assert named(evaluated(A, B, moderated=(agreed,)))["B"].leaves["M"].low == 1


def test_pairs_of_each_evaluator_are_a_table_and_those_of_another_criterion_are_none():
    second = {"id": "V", "name": "v", "weight": 10, "kind": "pairwise"}
    own = spec([*LEAVES[:3], second, *LEAVES[3:5], {**LEAVES[5], "weight": 10}, LEAVES[6]])
    other = PairScore(criterion="V", better="B", other="A", degree=2, reason="better")
    sheets = (
        sheet("e", A="4", B="3", pairs=(("A", "B", 6),)),
        sheet("f", A="4", B="3", pairs=(("B", "A", 3),)).model_copy(
            update={"pairs": (*sheet(pairs=(("B", "A", 3),)).pairs, other)}
        ),
    )
    bids = named(evaluated(A, B, sheets=sheets, own=own))
    assert (bids["A"].leaves["W"].low, bids["B"].leaves["W"].low) == (1, F(1, 2))
    assert (bids["A"].leaves["V"].low, bids["B"].leaves["V"].low) == (0, 1)


@pytest.mark.parametrize(("price", "status"), [("1000", "admitted"), ("1000.01", "excluded"), (None, "conditional")])
def test_the_ceiling_of_the_budget_holds_for_the_total_cost(price, status):
    bid = named(evaluated(A, entry("B", prices=(price, "4")), over_ceiling="exclude"))["B"]
    assert bid.status == status


def test_there_is_no_ceiling_without_a_budget_or_for_elements_alone():
    dear = entry("B", prices=("5000", "4"))
    assert named(evaluated(A, dear, own=spec(ceiling=None, over_ceiling="exclude")))["B"].status == "admitted"
    leaves = [*LEAVES[:5], {**LEAVES[6], "weight": 30}]
    alone = spec(leaves, lines=("EL",), ceiling=1, over_ceiling="exclude")
    assert named(evaluated(A, entry("B", prices=("5000", "4")), own=alone))["B"].status == "admitted"


def test_a_total_that_is_stated_without_lines_keeps_its_ceiling():
    own = spec([{**LEAVES[0], "weight": 100}], lines=(), over_ceiling="exclude")
    assert named(evaluated(A, own=own))["A"].status == "conditional"


def test_only_bids_that_are_in_set_the_highest_price():
    own = [{**LEAVES[0], "threshold": 50}, *LEAVES[1:]]
    dear, bare = entry("Z", answers="NN", prices=("900", "4")), entry("B", prices=(None, "4"))
    bids = named(evaluated(A, bare, dear, own=spec(own, missing_price="highest")))
    assert (bids["Z"].status, bids["B"].cost.total) == ("excluded", 100)
    assert bids["B"].leaves["P"].lines[0].note_key == "filled"


def test_of_a_vendors_bids_only_the_best_is_ranked_where_that_is_declared():
    bids = (A, entry("A-2", answers="NN", variant_of="A"), entry("A-3", prices=("50", "4"), variant_of="A"), B)
    assert len(evaluated(*bids, own=spec(PLAIN)).ranking.bids) == 4
    found = evaluated(*bids, own=spec(PLAIN, variants="best"))
    assert [bid.vendor for bid in found.ranking.bids] == ["A-3", "B"]
    out = {bid.vendor: [(reason.key, dict(reason.facts)) for reason in bid.reasons] for bid in found.ranking.excluded}
    assert out == {name: [("reason_variant", {"better": "A-3"})] for name in ("A", "A-2")}
    assert found.ranking.references["P"]["best"] == 50
    assert {entrant.bid for entrant in found.entrants if entrant.is_excluded} == {"A", "A-2"}


def test_a_name_is_the_bids_own_or_the_declared_one_or_that_of_its_folder():
    own = spec()
    vendors = type(own).model_fields["vendors"].annotation.__args__[0]
    own = own.model_copy(update={"vendors": (vendors.model_validate({"id": "B", "name": "Borealis"}),)})
    found = named(
        evaluated(entry("A", name="Aurora"), B, entry("C"), own=own, sheets=(sheet(A="1", B="1", C="1", pairs=()),))
    )
    assert {name: bid.name for name, bid in found.items()} == {"A": "Aurora", "B": "Borealis", "C": "C"}


def test_one_level_of_each_answer_score_and_statement_is_a_step():
    steps = evaluated(A, B).steps

    def rows(bid, leaf):
        moves = steps(bid, leaf)
        assert moves.unit >= 1
        return [(F(down, moves.unit), F(up, moves.unit), name) for down, up, name in moves.rows()], F(
            moves.bound, moves.unit
        )

    assert rows("B", "Q") == ([(F(1, 5), F(1, 5), "F1"), (F(3, 10), 0, "F2")], F(3, 10))
    assert rows("A", "M") == ([(F(1, 5), F(1, 5), "e")], F(1, 5))
    assert rows("A", "S") == ([(1, 0, "S")], 1)
    assert rows("B", "S") == ([(0, 1, "S")], 1)
    assert rows("A", "P")[0] == rows("A", "W")[0] == []


def test_robustness_and_the_nearest_way_to_win_are_about_the_same_bids():
    found = evaluated(A, B, own=spec(PLAIN, draws=100))
    assert (found.robustness.winner, found.robustness.runner_up) == ("A", "B")
    assert found.robustness.margin == 32
    assert set(found.nearest) == {"B"}
    assert found.nearest["B"] is not None


@pytest.mark.parametrize(("names", "bids"), [("A", 2), ("ABC", 3)])
def test_the_method_is_inspected_for_as_many_bids_as_there_are_but_two_at_least(names, bids):
    found = evaluated(*(entry(name) for name in names), own=spec(PLAIN, seed=7)).inspection
    assert (found.bids, found.seed, found.award) == (bids, 7, "weighted_sum")


def test_low_bids_are_flagged_by_the_declared_test():
    low = entry("C", prices=("10", "4"))
    found = evaluated(A, B, low, own=spec(PLAIN, low_bids=[{"type": "four_fifths", "minimum_bids": 2}]))
    assert [(flag.test, flag.vendors) for flag in found.ranking.flags] == [("four_fifths", ("C",))]
    assert evaluated(A, B, low, own=spec(PLAIN)).ranking.flags == ()


def test_a_bid_that_may_be_left_out_opens_the_price_of_others():
    own = spec(PLAIN)
    features = tuple(
        item.model_validate({**item.model_dump(exclude_unset=True), "knockout": {"least": "P"}})
        if item.id == "F1"
        else item
        for item in own.features
    )
    found = evaluated(entry("A", answers="-Y"), B, own=own.model_copy(update={"features": features}))
    assert {entrant.bid: entrant.is_conditional for entrant in found.entrants} == {"A": True, "B": False}
    assert (named(found)["B"].leaves["P"].low, named(found)["B"].leaves["P"].high) == (F(1, 2), 1)


@pytest.mark.parametrize(("added", "wanted"), [(("AD",), F(1, 4) * 100 + 50), ((), F(1, 4) * 150)])
def test_lines_that_are_added_are_not_adjusted_by_quality(added, wanted):
    leaves = ({**LEAVES[0], "weight": 75}, {**LEAVES[5], "weight": 25})
    rule = {"type": "adjusted_price", "form": "meat", "added": list(added)}
    bid = entry("A", prices=("100", "50")).bid
    bid = bid.model_copy(update={"prices": (bid.prices[0], bid.prices[1].model_copy(update={"id": "AD"}))})
    found = evaluated(Entry(bid), own=spec(leaves, lines=("PL", "AD"), award_rule=rule))
    assert named(found)["A"].low == wanted


def test_a_bid_that_is_out_keeps_its_total_and_has_no_rank():
    found = evaluated(A, B, entry("C", answers="NN", prices=("2000", "4")), own=spec(PLAIN, over_ceiling="exclude"))
    (out,) = found.ranking.excluded
    assert (out.vendor, out.low, out.high) == ("C", 0, 0)
    assert (out.rank, out.best_rank, out.worst_rank, out.tie_break, out.rank_before_ties) == (
        None,
        None,
        None,
        "",
        None,
    )


def test_a_tie_that_was_broken_says_what_rank_was_shared():
    twin = entry("Z", answers="YY")
    found = named(evaluated(A, twin, own=spec(PLAIN, ties=[{"by": "draw", "seed": "lotto 4 8 15"}])))
    assert sorted(bid.rank for bid in found.values()) == [1, 2]
    assert [(bid.rank_before_ties, bid.tie_break) for bid in found.values()] == [(1, "draw")] * 2
    assert {id_: leaf.id for id_, leaf in found["A"].leaves.items()} == {"Q": "Q", "P": "P"}
