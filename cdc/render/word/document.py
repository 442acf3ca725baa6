"""Print a document as Word (Open XML text with real styles): contents field filled, numbering tied to headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from cdc import assets, files
from cdc.media import colours, pictures
from cdc.media.raster import raster
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.packs import word_house
from cdc.render.pages import Estimate
from cdc.render.word import contents as word_contents
from cdc.render.word.contents import escape, run
from cdc.words import words

TEXT_WIDTH = 9638  # twentieths of a point between the margins of A4 (170 mm)
WIDE = 14570  # the same on landscape pages
EMU = 9525  # English Metric Units in a CSS pixel
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_CHIPS = {
    "essential": ("FFFFFF", "0B5C7A"), "important": ("0B4A62", "DCEBF2"), "optional": ("33424F", "F1F5F8"),
    "knockout": ("FFFFFF", "A23B5B"), "plain": ("33424F", "F1F5F8"), "good": ("FFFFFF", "3F7046"),
    "fair": ("6B540D", "FCF4E4"), "poor": ("8A2C4A", "F8E8EC"), "missing": ("33424F", "FFFFFF"),
}  # fmt: skip


@dataclass
class _Writer:
    """What grows while a document is written: text, pictures, bookmarks, links, lists."""

    document: b.Document
    look: Look = PLAIN
    out: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    bookmarks: int = 0
    lists: int = 0
    pages: Estimate = field(default_factory=Estimate)
    headings: list[tuple[b.Section, int]] = field(default_factory=list)
    captions: list[word_contents.Caption] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    width: int = TEXT_WIDTH


def render(document: b.Document, look: Look = PLAIN) -> bytes:
    """Give the .docx: same document, same bytes."""
    writer = _Writer(document, look, named=frozenset(_named((*document.front, *document.body))))
    writer.pages.advance_page()
    for block in document.front:
        _block(writer, block)
    writer.pages.advance_page()
    writer.pages.used = 1.0  # the contents fill this page; the first chapter starts the next
    body_start = len(writer.out)
    for chapter in document.body:
        _section(writer, chapter)
    front, body = writer.out[:body_start], writer.out[body_start:]
    contents = word_contents.fields(document, writer.headings, writer.captions) if document.layout == "book" else ()
    house = word_house.read(look.word) if look.word else None
    own_cover = house is not None and bool(house.cover) and document.layout == "book"
    cover = [] if own_cover else [*_logo(writer), *_cover(document)]
    text = "".join([*cover, *front, *contents, *body])
    section = _page_section(landscape=writer.width == WIDE)
    text = colours.in_word(text, look.colours)
    xml = f"{_HEAD}<w:document {_NAMESPACES}><w:body>{text}{section}</w:body></w:document>"
    parts = _parts(writer, xml)
    if house is not None:
        shown = house if own_cover else replace(house, cover=[])
        parts = word_house.dress(parts, shown, _facts(document), _PAGE_BREAK)
    return files.archive(parts)


_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _facts(document: b.Document) -> dict[str, str]:
    """Give what a house's cover, header and footer can name in double braces."""
    names = ("kind", "title", "subtitle", "reference", "version", "date", "company", "confidentiality")
    return {name: str(getattr(document, name)) for name in names} | {"draft": document.draft or ""}


