"""Render every profile in every language it is written in, for vendors and for the company, look at each page, and compare the formats.

python -m tests.matrix [PROFILE ...]     exit 1 when a page is wrong
"""

import sys
from concurrent.futures import ProcessPoolExecutor

from cdc import api
from cdc.packs import structures
from tests.conftest import EXAMPLE
from tests.render.pagecheck import complaints, differences


def look(loaded, case, printing=api.print_document):
    """Print the documents of one profile in one language for one audience; give complaints by document."""
    name, language, internal = case
    results = []
    for document in api.documents(loaded, language=language, internal=internal, profile=name):
        printed = {form: printing(document, form) for form in api.FORMATS}
        results.append((document.name, complaints(document, printed["pdf"]) + differences(document, printed)))
    return results


def render(case):
    """Look at the example in one case."""
    return case, look(api.load(EXAMPLE)[0], case)


def main(names):
    """Print a line for each document, then what is wrong in it."""
    known = structures.shipped()
    cases = [
        (name, language, internal)
        for name in (names or known)
        for language in known[name].languages
        for internal in (False, True)
    ]
    wrong = documents = 0
    with ProcessPoolExecutor() as pool:
        for (name, language, internal), results in pool.map(render, cases):
            for document, found in results:
                documents += 1
                wrong += len(found)
                mark = "internal" if internal else "vendors"
                print(
                    f"{name:12} {language} {mark:8} {document:24} {'ok' if not found else f'{len(found)} wrong'}",
                    flush=True,
                )
                for complaint in found:
                    print(f"    {complaint}")
    print(f"{documents} documents, {wrong} complaints")
    return 1 if wrong or not documents else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
