"""Markdown is kept wherever text is allowed, in every format; a picture that is not there is a finding."""

import io
import re
import struct
import zipfile
import zlib

import pytest

from cdc import api
from cdc.documents import markdown
from cdc.documents.compose import compose
from cdc.media.pictures import measure
from cdc.model import blocks as b
from cdc.model.specification import Specification
from cdc.packs import structures

RICH = """Before **bold** and `code` and [link](https://example.org/x).

- first
- second
  - inner

3. third
4. fourth

| Page | Route |
|---|---|
| login | `/login` |

```
raw = 1
```

![The plan](plan.png)
"""
WORDS = ["bold", "code", "first", "second", "inner", "third", "fourth", "Page", "Route", "/login", "raw = 1"]
LEAST = {
    "document": {"title": "T", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["en"]},
    "company": {"name": "Acme", "sector": "Trade"},
}
PLACES = {
    "a statement": {"features": [{"id": "F-1", "title": "A", "statement": RICH}]},
    "a criterion of acceptance": {"features": [{"id": "F-1", "title": "A", "acceptance": {"text": RICH}}]},
    "a fact": {"company": {**LEAST["company"], "history": RICH}},
    "a cell of a table": {"risks": [{"id": "R-1", "text": RICH}]},
    "a chapter": {"sections": [{"id": "S-1", "title": "A", "body": RICH}]},
    "a narrative": {"current_state": {"narrative": RICH}},
}


def _picture():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("place", PLACES)
def test_all_of_it_is_in_every_format(place):
    spec = Specification.model_validate({**LEAST, **PLACES[place]})
    pictures = {("plan.png", 1): measure(_picture())}
    (document,) = compose(spec, structures.shipped()["std8"], language="en", audience="internal", pictures=pictures)
    html = api.print_document(document, "html").decode()
    plain = api.print_document(document, "md").decode().replace("\\", "")
    word = zipfile.ZipFile(io.BytesIO(api.print_document(document, "docx"))).read("word/document.xml").decode()
    typed = re.sub(r"<[^>]+>", "", word)
    for name, text in (("html", html), ("md", plain), ("docx", typed)):
        assert [part for part in WORDS if part not in text] == [], name
        assert "**" not in text or name == "md"
    assert "data:image/png;base64," in html
    assert "The plan" in plain
    assert word.count("<pic:pic") == 1
    assert 'href="https://example.org/x"' in html


def test_lists_and_tables_of_a_statement_are_lists_and_tables():
    spec = Specification.model_validate({**LEAST, **PLACES["a statement"]})
    (document,) = compose(spec, structures.shipped()["std8"], language="en")
    html = api.print_document(document, "html").decode()
    statement = html[html.index('<div class="statement">') :]
    assert '<ol start="3">' in statement
    assert statement.index("<ul>") < statement.index("<ol") < statement.index("<table") < statement.index("<pre>")


def test_a_plain_statement_is_one_paragraph():
    assert markdown.blocks("The solution shall answer.") == (b.Paragraph(("The solution shall answer.",)),)
    assert markdown.inlines("a\n\nb") == ("a", b.Break(), "b")


def test_a_picture_that_is_not_there_is_a_finding(tmp_path):
    folder = tmp_path / "p"
    folder.mkdir()
    text = """document: {title: T, reference: R, version: "1", date: 2026-01-01, languages: [en]}
company: {name: C, sector: S}
sections:
  - id: S-1
    title: Plan
    body: "![a](none.png) `![b](code.png)` ![c](../out.png) ![d](here.png) ![e](no%20picture.png)"
"""
    (folder / "spec.yaml").write_text(text, encoding="utf-8")
    (folder / "here.png").write_bytes(_picture())
    (folder / "no picture.png").write_bytes(b"no picture")
    found = [(f.code, f.facts["path"]) for f in api.check(folder).findings if "path" in f.facts]
    assert sorted(found) == [("CDC112", "../out.png"), ("CDC219", "none.png")]
    (folder / "spec.yaml").write_text(text.replace("none", "here").replace("../out", "here"), encoding="utf-8")
    checked = api.check(folder)
    assert [(f.code, f.facts["path"]) for f in checked.findings if "path" in f.facts] == [("CDC261", "no picture.png")]
    (document,) = api.documents(checked.project, language="en")
    assert api.print_document(document, "html").decode().count("data:image/png;base64,") == 3
