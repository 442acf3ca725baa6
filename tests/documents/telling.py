"""What one part of a document says of a small specification, as Markdown: text in, text out."""

from textwrap import dedent

from cdc import yaml
from cdc.documents.compose import LABELS
from cdc.documents.parts import PARTS
from cdc.documents.parts.front import FRONT
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.specification import Specification
from cdc.render import markdown
from cdc.words import words

LEAST = {
    "document": {"title": "T", "reference": "R", "version": "1", "date": "2027-01-01", "languages": ["en"]},
    "company": {"name": "Acme", "sector": "Trade"},
}


def specification(text):
    """Read a small specification; keys said once are joined with those of the least one."""
    own = yaml.read("told.yaml", dedent(text).encode("utf-8")).data or {}
    joined = {key: {**value, **own.get(key, {})} for key, value in LEAST.items()}
    return Specification.model_validate({**own, **joined})


def told(part, text, *, audience="vendors", language="en"):
    """Print what a part says, without drawings, a line a block."""
    spec = specification(text)
    view = View(spec, words(language), audience)
    blocks = tuple(block for block in (PARTS | FRONT)[part](view) if not isinstance(block, b.Figure))
    return printed(blocks)


def printed(blocks):
    """Print blocks alone."""
    document = b.Document(
        name="d", language="en", kind="", title="T", subtitle="", reference="R", version="1", date="", iso_date="2027-01-01", company="C",
        confidentiality="", draft=None, labels={key: words("en")(f"document.{key}") for key in LABELS}, front=(), body=blocks, layout="letter",
    )  # fmt: skip
    return markdown.render(document).strip()


def lines(text):
    """Give the text that is expected, as it stands in a test."""
    return dedent(text).strip()
