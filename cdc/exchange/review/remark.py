"""What a reviewer left in a Word file: a comment, or a change with the text before and after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

Kind = Literal["comment", "insertion", "deletion", "move_from", "move_to"]
Part = Literal["", "header", "footer", "footnote", "endnote", "text_box"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer left: `id` of the requirement (or other entry) it stands at, if any, and the chapter.

    A comment has a `number` and what it is `about`; an answer names the comment that it `answers`. A change has the
    text of its paragraphs `before` and `after` all changes; a move names the entry or chapter at its `other_end`.
    """

    id: str
    chapter: str
    kind: Kind
    author: str
    date: str
    about: str
    text: str
    part: Part = ""
    before: str = ""
    after: str = ""
    number: str = ""
    answers: str = ""
    other_end: str = ""
    is_resolved: bool = False


def as_yaml(remarks: Sequence[Remark], source: str) -> str:
    """Write remarks as YAML by id, one line each; quoted texts are JSON, which is YAML."""
    lines = [f"# Read from {source}.", "remarks:" if remarks else "remarks: []"]
    for remark in remarks:
        pairs = ((item.name, getattr(remark, item.name)) for item in fields(remark))
        shown = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in pairs if value)
        lines.append(f"  - {{{', '.join(shown)}}}")
    return "\n".join(lines) + "\n"
