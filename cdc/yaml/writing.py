"""Write YAML that people read and edit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from typing import Any


def write(data: Any, *, comments: Sequence[str] = ()) -> str:
    """Write plain data as block-style YAML that people edit; `comments` stand first, one line each."""
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    def soften(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: soften(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [soften(item) for item in value]
        if isinstance(value, Decimal) and value == value.to_integral_value():
            return int(value)  # "4" under the tag of broken numbers would be written with that tag
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


def inline(data: Any) -> str:
    """Write plain data on one line, as in `{value: 2, unit: days}`."""
    from cdc.yaml.spelling import Manner

    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {inline(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(inline, data)) + "]"
    if isinstance(data, bool):
        return "true" if data else "false"
    return Manner("", in_flow=True).spell(data) if isinstance(data, str) else str(data)
