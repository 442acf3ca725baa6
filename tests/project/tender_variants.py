"""Broken variants of vendors' workbooks, score sheets and stored bids: each gives the findings and the expected place."""

import datetime as dt
import io
import json
import re
import zipfile

from openpyxl import load_workbook

from cdc import api, files
from cdc.api import receiving, sealed, signed
from cdc.findings import Place
from cdc.model.rewording import Rewording
from cdc.project import revising
from cdc.tender import leaks
from cdc.tender.hand import Hand
from cdc.tender.receipt import Sent
from tests import small_tender
from tests.grids import Grid

NAME = "response.xlsx"
REQ, PRICE = "Requisiti - Requirements", "Prezzi - Prices"


def _original(project, vendor="aurora"):
    return (project / "attachments" / "answers" / vendor / NAME).read_bytes()


def _read(project, content):
    loaded, _ = api.load(project)
    _, findings = api.read_workbook(loaded.specification, NAME, content)
    return findings


def _book(project):
    return load_workbook(io.BytesIO(_original(project)))


def _saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _edited(table, column, row, value):
    """Change a cell of a column; a row or a column beyond the last one is beside the table."""

    def run(project):
        grid = Grid(_original(project))
        sheet = grid.sheet(table)
        number = sheet.max_column + 3 if column == "beside" else grid.column(table, column)
        cell = sheet.cell(sheet.max_row + 1 if row == "below" else row, number)
        cell.value = value
        return _read(project, grid.bytes()), f"{NAME}:{sheet.title}!{cell.coordinate}"

    return run


def _raw(make):
    return lambda project: (_read(project, make(_original(project))), NAME)


def _rezipped(content, change):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def _without_sheet_part(content):
    return _rezipped(content, lambda parts: parts.pop("xl/worksheets/sheet2.xml"))


def _far_cell(content):
    def change(parts):
        sheet = parts["xl/worksheets/sheet2.xml"]
        parts["xl/worksheets/sheet2.xml"] = sheet.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )

    return _rezipped(content, change)


def _macro(content):
    return _rezipped(content, lambda parts: parts.update({"xl/vbaProject.bin": b"x"}))


def _encrypted(_):
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def _readers_differ(content):
    """A cell with two values: readers disagree on which of the two counts."""

    def change(parts):
        sheet = parts["xl/worksheets/sheet2.xml"]
        first = sheet.index(b"<row ", sheet.index(b"<row ") + 5)
        end = sheet.index(b"</row>", first)
        twin = b'<c r="L2" t="str"><v>a</v><is><t>b</t></is></c>'
        parts["xl/worksheets/sheet2.xml"] = sheet[:end] + twin + sheet[end:]

    return _rezipped(content, change)


def _looked_through(name, content):
    def run(project):
        loaded, _ = api.load(project)
        return leaks.look({name: content}, leaks.of(loaded.specification)), name

    return run


def _raw_named(name, content):
    def run(project):
        loaded, _ = api.load(project)
        return api.read_workbook(loaded.specification, name, content)[1], name

    return run


def _signed(who, beside=None):
    def run(project):
        from tests.tender import test_signatures as made

        (project / signed.ROOTS).mkdir()
        (project / signed.ROOTS / "root.der").write_bytes(made._der(made._root("Root")))
        sent = [Sent("a.xlsx", beside or made.CONTENT), Sent("a.xlsx.p7s", made._cms(made.CONTENT, who, detached=True))]
        return signed.told(signed.judged(project, sent, made.NOW)), "a.xlsx.p7s"

    return run


def _unsealed(name):
    def run(project):
        (project / name).write_bytes(b"PK not sealed")
        return api.unseal(project / name)[1], name

    return run


def _no_witness(project):
    (project / "head-3.sig").write_bytes(b"{}")
    (project / "ada.pub").write_text("00" * 32, encoding="ascii")
    return api.witnessed(project, project / "head-3.sig", project / "ada.pub")[1], "head-3.sig"


def _nothing_sealed(project):
    published = api.publish(small_tender.write(project / "small"), hand=small_tender.hand(-30)).project
    return api.open_seals(published, "acme", api.Brought(), hand=small_tender.hand(1)).findings, "bids"


def _broken_promise(project):
    (project / "offer.xlsx").write_bytes(b"PK first")
    promised, key = api.promise(project / "offer.xlsx")
    (project / "offer.xlsx").write_bytes(b"PK second")
    return api.is_kept(project / "offer.xlsx", promised, key), "offer.xlsx"


