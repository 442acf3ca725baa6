"""Which languages there are: one file each, shipped or in the folder CDC_LANGUAGES names; and how each writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from cdc import assets, yaml
from cdc.errors import DamagedFileError, IncompleteLanguageError, UnknownNameError

FILES = {path.stem: path for folder in assets.languages() for path in sorted(folder.glob("*.yaml"))}
LANGUAGES = tuple(sorted(FILES))
"""The codes of all languages, in alphabetical order, so that no file has to say where it stands."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a language writes numbers, dates, money and quotations; the section `format` of its file."""

    name: str
    """Its own name, for the languages that CLDR does not know."""
    locale: str
    """Its locale in CLDR: plural rules, months, symbols of currencies."""
    tag: str
    """Its tag in Word documents (BCP 47)."""
    decimal: str
    group: str
    group_from: int
    """How many digits a whole number has at least when thousands are set apart."""
    percent: str
    quotes: str
    colon: str
    list: str
    date: str
    """Pattern of CLDR, as are `date_first` (the first day of a month) and `month` (short, on an axis)."""
    date_first: str
    month: str
    moment: str
    money: str
    money_letters: str
    """Where the symbol of the currency is more than one sign."""
    date_in_letters: str
    """Pattern of a date in letters and minutes: the month in words."""


@cache
def content(language: str) -> Mapping[str, Any]:
    """Read the file of a language."""
    if language not in FILES:
        raise UnknownNameError(kind="language", name=language, known=", ".join(LANGUAGES))
    file = yaml.read(FILES[language].name, FILES[language].read_bytes())
    if not file.is_sound or not isinstance(file.data, dict):
        raise DamagedFileError(path=str(FILES[language]))
    return dict(file.data)


def is_own(language: str) -> bool:
    """Tell whether the file of a language is not a shipped one."""
    return FILES[language].parent != assets.languages()[0]


def refuse_without(language: str, lost: Sequence[str]) -> None:
    """Stop where the file of a language lacks keys; the first few are named."""
    if lost:
        named = ", ".join(lost[:5]) + (f"… ({len(lost)})" if len(lost) > 5 else "")
        raise IncompleteLanguageError(path=str(FILES[language]), keys=named)


@cache
def format_of(language: str) -> Format:
    """Give the way a language writes."""
    said = content(language).get("format", {})
    refuse_without(language, [f"format.{field.name}" for field in fields(Format) if field.name not in said])
    return Format(**said)


@cache
def _findings() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    path = assets.templates() / "findings.yaml"
    return dict(yaml.read(path.name, path.read_bytes()).data)


def sentences(kind: str, language: str) -> Mapping[str, Any]:
    """Give what findings say (`says`) or advise (`hint`; `else` where the hint has no guess) in a language, by code."""
    return {code: texts[kind][language] for code, texts in _findings().items() if language in texts.get(kind, {})}


def example_of(code: str) -> Mapping[str, Any]:
    """Give the facts with which a finding is explained, `{phrase: KEY}` where a fact is a phrase of the catalogues."""
    return _findings().get(code, {}).get("example", {})


def completed(data: Any) -> Any:
    """Give shipped data with each text in every language whose file translates the English one, under `templates`.

    What a file of your own does not translate stays English; a shipped one is held to all of them by tests.
    """
    if isinstance(data, list):
        return [completed(item) for item in data]
    if not isinstance(data, dict):
        return data
    if isinstance(data.get("en"), str) and set(data) <= set(LANGUAGES):
        lost = [language for language in LANGUAGES if language not in data]
        added = {language: _translated(data["en"], language) for language in lost}
        return {**data, **{language: text for language, text in added.items() if text}}
    return {key: completed(value) for key, value in data.items()}


def _translated(text: str, language: str) -> str:
    said = content(language).get("templates", {})
    return str(said.get(text) or (text if is_own(language) else ""))
