"""The child process that parses one workbook: bytes in, its cells as JSON out."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from typing import Any

from cdc import isolated

MEMORY = 1536 * 1024 * 1024


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


def _parse(content: bytes) -> bytes:
    return json.dumps(parse(content)).encode("ascii")


def _load() -> None:
    """Load what every workbook needs."""
    import python_calamine  # noqa: F401 - once here, not again in each fork

    from cdc.sheets import ods, text, xlsx  # noqa: F401 - as above


if __name__ == "__main__":
    sys.exit(isolated.serve({"parse": _parse}, _load, memory=MEMORY))
