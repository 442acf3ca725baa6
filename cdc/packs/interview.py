"""The interview for a new specification: a dozen plain questions, and the first files filled with what was answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cdc.words import typed

Kind = Literal["line", "number", "day", "lines"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key in a file of answers and in the catalogues, and what it takes."""

    key: str
    kind: Kind = "line"
    after: str = ""
    """Asked only when this other question was answered."""


QUESTIONS = (
    Question("company"),
    Question("sector"),
    Question("title"),
    Question("problem"),
    Question("owner"),
    Question("lead"),
    Question("department"),
    Question("users", "number"),
    Question("task"),
    Question("goal", after="task"),
    Question("objective"),
    Question("measure", after="objective"),
    Question("now", "number", after="measure"),
    Question("target", "number", after="measure"),
    Question("unit", after="measure"),
    Question("until", "day"),
    Question("wishes", "lines"),
)
"""In the order in which they are asked; each may be left out, and the example of the starter stays to be replaced."""


def asked_of(start: str, starters: Sequence[str]) -> tuple[Question, ...]:
    """Give the questions of a start: a pack brings its own departments, tasks and features."""
    own = {"department", "users", "task", "goal", "wishes"} if start not in starters else set()
    return tuple(question for question in QUESTIONS if question.key not in own)


def understood(key: str, kind: str, text: str) -> Any:
    """Give what a typed answer means; nothing where a number or a day is wanted and it could be none, or two."""
    line = " ".join(text.split())
    if kind == "number":
        number = typed.number_of(line)
        return None if number is None or (key == "users" and (number < 1 or number % 1)) else number
    if kind == "day":
        return line if typed.is_day(line) else typed.day_of(line) or None
    if kind == "lines":
        return tuple(kept for kept in (" ".join(one.split()) for one in text.splitlines()) if kept)
    return line


def filled(answers: Mapping[str, Any], texts: Mapping[str, str], *, to_agree: str, in_a_year: str) -> dict[str, str]:
    """Give what stands in the holes of a starter: what was answered, else its example; texts quoted for YAML.

    Nothing of an example stays beside an answer that it would belie: an answered task has its own goal or the
    objective's, an answered measure its own values or none yet.
    """
    own = {key: str(said) for key, said in answers.items() if said not in (None, "", ()) and key != "wishes"}
    measured = "measure" in own or "objective" in own
    values = _values(own, to_agree) if measured else 'unit: "%", baseline: 14, target: 1'
    said = {
        **texts,
        **own,
        "owner": texts["owner"],
        "owner_name": own.get("owner", texts["owner"]),
        "lead": texts["lead"],
        "lead_name": own.get("lead", texts["lead"]),
        "department": own.get("department", texts["sales"]),
        "actor": own.get("department", texts["sales"]),
        "measure": own.get("measure", own.get("objective", texts["measure"])),
    }
    if "task" in own and "goal" not in own:
        said["goal"] = own.get("objective", own["task"])
    written = {key: _escaped(text) for key, text in said.items()}
    return {
        **written,
        "users": own.get("users", "10"),
        "values": values,
        "until": own.get("until", in_a_year),
        "features": _features(tuple(answers.get("wishes") or ()), written),
    }


def _values(own: Mapping[str, str], to_agree: str) -> str:
    """Write the values of an answered measure: what is not known yet is to be agreed."""
    unit = [f'unit: "{_escaped(own["unit"])}"'] if "unit" in own else []
    now = [f"baseline: {own['now']}"] if "now" in own else []
    target = f"target: {own['target']}" if "target" in own else f'target_text: "{_escaped(to_agree)}"'
    return ", ".join([*unit, *now, target])


def _features(wishes: Sequence[str], texts: Mapping[str, str]) -> str:
    """Write a feature for each wish, else the two examples."""
    links = "    use_cases: [UC-1]\n    objectives: [O-1]\n"
    if wishes:
        return "".join(
            f'  - id: F-{at}\n    title: "{_escaped(wish)}"\n    priority: important\n{links}'
            for at, wish in enumerate(wishes, 1)
        )
    return (
        f'  - id: F-1\n    title: "{texts["feature_title"]}"\n    statement: "{texts["feature_text"]}"\n'
        f'    priority: essential\n{links}    acceptance: {{text: "{texts["accept_text"]}"}}\n'
        f'  - id: F-2\n    title: "{texts["feature2_title"]}"\n    statement: "{texts["feature2_text"]}"\n'
        f"    priority: important\n{links}"
    )


def _escaped(text: str) -> str:
    """Write a text as it stands between double quotes of YAML."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


Ask = Callable[[str, Kind], Any]
"""Ask a person one question, by its key and what it takes; what comes back is what was understood, or nothing."""


def held(questions: Sequence[Question], ask: Ask) -> dict[str, Any]:
    """Hold the interview: each question in turn, those that follow an answer only where it was given."""
    answers: dict[str, Any] = {}
    for question in questions:
        if question.after and not answers.get(question.after):
            continue
        said = ask(question.key, question.kind)
        if said not in (None, "", ()):
            answers[question.key] = said
    return answers
