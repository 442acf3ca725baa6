"""Signs that the fonts of the documents do not have: each is named, and prints only where the system has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

from cdc import assets
from cdc.model.specification import Specification
from cdc.project.source import Source
from cdc.project.texts import texts

LIST = "signs.txt"
"""What our fonts have, as ranges of hexadecimal numbers; made from them by `docs/build.py`."""
_WRITTEN = re.compile(r"\\[xuU][0-9A-Fa-f]")
"""A sign that a text writes by its number."""
_SHOWN = 5
Path = tuple[str | int, ...]


def check(
    spec: Specification, source: Source, more: Callable[[], Collection[int]]
) -> Iterator[tuple[str, Path, Mapping[str, object]]]:
    """Name the signs of each text that no font of the documents has; `more` gives those of the author's own fonts.

    The files are looked through first, as they stand: almost none holds such a sign, and texts are many.
    """
    missing = _missing()
    if not any(missing.search(file.text) or _WRITTEN.search(file.text) for file in source.files):
        return
    own: Collection[int] | None = None
    for found in texts(spec):
        said = found.text.items() if isinstance(found.text, dict) else ((spec.language, found.text),)
        for language, text in said:
            signs = dict.fromkeys(missing.findall(text))
            if signs and own is None:
                own = more()
            signs = {sign: None for sign in signs if ord(sign) not in (own or ())}
            if signs:
                path = (*found.path, language) if isinstance(found.text, dict) else found.path
                yield "CDC926", path, {"signs": ", ".join(map(_named, list(signs)[:_SHOWN]))}


def _named(sign: str) -> str:
    return f"{sign} (U+{ord(sign):04X} {unicodedata.name(sign, '').lower()})".replace(" )", ")")


@cache
def _missing() -> re.Pattern[str]:
    """Find what our fonts do not have; marks that change the sign before them show nothing themselves."""
    ranges = (assets.templates() / "fonts" / LIST).read_text(encoding="ascii").split()
    known = "".join("-".join(re.escape(chr(int(end, 16))) for end in part.split("-")) for part in ranges)
    return re.compile(f"[^{known}\\t\\n\\r\\u200b-\\u200f\\u2060-\\u2064\\ufe00-\\ufe0f]")
