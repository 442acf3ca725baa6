"""Figures, pictures and the house's sign, as pictures of the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cdc.media import colours, pictures
from cdc.media.raster import raster
from cdc.model import blocks as b
from cdc.render.word.text import escape, paragraph
from cdc.render.word.writer import Writer

EMU = 9525  # English Metric Units in a CSS pixel
_WIDEST = 640
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg", "image/svg+xml": "png"}
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def figure(writer: Writer, block: b.Figure) -> None:
    """Write a drawing of ours, as pixels."""
    painted = colours.in_drawing(block.svg, writer.look.colours)
    _placed(writer, block, f"figure{block.number}.png", raster(painted))


def picture(writer: Writer, block: b.Picture) -> None:
    """Write a picture of the author's; a drawing as pixels."""
    content = raster(block.content.decode("utf-8")) if block.media_type == "image/svg+xml" else block.content
    _placed(writer, block, f"figure{block.number}.{_SUFFIXES[block.media_type]}", content)


def _placed(writer: Writer, block: b.Figure | b.Picture, name: str, content: bytes) -> None:
    width = min(block.width, _WIDEST)
    height = block.height * width // block.width
    writer.media[name] = content
    writer.pages.space(height * 0.75 + 8)
    drawing = _drawing(name, block.number, block.alt, (width, height))
    writer.out.append(paragraph("FigureParagraph", f"<w:r>{drawing}</w:r>"))
    writer.caption("figure", block.number, block.caption)


def logo(writer: Writer) -> Iterator[str]:
    """Write the house's sign at the head of the cover."""
    found = pictures.measure(writer.look.logo) if writer.look.logo else None
    if found is None:
        return
    size = min(220, 56 * found.width // found.height), min(56, 220 * found.height // found.width)
    is_drawing = found.media_type == "image/svg+xml"
    name = f"logo.{_SUFFIXES[found.media_type]}"
    writer.media[name] = raster(found.content.decode("utf-8")) if is_drawing else found.content
    yield paragraph("BodyText", f"<w:r>{_drawing(name, 0, writer.document.company, size)}</w:r>")


def _drawing(name: str, number: int, alt_text: str, pixels: tuple[int, int]) -> str:
    """Write a picture of the package, its size in pixels."""
    size = f'cx="{pixels[0] * EMU}" cy="{pixels[1] * EMU}"'
    id_, alt = Path(name).stem, escape(alt_text)
    shown = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    graphic = f'<a:graphic><a:graphicData uri="{_PICTURE}">{shown}</a:graphicData></a:graphic>'
    properties = f'<wp:extent {size}/><wp:docPr id="{1000 + number}" name="{name}" descr="{alt}"/>'
    inline = f'<wp:inline distT="0" distB="0" distL="0" distR="0">{properties}{graphic}</wp:inline>'
    return f"<w:drawing>{inline}</w:drawing>"
