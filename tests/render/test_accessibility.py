"""Documents that everybody can read: HTML through axe-core in a real browser, PDF by its structure, Word by its parts."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from importlib.resources import files
from itertools import pairwise

import pytest
from pypdf import PdfReader

from cdc import api

AXE = "<script>{code}</script><script>axe.run(document,{{resultTypes:['violations']}}).then(r=>{{document.title='axe:'+JSON.stringify(r.violations.map(v=>[v.id,v.nodes.length,v.nodes[0].html.slice(0,160)]))}})</script>"


def documents(example, profile, language):
    return api.documents(example, language=language, profile=profile)


def violations(folder, name, text):
    """Run axe-core on a page in a browser and give what it finds."""
    code = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    assert code.startswith("/*! axe")
    page = folder / f"{name}.html"
    page.write_text(text.replace("</body>", AXE.format(code=code) + "</body>"), encoding="utf-8")
    command = [
        shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
        f"--user-data-dir={folder}/browser", "--virtual-time-budget=60000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)[1]
    assert title.startswith("axe:"), title
    return json.loads(title[4:].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))


@pytest.mark.chromium
@pytest.mark.parametrize(("profile", "language"), [("std8", "fr"), ("executive", "ru"), ("it-gara", "it")])
def test_axe_finds_nothing_in_the_page(example, printing, tmp_path, profile, language):
    for document in documents(example, profile, language):
        assert violations(tmp_path, document.name, printing(document, "html").decode("utf-8")) == []


@pytest.mark.chromium
def test_axe_finds_a_picture_without_words(tmp_path):
    page = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><main><h1>t</h1><img src="data:,"></main></body></html>'
    assert "image-alt" in [found[0] for found in violations(tmp_path, "bad", page)]


def structure(node):
    """Give every element of the structure tree with its depth-first order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if hasattr(found, "get"):
            yield found
            yield from structure(found)


@pytest.mark.parametrize(
    ("profile", "language"), [("std8", "it"), ("concise", "fr"), ("executive", "ru"), ("us-ucf", "en")]
)
def test_a_pdf_has_the_structure_that_screen_readers_need(example, printing, profile, language):
    for document in documents(example, profile, language):
        reader = PdfReader(io.BytesIO(printing(document, "pdf")))
        root = reader.trailer["/Root"]
        assert root["/Lang"] == language
        assert bool(root["/MarkInfo"]["/Marked"])
        assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
        assert reader.metadata.title
        assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
        assert all("/StructParents" in page for page in reader.pages)
        found = list(structure(root["/StructTreeRoot"]))
        levels = [int(item["/S"][2:]) for item in found if re.fullmatch(r"/H\d", str(item.get("/S")))]
        assert levels[0] == 1
        assert max(after - before for before, after in pairwise(levels)) <= 1
        assert levels.count(1) == 1
        assert all(item.get("/Alt") for item in found if item.get("/S") == "/Figure")
        cells = [item for item in found if item.get("/S") == "/TD"]
        assert all("/Headers" in json.dumps(str(item.get("/A"))) for item in cells)


def test_a_pdf_for_the_archive_says_so(example):
    (document,) = documents(example, "executive", "en")
    reader = PdfReader(io.BytesIO(api.print_document(document, "pdf", pdf="archive")))
    data = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in data or b'pdfaid:part="2"' in data
    assert b"pdfuaid" not in data
    assert reader.trailer["/Root"]["/OutputIntents"]
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])


def test_a_word_file_has_headings_in_order_texts_for_figures_and_heads_of_tables(example, printing):
    (document,) = documents(example, "std8", "en")
    with zipfile.ZipFile(io.BytesIO(printing(document, "docx"))) as package:
        xml = package.read("word/document.xml").decode("utf-8")
        core = package.read("docProps/core.xml").decode("utf-8")
        styles = package.read("word/styles.xml").decode("utf-8")
    levels = [int(level) for level in re.findall(r'w:pStyle w:val="Heading(\d)"', xml)]
    assert levels[0] == 1
    assert max(after - before for before, after in pairwise(levels)) <= 1
    texts = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', xml)
    assert len(texts) > 8
    assert all(texts)
    laid_out = sum(xml.count(f'w:tblStyle w:val="{style}"') for style in ("CdcKpis", "TableNormal"))
    tables = xml.count("<w:tbl>") - laid_out  # figures and signatures beside each other have no head
    assert xml.count("<w:tblHeader/>") == tables > 30
    assert "<dc:title>" in core
    assert 'w:lang w:val="en-GB"' in styles
