"""Parse one workbook from standard input and print its cells as JSON; run as a child process under limits."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from typing import Any

MEMORY = 1536 * 1024 * 1024
PROCESSOR_SECONDS = 50


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


def parse(content: bytes) -> dict[str, Any]:
    """Give the sheets of a file that the door has let through as plain data, and a cell on which readers disagree."""
    if not content.startswith(b"PK"):
        from cdc.sheets import text

        return {"sheets": [text.read(content)], "differs": "", "is_text": True}
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        is_open = "mimetype" in container.namelist()
    if is_open:
        from cdc.sheets import ods

        sheets, differs = ods.read(content)
    else:
        from cdc.sheets import xlsx

        sheets, differs = xlsx.read(content)
    return {"sheets": sheets, "differs": differs}


def main() -> int:
    """Read standard input, print JSON; any failure is one line on standard error and exit code 1."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        found = parse(content)
    except MemoryError:
        sys.stderr.write("too large\n")
        return 1
    except Exception as error:  # noqa: BLE001 - whatever a hostile file triggers becomes one refusal
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
