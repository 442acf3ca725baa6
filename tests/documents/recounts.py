"""Recount random tenders from their originals, as many as wanted, and let one number be wrong in each tenth.

    python -m tests.documents.recounts 1000 [FIRST]

Prints what differs, and how many tenders, files of each kind and planted changes it looked at. A tender takes about
0.7 seconds and no memory is kept.
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from cdc.documents.award import recount
from tests.documents import test_recount_evidence as steps
from tests.documents.random_evidence import award

KINDS = ("answer", "price", "score", "weight")


def disagreements(found):
    """Give what the script of one award file says against its report."""
    with tempfile.TemporaryDirectory() as folder:
        names, is_other = steps.counted(steps.load(found.files, Path(folder)), found.files)
    return [*names, *(["the ranking differs"] if is_other else [])]


def planted(found, seed):
    """Take one number wrong; give its kind and whether the script names it, or nothing where no number counts."""
    rng = random.Random(f"planted {seed}")
    for _ in range(20):
        kind = rng.choice(KINDS)
        wrong = steps.ranked(steps.planted(rng, kind, found.evidence))
        if wrong.entrants != found.evaluated.entrants and not wrong.ranking.failures:
            files = recount.bundle(wrong, found.evidence)
            with tempfile.TemporaryDirectory() as folder:
                names, _ = steps.counted(steps.load(files, Path(folder)), files)
            return kind, any("from the evidence" in line for line in names)
    return None


def main(count, first=0):
    tally = Counter()
    for seed in range(first, first + count):
        found = award(seed)
        if not found.files:
            continue
        tally["tenders"] += 1
        tally.update(Path(name).suffix for name in found.files if name.startswith("originals/"))
        for line in disagreements(found):
            tally["disagreements"] += 1
            sys.stdout.write(f"{seed}: {line}\n")
        change = planted(found, seed) if seed % 10 == 0 else None
        if change:
            tally[f"planted {change[0]}"] += 1
            tally["planted, not found"] += not change[1]
    sys.stdout.write(f"{dict(sorted(tally.items()))}\n")
    return 1 if tally["disagreements"] or tally["planted, not found"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
