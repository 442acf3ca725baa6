"""A fifth language made of data alone: accented English in brackets; and what of a text stands outside them."""

import json
import re
import string
from pathlib import Path

from cdc import assets, yaml
from cdc.words import LANGUAGES
from cdc.words.languages import sentences

CODE = "qps"
_ACCENTED = str.maketrans("aeiouycnstAEIOUCNS", "áéíóúýçñšţÁÉÍÓÚÇÑŠ")
_FORMAT = {
    "name": "⟦Pšéúdó⟧",
    "locale": "en",
    "tag": "en-GB",
    "decimal": ".",
    "group": "'",
    "group_from": 4,
    "percent": "{number} %",
    "quotes": "⟦{text}⟧",
    "colon": "{label}:",
    "list": ", ",
    "date": "yyyy-MM-dd",
    "date_first": "yyyy-MM-dd",
    "month": "MM",
    "moment": "{date} {time} {zone}",
    "money": "{number} {symbol}",
    "money_letters": "{number} {symbol}",
    "date_in_letters": "yyyy-MM-dd",
}


_LISTS = ("vague_terms", "equivalence_markers", "words", "tells", "meaning")
"""What a language may say besides: words that rules look for in texts of its authors, and help with keys."""


def bracketed(text):
    """Accent and bracket a phrase; names in braces stay."""
    parts = [
        literal.translate(_ACCENTED) + (f"{{{name}{':' + spec if spec else ''}}}" if name is not None else "")
        for literal, name, spec, _ in string.Formatter().parse(text)
    ]
    return f"⟦{''.join(parts)}⟧"


def _said(value):
    if not isinstance(value, dict):
        return bracketed(value)
    return {key: item if key == "by" and "one" in value else _said(item) for key, item in value.items()}


def _english(data):
    """Give the English texts of shipped data."""
    if isinstance(data, list):
        return [text for item in data for text in _english(item)]
    if not isinstance(data, dict):
        return []
    if isinstance(data.get("en"), str) and set(data) <= set(LANGUAGES):
        return [data["en"]]
    return [text for item in data.values() for text in _english(item)]


def write(folder):
    """Write the file of the language into a folder that CDC_LANGUAGES can name."""
    english = dict(yaml.read("en.yaml", (assets.templates() / "phrases" / "en.yaml").read_bytes()).data)
    english |= {
        "finding": sentences("says", "en"),
        "hint": sentences("hint", "en"),
        "otherwise": sentences("else", "en"),
    }
    files = [
        path
        for name in ("profiles", "methods", "packs", "themes")
        for path in (assets.templates() / name).glob("*.yaml")
    ]
    files.append(assets.templates() / "starters" / "texts.yaml")
    texts = [text for path in files for text in _english(yaml.read(path.name, path.read_bytes()).data)]
    content = {key: _FORMAT if key == "format" else _said(value) for key, value in english.items() if key not in _LISTS}
    content["templates"] = {text: f"⟦{text.translate(_ACCENTED)}⟧" for text in texts}
    (folder / f"{CODE}.yaml").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def words_of(folder: Path):
    """Give all words that the author of a project typed, ids among them."""
    return {
        word
        for path in folder.rglob("*.y*ml")
        for text in _strings(yaml.read(path.name, path.read_bytes()).data)
        for word in re.findall(r"\w+", text)
    }


def _strings(data):
    if isinstance(data, dict):
        return [text for key, item in data.items() if key not in LANGUAGES or key == "it" for text in _strings(item)]
    if isinstance(data, list | tuple):
        return [text for item in data for text in _strings(item)]
    return [data] if isinstance(data, str) else []


def outside(text, known):
    """Give the words of a text that stand in no bracket and that its author did not type."""
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    return sorted(set(re.findall(r"[^\W\d_]{2,}", text)) - known)
