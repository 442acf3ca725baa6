"""No table of any structure, in any language, has an empty column, nor a figure letters too small for print."""

import pytest

from cdc import api
from cdc.documents.compose import compose
from cdc.documents.tabled import filled
from cdc.model import blocks as b
from cdc.packs import structures
from tests.conftest import EXAMPLE, ROOT
from tests.render.pagecheck import lonely, small, tables

PROFILES = structures.shipped()
WAYS = [(name, language) for name, profile in PROFILES.items() for language in profile.languages]


@pytest.fixture(scope="module")
def specifications(tmp_path_factory):
    """Give the example, a middling project and the shortest example."""
    middle = tmp_path_factory.mktemp("middle")
    (middle / "spec.yaml").write_text((ROOT / "tests" / "middle.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    loaded = [api.load(path)[0] for path in (EXAMPLE, middle, ROOT / "examples" / "website-mini")]
    assert all(loaded)
    return [project.specification for project in loaded]


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
