"""Translations: what is missing or old, what goes to translators and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cdc import files
from cdc.api.project import Project, checked_languages
from cdc.findings import Finding, has_errors

if TYPE_CHECKING:
    from cdc.model.translation import Delivery, Unit

XLIFF_VERSIONS: dict[str, Literal["1.2", "2.0"]] = {"xlf": "1.2", "xlf2": "2.0"}


def translation_units(project: Project, language: str) -> list[Unit]:
    """Give every text with its translation into a language, and whether that is missing or older than its source."""
    from cdc.project import translations

    checked_languages((language,))
    return list(translations.units(project.specification, language, translations.record(project.root)))


def export_translation(project: Project, *, language: str, format_name: str, out: Path) -> Path:
    """Write what a translator needs, as a workbook (xlsx), XLIFF 1.2 (xlf) or XLIFF 2.0 (xlf2); give the file."""
    units, spec = translation_units(project, language), project.specification
    target = out / f"translation.{spec.language}-{language}.{format_name.rstrip('2')}"
    if format_name == "xlsx":
        from cdc.workbooks import translation as workbook

        content = workbook.write(units, source=spec.language, target=language, tender=spec.document.reference)
    elif format_name in XLIFF_VERSIONS:
        from cdc.exchange import xliff

        version, original = XLIFF_VERSIONS[format_name], spec.document.reference
        content = xliff.write(units, original=original, source=spec.language, target=language, version=version)
    else:
        from cdc.errors import UnknownNameError

        raise UnknownNameError(kind="format", name=format_name, known=", ".join(("xlsx", *XLIFF_VERSIONS)))
    files.write_atomic(target, content)
    return target


def import_translation(path: Path, returned: Path) -> tuple[int, tuple[Finding, ...]]:
    """Put a translator's file into the author's files; give how many texts changed, and what was strange.

    The project is loaded here, under its lock, because its files are edited. An error means that nothing was taken.
    """
    from cdc.project import bringing, load, translations

    content, refused = files.read_named(returned)
    if content is None:
        return 0, refused
    root = path if path.is_dir() else path.parent
    with files.locked(root):
        loaded = load.load(path)
        spec = loaded.specification
        if spec is None:
            return 0, loaded.findings
        delivery, findings = _delivery(returned.name, content, spec.language)
        if delivery is None or has_errors(findings):
            return 0, findings
        known = translations.record(root)
        came = bringing.brought(spec, delivery, known)
        for name, text in bringing.contents(spec, loaded.source, delivery.target, came.texts).items():
            files.write_atomic(root / name, text)
        if came.marks:
            translations.keep(root, translations.marked(known, delivery.target, came.marks))
    return len(came.texts), (*findings, *came.findings)


def _delivery(name: str, content: bytes, source: str) -> tuple[Delivery | None, tuple[Finding, ...]]:
    """Read a translator's file, a workbook or XLIFF."""
    if content.startswith(b"PK") or name.lower().endswith(".xlsx"):
        from cdc.workbooks import translation as workbook

        return workbook.read(name, content, source)
    from cdc.exchange import xliff

    return xliff.read(name, content)


def confirm_translations(project: Project, languages: Sequence[str]) -> int:
    """Take the translations that are there as made from the sources of now; give how many were not so before."""
    from cdc.project import translations

    with files.locked(project.root):
        known = translations.record(project.root)
        count = translations.confirmed(project.specification, checked_languages(languages), known)
        translations.keep(project.root, known)
    return count
