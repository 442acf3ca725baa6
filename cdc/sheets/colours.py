"""Colours as a workbook names them, and whether text in one can be seen on another."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from xml.etree import ElementTree as ET

BLACK, WHITE = "000000", "FFFFFF"
LEAST = 1.3
"""Below this contrast nobody reads a text; the palest ink that people choose has more."""
_BASIC = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_INDEXED = (
    f"{_BASIC} {_BASIC} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066"
    " FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF"
    " FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300"
    " 993366 333399 333333 000000 FFFFFF"
).split()
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
USUAL = (WHITE, BLACK, "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
"""The colours of a workbook that brings no theme."""


def theme(root: ET.Element) -> tuple[str, ...]:
    """Give the colours of a theme, in the order in which cells number them."""
    found = {}
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _THEME and len(element):
            found[name] = element[0].get("lastClr") or element[0].get("val") or BLACK
    return tuple(found.get(name, usual) for name, usual in zip(_THEME, USUAL, strict=True))


def named(element: ET.Element | None, themed: Sequence[str], default: str) -> str:
    """Give the colour that an element names, as six digits."""
    if element is None:
        return default
    rgb, index, number = element.get("rgb"), element.get("indexed", ""), element.get("theme", "")
    if rgb:
        return rgb[-6:]
    if index.isdecimal():
        return _INDEXED[int(index)] if int(index) < len(_INDEXED) else default
    if number.isdecimal() and int(number) < len(themed):
        return _tinted(themed[int(number)], float(element.get("tint", "0")))
    return default


def is_seen(ink: str, ground: str) -> bool:
    """Tell whether text can be seen on its ground."""
    lighter, darker = sorted((_light(ink), _light(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05) >= LEAST


def _tinted(colour: str, tint: float) -> str:
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def _light(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue
