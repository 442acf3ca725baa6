"""Run a task in a child process under limits: what hostile work triggers there becomes one line, and nothing else.

A module of tasks calls `serve` when it is run as a program; the others call `run` with its name. Memory and processor
time are limited where the system can; a task that has loaded what it needs calls `close`, and opens no file and no
connection any more.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping

from cdc.memory import with_room

MEMORY = 3 * 1024**3
SECONDS = 60
Task = Callable[[bytes], bytes]


class RefusedError(Exception):
    """What the child said when it failed."""


def run(module: str, task: str, work: bytes, *, seconds: int = SECONDS) -> bytes:
    """Run a task of a module on some work in a child process; raise RefusedError with its reason."""
    command = [sys.executable, "-I", "-m", module, task, str(seconds)]
    try:
        done = subprocess.run(command, input=work, capture_output=True, timeout=seconds + 15, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        raise RefusedError(f"> {seconds} s") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        stopped = f"> {seconds} s" if done.returncode in (-9, -24, 137, 152) else f"exit {done.returncode}"
        raise RefusedError(lines[-1][:300] if lines else stopped)
    return done.stdout


def close() -> None:
    """Open nothing from here on."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def serve(tasks: Mapping[str, Task]) -> int:
    """Do the task named on the command line, then end without tidying up: the memory goes back at once."""
    gc.disable()
    _limit(int(sys.argv[2]))
    work = sys.stdin.buffer.read()
    try:
        result = with_room(lambda: tasks[sys.argv[1]](work))
    except RefusedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BaseException as error:  # noqa: BLE001 - whatever a hostile file triggers becomes one refusal
        sys.stderr.write(_told(error) + "\n")
        return 1
    sys.stdout.buffer.write(result)
    sys.stdout.buffer.flush()
    os._exit(0)


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


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
