"""Tables: a header row that repeats, rows that are not split, wide ones on landscape pages."""

from __future__ import annotations

from cdc.model import blocks as b
from cdc.render import layout
from cdc.render.word.text import paragraph, run
from cdc.render.word.writer import WIDE, Writer

_ALIGN = {"right": '<w:jc w:val="right"/>', "center": '<w:jc w:val="center"/>', "left": ""}
_LOOK = (
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)
SMALL_FROM = 8
"""Columns from which a table is set in small print."""


def table(writer: Writer, block: b.Table) -> None:
    """Write a table with its caption."""
    was_wide = writer.width == WIDE
    writer.turn(landscape=was_wide or block.wide)
    if block.caption:
        writer.caption("table", block.number, block.caption)
    shares = layout.shares(block.columns, writer.width / 20, 7.5 if _is_small(block) else 8.5)
    widths = [int(writer.width * share) for share in shares]
    rows = [_head(writer, block, widths), *(_row(writer, block, row, widths) for row in block.rows)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    properties = f'<w:tblPr><w:tblStyle w:val="CdcTable"/>{size}{_LOOK}</w:tblPr>'
    writer.out.append(f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")
    writer.out.append(paragraph("TableGap", ""))
    writer.turn(landscape=was_wide)


def _is_small(block: b.Table) -> bool:
    return len(block.columns) >= SMALL_FROM


def _head(writer: Writer, block: b.Table, widths: list[int]) -> str:
    cells = "".join(
        _cell(width, run(column.title, "<w:b/>"), "TableHead", column.align)
        for width, column in zip(widths, block.columns, strict=True)
    )
    writer.pages.row([(column.title,) for column in block.columns], widths, small=_is_small(block))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(writer: Writer, block: b.Table, row: b.Row, widths: list[int]) -> str:
    style = "TableSmall" if _is_small(block) else "TableText"
    cells = []
    for at, content in enumerate(row.cells):
        inner = writer.inline(content, "<w:b/>" if row.style == "total" else "")
        if at == 0 and row.anchor:
            inner = writer.marked(row.anchor, inner)
        width = sum(widths) if len(row.cells) == 1 else widths[at]
        span = len(widths) if len(row.cells) == 1 < len(widths) else 1
        cells.append(_cell(width, inner, style, block.columns[at].align, shade=row.style != "body", span=span))
    writer.pages.row(row.cells, widths if len(row.cells) > 1 else [sum(widths)], small=_is_small(block))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, inner: str, style: str, align: str, *, shade: bool = False, span: int = 1) -> str:
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="F1F5F8"/>' if shade else ""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{fill}</w:tcPr>'
    return f'<w:tc>{properties}<w:p><w:pPr><w:pStyle w:val="{style}"/>{_ALIGN[align]}</w:pPr>{inner}</w:p></w:tc>'


def kpis(writer: Writer, block: b.KpiCards) -> None:
    """Write indicators, three side by side."""
    width = writer.width // 3
    for start in range(0, len(block.cards), 3):
        cells = [_kpi(writer, card) for card in block.cards[start : start + 3]]
        writer.pages.space(62)
        writer.out.append(side_by_side("CdcKpis", [width] * len(cells), cells))
        writer.out.append(paragraph("TableGap", ""))


def _kpi(writer: Writer, card: b.Kpi) -> str:
    code = writer.marked(card.id, run(card.id, '<w:rStyle w:val="RequirementCode"/>'))
    return (
        paragraph("KpiName", code + run(f" {card.name}"))
        + paragraph("KpiValue", run(f"{card.baseline} → ") + run(card.target, "<w:b/>"))
        + paragraph("KpiNote", writer.inline(card.note))
    )


def key_figures(writer: Writer, block: b.KeyFigures) -> None:
    """Write key figures side by side."""
    width = writer.width // max(len(block.figures), 1)
    cells = [
        paragraph("KpiValue", run(value, "<w:b/>")) + paragraph("KpiNote", run(words)) for value, words in block.figures
    ]
    writer.pages.space(46)
    writer.out.append(side_by_side("CdcKpis", [width] * len(cells), cells))
    writer.out.append(paragraph("TableGap", ""))


def side_by_side(style: str, widths: list[int], cells: list[str]) -> str:
    """Write one row of cells that hold paragraphs, on one page."""
    size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{size}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr></w:tbl>"
    )
