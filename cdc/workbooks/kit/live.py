"""Formulas that stand in the rows of a table: whether what came back is still ours."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from cdc.workbooks.kit.squeeze import plain

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_REFERENCE = re.compile(r"(?:'[^']*'!|\w+!)?\$?[A-Z]{1,3}\$?[0-9]+|\[\w+\]")
_ROW = re.compile(r"(?<=[A-Z])[0-9]+")
_SEVERAL = re.compile(r'OR\(#=""(?:,#="")*\)')


def is_ours(formula: str, templates: Collection[str], texts: Collection[str]) -> bool:
    """Tell whether a formula has the shape of a template and says nothing but known plain texts, whatever it names."""
    return _is_ours(_in_any_row(formula), tuple(templates), frozenset(texts))


def _in_any_row(formula: str) -> str:
    """Give a formula as the first row would have it, so that those of many rows are judged once."""
    parts = formula.split('"')
    parts[::2] = [_ROW.sub("1", part) for part in parts[::2]]
    return '"'.join(parts)


@lru_cache(maxsize=256)
def _is_ours(formula: str, templates: tuple[str, ...], texts: frozenset[str]) -> bool:
    said = {plain(text.replace('""', '"')) for text in _LITERAL.findall(formula)}
    return said <= {"", *texts} and shape(formula) in {shape(template) for template in templates}


@lru_cache(maxsize=256)
def shape(formula: str) -> str:
    """Give a formula without the cells it names and the texts it says."""
    bare = re.sub(r"«\w+»", '""', _LITERAL.sub('""', formula))
    bare = _REFERENCE.sub("#", re.sub(r"\s+", "", bare).lstrip("=+").replace("_xlfn.", ""))
    return _SEVERAL.sub('OR(#="")', bare)
