"""How sure the winner is, when weights, levels, formulas, bids and missing answers change."""
