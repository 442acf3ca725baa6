"""Of several bids of one vendor the best counts; who is out, or may be, sets no highest price for a missing one."""

import os
import random
from decimal import Decimal

import pytest

from cdc.model.bid import AnswerRead, Bid, PriceRead
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate
from tests.scoring.random_tenders import FORMULAS

TENDERS, COMPLETIONS = (
    int(os.environ.get(f"CDC_{name}", usual)) for name, usual in (("VARIANTS", 60), ("COMPLETIONS", 8))
)


def specification(*, formula="inverse", missing="interval", missing_price="highest", variants="best"):
    answers = [{"id": a, "label": a, "points": Decimal(p)} for a, p in (("Y", "1"), ("P", "0.5"), ("N", "0"))]
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "budget": {"currency": "EUR", "ceiling": 1000, "horizon": 1},
            "evaluation": {"missing": missing, "missing_price": missing_price, "variants": variants, "over_ceiling": "exclude"},
            "scales": [{"id": "SC", "name": "s", "answers": answers}],
            "features": [{"id": "F0", "title": "f", "weight": 1, "knockout": {"least": "P"}}, {"id": "F1", "title": "g", "weight": 2}],
            "criteria": [
                {"id": "Q", "name": "q", "weight": 50, "kind": "features", "covers": ["features"], "threshold": 30},
                {"id": "P", "name": "p", "weight": 50, "kind": "price", "formula": formula},
            ],
            "price_lines": [{"id": "PL-1", "name": "one"}, {"id": "PL-2", "name": "two"}],
        }
    )  # fmt: skip


def entry(name, answers, *prices, variant_of=""):
    """A bid: its two answers (- is none), its two prices (None is none)."""
    return Entry(
        Bid(
            vendor=name, round=1, received="2027-01-01T00:00:00Z", tender="T1", form="F", files=(), identity={}, statements=(),
            answers=tuple(AnswerRead(id=f"F{at}", answer=None if a == "-" else a) for at, a in enumerate(answers)),
            prices=tuple(PriceRead(id=f"PL-{at}", amount=None if p is None else Decimal(p)) for at, p in enumerate(prices, 1)),
            variant_of=variant_of,
        )
    )  # fmt: skip


def ranked(*entries, **declared):
    return evaluate(specification(**declared), entries, (), form="F", rules="R").ranking


def costs(ranking):
    return {bid.vendor: bid.cost.total for bid in (*ranking.bids, *ranking.excluded)}


OPEN = entry("A", "YY", 100, None)


def test_the_highest_price_of_the_others_counts_for_a_missing_one():
    assert costs(ranked(OPEN, entry("B", "YY", 100, 40), entry("C", "YY", 100, 50)))["A"] == 150


@pytest.mark.parametrize(
    ("out", "why"),
    [
        (entry("X", "NY", 1, 500), "reason_knockout"),
        (entry("X", "PN", 1, 500), "reason_threshold"),
        (entry("X", "YY", 501, 500), "reason_ceiling"),
        (entry("X", "YY", None, 1001), "reason_ceiling"),
        (entry("X", "YP", 100, 500, variant_of="B"), "reason_variant"),
    ],
)
def test_a_bid_that_is_out_sets_no_highest_price(out, why):
    found = ranked(OPEN, entry("B", "YY", 100, 40), out)
    assert [(bid.vendor, bid.reasons[0].key) for bid in found.excluded] == [("X", why)]
    assert costs(found)["A"] == 140


def test_a_bid_at_the_ceiling_sets_it():
    assert costs(ranked(OPEN, entry("B", "YY", 100, 40), entry("X", "YY", 500, 500)))["A"] == 600


@pytest.mark.parametrize("doubtful", [entry("X", "-Y", 100, 50), entry("X", "P-", 100, 50)])
def test_a_highest_price_that_hangs_on_a_bid_in_doubt_is_unknown(doubtful):
    found = ranked(OPEN, entry("B", "YY", 100, 40), doubtful)
    assert costs(found) == {"A": None, "B": 140, "X": 150}
    assert not any(bid.is_certain for bid in found.bids)
    cheaper = ranked(OPEN, entry("B", "YY", 100, 60), doubtful)
    assert costs(cheaper)["A"] == 160  # whether it takes part or not


def test_a_better_variant_leaves_the_others_of_its_vendor_out():
    found = ranked(entry("B", "YP", 100, 40), entry("B2", "YY", 100, 40, variant_of="B"), entry("C", "YY", 100, 30))
    assert [bid.vendor for bid in found.bids] == ["C", "B2"]
    assert [(bid.vendor, bid.reasons[0].facts) for bid in found.excluded] == [("B", {"better": "B2"})]


