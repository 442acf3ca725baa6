"""Which files of a project's folder are read: what `.cdcignore` lists and links that lead out are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from cdc.findings import Finding, Place

NOT_READ = frozenset(
    {"bids", "scores", "clarifications", "build", "profiles", "themes", "attachments", "published", "calendars"}
)
IGNORE_FILE = ".cdcignore"
_SUFFIXES = frozenset({".yaml", ".yml"})
_HIDDEN_SUFFIXES = (".yaml.txt", ".yml.txt")  # editors of Windows add .txt and do not show it

IsIgnored = Callable[[str], bool]


def yaml_files(root: Path) -> Iterator[Path | Finding]:
    """Give the files to read, in the order of their paths, and a finding for each that looks like one and is not."""
    yield from _below(root, root, _ignored_in(root))


def _ignored_in(root: Path) -> IsIgnored:
    """Read `.cdcignore`, which is written as a .gitignore is."""
    path = root / IGNORE_FILE
    if not path.is_file():
        return lambda _: False
    from pathspec import GitIgnoreSpec

    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return GitIgnoreSpec.from_lines(filter(_is_pattern, lines)).match_file


def _is_pattern(line: str) -> bool:
    """Tell whether a line means something; one that does not is passed over, as in .gitignore."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _below(folder: Path, root: Path, is_ignored: IsIgnored) -> Iterator[Path | Finding]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        name = entry.relative_to(root).as_posix()
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if name not in NOT_READ and not is_ignored(name + "/"):
                yield from _folder(entry, root, is_ignored)
        elif not is_ignored(name):
            yield from _file(entry, name, root)


def _folder(entry: Path, root: Path, is_ignored: IsIgnored) -> Iterator[Path | Finding]:
    if not entry.is_symlink():
        yield from _below(entry, root, is_ignored)
    elif _leaves(entry, root):
        yield _led_out(entry, entry.relative_to(root).as_posix())


def _file(entry: Path, name: str, root: Path) -> Iterator[Path | Finding]:
    if entry.suffix.lower() in _SUFFIXES:
        if entry.is_symlink() and _leaves(entry, root):
            yield _led_out(entry, name)
        elif entry.is_file():
            yield entry
    elif entry.name.lower().endswith(_HIDDEN_SUFFIXES) and entry.is_file():
        yield Finding("CDC120", Place(name, 1, 1))


def _leaves(link: Path, root: Path) -> bool:
    return not link.resolve().is_relative_to(root.resolve())


def _led_out(link: Path, name: str) -> Finding:
    return Finding("CDC112", Place(name, 1, 1), {"path": str(link.readlink())})