def _page_section(*, landscape: bool) -> str:
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/>'
        f'{size}<w:pgMar w:top="1530" w:right="1020" w:bottom="1250" w:left="1248" '
        'w:header="680" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _turn(writer: _Writer, *, landscape: bool) -> None:
    """End the pages of one orientation, and go on in the other."""
    if (writer.width == WIDE) != landscape:
        writer.out.append(f"<w:p><w:pPr>{_page_section(landscape=not landscape)}</w:pPr></w:p>")
        writer.width = WIDE if landscape else TEXT_WIDTH
        writer.pages.advance_page()


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _parts(writer: _Writer, xml: str) -> dict[str, bytes]:
    document, look = writer.document, writer.look
    facts = {
        "title": escape(document.title),
        "author": escape(document.company),
        "date": document.iso_date,
        "language": words(document.language).format.tag,
        "confidential": escape(" · ".join(t for t in (document.confidentiality, document.draft) if t)),
        "foot": escape(f"{document.reference} · {document.labels['version']} {document.version} · {document.date}"),
        "chapters": "upperLetter" if document.body and document.body[0].number.isalpha() else "decimal",
        **(_BOOK if document.layout == "book" else _SHEET),
        "lists": "".join(_numbering(at + 3) for at in range(writer.lists)),
        "links": "".join(
            f'<Relationship Id="{id_}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{escape(url)}" TargetMode="External"/>'
            for url, id_ in writer.links.items()
        )
        + "".join(
            f'<Relationship Id="{Path(name).stem}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/{name}"/>'
            for name in writer.media
        ),
    }
    parts = {
        name: _part(name, facts)
        for name in ("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml")
    }
    parts["word/document.xml"] = xml.encode("utf-8")
    for name in (
        "styles.xml",
        "numbering.xml",
        "settings.xml",
        "fontTable.xml",
        "theme/theme1.xml",
        "header1.xml",
        "footer1.xml",
        "_rels/document.xml.rels",
    ):
        parts[f"word/{name}"] = _part(f"word/{name}", facts, look)
    parts |= {f"word/media/{name}": content for name, content in writer.media.items()}
    return parts


_BOOK = {"chapter_break": "<w:pageBreakBefore/>", "chapter_before": "0", "chapter_after": "340", "chapter_size": "38"}
_SHEET = {"chapter_break": "", "chapter_before": "280", "chapter_after": "100", "chapter_size": "25"}


@cache
def _source(name: str) -> str:
    flat = name.replace("/", "__").replace("[", "").replace("]", "").replace("_rels__.rels", "package.rels")
    return (assets.templates() / "word" / flat).read_text(encoding="utf-8")


def _part(name: str, facts: dict[str, str], look: Look = PLAIN) -> bytes:
    text = colours.in_word(_source(name), look.colours)
    if look.faces:
        text = text.replace('"IBM Plex Sans"', f'"{escape(look.faces[0].family)}"')
    for key, value in facts.items():
        text = text.replace(f"{{{{{key}}}}}", value)
    return text.encode("utf-8")


def _numbering(id_: int) -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'


def _cover(document: b.Document) -> Iterator[str]:
    if document.layout == "sheet":
        yield from _letterhead(document)
        return
    yield _paragraph("CoverKind", run(document.kind))
    yield _paragraph("Title", run(document.title))
    yield _paragraph("Subtitle", run(document.subtitle))
    yield _paragraph("CoverCompany", run(document.company))
    yield _paragraph(
        "CoverControl",
        run(f"{document.reference} · {document.labels['version']} {document.version} · {document.date}"),
    )
    if document.confidentiality:
        yield _paragraph("CoverControl", run(document.confidentiality))
    if document.draft:
        yield _paragraph("CoverDraft", run(document.draft))
    yield _PAGE_BREAK


def _letterhead(document: b.Document) -> Iterator[str]:
    """The head of a letter or one-pager: kind, title, for whom, reference."""
    yield _paragraph("CoverControl", run(document.kind))
    yield _paragraph("TOCHeading", run(document.title))
    if document.subtitle:
        yield _paragraph("Lead", run(document.subtitle, "<w:b/>"))
    facts = [document.company, document.reference, document.date, document.confidentiality]
    yield _paragraph("CoverControl", run(" · ".join(fact for fact in facts if fact)))
    yield _paragraph("TableGap", "")


