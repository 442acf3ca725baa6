"""No page shows a fault that a professional of the country would mark: of specifications, letters and minutes."""

import datetime as dt
from fractions import Fraction

import pytest

from cdc.documents.award import report
from cdc.documents.award.figures import Figures
from cdc.documents.award.letters import sponsor
from cdc.documents.compose import compose
from cdc.model.specification import Specification
from cdc.packs import structures
from cdc.render.markdown import render
from cdc.words import LANGUAGES, words
from tests.documents import faults, specimen
from tests.documents.lettered import letters, post, ranked, specification
from tests.documents.test_letters import WAITING
from tests.documents.test_minutes import told

LAWS = ("eu", "fr", "it", "ru-44fz", "ru-223fz")
SPACED = {"space before a sign"}
"""Clauses of a structure are looked at where they are kept."""


def _wrong(pages, language, besides=frozenset()):
    found = {name: faults.found(text, language) for name, text in pages.items()}
    return {
        name: kinds for name, each in found.items() if (kinds := {k: v for k, v in each.items() if k not in besides})
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_structure_reads_well(language):
    spec = Specification.model_validate(specimen.whole())
    pages = {
        f"{name} {document.name} {audience}": render(document)
        for name, profile in structures.shipped().items()
        for audience in ("vendors", "internal")
        if language in profile.languages
        for document in compose(spec, profile, language=language, audience=audience)
    }
    assert len(pages) > 10
    assert _wrong(pages, language, SPACED) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("law", [None, *LAWS])
def test_letters_read_well_under_every_law(language, law):
    own = {} if law is None else {"notices": {"town": "Lyon"}}
    pages = letters(language, post(law, **WAITING), **own)
    assert len(pages) == 3
    assert _wrong(pages, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_report_and_the_sponsors_page_read_well(language):
    spec = specification()
    ranking = ranked(spec)
    figures = Figures(spec, ranking, language)
    pages = {
        "minutes": told(language),
        "report": render(report.compose(spec, ranking, None, language=language)),
        "sponsor": render(sponsor.compose(figures, None, post(**WAITING))),
    }
    assert _wrong(pages, language) == {}


BAD = [
    ("fr", "Il a 4.5 points", "point for a comma"),
    ("it", "Ha 66.36 punti", "point for a comma"),
    ("ru", "Итог 57.00", "point for a comma"),
    ("fr", "dans 1 jours", "1 with a plural"),
    ("it", "entro 1 giorni", "1 with a plural"),
    ("ru", "через 1 дней", "1 with a plural"),
    ("en", "within 1 days", "1 with a plural"),
    ("it", "## 1 classifica", "lower-case heading"),
    ("fr", "| Critère | vous |\n| --- | ---: |", "lower-case column"),
    ("ru", "победитель the winner", "English"),
    ("fr", "Le prix : 5", "space before a sign"),
    ("it", "soglia di 60 %", "per cent set apart"),
    ("en", "on 2027-02-18", "raw date"),
    ("en", "awarded to Aurora S.r.l..", "two stops"),
    ("fr", "pour {name}", "empty braces"),
]


@pytest.mark.parametrize(("language", "text", "kind"), BAD)
def test_each_kind_of_fault_is_found(language, text, kind):
    assert kind in faults.found(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_right_is_no_fault(language):
    say = words(language)
    parts = (say.money(Fraction(1234567, 100), "EUR"), say.percent(Fraction(121, 2)), say.date(dt.date(2027, 3, 1)))
    assert faults.found("; ".join((*parts, say.date_in_letters(dt.date(2027, 3, 1)))), language) == {}
