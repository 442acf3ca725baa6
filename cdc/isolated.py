"""Run a task in a child process under limits: what hostile work triggers there becomes one line, and nothing else.

A module of tasks calls `serve` when it is run as a program; the others call `run` with its name, or keep a child that
loads once and forks for each piece of work, so that each has limits and memory of its own. Memory and processor time
are limited where the system can; a task that has loaded what it needs calls `close`, and opens no file and no
connection any more.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Self

from cdc.memory import with_room

MEMORY = 3 * 1024**3
SECONDS = 60
GRACE = 15
"""So many seconds by the clock are added to those of the processor."""
KEPT = "kept"
PIECE = 1 << 20
_SIZE = 8
_STOPPED = (-9, -24, 137, 152)
"""Exit codes of a process whose time was up."""
Task = Callable[[bytes], bytes]


class RefusedError(Exception):
    """What the child said when it failed."""


class TooLongError(RefusedError):
    """The time was up."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"> {seconds} s")


def run(module: str, task: str, work: bytes, *, seconds: int = SECONDS) -> bytes:
    """Run a task of a module on some work in a child process; raise RefusedError with its reason."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            _command(module, task, seconds), input=work, capture_output=True, timeout=seconds + GRACE, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooLongError(seconds) from None
    return _result(done.returncode, done.stdout, done.stderr, seconds)


def _command(module: str, task: str, seconds: int, *more: str) -> list[str]:
    return [sys.executable, "-I", "-m", module, task, str(seconds), *more]


def _result(code: int, result: bytes, told: bytes, seconds: int) -> bytes:
    """Give what a piece of work gave, or raise why it gave nothing."""
    if not code:
        return result
    lines = told.decode("utf-8", "replace").strip().splitlines()
    if not lines and code in _STOPPED:
        raise TooLongError(seconds)
    raise RefusedError(lines[-1][:300] if lines else f"exit {code}")


class Kept:
    """A child that is kept for many pieces of work; where the system cannot fork, each piece has a child of its own."""

    def __init__(self, module: str, task: str, *, seconds: int = SECONDS) -> None:
        self.module, self.task, self.seconds = module, task, seconds
        self._child: subprocess.Popen[bytes] | None = None

    def run(self, work: bytes) -> bytes:
        """Do one piece of work; raise RefusedError with its reason."""
        if not hasattr(os, "fork"):
            return run(self.module, self.task, work, seconds=self.seconds)
        if self._child is None or self._child.poll() is not None:
            command = _command(self.module, self.task, self.seconds, KEPT)
            self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own module
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        try:
            _send(self._child.stdin, work)
            code, told = (_received(self._child.stdout) for _ in range(2))
        except (OSError, EOFError):
            self.close()
            raise RefusedError("exit") from None
        return _result(int(code), told, told, self.seconds)

    def close(self) -> None:
        """Let the child go: it ends when nothing more can come."""
        if self._child is not None:
            for stream in (self._child.stdin, self._child.stdout):
                with contextlib.suppress(OSError):
                    stream.close()  # type: ignore[union-attr] # both are pipes
            self._child.wait()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(_SIZE, "big"))
    stream.write(data)
    stream.flush()


def _received(stream: IO[bytes]) -> bytes:
    size = stream.read(_SIZE)
    if len(size) < _SIZE:
        raise EOFError
    data = stream.read(int.from_bytes(size, "big"))
    if len(data) < int.from_bytes(size, "big"):
        raise EOFError
    return data


def close() -> None:
    """Open nothing from here on."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def serve(tasks: Mapping[str, Task], load: Callable[[], object] = lambda: None, *, memory: int = MEMORY) -> int:
    """Do the task named on the command line, then end without tidying up: the memory goes back at once.

    A child that is kept calls `load` once, for what every piece of work needs.
    """
    gc.disable()
    seconds, task = int(sys.argv[2]), tasks[sys.argv[1]]
    if sys.argv[3:] == [KEPT]:
        load()
        gc.freeze()
        return _keep(lambda work: _done(task, work, seconds, memory), seconds)
    code, told = _done(task, sys.stdin.buffer.read(), seconds, memory)
    stream = sys.stderr.buffer if code else sys.stdout.buffer
    stream.write(told)
    stream.flush()
    if not code:
        os._exit(0)
    return code


def _done(task: Task, work: bytes, seconds: int, memory: int) -> tuple[int, bytes]:
    """Do some work under limits; give 0 and what it gave, or 1 and why it failed."""
    _limit(seconds, memory)
    try:
        return 0, with_room(lambda: task(work))
    except RefusedError as error:
        told = str(error)
    except BaseException as error:  # noqa: BLE001 - whatever a hostile file triggers becomes one refusal
        told = _told(error)
    return 1, f"{told}\n".encode("utf-8", "replace")


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _keep(work_on: Callable[[bytes], tuple[int, bytes]], seconds: int) -> int:
    """Do one piece of work after the other, each in a fork of this process, until nothing more comes."""
    while True:
        try:
            work = _received(sys.stdin.buffer)
        except EOFError:
            return 0
        for part in _apart(work_on, work, seconds + GRACE):
            _send(sys.stdout.buffer, part)


def _apart(work_on: Callable[[bytes], tuple[int, bytes]], work: bytes, seconds: int) -> tuple[bytes, bytes]:
    """Do a piece of work in a fork: give its exit code, and what it said."""
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        os.close(ear)
        code, told = work_on(work)
        with os.fdopen(mouth, "wb") as stream:
            stream.write(told)
        os._exit(code)
    os.close(mouth)
    with os.fdopen(ear, "rb", buffering=0) as stream:
        told = b"".join(_heard(stream, child, seconds))
    _, status = os.waitpid(child, 0)
    return str(os.waitstatus_to_exitcode(status)).encode("ascii"), told


def _heard(stream: IO[bytes], child: int, seconds: int) -> Iterator[bytes]:
    """Give what a fork says until it ends; one that takes too long is ended."""
    until = time.monotonic() + seconds
    while True:
        ready, _, _ = select.select([stream], [], [], max(until - time.monotonic(), 0))
        if not ready:
            os.kill(child, signal.SIGKILL)
            until += seconds
        elif part := stream.read(PIECE):
            yield part
        else:
            return


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
