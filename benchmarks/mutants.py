"""Change every line of a room in every way that mutmut knows, and see whether the tests notice.

    make mutants                          every module, one after the other
    make mutants ROOM=scoring/admission   the modules whose path holds this
    make mutants AGAIN=1 ROOM=…           only the changes that nothing noticed last time

The operators are mutmut's; what runs them is here, because a change must cost milliseconds: tests are collected once, each change is
made in a forked copy of this process, and only quick tests that enter the changed function are run, until one fails. docs/mutations.md
holds the table of every module and each change that no test notices, with the reason written in benchmarks/survivors.json.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import gc
import hashlib
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

import libcst as cst
import pytest
from mutmut.mutation import file_mutation as mutmut

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "mutations.md"
REASONS = ROOT / "benchmarks" / "survivors.json"
COUNTS = ROOT / "benchmarks" / "mutants.json"
MODULES = (
    "cdc/scoring/**/*.py",
    "cdc/board/*.py",
    "cdc/tender/arrival.py",
    "cdc/tender/bids.py",
    "cdc/tender/receipt.py",
    "cdc/tender/rounds.py",
    "cdc/workbooks/kit/amounts.py",
    "cdc/workbooks/kit/numbers.py",
    "cdc/workbooks/response/read.py",
    "cdc/workbooks/scores/read.py",
)
TESTS = {
    "cdc/scoring": ("tests/scoring",),
    "cdc/board": ("tests/board",),
    "cdc/tender": ("tests/tender",),
    "cdc/workbooks": ("tests/workbooks",),
}
"""Where the quick tests of a room are."""
SEEN = ROOT / "build" / "mutants.json"
"""Which functions each test enters, kept as long as the test file stays as it is; `make clean` forgets it."""
SLOW = 1.0
"""Seconds of one test, watched, above which it takes no part."""
ENOUGH = 3.0
"""Seconds of tests, quickest first, that a change has to pass to count as unnoticed."""
OPEN = {"property", "cached_property", "lru_cache", "classmethod", "staticmethod"}
"""Decorators under which a function can be changed in place."""


@dataclass(frozen=True)
class Change:
    """One change of one function: which, as a line before and after, and the function's new text."""

    module: str
    function: str
    shown: str
    text: str

    @property
    def key(self) -> str:
        """Name the change as reasons do."""
        return f"{self.function}: {self.shown}"


