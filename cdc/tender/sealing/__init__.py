"""Bids that stay shut until they may be opened: under a password, to officers who open together, or as a promise."""