def _published_late(project):
    path = project / "tender.yaml"
    text = path.read_text(encoding="utf-8").replace("tender:\n", "tender:\n  law: {calendar: it, procedure: open}\n", 1)
    path.write_text(text, encoding="utf-8")
    line = 1 + text[: text.index("  deadline:")].count("\n")
    loaded, _ = api.load(project)
    hand = Hand(now=dt.datetime(2027, 1, 2, tzinfo=dt.UTC))
    return api.publish(loaded, hand=hand).findings, f"tender.yaml:{line}:13"


def _meta(key, value):
    def run(project):
        book = _book(project)
        for row in book["_cdc"].iter_rows():
            if row[0].value == key:
                row[1].value = value
        return _read(project, _saved(book)), NAME

    return run


def _sheet_gone(project):
    book = _book(project)
    del book[PRICE]
    return _read(project, _saved(book)), f"{NAME}:Prezzi"


def _column_gone(project):
    grid = Grid(_original(project))
    places = [grid.column("requirements", column) for column in ("answer", "comment")]
    for at in places:
        grid.book[REQ].cell(1, at).value = "?" * at
    return _read(project, grid.bytes()), f"{NAME}:{REQ}!A1"


def _row_gone(project):
    book = _book(project)
    book[REQ].delete_rows(5)
    return _read(project, _saved(book)), f"{NAME}:{REQ}!A1"


def _row_twice(project):
    book = _book(project)
    book[REQ]["A6"].value = book[REQ]["A5"].value
    return _read(project, _saved(book)), f"{NAME}:{REQ}!A6"


def _hidden_row(project):
    book = _book(project)
    book[REQ].row_dimensions[7].hidden = True
    return _read(project, _saved(book)), f"{NAME}:{REQ}!A7"


def _uncommented(project):
    grid = Grid(_original(project))
    line = next(iter(grid.lines("requirements").values()))
    line["answer"].value, line["comment"].value = "D", None
    return _read(project, grid.bytes()), f"{NAME}:{REQ}!{line['comment'].coordinate}"


def _price_named(project):
    path = project / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("envelopes: one", "envelopes: two"), encoding="utf-8")
    loaded, _ = api.load(project)
    blank = next(c for n, c in api.grid_workbooks(loaded, ("it",)).items() if "technical" in n)
    grid = Grid(blank)
    line = next(iter(grid.lines("requirements").values()))
    line["answer"].value, line["comment"].value = "S", "Incluso: 4 500 € una tantum"
    _, findings = api.read_workbook(loaded.specification, NAME, grid.bytes())
    return findings, f"{NAME}:{grid.sheet('requirements').title}!{line['comment'].coordinate}"


def _vendor_name(project):

    loaded, _ = api.load(project)
    result = api.receive(loaded, "../x", [project / "attachments/answers/aurora" / NAME], hand=api.Hand())
    return result.findings, "../x"


def _scores(find, put, place):
    def run(project):
        path = project / "scores" / "venturi.yaml"
        text = path.read_text(encoding="utf-8")
        assert find in text
        path.write_text(text.replace(find, put, 1), encoding="utf-8")
        return _scored(project), place

    return run


def _scored(project):
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    return api.score(loaded).findings


def _file_changed(project):
    (path,) = (project / "bids" / "aurora" / "1" / "originals").iterdir()
    path.write_bytes(path.read_bytes() + b" ")
    return _scored(project), f"bids/aurora/1/originals/{path.name}"


def _reading_edited(project):
    path = project / "bids" / "aurora" / "1" / "reading.json"
    path.write_text(
        re.sub(r'"amount": "[0-9.]+"', '"amount": "100"', path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    return _scored(project), "bids/aurora/1/reading.json"


def _corrected_before(project):
    """The first round is put right; the second one says something else of the same line."""
    import datetime as dt

    first = project / "bids" / "aurora" / "1"
    answer = json.loads((first / "reading.json").read_text(encoding="utf-8"))["answers"][0]
    (first / "corrections.yaml").write_text(
        f"corrections:\n  - {{id: {answer['id']}, answer: S, by: Luca, when: '2027-01-25', why: Telefonata}}\n",
        encoding="utf-8",
    )
    grid = Grid(_original(project))
    others = [cells["answer"].value for cells in grid.lines("requirements").values()]
    cell = grid.cell("requirements", answer["id"], "answer")
    cell.value = next(value for value in others if value and value != cell.value)
    changed = project / "second.xlsx"
    changed.write_bytes(grid.bytes())
    loaded, _ = api.load(project)
    api.receive(loaded, "aurora", [changed], hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC)))
    return _scored(project), "bids/aurora/1/corrections.yaml"


