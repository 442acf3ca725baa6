"""What changed between two specifications, by id and word by word."""
