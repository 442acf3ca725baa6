"""What a kill would leave on the disk, before each file operation of a call, and halfway through each write."""

import contextlib
import os
import sys
from pathlib import Path

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "os.link", "os.symlink"}
MOVES = {"os.rename", "os.remove", "os.rmdir"}
_watching = []


def _hook(event, given):
    if _watching and (event in CHANGES or (event == "open" and isinstance(given[2], int) and given[2] & WRITES)):
        _watching[-1](event, given[0])


sys.addaudithook(_hook)  # cannot be taken away again: what it tells is heard only while a test watches


@contextlib.contextmanager
def watched(heard):
    """Tell `heard` of every operation that changes the disk, before it is done: opened for writing, flushed, moved…

    Nothing is flushed in truth: that would only cost time.
    """
    flush = os.fsync

    def flushed(descriptor):
        if _watching:
            _watching[-1]("fsync", descriptor)

    os.fsync = flushed
    _watching.append(heard)
    try:
        yield
    finally:
        _watching.pop()
        os.fsync = flush


def left_by_kills(root, call):
    """Call once; give its result, and all that the folder held before each operation: files (None for folders) by path.

    A kill leaves what was done until then. Of a file that is being written, half may be there.
    """
    held, opened = [], set()

    def heard(event, place):
        _watching.append(lambda _event, _place: None)
        try:
            now = content(root)
            held.extend({**now, path: now[path][: len(now[path]) // 2]} for path in opened if now.get(path))
            held.append(now)
        finally:
            _watching.pop()
        if event == "open" and not isinstance(place, int) and Path(os.fsdecode(place)).is_relative_to(root):
            opened.add(Path(os.fsdecode(place)).relative_to(root).as_posix())
        elif event in MOVES:
            opened.clear()

    with watched(heard):
        result = call()
    return result, [*held, content(root)]


def content(root):
    """Give all that a folder holds, hidden files too, but for the lock."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
        if path.name != ".cdc.lock"
    }


def seen(held):
    """Leave out hidden files and what lies in hidden folders, and folders themselves."""
    return {
        path: kept
        for path, kept in held.items()
        if kept is not None and not any(part.startswith(".") for part in Path(path).parts)
    }


def turn_into(root, held):
    """Make a folder hold what another one held, and nothing else."""
    root.mkdir(parents=True, exist_ok=True)
    now = content(root)
    for path in sorted(now.keys() - held.keys(), reverse=True):
        (root / path).rmdir() if now[path] is None else (root / path).unlink()
    for path, kept in sorted(held.items(), key=lambda pair: (pair[1] is not None, pair[0])):
        if kept is None:
            (root / path).mkdir(parents=True, exist_ok=True)
        elif now.get(path) != kept:
            (root / path).write_bytes(kept)
    return root