def _section(writer: _Writer, section: b.Section) -> None:
    level = min(section.level, 4)
    _turn(writer, landscape=section.landscape)
    writer.pages.heading(level)
    writer.headings.append((section, writer.pages.page))
    inner = _marked(writer, f"h-{section.id}", run(section.title))
    writer.out.append(f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{inner}</w:p>')
    for block in section.blocks:
        _block(writer, block)
    if section.landscape:
        _turn(writer, landscape=False)


def _block(writer: _Writer, block: b.Block) -> None:
    if isinstance(block, b.RequirementCard):
        _card(writer, block)
    elif isinstance(block, b.Section):
        _section(writer, block)
    elif isinstance(block, b.Paragraph):
        style = {"body": "BodyText", "lead": "Lead", "note": "Note", "closing": "BodyText"}[block.style]
        _write(writer, style, _inline(writer, block.content), block.content)
    elif isinstance(block, b.Heading):
        named: b.Inlines = tuple(b.Strong((p.text,)) if isinstance(p, b.Ref) else p for p in block.content)
        marked = [
            _marked(writer, part.id, run(part.text, "<w:b/>")) if isinstance(part, b.Ref) else _inline(writer, (part,))
            for part in block.content
        ]
        _write(writer, "MinorHeading", "".join(marked), named)
    elif isinstance(block, b.Table):
        _table(writer, block)
    elif isinstance(block, b.Facts):
        for label, content in block.rows:
            _write(writer, "Fact", _label(label) + _inline(writer, content), (label, *content))
    elif isinstance(block, b.Bullets):
        _bullets(writer, block)
    elif isinstance(block, b.KpiCards):
        _kpis(writer, block)
    elif isinstance(block, b.Figure | b.Picture):
        _figure(writer, block)
    elif isinstance(block, b.Callout):
        if block.title:
            _write(writer, "CalloutTitle", run(block.title), (block.title,))
        for inner_block in block.blocks:
            _block(writer, inner_block)
    else:
        for line in block.text.split("\n"):
            _write(writer, "CodeBlock", run(line), (line,))


def _write(writer: _Writer, style: str, inner: str, content: b.Inlines) -> None:
    writer.pages.paragraph(content, style)
    writer.out.append(_paragraph(style, inner))


def _paragraph(style: str, inner: str, *, page_break: bool = False) -> str:
    extra = "<w:pageBreakBefore/>" if page_break else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inner}</w:p>'


def _label(label: str) -> str:
    return run(f"{label} · ", '<w:rStyle w:val="FactLabel"/>')


def _inline(writer: _Writer, content: b.Inlines, properties: str = "") -> str:
    parts = []
    for part in content:
        if isinstance(part, str):
            parts.append(run(part, properties))
        elif isinstance(part, b.Strong):
            parts.append(_inline(writer, part.content, "<w:b/>" + properties))
        elif isinstance(part, b.Emphasis):
            parts.append(_inline(writer, part.content, properties + "<w:i/>"))
        elif isinstance(part, b.Code):
            parts.append(run(part.text, '<w:rStyle w:val="CodeText"/>'))
        elif isinstance(part, b.Break):
            parts.append("<w:r><w:br/></w:r>")
        elif isinstance(part, b.Chip):
            parts.append(_chip(part.text, part.tone))
        elif isinstance(part, b.Ref):
            parts.append(_reference(writer, part))
        else:
            id_ = writer.links.setdefault(part.url, f"rIdLink{len(writer.links) + 1}")
            parts.append(
                f'<w:hyperlink r:id="{id_}" w:history="1">{_inline(writer, part.content, _LINK)}</w:hyperlink>'
            )
    return "".join(parts)


def _reference(writer: _Writer, ref: b.Ref) -> str:
    """A cross reference as a field where its target prints the very text, else as a link."""
    name, text = word_contents.bookmark(ref.id), run(ref.text, _LINK)
    if ref.id in writer.named and ref.id == ref.text:
        return word_contents.field(f"REF {name} \\h", text)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{text}</w:hyperlink>'


def _named(blocks: tuple[b.Block, ...]) -> Iterator[str]:
    """Give the ids whose bookmark holds just the id."""
    for block in blocks:
        if isinstance(block, b.RequirementCard):
            yield block.id
        elif isinstance(block, b.KpiCards):
            yield from (card.id for card in block.cards)
        elif isinstance(block, b.Heading):
            yield from (part.id for part in block.content if isinstance(part, b.Ref))
        elif isinstance(block, b.Table):
            yield from (row.anchor for row in block.rows if row.anchor and row.cells[0] == (row.anchor,))
        elif isinstance(block, b.Section | b.Callout):
            yield from _named(block.blocks)


