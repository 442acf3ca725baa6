"""Rounds of one vendor compared by id; lots ranked apart, with amounts summed and notes never averaged."""

import datetime as dt
import shutil
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.tender import bids
from cdc.tender.rounds import Change
from tests.conftest import EXAMPLE
from tests.grids import Grid
from tests.make_answers import reissue

MOMENT = dt.datetime(2027, 1, 21, tzinfo=dt.UTC)


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLE, folder)
    return folder


def test_what_a_vendor_changed_between_two_rounds(project):
    loaded, _ = api.load(project)
    source = project / "attachments" / "answers" / "aurora" / "response.xlsx"
    api.receive(loaded, "aurora", [source], hand=api.Hand(now=MOMENT))
    assert api.compare_rounds(loaded, "aurora") == (1, ())
    grid = Grid(source.read_bytes())
    first_id, line = next(iter(grid.lines("requirements").items()))
    line["answer"].value = "N"
    grid.cell("prices", "PL-1", "unit_price").value = 70000
    second = project / "second.xlsx"
    grid.book.save(second)
    api.receive(loaded, "aurora", [second], hand=api.Hand(now=MOMENT))
    number, changes = api.compare_rounds(loaded, "aurora")
    before = next(read.answer for read in bids.rounds(project, "aurora")[0].answers if read.id == first_id)
    assert (number, changes) == (
        2,
        (Change("answers", first_id, before, "N"), Change("prices", "PL-1", "78000", "70000")),
    )
    shown = CliRunner().invoke(app, ["--lang", "en", "rounds", "aurora", "--project", str(project)])
    assert "round 2, 2 changes" in shown.output
    assert "78000" in shown.output


def test_an_unknown_vendor_is_named(project):
    done = CliRunner().invoke(app, ["--lang", "en", "rounds", "nobody", "--project", str(project)])
    assert done.exit_code == 2


def split(project):
    """Put licences and support into a second lot, with one feature of its own."""
    path = project / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("lots:\n", "lots:\n  - {id: LOT-2, name: Licenze, ceiling: 300000}\n", 1)
    for line in ("PL-5", "PL-6", "PL-7"):
        text = text.replace(f"{{id: {line},", f"{{id: {line}, lots: [LOT-2],")
    for line in ("PL-1", "PL-2", "PL-3", "PL-4"):
        text = text.replace(f"{{id: {line},", f"{{id: {line}, lots: [LOT-1],")
    path.write_text(text, encoding="utf-8")
    features = project / "features.yaml"
    own = "id: F-ACC-02\n    lots: [LOT-1]\n"
    features.write_text(features.read_text(encoding="utf-8").replace("id: F-ACC-02\n", own), encoding="utf-8")
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    return loaded


def judge_a_line_of_the_first_lot(project):
    """Let two evaluators see an answer otherwise than the vendor, and correct another one."""
    (project / "scores").mkdir(exist_ok=True)
    for name in ("venturi", "serra"):
        row = "{vendor: one, requirement: F-ACC-02, answer: N, reason: shown}"
        (project / "scores" / f"{name}.yaml").write_text(f"evaluator: {name}\nverified: [{row}]\n", encoding="utf-8")
    row = "{id: F-ACC-02, answer: N, by: a, when: b, why: c}"
    (project / "bids" / "two" / "1" / "corrections.yaml").write_text(f"corrections: [{row}]\n", encoding="utf-8")


def test_each_lot_is_ranked_on_its_own_amounts(project):
    loaded = split(project)
    (blank,) = api.grid_workbooks(loaded, ("it",)).values()
    prices = {"one": (100, 10, 1, 1, 9, 9, 0), "two": (200, 20, 2, 2, 1, 1, 0), "half": (50, 5, 1, 1, None, None, None)}
    for vendor, amounts in prices.items():
        grid = Grid(blank)
        for line in grid.lines("requirements").values():
            line["answer"].value = "S"
        for line, amount in zip(grid.lines("prices").values(), amounts, strict=True):
            line["unit_price"].value = amount
        for id_, line in grid.lines("vendor").items():
            line["answer"].value = "sì" if id_.startswith(("V-LAW", "V-TEAM", "CR")) else "x"
        path = project / f"{vendor}.xlsx"
        grid.book.save(path)
        api.receive(loaded, vendor, [path], hand=api.Hand(now=MOMENT))
    judge_a_line_of_the_first_lot(project)
    scored = [api.score(loaded, lot=lot) for lot in ("LOT-1", "LOT-2")]
    first, second = (one.ranking for one in scored)
    written = ("scores/venturi.yaml", "scores/serra.yaml", "bids/two/1/corrections.yaml")
    assert [f for one in scored for f in one.findings if f.place.file in written] == []
    costs = {bid.vendor: bid.cost.total for bid in first.bids}
    assert costs == {"one": 100 + 10 + 9 + 12, "two": 200 + 20 + 18 + 24, "half": 50 + 5 + 9 + 12}
    assert {bid.vendor for bid in second.bids} == {"one", "two"}  # the third offers nothing for this lot
    assert {bid.vendor: bid.cost.total for bid in second.bids} == {"one": (95 * 9 + 9) * 5, "two": (95 + 1) * 5}
    assert [max(ranking.bids, key=lambda bid: bid.leaves["CR-PRI"].low).vendor for ranking in (first, second)] == [
        "half",
        "two",
    ]
    spec = loaded.specification
    assert spec.for_lot(spec.lots[0]).budget.ceiling == Decimal(300000)
    assert CliRunner().invoke(app, ["score", str(project)]).exit_code == 2
    shown = CliRunner().invoke(app, ["--lang", "en", "score", str(project), "--lot", "LOT-2"]).output
    assert "4,320.00" in shown
    assert "131.00" not in shown


@pytest.mark.parametrize("rule", ["together", "best"])
def test_variants_are_ranked_as_declared(project, rule):
    path = project / "tender.yaml"
    text = path.read_text(encoding="utf-8").replace("variants: false", "variants: true")
    path.write_text(
        text.replace("  debrief: winner_criteria", f"  debrief: winner_criteria\n  variants: {rule}"), encoding="utf-8"
    )
    reissue(project, "aurora", "borealis")
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    answers = project / "attachments" / "answers"
    api.receive(loaded, "aurora", [answers / "aurora" / "response.xlsx"], hand=api.Hand(now=MOMENT))
    done = api.receive(
        loaded, "aurora", [answers / "borealis" / "response.xlsx"], hand=api.Hand(now=MOMENT), variant="cloud"
    )
    assert (done.bid.vendor, done.bid.variant_of, done.bid.name) == (
        "aurora-cloud",
        "aurora",
        "Borealis Software SAS (cloud)",
    )
    found = api.score(loaded).ranking
    assert [bid.vendor for bid in found.bids] == (["aurora", "aurora-cloud"] if rule == "together" else ["aurora"])
    reasons = {bid.vendor: [reason.key for reason in bid.reasons] for bid in found.excluded}
    assert reasons == ({} if rule == "together" else {"aurora-cloud": ["reason_variant"]})
