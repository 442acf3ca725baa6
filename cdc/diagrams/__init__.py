"""Drawings from data: SVG with measured text, one visual language."""
