"""Broken variants that are bytes rather than text: encodings, sizes."""

from cdc import api
from cdc.project import translations


def _latin1(project):
    (project / "extra.yaml").write_bytes("issues:\n  - {id: IS-9, text: perché}\n".encode("latin-1"))
    return "extra.yaml", 2, 27


def _unmarked(project):
    (project / "extra.yaml").write_bytes("issues:\n  - {id: IS-9, text: perché}\n".encode("utf-16-le"))
    return "extra.yaml", 1, 1


def _huge(project):
    (project / "extra.yaml").write_bytes(b"# " + b"x" * (33 * 1024 * 1024))
    return "extra.yaml", 1, 1


def _older(project):
    """Confirm the translations, then change a source."""
    loaded, _ = api.load(project)
    api.confirm_translations(loaded, ("fr",))
    path = project / "document.yaml"
    text = path.read_text(encoding="utf-8").replace('title: {it: "Un CRM', 'title: {it: "Il CRM', 1)
    path.write_text(text, encoding="utf-8")
    line = next(row for row in text.split("\n") if row.startswith("  title:"))
    return "document.yaml", text.split("\n").index(line) + 1, line.index("fr: ") + 5


def _unreviewed(project):
    """Mark a translation as not yet reviewed."""
    loaded, _ = api.load(project)
    mark = translations.mark_of(loaded.specification.document.title["it"], is_reviewed=False)
    translations.keep(project, {"document.title": {"fr": mark}})
    rows = (project / "document.yaml").read_text(encoding="utf-8").split("\n")
    at, row = next((at, row) for at, row in enumerate(rows) if row.startswith("  title:"))
    return "document.yaml", at + 1, row.index("fr: ") + 5


CASES = {"CDC104": _latin1, "CDC108": _huge, "CDC117": _unmarked, "CDC266": _older, "CDC289": _unreviewed}
