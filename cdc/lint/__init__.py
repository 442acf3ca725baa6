"""Advice on a valid specification: one generator function per rule."""

from cdc.lint.registry import run

__all__ = ["run"]
