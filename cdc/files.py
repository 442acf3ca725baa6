"""Write files so that the old or the new content is there, never half of it; archives with fixed bytes."""

import hashlib
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from cdc.errors import BusyError, NotWritableError, PathNotFoundError
from cdc.findings import Finding, Place

EPOCH = (1980, 1, 1, 0, 0, 0)
WAIT = 60.0
"""Seconds that a command waits for another one in the same project: as long as taking in two hundred bids may last."""
LARGEST = 64 * 1024 * 1024
"""Bytes up to which a file is taken in from outside."""


def write_atomic(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step: temporary file beside it, flush, rename, flush the folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)
    except OSError as error:
        raise NotWritableError(path=str(path), reason=error.strerror or str(error)) from error


def flush_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut."""
    if os.name != "posix":  # Windows cannot open a folder for flushing
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_named(path: Path, name: str | None = None) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Read a file that somebody named, whole; one that is larger than what is taken in is a finding, never cut."""
    if not path.is_file():
        raise PathNotFoundError(path=printable(str(path)))
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        facts = {"limit": f"{LARGEST // 1024**2} MiB"}
        return None, (Finding("CDC430", Place(name or printable(path.name)), facts),)
    return content, ()


def printable(name: str) -> str:
    """Give a file name as text that can be printed and stored, also where its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def is_plain(root: Path, path: Path) -> bool:
    """Tell whether a path below `root` is a regular file that no link leads to; a pipe or a device is none."""
    below = path.relative_to(root)
    if ".." in below.parts or any((root / part).is_symlink() for part in below.parents if part.parts):
        return False
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Zip `parts` in the given order with fixed dates and attributes: same parts, same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return buffer.getvalue()


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file of any size."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256(content: bytes) -> str:
    """Give the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the one lock of a project; a second command waits for its turn, then says who is busy."""
    from filelock import FileLock, Timeout

    lock = FileLock(str(folder / ".cdc.lock"), timeout=WAIT)
    try:
        lock.acquire(poll_interval=0.01)  # often: who takes in bid after bid leaves the lock for a moment only
    except Timeout as error:
        raise BusyError(path=str(folder)) from error
    except OSError as error:
        raise NotWritableError(path=str(folder), reason=error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()
