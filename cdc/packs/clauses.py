"""The libraries of clauses of the product, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cdc import assets, yaml
from cdc.model.clauses import Clauses


@cache
def shipped() -> Mapping[str, Clauses]:
    """Give the libraries of the product by name."""
    folder = assets.templates() / "clauses"
    read = (yaml.read(path.name, path.read_bytes()).data for path in sorted(folder.glob("*.yaml")))
    return {found.id: found for found in map(Clauses.model_validate, read)}
