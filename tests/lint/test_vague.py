"""The quick look finds something wherever one of the terms does."""

import pytest

from cdc.lint import vague
from cdc.words import LANGUAGES
from cdc.words.languages import content


@pytest.mark.parametrize("language", [language for language in LANGUAGES if vague.terms(language)])
def test_the_quick_look_misses_no_term(language):
    terms = vague.terms(language)
    examples = [part for item in content(language)["vague_terms"] for part in item["term"].split(" / ")]
    texts = [
        text
        for example in examples
        for text in (example, f"a «{example.upper()}», b", f"x{example}", f"{example} 5 s…")
    ]
    assert len(texts) > 200
    found = [text for text in texts if any(term.pattern.search(text) for term in terms.terms)]
    assert len(found) > 100
    assert [text for text in found if not terms.any_of_them.search(text)] == []


def test_the_first_letters_of_a_pattern():
    assert vague._first_letters(r"(?:convivia(?:l|le))") == {"c"}
    assert vague._first_letters(r"(?:(?:de\s+)?nombreu(?:x|ses))") == {"d", "n"}
    assert vague._first_letters(r"(?:[a-z]{4,}/x|b)") is None


def test_a_number_with_a_unit_lets_a_guarded_term_pass_but_not_a_buzzword():
    terms = vague.terms("fr")
    assert terms.first("une réponse rapide", only_unguarded=False)[0] == "rapide"
    assert terms.first("une réponse rapide", only_unguarded=True) is None
    assert terms.first("un outil moderne", only_unguarded=True)[0] == "moderne"


def test_a_language_without_terms_finds_nothing():
    assert vague.terms("xx") is None
