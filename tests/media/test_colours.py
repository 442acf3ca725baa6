"""Colours: mixed, compared and put in the place of ours, and only there."""

import pytest

from cdc.media import colours
from cdc.model.look import Colours

RED = Colours(primary="#AA0000", accent="#005500", ink="#111111", muted="#555555")


@pytest.mark.parametrize(
    ("one", "other", "share", "mixed"),
    [
        ("#000000", "#ffffff", 0, "#000000"),
        ("#000000", "#ffffff", 1, "#ffffff"),
        ("#000000", "#ffffff", 0.2, "#333333"),
        ("#ff8000", "#0080ff", 0.5, "#808080"),
    ],
)
def test_two_colours_are_mixed(one, other, share, mixed):
    assert colours.mixed(one, other, share) == mixed


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # WCAG 2.2: black on white is 21; #767676 is the lightest grey that passes on white, #777777 does not
    [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48), ("#abcdef", "#abcdef", 1)],
)
def test_the_contrast_of_two_colours(one, other, ratio):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert colours.contrast(one, other) == colours.contrast(other, one)


def test_our_own_colours_change_nothing():
    assert colours.mapping(Colours()) == {}
    for paint in (colours.in_css, colours.in_drawing, colours.in_word):
        assert (
            paint('a{color:#0b5c7a} fill="#0b5c7a" "0B5C7A"', Colours()) == 'a{color:#0b5c7a} fill="#0b5c7a" "0B5C7A"'
        )


def test_every_colour_of_a_theme_takes_the_place_of_ours():
    found = colours.mapping(RED)
    assert (found["#0b5c7a"], found["#b4511f"], found["#1c2733"], found["#5b6770"]) == (
        "#aa0000",
        "#005500",
        "#111111",
        "#555555",
    )
    assert set(found) == set(colours.mapping(Colours(primary="#123456")))


def test_a_style_sheet_keeps_what_is_not_ours():
    text = "h1{color:#0b5c7a;background:#0b5c7aff;border:#123456}"
    assert colours.in_css(text, RED) == "h1{color:#aa0000;background:#0b5c7aff;border:#123456}"


def test_a_drawing_keeps_its_texts():
    svg = '<rect fill="#0b5c7a" stroke="#b4511f"/><text fill="#000000">#0b5c7a</text>'
    assert colours.in_drawing(svg, RED) == '<rect fill="#aa0000" stroke="#005500"/><text fill="#000000">#0b5c7a</text>'


def test_word_writes_colours_in_capitals_without_a_mark():
    xml = '<w:color w:val="0B5C7A"/><w:t>0B5C7A</w:t><w:color w:val="123456"/>'
    assert colours.in_word(xml, RED) == '<w:color w:val="AA0000"/><w:t>0B5C7A</w:t><w:color w:val="123456"/>'
