"""What a drawing shows is as long, as high and as far as what it stands for."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdc.diagrams import charts, gantt, svg, treemap
from tests.diagrams.reading import NS, texts

DAY = dt.date(2027, 1, 1)
WORDS = gantt.Labels("Milestones", "wk", lambda month: month.strftime("%b"))


def boxes(drawing, fill=None):
    """Give the rectangles of a drawing, or those of one colour: x, y, width, height."""
    nodes = ET.fromstring(drawing.svg).iter(f"{NS}rect")
    return [
        tuple(float(node.get(key)) for key in ("x", "y", "width", "height"))
        for node in nodes
        if fill is None or node.get("fill") == fill
    ]


def said(drawing):
    return [text for text, _ in texts(drawing)]


def bars(*spans):
    return tuple(
        gantt.Bar(f"P{at}", DAY + dt.timedelta(start), DAY + dt.timedelta(end), at)
        for at, (start, end) in enumerate(spans)
    )


def test_a_phase_is_as_long_as_its_days():
    drawing = gantt.draw(bars((0, 29), (30, 89), (90, 119)), (), WORDS)
    (one,), (two,), (three,) = (boxes(drawing, svg.PALETTE[at]) for at in range(3))
    assert two[2] == pytest.approx(2 * one[2], abs=0.2)
    assert three[2] == pytest.approx(one[2], abs=0.2)
    assert two[0] == pytest.approx(one[0] + one[2], abs=0.2), "a phase begins where the one before ended"
    assert one[1] < two[1] < three[1]


def test_the_weeks_of_a_phase_are_rounded():
    found = said(gantt.draw(bars((0, 27), (0, 30), (0, 34)), (), WORDS))
    assert [text for text in found if text.endswith(" wk")] == ["4 wk", "4 wk", "5 wk"]


def test_a_phase_of_a_day_is_seen():
    drawing = gantt.draw(bars((0, 0), (0, 720)), (), WORDS)
    ((_, _, width, _),) = boxes(drawing, svg.PALETTE[0])
    assert width == 3


def test_the_months_of_the_axis_run_from_the_first_to_the_last():
    found = said(gantt.draw(bars((0, 88)), (gantt.Mark("Go", dt.date(2027, 4, 2)),), WORDS))
    assert [text for text in found if text in ("Dec", "Jan", "Feb", "Mar", "Apr", "May")] == [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
    ]
    assert "2027" in found


def test_a_year_is_written_where_it_begins():
    found = said(gantt.draw(bars((330, 400)), (), WORDS))
    assert [text for text in found if text.isdigit()] == ["2027", "2028"]


def test_milestones_that_are_near_stand_under_each_other():
    near = tuple(gantt.Mark(f"Milestone number {at}", DAY + dt.timedelta(at)) for at in range(3))
    rows = {
        round(box[1]) for text, box in texts(gantt.draw(bars((0, 300)), near, WORDS)) if text.startswith("Milestone n")
    }
    assert len(rows) == 3
    far = tuple(gantt.Mark(f"Milestone number {at}", DAY + dt.timedelta(140 * at)) for at in range(2))
    rows = {
        round(box[1]) for text, box in texts(gantt.draw(bars((0, 300)), far, WORDS)) if text.startswith("Milestone n")
    }
    assert len(rows) == 1


def test_a_milestone_at_the_edge_has_its_name_on_the_left():
    drawing = gantt.draw(bars((0, 300)), (gantt.Mark("The end of it all", DAY + dt.timedelta(300)),), WORDS)
    ((_, box),) = [(text, box) for text, box in texts(drawing) if text == "The end of it all"]
    assert box[2] < drawing.width


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_phases_keep_their_proportions(spans):
    drawing = gantt.draw(bars(*((start, start + length - 1) for start, length in spans)), (), WORDS)
    widths = [boxes(drawing, svg.PALETTE[at % len(svg.PALETTE)]) for at in range(len(spans))]
    days = (
        gantt._months(
            min(DAY + dt.timedelta(s) for s, _ in spans).replace(day=1),
            max(DAY + dt.timedelta(s + n - 1) for s, n in spans),
        )[-1]
        - min(DAY + dt.timedelta(s) for s, _ in spans).replace(day=1)
    ).days
    scale = (gantt.WIDTH - gantt.NAMES) / days
    for (_, length), found in zip(spans, widths, strict=True):
        assert any(width == pytest.approx(max(length * scale, 3), abs=0.1) for _, _, width, _ in found)


def test_points_are_stacked_from_left_to_right():
    bar = charts.Stack("Nord", (30.0, 20.0), 10.0, "50 – 60")
    drawing = charts.stacked((bar,), ("Quality", "Price"), 100.0)
    quality, price = (boxes(drawing, svg.PALETTE[at])[0] for at in range(2))
    assert quality[2] == pytest.approx(1.5 * price[2], abs=0.2)
    assert price[0] == pytest.approx(quality[0] + quality[2], abs=0.1)
    (possible,) = [box for box in boxes(drawing, "#ffffff") if box[2] < 400]
    assert possible[2] == pytest.approx(price[2] / 2, abs=0.2)
    assert possible[0] == pytest.approx(price[0] + price[2], abs=0.1)
    assert {"Nord", "50 – 60", "Quality", "Price", "0", "25", "50", "75", "100"} <= set(said(drawing))


def test_a_bar_whose_points_are_certain_has_no_dashed_end():
    drawing = charts.stacked((charts.Stack("Nord", (30.0,), 0.0, "30"),), ("Quality",), 100.0)
    assert "stroke-dasharray" not in drawing.svg


def test_a_full_mark_reaches_the_end_of_the_scale():
    drawing = charts.stacked(
        (charts.Stack("a", (80.0,), 0.0, "80"), charts.Stack("b", (40.0,), 0.0, "40")), ("Q",), 80.0
    )
    full, half = sorted((box for box in boxes(drawing, svg.PALETTE[0]) if box[2] > 20), key=lambda box: -box[2])
    assert full[2] == pytest.approx(charts.WIDTH - charts.NAMES - 110, abs=0.2)
    assert half[2] == pytest.approx(full[2] / 2, abs=0.2)


def test_a_year_is_as_high_as_its_amount():
    drawing = charts.years(
        [charts.Year("Year 1", (300.0, 100.0), "400"), charts.Year("Year 2", (0.0, 200.0), "200")],
        ("once", "each year"),
    )
    once, yearly = (max(box[3] for box in boxes(drawing, svg.PALETTE[at])) for at in range(2))
    assert yearly == pytest.approx(once * 2 / 3, abs=0.2)
    assert {"Year 1", "400", "Year 2", "200", "once", "each year"} <= set(said(drawing))


def test_years_without_any_amount_are_drawn_flat():
    drawing = charts.years([charts.Year("Year 1", (0.0,), "0")], ("once",))
    assert max(box[3] for box in boxes(drawing, svg.PALETTE[0])) == 12, "the key alone has a height"


def test_a_tile_without_weight_is_left_out():
    drawing = treemap.draw(
        [treemap.Tile("Visits", 3, "75 %"), treemap.Tile("Nothing", 0, "0 %"), treemap.Tile("Orders", 1, "25 %")]
    )
    assert {"Visits", "75 %", "Orders", "25 %"} <= set(said(drawing))
    assert not {"Nothing", "0 %"} & set(said(drawing))


def test_what_does_not_fit_into_its_tile_stands_in_the_key():
    tiles = [treemap.Tile("Large", 995, "99,5 %"), treemap.Tile("A small but important part", 5, "0,5 %")]
    drawing = treemap.draw(tiles)
    assert drawing.height > treemap.HEIGHT
    assert "1 · A small but important part: 0,5 %" in said(drawing)


def test_a_long_word_is_broken_and_no_letter_is_lost():
    word = "Rindfleischetikettierungsüberwachungsaufgaben"
    lines = svg.lines_of(word, 90, 10)
    assert len(lines) > 1
    assert "".join(line.removesuffix("-") for line in lines) == word
    assert all(svg.width_of(line, 10) <= 90 for line in lines)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=80), st.integers(60, 300))
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_letters_and_fits(text, width):
    lines = svg.lines_of(text, width, 10)
    assert "".join("".join(line.removesuffix("-") for line in lines).split()) == "".join(text.split())
    assert all(svg.width_of(line, 10) <= width + 0.5 for line in lines)
