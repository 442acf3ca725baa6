"""Measure an author's picture and say whether it can be shown: PNG, JPEG, or SVG that refers to nothing outside."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Literal

MAX_SIDE = 8000
_OUTSIDE = re.compile(
    r"""href\s*=\s*["'](?!#)|url\(\s*["']?(?!#)|<!DOCTYPE|<!ENTITY|<script|<foreignObject|@import""", re.IGNORECASE
)
_SIZE = re.compile(r'<svg\b[^>]*?\bviewBox\s*=\s*"\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)')


@dataclass(frozen=True, slots=True)
class Measured:
    """The kind and size of a picture, in pixels."""

    media_type: Literal["image/png", "image/jpeg", "image/svg+xml"]
    width: int
    height: int


def measure(content: bytes) -> Measured | None:
    """Give kind and size, or None for what is not shown."""
    if content.startswith((b"\x89PNG", b"\xff\xd8")):
        return _raster(content)
    text = content.decode("utf-8", "replace")
    size = _SIZE.search(text)
    if size is None or _OUTSIDE.search(text):
        return None
    return Measured("image/svg+xml", max(int(float(size[1])), 1), max(int(float(size[2])), 1))


def _raster(content: bytes) -> Measured | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            rotated = image.getexif().get(274, 1) in (5, 6, 7, 8)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    if max(width, height) > MAX_SIDE:
        return None
    if rotated:
        width, height = height, width
    return Measured("image/png" if content.startswith(b"\x89PNG") else "image/jpeg", width, height)