def _linked(project):
    path = project / "scores" / "venturi.yaml"
    path.rename(project / "elsewhere.txt")
    path.symlink_to(project / "elsewhere.txt")
    return _scored(project), "scores/venturi.yaml"


def _too_large(project):

    path = project / "large.xlsx"
    with path.open("wb") as stream:
        stream.truncate(files.LARGEST + 1)
    loaded, _ = api.load(project)
    return api.receive(loaded, "aurora", [path], hand=api.Hand()).findings, "large.xlsx"


def _published(project):
    """Publish, with the bids of the rehearsal put aside and brought back."""
    (project / "bids").rename(project / "aside")
    loaded, _ = api.load(project)
    assert api.publish(loaded).findings == ()
    (project / "aside").rename(project / "bids")


def _amended_in_silence(project):
    _published(project)
    path = project / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("currency: EUR", "currency: CHF"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("minmax", "inverse"), encoding="utf-8")
    return _publishing(project), "published/publication.json"


def _publishing(project):
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    return api.publish(loaded).findings


def _rules_changed(project):
    _published(project)
    path = project / "tender.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("formula: {type: inverse, zero: refuse}", "formula: minmax"),
        encoding="utf-8",
    )
    return _scored(project), "published/publication.json"


def _order_only(project):
    path = project / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weights: percent", "weights: order"), encoding="utf-8")
    return _scored(project), "evaluation"


def _tie(project):
    import shutil

    path = project / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[{by: criterion, criterion: CR-FUN}, {by: lower_price}, {by: earlier_submission}]", "[]"),
        encoding="utf-8",
    )
    shutil.copytree(project / "bids" / "aurora", project / "bids" / "zeta")
    reading = project / "bids" / "zeta" / "1" / "reading.json"
    data = json.loads(reading.read_text(encoding="utf-8"))
    reading.write_text(json.dumps({**data, "vendor": "zeta"}), encoding="utf-8")
    for sheet in (project / "scores").glob("*.yaml"):
        text = sheet.read_text(encoding="utf-8")
        lines = [
            line.replace("vendor: aurora", "vendor: zeta") for line in text.split("\n") if "vendor: aurora" in line
        ]
        sheet.write_text(
            re.sub(r"(?m)^(scores|moderated):\n", "\\g<0>" + "\n".join(lines) + "\n", text, count=1),
            encoding="utf-8",
        )
    return _scored(project), "evaluation"


def _conflict(project):
    path = project / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("conflict_of_interest: none", "conflict_of_interest: declared", 1), encoding="utf-8")
    return _scored(project), "scores/venturi.yaml:2:12"


def _corrections(project):
    path = project / "bids" / "aurora" / "1" / "corrections.yaml"
    path.write_text(
        "corrections:\n  - {id: F-NONE, answer: S, by: Luca, when: '2027-01-25', why: Telefonata}\n", encoding="utf-8"
    )
    return _scored(project), "bids/aurora/1/corrections.yaml:2:10"


def _other_form(project):
    reading = project / "bids" / "aurora" / "1" / "reading.json"
    data = json.loads(reading.read_text(encoding="utf-8"))
    reading.write_text(json.dumps({**data, "form": "OLD"}), encoding="utf-8")
    return _scored(project), "bids/aurora/1/reading.json"


def _changed(name, find, put, place):
    """Edit a file of the folder, then score."""

    def run(project):
        path = project / name
        text = path.read_text(encoding="utf-8")
        assert find in text
        path.write_text(text.replace(find, put, 1), encoding="utf-8")
        return _scored(project), place

    return run


def _unmoderated(project):
    (project / "scores" / "moderation.yaml").unlink()
    return _scored(project), "scores"


def _copied(project):
    for vendor in ("aurora", "borealis"):
        reading = project / "bids" / vendor / "1" / "reading.json"
        data = json.loads(reading.read_text(encoding="utf-8"))
        data["answers"][3]["comment"] = "La nostra soluzione copre il requisito con un modulo dedicato e documentato."
        reading.write_text(json.dumps(data), encoding="utf-8")
    place = list(Grid(_original(project)).lines("requirements").values())[3]["answer"].coordinate
    return _scored(project), f"{NAME}:{REQ}!{place}"


