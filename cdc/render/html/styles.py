"""The style sheets and font declarations of a page, in the colours and fonts of a look."""

from __future__ import annotations

import base64
from functools import cache

from cdc import assets
from cdc.media import colours
from cdc.model.look import PLAIN, Look

FACES = (
    ("IBMPlexSans-Regular.woff2", 400, "normal"),
    ("IBMPlexSans-SemiBold.woff2", 600, "normal"),
    ("IBMPlexSans-Italic.woff2", 400, "italic"),
    ("IBMPlexSans-SemiBoldItalic.woff2", 600, "italic"),
)
_KINDS = {b"wOF2": "woff2", b"OTTO": "opentype"}


def theme(name: str, look: Look = PLAIN) -> str:
    """Give one of our style sheets in the colours and font of a look."""
    text = colours.in_css((assets.templates() / "themes" / name).read_text(encoding="utf-8"), look.colours)
    return text.replace('"IBM Plex Sans"', f'"{look.faces[0].family}", "IBM Plex Sans"') if look.faces else text


def page_faces(look: Look = PLAIN) -> str:
    """Give the font declarations of a page that carries its fonts."""
    ours = "".join(_face(weight, style, _embedded(name)) for name, weight, style in FACES)
    return ours + _own_faces(look)


def print_faces(look: Look = PLAIN) -> str:
    """Give the font declarations for the page engine, whose fetcher serves `cdc:fonts/…`."""
    return "".join(_face(weight, style, f"cdc:fonts/{name}") for name, weight, style in FACES) + _own_faces(look)


def data_url(media_type: str, content: bytes) -> str:
    """Give bytes as an address that carries them."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"


def _own_faces(look: Look) -> str:
    return "".join(
        _face(
            face.weight,
            face.style,
            data_url("font/woff2", face.content),
            face.family,
            _KINDS.get(face.content[:4], "truetype"),
        )
        for face in look.faces
    )


def _face(weight: int, style: str, source: str, family: str = "IBM Plex Sans", kind: str = "woff2") -> str:
    facts = f'font-family:"{family}";font-weight:{weight};font-style:{style};src:url({source}) format("{kind}")'
    return f"@font-face{{{facts}}}\n"


@cache
def _embedded(name: str) -> str:
    return data_url("font/woff2", (assets.templates() / "fonts" / name).read_bytes())
