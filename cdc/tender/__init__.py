"""The procedure: fingerprints, publication, and the bids as they came."""
