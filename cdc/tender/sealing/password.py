"""Open a workbook under a password that its vendor kept until now; in a child process, as the file is hostile."""

from __future__ import annotations

import pickle

from cdc import isolated
from cdc.tender.sealing.seal import ShutError, need

TASKS = "cdc.tender.sealing.tasks"


def opened(content: bytes, password: str) -> bytes:
    """Decrypt an Office file with its password."""
    need("msoffcrypto")
    try:
        return isolated.run(TASKS, "open", pickle.dumps((content, password)))
    except isolated.RefusedError as error:
        raise ShutError(str(error)) from error