def _pairs(*rows, without=()):
    """Turn a judged criterion into comparisons in pairs, by one evaluator."""

    def run(project):
        import shutil

        for vendor in without:
            shutil.rmtree(project / "bids" / vendor)
        path = project / "tender.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("kind: judged, relates_to: references", "kind: pairwise, relates_to: references"),
            encoding="utf-8",
        )
        text = "evaluator: serra\npairs:\n"
        for better, other, degree in rows:
            text += f"  - {{criterion: CR-REF, better: {better}, other: {other}, degree: {degree}, reason: visto}}\n"
        (project / "scores" / "serra.yaml").write_text(text, encoding="utf-8")
        return _scored(project), "scores"

    return run


def _no_variants(project):

    loaded, _ = api.load(project)
    source = project / "attachments" / "answers" / "aurora" / NAME
    return api.receive(loaded, "aurora", [source], hand=api.Hand(), variant="b").findings, "aurora-b"


def _translated(change, cell):
    """Export French, change the workbook, and bring it back."""

    def case(project):
        loaded, _ = api.load(project)
        path = api.export_translation(loaded, language="fr", format_name="xlsx", out=project / "out")
        book = load_workbook(path)
        change(book.worksheets[0])
        book.save(path)
        place = f"{path.name}:cdc-translation!{cell}" if cell else path.name
        return api.import_translation(project, path)[1], place

    return case


def _returned(change, line=None):
    """Export French as XLIFF, change the text, and bring it back."""

    def case(project):
        loaded, _ = api.load(project)
        path = api.export_translation(loaded, language="fr", format_name="xlf", out=project / "out")
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        return api.import_translation(project, path)[1], f"{path.name}:{line}:1" if line else path.name

    return case


def _edited_meanwhile(project):
    """Export Russian, write another title into the file, and bring back a third."""
    loaded, _ = api.load(project)
    path = api.export_translation(loaded, language="ru", format_name="xlsx", out=project / "out")
    name = project / "document.yaml"
    text = name.read_text(encoding="utf-8")
    changed = re.sub(r'(title: \{.*?ru: ")', r"\1Новый ", text, count=1)
    assert changed != text
    name.write_text(changed, encoding="utf-8")
    book = load_workbook(path)
    book.worksheets[0]["C2"] = "Другое"
    book.save(path)
    return api.import_translation(project, path)[1], f"{path.name}:cdc-translation!C2"


def _other_sources(sheet):
    for row in sheet.iter_rows(min_row=2):
        row[1].value = f"other {row[1].value}"


def _reworded(entry, before, after):
    """Apply a change of a review to an entry."""

    def case(project):
        loaded, _ = api.load(project)
        rewordings = [Rewording(entry, before, after, Place("r.docx"))]
        return revising.revised(loaded.specification, loaded.source, rewordings).findings, "r.docx"

    return case


def _put(cell, value):
    def change(sheet):
        sheet[cell].value = value

    return change


def _renamed(sheet):
    sheet.title = "other"


