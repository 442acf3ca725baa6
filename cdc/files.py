"""Write files so that the old or the new content is there, never half of it; archives with fixed bytes."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from cdc.errors import BusyError, NotWritableError, PathNotFoundError

EPOCH = (1980, 1, 1, 0, 0, 0)


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


def read_whole(path: Path) -> bytes:
    """Give the bytes of a file that somebody named, up to 64 MiB."""
    if not path.is_file():
        raise PathNotFoundError(path=str(path))
    with path.open("rb") as stream:
        return stream.read(64 * 1024 * 1024)


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


def sha256(content: bytes) -> str:
    """Give the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the one lock of a project; a second command waits five seconds, then says who is busy."""
    from filelock import FileLock, Timeout

    lock = FileLock(str(folder / ".cdc.lock"), timeout=5)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(path=str(folder)) from error
    try:
        yield
    finally:
        lock.release()
