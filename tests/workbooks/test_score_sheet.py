"""Evaluators' score sheets: written, filled, saved, read back; what cannot count is reported by cell and changes nothing."""

import datetime as dt
import io
import shutil

import pytest
from openpyxl import load_workbook

from cdc import api
from cdc.errors import FileExistsStopError
from tests import small_tender as small
from tests.conftest import EXAMPLE
from tests.grids import Grid

SCORES = "Punteggi"


@pytest.fixture
def tender(tmp_path):
    """The example with two bids received and no scores."""
    project = tmp_path / "project"
    shutil.copytree(EXAMPLE, project)
    shutil.rmtree(project / "scores")
    loaded, _ = api.load(project)
    for vendor in ("aurora", "borealis"):
        answer = project / "attachments" / "answers" / vendor / "response.xlsx"
        api.receive(loaded, vendor, [answer], hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC)))
    return project


def sheets(project, **changes):
    if changes:
        path = project / "tender.yaml"
        text = path.read_text(encoding="utf-8")
        for find, put in changes.values():
            assert find in text
            text = text.replace(find, put)
        path.write_text(text, encoding="utf-8")
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    written = api.score_sheets(loaded, languages=("it",), out=project / "build")
    return loaded, {path.stem.removeprefix("scores-"): path for path in written}


def fill(path, rows, table="scores", columns=("score", "reason", "pointer")):
    grid = Grid(path.read_bytes())
    for id_, values in rows.items():
        for column, value in zip(columns, values, strict=False):
            grid.cell(table, id_, column).value = value
    grid.book.save(path)


def test_each_evaluator_gets_only_its_criteria_with_words_for_each_level(tender):
    _, written = sheets(tender)
    assert sorted(written) == ["ferri", "serra", "venturi"]
    book = load_workbook(written["serra"])
    ids = [row[0].value for row in book[SCORES].iter_rows(min_row=2)]
    assert ids == ["CR-UX · aurora", "CR-UX · borealis", "CR-REF · aurora", "CR-REF · borealis"]
    text = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    assert "5: Ottimo, provato" in text
    assert "Dichiaro di non avere interessi in queste offerte" in text
    assert "Giulia Serra   Data: ____________   Firma: ____" in text
    assert "CR-TEAM" not in text


def test_scores_come_back_as_they_were_given(tender):
    loaded, written = sheets(tender)
    fill(
        written["serra"],
        {"CR-UX · aurora": (5, "Nessun aiuto", "demo"), "CR-REF · borealis": (2, "Una su tre", "allegato 2")},
    )
    found = api.collect_scores(loaded, written["serra"])
    assert (found.evaluator, found.count, found.findings) == ("serra", 2, ())
    text = found.path.read_text(encoding="utf-8")
    assert '{vendor: "aurora", criterion: "CR-UX", score: 5, reason: "Nessun aiuto", pointer: "demo"}' in text
    assert len(list((tender / "scores" / "originals").iterdir())) == 1
    scored = api.score(loaded)
    assert [
        line.counted for bid in scored.ranking.bids for line in bid.leaves["CR-REF"].lines if bid.vendor == "borealis"
    ] == ["2"]
    with pytest.raises(FileExistsStopError):
        api.collect_scores(loaded, written["serra"])
    assert api.collect_scores(loaded, written["serra"], replace=True).count == 2


@pytest.mark.parametrize(
    ("values", "code"),
    [((6, "x"), "CDC503"), ((4.5, "x"), "CDC516"), ((4, None), "CDC505"), (("buono", "x"), "CDC414"), (("=1+1", "x"), "CDC413")],
)  # fmt: skip
def test_what_cannot_count_is_reported_by_cell_and_nothing_is_written(tender, values, code):
    loaded, written = sheets(tender)
    fill(written["serra"], {"CR-UX · aurora": values})
    found = api.collect_scores(loaded, written["serra"])
    cell = Grid(written["serra"].read_bytes()).cell("scores", "CR-UX · aurora", "score").coordinate
    assert [(f.code, f"{f.place.sheet}!{f.place.cell}") for f in found.findings] == [(code, f"{SCORES}!{cell}")]
    assert not (tender / "scores" / "serra.yaml").exists()


