"""Signed files as vendors send them: opened layer by layer, each held against given roots, without a network."""
