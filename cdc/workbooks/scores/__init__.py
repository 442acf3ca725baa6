"""The evaluator's score sheet: only its criteria, words for each level, a reason for each score."""
