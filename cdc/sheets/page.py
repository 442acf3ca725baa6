"""Read the part of one sheet of an .xlsx workbook: its cells, and what hides, joins, tells or links them."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from cdc.sheets import formats, package, parsed, strings
from cdc.sheets.grid import Shown
from cdc.sheets.package import MAIN
from cdc.sheets.strings import String
from cdc.sheets.styles import Style, Styles

MAX_COLUMN = 200
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is"))
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*")
_SECTION = re.compile(r"(?<!&)&[LCR]")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|\[[A-Za-z]+\]|[A-Z])')
_DIGITS = "0123456789"
_DAY = 86_400
_ANY = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet knows no zone
_LEAP = 60
"""The day that the calendar of 1900 counts and that never was."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: texts, looks, and whether its days count from 1904."""

    strings: Sequence[String] = ()
    styles: Styles = field(default_factory=Styles)
    is_1904: bool = False


class Page:
    """One sheet being read."""

    def __init__(self, name: str, book: Book, *, hidden: bool, links: dict[str, str]) -> None:
        self.book, self.links = book, links
        self.data = parsed.sheet(name, hidden=hidden, cells=[])
        self.formulas: dict[str, str] = {}
        """Formulas of which several cells have one, by number: the others are told as the first one has it."""
        self.row, self.are_rows_hidden = 0, False

    def read(self, container: zipfile.ZipFile, path: str) -> dict[str, Any]:
        """Read the part, row by row: what has been read is let go."""
        with container.open(path) as stream:
            for _, element in ET.iterparse(stream):  # noqa: S314 - in a child under limits; DOCTYPE was refused before
                take = _TAKEN.get(element.tag)
                if take is not None:
                    take(self, element)
                    element.clear()
        self.data["cells"].sort(key=lambda cell: (cell[0], cell[1]))
        return self.data

    def take_row(self, row: ET.Element) -> None:
        """Read a row of cells; what does not say where it stands follows the one before."""
        self.row = int(row.get("r") or self.row + 1)
        height = row.get("ht")
        if row.get("hidden") in ("1", "true") or height == "0" or (self.are_rows_hidden and height is None):
            self.data["hidden_rows"].append(self.row)
        number = 0
        for cell in row:
            if cell.tag != _CELL:
                continue
            name = cell.get("r")
            letters = name.rstrip(_DIGITS) if name else ""
            at = self.row if name is None else int(name[len(letters) :])
            number = package.column(letters) if letters else number + 1
            found = self._cell(cell, (at, number))
            if found is not None:
                self.data["cells"].append(found)

    def _cell(self, cell: ET.Element, at: tuple[int, int]) -> list[Any] | None:
        value = formula = None
        for part in cell:
            if part.tag == _VALUE:
                value = part.text
            elif part.tag == _FORMULA:
                formula = part
        style, kind = self.book.styles.of(cell.get("s")), cell.get("t", "n")
        if formula is not None:
            return parsed.cell(at, "formula", self._formula(formula), style=style)
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return None if inline is None else _text(at, strings.of(inline), style)
        if not value:
            return None
        if kind == "n":
            return self._number(at, value, style)
        if kind in ("s", "str"):
            return _text(at, self.book.strings[int(value)] if kind == "s" else String(strings.decoded(value)), style)
        known, written = _OTHERS[kind]
        return parsed.cell(at, known, written(value.strip()), style=style)

    def _formula(self, formula: ET.Element) -> str:
        number, text = formula.get("si", ""), formula.text
        if text and formula.get("t") == "shared":
            self.formulas[number] = text
        return "=" + (text or self.formulas.get(number, ""))

    def _number(self, at: tuple[int, int], value: str, style: Style) -> list[Any]:
        if _NUMBER.fullmatch(value) is None:
            raise ValueError(f"{at[0]}/{at[1]}: {value[:40]}")
        plain = value.strip()
        text = repr(int(plain)) if plain.lstrip("+-").isdecimal() else repr(float(plain))
        if style.is_date:
            told = moment(float(text), is_1904=self.book.is_1904, is_elapsed=formats.is_elapsed(style.code))
            return parsed.cell(at, "date" if told else "error", told or "#VALUE!", style=style)
        return parsed.cell(at, "number", text, formats.shown(text, style.code), style=style)

    def take_format(self, element: ET.Element) -> None:
        """Note whether rows of which nothing is said are hidden."""
        self.are_rows_hidden = element.get("zeroHeight") in ("1", "true")

    def take_column(self, element: ET.Element) -> None:
        """Note hidden columns."""
        first, last = int(element.get("min", "0")), int(element.get("max", "0"))
        if element.get("hidden") in ("1", "true") or element.get("width") == "0":
            self.data["hidden_columns"] += range(first, min(last, MAX_COLUMN) + 1)

    def take_merge(self, element: ET.Element) -> None:
        """Note cells that are one to the eye."""
        self.data["merged"].append(list(package.ends(element.get("ref", "A1"))))

    def take_margins(self, element: ET.Element) -> None:
        """Note what the headers and footers of printed pages say."""
        for margin in element:
            self.data["drawings"] += _margin(margin.text or "")

    def take_picture(self, _: ET.Element) -> None:
        """Note a picture behind the cells, or in the headers of printed pages."""
        self.data["drawings"].append("")

    def take_prompts(self, element: ET.Element) -> None:
        """Note what is shown beside a cell that is chosen."""
        for rule in element:
            said = parsed.clean([rule.get("promptTitle", ""), " ", rule.get("prompt", "")])
            if said:
                self.data["prompts"].append([*package.ends((rule.get("sqref") or "A1").split()[0])[:2], said])

    def take_rules(self, element: ET.Element) -> None:
        """Note the areas in which a condition hides text, or shows another."""
        looks = self.book.styles.conditional
        for rule in element:
            number = rule.get("dxfId", "")
            look = looks[int(number)] if number.isdecimal() and int(number) < len(looks) else None
            if look is not None and (look.unseen or look.is_struck or look.code not in formats.PLAIN):
                self.data["disguised"] += [list(package.ends(area)) for area in element.get("sqref", "").split()[:50]]
                return

    def take_link(self, element: ET.Element) -> None:
        """Note where a cell leads."""
        target = self.links.get(package.link(element), "") or element.get("location", "")
        said = parsed.clean([target, " ", element.get("tooltip", "")])
        if said:
            self.data["links"].append([*package.ends(element.get("ref", "A1"))[:2], said])


