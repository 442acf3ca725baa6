"""Where the shipped data lies: templates, schemas, examples; the only place that knows."""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def root() -> Path:
    """Give the folder that holds `templates/`, `schemas/` and `examples/`, in a wheel or a checkout."""
    installed = Path(str(files("cdc") / "_assets"))
    return installed if installed.is_dir() else Path(__file__).resolve().parents[1]


def templates() -> Path:
    """Give the folder of shipped templates."""
    return root() / "templates"


def languages() -> tuple[Path, ...]:
    """Give the folders that hold a file per language: the shipped one, and your own if CDC_LANGUAGES names it."""
    own = os.environ.get("CDC_LANGUAGES")
    return (templates() / "phrases", *((Path(own),) if own else ()))


def examples() -> Path:
    """Give the folder of complete example projects."""
    return root() / "examples"


def schemas() -> Path:
    """Give the folder of generated JSON schemas."""
    return root() / "schemas"
