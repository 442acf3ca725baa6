"""Every thing the guides ask for has a field whose value is in the document, a rule, or a plan."""

import re
import unicodedata
from collections import Counter

import pytest
from pydantic import BaseModel

from cdc import api
from cdc.documents import markdown
from cdc.documents.view import View
from cdc.findings import REGISTRY
from cdc.packs import structures
from cdc.words import words
from tests.conftest import ROOT
from tests.printed import pages
from tests.render.pagecheck import drawings

LINES = [
    line
    for line in (ROOT / "docs" / "mission-coverage.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ROWS = dict(line.split(" ", 1) for line in LINES)
COUNTS = {"DOC": 26, "COM": 18, "SEG": 18, "OBJ": 22, "TEA": 11, "PRO": 16, "UC": 12, "FEA": 31, "DAT": 8, "TEC": 36, "PLA": 12, "BUD": 6, "VEN": 19, "WOR": 16, "COL": 7, "ANX": 7, "RSK": 7, "FOL": 9}  # fmt: skip


def test_no_item_is_missing_and_few_are_planned():
    wanted = {f"{group}-{at:02}" for group, count in COUNTS.items() for at in range(1, count + 1)}
    assert len(wanted) == len(LINES) == 281
    assert set(ROWS) == wanted
    assert Counter(row.startswith("planned: ") for row in ROWS.values())[True] <= 90


def test_named_rules_exist():
    rules = {row for row in ROWS.values() if row.startswith("CDC")}
    assert rules
    assert rules <= set(REGISTRY)


def test_named_profiles_and_figures_exist(example):
    named = {
        kind: {row.removeprefix(f"{kind}: ") for row in ROWS.values() if row.startswith(f"{kind}: ")}
        for kind in ("profile", "figure")
    }
    assert all(named.values())
    assert named["profile"] <= set(structures.shipped())
    document = api.documents(example, language="it", internal=True)[0]
    captions = {figure.caption for figure in drawings(document.body)}
    assert {words("it")(key) for key in named["figure"]} <= captions


def _holders(value, path):
    """Give the items that hold the last field of a path, following lists."""
    *steps, last = path
    items = [value]
    for step in steps:
        found = [getattr(item, step) for item in items]
        items = [x for value in found for x in (value if isinstance(value, tuple) else (value,)) if x is not None]
        items = [x for item in items for x in [item, *_parts(item)]]
    return [item for item in items if isinstance(item, BaseModel) and last in type(item).model_fields], last


def _parts(item):
    for part in getattr(item, "parts", ()):
        yield part
        yield from _parts(part)


def _squeezed(text):
    return re.sub(r"[\s\u00ad•,]+", "", unicodedata.normalize("NFKC", text)).casefold()


@pytest.fixture(scope="module")
def printed(example, printing):
    document = api.documents(example, language="it", internal=True)[0]
    text = "\n".join(pages(printing(document, "pdf")))
    return _squeezed(re.sub(r"(?m)^(Diffusione riservata.*|GEL-CRM-2027 · .*)$", "", text).replace("-\n", "-"))


PATHS = sorted({row for row in ROWS.values() if re.fullmatch(r"[a-z_.]+", row)})


def test_there_are_many_paths():
    assert len(PATHS) > 150


@pytest.mark.parametrize("path", PATHS)
def test_the_value_of_the_example_stands_in_the_document(path, gelato, printed):
    view = View(gelato, words("it"), "internal")
    holders, last = _holders(gelato, path.split("."))
    assert holders, path
    values = [markdown.plain(view.cell(item, last)) for item in holders]
    written = [_squeezed(value) for value in values if value]
    assert written, f"the example does not use {path}"
    found = [
        value for value in written if value in printed or all(_squeezed(line) in printed for line in value.split("\n"))
    ]
    first_lines = [v for v in values if v and all(_squeezed(line) in printed for line in v.split("\n"))]
    assert found or first_lines, (path, values[:3])
