"""What is done with signed files in a child process, where a hostile one can do no harm.

python -I -m cdc.tender.signatures.tasks open|beside SECONDS    work on standard input, result on standard output
"""

from __future__ import annotations

import datetime as dt
import logging
import pickle
import sys

from cdc import isolated


def _open(work: bytes) -> bytes:
    from cdc.tender.signatures import layers
    from cdc.tender.signatures.cms import Trust
    from cdc.tender.signatures.signature import UnreadableError, as_data

    name, content, roots, moment = pickle.loads(work)  # noqa: S301 - written by the parent process
    try:
        opened = layers.opened(name, content, Trust(roots, dt.datetime.fromisoformat(moment)))
    except UnreadableError as error:
        raise isolated.RefusedError(str(error)) from error
    return _plain(list(opened.files), as_data(opened.signatures))


def _beside(work: bytes) -> bytes:
    from cdc.tender.signatures import layers
    from cdc.tender.signatures.cms import Trust
    from cdc.tender.signatures.signature import UnreadableError, as_data

    signature, content, roots, moment = pickle.loads(work)  # noqa: S301 - written by the parent process
    try:
        found = layers.beside(content, signature, Trust(roots, dt.datetime.fromisoformat(moment)))
    except UnreadableError as error:
        raise isolated.RefusedError(str(error)) from error
    return _plain([], as_data(found))


def _plain(files: list[tuple[str, bytes]], signatures: list[dict[str, object]]) -> bytes:
    """Write a result so that reading it runs nothing: lengths and names in JSON, then the bytes."""
    import json

    head = {"files": [[name, len(content)] for name, content in files], "signatures": signatures}
    return json.dumps(head).encode("ascii") + b"\n" + b"".join(content for _, content in files)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.exit(isolated.serve({"open": _open, "beside": _beside}))