_TAKEN: dict[str, Callable[[Page, ET.Element], None]] = {
    _ROW: Page.take_row,
    f"{MAIN}sheetFormatPr": Page.take_format,
    f"{MAIN}col": Page.take_column,
    f"{MAIN}mergeCell": Page.take_merge,
    f"{MAIN}headerFooter": Page.take_margins,
    f"{MAIN}picture": Page.take_picture,
    f"{MAIN}legacyDrawingHF": Page.take_picture,
    f"{MAIN}dataValidations": Page.take_prompts,
    f"{MAIN}conditionalFormatting": Page.take_rules,
    f"{MAIN}hyperlink": Page.take_link,
}


def _text(at: tuple[int, int], string: String, style: Style) -> list[Any] | None:
    text = string.text
    if not text:
        return None
    seen = text if style.code in formats.PLAIN else formats.shown_text(text, style.code)
    return parsed.cell(at, "text", text, None if seen == text else Shown(seen), style=style, struck=string.is_struck)


def _flag(text: str) -> str:
    return "true" if text in ("1", "true") else "false"


def _written(text: str) -> str:
    """Give a date that stands as text; the time only where it says one."""
    return text.removesuffix("Z").partition(".")[0].removesuffix("T00:00:00").replace("T", " ")


_OTHERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "b": ("flag", _flag),
    "d": ("date", _written),
    "e": ("error", str),
}


def moment(number: float, *, is_1904: bool = False, is_elapsed: bool = False) -> str:
    """Write the date of a number of days, the time only where it says one; nothing where there is no such date."""
    days, part = divmod(number, 1)
    seconds = dt.timedelta(seconds=round(part * _DAY))
    try:
        if is_elapsed:
            return str(dt.timedelta(days=days) + seconds)
        if 0 <= number < 1 and not is_1904:
            return str((_ANY + seconds).time())
        start = _ANY if is_1904 else dt.datetime(1899, 12, 30 + (days < _LEAP))  # noqa: DTZ001 - as above
        at = start + dt.timedelta(days=days) + seconds
    except OverflowError:
        return ""
    return "" if number < 0 else at.date().isoformat() if at.time() == dt.time() else str(at)


def _margin(text: str) -> Iterator[str]:
    """Give what a header or footer says beyond the sheet's name, a date and a page number."""
    for section in _SECTION.split(text):
        said = parsed.clean([_CODE.sub(" ", section.replace("&&", "\uff06")).replace("\uff06", "&")])
        is_number = "&P" in section and len(said.split()) <= 2
        if said and not is_number:
            yield said
