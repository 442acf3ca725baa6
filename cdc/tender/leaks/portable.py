"""The texts of a PDF: its pages as they read, the strings of every object, old versions and attachments included."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator

from cdc.tender.leaks.piece import MAX_INFLATED, Piece, UnreadableError, raw

Open = Callable[[str, bytes], Iterator[Piece]]
_STREAM = re.compile(rb"stream\r?\n")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*)\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_PROPERTIES = re.compile(rb"<<.*?>>\s*(?:BDC|DP)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_PICTURES = frozenset((b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"))
_FILES = (b"<", b"PK", b"\x89PNG", b"%PDF", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")
_SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pieces(where: str, content: bytes, opened: Open) -> Iterator[Piece]:
    """Give all texts of a PDF; `opened` goes on with what is packed into it."""
    if re.search(rb"/Encrypt\b", content):
        raise UnreadableError("/Encrypt")
    prefix = f"{where} › " if where else ""
    for number, text in _pages(content):
        yield Piece(f"{prefix}page {number}", text)
    outside, end = [], 0
    for start, begin, stop in _streams(content):
        outside.append(content[end:begin])
        yield from _stream(
            f"{prefix}object {_object(content, start)}", content[start:begin], content[begin:stop], opened
        )
        end = stop
    rest = b"\n".join((*outside, content[end:]))
    yield from _strings(f"{prefix}objects", rest)
    yield from raw(f"{prefix}objects", rest)


def _pages(content: bytes) -> Iterator[tuple[int, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
    with document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            yield number, text.get_text_range()
            text.close()
            page.close()


def _streams(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Give where each stream's object, its bytes begin, and where these end."""
    at = 0
    while match := _STREAM.search(content, at):
        stop = content.find(b"endstream", match.end())
        stop = len(content) if stop < 0 else stop
        yield max(content.rfind(b"obj", at, match.start()), at), match.end(), stop
        at = stop + len(b"endstream")


def _object(content: bytes, start: int) -> str:
    found = re.search(rb"(\d+)\s+\d+\s*$", content[max(0, start - 24) : start])
    return found[1].decode("ascii") if found else "?"


def _stream(where: str, head: bytes, packed: bytes, opened: Open) -> Iterator[Piece]:
    filters = [name for match in _FILTER.findall(head)[:1] for name in re.findall(rb"/(\w+)", match)]
    content = packed
    for name in filters:
        if name in _PICTURES:
            break
        content = _unpacked(name, content)
    if b"EmbeddedFile" in head or content[:5].lstrip().startswith(_FILES):
        yield from opened(where, content)
    elif all(byte in b"\t\n\r\f" or 32 <= byte < 127 for byte in content[:64]):
        is_page = re.search(rb"\bT[jJ]\b|\bBDC\b", content) is not None
        yield from _strings(where, content, is_page=is_page)
    yield from raw(where, content)


def _unpacked(name: bytes, content: bytes) -> bytes:
    """Undo one filter; a stream that ends early gives what it holds."""
    if name in (b"FlateDecode", b"Fl"):
        return _inflated(content)
    if name in (b"ASCIIHexDecode", b"AHx"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", content.partition(b">")[0])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if name in (b"ASCII85Decode", b"A85"):
        try:
            return base64.a85decode(content.strip().removeprefix(b"<~").partition(b"~>")[0])
        except (ValueError, binascii.Error) as error:
            raise UnreadableError("ASCII85Decode") from error
    if name in (b"RunLengthDecode", b"RL"):
        return _run_lengths(content)
    if name in (b"LZWDecode", b"LZW"):
        from pypdf.filters import LZWDecode

        return LZWDecode.decode(content)
    raise UnreadableError(name.decode("ascii", "replace"))


def _inflated(content: bytes) -> bytes:
    for bits in (15, -15):
        inflater = zlib.decompressobj(bits)
        found = bytearray()
        try:
            for at in range(0, len(content), 65536):
                found += inflater.decompress(content[at : at + 65536], MAX_INFLATED - len(found))
        except zlib.error:
            if found:
                return bytes(found)
            continue
        if len(found) >= MAX_INFLATED:
            raise UnreadableError(f"> {MAX_INFLATED // 1024**2} MiB")
        return bytes(found)
    raise UnreadableError("FlateDecode")


def _run_lengths(content: bytes) -> bytes:
    found, at = bytearray(), 0
    while at < len(content) and content[at] != 128 and len(found) < MAX_INFLATED:
        length = content[at]
        if length < 128:
            found += content[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            found += content[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(found)


def _strings(where: str, content: bytes, *, is_page: bool = False) -> Iterator[Piece]:
    """Give the strings of some objects; a page's own text in coded letters is left to the pages as they read."""
    found = [_text(_ESCAPE.sub(_plain, match)) for match in _LITERAL.findall(content)]
    named = b"\n".join(_PROPERTIES.findall(content)) if is_page else content
    found += [_text(bytes.fromhex(_even(match))) for match in _HEX.findall(named)]
    if is_page:
        found += ["".join(found)]
    if found:
        yield Piece(where, "\n".join(found))


def _even(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode("ascii")
    return plain + "0" * (len(plain) % 2)


def _plain(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found in _SHORT:
        return _SHORT[found]
    if found.isdigit():
        return bytes([int(found, 8) & 255])
    return b"" if found.strip() == b"" else found


def _text(content: bytes) -> str:
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        return content.decode("utf-16", "replace")
    return content.removeprefix(b"\xef\xbb\xbf").decode(
        "utf-8" if content.startswith(b"\xef\xbb\xbf") else "latin-1", "replace"
    )
