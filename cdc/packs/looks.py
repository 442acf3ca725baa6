"""Which themes there are, shipped and of the project, and what is wrong with the one that a project chose."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from cdc import assets
from cdc.errors import UnknownNameError
from cdc.findings import Finding, guess, has_errors
from cdc.media import colours, outside, pictures
from cdc.model import fields
from cdc.model.look import Colours, Face, FontFiles, Look, Theme
from cdc.model.specification import Specification
from cdc.packs import word_house
from cdc.project.one_file import read_one
from cdc.project.source import Source
from cdc.words import words

LEAST_CONTRAST = 4.5
"""Of text to its ground (WCAG 2.2, success criterion 1.4.3)."""
MAX_BYTES = 8 * 1024 * 1024
_FONT_MAGIC = (b"wOF2", b"\x00\x01\x00\x00", b"OTTO", b"true")
Where = tuple[str | int, ...]


def known(root: Path) -> dict[str, Path]:
    """Give the file of each theme that a project can choose, its own before those of the product."""
    folders = (assets.templates() / "themes", root / "themes")
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}


def load(root: Path, name: str) -> tuple[Look | None, list[Finding]]:
    """Read a theme with the files it names; nothing where something is wrong."""
    themes = known(root)
    if name not in themes:
        raise UnknownNameError(kind="theme", name=name, known=", ".join(themes))
    path = themes[name]
    home = root if path.is_relative_to(root) else assets.templates()
    theme, findings, source = read_one(path, home, Theme)
    if theme is None:
        return None, findings
    phrases: dict[str, Mapping[str, str]] = {str(language): own for language, own in theme.phrases.items()}
    reader = _Reader(home, source, findings)
    look = Look(
        colours=theme.colours,
        logo=reader.logo(theme.logo),
        faces=tuple(reader.faces(theme.font)) if theme.font else (),
        css=reader.css(theme.stylesheet),
        templates=dict(reader.templates(theme.templates)),
        phrases=phrases,
        word=reader.word(theme.word),
    )
    reader.contrasts(theme.colours)
    reader.words(phrases)
    return (None if has_errors(findings) else look), findings


def signs(root: Path, name: str) -> frozenset[int]:
    """Give the signs that the fonts of a theme have, beside our own."""
    from fontTools.ttLib import TTFont

    look, _ = load(root, name)
    fonts = [TTFont(io.BytesIO(face.content), lazy=True) for face in look.faces] if look else []
    return frozenset(code for font in fonts for code in font.getBestCmap())


def in_theme(root: Path, spec: Specification) -> list[Finding]:
    """Give what is wrong inside the theme that a specification chose, if there is one of that name."""
    return load(root, spec.document.theme)[1] if spec.document.theme in known(root) else []


def check(root: Path, spec: Specification) -> Iterator[tuple[str, Where, Mapping[str, object]]]:
    """Give a theme that does not exist, and pictures that cannot be shown: a code, the key, the facts."""
    themes = known(root)
    if spec.document.theme not in themes:
        facts = {"theme": spec.document.theme, "known": ", ".join(themes)}
        yield "CDC260", ("document", "theme"), facts
    for at, item in enumerate(spec.mockups):
        path = root / item.file if item.file else None
        if path and path.is_file():
            try:
                pictures.shown(path.read_bytes(), item.page)
            except pictures.NotShownError as error:
                yield "CDC261", ("mockups", at, "file"), {"path": str(item.file), "reason": str(error)}
    for leaf in fields.walk(spec):
        for file in pictures.named(leaf):
            path = root / file
            if pictures.is_inside(root, file) and path.is_file() and pictures.measure(path.read_bytes()) is None:
                yield "CDC261", leaf.path, {"path": file, "reason": path.suffix}


class _Reader:
    """Reads the files that a theme names; each that cannot be used is a finding at its key."""

    def __init__(self, root: Path, source: Source, findings: list[Finding]) -> None:
        self.root, self.source, self.findings = root, source, findings

    def _refuse(self, where: Where, path: str, reason: str) -> None:
        self.findings.append(Finding("CDC262", self.source.place(where), {"path": path, "reason": reason}))

    def _inside(self, where: Where, path: str) -> Path | None:
        target = self.root / PurePosixPath(path)
        if not target.resolve().is_relative_to(self.root.resolve()):
            self.findings.append(Finding("CDC112", self.source.place(where), {"path": path}))
        elif not target.exists():
            self.findings.append(Finding("CDC219", self.source.place(where), {"path": path}))
        else:
            return target
        return None

    def _bytes(self, where: Where, path: str | None) -> bytes | None:
        target = self._inside(where, path) if path else None
        if target is None or path is None:
            return None
        if not target.is_file():
            self._refuse(where, path, "?")
        elif target.stat().st_size > MAX_BYTES:
            self._refuse(where, path, f"> {MAX_BYTES // 1024**2} MiB")
        else:
            return target.read_bytes()
        return None

    def _text(self, where: Where, path: str | None) -> str:
        content = self._bytes(where, path)
        if content is None:
            return ""
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            self._refuse(where, str(path), "UTF-8")
            return ""

    def logo(self, path: str | None) -> bytes | None:
        content = self._bytes(("logo",), path)
        if content is None:
            return None
        try:
            pictures.shown(content)
        except pictures.NotShownError as error:
            self._refuse(("logo",), str(path), str(error))
            return None
        return content

    def faces(self, font: FontFiles) -> Iterator[Face]:
        for key, weight, style in (
            ("regular", 400, "normal"),
            ("semibold", 600, "normal"),
            ("italic", 400, "italic"),
            ("semibold_italic", 600, "italic"),
        ):
            path = getattr(font, key)
            content = self._bytes(("font", key), path)
            if content is None:
                continue
            if not content.startswith(_FONT_MAGIC) or not _opens(content):
                self._refuse(("font", key), path, "WOFF2, TTF, OTF")
            else:
                yield Face(font.family, weight, style, content)  # type: ignore[arg-type] # the two words are styles

    def css(self, path: str | None) -> str:
        text = self._text(("stylesheet",), path)
        if (found := outside.style(text)) is not None:
            self._refuse(("stylesheet",), str(path), found)
        return text.replace("</", "<\\/")

    def templates(self, path: str | None) -> Iterator[tuple[str, str]]:
        where = ("templates",)
        folder = self._inside(where, path) if path else None
        if folder is None or path is None:
            return
        ours = {file.name for file in (assets.templates() / "blocks").glob("*.html.j2")}
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        if not found:
            self._refuse(where, path, "*.html.j2")
        for file in found:
            name = f"{path}/{file.name}"
            if file.name not in ours:
                self._refuse(where, name, ", ".join(sorted(ours)))
                continue
            text = self._text(where, name)
            if (reaching := outside.markup(text)) is not None:
                self._refuse(where, name, reaching)
            yield file.name, text

    def word(self, path: str | None) -> bytes | None:
        content = self._bytes(("word",), path)
        if content is None:
            return None
        try:
            word_house.read(content)
        except word_house.NotUsableError as error:
            self._refuse(("word",), str(path), str(error))
            return None
        return content

    def contrasts(self, chosen: Colours) -> None:
        for name in type(chosen).model_fields:
            ratio = colours.contrast(getattr(chosen, name), "#ffffff")
            if ratio < LEAST_CONTRAST:
                facts = {"colour": getattr(chosen, name), "ratio": f"{ratio:.1f}"}
                self.findings.append(Finding("CDC263", self.source.place(("colours", name)), facts))

    def words(self, phrases: Mapping[str, Mapping[str, str]]) -> None:
        for language, own in phrases.items():
            ours = words(language).phrases
            for key, text in own.items():
                where = ("phrases", language, key)
                if key not in ours:
                    facts = {"key": key, "guess": guess(key, ours)}
                    self.findings.append(Finding("CDC264", self.source.place(where, of_key=True), facts))
                elif not _same_holes(ours[key], text):
                    self.findings.append(Finding("CDC265", self.source.place(where), {"key": key, "text": ours[key]}))


def _opens(content: bytes) -> bool:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(content), lazy=True) as font:
            return bool(font.getBestCmap())
    except Exception:  # noqa: BLE001 - whatever a damaged font triggers, it is not used
        return False


def _same_holes(ours: str, theirs: str) -> bool:
    from string import Formatter

    try:
        found = {name for _, name, _, _ in Formatter().parse(theirs) if name is not None}
    except ValueError:
        return False
    return found <= {name for _, name, _, _ in Formatter().parse(ours) if name is not None}
