"""What stops a command; each class takes facts, its sentence is looked up by `key` in the catalogues."""

from typing import Any


class CannotRunError(Exception):
    """A command cannot do its work at all (exit code 2)."""

    key = "cannot_run"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(f"{self.key}: {facts}")


class RefusedError(CannotRunError):
    """A command does not do what it was told to for what it found: the findings say why (exit code 1)."""

    key = "refused"

    def __init__(self, findings: tuple[Any, ...]) -> None:
        self.findings = findings
        super().__init__(codes=", ".join(sorted({finding.code for finding in findings})))


class MissingExtraError(CannotRunError):
    """A step needs libraries that come as an extra and are not installed."""

    key = "missing_extra"


class NoProjectError(CannotRunError):
    """There is no specification at the given path."""

    key = "no_project"


class PathNotFoundError(CannotRunError):
    """A file or folder named on the command line does not exist."""

    key = "path_not_found"


class FolderNotEmptyError(CannotRunError):
    """A new project would be written over existing files."""

    key = "folder_not_empty"


class MissingSystemLibraryError(CannotRunError):
    """A system library such as Pango is absent, so this output cannot be made."""

    key = "missing_library"


class NotAWordFileError(CannotRunError):
    """A file given as a Word document is none, is damaged, or holds what no word processor writes."""

    key = "not_word"


class TemplateRefusedError(CannotRunError):
    """A template of the author's fails, does not end, needs too much, or reaches outside."""

    key = "template_refused"


class PartFailedError(CannotRunError):
    """A part of a long document could not be set: out of memory or time."""

    key = "part_failed"


class ThemeRefusedError(CannotRunError):
    """The theme asked for has mistakes; `cdc check` says where."""

    key = "theme_refused"


class NotXliffError(CannotRunError):
    """A file given as XLIFF is none, is damaged, or declares entities."""

    key = "not_xliff"


class UnknownNameError(CannotRunError):
    """A named thing (profile, language, pack, code, format) does not exist."""

    key = "unknown_name"


class NoRevisionError(CannotRunError):
    """Git has no such revision of the project, or is not installed."""

    key = "no_revision"


class BusyError(CannotRunError):
    """Another command holds the lock of this project."""

    key = "busy"


class NotWritableError(CannotRunError):
    """A file cannot be written: full disk, no permission."""

    key = "not_writable"


class NothingToScoreError(CannotRunError):
    """A ranking was asked of a project without criteria or without bids."""

    key = "nothing_to_score"


class DamagedFileError(CannotRunError):
    """A file that the product wrote itself cannot be read back."""

    key = "damaged_file"


class FileExistsStopError(CannotRunError):
    """Scores that are there already would be replaced without having been told to."""

    key = "file_exists"


class NotADateError(CannotRunError):
    """A date or a moment on the command line cannot be read, or a moment lacks its time zone."""

    key = "not_a_date"


class WouldOverwriteError(CannotRunError):
    """A result would be written over a file that is there, which may be somebody's work."""

    key = "would_overwrite"


class IncompleteLanguageError(CannotRunError):
    """A file of a language lacks keys that the program needs."""

    key = "language_incomplete"
