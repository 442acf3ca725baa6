"""The limits that CONTRIBUTING states: sizes of modules, exceptions from the complexity of functions, tests for each room."""

import re
import tomllib

from cdc.model.method import AWARD_PARAMETERS, PARAMETERS
from tests.conftest import ROOT

TABLES = {"cdc/findings.py"}
"""Modules that are one table: a row for each code; they may be as long as there are rows."""
MOST_LINES = 350
MOST_EXCEPTIONS = 10
COMPLEXITY = re.compile(r"noqa: [^#\n]*(?:C901|PLR09\d\d)")


def sources():
    """Give the lines of each module of the product by its path."""
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").splitlines()
        for path in sorted((ROOT / "cdc").rglob("*.py"))
    }
    assert len(found) > 200
    return found


def test_no_module_but_a_table_is_longer_than_the_limit():
    lines = sources()
    assert set(lines) >= TABLES
    assert {name: len(text) for name, text in lines.items() if len(text) > MOST_LINES and name not in TABLES} == {}


def test_exceptions_from_complexity_are_few_and_say_why():
    found = [line for text in sources().values() for line in text if COMPLEXITY.search(line)]
    assert 0 < len(found) <= MOST_EXCEPTIONS
    assert [line for line in found if not re.search(r"noqa: [A-Z0-9, ]+ - \w+", line)] == []


def test_what_is_ignored_says_why():
    marks = [
        f"{name}:{at}"
        for name, text in sources().items()
        for at, line in enumerate(text, 1)
        if re.search(r"# (?:noqa|type: ignore)", line) and not re.search(r"noqa: [A-Z0-9, ]+ - \w|ignore\[[\w, -]+\] # \w", line)
    ]  # fmt: skip
    assert marks == []


def test_every_room_has_tests_of_its_own():
    rooms = {path.name for path in (ROOT / "cdc").iterdir() if (path / "__init__.py").exists()}
    assert len(rooms) > 12
    tested = {room for room in rooms if any((ROOT / "tests" / room).glob("test_*.py"))}
    assert sorted(rooms - tested) == []


def test_no_package_may_form_a_circle():
    """What is not named in the contract is not looked at: a new package has to be added."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (circles,) = (rule for rule in rules if rule["type"] == "acyclic_siblings")
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "cdc").rglob("__init__.py")}
    assert len(packages) > 30
    assert sorted(packages - set(circles["ancestors"])) == []


RECORDS = ("cdc/scoring/awards/", "cdc/scoring/formulas/", "cdc/model/method.py")
"""Where the name of an award rule or of a price formula may stand: its record, and the list of what may be declared."""


def test_only_its_record_names_an_award_rule_or_a_formula():
    names = {*AWARD_PARAMETERS, *(name for name in PARAMETERS if "_" in name and name != "as_is")}
    assert {"weighted_sum", "lexicographic", "fixed_bounds"} <= names
    found = {
        f"{path}:{at}"
        for path, text in sources().items()
        for at, line in enumerate(text, 1)
        for name in re.findall(r'"(\w+)"', line)
        if name in names - {"ratio"} and not path.startswith(RECORDS)
    }
    assert found == set()


def test_contributing_names_the_limits():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rules = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in ("line-length", "max-complexity", "max-args"):
        (limit,) = re.findall(rf"(?m)^{name} = (\d+)$", rules)
        assert re.search(rf"\b{limit}\b", text), (name, limit)
    assert f"{MOST_LINES} lines" in text
    assert all(f"`{name}`" in text for name in TABLES)


def test_the_walk_through_the_house_names_what_is_there():
    """Every module, room and folder that the page on how it is built names exists under that name."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:\.py|/))`", text))
    assert len(named) > 40
    there = {
        path.relative_to(ROOT).as_posix() + ("/" if path.is_dir() else "")
        for folder in ("cdc", "templates", "docs")
        for path in (ROOT / folder).rglob("*")
    }
    there |= {"cdc/", "templates/", "docs/"}
    assert sorted(name for name in named if not any(path == name or path.endswith(f"/{name}") for path in there)) == []
    assert len(text.splitlines()) <= 75, "a page"