def test_while_it_is_open_which_bid_of_a_vendor_is_better_both_are_in_on_a_condition():
    bids = (entry("B", "Y-", 100, 30), entry("B2", "YP", 100, 40, variant_of="B"), entry("C", "YY", 90, 20))
    found = {bid.vendor: (bid.status, [reason.key for reason in bid.reasons]) for bid in ranked(*bids).bids}
    assert found == {
        "B": ("conditional", ["reason_variant_open"]),
        "B2": ("conditional", ["reason_variant_open"]),
        "C": ("admitted", []),
    }
    sure = (bids[0], entry("B2", "YN", 100, 900, variant_of="B"), bids[2])
    assert [bid.vendor for bid in ranked(*sure).excluded] == ["B2"]  # worse whatever the open answer is


def tender(rng, *, is_open):
    names = ["A", "B", "C", "D"][: rng.randint(2, 4)]
    entries = [
        entry(
            name,
            "".join(rng.choice("YYPN" + ("-" if is_open else "")) for _ in range(2)),
            *(None if rng.random() < 0.2 else rng.randint(10, 60) * 10 for _ in range(2)),
            variant_of="A" if name == "B" and rng.random() < 0.7 else "",
        )
        for name in names
    ]
    declared = {
        "formula": rng.choice(FORMULAS), "missing_price": "highest" if rng.random() < 0.7 else rng.choice(("unknown", "zero")),
        "missing": "interval" if is_open or rng.random() < 0.5 else "zero", "variants": rng.choice(("best", "together")),
    }  # fmt: skip
    return entries, declared


def numbers(ranking):
    return {
        bid.vendor: (bid.status, bid.low, bid.high, bid.cost.total, bid.rank, bid.reasons) for bid in (*ranking.bids, *ranking.excluded)
    }  # fmt: skip


def test_deleting_a_bid_that_is_out_by_itself_changes_nothing():
    deleted, alone = 0, {"reason_knockout", "reason_threshold", "reason_variant", "reason_ceiling"}
    for seed in range(TENDERS):
        entries, declared = tender(random.Random(f"delete {seed}"), is_open=False)
        whole = ranked(*entries, **declared)
        filled = {e.bid.vendor for e in entries if any(price.amount is None for price in e.bid.prices)}
        for bid in whole.excluded:
            keys = {reason.key for reason in bid.reasons}
            if not keys & alone or (keys == {"reason_ceiling"} and bid.vendor in filled):
                continue  # dear only with a price that it does not name
            rest = ranked(*(e for e in entries if e.bid.vendor != bid.vendor), **declared)
            assert numbers(rest) == {name: row for name, row in numbers(whole).items() if name != bid.vendor}, seed
            deleted += 1
    assert deleted > TENDERS // 3


def completed(rng, entries, missing_price):
    found = []
    for one in entries:
        answers = [a.model_copy(update={"answer": a.answer or rng.choice("YPN")}) for a in one.bid.answers]
        prices = [
            p if p.amount is not None or missing_price != "unknown" else p.model_copy(update={"amount": Decimal(rng.choice((1, 90, 5000)))})
            for p in one.bid.prices
        ]  # fmt: skip
        found.append(Entry(one.bid.model_copy(update={"answers": tuple(answers), "prices": tuple(prices)})))
    return found


def test_every_completion_lies_within_the_bounds_and_what_is_certain_stays():
    compared = certain = 0
    for seed in range(TENDERS):
        rng = random.Random(f"complete {seed}")
        entries, declared = tender(rng, is_open=True)
        outer = ranked(*entries, **declared)
        bounds = {bid.vendor: bid for bid in outer.bids}
        out = {bid.vendor for bid in outer.excluded}
        for _ in range(0 if outer.failures else COMPLETIONS):
            inner = ranked(*completed(rng, entries, declared["missing_price"]), **declared)
            if inner.failures:
                continue
            assert out <= {bid.vendor for bid in inner.excluded}, seed
            assert {name for name, bid in bounds.items() if bid.status == "admitted"} <= {
                b.vendor for b in inner.bids
            }, seed
            for bid in inner.bids:
                known = bounds[bid.vendor]
                assert known.low <= bid.low <= known.high, (seed, bid.vendor)
                assert known.best_rank <= bid.rank <= known.worst_rank, (seed, bid.vendor)
                assert known.cost.total in (None, bid.cost.total), (seed, bid.vendor)
                compared, certain = compared + 1, certain + known.is_certain
    assert min(compared, certain) > TENDERS
