"""What users bring beside their specification: structures, looks, methods, starters, trials, Word houses."""
