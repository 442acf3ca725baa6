"""A document as Word: Open XML text with real styles."""

from cdc.render.word.document import render

__all__ = ["render"]
