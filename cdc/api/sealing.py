"""Seal files, and open sealed ones: keys of officers, a vendor's password, a promise and the file it was about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.errors import PathNotFoundError, WouldOverwriteError
from cdc.findings import Finding, Phrase, Place

if TYPE_CHECKING:
    from cdc.tender.witness import Witness


def new_key(name: str, out: Path) -> list[Path]:
    """Write an officer's secret key, for that officer's eyes only, and the public key that vendors seal to."""
    from cdc.tender.sealing import officers

    secret, public = officers.new_key()
    targets = [out / f"{name}.key", out / f"{name}.pub"]
    _write(targets[0], f"{secret}\n".encode("ascii"))
    targets[0].chmod(0o600)
    _write(targets[1], f"{public}\n".encode("ascii"))
    return targets


def seal(file: Path, publics: Sequence[Path]) -> tuple[Path | None, tuple[Finding, ...]]:
    """Seal a file to the officers of these public keys; it opens only when all of them bring theirs."""
    from cdc.tender.sealing import officers
    from cdc.tender.sealing.seal import ShutError

    try:
        sealed = officers.sealed(_read(file), [_read(public).decode("utf-8", "replace") for public in publics])
    except ShutError as error:
        return None, (Finding("CDC603", Place(files.printable(file.name)), {"why": str(error)}),)
    return _write(file.with_name(f"{file.name}.age"), sealed), ()


def promise(file: Path) -> list[Path]:
    """Write the promise of a file, to be sent now, and its key, to be sent with the file later."""
    from cdc.tender.sealing import promise as promises

    told, key = promises.made(_read(file))
    return [_write(file.with_name(f"{file.name}.{end}"), content) for end, content in (("promise", told), ("key", key))]


def is_kept(file: Path, promised: Path, key: Path) -> tuple[Finding, ...]:
    """Hold a file against its promise."""
    from cdc.tender.sealing import promise as promises
    from cdc.tender.sealing.seal import ShutError

    place = Place(files.printable(file.name))
    try:
        kept = promises.is_kept(_read(file), _read(promised), _read(key))
    except ShutError as error:
        return (Finding("CDC603", place, {"why": str(error)}),)
    return () if kept else (Finding("CDC604", place, {"promise": files.printable(promised.name)}),)


def unseal(
    file: Path, out: Path | None = None, *, keys: Sequence[Path] = (), password: str = ""
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Open a sealed file with the keys of all its officers, or with its vendor's password."""
    from cdc.tender.sealing import officers, seal
    from cdc.tender.sealing import password as passwords

    content, place = _read(file), Place(files.printable(file.name))
    kind = seal.kind(content)
    if kind in (None, "promise"):
        return None, (Finding("CDC603", place, {"why": Phrase("what.not_sealed")}),)
    try:
        if kind == "officers":
            plain = officers.opened(content, [_read(key).decode("utf-8", "replace") for key in keys])
        else:
            plain = passwords.opened(content, password)
    except seal.ShutError as error:
        return None, (Finding("CDC603", place, {"why": str(error)}),)
    return _write(out or file.with_name(_opened_name(file.name)), plain), ()


def kind_of(file: Path) -> str | None:
    """Tell the seal of a file: password, officers, promise; None for one that is not sealed."""
    from cdc.tender.sealing import seal

    return seal.kind(_read(file))


def _opened_name(name: str) -> str:
    return name.removesuffix(".age") if name.endswith(".age") else f"opened-{name}"


def _read(path: Path) -> bytes:
    content, _ = files.read_named(path)
    if content is None:
        raise PathNotFoundError(path=files.printable(str(path)))
    return content


def _write(target: Path, content: bytes) -> Path:
    if target.exists():
        raise WouldOverwriteError(path=files.printable(str(target)))
    files.write_atomic(target, content)
    return target


def new_signing_key(name: str, out: Path) -> list[Path]:
    """Write a secret key to sign heads of the journal with, and the public one by which anybody can check them."""
    from cdc.tender import witness

    secret, public = witness.new_key()
    targets = [out / f"{name}.signing.key", out / f"{name}.signing.pub"]
    _write(targets[0], secret)
    targets[0].chmod(0o600)
    _write(targets[1], public)
    return targets


def write_head(root: Path, out: Path, key: Path | None = None) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write the head of the journal, signed if there is a key, and the request for a time-stamp of it."""
    from cdc.tender import record, witness
    from cdc.tender.sealing.seal import ShutError

    found, _ = record.read(root)
    line, stem = witness.head(found), out / f"head-{len(found.lines)}"
    contents = {".txt": line, ".tsq": witness.request(line)}
    if key is not None:
        try:
            contents[".sig"] = witness.signed(line, _read(key))
        except ShutError as error:
            return [], (Finding("CDC606", Place(files.printable(key.name)), {"why": str(error)}),)
    return [_write(stem.with_name(stem.name + end), content) for end, content in contents.items()], ()


def witnessed(root: Path, file: Path, public: Path | None = None) -> tuple[Witness, tuple[Finding, ...]]:
    """Hold the journal of now against a signed head, or against the answer of a time-stamping service."""
    from cdc.api.signed import roots
    from cdc.tender import record, witness

    found, _ = record.read(root)
    if public is not None:
        told = witness.of_signature(found, _read(file), _read(public).decode("utf-8", "replace"))
    else:
        told = witness.of_stamp(found, _read(file.with_suffix(".txt")), _read(file), roots(root))
    place = Place(files.printable(file.name))
    return told, (Finding("CDC606", place, {"why": Phrase(f"what.witness_{told.fault}")}),) if told.fault else ()
