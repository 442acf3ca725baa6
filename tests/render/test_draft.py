"""Drafts set in parts: the same words, right page numbers, everything once."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from cdc import api, isolated
from cdc.cli.app import app
from cdc.errors import PartFailedError
from cdc.model import blocks as b
from cdc.render import pdf
from cdc.render.pdf import chapters, draft
from tests.printed import pages
from tests.render.pagecheck import complaints, differences

pytestmark = pytest.mark.poppler


@pytest.fixture(scope="module")
def document(example):
    return api.documents(example, language="en")[0]


def flat(blocks):
    for block in blocks:
        yield block
        if isinstance(block, b.Section):
            yield from flat(block.blocks)


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_parts_hold_everything_once_and_in_order(document, workers):
    parts = draft.split(document, workers)
    assert len(parts) == workers
    names = [getattr(block, "id", None) for part in parts for block in flat(part.blocks)]
    assert names == [getattr(block, "id", None) for block in flat(document.body)]
    assert all(part.blocks and part.title for part in parts)
    assert not any(isinstance(part.blocks[-1], b.Section | b.Heading) for part in parts)


@pytest.fixture(scope="module")
def printed(document, tmp_path_factory):
    told = []
    return pdf.render(document, kind="draft", progress=told.append), told


def test_a_draft_has_the_words_the_outline_and_the_numbers_of_the_whole(document, printed):
    content, told = printed
    assert complaints(document, content) == []
    assert differences(document, {"pdf": content}) == []
    assert told
    reader = PdfReader(io.BytesIO(content))
    total = len(reader.pages)
    assert reader.trailer["/Root"].get("/MarkInfo") is None
    texts = pages(content)
    numbers = [re.findall(rf"(\d+) / {total}\b", text) for text in texts]
    assert numbers == [[]] + [[str(at)] for at in range(2, total + 1)]
    lines = [line for text in texts[2:5] for line in text.split("\n")]
    found = {m[1]: int(m[2]) for line in lines if (m := re.match(r"^(\d+) .*?[. ]{4,} ?(\d+)$", line))}
    chapters_of = {chapter.number: f"{chapter.number} {chapter.title}" for chapter in document.body}
    assert set(found) == set(chapters_of)
    for number, page in found.items():
        words = re.sub(r"\s", "", texts[page - 1])
        assert re.sub(r"\s", "", chapters_of[number]) in words
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert [title for title in titles if title in chapters_of.values()] == list(chapters_of.values())


@pytest.fixture(scope="module")
def short(document):
    """The document without its longest chapters."""
    return replace(document, body=(*document.body[:3], *document.body[6:]))


def test_the_same_draft_is_the_same_bytes(short):
    once, again = (pdf.render(short, kind="draft") for _ in range(2))
    assert len(once) > 10_000
    assert once == again


def test_progress_names_the_chapter_that_is_set(short):
    told = []
    with chapters.told(short, told.append):
        pdf.render(short)
    assert len(told) >= 5
    assert set(told) <= {f"{chapter.number} {chapter.title}" for chapter in short.body}
    assert told[0].startswith("1 ")


def test_a_part_that_cannot_be_set_names_itself(document, monkeypatch):
    def refuse(module, task, work, *, seconds):
        raise isolated.RefusedError("too large")

    monkeypatch.setattr(draft.isolated, "run", refuse)
    with pytest.raises(PartFailedError) as caught:
        pdf.render(document, kind="draft")
    assert caught.value.facts["reason"] == "too large"
    assert str(caught.value.facts["part"]).startswith("1 ")


def test_the_command_makes_drafts_and_archives(project):
    for kind, mark in (("draft", None), ("archive", "/MarkInfo")):
        done = CliRunner().invoke(app, ["render", str(project), "--profile", "executive", "-l", "en", "-f", "pdf", "--pdf", kind, "-o", str(project / kind)])  # fmt: skip
        assert done.exit_code == 0, done.output
        reader = PdfReader(project / kind / "executive.en.pdf")
        assert bool(mark) == ("/MarkInfo" in reader.trailer["/Root"])
