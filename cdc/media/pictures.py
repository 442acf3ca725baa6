"""Make an author's picture ready to be shown: PNG, JPEG, SVG that refers to nothing outside, or a page of a PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cdc import isolated
from cdc.media import outside
from cdc.model.practice import Mockup

TASKS = "cdc.media.tasks"
MAX_SIDE = 8000
MAX_BYTES = 16 * 1024 * 1024
ORIENTATION = 274  # tag of EXIF: how the camera was held
_SIZE = re.compile(r'<svg\b[^>]*?\bviewBox\s*=\s*"\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)')


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture ready to be shown, upright, and its size in pixels."""

    content: bytes
    media_type: Literal["image/png", "image/jpeg", "image/svg+xml"]
    width: int
    height: int


class NotShownError(Exception):
    """Why a picture cannot be shown."""


def measure(content: bytes, page: int = 1) -> Shown | None:
    """Give a picture ready to be shown, or None for what is not shown."""
    try:
        return shown(content, page)
    except NotShownError:
        return None


def of_mockups(root: Path, mockups: Iterable[Mockup]) -> dict[tuple[str, int], Shown]:
    """Give the pictures of mock-ups that can be shown, by file and page."""
    files = {(item.file, item.page): root / item.file for item in mockups if item.file}
    found = {key: measure(path.read_bytes(), key[1]) for key, path in files.items()}
    return {key: picture for key, picture in found.items() if picture}


@lru_cache(maxsize=64)
def shown(content: bytes, page: int = 1) -> Shown:
    """Give a picture ready to be shown; `page` is that of a PDF. Raise NotShownError with the reason."""
    if len(content) > MAX_BYTES:
        raise NotShownError(f"> {MAX_BYTES // 1024**2} MiB")
    if content.startswith((b"\x89PNG", b"\xff\xd8")):
        return _raster(content)
    try:
        if content.startswith(b"%PDF-"):
            return _raster(isolated.run(TASKS, "pdf", b"%d\n%s" % (page, content), seconds=20))
        return _drawing(content)
    except isolated.RefusedError as error:
        raise NotShownError(str(error)) from None


def _drawing(content: bytes) -> Shown:
    text = content.decode("utf-8", "replace")
    size = _SIZE.search(text)
    if size is None:
        raise NotShownError("viewBox")
    if (found := outside.drawing(text)) is not None:
        raise NotShownError(found)
    width, height = (max(int(float(part)), 1) for part in size.groups())
    if max(width, height) > MAX_SIDE:
        raise NotShownError(f"{width} × {height}")
    isolated.run(TASKS, "svg", content, seconds=10)  # what cannot be drawn in time is not shown anywhere
    return Shown(content, "image/svg+xml", width, height)


def _raster(content: bytes) -> Shown:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            if max(width, height) > MAX_SIDE:
                raise NotShownError(f"{width} × {height}")
            is_png = image.format == "PNG"
            if image.getexif().get(ORIENTATION, 1) != 1:
                upright = ImageOps.exif_transpose(image)
                target = io.BytesIO()
                upright.save(target, "PNG" if is_png else "JPEG", quality=90)
                content, (width, height) = target.getvalue(), upright.size
    except Image.DecompressionBombError:
        raise NotShownError(f"> {MAX_SIDE} × {MAX_SIDE}") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise NotShownError(type(error).__name__) from None
    return Shown(content, "image/png" if is_png else "image/jpeg", width, height)
