"""The board agrees on scores that differ, in a sheet: who scored what is told, each agreed score has its reason."""

import datetime as dt

import pytest
from openpyxl import load_workbook

from cdc import api
from cdc.board.moderation import read_moderation
from cdc.errors import FileExistsStopError, NothingToScoreError
from tests.api.test_clarifying import answered, load  # noqa: F401 - two bids, received once
from tests.workbooks.test_migrate import columns

HAND = api.Hand("Chiara Bassi", dt.datetime(2027, 2, 10, 9, tzinfo=dt.UTC))
BOARD = """\
board:
  - {evaluator: luca, name: Luca Ferri, conflict_of_interest: none}
  - {evaluator: marta, name: Marta Neri, conflict_of_interest: none}
"""


@pytest.fixture
def folder(answered, tmp_path):  # noqa: F811 - the fixture of that name
    import shutil

    folder = tmp_path / "project"
    shutil.copytree(answered, folder)
    path = folder / "all.yaml"
    text = path.read_text(encoding="utf-8").replace("weights: percent}", "weights: percent, moderation_from: 2}")
    text = text.replace("kind: features, weight: 60,", "kind: features, weight: 50,")
    judged = "criteria:\n  - {id: CR-J, name: Usability, kind: judged, weight: 10}\n"
    path.write_text(text.replace("criteria:\n", judged) + BOARD, encoding="utf-8")
    (folder / "scores").mkdir()
    for evaluator, ada, bea in (("luca", 5, 3), ("marta", 2, 4)):
        rows = [
            f"  - {{vendor: {vendor}, criterion: CR-J, score: {score}, reason: seen by {evaluator}}}\n"
            for vendor, score in (("ada", ada), ("bea", bea))
        ]
        (folder / "scores" / f"{evaluator}.yaml").write_text(
            f"evaluator: {evaluator}\nscores:\n{''.join(rows)}", encoding="utf-8"
        )
    return folder


def sheet(folder):
    path = api.moderation_sheet(load(folder), languages=["en"], out=folder / "build")
    book = load_workbook(path)
    page = book.worksheets[0]
    from cdc.workbooks.scores.moderation import TABLE

    return path, book, page, columns(page, TABLE)


def fill(folder, agreed, reason):
    path, book, page, at = sheet(folder)
    page.cell(2, at["agreed"]).value, page.cell(2, at["reason"]).value = agreed, reason
    book.save(path)
    return path


def test_the_sheet_holds_what_differs_and_who_scored_what(folder):
    _, _, page, at = sheet(folder)
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert [row[at["id"] - 1] for row in rows] == ["CR-J · ada"]  # 3 and 4 differ too little
    assert rows[0][at["given"] - 1] == "Luca Ferri: 5 — seen by luca\nMarta Neri: 2 — seen by marta"


def test_an_agreed_score_counts_with_its_reason_and_who_led_the_talk(folder):
    found = api.collect_moderation(load(folder), fill(folder, 4, "Seen again together"), hand=HAND)
    assert (found.findings, found.count) == ((), 1)
    (row,), findings = read_moderation(folder, load(folder).specification, {"ada", "bea"})
    assert findings == []
    assert (row.vendor, row.score, row.reason, row.by, row.when) == (
        "ada",
        4,
        "Seen again together",
        "Chiara Bassi",
        "2027-02-10",
    )
    assert [f.code for f in api.score(load(folder)).findings if f.code == "CDC515"] == []
    (kept,) = (folder / "scores" / "originals").iterdir()
    assert kept.read_bytes() == (folder / "build" / "moderation.xlsx").read_bytes()
    with pytest.raises(FileExistsStopError):
        api.collect_moderation(load(folder), folder / "build" / "moderation.xlsx", hand=HAND)
    _, _, page, at = sheet(folder)
    assert page.cell(2, at["agreed"]).value == 4  # what was agreed stands in the next sheet


@pytest.mark.parametrize(("agreed", "reason", "code"), [(4, None, "CDC505"), (9, "x", "CDC503"), (3.5, "x", "CDC516")])
def test_a_sheet_with_a_mistake_changes_nothing(folder, agreed, reason, code):
    found = api.collect_moderation(load(folder), fill(folder, agreed, reason), hand=HAND)
    assert [finding.code for finding in found.findings] == [code]
    assert str(found.findings[0].place).startswith("moderation.xlsx:Moderation!")
    assert not (folder / "scores" / "moderation.yaml").exists()


def test_blinded_bids_stay_blinded(folder):
    path = folder / "all.yaml"
    path.write_text(
        path.read_text().replace("moderation_from: 2}", "moderation_from: 2, blind: true}"), encoding="utf-8"
    )
    _, _, page, at = sheet(folder)
    assert page.cell(2, at["id"]).value in ("CR-J · A", "CR-J · B")
    texts = {str(cell.value).casefold() for row in page.iter_rows() for cell in row}
    assert not any("ada" in text or "bea" in text for text in texts)
    api.collect_moderation(load(folder), fill(folder, 4, "Together"), hand=HAND)
    assert read_moderation(folder, load(folder).specification, {"ada", "bea"})[0][0].vendor == "ada"


def test_without_differences_there_is_no_sheet(folder):
    for path in (folder / "scores").glob("*.yaml"):
        path.write_text(
            path.read_text().replace("score: 5", "score: 3").replace("score: 2", "score: 3"), encoding="utf-8"
        )
    with pytest.raises(NothingToScoreError):
        api.moderation_sheet(load(folder), languages=["en"], out=folder / "build")


def test_before_bids_are_opened_nothing_is_moderated(folder):
    import shutil

    path = fill(folder, 4, "Together")
    shutil.move(folder / "bids", folder / "aside")
    assert api.publish(load(folder), hand=HAND).findings == ()
    shutil.move(folder / "aside", folder / "bids")
    found = api.collect_moderation(load(folder), path, hand=HAND)
    assert [finding.code for finding in found.findings] == ["CDC531"]
    assert not (folder / "scores" / "moderation.yaml").exists()
