"""Which languages there are follows from their files; what they lack is named."""

import json
import subprocess
import sys

import pytest

from cdc import assets, yaml
from cdc.errors import DamagedFileError, UnknownNameError
from cdc.words import LANGUAGES, completed, languages
from tests.words import pseudo

SHIPPED = [
    path
    for folder, pattern in (
        ("profiles", "*.yaml"),
        ("methods", "*.yaml"),
        ("packs", "*.yaml"),
        ("starters", "texts.yaml"),
    )
    for path in sorted((assets.templates() / folder).glob(pattern))
]


def _by_language(data):
    """Give every text by language in shipped data."""
    if isinstance(data, list):
        return [text for item in data for text in _by_language(item)]
    if not isinstance(data, dict):
        return []
    if "en" in data and set(data) <= set(LANGUAGES):
        return [data]
    return [text for item in data.values() for text in _by_language(item)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_text_stands_in_every_language(path):
    data = yaml.read(path.name, path.read_bytes()).data
    written_in = data.get("languages", LANGUAGES)
    texts = _by_language(completed(data))
    lost = [(text["en"], language) for text in texts for language in written_in if language not in text]
    assert lost == []


def test_the_shipped_texts_are_many():
    assert len(SHIPPED) > 30
    assert sum(len(_by_language(yaml.read(path.name, path.read_bytes()).data)) for path in SHIPPED) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_how_it_writes(language):
    form = languages.format_of(language)
    assert form.percent.format(number="5").strip("\u202f\u00a0 %") == "5"
    assert form.group_from >= 4


def test_a_language_without_a_file_is_not_known():
    with pytest.raises(UnknownNameError, match="xx"):
        languages.content("xx")


def test_a_damaged_file_is_named(tmp_path, monkeypatch):
    (tmp_path / "xx.yaml").write_text("label: [", encoding="utf-8")
    monkeypatch.setitem(languages.FILES, "xx", tmp_path / "xx.yaml")
    with pytest.raises(DamagedFileError, match=r"xx\.yaml"):
        languages.content("xx")


def test_a_text_is_completed_from_the_english_one(monkeypatch):
    monkeypatch.setattr(languages, "LANGUAGES", ("en", "fr", "xx"))
    monkeypatch.setattr(
        languages, "content", lambda language: {"templates": {"Price": "Xprice"}} if language == "xx" else {}
    )
    monkeypatch.setattr(languages, "is_own", lambda language: language == "xx")
    data = [{"name": {"en": "Price", "fr": "Prix"}}, {"name": {"en": "Team"}}, {"weight": 5}]
    assert completed(data) == [
        {"name": {"en": "Price", "fr": "Prix", "xx": "Xprice"}},
        {"name": {"en": "Team", "xx": "Team"}},
        {"weight": 5},
    ]


def test_a_file_of_ones_own_that_lacks_keys_is_named_with_them(tmp_path, monkeypatch):
    pseudo.write(tmp_path)
    path = tmp_path / f"{pseudo.CODE}.yaml"
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["grid"]["answer"], data["format"]["colon"], data["count"]["file"]
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setenv("CDC_LANGUAGES", str(tmp_path))
    monkeypatch.setenv("CDC_LANG", pseudo.CODE)
    run = [sys.executable, "-c", "import sys; from cdc.__main__ import main; sys.exit(main())", "profiles"]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.strip() == f"cdc: the language file {path} lacks: format.colon"
    data["format"]["colon"] = "{label}:"
    path.write_text(json.dumps(data), encoding="utf-8")
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.stderr.strip() == f"cdc: the language file {path} lacks: count.file, grid.answer"
