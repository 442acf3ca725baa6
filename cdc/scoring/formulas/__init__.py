"""Leaf formulas: a quantity of each bid (price, delay, guarantee) becomes a share of the full mark."""
