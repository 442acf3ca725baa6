"""What vendors read first: over how long prices are compared, and only where they are asked for prices."""

import pytest

from cdc.words import LANGUAGES, words
from cdc.workbooks.response import page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("envelope", "is_told"), [("both", True), ("price", True), ("technical", False)])
def test_the_years_over_which_prices_are_compared_are_told(gelato, language, envelope, is_told):
    lines = list(page.lines(gelato, (language,), envelope, {}, draft=False))
    said = words(language)("grid.how_horizon", years=gelato.cost_horizon)
    assert gelato.cost_horizon == 5
    assert "5" in said
    assert lines.count(said) == is_told
