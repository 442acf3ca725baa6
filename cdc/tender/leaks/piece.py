"""A piece of text of a file, why a file has none, and what can be read in bytes of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_INFLATED = 256 * 1024 * 1024
"""Bytes up to which one file is opened; ours are far below."""
_ASCII = re.compile(rb"[\t\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")
_UTF_16 = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff]\x04|[\x00-\x7f]\x20){6,}")
_UTF_16_BE = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]|\x04[\x00-\xff]|\x20[\x00-\x7f]){6,}")


class UnreadableError(Exception):
    """Why a file cannot be looked through."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a file: where it stands, and whether people read it, so that its numbers are amounts."""

    where: str
    text: str
    is_prose: bool = True


def raw(where: str, content: bytes) -> Iterator[Piece]:
    """Give what can be read in bytes of any kind, in the usual encodings."""
    for pattern, encoding in ((_ASCII, "utf-8"), (_UTF_16, "utf-16-le"), (_UTF_16_BE, "utf-16-be")):
        found = [match.decode(encoding, "ignore") for match in pattern.findall(content)]
        if found:
            yield Piece(where, "\n".join(found), is_prose=False)
