"""Read XML that nobody vouches for: no declarations, a bounded depth, and the line of every element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

DEEPEST = 300


class MarkupError(Exception):
    """The bytes are no XML that we read: where, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"{line}: {why}")
        self.line, self.why = line, why


@dataclass(frozen=True, slots=True)
class Markup:
    """A tree of elements, and the line on which each begins."""

    root: Element
    lines: Mapping[Element, int]


def parse(content: bytes) -> Markup:
    """Give the elements of a document; raises MarkupError. Without declarations nothing expands or reaches out."""
    reading = _Reading()
    try:
        reading.parser.Parse(content, True)
        return Markup(reading.builder.close(), reading.lines)
    except expat.ExpatError as error:
        raise MarkupError(error.lineno, expat.ErrorString(error.code)) from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise MarkupError(1, str(error)) from error


class _Reading:
    """Builds the tree as the parser goes."""

    def __init__(self) -> None:
        self.builder, self.lines, self.depth = TreeBuilder(), dict[Element, int](), 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise MarkupError(self.parser.CurrentLineNumber, f"> {DEEPEST}")
        named = {_braced(key): value for key, value in attributes.items()}
        self.lines[self.builder.start(_braced(name), named)] = self.parser.CurrentLineNumber

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_braced(name))

    def _refuse(self, *_: object) -> None:
        raise MarkupError(self.parser.CurrentLineNumber, "DOCTYPE")


def _braced(name: str) -> str:
    return f"{{{name}" if "}" in name else name