def test_a_blinded_sheet_names_no_vendor_and_comes_back_to_the_right_one(tender):
    loaded, written = sheets(tender, blind=("  moderation_from: 2\n", "  moderation_from: 2\n  blind: true\n"))
    book = load_workbook(written["serra"])
    text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not any(word in text.casefold() for word in ("aurora", "borealis"))
    fill(written["serra"], {"CR-UX · A": (1, "a"), "CR-UX · B": (5, "b")})
    assert api.collect_scores(loaded, written["serra"]).count == 2
    from cdc.workbooks.scores.lines import aliases

    letters = aliases(loaded.specification, "serra", ("aurora", "borealis"))
    text = (tender / "scores" / "serra.yaml").read_text(encoding="utf-8")
    for vendor, letter in letters.items():
        assert f'vendor: "{vendor}", criterion: "CR-UX", score: {1 if letter == "A" else 5}' in text


def test_pairs_are_written_for_every_two_bids_and_read_back(tender):
    loaded, written = sheets(
        tender, pairwise=("kind: judged, relates_to: references", "kind: pairwise, relates_to: references")
    )
    fill(
        written["serra"],
        {"CR-REF · aurora · borealis": ("la seconda", 3, "più referenze")},
        "pairs",
        ("preferred", "degree", "reason"),
    )
    found = api.collect_scores(loaded, written["serra"])
    assert found.findings == ()
    text = found.path.read_text(encoding="utf-8")
    assert '{criterion: "CR-REF", better: "borealis", other: "aurora", degree: 3, reason: "più referenze"}' in text


def test_verified_answers_are_read_and_checked(tender):
    loaded, written = sheets(tender)
    book = load_workbook(written["venturi"])
    sheet = book["Risposte verificate"]
    for at, value in enumerate(("Borealis Software SAS", "F-GEL-05", "F", "in demo mancava"), 1):
        sheet.cell(2, at).value = value
    sheet.cell(3, 1).value = "nobody"
    book.save(written["venturi"])
    found = api.collect_scores(loaded, written["venturi"])
    assert [(f.code, f.place.cell) for f in found.findings] == [("CDC501", "A3")]
    sheet.cell(3, 1).value = None
    book.save(written["venturi"])
    assert 'answer: "F"' in api.collect_scores(loaded, written["venturi"]).path.read_text(encoding="utf-8")


def test_sheets_of_other_rules_or_people_are_refused(tender):
    loaded, written = sheets(tender)
    book = load_workbook(io.BytesIO(written["serra"].read_bytes()))
    for row in book["_cdc"].iter_rows():
        if row[0].value == "evaluator":
            row[1].value = "stranger"
    book.save(written["serra"])
    assert [f.code for f in api.collect_scores(loaded, written["serra"]).findings] == ["CDC510"]
    old = tender / "old.xlsx"
    shutil.copy(written["venturi"], old)
    loaded, _ = sheets(
        tender,
        weights=("weight: 8", "weight: 7"),
        other=("weight: 5, kind: judged, relates_to: team", "weight: 6, kind: judged, relates_to: team"),
    )
    assert [f.code for f in api.collect_scores(loaded, old).findings] == ["CDC406"]


def test_nobody_with_a_conflict_gets_a_sheet(tender):
    _, written = sheets(
        tender,
        conflict=(
            "criteria: [CR-UX, CR-REF], conflict_of_interest: none",
            "criteria: [CR-UX, CR-REF], conflict_of_interest: declared",
        ),
    )
    assert sorted(written) == ["ferri", "venturi"]


def changed(path, change):
    """Change a score sheet and save it."""
    grid = Grid(path.read_bytes())
    change(grid)
    path.write_bytes(grid.bytes())


def test_of_two_verified_answers_that_differ_neither_is_taken(tender):
    loaded, written = sheets(tender)

    def twice(grid):
        for row, answer in ((2, "F"), (3, "S")):
            for at, value in enumerate(("aurora", "F-GEL-05", answer, "in demo"), 1):
                grid.sheet("verified").cell(row, at).value = value

    changed(written["venturi"], twice)
    found = api.collect_scores(loaded, written["venturi"])
    assert [(f.code, f.place.cell, f.facts["first"]) for f in found.findings] == [("CDC411", "A3", "A2")]
    assert found.path is None


