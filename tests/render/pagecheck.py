"""Look at a printed PDF as a proof-reader would: text outside the page, lines on each other, headings left alone, holes."""

import html as htmllib
import io
import itertools
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass

from cdc.documents import markdown
from cdc.model import blocks as b
from tests.diagrams.reading import faults

NS = "{http://www.w3.org/1999/xhtml}"
HOLE = re.compile(r"\{[a-z_]+\}|\b(?:label|document|value|report|kind)\.[a-z_]+\b|\bNone\b")
MARGIN = 40  # points that every page keeps free on both sides; the cover has its own
FOOT = 44  # points at the foot of the page that hold the reference


@dataclass(frozen=True)
class Line:
    """A line of text and its box in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages(pdf):
    """Give width, height and lines of every page."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", done.stdout.decode("utf-8"))
    for page in ET.fromstring(text).iter(f"{NS}page"):
        lines = [
            Line(" ".join(word.text or "" for word in line.iter(f"{NS}word")), *(float(line.get(key)) for key in ("xMin", "yMin", "xMax", "yMax")))
            for line in page.iter(f"{NS}line")
        ]  # fmt: skip
        yield float(page.get("width")), float(page.get("height")), lines


def titles(blocks):
    """Give every heading of a document as it is printed."""
    for block in blocks:
        if isinstance(block, b.Section):
            yield f"{block.number} {block.title}"
            yield from titles(block.blocks)
        elif isinstance(block, b.Callout):
            yield block.title
            yield from titles(block.blocks)
        elif isinstance(block, b.Heading):
            yield "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in block.content)


def drawings(blocks):
    """Give every drawing of a document."""
    for block in blocks:
        if isinstance(block, b.Figure):
            yield block
        elif isinstance(block, b.Section | b.Callout):
            yield from drawings(block.blocks)


def tables(blocks):
    """Give every table of a document."""
    for block in blocks:
        if isinstance(block, b.Table):
            yield block
        elif isinstance(block, b.Section | b.Callout):
            yield from tables(block.blocks)


SMALLEST = 7  # points: no letter is smaller in print
ACROSS = 178 / 25.4 * 72  # points that a figure takes at most across an upright page
HIGH = {"book": 170 / 25.4 * 72, "sheet": 76 / 25.4 * 72}  # and from its top to its foot


def lonely(document):
    """Say which tables have a single column, or a column in which no row says anything."""
    found = []
    for table in tables((*document.front, *document.body)):
        if len(table.columns) == 1:
            found.append(f"table with one column: {table.caption or table.columns[0].title}")
        whole = [row for row in table.rows if len(row.cells) == len(table.columns)]
        for at, column in enumerate(table.columns):
            if whole and not any(markdown.plain(row.cells[at]).strip() for row in whole):
                found.append(f"empty column {column.title}: {table.caption}")
    return found


