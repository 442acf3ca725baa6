"""Put a theme's colours in the place of ours, in style sheets, drawings and Word styles."""

from __future__ import annotations

import re
from functools import cache

from cdc.model.look import Colours

_OURS = Colours()


@cache
def mapping(colours: Colours) -> dict[str, str]:
    """Give each of our colours (#rrggbb, lower case) with the theme's; tints and shades are mixed anew."""
    if colours == _OURS:
        return {}
    return {
        "#0b5c7a": colours.primary.lower(),
        "#0b4a62": mixed(colours.primary, "#000000", 0.2),
        "#dcebf2": mixed(colours.primary, "#ffffff", 0.86),
        "#b4511f": colours.accent.lower(),
        "#fdf3ec": mixed(colours.accent, "#ffffff", 0.92),
        "#1c2733": colours.ink.lower(),
        "#33424f": mixed(colours.ink, "#ffffff", 0.15),
        "#5b6770": colours.muted.lower(),
    }


def mixed(colour: str, other: str, share: float) -> str:
    """Mix two colours; `share` is that of the second."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        linear = [
            v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (p / 255 for p in _parts(colour))
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def in_css(text: str, colours: Colours) -> str:
    """Paint one of our own style sheets."""
    found = mapping(colours)
    return re.sub(r"#[0-9a-f]{6}\b", lambda m: found.get(m[0], m[0]), text) if found else text


def in_drawing(svg: str, colours: Colours) -> str:
    """Paint a drawing of ours: its attributes, never its texts."""
    found = mapping(colours)
    if not found:
        return svg
    return re.sub(r'(fill|stroke)="(#[0-9a-f]{6})"', lambda m: f'{m[1]}="{found.get(m[2], m[2])}"', svg)


def in_word(xml: str, colours: Colours) -> str:
    """Paint a part of our Word template, where colours stand without their mark, in capitals."""
    found = {ours[1:].upper(): theirs[1:].upper() for ours, theirs in mapping(colours).items()}
    return re.sub(r'"([0-9A-F]{6})"', lambda m: f'"{found.get(m[1], m[1])}"', xml) if found else xml
