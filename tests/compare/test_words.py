"""Word marks: each side can be read back, and a change is a whole word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdc.compare.words import Run, runs


def _sides(found):
    return (
        "".join(run.text for run in found if run.mark != "new"),
        "".join(run.text for run in found if run.mark != "gone"),
    )


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("answers in 1.5 s", "answers in 1.25 s", [("same", "answers in "), ("gone", "1.5"), ("new", "1.25"), ("same", " s")]),
        ("the same", "the same", [("same", "the same")]),
        ("", "now said", [("new", "now said")]),
        ("for twenty users", "for two hundred users", [("same", "for "), ("gone", "twenty"), ("new", "two hundred"), ("same", " users")]),
        ("не более 2 с", "не более 3 с", [("same", "не более "), ("gone", "2"), ("new", "3"), ("same", " с")]),
        ("l'offre", "l’offre", [("same", "l"), ("gone", "'"), ("new", "’"), ("same", "offre")]),
    ],
)  # fmt: skip
def test_changes_are_marked_by_words(before, after, marks):
    assert [(run.mark, run.text) for run in runs(before, after)] == marks


@given(st.text(alphabet="ab 1.,", max_size=30), st.text(alphabet="ab 1.,", max_size=30))
def test_both_texts_can_be_read_back(before, after):
    assert _sides(runs(before, after)) == (before, after)


def test_very_long_texts_are_shown_whole():
    before, after = "a " * 4000, "b " * 4000
    assert runs(before, after) == (Run("gone", before), Run("new", after))
