"""Guesses: the known word that was meant, in the spelling it has, and no word where none is near."""

import time

import pytest

from cdc.findings import guess

IDS = ["F-ACC-01", "F-ACC-02", "O-LOYAL", "CR-PRICE"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("O-LOYALL", "O-LOYAL"),
        ("o-loyal", "O-LOYAL"),
        ("F-ACC-1", "F-ACC-01"),
        ("cr-prise", "CR-PRICE"),
        ("XYZ", ""),
        ("", ""),
    ],
)
def test_an_id_that_is_nearly_right_is_guessed_in_any_case(typed, meant):
    assert guess(typed, IDS) == meant


def test_more_must_agree_where_it_is_asked():
    assert guess("titel", ["title"], least=0.75) == "title"
    assert guess("tile", ["deadline"], least=0.75) == ""


def test_nothing_is_known_so_nothing_is_guessed():
    assert guess("anything", []) == ""


def test_one_of_very_many_names_is_guessed_quickly():
    many = [f"F-{at:05}" for at in range(20_000)]
    before = time.process_time()
    assert guess("F-1234", many) in many
    assert guess("f-19999", many) == "F-19999"
    assert time.process_time() - before < 1
