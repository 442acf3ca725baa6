"""Write the comparison workbook: ranking, points, shares, then what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.evaluate import Evaluated
from cdc.workbooks.comparison import evidence, points, ranking
from cdc.workbooks.comparison.case import Case, Run
from cdc.workbooks.comparison.tables import looks, sheet
from cdc.workbooks.kit.book import Book
from cdc.workbooks.kit.place import Placed
from cdc.workbooks.kit.table import Row
from cdc.workbooks.kit.write import write_rows

Evidence = Callable[[Case, Criterion], Iterable[Row]]
_EVIDENCE: Final[tuple[tuple[str, str, Evidence], ...]] = (
    ("features", "cmp_answers", evidence.answers),
    ("judged", "cmp_scores", evidence.scores),
)


def write(spec: Specification, evaluated: Evaluated, language: str) -> bytes:
    """Give the workbook: same ranking, same bytes."""
    case = Case(spec, evaluated, language)
    book = Book((language,), looks(spec.evaluation.rounding.places), title=case.say("report.kind"))
    first, second, third = (_place(book, case, key) for key in ("cmp_ranking", "cmp_points", "cmp_values"))
    sources = points.Sources(_evidence(book, case), _costs(book, case))
    write_rows(book, third, list(points.value_rows(case, sources)))
    write_rows(book, second, list(points.point_rows(case, third, second)))
    write_rows(book, first, ranking.rows(case, second, first, sources))
    return book.finish()


def _place(book: Book, case: Case, key: str) -> Placed:
    return book.place(sheet(key, [item.name for item in case.bids]), book.say(key))


def _evidence(book: Book, case: Case) -> dict[str, Run]:
    """Write answers and scores, each on a sheet of its own; give where each leaf stands."""
    places: dict[str, Run] = {}
    for kind, key, rows_of in _EVIDENCE:
        leaves = case.leaves(kind)
        if leaves:
            placed = _place(book, case, key)
            rows, runs = evidence.runs(placed, [(leaf, list(rows_of(case, leaf))) for leaf in leaves])
            write_rows(book, placed, rows)
            places |= runs
    return places


def _costs(book: Book, case: Case) -> Run | None:
    """Write what price lines cost; give where the totals stand."""
    if not case.spec.price_lines or not case.bids:
        return None
    placed = _place(book, case, "cmp_costs")
    rows, total = evidence.costs(case, placed)
    write_rows(book, placed, rows)
    return total
