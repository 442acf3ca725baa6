"""Translations: what is missing or old, what goes to translators and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api.project import Project, checked_languages
from cdc.findings import Finding, has_errors

if TYPE_CHECKING:
    from cdc.model.translation import Returned, Unit


def translation_units(project: Project, language: str) -> list[Unit]:
    """Give every text with its translation into a language, and whether that is missing or older than its source."""
    from cdc.project import translations

    checked_languages((language,))
    return list(translations.units(project.specification, language, translations.record(project.root)))


def export_translation(project: Project, *, language: str, format_name: str, out: Path) -> Path:
    """Write what a translator needs, as a workbook (xlsx) or XLIFF (xlf); give the file."""
    units, spec = translation_units(project, language), project.specification
    target = out / f"translation.{spec.language}-{language}.{format_name}"
    if format_name == "xlsx":
        from cdc.workbooks import translations as workbook

        content = workbook.write(units, source=spec.language, target=language, tender=spec.document.reference)
    elif format_name == "xlf":
        from cdc.exchange import xliff

        content = xliff.write(units, original=spec.document.reference, source=spec.language, target=language)
    else:
        from cdc.errors import UnknownNameError

        raise UnknownNameError(kind="format", name=format_name, known="xlsx, xlf")
    files.write_atomic(target, content)
    return target


def import_translation(path: Path, returned: Path) -> tuple[int, tuple[Finding, ...]]:
    """Put a translator's file into the author's files; give how many texts changed, and what was strange.

    The project is loaded here, under its lock, because its files are edited.
    """
    from cdc.project import load, translations

    language, brought, findings = _read(returned)
    if has_errors(findings):
        return 0, findings
    checked_languages((language,))
    root = path if path.is_dir() else path.parent
    with files.locked(root):
        loaded = load.load(path)
        if loaded.specification is None:
            return 0, loaded.findings
        known = translations.record(root)
        changed, count, strange = translations.brought(loaded.specification, loaded.source, language, brought, known)
        for name, text in changed.items():
            files.write_atomic(root / name, text)
        translations.keep(root, known)
    return count, (*findings, *strange)


def _read(returned: Path) -> tuple[str, Sequence[Returned], tuple[Finding, ...]]:
    content = files.read_whole(returned)
    if returned.suffix != ".xlsx":
        from cdc.exchange import xliff

        language, brought = xliff.read(returned.name, content)
        return language, brought, ()
    from cdc.model.translation import Returned
    from cdc.workbooks import translations as workbook

    language, rows, findings = workbook.read(returned.name, content)
    return language, [Returned(*row) for row in rows], findings


def confirm_translations(project: Project, languages: Sequence[str]) -> int:
    """Take the translations that are there as made from the sources of now; give how many were not so before."""
    from cdc.project import translations

    with files.locked(project.root):
        known = translations.record(project.root)
        count = translations.confirmed(project.specification, checked_languages(languages), known)
        translations.keep(project.root, known)
    return count
