"""Change every line of a room in every way that mutmut knows, and see whether the tests notice.

    make mutants                  all rooms, one after the other: hours
    make mutants ROOM=admission   one room: minutes

Each room is copied with the tests that belong to it to build/mutants/, changed there, and counted; docs/mutations.md holds the
table of every module and each change that no test notices, with the reason written in benchmarks/survivors.json.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "mutants"
PAGE = ROOT / "docs" / "mutations.md"
REASONS = ROOT / "benchmarks" / "survivors.json"
COUNTS = ROOT / "benchmarks" / "mutants.json"
COPIED = ("cdc", "tests", "templates", "schemas", "examples", "README.md", "pyproject.toml")
KILLED = (1, 3, 24, 36, -24, 152)
"""Exit codes of a test run that noticed: a failure, an error, out of time."""


@dataclass(frozen=True)
class Room:
    """Modules that are changed, and the quick tests that must notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


def _room(modules: str, tests: str) -> Room:
    return Room(
        tuple(f"cdc/{name}.py" for name in modules.split()),
        tuple(f"tests/{name}.py" for name in tests.split()),
    )


ROOMS = {
    "cases": _room("scoring/cases scoring/lines", "scoring/test_borders scoring/test_cases scoring/test_evaluate"),
    "admission": _room("scoring/admission", "scoring/test_borders scoring/test_admission scoring/test_rules"),
    "rank": _room("scoring/rank scoring/interval scoring/tree", "scoring/test_rank scoring/test_evaluate scoring/test_borders"),
    "agreement": _room("scoring/agreement", "scoring/test_judged scoring/test_worked_examples"),
    "board": _room("scoring/board", "scoring/test_board scoring/test_evaluate"),
    "sheets": _room(
        "board/agreement board/corrections board/joint board/moderation board/one_file board/rows board/sheets",
        "board/test_board",
    ),
    "money": _room("scoring/money scoring/costs", "scoring/test_worked_examples scoring/test_evaluate scoring/test_rules"),
    "judged": _room("scoring/judged", "scoring/test_judged scoring/test_worked_examples"),
    "numbers": _room("workbooks/kit/numbers workbooks/kit/amounts", "workbooks/test_numbers"),
    "abnormal": _room("scoring/abnormal", "scoring/test_abnormal scoring/test_worked_examples"),
    "nearest": _room("scoring/nearest", "scoring/test_nearest"),
    "decide": _room("scoring/decide scoring/order scoring/compared scoring/method", "scoring/test_borders scoring/test_rules"),
    "formulas": _room("scoring/formulas/*", "scoring/test_formulas scoring/test_borders scoring/test_worked_examples"),
    "awards": _room("scoring/awards/* scoring/outranking", "scoring/test_awards scoring/test_worked_examples"),
    "robustness": _room("scoring/robustness/*", "scoring/test_robustness"),
    "evaluate": _room("scoring/evaluate scoring/results scoring/tables scoring/tried", "scoring/test_evaluate scoring/test_rules"),
    "readings": _room("workbooks/response/read", "workbooks/test_kit workbooks/test_round_trip"),
}  # fmt: skip


def main(names: list[str]) -> None:
    """Count the rooms that are named, or all, and write the page."""
    counts = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}
    for name in names or ROOMS:
        counts |= counted(name, ROOMS[name])
        COUNTS.write_text(json.dumps(counts, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(counts, json.loads(REASONS.read_text(encoding="utf-8"))), encoding="utf-8")


def counted(name: str, room: Room) -> dict[str, dict[str, object]]:
    """Change a copy of a room; give per module how many changes were noticed, and those that were not."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    for part in COPIED:
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    tests = [test for test in room.tests if (ROOT / test).exists()]
    settings = {
        "source_paths": ["cdc"],
        "only_mutate": list(room.modules),
        "also_copy": ["templates", "schemas", "examples", "README.md"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore"],
        "pytest_add_cli_args_test_selection": tests,
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tool.mutmut]\n{lines}timeout_constant = 30.0\n")
    subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", "1"], cwd=folder, check=True)
    return {
        path.relative_to(folder / "mutants").with_suffix("").as_posix(): _module(folder, path)
        for path in sorted((folder / "mutants" / "cdc").rglob("*.py.meta"))
        if json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    }


def _module(folder: Path, meta: Path) -> dict[str, object]:
    codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    counted_ = {name: code for name, code in codes.items() if code is not None}
    killed = [name for name, code in counted_.items() if code in KILLED or code < 0]
    survived = {name: _change(folder, name) for name in counted_ if name not in killed}
    return {
        "untried": len(codes) - len(counted_),
        "mutants": len(counted_),
        "killed": len(killed),
        "survived": survived,
    }


def _change(folder: Path, name: str) -> str:
    """Give a change as the line before and after."""
    run = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", name], cwd=folder, check=False, capture_output=True, text=True
    )
    lines = [line for line in run.stdout.splitlines() if re.match(r"[-+](?![-+])", line)]
    return " ⟶ ".join(line[1:].strip() for line in lines)


def page(counts: dict[str, dict[str, object]], reasons: dict[str, str]) -> str:
    """Write the table and the survivors with their reason."""
    rows, kept = [], []
    for module, found in sorted(counts.items()):
        survived = found["survived"]
        share = 100 * found["killed"] / found["mutants"]
        rows.append(
            f"| `{module}` | {found['mutants']} | {found['killed']} | {len(survived)} | {share:.1f} % | {found['untried']} |"
        )
        kept += [(module, _function(name), change) for name, change in sorted(survived.items())]
    text = HEAD + "\n".join(rows) + TAIL
    for module, function, change in kept:
        reason = reasons.get(f"{function}: {change}", "")
        shown = change.replace("|", "\\|")
        text += f"| `{module.rpartition('/')[2].removesuffix('.py')}.{function}` | `{shown}` | {reason} |\n"
    return text


def _function(name: str) -> str:
    own = name.rpartition(".")[2].split("__mutmut")[0].removeprefix("x_")
    return re.sub(r"xǁ(\w+)ǁ", r"\1.", own)


HEAD = """# Mutation testing

Tests are tested too: every line of these modules was changed in every way that [mutmut](https://mutmut.readthedocs.io) knows, and quick tests that
show their input had to notice. `make mutants` counts again, `make mutants ROOM=admission` one room of `benchmarks/mutants.py`. Modules that are not in the table
were not counted in this way yet; the tests that draw bids by the thousand take no part, they would take days here.

| Module | Tried | Noticed | Not | Share | Not tried yet |
|---|---|---|---|---|---|
"""
TAIL = """

## Changes that no test notices

| Function | Written ⟶ changed | Why that may be |
|---|---|---|
"""

if __name__ == "__main__":
    main(sys.argv[1:])
