"""The one door for untrusted workbooks: checked as a container, parsed in a child process, given as plain cells."""

from cdc.sheets.airlock import Files, Opened, open_many, open_untrusted
from cdc.sheets.grid import Cell, Sheet, Shown, Workbook, letters

__all__ = ["Cell", "Files", "Opened", "Sheet", "Shown", "Workbook", "letters", "open_many", "open_untrusted"]
