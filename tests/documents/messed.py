"""Workbooks as vendors send them back: moved, sorted, renamed, copied, saved as another kind of file, signed."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from cdc.words import LANGUAGES, words

NAMES = ("office", "table", "text", "style")
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)
SIGNED_DATA, DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"


def mess(rng, book):
    """Move, sort and rename what a vendor may move, sort and rename."""
    for sheet in [sheet for sheet in book.worksheets if is_form(sheet)]:
        _mess_sheet(rng, sheet)
        if rng.random() < 0.1:
            _copy(rng, book, sheet)
        if rng.random() < 0.3:
            sheet.title = f"S{rng.randint(1, 9999)}"
    if rng.random() < 0.3:
        rng.shuffle(book._sheets)


def is_form(sheet):
    return sheet.sheet_state == "visible" and sheet.max_row > 1 and any(_known(cell.value, "id") for cell in sheet[1])


def _mess_sheet(rng, sheet):
    sheet.protection.sheet = False
    sheet.data_validations.dataValidation = []
    sheet.auto_filter.ref = None
    heads, *body = [[cell.value for cell in row] for row in sheet.iter_rows()]
    answer = next(at for at, text in enumerate(heads) if _known(text, "answer") or _known(text, "unit_price"))
    if rng.random() < 0.5:
        rng.shuffle(body)
    if rng.random() < 0.1:
        body.append([None if at == answer and rng.random() < 0.5 else value for at, value in enumerate(body[0])])
    if rng.random() < 0.1:
        body.insert(rng.randint(0, len(body)), ["X-1", *heads[1:]])
    order = list(range(len(heads)))
    if rng.random() < 0.5:
        rng.shuffle(order)
    top, left = rng.choice((0, 0, 1, 3)), rng.choice((0, 0, 0, 2))
    head = [_renamed(rng, text) for text in heads]
    sheet.delete_rows(1, sheet.max_row)
    for at, row in enumerate([head, *body], 1 + top):
        for to, origin in enumerate(order, 1 + left):
            value = row[origin]
            if value is not None and (origin == answer or not str(value).startswith("=")):
                sheet.cell(at, to).value = value
        if rng.random() < 0.05:
            sheet.row_dimensions[at].hidden = True


def _copy(rng, book, sheet):
    """Copy a sheet, and say something else in the copy."""
    copy = book.copy_worksheet(sheet)
    for row in copy.iter_rows():
        for cell in row:
            if isinstance(cell.value, float) and rng.random() < 0.5:
                cell.value += 1


def _known(text, key):
    name = str(text).rstrip("* ").split(" / ")[0].casefold()
    return any(name == words(language)(f"grid.{key}").casefold() for language in LANGUAGES)


def _renamed(rng, text):
    for key in ("id", "answer", "unit_price"):
        if text and _known(text, key) and rng.random() < 0.5:
            return words(rng.choice(LANGUAGES))(f"grid.{key}").upper()
    return text


def saved(rng, book, content):
    """Save a workbook as one file or several: as Excel does, as OpenDocument, sheet by sheet as text."""
    kind = rng.choice(("xlsx", "xlsx", "ods", "csv"))
    if kind == "xlsx":
        return [("xlsx", content())]
    if kind == "ods":
        return [("ods", open_document(rng, book))]
    return [
        ("csv", as_text(rng, sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible" and _head(sheet)
    ]


def _head(sheet):
    rows = list(sheet.iter_rows(max_row=10, values_only=True))
    return any(any(value is not None and _known(value, "id") for value in row) for row in rows)


def as_text(rng, sheet):
    """Save a sheet as text: empty lines above the headings stay, formulas give nothing."""
    target, mark = io.StringIO(), rng.choice(";\t")
    writer = csv.writer(target, delimiter=mark)
    rows = [row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row)]
    for row in rows:
        writer.writerow("" if value is None or str(value).startswith("=") else value for value in row)
    return target.getvalue().encode(rng.choice(("utf-8", "utf-8-sig", "utf-16")))


def open_document(rng, book):
    """Save a workbook as OpenDocument does: empty cells and rows stand once for many."""
    body = "".join(_table(rng, sheet) for sheet in book.worksheets)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        styles = '<style:style style:name="hid"><style:table-properties table:display="false"/></style:style>'
        content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}"
        content = (
            f"<office:document-content {SPACES}>{content}</office:spreadsheet></office:body></office:document-content>"
        )
        box.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        box.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def _table(rng, sheet):
    rows, empty = [], 0
    for values in sheet.iter_rows(values_only=True):
        if not any(value is not None for value in values):
            empty += 1
            continue
        if empty:
            rows.append(f'<table:table-row table:number-rows-repeated="{empty}"><table:table-cell/></table:table-row>')
        rows.append(f"<table:table-row>{''.join(_cells(values))}</table:table-row>")
        empty = 0
    inner = "".join(rows)
    if rng.random() < 0.2:
        inner = f"<table:table-row-group>{inner}</table:table-row-group>"
    hidden = ' table:style-name="hid"' if sheet.sheet_state != "visible" else ""
    return f"<table:table table:name={quoteattr(sheet.title)}{hidden}>{inner}</table:table>"


def _cells(values):
    empty = 0
    for value in values:
        if value is None:
            empty += 1
            continue
        if empty:
            yield f'<table:table-cell table:number-columns-repeated="{empty}"/>'
        yield _cell(value)
        empty = 0


def _cell(value):
    if isinstance(value, bool):
        told, lines = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', [str(value)]
    elif isinstance(value, int | float):
        told, lines = f'office:value-type="float" office:value="{value}"', [str(value)]
    elif str(value).startswith("="):
        told, lines = f'table:formula={quoteattr("of:" + value)} office:value-type="float" office:value="2"', ["2"]
    else:
        told, lines = 'office:value-type="string"', str(value).split("\n")
    return f"<table:table-cell {told}>{''.join(map(_paragraph, lines))}</table:table-cell>"


def _paragraph(line):
    return "<text:p>" + escape(line).replace("  ", '<text:s text:c="2"/>') + "</text:p>"


def signed(rng, name, content):
    """Put a file into a container that carries a signature: CMS in one piece, in several, in letters, or an archive."""
    kind = rng.choice(("p7m", "chunks", "letters", "asice"))
    if kind == "asice":
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as box:
            box.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
            box.writestr(name, content)
            box.writestr("META-INF/signature001.p7s", b"0")
        return f"{name}.asice", target.getvalue()
    found = enclosed(content, in_pieces=kind == "chunks")
    if kind == "letters":
        import base64

        found = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(found) + b"-----END PKCS7-----\n"
    return f"{name}.p7m", found


def enclosed(content, *, in_pieces):
    """Give a CMS container around a content, without anybody's signature."""
    if in_pieces:
        pieces = b"".join(_der(0x04, content[at : at + 1000]) for at in range(0, len(content), 1000))
        octets = b"\x24\x80" + pieces + b"\0\0"
        inner = b"\x30\x80" + DATA + b"\xa0\x80" + octets + b"\0\0\0\0"
        return b"\x30\x80" + SIGNED_DATA + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00" + inner + b"\x31\x00" + b"\0\0" * 3
    inner = _der(0x30, DATA + _der(0xA0, _der(0x04, content)))
    return _der(0x30, SIGNED_DATA + _der(0xA0, _der(0x30, b"\x02\x01\x01\x31\x00" + inner + b"\x31\x00")))


