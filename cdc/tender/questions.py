"""The log of questions: one file for each in questions/, so that none is lost and each can be answered alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdc import yaml
from cdc.findings import Finding
from cdc.model.base import Model
from cdc.model.declare import told
from cdc.model.practice import Question
from cdc.model.specification import Specification
from cdc.project.one_file import understand
from cdc.project.source import Source

FOLDER = "questions"
NOTE = "Kept by `cdc questions`: add, answer, import."
_NUMBERED = re.compile(r"Q-(\d+)")


class OneQuestion(Model):
    """The file of one question."""

    questions: tuple[Question, ...] = told("The question.")


@dataclass(frozen=True, slots=True)
class Logged:
    """A question as its file will hold it, and what is wrong with it."""

    question: Question | None
    name: str
    content: bytes
    findings: tuple[Finding, ...]
    source: Source


def next_id(spec: Specification) -> str:
    """Give the id of the next question: Q- and the number after the highest."""
    numbers = [int(found[1]) for item in spec.questions if (found := _NUMBERED.fullmatch(item.id))]
    return f"Q-{max(numbers, default=0) + 1}"


def file_of(id_: str) -> str:
    """Give the file of a question, below the project folder."""
    return f"{FOLDER}/{id_}.yaml"


def stands_in(source: Source, id_: str) -> tuple[str, Mapping[str, Any]] | None:
    """Give the file in which a question stands and its data as written, or None where there is no such question."""
    for file, entries, at in source.origins.get("questions", ()):
        if isinstance(entries[at], dict) and entries[at].get("id") == id_:
            return file.name, entries[at]
    return None


def logged(root: Path, data: Mapping[str, Any]) -> Logged:
    """Give the file of a question: what is empty is left out."""
    kept = {key: value for key, value in data.items() if value not in (None, "", (), [], {})}
    name = file_of(str(kept.get("id", "")))
    content = yaml.write({"questions": [kept]}, comments=(NOTE,)).encode("utf-8")
    read, findings, source = understand(name, content, root, OneQuestion)
    return Logged(read.questions[0] if read else None, name, content, tuple(findings), source)


def said(before: Any, text: str, language: str, default: str) -> Any:
    """Put a text in one language beside those in others: a text in the document's first language stands bare."""
    if isinstance(before, dict):
        return {**before, language: text}
    if before is None:
        return text if language == default else {language: text}
    return text if language == default else {default: before, language: text}
