"""A document as one self-contained HTML page; the same markup feeds the page engine."""

from cdc.render.html.page import render

__all__ = ["render"]
