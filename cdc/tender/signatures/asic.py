"""Associated signature containers (ASiC): files and the signatures over them in one archive."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from cdc.tender.signatures import cms
from cdc.tender.signatures.signature import Opened, Signature, UnreadableError

MAX_INFLATED = 64 * 1024 * 1024
MAX_ENTRIES = 200
_TYPES = (b"application/vnd.etsi.asic-e+zip", b"application/vnd.etsi.asic-s+zip")
_SIGNATURE = re.compile(r"META-INF/[^/]*signature[^/]*\.p7s", re.IGNORECASE)
_MANIFEST = re.compile(r"META-INF/ASiCManifest[^/]*\.xml", re.IGNORECASE)
_ANOTHER = re.compile(r"META-INF/[^/]*signatures?[^/]*\.xml", re.IGNORECASE)
_REFERENCE = re.compile(r"<(?:\w+:)?DataObjectReference\b([^>]*)>(.*?)</(?:\w+:)?DataObjectReference>", re.DOTALL)
_SIGNED_BY = re.compile(r"<(?:\w+:)?SigReference\b([^>]*)/?>")
_URI = re.compile(r"\bURI\s*=\s*[\"']([^\"']*)[\"']")
_METHOD = re.compile(r"<(?:\w+:)?DigestMethod\b[^>]*Algorithm\s*=\s*[\"']([^\"']*)[\"']")
_VALUE = re.compile(r"<(?:\w+:)?DigestValue\b[^>]*>([^<]*)<")
_HASHES = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}


def is_one(content: bytes) -> bool:
    """Tell whether an archive says of itself that it is such a container."""
    return content.startswith(b"PK\x03\x04") and any(name in content[:200] for name in _TYPES)


def opened(content: bytes, trust: cms.Trust) -> Opened:
    """Give the files of a container and the signatures over them; a file that none of them covers is named."""
    parts = _parts(content)
    files = {name: part for name, part in parts.items() if not name.startswith("META-INF/") and name != "mimetype"}
    if not files:
        raise UnreadableError("0 files")
    found = tuple(_signatures(parts, files, trust))
    covered = {name for signature in found for name in signature.covers.split("\n")}
    if any(_ANOTHER.fullmatch(name) and not _MANIFEST.fullmatch(name) for name in parts) or not found:
        found += (Signature("asic", "unsupported"),)
    elif files.keys() - covered:
        found += (Signature("asic", "tampered", covers="\n".join(sorted(files.keys() - covered))),)
    return Opened(tuple(files.items()), found)


def _parts(content: bytes) -> dict[str, bytes]:
    """Inflate every entry, within bounds, once each."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = [entry.filename for entry in entries]
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
                raise UnreadableError(f"> {MAX_INFLATED // 1024**2} MiB")
            if len(set(names)) != len(names) or any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableError("zip")
            parts = {}
            for entry in entries:
                with archive.open(entry) as stream:
                    parts[entry.filename] = stream.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, OSError) as error:
        raise UnreadableError(str(error)[:200]) from error
    return parts


def _signatures(parts: dict[str, bytes], files: dict[str, bytes], trust: cms.Trust) -> Iterator[Signature]:
    manifests = {name: part.decode("utf-8", "replace") for name, part in parts.items() if _MANIFEST.fullmatch(name)}
    for name in filter(_SIGNATURE.fullmatch, parts):
        manifest = next((at for at, text in manifests.items() if name in _named(text, _SIGNED_BY)), None)
        if manifest is None and len(files) > 1:
            yield Signature("asic", "unsupported")
            continue
        only = next(iter(files))
        signed_bytes = parts[manifest] if manifest else files[only]
        covers, is_whole = _covered(manifests[manifest], files) if manifest else (only, True)
        for found in cms.signatures(cms.signed_data(parts[name]), signed_bytes, trust, "asic"):
            verdict = found.verdict if is_whole else "tampered"
            yield Signature("asic", verdict, found.signer, found.issuer, found.serial, found.stated, covers)


def _named(text: str, pattern: re.Pattern[str]) -> set[str]:
    return {unquote(unescape(uri)) for match in pattern.finditer(text) for uri in _URI.findall(match[1])}


def _covered(manifest: str, files: dict[str, bytes]) -> tuple[str, bool]:
    """Give the files that a manifest names, and whether each of them is the one that was signed."""
    names, whole = [], True
    for attributes, body in _REFERENCE.findall(manifest):
        name = unquote(unescape("".join(_URI.findall(attributes)[:1])))
        method, value = _METHOD.search(body), _VALUE.search(body)
        algorithm = _HASHES.get(method[1]) if method else None
        names.append(name)
        try:
            wanted = base64.b64decode(value[1].strip(), validate=True) if value else b""
        except binascii.Error:
            wanted = b""
        whole &= algorithm is not None and name in files and hashlib.new(algorithm, files[name]).digest() == wanted
    return "\n".join(names), whole and bool(names)
