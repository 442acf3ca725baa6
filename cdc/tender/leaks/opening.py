"""Open a file down to its last text: parts of archives, properties, comments, attributes, pictures, the hidden too."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from cdc.tender.leaks.piece import MAX_INFLATED, Piece, UnreadableError, raw

DEPTH = 6


_INLINE = (
    "a abbr b big code del em font i ins mark q s small span strike strong sub sup tspan u wbr "
    "r t rPr sz color rFont family scheme vertAlign charset "
    "w:(?:r|t|rPr|b|bCs|i|iCs|u|strike|color|sz|szCs|lang|rFonts|rStyle|hyperlink|bookmarkStart|bookmarkEnd|proofErr|ins|"
    "del|delText|highlight|vertAlign|shd|noBreakHyphen|softHyphen|lastRenderedPageBreak|sdt|sdtContent|sdtPr|smartTag|vanish)"
)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)
_STYLE = re.compile(r"<(style|script)\b[^>]*>(.*?)(?:</\1>|$)", re.DOTALL | re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(_INLINE.split())})(?:\s[^<>]*)?/?>")
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>`]+))")
_READ = (
    "alt", "title", "content", "value", "name", "descr", "desc", "summary", "label", "aria-label", "placeholder",
    "prompt", "prompttitle", "error", "errortitle", "formula1", "tooltip", "author", "w:author", "initials", "w:val",
)  # fmt: skip
"""Attributes whose numbers people may read; those of others are coordinates and counts."""
_DATA_URI = re.compile(r"data:[\w.+/-]*((?:;[\w=.-]+)*),([\w+/=%.!~*'();:@&$,-]+)")


def pieces(name: str, content: bytes) -> Iterator[Piece]:
    """Give all texts of a file, by what its bytes say it is; raise UnreadableError where it is shut or damaged."""
    yield Piece("", name, is_prose=False)
    yield from _opened("", content, DEPTH)


def _opened(where: str, content: bytes, depth: int) -> Iterator[Piece]:
    if not depth or len(content) > MAX_INFLATED:
        raise UnreadableError(f"> {MAX_INFLATED // 1024**2} MiB" if depth else where)
    if content.startswith(b"PK\x03\x04"):
        yield from _archive(where, content, depth)
    elif content.startswith(b"%PDF"):
        from cdc.tender.leaks import portable

        yield from portable.pieces(where, content, lambda at, part: _opened(at, part, depth - 1))
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _png(where, content)
    elif content.startswith(b"\x1f\x8b"):
        yield from _opened(_inner(where, "gzip"), _inflated(content, 31), depth - 1)
    elif "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableError(where or "EncryptedPackage")
    elif (text := _decoded(content)) is not None:
        yield from _written(where, text, depth)
    else:
        yield from raw(where, content)


def _inner(where: str, part: str) -> str:
    return f"{where} › {part}" if where else part


def _archive(where: str, content: bytes, depth: int) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableError(where or "zip")
            if sum(entry.file_size for entry in entries) > MAX_INFLATED:
                raise UnreadableError(f"> {MAX_INFLATED // 1024**2} MiB")
            for entry in entries:
                yield from _opened(_inner(where, entry.filename), archive.read(entry), depth - 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableError(str(error)) from error
    yield from raw(_inner(where, "zip"), _between(content, entries))


def _between(content: bytes, entries: list[zipfile.ZipInfo]) -> bytes:
    """Give what an archive holds beside its entries: names, remarks, and whatever stands between and after them."""
    rest, end = [], 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        lengths = content[entry.header_offset + 26 : entry.header_offset + 30]
        start = entry.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        rest.append(content[end:start])
        end = start + entry.compress_size
    return b"\n".join((*rest, content[end:]))


def _inflated(content: bytes, bits: int) -> bytes:
    inflater = zlib.decompressobj(bits)
    try:
        found = inflater.decompress(content, MAX_INFLATED)
    except zlib.error as error:
        raise UnreadableError(str(error)) from error
    if inflater.unconsumed_tail:
        raise UnreadableError(f"> {MAX_INFLATED // 1024**2} MiB")
    return found


def _png(where: str, content: bytes) -> Iterator[Piece]:
    """Give the texts that a picture carries, also those that are packed, and what follows it."""
    at, kind = 8, b""
    while at + 8 <= len(content) and kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        body = content[at + 8 : at + 8 + length]
        if kind not in (b"IDAT", b"PLTE"):
            yield from raw(where, body)
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            yield from _packed_text(where, body)
        at += 12 + length
    yield from raw(where, content[at:])


def _packed_text(where: str, body: bytes) -> Iterator[Piece]:
    """Give what a chunk of a picture holds from where zlib begins."""
    for start in (match.start() for match in re.finditer(b"\x78", body)):
        try:
            yield from raw(where, _inflated(body[start:], 15))
        except UnreadableError:
            continue
        return


def _decoded(content: bytes) -> str | None:
    """Give the text of a text file, or None for bytes of another kind."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _written(where: str, text: str, depth: int) -> Iterator[Piece]:
    if re.match(r"\s*(?:<[?!a-zA-Z])", text):
        yield from _markup(where, text, depth)
        return
    yield Piece(where, text)
    if text.lstrip().startswith(("{", "[")):
        yield from _data(where, text)
    if "<!--" in text or "data:" in text:
        yield from _markup(where, text, depth)


def _data(where: str, text: str) -> Iterator[Piece]:
    """Give the texts of JSON as they are meant, without escapes."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield Piece(where, "\n".join(_leaves(found)))


def _leaves(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for key, value in found.items():
            yield from (key, *_leaves(value))
    elif isinstance(found, list):
        for value in found:
            yield from _leaves(value)
    else:
        yield str(found)


def _markup(where: str, text: str, depth: int) -> Iterator[Piece]:
    """Give what markup says: text, comments, attributes, styles, scripts, and what is packed into addresses."""
    comments = "\n".join(_COMMENT.findall(text))
    if comments:
        yield Piece(_inner(where, "<!-- -->"), unescape(comments))
    for options, data in _DATA_URI.findall(text):
        yield from _opened(_inner(where, "data:"), _packed(options, data), depth - 1)
    text = _COMMENT.sub("", _DATA_URI.sub("data:", text))
    styles = "\n".join(match[1] for match in _STYLE.findall(text))
    if styles:
        yield Piece(_inner(where, "style"), styles, is_prose=False)
    plain = _STYLE.sub("\n", text)
    yield Piece(where, unescape(_TAG.sub("\n", _INLINE_TAG.sub("", plain))))
    yield from _attributes(where, plain)


def _attributes(where: str, text: str) -> Iterator[Piece]:
    found: dict[bool, list[str]] = {True: [], False: []}
    for name, *values in _ATTRIBUTE.findall(text):
        found[name.lower() in _READ or name.startswith("data-")].append("".join(values))
    for is_prose, said in found.items():
        yield Piece(_inner(where, '…=""'), unescape("\n".join(said)), is_prose=is_prose)


def _packed(options: str, data: str) -> bytes:
    plain = unquote_to_bytes(data)
    if ";base64" not in options:
        return plain
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return plain
