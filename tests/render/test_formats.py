"""The four formats of the example: each requirement once, real structure, nothing but our own fonts."""

import html as htmllib
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile

import pytest
from pypdf import PdfReader

from cdc import api
from cdc.render import html
from cdc.render.html.page import render_for_print
from cdc.words import LANGUAGES, pick, words
from tests.grids import Grid
from tests.printed import pages


def _squeezed(text):
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text))


def _texts_of(document, printing):
    yield (
        "html",
        htmllib.unescape(
            re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<style>.*?</style>|<svg.*?</svg>", " ", html.render(document)))
        ),
    )
    yield "md", re.sub(r"\\(.)", r"\1", printing(document, "md").decode()).replace("**", "")
    with zipfile.ZipFile(io.BytesIO(printing(document, "docx"))) as archive:
        xml = archive.read("word/document.xml").decode()
    yield "docx", htmllib.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml)))
    yield "pdf", "\n".join(_body(page) for page in pages(printing(document, "pdf")))


def _body(text):
    """Drop the running head and foot of a page."""
    return "\n".join(
        line for line in text.split("\n") if "GEL-CRM-2027" not in line and not re.fullmatch(r"\d+ / \d+", line)
    )


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_each_feature_stands_exactly_once(gelato, language, example, printing):
    document = api.documents(example, language=language)[0]
    say = words(language)
    features = [item for item in gelato.features if item.status != "withdrawn"]
    assert len(features) >= 80
    for name, text in _texts_of(document, printing):
        flat = _squeezed(text)
        for item in features:
            title, statement = pick(item.title, language, "it"), pick(item.statement, language, "it")
            chips = say(f"value.{item.priority}") + say("document.weight", weight=gelato.weight_of(item))
            line = _squeezed(f"{item.id} {title}")
            if name == "md":
                line += (
                    "—["
                    + _squeezed(say(f"value.{item.priority}"))
                    + "]·"
                    + _squeezed(say("document.weight", weight=gelato.weight_of(item)))
                )
            else:
                line += _squeezed(chips)
            assert flat.count(line) == 1, (name, language, item.id, flat.count(line))
            assert flat.count(_squeezed(statement)) == 1, (name, language, item.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_feature_stands_once_in_the_grid(gelato, language, example):
    (blank,) = api.grid_workbooks(example, (language,)).values()
    grid = Grid(blank)
    lines = grid.lines("requirements")
    assert len(lines) == grid.sheet("requirements").max_row - 1 > 100
    for item in gelato.features:
        line = {key: cell.value for key, cell in lines[item.id].items()}
        texts = (pick(item.title, language, "it"), pick(item.statement, language, "it"))
        assert (line["title"], line["statement"]) == texts
        assert (line["priority"], line["weight"]) == (words(language)(f"value.{item.priority}"), gelato.weight_of(item))


def test_the_pdf_is_tagged_and_carries_only_our_fonts(example, printing):
    document = api.documents(example, language="fr")[0]
    reader = PdfReader(io.BytesIO(printing(document, "pdf")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert len(reader.outline) >= 8
    assert reader.metadata.title.startswith("Un CRM pour le réseau")
    assert all("/StructParents" in page for page in reader.pages)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert {name for name in fonts if "IBM-Plex-Sans" not in name and "IBMPlexSans" not in name} == set()
    figures = [item for item in _structure(root["/StructTreeRoot"]) if item.get("/S") == "/Figure"]
    assert len(figures) == render_for_print(document).count("<figure") > 8
    assert all(item.get("/Alt") for item in figures)


def _structure(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if hasattr(found, "get"):
            yield found
            yield from _structure(found)


def test_the_contents_have_page_numbers_that_are_right(example, printing):
    document = api.documents(example, language="en")[0]
    content = printing(document, "pdf")
    reader = PdfReader(io.BytesIO(content))
    numbers = {
        item.title: reader.get_destination_page_number(item) + 1
        for item in reader.outline
        if not isinstance(item, list)
    }
    contents = "\n".join(pages(content)[2:4])
    assert len(numbers) >= 8
    for title, page in list(numbers.items())[:6]:
        assert re.search(rf"{re.escape(title.partition(' ')[2])}[ .]+{page}\b", contents), (title, page)


def test_nothing_outside_is_fetched(example):
    text = html.render(api.documents(example, language="en")[0])
    sources = re.findall(r'(?:src|href)="([^"#][^"]*)"', text) + re.findall(r"url\(([^)]*)\)", text)
    assert sources
    assert {source[:5] for source in sources if not source.startswith(("mailto:", "data:"))} == set()


@pytest.mark.parametrize("language", ["it", "ru"])
def test_the_word_file_keeps_the_schema(example, language, tmp_path, printing):
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "a.docx"
    path.write_bytes(printing(api.documents(example, language=language)[0], "docx"))
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


@pytest.mark.libreoffice
def test_the_word_file_opens_and_its_contents_name_the_pages(example, tmp_path, printing):
    document = api.documents(example, language="it")[0]
    (tmp_path / "a.docx").write_bytes(printing(document, "docx"))
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        xml = archive.read("word/document.xml").decode()
    lines = re.findall(r'<w:pStyle w:val="TOC\d"/>.*?</w:p>', xml)
    texts = [re.sub(r"<w:instrText.*?</w:instrText>|<[^>]+>", "", line) for line in lines]
    assert len(texts) > 30
    assert all(re.search(r"\D\d+$", text) for text in texts)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True,
        capture_output=True,
        timeout=180,
    )
    real = {}
    for number, page in enumerate(pages((tmp_path / "a.pdf").read_bytes()), 1):
        for match in re.finditer(r"(?m)^(\d+) +(\D.*)$", page):
            if number > 4:
                real.setdefault(match[1] + match[2].strip(), number)
    chapters = [re.match(r"(\d)(\D.*?)(\d+)$", text) for text in texts if re.match(r"\d\D", text)]
    checked = [(m[1] + m[2], int(m[3]), real[m[1] + m[2]]) for m in chapters if m and m[1] + m[2] in real]
    assert len(checked) >= 6
    assert all(abs(said - seen) <= 3 for _, said, seen in checked), checked


@pytest.mark.chromium
def test_the_page_opens_in_a_browser(example, tmp_path):
    page = tmp_path / "a.html"
    page.write_bytes(api.print_document(api.documents(example, language="ru")[0], "html"))
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={tmp_path}/p",
    ]
    done = subprocess.run(
        [shutil.which("chromium"), *flags, "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert 'id="id-F-ACC-01"' in done.stdout
    assert "Карточка компании" in done.stdout
