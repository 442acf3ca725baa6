"""How the cells of an .xlsx workbook look: the format of numbers, what is struck out, and what cannot be seen."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cdc.sheets import colours, formats, package
from cdc.sheets.package import MAIN

SMALLEST = 4
"""Letters below this size (in points) are dots."""
_BUILTIN: Mapping[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', 42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks: its number format, whether that makes a date of a number, and what the eye does not get."""

    code: str = "General"
    is_date: bool = False
    is_struck: bool = False
    unseen: str = ""
    """Why nobody sees its text: `colour` or `size`; nothing where it is seen."""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of a workbook: of cells by number, and of what a condition puts over them."""

    cells: tuple[Style, ...] = ()
    conditional: tuple[Style, ...] = ()

    def of(self, number: str | None) -> Style:
        """Give the look of a cell by the number that it names."""
        return self.cells[int(number)] if number and self.cells else PLAIN


def read(container: zipfile.ZipFile, path: str | None, theme: str | None) -> Styles:
    """Read the part of looks; a workbook without one has the plain look everywhere."""
    if path is None:
        return Styles()
    root = package.root(container, path)
    themed = colours.theme(package.root(container, theme)) if theme else colours.USUAL
    codes = {int(at.get("numFmtId", "0")): at.get("formatCode", "General") for at in root.iter(f"{MAIN}numFmt")}
    fonts, fills = _all(root, "fonts"), _all(root, "fills")
    cells = tuple(
        _style(xf, codes, _named(fonts, xf, "fontId"), _fill(fills, xf), themed) for xf in _all(root, "cellXfs")
    )
    return Styles(cells, tuple(_over(dxf, themed) for dxf in _all(root, "dxfs")))


def _all(root: ET.Element, name: str) -> tuple[ET.Element, ...]:
    found = root.find(f"{MAIN}{name}")
    return () if found is None else tuple(found)


def _named(parts: tuple[ET.Element, ...], xf: ET.Element, key: str) -> ET.Element | None:
    at = int(xf.get(key, "0"))
    return parts[at] if at < len(parts) else None


def _fill(fills: tuple[ET.Element, ...], xf: ET.Element) -> ET.Element | None:
    """Give what fills a cell, where it fills it."""
    fill = _named(fills, xf, "fillId")
    pattern = None if fill is None else fill.find(f"{MAIN}patternFill")
    return pattern if pattern is not None and pattern.get("patternType", "none") not in ("none", "gray125") else None


def _style(
    xf: ET.Element,
    codes: Mapping[int, str],
    font: ET.Element | None,
    fill: ET.Element | None,
    themed: tuple[str, ...],
) -> Style:
    number = int(xf.get("numFmtId", "0"))
    code = codes.get(number) or _BUILTIN.get(number, "General")
    ground = colours.named(None if fill is None else fill.find(f"{MAIN}fgColor"), themed, colours.WHITE)
    return Style(code, formats.is_date(code), is_struck(font), _unseen(font, ground, themed))


def is_struck(font: ET.Element | None) -> bool:
    """Tell whether a font, or the look of a piece of text, strikes out."""
    strike = None if font is None else font.find(f"{MAIN}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _unseen(font: ET.Element | None, ground: str, themed: tuple[str, ...]) -> str:
    if font is None:
        return ""
    size = font.find(f"{MAIN}sz")
    if size is not None and float(size.get("val", "11")) < SMALLEST:
        return "size"
    ink = colours.named(font.find(f"{MAIN}color"), themed, colours.BLACK)
    return "" if colours.is_seen(ink, ground) else "colour"


def _over(dxf: ET.Element, themed: tuple[str, ...]) -> Style:
    """Give the look that a condition puts over a cell: its fill is named the other way round."""
    fill, code = dxf.find(f"{MAIN}fill/{MAIN}patternFill"), dxf.find(f"{MAIN}numFmt")
    ground = colours.named(None if fill is None else fill.find(f"{MAIN}bgColor"), themed, colours.WHITE)
    written, font = "General" if code is None else code.get("formatCode", "General"), dxf.find(f"{MAIN}font")
    return Style(written, formats.is_date(written), is_struck(font), _unseen(font, ground, themed))
