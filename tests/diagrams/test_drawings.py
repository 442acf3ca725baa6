"""Every kind of drawing, with plain and with hostile texts: nothing leaves it, overlaps or is cut."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdc.diagrams import appmap, charts, funnel, gantt, journey, lanes, links, organisation, treemap
from tests.diagrams.reading import faults, shapes_inside, texts

LONG = {
    "plain": "Customers and orders",
    "word": "Donaudampfschifffahrtsgesellschaftskapitän und Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "russian": "Автоматизированное рабочее место регионального менеджера с высокопроизводительным электрооборудованием",
    "sentence": "Reçoit l’offre, la compare à deux autres, demande un rabais et commande enfin par téléphone le soir",
    "one letter": "a",
}
TEXT = pytest.mark.parametrize("text", LONG.values(), ids=list(LONG))


def check(*drawings):
    assert drawings
    for drawing in drawings:
        assert faults(drawing) == []
        assert shapes_inside(drawing)


def journey_labels(text):
    rows = (journey.Row(text), journey.Row(text), journey.Row(text, "pain"), journey.Row(text, "check"), journey.Row(text, "gain"))  # fmt: skip
    return journey.Labels(rows, text, "Mood today", "Mood wanted")


@TEXT
@pytest.mark.parametrize("count", [1, 3, 6])
def test_a_journey(text, count):
    phases = [journey.Phase(text, (text, text, text, "", text), -2 + at % 5, 2 - at % 5) for at in range(count)]
    drawing = journey.draw(phases, journey_labels(text))
    check(drawing)
    assert sum(1 for found, _ in texts(drawing) if found == "Mood wanted") == 1


def test_a_journey_without_moods_draws_no_curve():
    drawing = journey.draw([journey.Phase("a", ("b", "c", "", "", ""), None, None)], journey_labels("r"))
    check(drawing)
    assert "Mood today" not in drawing.svg


@TEXT
@pytest.mark.parametrize("volumes", [(2200, 880, 40, 3), (None, None), (5, 5, 5), (0, 0)])
def test_a_funnel(text, volumes):
    stages = [funnel.Stage(text, v, "" if v is None else str(v), "35 %", text[:60], text[:40]) for v in volumes]
    check(funnel.draw(stages, funnel.Labels("Volume", "Owner", "Norm")))


def test_the_bands_of_a_funnel_are_as_wide_as_their_volumes():
    stages = [funnel.Stage("a", volume, str(volume), "", "x", "") for volume in (1000, 500, 250)]
    widths = funnel._widths(stages)
    assert widths[0] == pytest.approx(2 * widths[1]) == pytest.approx(4 * widths[2])


@TEXT
@pytest.mark.parametrize("count", [1, 2, 5])
def test_lanes(text, count):
    steps = [lanes.Step(at + 1, f"{text} {at % 3}", text, text if at % 2 else "") for at in range(count)]
    check(lanes.draw(steps, goes_on=count == 5))


@TEXT
def test_an_organisation(text):
    tiers = [organisation.Tier((organisation.Box(text, (text,)),), strong=True), organisation.Tier(tuple(organisation.Box(text, (text, text)) for _ in range(7)))]  # fmt: skip
    check(organisation.draw(tiers))


@TEXT
@pytest.mark.parametrize("count", [1, 20])
def test_linked_columns(text, count):
    columns = [links.Column("Head", tuple(links.Node(f"{side}{at}", f"{text} {at}") for at in range(count))) for side in "abc"]  # fmt: skip
    drawing = links.draw(columns, [(f"a{at}", f"b{count - 1 - at}") for at in range(count)] + [("b0", "c0")])
    check(drawing)
    assert drawing.svg.count("<path") == count + 1


@TEXT
def test_a_treemap(text):
    tiles = [treemap.Tile(f"{text} {at}", weight, f"{weight} %", "12 features") for at, weight in enumerate((40, 25, 20, 10, 4, 1))]  # fmt: skip
    check(treemap.draw(tiles))


@given(st.lists(st.floats(0.01, 1000), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_areas_of_a_treemap_are_as_large_as_weights(weights):
    ordered = sorted(weights, reverse=True)
    boxes = treemap._boxes(ordered, 0, 0, 820, 360)
    total = sum(ordered)
    for weight, (x, y, w, h) in zip(ordered, boxes, strict=True):
        assert w * h == pytest.approx(820 * 360 * weight / total, rel=1e-6)
        assert min(x, y) >= -1e-6
        assert max(x + w - 820, y + h - 360) <= 1e-3


@TEXT
def test_a_gantt_chart(text):
    day = dt.date(2026, 9, 1)
    bars = tuple(gantt.Bar(text, day + dt.timedelta(40 * at), day + dt.timedelta(40 * at + 70), at) for at in range(12))
    marks = tuple(gantt.Mark(text, day + dt.timedelta(23 * at)) for at in range(12))
    check(gantt.draw(bars, marks, gantt.Labels("Milestones", "wk", lambda month: month.strftime("%b"))))


@TEXT
def test_charts(text):
    check(
        charts.years([charts.Year(f"Year {at}", (at * 1000.0, 500.0), "192 120 €") for at in range(1, 8)], ("a", "b"))
    )
    bids = [(f"Bid {at}", (0.1 * at, 0.5, 0.9, 1.0, 0.0)) for at in range(1, 7)]
    check(charts.radar([text[:60]] * 5, bids))
    check(charts.stability([charts.Reach(text[:60], 0.2, 0.1, 0.4, "10 % – 40 %")] * 6, "the winner stays first"))
    check(charts.stacked((charts.Stack(text[:40], (20.0, 30.0), 10.0, "50 – 60"),) * 4, ("a", "b"), 100.0))


def a_map(bricks, flows, text):
    made = tuple(appmap.Brick(f"A{at}", f"{text} {at}", text, ("keep", "replace", "retire", "new")[at % 4]) for at in range(bricks))  # fmt: skip
    arrows = []
    for at in range(flows):
        origin, target = (f"A{at % bricks}", "T") if at % 3 else ("T", f"A{at % bricks}")
        if at % 11 == 10:
            origin, target = f"A{at % bricks}", f"A{(at + 1) % bricks}"
        arrows.append(appmap.Arrow(at + 1, origin, target, at % 5 == 0, text[:70], "API · daily"))
    legend = {fate: fate for fate in appmap.STYLES}
    return appmap.Map(appmap.Brick("T", "CRM", text[:80], "new"), (text[:50],) * 8, made, tuple(arrows), legend)


@TEXT
@pytest.mark.parametrize(("bricks", "flows"), [(1, 0), (5, 6), (3, 30), (60, 120)])
def test_a_map_of_applications_goes_on_in_the_next_drawing(text, bricks, flows):
    drawings = appmap.draw(a_map(bricks, flows, text))
    check(*drawings)
    assert all(drawing.height <= 1400 for drawing in drawings)
    assert sum(drawing.svg.count("<circle") for drawing in drawings) == flows  # each flow stands once
    if bricks == 60:
        assert len(drawings) > 4
