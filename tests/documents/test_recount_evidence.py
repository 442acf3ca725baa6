"""The award file's script starts from the vendors' own workbooks, agrees with the report, and finds what was changed."""

import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from cdc.documents.award import recount
from cdc.scoring.evaluate import evaluate
from cdc.words import words
from tests.documents import messed
from tests.documents.random_evidence import award

TENDERS = int(os.environ.get("CDC_RANDOM_TENDERS", "6"))
ID, PRICE = (words("en")(f"grid.{key}") for key in ("id", "unit_price"))
PLANTED = 15 if TENDERS < 100 else 100


def lay_out(files, folder):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def load(files, folder):
    """Lay the award file out, and give the functions of its script."""
    lay_out(files, folder)
    scope = {"__name__": "recount", "__file__": str(folder / "recount.py")}
    exec(compile(files["recount.py"], "recount.py", "exec"), scope)
    return scope


def counted(scope, files, data=None):
    """Give what differs from the report: single numbers, and whether the ranking does."""
    data = data or json.loads(files["recount.json"])
    data["bids"], wrong = scope["derived"](data)
    return wrong, scope["recount"](data) != files["recount.txt"].decode()


@pytest.fixture(scope="module")
def awards():
    return [found for found in map(award, range(TENDERS)) if found.files]


def test_the_recount_from_the_workbooks_agrees(awards, tmp_path):
    assert len(awards) >= TENDERS * 3 // 4
    answers, prices = 0, 0
    for at, found in enumerate(awards):
        scope = load(found.files, tmp_path / str(at))
        assert counted(scope, found.files) == ([], False), at
        answers += sum(read.answer is not None for e in found.evidence.entries for read in e.bid.answers)
        prices += sum(price.amount is not None for e in found.evidence.entries for price in e.bid.prices)
    assert min(answers, prices) > TENDERS * 4


def planted(rng, kind, evidence):
    """Give the evidence with one answer, price, score or weight changed, as if the program had taken it wrong."""
    spec, entries, sheets = evidence.spec, list(evidence.entries), list(evidence.sheets)
    at = rng.randrange(len(entries))
    bid = entries[at].bid
    if kind == "answer" and bid.answers:
        read = rng.choice(bid.answers)
        new = read.model_copy(update={"answer": rng.choice([a for a in "YPN" if a != read.answer])})
        bid = bid.model_copy(update={"answers": tuple(new if r.id == read.id else r for r in bid.answers)})
    elif kind == "price" and bid.prices:
        read = rng.choice(bid.prices)
        new = read.model_copy(update={"amount": (read.amount or 0) + Decimal("0.01")})
        bid = bid.model_copy(update={"prices": tuple(new if r.id == read.id else r for r in bid.prices)})
    elif kind == "score":
        sheet = rng.choice(sheets)
        if sheet.scores:
            old = rng.choice(sheet.scores)
            new = old.model_copy(update={"score": old.score + (1 if old.score < 5 else -1)})
            rows = tuple(new if row is old else row for row in sheet.scores)
            sheets[sheets.index(sheet)] = sheet.model_copy(update={"scores": rows})
    elif kind == "weight":
        old = rng.choice(spec.features)
        new = old.model_copy(update={"weight": old.weight + 1})
        parts = {name: getattr(spec, name) for name in type(spec).model_fields}
        parts["features"] = tuple(new if item is old else item for item in spec.features)
        spec = type(spec).model_construct(**parts)
    entries[at] = replace(entries[at], bid=bid)
    return replace(evidence, spec=spec, entries=entries, sheets=sheets)


def ranked(evidence):
    return evaluate(evidence.spec, evidence.entries, evidence.sheets, form="F", rules="R", moderated=evidence.moderated)


def test_every_change_of_a_single_number_is_found(awards, tmp_path):
    """Again and again one number is taken wrong, where it counts: the script names the number."""
    rng, count, kinds = random.Random(4), 0, set()
    while count < PLANTED:
        at = rng.randrange(len(awards))
        found, kind = awards[at], rng.choice(("answer", "price", "score", "weight"))
        wrong = ranked(planted(rng, kind, found.evidence))
        if wrong.entrants == found.evaluated.entrants or wrong.ranking.failures:
            continue  # that number does not count: another one was agreed, corrected or verified, or weighs nothing
        files = recount.bundle(wrong, found.evidence)
        names, _ = counted(load(files, tmp_path / str(count)), files)
        assert any("from the evidence" in line for line in names), (at, kind)
        count += 1
        kinds.add(kind)
    assert kinds == {"answer", "price", "score", "weight"}


def test_a_share_of_a_criterion_that_was_changed_is_named(awards, tmp_path):
    data = json.loads(awards[0].files["recount.json"])
    data["leaves"][0]["share"] = "1/97"
    wrong, _ = counted(load(awards[0].files, tmp_path), awards[0].files, data)
    assert any("1/97 in the report" in line for line in wrong)


def test_a_workbook_that_was_changed_is_named(awards, tmp_path):
    found = awards[0]
    name = next(name for name in sorted(found.files) if name.startswith("originals/"))
    book = load_workbook(io.BytesIO(found.files[name]))
    sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    sheet.cell(sheet.max_row + 1, 1).value = "x"
    target = io.BytesIO()
    book.save(target)
    files = found.files | {name: target.getvalue()}
    wrong, _ = counted(load(files, tmp_path), files)
    assert any("is not the file that was received" in line for line in wrong)


