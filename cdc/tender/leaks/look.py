"""Look through the files that are issued for what vendors must not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cdc.findings import Finding, Place
from cdc.tender.leaks.matching import amounts_in, squeezed, standing
from cdc.tender.leaks.opening import pieces
from cdc.tender.leaks.piece import Piece, UnreadableError
from cdc.tender.leaks.secrets import Secrets


def look(contents: Mapping[str, bytes], secrets: Secrets) -> tuple[Finding, ...]:
    """Name each secret that stands in a file, with its first place, and each file that cannot be looked through."""
    return tuple(finding for name, content in contents.items() for finding in _in_file(name, content, secrets))


def _in_file(name: str, content: bytes, secrets: Secrets) -> Iterator[Finding]:
    place = Place(name)
    found: dict[str, str] = {}
    try:
        for piece in pieces(name, content):
            for key in _standing(piece, secrets):
                found.setdefault(key, piece.where)
    except UnreadableError as error:
        yield Finding("CDC591", place, {"why": str(error)})
    for key, where in sorted(found.items()):
        yield Finding("CDC590", place, {"what": key, "where": where})


def _standing(piece: Piece, secrets: Secrets) -> Iterator[str]:
    """Give the keys of the secrets that stand in a piece of text."""
    for sentence in standing(secrets.pieces, squeezed(piece.text)):
        yield secrets.sentences[sentence]
    if secrets.any_name is not None:
        for match in secrets.any_name.finditer(piece.text):
            yield secrets.names[" ".join(match[0].split())]
    if piece.is_prose and secrets.amounts:
        for amount in amounts_in(piece.text) & secrets.amounts.keys():
            yield secrets.amounts[amount]
