"""What a method will do, in sentences that say the numbers found, in every language, and as one page with a chart."""

from fractions import Fraction

import pytest

from cdc import api
from cdc.documents.award import inspection
from cdc.model import blocks as b
from cdc.scoring.inspect.inspection import inspect
from cdc.scoring.method import Method
from cdc.words import LANGUAGES, words
from tests.documents.test_nearest import specification


def found(formula="minmax"):
    spec = specification("own_only", formula)
    method = Method.of(spec.criteria, spec.evaluation, Fraction(1000))
    return spec, inspect(method, draws=300)


def sentences(formula="minmax", language="en"):
    say = words(language)
    money = inspection.money_of(say, "EUR")
    return "\n".join(text for _, texts in inspection.chapters(say, money, found(formula)[1]) for text in texts)


def test_the_sentences_say_what_was_found():
    text = sentences()
    assert "At €700 a bid one point better may cost €15.00 more" in text  # 300 euros are 20 points
    assert "between two bids a single cent decides 20.00 points" in text
    assert "a bid that cannot win decides who does" in text
    fixed = sentences({"type": "fixed_bounds", "full_at": 600, "zero_at": 1000})
    assert "P: from €400 to €600 a lower price brings no lead." in fixed
    assert "A bid that does not win never decides who does" in fixed
    assert "the cheapest bid does not take the full mark" in fixed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_it(language):
    assert "{" not in sentences(language=language)


def test_the_page_has_a_chart_and_fits_a_sheet():
    spec, result = found()
    document = inspection.compose(spec, result, "en")
    charts = [block for block in document.front + document.body if isinstance(block, b.Figure)]
    assert len(charts) == 1
    assert ">700<" in charts[0].svg
    assert document.layout == "sheet"


TRIAL = """
ceiling: 1000
criteria:
  - {id: Q, name: quality, weight: 60, kind: judged}
  - {id: P, name: price, weight: 40, kind: price, formula: minmax}
bids: [{id: A, price: 900, scores: {Q: 3}}]
"""


def test_a_file_of_made_up_bids_and_a_project_are_inspected_alike(tmp_path):
    path = tmp_path / "trial.yaml"
    path.write_text(TRIAL, encoding="utf-8")
    result = api.inspect_method(path)
    assert result.inspection is not None
    assert result.inspection.worth[0].amount == Fraction("7.5")
    assert next(api.inspection_texts(result, "en"))[0] == "What a point is worth"
    assert api.as_json(result.inspection)["undercut"] is None
    assert api.write_inspection(result, languages=None, formats=("html",), out=tmp_path) == []
    dearer = api.inspect_method(path, around=2000)
    assert (dearer.inspection.dearest, dearer.inspection.worth[0].amount) == (2000, 15)


def test_a_file_with_mistakes_is_not_inspected(tmp_path):
    path = tmp_path / "trial.yaml"
    path.write_text(TRIAL.replace("minmax", "minimax"), encoding="utf-8")
    result = api.inspect_method(path)
    assert result.inspection is None
    assert result.findings
