"""Wordings of a review are put into the author's texts, where those are still the ones that were reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdc import yaml
from cdc.findings import Finding
from cdc.model.rewording import Difference, Rewording
from cdc.model.specification import Specification
from cdc.project.source import Source
from cdc.project.texts import Found, texts
from cdc.project.translations import located
from cdc.project.wording import reworded

Texts = dict[tuple[str, str], str]
"""What is said under each key in each language."""


@dataclass(frozen=True, slots=True)
class Revised:
    """What a review changes, the new contents of files by name, and what was not taken over."""

    differences: tuple[Difference, ...]
    contents: dict[str, bytes]
    findings: tuple[Finding, ...]


def revised(spec: Specification, source: Source, rewordings: Sequence[Rewording]) -> Revised:
    """Carry each rewording over into the one text that it can mean."""
    found = {text.key: text for text in texts(spec)}
    said: Texts = {(key, language): words for key, text in found.items() for language, words in _said(text, spec)}
    now, findings = dict(said), list[Finding]()
    for rewording in rewordings:
        fit = _fit(rewording, now)
        if isinstance(fit, Finding):
            findings.append(fit)
        else:
            now |= fit
    changed = [(key, language) for key, language in said if now[key, language] != said[key, language]]
    differences = (
        Difference(key, language, source.place(_path(found[key], language)), said[key, language], now[key, language])
        for key, language in changed
    )
    return Revised(tuple(differences), _contents(source, found, {at: now[at] for at in changed}), tuple(findings))


def _said(text: Found, spec: Specification) -> Iterator[tuple[str, str]]:
    yield from text.text.items() if isinstance(text.text, dict) else [(spec.language, text.text)]


def _path(text: Found, language: str) -> yaml.Path:
    return (*text.path, language) if isinstance(text.text, dict) else text.path


def _fit(rewording: Rewording, now: Texts) -> Texts | Finding:
    """Give the text that a rewording changes, or why none."""
    facts = {"id": rewording.entry or "–", "text": rewording.after[:80] or rewording.before[:80]}
    own = {at: text for at, text in now.items() if f".{rewording.entry}." in f".{at[0]}."}
    if not rewording.entry or not own:
        return Finding("CDC295", rewording.place, facts)
    matches = {at: reworded(text, rewording.before, rewording.after) for at, text in own.items()}
    fits = {at: match for at, match in matches.items() if match is not None}
    most = max((match.words for match in fits.values()), default=0)
    best = {at: match.text for at, match in fits.items() if match.words == most}
    if not best:
        return Finding("CDC296", rewording.place, facts)
    if len(best) > 1:
        return Finding("CDC297", rewording.place, facts)
    return best if all(text.strip() for text in best.values()) else Finding("CDC298", rewording.place, facts)


def _contents(source: Source, found: dict[str, Found], now: Texts) -> dict[str, bytes]:
    edits: dict[str, list[yaml.Change]] = {}
    for (key, language), text in now.items():
        file, path = located(source, _path(found[key], language))
        edits.setdefault(file.name, []).append((path, text))
    return {name: yaml.edit((source.root / name).read_bytes(), changes) for name, changes in edits.items()}
