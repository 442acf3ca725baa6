"""Plain cells: their names, and rows in order whatever the order they came in."""

import pytest
from openpyxl.utils import get_column_letter

from cdc.sheets import Cell, Sheet
from cdc.sheets.grid import letters


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_named_as_spreadsheets_name_them(column, name):
    assert letters(column) == name


def test_every_column_that_a_sheet_can_have_is_named_alike_by_another_library():
    assert [at for at in range(1, 16385) if letters(at) != get_column_letter(at)] == []


def test_rows_come_in_order():
    cells = [Cell(7, 3, "text", "c"), Cell(2, 28, "text", "b"), Cell(2, 1, "number", "1")]
    sheet = Sheet("s", False, frozenset(), {(cell.row, cell.column): cell for cell in cells})
    assert list(sheet.rows) == [2, 7]
    assert [cell.name for row in sheet.rows.values() for cell in row.values()] == ["A2", "AB2", "C7"]
