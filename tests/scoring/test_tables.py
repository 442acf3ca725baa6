"""Requirements as whole numbers: weights and points over common denominators, shares, and what one level moves."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.specification import Specification
from cdc.scoring.interval import FULL, Interval
from cdc.scoring.robustness.swings import NO_MOVES
from cdc.scoring.tables import Item, moves_of, share, tables_of

F = Fraction


def spec(*features, answers=(("Y", "1"), ("P", "0.5"), ("N", "0"))):
    given = [{"id": a, "label": a.lower(), "points": Decimal(p)} for a, p in answers]
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "scales": [{"id": "SC", "name": "s", "answers": given}],
            "features": [{"id": f"F{n}", "title": "f", "weight": Decimal(w)} for n, w in enumerate(features)],
            "criteria": [
                {"id": "Q", "name": "q", "weight": 60, "kind": "features", "covers": ["features"]},
                {"id": "E", "name": "e", "weight": 40, "kind": "features", "covers": ["services"]},
            ],
        }
    )


def table(*features, **more):
    return tables_of(spec(*features, **more))["Q"]


def test_weights_and_points_become_whole_over_their_least_denominators():
    found = table("1.5", "0.25")
    moves = {"Y": (6, 0), "P": (6, 6), "N": (0, 6)}
    assert found.items[0] == Item("F0", F("1.5"), 6, {"Y": 2, "P": 1, "N": 0}, 0, 2, moves)
    assert (found.items[1].whole_weight, found.items[1].weight) == (1, F("0.25"))
    assert found.items[1].moves == {"Y": (1, 0), "P": (1, 1), "N": (0, 1)}
    assert (found.divisor, found.parts, found.largest_move) == (7, 2, 6)


def test_a_leaf_without_requirements_has_its_full_mark_and_nothing_moves_it():
    empty = tables_of(spec(1))["E"]
    assert (empty.items, empty.divisor, empty.largest_move) == ((), 0, 0)
    assert share(empty, {}, missing="zero") == FULL
    assert moves_of(empty, {}) == NO_MOVES
    assert share(table("0"), {"F0": "N"}, missing="zero") == FULL


@pytest.mark.parametrize(
    ("answers", "missing", "low", "high"),
    [
        ("YY", "interval", "1", "1"),
        ("PY", "interval", "4/5", "4/5"),
        ("NP", "interval", "3/10", "3/10"),
        ("-P", "interval", "3/10", "7/10"),
        ("-P", "zero", "3/10", "3/10"),
        ("--", "interval", "0", "1"),
        ("-Y", "zero", "3/5", "3/5"),
    ],
)
def test_a_share_is_the_weighted_mean_of_its_points(answers, missing, low, high):
    counted = {f"F{n}": None if a == "-" else a for n, a in enumerate(answers)}
    assert share(table("2", "3"), counted, missing=missing) == Interval(F(low), F(high))
    without = {id_: a for id_, a in counted.items() if a}
    assert share(table("2", "3"), without, missing=missing) == Interval(F(low), F(high))


def test_what_is_open_reaches_from_nothing_to_the_full_mark_though_no_answer_does():
    half = table("1", answers=(("P", "0.5"), ("Q", "0.25")))
    assert (half.items[0].worst, half.items[0].best) == (0, 4)
    assert share(half, {}, missing="interval") == Interval(F(0), F(1))
    assert half.items[0].moves == {"P": (1, 0), "Q": (0, 1)}


def test_one_level_moves_to_the_next_points_there_are():
    moves = moves_of(table("2", "3"), {"F0": "P"})
    assert (moves.unit, moves.bound) == (10, 3)
    assert list(moves.rows()) == [(2, 2, "F0"), (0, 0, "F1")]
    level = table("1", answers=(("Y", "1"), ("Z", "1"), ("N", "0")))
    assert level.items[0].moves == {"Y": (1, 0), "Z": (1, 0), "N": (0, 1)}


def test_only_what_a_leaf_covers_is_in_its_table():
    own = spec(1, 2)
    assert {id_: [item.id for item in found.items] for id_, found in tables_of(own).items()} == {
        "Q": ["F0", "F1"],
        "E": [],
    }