def _der(tag, content):
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def number(rng, value):
    """Write an amount as people do; now and then so that nobody can know which it is."""
    if rng.random() < 0.04:
        return rng.choice(("1.234", "ask us", "12 GBP", "½", "1e5", "12²", "=1+1", True, "12 m", "1.2.3", 1e16, -5.0))
    if rng.random() < 0.06:
        return rng.choice(
            ("included", "Compris", "25.500,-", "2 k €", "1,5 mln EUR", "1'234.50", "+17", "1 234 567", "0.125")
        )
    whole, cents = f"{value:.2f}".split(".")
    groups = f"{int(whole):,}"
    return rng.choice(
        (
            float(value), f"{whole}.{cents}", f"{whole},{cents}", f"{groups}.{cents}",
            f"{groups.replace(',', '.')},{cents}", f"{groups.replace(',', ' ')},{cents}",
            f"{groups.replace(',', chr(0x202F))},{cents}", f"€ {whole},{cents}", f"{groups}.{cents} EUR",
            f"{groups.replace(',', '’')}.{cents}", f" {whole}.{cents}\u200b",
        )
    )  # fmt: skip


def quantity(rng, value):
    """Write a plain number."""
    return rng.choice((value, str(value), f"{value},0", f"{value}.5", f" {value}\u00a0", "1.234", "many"))