CASES = {
    "CDC267": _translated(_put("A2", "document.none"), "C2"),
    "CDC268": _translated(lambda sheet: (_put("B2", "older")(sheet), _put("C2", "plus ancien")(sheet)), "C2"),
    "CDC269": _translated(_renamed, ""),
    "CDC280": _translated(_put("C1", "de"), ""),
    "CDC281": _returned(
        lambda text: text.replace(
            "</file>", "</file>" + text[text.index("<file") : text.index("</file>") + 7].replace('"fr"', '"ru"')
        )
    ),
    "CDC282": _returned(lambda text: text.replace("</target>", '<x id="1"/></target>', 1), 7),
    "CDC283": _translated(_put("A3", "document.title"), "C3"),
    "CDC284": _translated(_put("C2", "a\ufffdb"), "C2"),
    "CDC285": _translated(_put("C2", " "), "C2"),
    "CDC286": _returned(lambda text: text.replace('state="translated">', 'state="needs-translation">x', 1), 5),
    "CDC921": _edited_meanwhile,
    "CDC287": _translated(lambda sheet: _put("C2", sheet["B2"].value)(sheet), "C2"),
    "CDC288": _returned(lambda text: text.replace('state="translated">', 'state="needs-review-l10n">x', 1), 5),
    "CDC290": _translated(_other_sources, ""),
    "CDC291": _translated(_put("C1", ""), "A1"),
    "CDC292": _translated(_put("C2", 7), "C2"),
    "CDC293": _translated(_put("F3", "why?"), "F3"),
    "CDC295": _reworded("", "a", "b"),
    "CDC296": _reworded("F-ACC-01", "not its text", "a text"),
    "CDC297": _reworded("F-ACC-01", "Agents", "People"),
    "CDC298": _reworded("F-ACC-01", "Scheda azienda", ""),
    "CDC294": _translated(_put("A2", ""), "C2"),
    "CDC429": _no_variants,
    "CDC428": _edited("prices", "line_total", 2, 5),
    "CDC513": _changed(
        "tender.yaml", "{type: inverse, zero: refuse}", '{type: expression, text: "M / (P - P)"}', "evaluation"
    ),
    "CDC514": _changed(
        "scores/ferri.yaml", "vendor: delta, criterion: CR-UX", "vendor: delta, criterion: CR-TEAM", "scores/ferri.yaml"
    ),
    "CDC515": _unmoderated,
    "CDC516": _scores("score: 4", "score: 4.5", "scores/venturi.yaml:5:47"),
    "CDC517": _copied,
    "CDC518": _pairs(("aurora", "delta", 3), ("delta", "aurora", 2)),
    "CDC519": _pairs(("aurora", "borealis", 6), ("borealis", "delta", 6), ("delta", "aurora", 6)),
    "CDC520": _changed("tender.yaml", "low: 10}", "low: 11}", "evaluation"),
    "CDC521": _pairs(("aurora", "borealis", 2), without=("cometa", "delta")),
    "CDC401": _raw(lambda _: b"%PDF-1.7"),
    "CDC402": _raw(_without_sheet_part),
    "CDC403": _raw(_far_cell),
    "CDC404": _raw(_macro),
    "CDC405": _meta("tender", "OTHER"),
    "CDC406": _meta("form", "00000-00000-00000-00000"),
    "CDC407": _sheet_gone,
    "CDC408": _column_gone,
    "CDC409": _edited("requirements", "id", "below", "F-ZZ-01"),
    "CDC410": _row_gone,
    "CDC411": _row_twice,
    "CDC412": _edited("requirements", "answer", 3, "Oui, sous réserve"),
    "CDC413": _edited("requirements", "answer", 3, "=1+1"),
    "CDC414": _edited("prices", "unit_price", 2, "1.234"),
    "CDC415": _edited("requirements", "answer", 4, None),
    "CDC416": _edited("requirements", "statement", 3, "La soluzione può"),
    "CDC417": _hidden_row,
    "CDC418": _edited("requirements", "comment", 3, "a_x000B_b"),
    "CDC419": _edited("requirements", "beside", 3, "altro"),
    "CDC420": _edited("vendor", "answer", 2, None),
    "CDC421": _edited("prices", "unit_price", 3, None),
    "CDC422": _edited("prices", "unit_price", 3, -5),
    "CDC423": _price_named,
    "CDC424": _raw(_readers_differ),
    "CDC425": _raw(_encrypted),
    "CDC426": _uncommented,
    "CDC427": _vendor_name,
    "CDC501": _scores("vendor: aurora", "vendor: aurra", "scores/venturi.yaml:5:14"),
    "CDC502": _scores("criterion: CR-UX", "criterion: CR-REF", "scores/venturi.yaml:5:33"),
    "CDC503": _scores("score: 4", "score: 6", "scores/venturi.yaml:5:47"),
    "CDC504": _scores("vendor: delta, criterion: CR-UX", "vendor: cometa, criterion: CR-UX", "scores"),
    "CDC505": _scores(', reason: "Visita registrata in 45 secondi"', "", "scores/venturi.yaml:5:5"),
    "CDC506": _file_changed,
    "CDC522": _linked,
    "CDC523": _reading_edited,
    "CDC524": _corrected_before,
    "CDC606": _no_witness,
    "CDC602": lambda project: (sealed.told([Sent("a.age", b"age-encryption.org/v1\n")]), "a.age"),
    "CDC605": _nothing_sealed,
    "CDC920": lambda project: (receiving.look_into(project / "attachments")[1], "answers/aurora"),
    "CDC603": _unsealed("offer.xlsx"),
    "CDC604": _broken_promise,
    "CDC598": _raw_named("response.xlsx.p7m", b"no container"),
    "CDC599": _signed("valid"),
    "CDC600": _signed("foreign"),
    "CDC601": _signed("valid", b"changed"),
    "CDC590": _looked_through("specification.it.md", b"Prezzo massimo: 520.000 \xe2\x82\xac"),
    "CDC593": _published_late,
    "CDC591": _looked_through("response.xlsx", b"PK\x03\x04 cut"),
    "CDC430": _too_large,
    "CDC507": _rules_changed,
    "CDC530": _amended_in_silence,
    "CDC540": lambda project: (_publishing(project), "bids"),
    "CDC508": _order_only,
    "CDC509": _tie,
    "CDC510": _conflict,
    "CDC511": _corrections,
    "CDC512": _other_form,
}
