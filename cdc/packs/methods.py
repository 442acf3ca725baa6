"""Method profiles: what laws, funders and houses declare, as data in templates/methods."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from cdc import assets, yaml
from cdc.errors import UnknownNameError
from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula, MethodProfile
from cdc.model.specification import Specification
from cdc.words import completed


@cache
def known() -> Mapping[str, MethodProfile]:
    """Give the shipped profiles by id."""
    found = {}
    for path in sorted((assets.templates() / "methods").glob("*.yaml")):
        profile = MethodProfile.model_validate(completed(yaml.read(path.name, path.read_bytes()).data))
        found[profile.id] = profile
    return found


def text(name: str) -> str:
    """Give a profile as it is written."""
    if name not in known():
        raise UnknownNameError(kind="method", name=name, known=", ".join(sorted(known())))
    return (assets.templates() / "methods" / f"{name}.yaml").read_text(encoding="utf-8")


def deviations(profile: MethodProfile, spec: Specification) -> list[str]:
    """Name the choices of a specification that are not those of its profile."""
    wanted = Evaluation.model_validate(profile.evaluation)
    lost = [key for key in profile.evaluation if _data(getattr(spec.evaluation, key)) != _data(getattr(wanted, key))]
    prices = [leaf for leaf in spec.leaves if leaf.kind == "price"]
    if profile.price and prices:
        formula = Formula.model_validate(profile.price)
        lost += [
            f"formula.{key}"
            for key in profile.price
            if _data(getattr(prices[0].formula, key)) != _data(getattr(formula, key))
        ]
    return lost


def _data(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump()
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    return value.normalize() if isinstance(value, Decimal) else value
