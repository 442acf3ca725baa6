"""Tables that cross two lists: what stands in their cells, and wide ones on landscape pages."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace

import pytest
from pypdf import PdfReader

from cdc import api
from cdc.documents import matrices
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.words import words
from tests.printed import pages


def cells(table):
    return [
        ["".join(part if isinstance(part, str) else part.text for part in cell) for cell in row.cells]
        for row in table.rows
    ]


def test_responsibilities_by_person(gelato):
    table, key = matrices.responsibilities(View(gelato, words("en")))
    assert [column.title for column in table.columns] == ["Activity", "Elena Gelatti", "Chiara Bassi", "Marco Venturi", "Giulia Serra", "Luca Ferri", "Anna Villa"]  # fmt: skip
    assert cells(table) == [
        ["Approve the specification", "A", "R", "C", "I", "C", "–"],
        ["Accept the solution", "–", "R", "A", "–", "R", "C"],
    ]
    assert "R = Responsible" in key.content[0]


def test_rights_by_object_and_role(gelato):
    (table,) = matrices.rights(View(gelato, words("en")))
    rows = {row[0]: row[1:] for row in cells(table)}
    assert rows["Deals"][0] == "create, read, update"
    assert rows["Deals"][1:] == ["–"] * (len(table.columns) - 2)


def test_objectives_by_department(gelato):
    (table,) = matrices.objectives_by_department(View(gelato, words("en")))
    assert len(table.rows) == len(gelato.objectives)
    served = {(id_, case.department) for case in gelato.use_cases for id_ in case.objectives} | {(o.id, d) for o in gelato.objectives for d in o.departments}  # fmt: skip
    assert sum(row.count("•") for row in cells(table)) == len(served)


@pytest.fixture(scope="module")
def wide(example):
    """The chapter of a project of thirteen people, each with a part in one activity."""
    gelato = example.specification
    person = gelato.stakeholders[0]
    people = tuple(person.model_copy(update={"id": f"P-{at}", "name": f"Person {at}"}) for at in range(13))
    line = gelato.governance.raci[0].model_copy(
        update={
            "responsible": ("P-1",),
            "accountable": "P-0",
            "consulted": tuple(f"P-{at}" for at in range(2, 13)),
            "informed": (),
        }
    )
    governance = gelato.governance.model_copy(update={"raci": (line,), "bodies": ()})
    spec = gelato.model_copy(update={"stakeholders": (*gelato.stakeholders, *people), "governance": governance})
    (document,) = api.documents(replace(example, specification=spec), language="en")
    (chapter,) = (chapter for chapter in document.body if any(table.wide for table in tables((chapter,))))
    return replace(document, body=(chapter,))


def tables(blocks):
    for block in blocks:
        if isinstance(block, b.Table):
            yield block
        elif isinstance(block, b.Section | b.Callout):
            yield from tables(block.blocks)


def lying(content):
    """Give the text of each landscape page of a PDF."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(content)).pages]
    return [text for box, text in zip(boxes, pages(content), strict=True) if box.width > box.height]


def test_a_wide_matrix_stands_on_a_landscape_page_of_the_pdf(wide, printing):
    (text,) = lying(printing(wide, "pdf"))
    assert "Person12" in re.sub(r"\s", "", text)


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_a_wide_matrix_stands_on_a_landscape_page_of_the_word_file(wide, openxml_validator, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(api.print_document(wide, "docx"))
    assert openxml_validator.validate(path).errors == []
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode("utf-8")
    turns = re.findall(r'<w:pgSz w:w="(\d+)"', xml)
    assert turns == ["11906", "16838", "11906"]
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=180)  # fmt: skip
    (text,) = lying((tmp_path / "a.pdf").read_bytes())
    assert "Person12" in re.sub(r"\s", "", text)


def test_a_matrix_of_few_columns_stays_upright(example):
    (document,) = api.documents(example, language="en")
    found = list(tables(document.body))
    assert len(found) > 30
    assert not any(table.wide for table in found)
