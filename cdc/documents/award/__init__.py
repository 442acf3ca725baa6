"""The award file: evaluation report, sponsor view, letters, minutes, negotiation briefs."""
