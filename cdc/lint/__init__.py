"""Advice on a valid specification: one generator function per rule."""

from cdc.lint.rules import run

__all__ = ["run"]
