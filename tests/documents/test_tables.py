"""No table of any structure, in any language, has an empty column, nor a figure letters too small for print."""

import pytest

from cdc.documents.compose import compose
from cdc.documents.tabled import filled
from cdc.model import blocks as b
from cdc.packs import structures
from tests import matrix
from tests.conftest import EXAMPLE
from tests.render.pagecheck import lonely, small, tables

PROFILES = structures.shipped()
WAYS = [(name, language) for name, profile in PROFILES.items() for language in profile.languages]


@pytest.fixture(scope="module")
def specifications():
    """Give the example, a middling project and the shortest example."""
    loaded = [matrix.loaded(path) for path in (EXAMPLE, matrix.MIDDLE, matrix.SHORTEST)]
    assert all(loaded)
    return [project.specification for project in loaded]


def test_the_matrix_covers_each_project_in_each_structure_and_language():
    found = matrix.cases()
    assert {path for path, *_ in found} == {EXAMPLE, matrix.MIDDLE, matrix.SHORTEST}
    assert len(found) == len(WAYS) * len(matrix.SEEN)
    assert {(name, language) for _, name, language, _ in found} == set(WAYS)
    assert len(matrix.cases(["fr-dce"])) == len(matrix.SEEN)


def test_a_column_that_says_nothing_is_left_out():
    table = b.Table(
        (b.Column("A"), b.Column("B"), b.Column("C")), (b.Row((("x",), ("–",), ("z",))), b.Row((("whole",),)))
    )
    left = filled(table)
    assert [column.title for column in left.columns] == ["A", "C"]
    assert left.rows == (b.Row((("x",), ("z",))), b.Row((("whole",),)))
    assert filled(left) is left


@pytest.mark.parametrize(("name", "language"), WAYS)
def test_no_table_has_an_empty_column_and_no_figure_tiny_letters(name, language, specifications):
    seen = 0
    for spec in specifications:
        for document in compose(spec, PROFILES[name], language=language, audience="internal"):
            seen += len(list(tables((*document.front, *document.body))))
            assert [*lonely(document), *small(document)] == []
    assert seen
