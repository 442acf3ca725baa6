"""What is read in a child process: a Word file from standard input, its remarks as JSON to standard output."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from cdc import isolated
from cdc.exchange.review.package import DamagedError, opened
from cdc.exchange.review.reading import remarks


def _remarks(work: bytes) -> bytes:
    try:
        package = opened(work)
        isolated.close()
        return json.dumps([asdict(remark) for remark in remarks(package)]).encode()
    except DamagedError as error:
        raise isolated.RefusedError(f"{error.part}\t{error.why}") from error


if __name__ == "__main__":
    sys.exit(isolated.serve({"remarks": _remarks}))
