"""Award rules: what makes an order out of leaves."""
