"""What a new project starts from: complete in every language, with nothing left to fill that is not the author's."""

import datetime as dt
import re

import pytest

from cdc import yaml
from cdc.errors import UnknownNameError
from cdc.packs import starters
from cdc.words import LANGUAGES

STARTS = (*starters.STARTERS, *starters.packs())


def written(start, language="en", company="ACME", today=dt.date(2027, 1, 31)):
    return starters.files(start, language=language, answers={"company": company}, today=today, salt="S4LT")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("start", STARTS)
def test_every_start_is_yaml_without_holes_in_every_language(start, language):
    files = written(start, language)
    for name, text in files.items():
        assert text.startswith(starters.MODELINE), name
        assert re.findall(r"<[a-z_0-9]+>", text) == [], name
        assert yaml.read(name, text.encode()).findings == [], name
    data = [yaml.read(name, text.encode()).data for name, text in files.items()]
    assert [part["document"]["languages"][0] for part in data if "document" in part] == [language]


@pytest.mark.parametrize("start", sorted(starters.packs()))
def test_a_pack_brings_features_in_one_language_only(start):
    for language in LANGUAGES:
        data = yaml.read("features.yaml", written(start, language)["features.yaml"].encode()).data
        assert len(data["features"]) > 5
        assert all(isinstance(item["title"], str) for item in data["features"])
    english, italian = (written(start, language)["features.yaml"] for language in ("en", "it"))
    assert english != italian


def test_a_company_with_an_apostrophe_keeps_it():
    files = written("minimal", company="L'Aquila d'oro")
    data = [yaml.read(name, text.encode()).data for name, text in files.items()]
    assert [part["company"]["name"] for part in data if "company" in part] == ["L'Aquila d'oro"]


def test_dates_ahead_are_days_that_exist():
    days = [dt.date(2027, 1, 31), dt.date(2028, 2, 29), dt.date(2026, 12, 30)]
    for today in days:
        for text in written("full", today=today).values():
            for year, month, day in re.findall(r"\b(\d{4})-(\d\d)-(\d\d)\b", text):
                assert dt.date(int(year), int(month), int(day)).year >= 2026


def test_a_start_of_no_name_is_refused_with_those_there_are():
    with pytest.raises(UnknownNameError) as caught:
        written("crm2")
    assert all(name in caught.value.facts["known"] for name in STARTS)