class Visitor(mutmut.MutationVisitor):
    """Mutmut's own, which also enters properties and cached functions: they are changed in place, not wrapped."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and {_decorator(item.decorator) for item in node.decorators} <= OPEN:
            return False
        return super()._skip_node_and_children(node)


def _decorator(node: cst.BaseExpression) -> str:
    node = node.func if isinstance(node, cst.Call) else node
    return node.value if isinstance(node, cst.Name) else ""


def changes(module: str) -> Iterator[Change]:
    """Give every change of the functions and methods of a module."""
    wrapper = cst.MetadataWrapper(cst.parse_module((ROOT / module).read_text(encoding="utf-8")))
    visitor = Visitor(mutmut.mutation_operators, mutmut.IgnoredCode(set(), set(), set()))
    tree = wrapper.visit(visitor)
    names = dict(_functions(tree.body))
    for node, mutations in mutmut.group_by_top_level_node(visitor.mutations).items():
        if node in names:
            before = _text(node)
            for mutation in mutations:
                after = _text(mutmut.deep_replace(node, mutation.original_node, mutation.mutated_node))
                yield Change(module, names[node], _shown(before, after), after)


def _functions(body: Any, within: str = "") -> Iterator[tuple[cst.CSTNode, str]]:
    for node in body:
        if isinstance(node, cst.FunctionDef):
            yield node, within + node.name.value
        elif isinstance(node, cst.ClassDef) and not within:
            yield from _functions(node.body.body, f"{node.name.value}.")


def _text(node: Any) -> str:
    return cst.Module(body=[node.with_changes(decorators=[], leading_lines=[])]).code


def _shown(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    kept = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    old, new = (" ".join(line[1:].strip() for line in kept if line[0] == sign) for sign in "-+")
    return f"{old} ⟶ {new}"


def make(change: Change) -> bool:
    """Put a change in the place of the function in this process; False where it makes no function at all."""
    module = _imported(change.module)
    function = _found(module, change.function)
    space: dict[str, Any] = {}
    try:
        exec(compile(change.text, function.__code__.co_filename, "exec"), module.__dict__, space)
        new = space[function.__name__]
        function.__code__, function.__defaults__, function.__kwdefaults__ = (
            new.__code__,
            new.__defaults__,
            new.__kwdefaults__,
        )
    except Exception:  # noqa: BLE001 - whatever it is, a program that cannot even be defined is noticed
        return False
    return True


def _imported(path: str) -> Any:
    return importlib.import_module(path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))


def _found(module: Any, name: str) -> FunctionType:
    owner, _, own = name.rpartition(".")
    found = vars(getattr(module, owner) if owner else module)[own]
    while not isinstance(found, FunctionType):
        if isinstance(found, property):
            found = found.fget
        elif isinstance(found, functools.cached_property):
            found = found.func
        else:
            found = found.__wrapped__ if hasattr(found, "__wrapped__") else found.__func__
    return found


def forked(work: Callable[[], object]) -> tuple[int, Any]:
    """Run something in a copy of this process; give how it ended and what it gave."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        silent = os.open(os.devnull, os.O_RDWR)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        signal.setitimer(signal.ITIMER_REAL, 120)
        code = 1
        try:
            os.write(write, json.dumps(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        given = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(given) if given else None


def _warm(items: list[pytest.Item]) -> None:
    """Load the example once, before anything is changed: loading enters no module that is."""
    for item in items:
        if "example" in item.fixturenames:
            item.ihook.pytest_runtest_setup(item=item)
            return


def _leave(session: pytest.Session, following: pytest.Item | None = None) -> None:
    """Put away what the test before needed and the next one does not; nobody asks whether that went well."""
    with contextlib.suppress(Exception):
        session._setupstate.teardown_exact(following)  # noqa: SLF001 - pytest's own loop does the same


def run(item: pytest.Item) -> bool:
    """Run one test; tell whether it passed."""
    try:
        _leave(item.session, item)
        item.ihook.pytest_runtest_setup(item=item)
        item.ihook.pytest_runtest_call(item=item)
    except pytest.skip.Exception:
        return True
    except BaseException:  # noqa: BLE001 - a test may end in any way
        return False
    return True


@dataclass
class Runner:
    """What runs in the place of pytest's own loop."""

    modules: list[str]
    again: bool
    entered: dict[str, list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))
    kills: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Watch every test once, then try the changes of each module and write down what came out."""
        if session.testsfailed:
            raise session.Failed("some tests cannot be collected: nothing was counted")
        items = [item for item in session.items if not getattr(item.obj, "is_hypothesis_test", False)]
        _warm(items)
        gc.collect()
        gc.freeze()
        for at, (cost, functions) in enumerate(seen(items)):
            for function in functions:
                self.entered[function].append((cost, at))
        print(len(items), "tests;", len(self.entered), "functions entered", flush=True)
        for module in self.modules:
            self.count(module, items)
        _leave(session)
        return True

    def count(self, module: str, items: list[pytest.Item]) -> None:
        """Try the changes of one module and keep the result in the table."""
        counts = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}
        before = counts.get(module, {})
        source = hashlib.sha256((ROOT / module).read_bytes()).hexdigest()[:16]
        _imported(module)  # what cannot be imported unchanged would seem noticed whatever is changed
        tried = list(changes(module))
        again = self.again and before.get("source") == source
        start = time.monotonic()
        places = before["places"] if again else range(len(tried))
        places = [at for at in places if not self.noticed(tried[at], items)]
        left = [tried[at].key for at in places]
        if tried:
            counts[module] = {"source": source, "mutants": len(tried), "survived": left, "places": places}
        COUNTS.write_text(json.dumps(counts, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
        share = 100 * (1 - len(left) / len(tried)) if tried else 100
        print(
            f"{module}: {len(tried)} tried, {len(left)} unnoticed, {share:.1f} %, {time.monotonic() - start:.0f} s",
            flush=True,
        )

    def noticed(self, change: Change, items: list[pytest.Item]) -> bool:
        """Tell whether a quick test fails over a change."""
        tests, spent = [], 0.0
        for cost, at in sorted(self.entered[f"{change.module}:{change.function}"]):
            spent += cost
            if tests and spent > ENOUGH:
                break
            tests.append((-self.kills[change.function, at], cost, at))
        order = [(cost, at) for _, cost, at in sorted(tests)]
        code, killer = forked(lambda: first_failing(change, [(cost, items[at]) for cost, at in order]))
        if code == 0 and killer is not None and killer >= 0:
            self.kills[change.function, order[killer][1]] += 1
        return code != 0 or killer is not None


def seen(items: list[pytest.Item]) -> Iterator[tuple[float, list[str]]]:
    """Give what each test costs and which functions it enters; none of a test that is slow."""
    known = json.loads(SEEN.read_text(encoding="utf-8")) if SEEN.exists() else {}
    paths = {str(path): path.relative_to(ROOT).as_posix() for pattern in MODULES for path in ROOT.glob(pattern)}
    files = {path: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in {item.path for item in items}}
    for item in items:
        key = f"{item.nodeid} {files[item.path]}"
        if key not in known:
            code, found = forked(lambda item=item: watched(item, paths))
            known[key] = (found["cost"], found["entered"]) if code == 0 and found["passed"] else (0, [])
        yield known[key]
    SEEN.parent.mkdir(exist_ok=True)
    SEEN.write_text(json.dumps(known), encoding="utf-8")


def watched(item: pytest.Item, paths: Mapping[str, str]) -> dict[str, object]:
    """Run a test and note what functions it enters, and what it costs."""
    entered = set()

    def watch(frame: Any, event: str, _: object) -> None:
        if event == "call" and (module := paths.get(frame.f_code.co_filename)):
            entered.add(f"{module}:{frame.f_code.co_qualname.partition('.<locals>')[0]}")

    signal.setitimer(signal.ITIMER_PROF, SLOW)
    start = time.process_time()
    sys.setprofile(watch)
    passed = run(item)
    sys.setprofile(None)
    return {"entered": sorted(entered), "passed": passed, "cost": time.process_time() - start}


def first_failing(change: Change, tests: list[tuple[float, pytest.Item]]) -> int | None:
    """Make a change and give which test notices it first; -1 where it cannot even be made."""
    if not make(change):
        return -1
    for at, (cost, item) in enumerate(tests):
        signal.setitimer(signal.ITIMER_PROF, 1 + 5 * cost)
        if not run(item):
            return at
    return None


def page(counts: Mapping[str, Mapping[str, Any]], reasons: Mapping[str, str], left: list[str]) -> str:
    """Write the table, the modules that are still to be counted, and the survivors with their reason."""
    rows, kept = [], ""
    for module, found in sorted(counts.items()):
        tried, alive = found["mutants"], found["survived"]
        share = 100 - 100 * len(alive) / tried
        rows.append(f"| `{module}` | {tried} | {tried - len(alive)} | {len(alive)} | {share:.1f} % |")
        for key in alive:
            function, _, change = key.partition(": ")
            shown = change.replace("|", "\\|")
            kept += f"| `{Path(module).stem}.{function}` | `{shown}` | {reasons.get(key, '')} |\n"
    rest = "\n\nNot counted yet: " + (", ".join(f"`{module}`" for module in left) or "none") + ".\n"
    return HEAD + "\n".join(rows) + rest + TAIL + kept


HEAD = """# Mutation testing

Tests are tested too: every function of these modules was changed in every way that [mutmut](https://mutmut.readthedocs.io) knows, and quick tests
that show their input had to notice. `make mutants` counts again, `make mutants ROOM=scoring/admission` one module. Tests that draw bids by
the thousand take no part: what they alone would notice counts as unnoticed. What stands outside functions (tables, records) is not changed.

| Module | Tried | Noticed | Not | Share |
|---|---|---|---|---|
"""
TAIL = """
## Changes that no test notices

| Function | Written ⟶ changed | Why that may be |
|---|---|---|
"""


def main(named: str, *, again: bool) -> None:
    """Count the modules whose path holds a name, or all, and write the page."""
    found = [path.relative_to(ROOT).as_posix() for pattern in MODULES for path in sorted(ROOT.glob(pattern))]
    wanted = [path for path in found if any(name in path for name in named.split())] if named else found
    tests = {
        test for room, folders in TESTS.items() for test in folders if any(path.startswith(room) for path in wanted)
    }
    if wanted:
        pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *sorted(tests)], [Runner(wanted, again)])
    counts = json.loads(COUNTS.read_text(encoding="utf-8"))
    kept = {module: counts[module] for module in found if module in counts}
    left = [module for module in found if module not in counts and any(changes(module))]
    COUNTS.write_text(json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(kept, json.loads(REASONS.read_text(encoding="utf-8")), left), encoding="utf-8")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]), again=bool(os.environ.get("AGAIN")))
