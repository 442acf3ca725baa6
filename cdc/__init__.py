"""Write a requirements specification in YAML and run the tender that follows."""

__version__ = "0.1.0"
