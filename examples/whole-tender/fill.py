"""Fill cells of a workbook, as people do it in an office suite: `fill.py FILE.xlsx "LINE.COLUMN=VALUE" …`."""

import sys
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


def filled(path: Path, cells: list[tuple[str, str, str | float]]) -> None:
    """Write each value into the row of its line, below the heading of its column; stop where there is none."""
    book = load_workbook(path)
    for line, column, value in cells:
        places = [place for sheet in book.worksheets for place in _places(sheet, line, column)]
        if len(places) != 1:
            sys.exit(f"{path}: {len(places)} cells for {line} under {column}")
        places[0].value = value
    book.save(path)


def _places(sheet: Worksheet, line: str, column: str) -> list[Cell]:
    """Give the cells of a sheet that stand in the row of a line and under a heading."""
    heads = {str(cell.value).rstrip("* "): cell.column for row in sheet.iter_rows(max_row=3) for cell in row}
    rows = [row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == line]
    return [sheet.cell(row, heads[column]) for row in rows if column in heads]


def _read(word: str) -> tuple[str, str, str | float]:
    """Take LINE.COLUMN=VALUE apart; what looks like a number is one."""
    name, _, text = word.partition("=")
    line, _, column = name.rpartition(".")
    return line, column, float(text) if text.replace(".", "", 1).isdigit() else text


if __name__ == "__main__":
    filled(Path(sys.argv[1]), [_read(word) for word in sys.argv[2:]])
