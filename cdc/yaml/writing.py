"""Write YAML that people read and edit, and put values into files that people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from cdc.yaml.places import Path


def write(data: Any, *, comments: Sequence[str] = ()) -> str:
    """Write plain data as block-style YAML that people edit; `comments` stand first, one line each."""
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    def soften(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: soften(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [soften(item) for item in value]
        if isinstance(value, str) and "\n" in value:
            return LiteralScalarString(value if value.endswith("\n") else value + "\n")
        return value

    writer = YAML()
    writer.width = 110
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.allow_unicode = True
    writer.representer.add_representer(
        Decimal, lambda representer, value: representer.represent_scalar("tag:yaml.org,2002:float", str(value))
    )
    stream = StringIO()
    for comment in comments:
        stream.write(f"# {comment}\n" if comment else "\n")
    writer.dump(soften(data), stream)
    return stream.getvalue()


def edit(text: str, changes: Sequence[tuple[Path, object]]) -> bytes:
    """Put values at paths of a file that people wrote; comments, quotes and the order of keys stay."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    def written(value: object) -> object:
        if isinstance(value, dict):
            inner = CommentedMap((key, written(item)) for key, item in value.items())
            inner.fa.set_flow_style()
            return inner
        return DoubleQuotedScalarString(value) if isinstance(value, str) else value

    editor = YAML()
    editor.width = 10**9
    editor.preserve_quotes = True
    editor.indent(mapping=2, sequence=4, offset=2)
    data = editor.load(text)
    for path, value in changes:
        container = data
        for step in path[:-1]:
            container = container[step]
        container[path[-1]] = written(value)
    stream = StringIO()
    editor.dump(data, stream)
    done = stream.getvalue()
    return (done.replace("\n", "\r\n") if "\r\n" in text else done).encode("utf-8")
