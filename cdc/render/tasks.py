"""What is printed in a child process: a page with templates of the author's, a part of a long draft.

python -I -m cdc.render.tasks page|part SECONDS    work on standard input, result on standard output
"""

from __future__ import annotations

import json
import pickle
import sys

from cdc import isolated


def _page(work: bytes) -> bytes:
    from cdc.render.html import page, templates

    document, look, style = pickle.loads(work)  # noqa: S301 - written by the parent process
    templates.prepare(look)
    isolated.close()
    return page.page(document, style, look).encode("utf-8", "surrogatepass")


def _part(work: bytes) -> bytes:
    from cdc.render.pdf import press

    document, look, facts = pickle.loads(work)  # noqa: S301 - written by the parent process
    content, pages, places = press.Press(look).piece(document, "part", facts)
    return json.dumps({"pages": pages, "places": places}).encode() + b"\n" + content


if __name__ == "__main__":
    sys.exit(isolated.serve({"page": _page, "part": _part}))
