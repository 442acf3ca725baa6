"""What is done with sealed files in a child process.

python -I -m cdc.tender.sealing.tasks open SECONDS    work on standard input, result on standard output
"""

from __future__ import annotations

import io
import pickle
import sys

from cdc import isolated


def _open(work: bytes) -> bytes:
    import msoffcrypto

    content, password = pickle.loads(work)  # noqa: S301 - written by the parent process
    target = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    file.load_key(password=password, verify_password=True)
    file.decrypt(target, verify_integrity=True)
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(isolated.serve({"open": _open}))
