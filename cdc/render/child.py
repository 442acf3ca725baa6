"""Do in a child process, under limits, what a file of the author's could make dangerous, and set parts of long documents.

    python -I -m cdc.render.child page|svg|pdf|part    work on standard input, result on standard output

Memory and processor time are limited where the system can; once templates or a PDF are loaded, no file and no connection can be
opened any more. Any failure is one line on standard error and exit code 1.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable

from cdc.memory import with_room

MEMORY = 3 * 1024**3
SECONDS = 60
PDF_SCALE = 150 / 72


class RefusedError(Exception):
    """What the child said when it failed."""


def run(task: str, work: bytes, *, seconds: int = SECONDS) -> bytes:
    """Run a task on some work in a child process; raise RefusedError with its reason."""
    command = [sys.executable, "-I", "-m", "cdc.render.child", task, str(seconds)]
    try:
        done = subprocess.run(command, input=work, capture_output=True, timeout=seconds + 15, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        raise RefusedError(f"> {seconds} s") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        stopped = f"> {seconds} s" if done.returncode in (-9, -24, 137, 152) else f"exit {done.returncode}"
        raise RefusedError(lines[-1][:300] if lines else stopped)
    return done.stdout


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _close() -> None:
    """Open nothing from here on."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _page(work: bytes) -> bytes:
    from cdc.render import html

    document, look, style = pickle.loads(work)  # noqa: S301 - written by the parent process
    html.prepare(look)
    _close()
    return html.page(document, style, look).encode("utf-8", "surrogatepass")


def _svg(work: bytes) -> bytes:
    from cdc.render import raster

    return raster.raster(work.decode("utf-8", "replace"), 1)


def _pdf(work: bytes) -> bytes:
    import io

    import pypdfium2
    from PIL import Image

    Image.preinit()
    number, _, content = work.partition(b"\n")
    document = pypdfium2.PdfDocument(content)
    _close()
    if not 1 <= int(number) <= len(document):
        raise RefusedError(f"page {int(number)} / {len(document)}")
    page = document[int(number) - 1]
    if max(page.get_size()) * PDF_SCALE > 8000:
        raise RefusedError("too large")
    target = io.BytesIO()
    page.render(scale=PDF_SCALE).to_pil().convert("RGB").save(target, "PNG")
    return target.getvalue()


def _part(work: bytes) -> bytes:
    import json

    from cdc.render import pdf

    document, look, facts = pickle.loads(work)  # noqa: S301 - written by the parent process
    content, pages, places = pdf.Press(look).piece(document, "part", facts)
    return json.dumps({"pages": pages, "places": places}).encode() + b"\n" + content


TASKS: dict[str, Callable[[bytes], bytes]] = {"page": _page, "svg": _svg, "pdf": _pdf, "part": _part}


def _told(error: BaseException) -> str:
    """Say in a line what went wrong, with the template and its line where a template did it."""
    if isinstance(error, MemoryError):
        return "too large"
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if line is None:
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if "template" in f.name and ".py" not in f.filename
        ]
        name, line = (frames[-1].filename, frames[-1].lineno) if frames else (None, None)
    where = f"{name}:{line}: " if name and line else ""
    return f"{where}{type(error).__name__}: {error}".replace("\n", " ")


def main() -> int:
    """Do the task named on the command line, then end without tidying up: the memory goes back at once."""
    gc.disable()
    _limit(int(sys.argv[2]))
    work = sys.stdin.buffer.read()
    try:
        result = with_room(lambda: TASKS[sys.argv[1]](work))
    except RefusedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BaseException as error:  # noqa: BLE001 - whatever a hostile file triggers becomes one refusal
        sys.stderr.write(_told(error) + "\n")
        return 1
    sys.stdout.buffer.write(result)
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