_LINK = '<w:rStyle w:val="Hyperlink"/>'


def _chip(text: str, tone: str) -> str:
    ink, paper = _CHIPS[tone]
    style = f'<w:b/><w:color w:val="{ink}"/><w:sz w:val="15"/><w:shd w:val="clear" w:color="auto" w:fill="{paper}"/>'
    return run(f"\u00a0{text}\u00a0", style)


def _marked(writer: _Writer, id_: str, inner: str) -> str:
    writer.bookmarks += 1
    at = writer.bookmarks
    return f'<w:bookmarkStart w:id="{at}" w:name="{word_contents.bookmark(id_)}"/>{inner}<w:bookmarkEnd w:id="{at}"/>'


def _card(writer: _Writer, card: b.RequirementCard) -> None:
    style = (
        f"Requirement{card.priority.tone.capitalize()}"
        if card.priority.tone in ("essential", "important", "optional")
        else "RequirementOptional"
    )
    inner = (
        _marked(writer, card.id, run(card.id, '<w:rStyle w:val="RequirementCode"/>'))
        + run(" ")
        + run(card.title, "<w:b/>")
    )
    inner += run("  ") + _chip(card.priority.text, card.priority.tone)
    if card.weight:
        inner += run(" ") + _chip(card.weight, "plain")
    if card.knockout:
        inner += run(" ") + _chip(card.knockout, "knockout")
    writer.out.append(_paragraph(style, inner))
    writer.pages.paragraph((card.id, " ", card.title, " " * 12), style)
    if card.statement:
        _write(writer, "RequirementText", run(card.statement), (card.statement,))
    for label, content in card.facts:
        _write(writer, "RequirementFact", _label(label) + _inline(writer, content), (label, *content))


def _bullets(writer: _Writer, block: b.Bullets) -> None:
    number = 2
    if block.ordered:
        writer.lists += 1
        number = writer.lists + 2
    style = "ListNumber" if block.ordered else "ListBullet"
    for item in block.items:
        for at, inner in enumerate(item):
            if isinstance(inner, b.Paragraph) and at == 0:
                writer.pages.paragraph(inner.content, style)
                properties = (
                    f'<w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
                )
                writer.out.append(f"<w:p><w:pPr>{properties}</w:pPr>{_inline(writer, inner.content)}</w:p>")
            else:
                _block(writer, inner)


