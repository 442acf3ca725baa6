"""What vendors must not read is found wherever it hides in a file that is issued."""

import base64
import gzip
import io
import json
import zipfile
import zlib

import openpyxl
import pypdf
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from cdc import api
from cdc.tender import leaks
from cdc.tender.leaks.secrets import Secrets

SAID = "Our margin on this contract may shrink to four per cent"
SECRETS = Secrets(
    sentences={"ourmarginonthiscontractmayshrinktofourpercent": "decisions.DC-1.text"},
    names={"Cometa": "vendors.cometa.name"},
    amounts={520000: "budget.ceiling"},
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _book(change):
    def make():
        book = openpyxl.Workbook()
        book.active["A1"] = "Public"
        change(book)
        target = io.BytesIO()
        book.save(target)
        return "response.xlsx", target.getvalue()

    return make


def _sheet(state):
    def change(book):
        sheet = book.create_sheet("Extra")
        sheet["B7"], sheet.sheet_state = SAID, state

    return _book(change)


def _row(book):
    book.active["A9"] = SAID
    book.active.row_dimensions[9].hidden = True


def _column(book):
    book.active["K1"] = SAID
    book.active.column_dimensions["K"].hidden = True


def _validation(**options):
    return _book(lambda book: book.active.add_data_validation(DataValidation(type="list", sqref="A1", **options)))


def _footer(book):
    book.active.oddFooter.center.text = SAID


def _property(book):
    book.custom_doc_props.append(StringProperty(name="note", value=SAID))


def _format(book):
    book.active["A1"].number_format = f'0 "{SAID}"'


def _zip(name, parts, comment=b""):
    def make():
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
            archive.comment = comment
        return name, target.getvalue()

    return make


def _word(body, part="word/document.xml"):
    return _zip("specification.docx", {part: f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'})


def _runs(text):
    """Break a sentence over runs, as word processors do."""
    half = len(text) // 2
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{part}</w:t></w:r>" for part in (text[:half], text[half:]))
    return f"<w:p>{runs}</w:p>"


def _png(kind, body):
    chunk = len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)
    return PNG[:33] + chunk + PNG[33:]


def _pdf(change=lambda writer: None, then=lambda content: content):
    def make():
        writer = pypdf.PdfWriter()
        writer.add_blank_page(200, 200)
        change(writer)
        target = io.BytesIO()
        writer.write(target)
        return "specification.pdf", then(target.getvalue())

    return make


def _drawn(operators):
    """Write on the page in a plain font."""

    def change(writer):
        font = DictionaryObject(
            {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")}
        )  # fmt: skip
        page = writer.pages[0]
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 4 Tf 5 100 Td {operators} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())

    return _pdf(change)


def _xmp(writer):
    stream = DecodedStreamObject()
    stream.set_data(f"<?xpacket?><x:xmpmeta><dc:title>{SAID}</dc:title></x:xmpmeta>".encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())


def _note(writer):
    note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text")})
    note[NameObject("/Contents")] = TextStringObject(SAID)
    writer.add_annotation(0, note)


def _alternate(writer):
    tree = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/Figure")})
    tree[NameObject("/Alt")] = TextStringObject(SAID.replace("margin", "märgin"))
    writer._root_object[NameObject("/StructTreeRoot")] = writer._add_object(tree)


def _script(writer):
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    action[NameObject("/JS")] = TextStringObject(f"app.alert('{SAID}')")
    writer._root_object[NameObject("/OpenAction")] = action


def _old_version(content):
    """Put a later version over one that said it: what was taken out is still there."""
    gone = b"9 0 obj\n<< /Title (" + SAID.encode() + b") >>\nendobj\n"
    return content.replace(b"%PDF-1.3\n", b"%PDF-1.3\n" + gone, 1)


def _attached(name, content):
    return _pdf(lambda writer: writer.add_attachment(name, content))


def _text(name, text):
    return lambda: (name, text.encode())


def _uri(kind, content):
    return _text("page.html", f'<p><img alt="" src="data:{kind};base64,{base64.b64encode(content).decode()}"></p>')


def _nested():
    name, content = _book(lambda book: book.active.append([SAID]))()
    return _zip("specification.docx", {f"word/embeddings/{name}": content})()


PLACES = {
    "xlsx: cell": _book(lambda book: book.active.append([SAID])),
    "xlsx: hidden sheet": _sheet("hidden"),
    "xlsx: very hidden sheet": _sheet("veryHidden"),
    "xlsx: hidden row": _book(_row),
    "xlsx: hidden column": _book(_column),
    "xlsx: comment": _book(lambda book: setattr(book.active["A1"], "comment", Comment(SAID, "x"))),
    "xlsx: author of a comment": _book(lambda book: setattr(book.active["A1"], "comment", Comment("x", SAID))),
    "xlsx: defined name": _book(lambda book: book.defined_names.add(DefinedName("n", attr_text=f'"{SAID}"'))),
    "xlsx: prompt of a list": _validation(formula1='"a,b"', prompt=SAID, showInputMessage=True),
    "xlsx: choices of a list": _validation(formula1=f'"{SAID},b"'),
    "xlsx: footer": _book(_footer),
    "xlsx: creator": _book(lambda book: setattr(book.properties, "creator", SAID)),
    "xlsx: own property": _book(_property),
    "xlsx: number format": _book(_format),
    "xlsx: name of a sheet": _book(lambda book: book.create_sheet("Cometa")),
    "docx: broken over runs": _word(_runs(SAID)),
    "docx: hidden run": _word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SAID}</w:t></w:r></w:p>"),
    "docx: deleted text": _word(f'<w:p><w:del w:author="x"><w:r><w:delText>{SAID}</w:delText></w:r></w:del></w:p>'),
    "docx: author of a change": _word('<w:p><w:ins w:author="Cometa"><w:r/></w:ins></w:p>'),
    "docx: description of a picture": _word(f'<w:p><wp:docPr id="1" descr="{SAID}"/></w:p>'),
    "docx: comment": _word(_runs(SAID), "word/comments.xml"),
    "docx: header": _word(_runs(SAID), "word/header2.xml"),
    "docx: own data": _zip("specification.docx", {"customXml/item1.xml": f"<a>{SAID}</a>"}),
    "docx: UTF-16 part": _zip("specification.docx", {"customXml/item1.xml": f"<a>{SAID}</a>".encode("utf-16")}),
    "docx: workbook inside": _nested,
    "docx: name of a part": _zip("specification.docx", {f"word/{SAID}.xml": "<a/>"}),
    "docx: remark of the archive": _zip("specification.docx", {"a.xml": "<a/>"}, comment=SAID.encode()),
    "docx: text in a picture": _zip("specification.docx", {"word/media/1.png": _png(b"tEXt", b"c\0" + SAID.encode())}),
    "pdf: page": _drawn(f"({SAID}) Tj"),
    "pdf: invisible text": _drawn(f"3 Tr ({SAID}) Tj"),
    "pdf: text beside the page": _drawn(f"900 900 Td ({SAID}) Tj"),
    "pdf: letters apart": _drawn("[" + "".join(f"({letter}) 5 " for letter in SAID) + "] TJ"),
    "pdf: replacement text": _drawn(f"/Span << /ActualText <feff{SAID.encode('utf-16-be').hex()}> >> BDC EMC"),
    "pdf: title": _pdf(lambda writer: writer.add_metadata({"/Title": SAID})),
    "pdf: title of other letters": _pdf(lambda writer: writer.add_metadata({"/Title": f"ж {SAID}"})),
    "pdf: XMP": _pdf(_xmp),
    "pdf: note": _pdf(_note),
    "pdf: description of a picture": _pdf(_alternate),
    "pdf: bookmark": _pdf(lambda writer: writer.add_outline_item(title=SAID, page_number=0)),
    "pdf: script": _pdf(_script),
    "pdf: attachment": _attached("a.txt", SAID.encode()),
    "pdf: packed attachment": _attached("a.gz", gzip.compress(SAID.encode())),
    "pdf: name of an attachment": _attached(f"{SAID}.txt", b"x"),
    "pdf: earlier version": _pdf(then=_old_version),
    "pdf: after the end": _pdf(then=lambda content: content + SAID.encode()),
    "html: comment": _text("page.html", f"<p>x</p><!-- {SAID} -->"),
    "html: attribute": _text("page.html", f"<p data-note='{SAID}'>x</p>"),
    "html: hidden element": _text("page.html", f"<p hidden>{SAID.replace(' ', '&nbsp;')}</p>"),
    "html: broken by marks": _text("page.html", "<p>" + SAID.replace(" ", "<b> </b>") + "</p>"),
    "html: style": _text("page.html", f"<style>p::after {{content: '{SAID}'}}</style>"),
    "html: drawing in an address": _uri("image/svg+xml", f"<svg><desc>{SAID}</desc></svg>".encode()),
    "html: picture in an address": _uri("image/png", _png(b"zTXt", b"c\0\0" + zlib.compress(SAID.encode()))),
    "md: comment": _text("page.md", f"# Title\n\n[//]: # ({SAID})\n"),
    "json: escaped": _text("form.json", json.dumps({"note": SAID.replace("m", "\u2028m")})),
}  # fmt: skip
BEYOND_ASCII = {"pdf: description of a picture"}


@pytest.mark.parametrize("place", PLACES)
def test_a_planted_sentence_is_found_in_each_hiding_place(place):
    name, content = PLACES[place]()
    secrets = SECRETS
    if place in BEYOND_ASCII:
        secrets = Secrets({sentence.replace("margin", "märgin"): key for sentence, key in SECRETS.sentences.items()})
    found = leaks.look({name: content}, secrets)
    assert found, place
    assert {(finding.code, finding.place.file) for finding in found} == {("CDC590", name)}, found


def test_the_same_files_without_it_are_clean():
    clean = [
        make() for make in (_book(lambda book: None), _word(_runs("All is public")), _pdf(), _drawn("(Public) Tj"))
    ]
    assert len(clean) == 4
    for name, content in clean:
        assert leaks.look({name: content}, SECRETS) == ()


AMOUNTS = ("520000", "520 000", "520.000,00 €", "EUR 520,000.00", "520\u202f000,0000", "520’000", "€520\u00a0000")
OTHERS = ("1520000", "520000.5", "5200000", "52 0000", "#520000", "520000%", "3.520.000", "A520000")


@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_is_found_however_it_is_grouped(text):
    assert [f.facts["what"] for f in leaks.look({"a.md": f"ca. {text}.".encode()}, SECRETS)] == ["budget.ceiling"]


@pytest.mark.parametrize("text", OTHERS)
def test_another_amount_is_none(text):
    assert leaks.look({"a.md": f"{text} EUR".encode()}, SECRETS) == ()


def test_a_name_is_a_whole_word():
    assert leaks.look({"a.md": b"Bids of Cometa, Rimini"}, SECRETS)
    assert not leaks.look({"a.md": b"Cometary and cometa"}, SECRETS)


@pytest.mark.parametrize("make", [_pdf(lambda writer: writer.encrypt("x")), _zip("a.xlsx", {"a": "x" * 99})])
def test_what_cannot_be_looked_through_is_named(make):
    name, content = make()
    if name.endswith("xlsx"):
        content = content[: len(content) // 2]
    assert [finding.code for finding in leaks.look({name: content}, SECRETS)] == ["CDC591"]


def test_secrets_are_what_fields_hide_and_no_visible_field_says(gelato):
    secrets = leaks.of(gelato, {"Zenith": "bids.zenith.name"})
    assert secrets.names["Cometa"] == "vendors.cometa.name"
    assert secrets.names["Zenith"] == "bids.zenith.name"
    assert "Marco Venturi" not in secrets.names, "the team that vendors see has him too"
    assert secrets.names["Aurora CRM"], "who asked a question is told to nobody"
    assert secrets.amounts[520000] == "budget.ceiling"
    assert secrets.amounts[404820] == "budget.lines"
    assert "features.F-ACC-01.rationale" in secrets.sentences.values()
    assert "tender.salt" in secrets.names.values()


def test_a_budget_told_to_vendors_is_no_secret(gelato):
    told = gelato.model_copy(update={"budget": gelato.budget.model_copy(update={"disclosure": "full"})})
    assert leaks.of(gelato).amounts
    assert not leaks.of(told).amounts


def test_what_the_example_issues_is_clean(example):
    secrets = leaks.of(example.specification)
    files = api.grid_workbooks(example, ["it", "en"])
    for document in api.documents(example, language="it"):
        for format_name in ("html", "docx", "md"):
            files[f"{document.name}.{format_name}"] = api.print_document(document, format_name)
    assert len(files) >= 4
    assert leaks.look(files, secrets) == ()


def test_what_the_company_prints_for_itself_is_not(example):
    (document, *_) = api.documents(example, language="en", internal=True)
    found = leaks.look({"x.md": api.print_document(document, "md")}, leaks.of(example.specification))
    assert {"budget.ceiling", "vendors.cometa.name"} <= {finding.facts["what"] for finding in found}
