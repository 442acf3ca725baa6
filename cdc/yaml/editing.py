"""Put texts into YAML that people wrote: only the characters of those texts change."""

from __future__ import annotations

import codecs
import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml as pyyaml

from cdc.yaml.places import Path
from cdc.yaml.reading import read
from cdc.yaml.spelling import Manner, manner, quoted

Change = tuple[Path, "str | Mapping[str, str]"]
"""A text for a path, or texts by language for the path of a text without languages."""
_MARKS = (  # the longer first: the mark of UTF-32 starts as that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


def edit(content: bytes, changes: Sequence[Change]) -> bytes:
    """Give the file with texts at paths; indentation, quotes, comments, line breaks, mark and encoding stay."""
    mark, encoding = next((pair for pair in _MARKS if content.startswith(pair[0])), (b"", "utf-8"))
    text = content[len(mark) :].decode(encoding)
    wanted = _changed(read("", content).data, changes)
    for place in (_gently, _plainly):
        done = place(text, changes)
        found = read("", done.encode("utf-8"))
        if found.is_sound and found.data == wanted:
            return mark + done.encode(encoding)
    raise AssertionError(changes)


def _changed(data: Any, changes: Sequence[Change]) -> Any:
    data = copy.deepcopy(data)
    for path, value in changes:
        container = data
        for step in path[:-1]:
            container = container[step]
        container[path[-1]] = dict(value) if isinstance(value, Mapping) else value
    return data


def _gently(text: str, changes: Sequence[Change]) -> str:
    """Follow the manner of what stands there."""
    page = _Page.of(text)
    return _spliced(text, (page.splice(path, value) for path, value in changes))


def _plainly(text: str, changes: Sequence[Change]) -> str:
    """Write the whole map of languages anew, in braces: for layouts that nobody foresaw."""
    page = _Page.of(text)
    return _spliced(text, (page.rewritten(path, value) for path, value in changes))


def _rows(text: str) -> list[str]:
    """Give the lines of a text with their ends; other marks that some take for line ends are part of the text."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


_Splice = tuple[int, int, str]


def _spliced(text: str, splices: Iterator[_Splice]) -> str:
    for start, end, new in sorted(splices, key=lambda one: one[0], reverse=True):
        text = text[:start] + new + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of a file and its nodes, which know where they begin and end."""

    text: str
    root: Any

    @classmethod
    def of(cls, text: str) -> _Page:
        return cls(text, pyyaml.compose(text, Loader=getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)))

    def splice(self, path: Path, value: str | Mapping[str, str]) -> _Splice:
        node, parents = self._found(path)
        if node is None:
            return self._added(parents[-1], str(path[-1]), str(value))
        if isinstance(value, Mapping):
            return self._by_language(node, parents[-1], value)
        start, end = self._extent(node)
        spelled = self._manner(node, parents).spell(value)
        return start, end, f" {spelled}" if start == end and self.text[start - 1 : start] == ":" else spelled

    def rewritten(self, path: Path, value: str | Mapping[str, str]) -> _Splice:
        node = self._found(path)[0]
        if isinstance(value, Mapping):
            whole = dict(value)
        elif node is not None:
            return *self._extent(node), quoted(value)
        else:
            node = self._found(path[:-1])[0]
            whole = {key.value: held.value for key, held in node.value} | {str(path[-1]): value}
        start, end = self._extent(node)
        return start, end, "{" + ", ".join(f"{key}: {quoted(said)}" for key, said in whole.items()) + "}"

    def _found(self, path: Path) -> tuple[Any, list[Any]]:
        """Give the node at a path, None if it is not there, and the nodes above it."""
        node, parents = self.root, []
        for step in path:
            parents.append(node)
            if isinstance(node, pyyaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            else:
                node = node.value[int(step)]
        return node, parents

    def _extent(self, node: Any) -> tuple[int, int]:
        """Give where a value begins and ends; empty lines after a block are not its own."""
        if isinstance(node, pyyaml.MappingNode) and not node.flow_style:
            return node.start_mark.index, self._extent(node.value[-1][1])[1]
        start, end = node.start_mark.index, node.end_mark.index
        if self._is_block(node):
            end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        return start, end

    def _is_block(self, node: Any) -> bool:
        return isinstance(node, pyyaml.ScalarNode) and node.style in ("|", ">")

    def _keeps_tail(self, node: Any) -> bool:
        """Tell whether empty lines after a block are part of its text."""
        return self._is_block(node) and "+" in self.text[node.start_mark.index :][:3]

    def _manner(self, node: Any, parents: Sequence[Any]) -> Manner:
        start, end = self._extent(node)
        in_flow = any(parent.flow_style for parent in parents)
        return manner(self.text[start:end], in_flow=in_flow, newline=self._newline(start))

    def _newline(self, at: int) -> str:
        end = self.text.find("\n", at)
        end = end if end >= 0 else self.text.rfind("\n", 0, at)
        return "\r\n" if end > 0 and self.text[end - 1] == "\r" else "\n"

    def _column(self, at: int) -> int:
        return at - (self.text.rfind("\n", 0, at) + 1)

    def _added(self, parent: Any, key: str, value: str) -> _Splice:
        """Put a key after the last one of a map."""
        first, last = parent.value[0][1], parent.value[-1][1]
        end = self._extent(last)[1]
        if parent.flow_style:
            return end, end, f", {key}: {self._manner(first, [parent]).spell(value)}"
        newline = self._newline(parent.start_mark.index)
        indent = " " * self._column(parent.value[0][0].start_mark.index)
        spelled = f"{indent}{key}: {self._manner(first, [parent]).spell(value)}"
        if self._keeps_tail(last):
            at = last.end_mark.index
            return at, at, f"{'' if self.text[at - 1] == chr(10) else newline}{spelled}{newline}"
        found = re.compile(r"\r?\n|\Z").search(self.text, end)
        at = found.start() if found else len(self.text)
        return at, at, newline + spelled

    def _by_language(self, node: Any, parent: Any, value: Mapping[str, str]) -> _Splice:
        """Put a text without languages, as it is written, and its translations into a map."""
        start, end = self._extent(node)
        (own, said), *others = value.items()
        raw, how = self.text[start:end], self._manner(node, [parent])
        if how.header and not self._keeps_tail(node):
            before = len(self.text[:start].rstrip(" ")) if isinstance(parent, pyyaml.MappingNode) else start
            return before, end, self._block_by_language(node, parent, raw, value)
        inside = replace(how, in_flow=True, header="")
        kept = raw if said == node.value and inside.is_read_as(raw, said) else inside.spell(said)
        pairs = [f"{own}: {kept}", *(f"{key}: {inside.spell(text)}" for key, text in others)]
        return start, end, "{" + ", ".join(pairs) + "}"

    def _block_by_language(self, node: Any, parent: Any, raw: str, value: Mapping[str, str]) -> str:
        """Put a block one step further in, under the key of its language."""
        how = self._manner(node, [parent])
        start = node.start_mark.index
        in_list = isinstance(parent, pyyaml.SequenceNode)
        outer = parent.start_mark.index
        column = self._column(start) if in_list else self._column(self._key_of(node, parent)) + 2
        further = column - self._column(outer) if in_list else 2
        (own, _), *others = value.items()
        moved = "".join(" " * further + row if row.strip() else row for row in _rows(raw)[1:])
        deeper = replace(how, indent=how.indent + further)
        lines = [f"{own}: {_rows(raw)[0]}{moved}"]
        lines += [f"{key}: {deeper.spell(text)}" for key, text in others]
        margin = how.newline + " " * column
        return margin.join(lines) if in_list else margin + margin.join(lines)

    def _key_of(self, node: Any, parent: Any) -> int:
        return int(next(key.start_mark.index for key, value in parent.value if value is node))
