"""The door for signed files: opened in a child process, so that only plain bytes and verdicts come out."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import pickle
from collections.abc import Sequence

from cdc import isolated
from cdc.errors import MissingExtraError
from cdc.tender.signatures import layers, pdf
from cdc.tender.signatures.signature import Opened, Signature, UnreadableError

TASKS = "cdc.tender.signatures.tasks"


def is_signed(name: str, content: bytes) -> bool:
    """Tell whether a file carries another one under a signature, or a signature of its own."""
    return layers.is_container(name, content) or pdf.is_signed(content)


def opened(name: str, content: bytes, roots: Sequence[bytes], moment: dt.datetime) -> Opened:
    """Open a signed file, layer by layer; one that is not signed is given back as it is."""
    if not is_signed(name, content):
        return Opened(((name, content),))
    return _result("open", (name, content, tuple(roots), moment.isoformat()))


def beside(content: bytes, signature: bytes, roots: Sequence[bytes], moment: dt.datetime) -> tuple[Signature, ...]:
    """Verify a signature that came in a file of its own over the file beside it."""
    return _result("beside", (signature, content, tuple(roots), moment.isoformat())).signatures


def _result(task: str, work: object) -> Opened:
    if importlib.util.find_spec("pyhanko") is None:
        raise MissingExtraError(extra="seal")
    try:
        result = isolated.run(TASKS, task, pickle.dumps(work))
    except isolated.RefusedError as error:
        raise UnreadableError(str(error)) from error
    line, _, rest = result.partition(b"\n")
    head, at, files = json.loads(line), 0, []
    for name, length in head["files"]:
        files.append((name, rest[at : at + length]))
        at += length
    return Opened(tuple(files), tuple(Signature(**found) for found in head["signatures"]))
