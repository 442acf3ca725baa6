"""Read YAML 1.2 into plain data and remember where in the file each value stands; write YAML for people."""

from cdc.yaml.places import Path, YamlFile
from cdc.yaml.reading import read
from cdc.yaml.writing import edit, write

__all__ = ["Path", "YamlFile", "edit", "read", "write"]
