"""Technical and price files come apart, in any order and again: a round replaces only what it brings."""

import datetime as dt
import json

import pytest

from cdc import api
from tests.grids import Grid

DAY = dt.datetime(2027, 1, 20, 10, tzinfo=dt.UTC)


@pytest.fixture
def sealed(project, tmp_path):
    """A tender of two envelopes, and a vendor's two answered workbooks."""
    path = project / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("envelopes: one", "envelopes: two"), encoding="utf-8")
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    files = {}
    for name, content in api.grid_workbooks(loaded, ("it",)).items():
        files["price" if "price" in name else "technical"] = _answered(content, tmp_path / name, 1000)
    return loaded, files


def _answered(content, path, amount):
    grid = Grid(content)
    if "price" in path.name:
        for cells in grid.lines("prices").values():
            if cells["unit_price"].row > 1 and cells["id"].value:
                cells["unit_price"].value = amount
    path.write_bytes(grid.bytes())
    return path


def _receive(loaded, path, day):
    received = api.receive(loaded, "aurora", [path], hand=api.Hand(now=DAY + dt.timedelta(days=day)))
    assert received.bid is not None, received.findings
    return received


@pytest.mark.parametrize("order", [("technical", "price"), ("price", "technical")])
def test_two_files_of_two_days_are_one_bid(sealed, order):
    loaded, files = sealed
    first, second = (_receive(loaded, files[kind], day) for day, kind in enumerate(order))
    assert (first.bid.round, second.bid.round) == (1, 2)
    bid = second.bid
    assert {(file.kind, file.since) for file in bid.files} == {(order[0], 1), (order[1], 0)}
    assert len(bid.answers) > 60
    assert {price.amount for price in bid.prices} == {1000}
    kept = sorted(path.name for path in (second.folder / "originals").iterdir())
    assert kept == sorted(file.kept for file in bid.files)


def test_a_new_price_replaces_the_price_alone(sealed, tmp_path):
    loaded, files = sealed
    for day, kind in enumerate(("technical", "price")):
        _receive(loaded, files[kind], day)
    cheaper = _answered(files["price"].read_bytes(), tmp_path / "price-again.xlsx", 900)
    last = _receive(loaded, cheaper, 2)
    assert {price.amount for price in last.bid.prices} == {900}
    assert {(file.kind, file.since) for file in last.bid.files} == {("technical", 1), ("price", 0)}
    number, changes = api.compare_rounds(loaded, "aurora")
    assert number == 3
    assert {change.kind for change in changes} == {"prices"}


def test_a_file_taken_out_of_a_reading_is_noticed(sealed):
    loaded, files = sealed
    for day, kind in enumerate(("technical", "price")):
        folder = _receive(loaded, files[kind], day).folder
    reading = folder / "reading.json"
    data = json.loads(reading.read_text(encoding="utf-8"))
    data["files"] = [file for file in data["files"] if file["kind"] != "price"]
    reading.write_text(json.dumps(data | {"prices": []}), encoding="utf-8")
    scored = api.score(loaded)
    assert "CDC506" in {finding.code for finding in scored.findings}
    assert scored.ranking is None


def test_a_new_file_is_kept_though_an_earlier_one_is_gone(sealed):
    loaded, files = sealed
    first = _receive(loaded, files["technical"], 0)
    for path in (first.folder / "originals").iterdir():
        path.unlink()
    second = _receive(loaded, files["price"], 1)
    assert {price.amount for price in second.bid.prices} == {1000}
    scored = api.score(loaded)
    assert "CDC506" in {finding.code for finding in scored.findings}
    assert scored.ranking is None


def test_a_damaged_earlier_round_is_named_and_stops_nothing(sealed):
    loaded, files = sealed
    first = _receive(loaded, files["technical"], 0)
    (first.folder / "reading.json").write_text("{", encoding="utf-8")
    second = _receive(loaded, files["price"], 1)
    assert [finding.code for finding in second.findings if finding.place.file.endswith("reading.json")] == ["CDC523"]
    assert {file.kind for file in second.bid.files} == {"price"}


def test_what_came_apart_is_ranked_and_an_edited_reading_of_it_is_noticed(sealed):
    loaded, files = sealed
    for day, kind in enumerate(("price", "technical")):
        folder = _receive(loaded, files[kind], day).folder
    codes = {finding.code for finding in api.score(loaded).findings}
    assert not codes & {"CDC506", "CDC512", "CDC523"}
    reading = folder / "reading.json"
    data = json.loads(reading.read_text(encoding="utf-8"))
    data["prices"][0]["amount"] = "1"
    reading.write_text(json.dumps(data), encoding="utf-8")
    scored = api.score(loaded)
    found = [finding for finding in scored.findings if finding.code == "CDC523"]
    assert [finding.facts["lines"] for finding in found] == [data["prices"][0]["id"]]
    assert scored.ranking is None