def broken(document, pdf):
    """Say which word of a table's head stands whole on no page."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    printed = set(re.findall(r"[^\W\d_]+", done.stdout.decode("utf-8")))
    heads = {column.title for table in tables((*document.front, *document.body)) for column in table.columns}
    wanted = {word for head in heads for word in re.findall(r"[^\W\d_]{4,}", head)}
    return [f"broken in a table head: {word}" for word in sorted(wanted - printed)]


def small(document):
    """Say which figures have letters that are smaller in print than may be."""
    found = []
    for figure in drawings((*document.front, *document.body)):
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', figure.svg)]
        scale = min(0.75, ACROSS / figure.width, HIGH[document.layout] / figure.height)
        if sizes and min(sizes) * scale < SMALLEST - 0.05:
            found.append(f"figure {figure.number}: letters of {min(sizes) * scale:.1f} pt")
    return found


def squeezed(text):
    """Give a text without spaces, to compare what layout may have spaced otherwise."""
    return re.sub(r"\s", "", text)


def complaints(document, pdf):
    """Say everything that is wrong with a printed document."""
    found = []
    heads = {squeezed(title) for title in titles((*document.front, *document.body)) if title}
    is_book = document.layout == "book"
    for number, (width, height, lines) in enumerate(pages(pdf), 1):
        if number == 1 and is_book:
            continue  # the cover is a page of its own kind
        if not lines:
            found.append(f"page {number} is empty")
            continue
        for line in lines:
            if line.left < MARGIN or line.right > width - MARGIN or line.top < 0 or line.bottom > height:
                found.append(f"page {number} outside: {line.text}")
            if HOLE.search(line.text):
                found.append(f"page {number} hole: {line.text}")
        found += [
            f"page {number} overlap: {a.text} / {c.text}" for a, c in itertools.combinations(lines, 2) if _meet(a, c)
        ]
        body = [line for line in lines if line.bottom < height - FOOT]
        if body:
            last = max(body, key=lambda line: (round(line.bottom), line.right))
            alone = squeezed(" ".join(line.text for line in body if abs(line.bottom - last.bottom) < 3))
            if alone in heads:
                found.append(f"page {number} ends with the heading: {last.text}")
    for figure in drawings((*document.front, *document.body)):
        found += [f"figure {figure.number}: {fault}" for fault in faults(figure)]
    return [*found, *lonely(document), *small(document)]


def _meet(one, other):
    """Tell whether two lines lie on each other by more than the space above and below letters."""
    high = min(one.bottom - one.top, other.bottom - other.top)
    deep = min(one.bottom, other.bottom) - max(one.top, other.top)
    return deep > 0.45 * high and min(one.right, other.right) - max(one.left, other.left) > 1.5


def cards(blocks):
    """Give every requirement of a document."""
    for block in blocks:
        if isinstance(block, b.RequirementCard):
            yield block
        elif isinstance(block, b.Section | b.Callout):
            yield from cards(block.blocks)


def stated(card):
    """Give the paragraphs of a requirement's statement as plain text."""
    return "".join(markdown.plain(block.content) for block in card.statement if isinstance(block, b.Paragraph))


def _is_foot(line):
    """Tell whether a line is the foot of a page, or its number."""
    return bool(re.fullmatch(r"\f?(\d+ / \d+|.* · \S+ \S+ · .*\d{4})", line.strip()))


def plain(form, content, edges=frozenset()):
    """Give the text of a printed document without spaces, in one form of each letter; `edges` are lines at the head of pages."""
    if form == "pdf":
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
        text = "\n".join(
            line
            for line in done.stdout.decode("utf-8").split("\n")
            if squeezed(line) not in edges and not _is_foot(line)
        )
    elif form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            text = package.read("word/document.xml").decode("utf-8")
        text = htmllib.unescape(re.sub(r"<[^>]+>", "", text))
    elif form == "html":
        text = re.sub(r"(?s)<style>.*?</style>|<svg.*?</svg>", " ", content.decode("utf-8"))
        text = htmllib.unescape(re.sub(r"<[^>]+>", "", text))
    else:
        text = re.sub(r"\\(.)", r"\1", content.decode("utf-8")).replace("**", "")
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text))


def differences(document, printed):
    """Say which requirement does not stand exactly once with its words in a format; `printed` is bytes by format."""
    mark = " · ".join(text for text in (document.confidentiality, document.draft) if text)
    edges = {squeezed(mark), *(squeezed(f"{chapter.number} {chapter.title}") for chapter in document.body)}
    texts = {form: plain(form, content, edges) for form, content in printed.items()}
    found = []
    for card in cards(document.body):
        wanted = re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", f"{card.id} {card.title}"))
        statement = re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", stated(card)))
        first = card.priority.text if card.priority else card.weight or card.knockout or ""
        chip = re.sub(r"\s+", "", unicodedata.normalize("NFKC", first))
        for form, text in texts.items():
            # the chip behind the title tells the card from mentions of its id and title
            shown = f"[{chip}]" if card.priority else chip
            marked = f"{wanted}—{shown}" if form == "md" and chip else wanted + chip
            if text.count(marked) != 1:
                found.append(f"{form}: {card.id} stands {text.count(marked)} times")
            if statement and statement not in text:
                found.append(f"{form}: the words of {card.id} differ")
    return found
