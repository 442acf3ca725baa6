"""A document as PDF through the page engine: tagged, archived, or a draft made in parts."""

from cdc.render.pdf.engine import is_available
from cdc.render.pdf.printing import render

__all__ = ["is_available", "render"]
