"""Articles of a contract in the words of a law: each sentence that the author's choices allow, and no other."""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from cdc.documents import markdown
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.clauses import Sentence


def article(view: View, name: str) -> Iterator[b.Block]:
    """Give an article of the library that the structure takes, a paragraph a sentence; none without a library."""
    if view.clauses is None:
        return
    for sentence in view.clauses.clause(name).sentences:
        if (said := _said(view, sentence)) is not None:
            yield b.Paragraph(markdown.inlines(said))


def left_choices(view: View) -> tuple[b.Block, ...]:
    """Give the choices of the contract that no sentence of the library says; all of them without a library."""
    if view.spec.contract is None:
        return ()
    told = " ".join(name.removeprefix("contract.") for name in _told_choices(view) if name.startswith("contract."))
    return view.all_facts(view.spec.contract, "", elsewhere=told)


def _told_choices(view: View) -> frozenset[str]:
    if view.clauses is None:
        return frozenset()
    sentences = (sentence for clause in view.clauses.clauses for sentence in clause.sentences)
    return frozenset(name for found in sentences if _said(view, found) is not None for name in named(found))


def named(sentence: Sentence) -> tuple[str, ...]:
    """Give the places of the specification that a sentence names, in its words and in its conditions."""
    return (*(name for _, name, _ in _pieces(sentence.say) if name), *sentence.when)


@cache
def _pieces(say: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((text, name or "", noun or "") for text, name, noun, _ in string.Formatter().parse(say))


def _said(view: View, sentence: Sentence) -> str | None:
    """Write a sentence, or nothing where a value that it names is not stated or a condition does not hold."""
    if not all(_holds(_stated(view, name), wanted) for name, wanted in sentence.when.items()):
        return None
    parts: list[str] = []
    for text, name, noun in _pieces(sentence.say):
        value = _worded(view, name, noun) if name else ""
        if value is None:
            return None
        ended = bool(parts) and parts[-1].endswith(".")
        parts += [text.removeprefix(".") if ended else text, value]
    return "".join(parts)


def _holds(value: Any, wanted: str | tuple[str, ...]) -> bool:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return written in ((wanted,) if isinstance(wanted, str) else wanted)


def _worded(view: View, path: str, noun: str) -> str | None:
    value = _stated(view, path)
    if value is None:
        return None
    if noun:
        return view.words(f"count.{noun}", n=value)
    *way, name = path.split(".")
    holder = _at(view.spec, way)
    assert holder is not None
    return view.wording.value(fields.of(type(holder))[name], value)


def _stated(view: View, path: str) -> Any:
    """Give what the author states at a path of the specification, else None."""
    *way, name = path.split(".")
    holder = _at(view.spec, way)
    return None if holder is None else view.value_of(holder, name)


def _at(holder: BaseModel, way: list[str]) -> BaseModel | None:
    for part in way:
        found = getattr(holder, part)
        if found is None:
            return None
        holder = found
    return holder
