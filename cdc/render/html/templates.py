"""Fill one of the block templates with plain data, in a sandbox; an author's goes before ours of the same name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cdc import assets
from cdc.media import pictures
from cdc.model.look import Look

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_OWN: dict[str, str] = {}
"""Templates of the author that replace ours; filled in a child process only."""


def fill(name: str, **data: Any) -> Markup:
    """Fill a template by name."""
    return Markup(_template(name).render(data))  # noqa: S704 - autoescape has escaped every value


def prepare(look: Look) -> None:
    """Load every template, the look's before ours, so that nothing is read while a page is filled."""
    import jinja2.debug  # noqa: F401 - loaded only when a template fails, which is too late

    _OWN.update(look.templates)
    for path in (assets.templates() / "blocks").glob("*.html.j2"):
        _template(path.name.removesuffix(".html.j2"))
    if look.logo:
        pictures.measure(look.logo)


@cache
def _template(name: str) -> Any:
    return _environment().get_template(f"{name}.html.j2")


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FunctionLoader(_own), FileSystemLoader(assets.templates() / "blocks")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _own(name: str) -> tuple[str, str, None] | None:
    """Give a template of the author's under its own name, which errors tell."""
    return (_OWN[name], name, None) if name in _OWN else None
