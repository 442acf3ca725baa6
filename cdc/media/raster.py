"""Turn a drawing into a PNG in our own fonts, for formats that cannot show drawings."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from cdc import assets


def raster(svg: str, zoom: float = 2) -> bytes:
    """Give a drawing as PNG in our own fonts."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=list(fonts()), background="#ffffff"
        )
    )


@cache
def fonts() -> tuple[str, ...]:
    """Unpack our fonts for the rasteriser, which does not read the compressed format."""
    from fontTools.ttLib import TTFont

    folder: Any = tempfile.TemporaryDirectory(prefix="cdc-fonts-")
    _KEPT.append(folder)
    paths = []
    for name in ("IBMPlexSans-Regular", "IBMPlexSans-SemiBold"):
        font = TTFont(assets.templates() / "fonts" / f"{name}.woff2")
        font.flavor = None
        path = Path(folder.name) / f"{name}.ttf"
        font.save(path, reorderTables=None)
        paths.append(str(path))
    return tuple(paths)


_KEPT: list[Any] = []  # keeps the unpacked fonts until the program ends
