"""The command line: each command parses, makes one call, shows, and exits."""
