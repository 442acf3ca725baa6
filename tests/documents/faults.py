"""Faults that a reader of a country sees at once in what is printed, and nobody finds by reading a catalogue."""

import re

_POINT = re.compile(r"(?<![\w.:/–-])\d+\.\d+(?![\w.:/-])")
"""A number with a point; dates, versions of numbers with several points, times and addresses are none."""
_HEADING = re.compile(r"^(?:#{2,} (?:\d+(?:\.\d+)* )?|\*\*)([^\W\d_])(?![\w\\ ]*-A\b)", re.MULTILINE)
"""The first letter of a heading; the ids of the specimen (`phases-A`) are no words."""
_HEADS = re.compile(r"^\| (.*) \|\n\| [-:|\s]+\|$", re.MULTILINE)
_ONE = {
    "en": re.compile(
        r"(?<![\w.,/\u202f-])1 (?!is\b|this\b|means\b|address\b|process\b|access\b|business\b|gas\b|as\b)[a-z]{2,}[^s]s\b"
    ),
    "fr": re.compile(
        r"(?<![\w.,/\u202f-])1[ \u00a0](?!fois\b|mois\b|pays\b|plus\b|sans\b|dans\b|sous\b|pas\b)[a-zé]{3,}s\b"
    ),
    "it": re.compile(r"(?<![\w.,/-])1 (?:giorni|anni|errori|righe|punti|offerte|requisiti|decimali|obiettivi|voci)\b"),
    "ru": re.compile(
        r"(?<![\w.,/\u00a0-])1 (?:дней|дня|лет|года|требований|строк|баллов|заявок|знаков|ошибок|целей)\b"
    ),
}
_ENGLISH = re.compile(r"(?<![\w’'./-])(?:the|and|with|from|their|which|shall|must be|of the|not)(?![\w’'./-])")
_OWN = re.compile(r"Zz[\w ]+zz|\b\w+ 1\.[02]\b|The system shall|(?:\bст\.|\bart\w*)[ \u00a0]\d+\.\d+")
"""Texts of the specimen, of which only ours are looked at, the version of a document, and numbers of articles."""
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


_GREEK = "αβ"


def found(text, language):
    """Give each kind of fault with the words in which it shows."""
    text = _OWN.sub(" ", re.sub(r"(?m)^(#+) \d+(?:\.\d+)* ", r"\1 ", text))
    kinds = {
        "1 with a plural": _ONE[language].findall(text),
        "lower-case heading": [m[0] for m in _HEADING.finditer(text) if m[1].islower()],
        "lower-case column": [
            head
            for row in _HEADS.findall(text)
            for head in row.split(" | ")
            if head[:1].islower() and head[0] not in _GREEK
        ],
        "raw date": _DATE.findall(text),
        "two stops": re.findall(r"\w\.\.(?![./])", text),
        "empty braces": re.findall(r"\{\w*\}", text),
    }
    if language != "en":
        kinds["English"] = _ENGLISH.findall(text)
        kinds["space before a sign"] = re.findall(r"\w [:;?!»](?=\s)", text) if language == "fr" else []
        kinds["per cent set apart"] = re.findall(r"\d %", text)
    if language in ("fr", "it", "ru"):
        kinds["point for a comma"] = [n for n in _POINT.findall(text) if not _grouped(n, language)]
    return {kind: words for kind, words in kinds.items() if words}


def _grouped(number, language):
    """Tell the point that sets thousands apart in Italian."""
    return language == "it" and len(number.partition(".")[2]) == 3
