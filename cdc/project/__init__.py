"""The author's folder: load it, explain what is wrong in it, create a new one, describe it as a schema."""