def test_a_doubled_sheet_is_held_against_the_first_and_nothing_is_taken(tender):
    loaded, written = sheets(tender)
    fill(written["serra"], {"CR-UX · aurora": (5, "Nessun aiuto", "demo")})

    def double(grid):
        copy = grid.book.copy_worksheet(grid.sheet("scores"))
        copy.title = "Copia"
        copy["D2"] = 1

    changed(written["serra"], double)
    found = api.collect_scores(loaded, written["serra"])
    assert sorted((f.code, f.place.sheet, f.place.cell) for f in found.findings) == [
        ("CDC411", "Copia", "D2"), ("CDC436", "Copia", "A1"),
    ]  # fmt: skip
    assert found.path is None


def test_reasons_of_blanks_are_none_and_dates_in_them_are_told(tender):
    loaded, written = sheets(tender)
    fill(written["serra"], {"CR-UX · aurora": (5, " \u200b"), "CR-UX · borealis": (4, dt.date(2027, 3, 4))})
    found = api.collect_scores(loaded, written["serra"])
    assert [(f.code, f.place.cell) for f in found.findings] == [("CDC505", "D2"), ("CDC431", "E3")]


def test_scores_that_show_otherwise_and_what_stands_beside_are_told(tender):
    loaded, written = sheets(tender)
    fill(written["serra"], {"CR-UX · aurora": (0.04, "visto")})

    def beside(grid):
        grid.sheet("scores")["D2"].number_format = "0%"
        grid.sheet("scores")["K9"] = "da rivedere"
        grid.book.worksheets[0]["A30"] = "nota"

    changed(written["serra"], beside)
    found = api.collect_scores(loaded, written["serra"])
    assert sorted((f.code, f.place.cell) for f in found.findings) == [
        ("CDC419", "A30"),
        ("CDC419", "K9"),
        ("CDC432", "D2"),
    ]


def test_a_score_sheet_without_its_hidden_sheet_is_not_the_issued_one(tender):
    loaded, written = sheets(tender)
    changed(written["serra"], lambda grid: grid.book.remove(grid.book["_cdc"]))
    assert [f.code for f in api.collect_scores(loaded, written["serra"]).findings] == ["CDC438"]


BLIND = {"blind": ("evaluation:\n", "evaluation:\n  blind: true\n")}
DAY = dt.datetime(2027, 1, 21, 12, tzinfo=dt.UTC)


def _bids(path):
    return {str(id_): cells["bid"].value for id_, cells in Grid(path.read_bytes()).lines("scores").items() if id_}


def test_a_bid_withdrawn_is_not_scored_and_its_letter_goes_to_no_other(tmp_path):
    own = small.write(tmp_path / "p", ("evaluation: {", "evaluation: {blind: true, "))
    own = api.publish(own, hand=small.hand(-30)).project
    for price, vendor in enumerate(("acme", "bolt", "carl"), 100):
        files = small.answers(own, tmp_path / vendor, name=vendor.title(), price=price)
        api.receive(own, vendor, list(files.values()), hand=small.hand(-2))
    (path,) = api.score_sheets(own, languages=("en",), out=tmp_path)
    before, old = _bids(path), path.read_bytes()
    assert sorted(before.values()) == ["A", "B", "C"]
    api.withdraw(own, "acme", reason="no staff", hand=small.hand(-1))
    assert api.open_envelopes(own, hand=small.hand(1)).is_done
    api.score_sheets(own, languages=("en",), out=tmp_path)
    after = _bids(path)
    assert len(after) == 2
    assert after.items() < before.items()
    for content in (path.read_bytes(), old):  # a sheet that was issued before is read as well
        path.write_bytes(content)
        fill(path, dict.fromkeys(after, (4, "seen")))
        found = api.collect_scores(own, path, replace=True, hand=small.hand(1))
        assert found.count == 2, found.findings
        assert "acme" not in found.path.read_text(encoding="utf-8")


def test_letters_of_other_bids_are_refused(tender):
    loaded, written = sheets(tender, **BLIND)
    answer = tender / "attachments" / "answers" / "cometa" / "response.xlsx"
    api.receive(loaded, "cometa", [answer], hand=api.Hand(now=DAY))
    found = api.collect_scores(loaded, written["serra"])
    assert (found.path, [finding.code for finding in found.findings]) == (None, ["CDC945"])
