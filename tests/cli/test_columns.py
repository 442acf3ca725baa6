"""The columns of a trial's table add up to its figures under each rounding mode, or a note says why not."""

import os
import random
from decimal import Decimal

import pytest

from cdc.cli.tables import show_trial
from cdc.model.trial import Trial
from cdc.scoring.tried import try_out
from cdc.words import words

TRIALS = int(os.environ.get("CDC_EXAMPLES", "25"))
MODES = ("half_up", "half_down", "half_even", "down", "up")
NOTES = {key: words("en")(f"cli.columns_{key}") for key in ("rounded", "rescaled")}


def trial(rng, mode, rescaling=()):
    kinds = [
        {"id": f"Q{n}", "name": "q", "weight": rng.randint(1, 9), "kind": "judged", "maximum": 7} for n in range(3)
    ]
    price = {"id": "P", "name": "p", "weight": rng.randint(1, 30), "kind": "price"}
    bids = [
        {"id": name, "price": rng.randint(50, 150), "scores": {f"Q{n}": rng.randint(0, 7) for n in range(3)}}
        for name in "ABC"
    ]
    rounding = {"places": rng.choice((0, 1, 2)), "mode": mode, "stage": rng.choice(("display", "total"))}
    evaluation = {"weights": "relative", "rounding": rounding, "rescaling": rescaling}
    return Trial.model_validate({"evaluation": evaluation, "criteria": [*kinds, price], "bids": bids})


def printed(capsys, outcome):
    """Give the numbers of each row of the printed table, and whether one of the notes stands under it."""
    show_trial(outcome)
    lines = capsys.readouterr().out.splitlines()
    rows = [[Decimal(cell) for cell in line.split()[2:]] for line in lines[2:5]]
    assert all(len(row) == 5 for row in rows)
    return rows, [key for key, text in NOTES.items() if text in lines]


@pytest.mark.parametrize("mode", MODES)
def test_columns_add_up_or_a_note_says_why_not(mode, capsys, monkeypatch):
    monkeypatch.setenv("CDC_LANG", "en")
    noted = 0
    for seed in range(TRIALS):
        rows, notes = printed(capsys, try_out(trial(random.Random(f"{mode} {seed}"), mode)))
        adds_up = all(sum(points) == figure for *points, figure in rows)
        assert notes == ([] if adds_up else ["rounded"]), seed
        noted += not adds_up
    assert noted


def test_a_rescaled_total_has_its_own_note(capsys, monkeypatch):
    monkeypatch.setenv("CDC_LANG", "en")
    assert printed(capsys, try_out(trial(random.Random(1), "half_up", ("total",))))[1] == ["rescaled"]


def test_the_total_cost_is_rounded_before_it_is_compared():
    """Two costs a tenth of a cent apart are equal once rounded to cents."""
    bids = [{"id": "A", "price": Decimal("100.001")}, {"id": "B", "price": Decimal("100.004")}]
    criteria = [{"id": "P", "name": "p", "weight": 100, "kind": "price"}]
    for rounding, ranks in ((None, [1, 2]), ({"places": 2, "mode": "half_up"}, [1, 1])):
        evaluation = {"award_rule": "lowest_acceptable", "cost_rounding": rounding}
        found = try_out(Trial.model_validate({"evaluation": evaluation, "criteria": criteria, "bids": bids}))
        assert [placed.rank for placed in found.decision.order.placed] == ranks