def _table(writer: _Writer, table: b.Table) -> None:
    was_wide = writer.width == WIDE
    _turn(writer, landscape=was_wide or table.wide)
    if table.caption:
        _caption(writer, "table", table.number, table.caption)
    total = sum(column.width for column in table.columns)
    widths = [writer.width * column.width // total for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    small = len(table.columns) > 7
    head = "".join(
        _cell(widths[at], run(column.title, "<w:b/>"), "TableHead", column.align)
        for at, column in enumerate(table.columns)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    writer.pages.row([(column.title,) for column in table.columns], widths, small=small)
    for row in table.rows:
        cells = []
        for at, content in enumerate(row.cells):
            inner = _inline(writer, content, "<w:b/>" if row.style == "total" else "")
            if at == 0 and row.anchor:
                inner = _marked(writer, row.anchor, inner)
            cells.append(
                _cell(
                    widths[at],
                    inner,
                    "TableSmall" if small else "TableText",
                    table.columns[at].align,
                    shade=row.style != "body",
                )
            )
        writer.pages.row(row.cells, widths, small=small)
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    properties = f'<w:tblPr><w:tblStyle w:val="CdcTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}</w:tblPr>'
    writer.out.append(f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")
    writer.out.append(_paragraph("TableGap", ""))
    _turn(writer, landscape=was_wide)


def _cell(width: int, inner: str, style: str, align: str, *, shade: bool = False) -> str:
    jc = {"right": '<w:jc w:val="right"/>', "center": '<w:jc w:val="center"/>', "left": ""}[align]
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="F1F5F8"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{jc}</w:pPr>{inner}</w:p></w:tc>'


def _caption(writer: _Writer, kind: str, number: int, text: str) -> None:
    label = writer.document.labels[kind]
    sequence = "Table" if kind == "table" else "Figure"
    inner = run(f"{label} ") + word_contents.field(f"SEQ {sequence} \\* ARABIC", run(str(number))) + run(f" — {text}")
    inner = _marked(writer, f"{sequence}-{number}", inner)
    style = "Caption" if kind == "figure" else "TableCaption"
    writer.pages.paragraph((f"{label} {number} — {text}",), style)
    writer.captions.append(word_contents.Caption(sequence, number, f"{label} {number} — {text}", writer.pages.page))
    writer.out.append(_paragraph(style, inner))


def _kpis(writer: _Writer, block: b.KpiCards) -> None:
    for start in range(0, len(block.cards), 3):
        cells = []
        for card in block.cards[start : start + 3]:
            name = _marked(writer, card.id, run(card.id, '<w:rStyle w:val="RequirementCode"/>')) + run(f" {card.name}")
            value = run(f"{card.baseline} → ") + run(card.target, "<w:b/>")
            inner = (
                _paragraph("KpiName", name)
                + _paragraph("KpiValue", value)
                + _paragraph("KpiNote", _inline(writer, card.note))
            )
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{writer.width // 3}" w:type="dxa"/></w:tcPr>{inner}</w:tc>')
        writer.pages.space(62)
        grid = f'<w:gridCol w:w="{writer.width // 3}"/>' * len(cells)
        writer.out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="CdcKpis"/><w:tblW w:w="{writer.width // 3 * len(cells)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr></w:tbl>"
        )
        writer.out.append(_paragraph("TableGap", ""))


def _figure(writer: _Writer, block: b.Figure | b.Picture) -> None:
    width = min(block.width, 640)
    height = block.height * width // block.width
    if isinstance(block, b.Figure):
        name, content = f"figure{block.number}.png", raster(colours.in_drawing(block.svg, writer.look.colours))
    else:
        suffix = {"image/png": "png", "image/jpeg": "jpeg", "image/svg+xml": "png"}[block.media_type]
        name = f"figure{block.number}.{suffix}"
        content = raster(block.content.decode("utf-8")) if block.media_type == "image/svg+xml" else block.content
    writer.media[name] = content
    writer.pages.space(height * 0.75 + 8)
    drawing = _picture(name, block.number, block.alt, width, height)
    writer.out.append(_paragraph("FigureParagraph", f"<w:r>{drawing}</w:r>"))
    _caption(writer, "figure", block.number, block.caption)


def _logo(writer: _Writer) -> Iterator[str]:
    """The house's sign at the head of the cover."""
    logo = pictures.measure(writer.look.logo) if writer.look.logo else None
    if logo is None:
        return
    width, height = min(220, 56 * logo.width // logo.height), min(56, 220 * logo.height // logo.width)
    suffix = "jpeg" if logo.media_type == "image/jpeg" else "png"
    is_drawing = logo.media_type == "image/svg+xml"
    writer.media[f"logo.{suffix}"] = raster(logo.content.decode("utf-8")) if is_drawing else logo.content
    drawing = _picture(f"logo.{suffix}", 0, writer.document.company, width, height)
    yield _paragraph("BodyText", f"<w:r>{drawing}</w:r>")


def _picture(name: str, number: int, alt_text: str, width: int, height: int) -> str:
    """Write a picture of the package, its size in pixels."""
    size = f'cx="{width * EMU}" cy="{height * EMU}"'
    id_, alt = Path(name).stem, escape(alt_text)
    picture = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    graphic = f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">{picture}</a:graphicData></a:graphic>'
    return f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr id="{1000 + number}" name="{name}" descr="{alt}"/>{graphic}</wp:inline></w:drawing>'
