"""Methods of evaluation: those that are known, one tried on made-up bids, weights from a group's judgements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from cdc.api.project import in_order
from cdc.errors import PathNotFoundError
from cdc.findings import Finding, Place

if TYPE_CHECKING:
    from cdc.model.method import MethodProfile
    from cdc.model.trial import Trial
    from cdc.scoring.tried import Outcome


@dataclass(frozen=True, slots=True)
class Tried:
    """A method tried on made-up bids: what was declared, what came out, or every finding of the file."""

    trial: Trial | None
    outcome: Outcome | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights in per cent by criterion, the consistency ratio of judgements in pairs, or every finding of the file."""

    weights: Mapping[str, Fraction]
    consistency: Fraction | None
    findings: tuple[Finding, ...]


def methods() -> Mapping[str, MethodProfile]:
    """Give the method profiles by name."""
    from cdc.packs import methods as shipped

    return shipped.known()


def method_text(name: str) -> str:
    """Give a method profile as it is written."""
    from cdc.packs import methods as shipped

    return shipped.text(name)


def try_method(path: Path) -> Tried:
    """Apply the criteria and evaluation of one YAML file to the bids it makes up."""
    from cdc.api.ranking import failed
    from cdc.packs.trials import read_trial
    from cdc.scoring.tried import try_out

    _there(path)
    trial, findings = read_trial(path)
    if trial is None:
        return Tried(None, None, in_order(findings))
    outcome = try_out(trial)
    findings += [failed(failure, Place(path.name)) for failure in outcome.decision.problems]
    return Tried(trial, outcome, tuple(findings))


def weigh(path: Path) -> Weighed:
    """Turn a group's judgements about criteria into weights: AHP priorities, or points shared out."""
    from cdc.packs.trials import read_weight_talk
    from cdc.scoring import tried

    _there(path)
    talk, findings, place = read_weight_talk(path)
    if talk is None:
        return Weighed({}, None, tuple(findings))
    weights, consistency = tried.weigh(talk)
    if consistency is not None and consistency > Fraction(1, 10):
        facts = {"evaluator": path.name, "criterion": ", ".join(talk.criteria), "ratio": f"{float(consistency):.2f}"}
        findings.append(Finding("CDC519", place, facts))
    return Weighed(weights, consistency, tuple(findings))


def _there(path: Path) -> None:
    if not path.is_file():
        raise PathNotFoundError(path=str(path))
