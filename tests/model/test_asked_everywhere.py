"""A changed value of any asked field reaches the grid, the vendor's own check, the documents and JSON."""

import io
import json
import re
import zipfile

import pytest
from openpyxl import load_workbook

from cdc import api
from cdc.documents.compose import compose
from cdc.documents.parts import PARTS
from cdc.model import asked
from cdc.model.specification import Specification
from cdc.packs import structures
from cdc.workbooks.response import write
from tests.model import showcase
from tests.model.other_values import others, put
from tests.printed import pages

BEFORE = showcase.data()
LEAVES = list(showcase.asked_leaves(Specification.model_validate(BEFORE)))


def outputs(data, root):
    """Give what comes out of a tender, as text, by output."""
    spec = Specification.model_validate(data)
    profile = structures.chosen(root, "std8", PARTS)
    (document,) = compose(spec, profile, language="en")
    grid = write.grid(spec, languages=("en",), envelope="both", form="F", draft=True)
    book = load_workbook(io.BytesIO(grid))
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet for sheet in book.worksheets if sheet.sheet_state != "visible"]
    word = zipfile.ZipFile(io.BytesIO(api.print_document(document, "docx"))).read("word/document.xml")
    return {
        "grid": _cells(seen),
        "self-check": _cells(hidden),
        "md": api.print_document(document, "md").decode().replace("\\", ""),
        "html": re.sub(r"</?span[^>]*>", "", api.print_document(document, "html").decode()),
        "docx": word.decode(),
        "json": json.dumps(asked.as_data(spec)),
    }


def _cells(sheets):
    """Give what stands in the cells of sheets, and the lists that may be chosen from there."""
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value]
    lists = [f"{rule.sqref} {rule.formula1}" for sheet in sheets for rule in sheet.data_validations.dataValidation]
    return "\n".join([*cells, *lists])


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return outputs(BEFORE, tmp_path_factory.mktemp("none"))


def test_every_asked_field_of_every_line_holds_something():
    models = {showcase.model_of(name) for name in showcase.LISTS}
    spec = Specification.model_validate(BEFORE)
    empty = [
        (entry.id, field.name)
        for entry in asked.entries(spec)
        if type(entry.item) in models
        for field in asked.asked_fields(type(entry.item))
        if entry.value(field.name) is None
    ]
    assert empty == []
    assert len(LEAVES) > 80


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.key)
def test_a_changed_value_reaches_every_output(leaf, before, tmp_path):
    ids = {name: [f"{name}-B"] for name in (*showcase.REFERRED, "scales")} | {
        "services": ["PR"],
        "features": ["features-1"],
    }
    value = next(iter(others(leaf, ids)))
    after = outputs(put(BEFORE, leaf.path, value), tmp_path)
    assert [name for name in sorted(before) if before[name] == after[name]] == []
    if isinstance(value, str) and value.endswith(" zq"):
        assert [name for name in set(before) - {"self-check"} if value not in after[name]] == []


def test_every_asked_text_is_printed_in_pdf(tmp_path):
    spec = Specification.model_validate(BEFORE)
    (document,) = compose(spec, structures.chosen(tmp_path, "std8", PARTS), language="en")
    printed = _joined("".join(pages(api.print_document(document, "pdf", pdf="draft"))))
    texts = [leaf.value for leaf in LEAVES if leaf.field.has_languages]
    assert len(texts) > 40
    assert [text for text in texts if _joined(text) not in printed] == []


def _joined(text):
    """Take out what the breaking of lines puts in."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)
