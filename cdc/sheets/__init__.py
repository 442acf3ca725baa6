"""The one door for untrusted workbooks: checked as a container, parsed in a child process, given as plain cells."""

from cdc.sheets.airlock import open_untrusted
from cdc.sheets.grid import Cell, Sheet, Shown, Workbook

__all__ = ["Cell", "Sheet", "Shown", "Workbook", "open_untrusted"]
