"""Make an author's picture ready to be shown: PNG, JPEG, SVG that refers to nothing outside, or a page of a PDF."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote

from cdc import isolated
from cdc.media import outside
from cdc.model import fields
from cdc.model.fields import Leaf
from cdc.model.specification import Specification

TASKS = "cdc.media.tasks"
MAX_SIDE = 8000
MAX_BYTES = 16 * 1024 * 1024
ORIENTATION = 274  # tag of EXIF: how the camera was held
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_NAMED = re.compile(r"!\[[^\]]*\]\(\s*(?:<([^>\n]+)>|([^\s)]+))")
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


def of(root: Path, spec: Specification) -> dict[tuple[str, int], Shown]:
    """Give the pictures of mock-ups and of texts that are there and can be shown, by file and page."""
    wanted = {(item.file, item.page) for item in spec.mockups if item.file}
    wanted |= {(file, 1) for leaf in fields.walk(spec) for file in named(leaf)}
    files = {key: root / key[0] for key in sorted(wanted) if is_inside(root, key[0])}
    found = {key: measure(path.read_bytes(), key[1]) for key, path in files.items() if path.is_file()}
    return {key: picture for key, picture in found.items() if picture}


def named(leaf: Leaf) -> tuple[str, ...]:
    """Give the files of the pictures that a text in Markdown names; code names none."""
    if not leaf.field.has_languages or "![" not in leaf.value:
        return ()
    return tuple(unquote(found[1] or found[2]) for found in _NAMED.finditer(_CODE.sub("", leaf.value)))


def is_inside(root: Path, file: str) -> bool:
    """Tell whether a file of this name would lie in the project's folder."""
    return "://" not in file and (root / PurePosixPath(file)).resolve().is_relative_to(root.resolve())


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
