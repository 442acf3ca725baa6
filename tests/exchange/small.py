"""A small specification in two languages, and how translators' files of it look."""

import io

from openpyxl import Workbook

from cdc import api

SPEC = """# A small one
document:
  title: {en: "A new site", fr: "Un nouveau site"}   # keep this comment
  reference: T-1
  version: "1.0"
  date: 2026-11-20
  languages: [en, fr]
  main_problem: The site of 2014 is old.
company:
  name: Acme
  sector: Furniture
  strategy: Win customers.
features:
- id: F-1
  title: Delay of 3-4 weeks
  statement: >-
    The solution shall show
    every page within 2 s.

  priority: essential
- id: F-2
  title: Half
  statement: The solution shall export lists.
"""
SOURCES = {
    "document.title": "A new site",
    "document.main_problem": "The site of 2014 is old.",
    "features.F-1.title": "Delay of 3-4 weeks",
    "features.F-2.title": "Half",
    "features.F-2.statement": "The solution shall export lists.",
}


def project_in(folder):
    """Write the specification into a folder."""
    (folder / "spec.yaml").write_text(SPEC, encoding="utf-8", newline="")
    return folder


def xlf(*units, source="en", target="fr"):
    """Give XLIFF 1.2 from (key, source, target, attributes of the target, attributes of the unit)."""
    body = "".join(
        f'<trans-unit id="{key}"{more}><source>{SOURCES[key]}</source><target{state}>{said}</target></trans-unit>\n'
        for key, said, state, more in ((*unit, "", "", "")[:4] for unit in units)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'<file original="T-1" datatype="plaintext" source-language="{source}" target-language="{target}"><body>\n'
        f"{body}</body></file>\n</xliff>\n"
    )


def xlf2(*segments, key="features.F-2.statement", languages='srcLang="en" trgLang="fr"'):
    """Give XLIFF 2.0 of one unit."""
    return (
        f'<?xml version="1.0"?>\n<xliff version="2.0" {languages} xmlns="urn:oasis:names:tc:xliff:document:2.0">'
        f'<file id="f1"><unit id="{key}">{"".join(segments)}</unit></file></xliff>'
    )


def xlsx(*rows, head=("Id", "en", "fr", "Statut"), more=()):
    """Give a translator's workbook from (key, target), or from whole rows."""
    book, stream = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "cdc-translation"
    sheet.append(head)
    for row in rows:
        sheet.append((row[0], SOURCES[row[0]], row[1]) if len(row) == 2 else row)
    for title, text in more:
        book.create_sheet(title).append([text])
    book.save(stream)
    return stream.getvalue()


def brought(project, name, content):
    """Import a file; give how many texts were written, each finding as place and code, and whether files changed."""
    before = {path: path.read_bytes() for path in project.glob("*.*") if path.suffix != ".lock"}
    path = project.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    count, findings = api.import_translation(project, path)
    after = {path: path.read_bytes() for path in project.glob("*.*") if path.suffix != ".lock"}
    return count, [f"{finding.place}: {finding.code}" for finding in findings], before != after


def said(project, key):
    """Give the French of a text."""
    return next(unit.target for unit in _units(project) if unit.key == key)


def states(project):
    """Give where the translations stand."""
    return {unit.key: unit.state for unit in _units(project) if unit.state != "missing"}


def _units(project):
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    return api.translation_units(loaded, "fr")
