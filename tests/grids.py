"""Cells of our workbooks by sheet, id and column: no test needs to know where a column stands."""

import io

from openpyxl import load_workbook

from cdc.sheets import airlock, child
from cdc.workbooks.kit.locate import titles
from cdc.workbooks.response.tables import PRICES, REQUIREMENTS, VENDOR
from cdc.workbooks.scores.tables import PAIRS, SCORES, VERIFIED

TABLES = {table.key: table for table in (REQUIREMENTS, PRICES, VENDOR, SCORES, PAIRS, VERIFIED)}


def opened(content, name="response.xlsx"):
    """Open a workbook as the door does, in this process: what the door refuses, and the child, have tests of their own."""
    found = child.parse(content)
    assert found["differs"] == ""
    return airlock.as_workbook(name, content, found)


class Grid:
    """A workbook opened to be filled or looked at."""

    def __init__(self, content):
        self.book = load_workbook(io.BytesIO(content))

    def sheet(self, key):
        """Give the sheet of a table, whatever the language it was written in."""
        table = TABLES[key]
        return max(self.book.worksheets, key=lambda sheet: len(columns(sheet, table)) if sheet[1] else 0)

    def column(self, key, column):
        """Give the number of a column, the first being 1."""
        return columns(self.sheet(key), TABLES[key])[column]

    def lines(self, key):
        """Give the rows of a sheet by id: cells by column."""
        sheet = self.sheet(key)
        at = columns(sheet, TABLES[key])
        rows = ({name: row[number - 1] for name, number in at.items()} for row in sheet.iter_rows(min_row=2))
        return {cells["id"].value: cells for cells in rows}

    def cell(self, key, id_, column):
        """Give one cell."""
        return self.lines(key)[id_][column]

    def bytes(self):
        """Give the workbook as saved."""
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def columns(sheet, table):
    """Map the columns of a table to their numbers on a sheet that was not moved."""
    heads = {str(cell.value).rstrip("* ").split(" / ")[0]: cell.column for cell in sheet[1] if cell.value}
    found = {
        column.key: next((heads[title] for title in titles(column) if title in heads), None) for column in table.columns
    }
    return {key: number for key, number in found.items() if number is not None}
