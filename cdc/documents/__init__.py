"""What each document says: a profile and a model become a tree of blocks."""
