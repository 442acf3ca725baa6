"""Render every profile in every language it is written in, of three projects, look at each page, and compare formats.

python -m tests.matrix [PROFILE ...]     exit 1 when a page is wrong

The projects: the example with everything in it, for vendors and for the company; a middling one; the shortest.
"""

import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from cdc import api
from cdc.packs import structures
from tests.conftest import EXAMPLE, ROOT

MIDDLE = ROOT / "tests" / "middle.yaml"
SHORTEST = ROOT / "examples" / "website-mini"
SEEN = ((EXAMPLE, False), (EXAMPLE, True), (MIDDLE, False), (SHORTEST, False))
"""A project, and whether it is printed for the company."""


def loaded(path):
    """Load a project, which may be a single file."""
    if path.is_dir():
        return api.load(path)[0]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, Path(folder) / "specification.yaml")
        return api.load(Path(folder))[0]


def look(project, case, printing=api.print_document, *, heads=False):
    """Print the documents of one profile in one language for one audience; give complaints by document.

    `heads` asks besides that no word in the head of a table is broken.
    """
    from tests.render.pagecheck import broken, complaints, differences

    name, language, internal = case
    results = []
    for document in api.documents(project, language=language, internal=internal, profile=name):
        printed = {form: printing(document, form) for form in api.FORMATS}
        found = complaints(document, printed["pdf"]) + differences(document, printed)
        results.append((document.name, found + (broken(document, printed["pdf"]) if heads else [])))
    return results


def render(case):
    """Look at a project in one case."""
    path, *rest = case
    return case, look(loaded(path), rest, heads=True)


def cases(names=()):
    """Give every project in every structure, language and for every audience that reads it."""
    known = structures.shipped()
    return [
        (path, name, language, internal)
        for name in (names or known)
        for language in known[name].languages
        for path, internal in SEEN
    ]


def main(names):
    """Print a line for each document, then what is wrong in it."""
    wrong = documents = 0
    with ProcessPoolExecutor() as pool:
        for (path, name, language, internal), results in pool.map(render, cases(names)):
            for document, found in results:
                documents += 1
                wrong += len(found)
                mark = "internal" if internal else "vendors"
                print(
                    f"{path.stem:13} {name:10} {language} {mark:8} {document:20} "
                    f"{'ok' if not found else f'{len(found)} wrong'}",
                    flush=True,
                )
                for complaint in found:
                    print(f"    {complaint}")
    print(f"{documents} documents, {wrong} complaints")
    return 1 if wrong or not documents else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