def test_a_correction_without_author_or_reason_is_named(awards, tmp_path):
    found = next(found for found in awards if any(e.corrections.corrections for e in found.evidence.entries))
    data = json.loads(found.files["recount.json"])
    row = next(row for bid in data["evidence"]["bids"].values() for row in bid["corrections"])
    row["why"] = " "
    wrong, _ = counted(load(found.files, tmp_path), found.files, data)
    assert [line for line in wrong if "has no author, date or reason" in line]


def test_it_runs_alone_with_nothing_but_the_standard_library(awards, tmp_path):
    lay_out(awards[0].files, tmp_path)
    run = subprocess.run(
        [sys.executable, "-I", "-S", "recount.py", "--check"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (0, "the recount agrees\n"), run.stderr
    text = awards[0].files["recount.py"].decode()
    used = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))
    assert used <= sys.stdlib_module_names
    assert "cdc" not in used


def test_without_the_original_files_the_script_starts_from_the_raw_shares(awards):
    found = awards[0]
    files = recount.bundle(
        found.evaluated, replace(found.evidence, originals=dict.fromkeys(found.evidence.originals, ()))
    )
    assert set(files) == {"recount.py", "recount.json", "recount.txt"}
    assert "evidence" not in json.loads(files["recount.json"])


@pytest.fixture(scope="module")
def script(awards, tmp_path_factory):
    """Give the functions of a script, and what it is told of the form."""
    files = awards[0].files
    return load(files, tmp_path_factory.mktemp("script")), json.loads(files["recount.json"])["evidence"]["asked"]


def filled(change=lambda book: None):
    """Give a workbook with one price."""
    book = Workbook()
    for title, rows in (
        ("Prices", ((ID, f"{PRICE} *", "Comment"), ("PL-1", "12,50"))),
        ("Notes", ((ID, PRICE), ("PL-1", 7), ("PL-2", 8))),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    change(book)
    return book


def bytes_of(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_one_price_is_found_in_every_kind_of_file(script):
    scope, asked = script
    rng, book = random.Random(0), filled()
    kinds = {"xlsx": bytes_of(book), "ods": messed.open_document(rng, book)}
    kinds |= {f"text {at}": messed.as_text(rng, book["Prices"]) for at in range(6)}
    kinds |= {f"signed {at}": messed.signed(rng, "a.xlsx", kinds["xlsx"])[1] for at in range(12)}
    found = {name: scope["read_file"](asked, content, "price").get("PL-1") for name, content in kinds.items()}
    assert found == dict.fromkeys(kinds, ("text", "12,50"))
    assert len(set(kinds.values())) >= 10


def test_the_issued_sheet_goes_before_a_copy_and_the_first_row_before_the_second(script):
    scope, asked = script

    def change(book):
        book["Prices"].append(("PL-1", "99"))
        book.move_sheet("Notes", -1)

    found = scope["read_file"](asked, bytes_of(filled(change)), "both")
    assert found == {"PL-1": ("text", "12,50"), "PL-2": ("number", "8")}
    found = scope["read_file"](
        asked, bytes_of(filled(lambda book: setattr(book["Prices"]["B2"], "value", None))), "both"
    )
    assert found["PL-1"] is None  # an empty cell is the vendor's answer, whatever a copy says


def test_prices_are_read_in_no_technical_envelope(script):
    scope, asked = script
    assert scope["read_file"](asked, bytes_of(filled()), "technical") == {}


@pytest.mark.parametrize("value", ["12²", "½", "１２", True, 1e16, "=6*2", "1e5"])
def test_what_is_no_plain_number_says_nothing(script, value):
    scope, asked = script
    book = filled(lambda book: setattr(book["Prices"]["B2"], "value", value))
    for content in (bytes_of(book), messed.open_document(random.Random(0), book)):
        cell = scope["read_file"](asked, content, "price")["PL-1"]
        assert cell is None or scope["meaning"](asked, "PL-1", *cell) is None


def test_texts_in_parts_and_shared_ones_are_read_alike(awards, tmp_path):
    """A spreadsheet may keep a text in parts, with its reading aid, or with a sign written as its number."""
    scope = load(awards[0].files, tmp_path)
    tree = scope["ElementTree"].fromstring(
        '<si xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><r><t>S · </t></r><r><t>Stan_x0064_ard</t></r>'
        "<rPh><t>aid</t></rPh></si>"
    )
    assert scope["text_in"](tree) == "S · Standard"
    with zipfile.ZipFile(io.BytesIO(b"PK\x05\x06" + b"\0" * 18)) as empty:
        assert scope["shared_texts"](empty) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,5", "1234.5"), ("1.234,50", "1234.5"), ("1,234.50", "1234.5"), ("1 234,50", "1234.5"), ("1’234.50", "1234.5"),
        ("1.234", None), ("1.234.567", "1234567"), ("1.234.56", None), ("€ 950,-", "950"), ("25.500,-", "25500"),
        ("950 EUR", "950"), ("950 USD", None), ("950 m", None), ("2 k", None), ("2 k €", "2000"), ("free", "0"), ("ask us", None), ("-5", "-5"), ("0.125", "0.125"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_the_program_reads_them(awards, tmp_path, text, value):
    from cdc.workbooks.kit import amounts

    scope = load(awards[0].files, tmp_path)
    money = json.loads(awards[0].files["recount.json"])["evidence"]["asked"]["money"]["EUR"]
    found = scope["number_in"]("text", text, money)
    own = amounts.amount(text, "EUR").value
    assert (None if found is None else str(float(found))) == (None if own is None else str(float(own)))
    if value is not None:
        assert float(found) == float(value)
