"""Read YAML 1.2 into plain data and remember where in the file each value stands; write and edit YAML for people."""

from cdc.yaml.editing import Change, edit
from cdc.yaml.places import Path, YamlFile
from cdc.yaml.reading import read
from cdc.yaml.writing import inline, write

__all__ = ["Change", "Path", "YamlFile", "edit", "inline", "read", "write"]
