"""Arithmetic only: exact numbers in, exact numbers out; no files, no clock, no words."""
