"""A language made of data alone reaches every page: no word of ours stands outside its brackets."""

import html
import os
import re
import shutil
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from cdc.words import LANGUAGES, words
from tests.conftest import EXAMPLE
from tests.words import pseudo

RUN = "import sys; from cdc.__main__ import main; sys.exit(main())"
OF_CLDR = {words("en").name_of(language) for language in LANGUAGES} | {"UTC"}
CODES = re.compile(
    r"[0-9A-F]{5}(?:-[0-9A-F]{5}){3}|[\w./-]+\.(?:xlsx|yaml)(?::[\w ]+![A-Z]+\d+|:[A-Z]\d+)?|mailto:|<br>"
)
"""Fingerprints, places in files, marks of Markdown."""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Everything the product writes for the example with four bids, in the pseudo-language; and what people typed."""
    folder = tmp_path_factory.mktemp("pseudo")
    project = folder / "project"
    shutil.copytree(EXAMPLE, project)
    (folder / "languages").mkdir()
    pseudo.write(folder / "languages")
    env = {**os.environ, "CDC_LANGUAGES": str(folder / "languages"), "CDC_LANG": pseudo.CODE}

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-c", RUN, *arguments], cwd=project, env=env, capture_output=True, text=True
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode in (0, 1), (arguments, done.stdout, done.stderr)
        return done.stdout + done.stderr

    said = {"check": run("check")}
    run("render", "-l", pseudo.CODE, "-f", "md", "-f", "html", "-f", "docx", "-o", "out")
    run("grid", "write", "-l", pseudo.CODE, "-o", "out")
    for vendor in sorted((project / "attachments" / "answers").iterdir()):
        said[vendor.name] = run("receive", vendor.name, str(vendor / "response.xlsx"))
    run("board", "sheets", "-l", pseudo.CODE, "-o", "out/board")
    said["score"] = run("score")
    run("award", "-l", pseudo.CODE, "-f", "md", "-o", "out/award")
    typed = pseudo.words_of(project) | OF_CLDR | {"qps"}
    typed |= {
        word for path in project.rglob("reading.json") for word in re.findall(r"[^\W\d_]+", path.read_text("utf-8"))
    }
    return project / "out", said, typed


def _outside(text, typed):
    return pseudo.outside(CODES.sub(" ", text), typed)


def test_the_terminal_speaks_it(written):
    _, said, typed = written
    assert len(said) == 6
    for command, text in said.items():
        ours = "\n".join(line for line in text.splitlines() if "⟦" in line)
        assert ours, command
        assert _outside(re.sub(r"(?m)^\w+: (?=CDC)|CDC\d+|[\w./]+/bids/\S*", " ", ours), typed) == [], command


def test_pages_speak_it(written):
    out, _, typed = written
    pages = sorted(out.rglob("*.md"))
    assert len(pages) > 10
    assert {page.name: _outside(page.read_text(encoding="utf-8"), typed) for page in pages} == {
        page.name: [] for page in pages
    }


def test_html_and_word_speak_it(written):
    out, _, typed = written
    page = (out / "specification.qps.html").read_text(encoding="utf-8")
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    spoken = " ".join(re.findall(r'(?:alt|title|aria-label)="([^"]*)"', page))
    assert _outside(html.unescape(spoken + " " + re.sub(r"<[^>]+>", " ", page)), typed) == []
    with zipfile.ZipFile(out / "specification.qps.docx") as archive:
        parts = [name for name in archive.namelist() if re.match(r"word/(document|header|footer)\d*\.xml", name)]
        assert len(parts) > 2
        for name in parts:
            text = re.sub(r"<w:instrText.*?</w:instrText>", " ", archive.read(name).decode("utf-8"))
            text = re.sub(r"</w:p>|<w:(?:tab|br)/>", " \n ", text)
            assert _outside(html.unescape(re.sub(r"<[^>]+>", "", text)), typed) == [], name


def _texts(sheet):
    yield sheet.title
    for row in sheet.iter_rows():
        yield from (cell.value for cell in row if isinstance(cell.value, str) and not cell.value.startswith("="))
    for rule in sheet.data_validations.dataValidation:
        yield from filter(None, (rule.prompt, rule.promptTitle, rule.error, rule.errorTitle))
    yield from filter(
        None, (part.text for part in (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddFooter.left))
    )


def test_workbooks_speak_it(written):
    out, _, typed = written
    books = sorted(path for path in out.rglob("*.xlsx") if "originals" not in path.parts)  # those are the vendors'
    assert len(books) >= 4
    for path in books:
        for sheet in openpyxl.load_workbook(path):
            if sheet.sheet_state == "visible":
                assert _outside(" \n ".join(_texts(sheet)), typed | {"NAME", "EMAIL"}) == [], (path.name, sheet.title)
