"""Questions are logged with who asked, answered once for all, and published without a word of who asked."""

import datetime as dt
import io
import json

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.render import markdown

RUN = CliRunner()
HAND = api.Hand("Chiara", dt.datetime(2026, 12, 10, 9, tzinfo=dt.UTC))
PAGE = """\
document: {title: A CRM, reference: R-1, version: "1.0", date: 2026-11-25, languages: [en, fr]}
company: {name: Acme, sector: Trade}
tender: {id: T-1, procedure: open, salt: abc}
scales: [{id: S-1, name: Coverage, answers: [{id: "Y", label: "Yes", points: 1}, {id: "N", label: "No", points: 0}]}]
lots: [{id: LOT-1, name: One}, {id: LOT-2, name: Two}]
features: [{id: F-1, title: Print, statement: It shall print.}]
questions:
  - {id: Q-1, text: Where is it?, answer: In Rome., answered: 2026-12-01}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "all.yaml").write_text(PAGE, encoding="utf-8")
    return tmp_path


def load(folder):
    loaded, findings = api.load(folder)
    assert loaded is not None, findings
    return loaded


def add(folder, **asked):
    told = {"text": "Must it print labels?", "by": "Aurora CRM S.r.l.", "refers_to": ["F-1"], "lots": ["LOT-2"]}
    return api.add_question(load(folder), {**told, **asked}, hand=HAND)


def test_a_question_gets_the_next_id_and_is_open_until_answered(folder):
    assert add(folder).ids == ("Q-2",)
    logged = load(folder).specification.questions[-1]
    assert (logged.id, logged.by, logged.open, logged.date, logged.lots) == (
        "Q-2", "Aurora CRM S.r.l.", True, dt.date(2026, 12, 10), ("LOT-2",),
    )  # fmt: skip
    assert not logged.is_published
    done = api.answer_question(load(folder), "Q-2", "Yes, on rolls.", hand=HAND)
    assert (done.ids, done.findings) == (("Q-2",), ())
    api.answer_question(load(folder), "Q-2", "Oui, sur rouleaux.", language="fr", hand=HAND)
    logged = load(folder).specification.questions[-1]
    assert logged.answer == {"en": "Yes, on rolls.", "fr": "Oui, sur rouleaux."}
    assert logged.is_published


def test_a_question_that_names_who_asks_is_not_logged(folder):
    done = add(folder, text="Must the product of Aurora CRM print?")
    assert [(f.code, str(f.place)) for f in done.findings] == [("CDC570", "questions/Q-2.yaml:4:11")]
    assert not (folder / "questions").exists()
    with pytest.raises(api_error()):
        add(folder, lots=["LOT-9"])


def api_error():
    from cdc.errors import UnknownNameError

    return UnknownNameError


def test_the_page_for_all_vendors_says_the_answers_and_not_who_asked(folder):
    add(folder, asked_as="Aurora CRM asks: labels?")
    add(folder, text="Is there a stand-by?")  # open: not on the page
    api.answer_question(load(folder), "Q-2", "Yes, on rolls.", hand=HAND)
    page, findings = api.answers_document(load(folder), "en")
    assert findings == ()
    printed = markdown.render(page)
    assert "Must it print labels?" in printed
    assert "Yes, on rolls." in printed
    assert "In Rome." in printed
    assert "Two" in printed
    assert "stand-by" not in printed
    assert "urora" not in printed
    assert page.iso_date == "2026-12-10"


@pytest.mark.parametrize("where", ["title: A CRM", "In Rome.", "name: Two"])
def test_no_page_is_given_that_names_who_asked_anywhere(folder, where):
    """The guard looks at what is printed, not only at the texts of questions."""
    add(folder)
    api.answer_question(load(folder), "Q-2", "Yes.", hand=HAND)
    path = folder / "all.yaml"
    path.write_text(path.read_text().replace(where, where + " of Aurora CRM"), encoding="utf-8")
    page, findings = api.answers_document(load(folder), "en")
    assert page is None
    assert "CDC570" in [finding.code for finding in findings]


def test_without_answers_there_is_no_page(folder):
    path = folder / "all.yaml"
    path.write_text(path.read_text().replace(", answer: In Rome., answered: 2026-12-01", ""), encoding="utf-8")
    written, findings = api.write_answers(load(folder), languages=["en"], formats=["md"], out=folder / "build")
    assert (written, [finding.code for finding in findings]) == ([], ["CDC576"])


def test_the_sheet_goes_out_with_the_log_and_comes_back_with_answers_and_new_questions(folder):
    add(folder, asked_as="Labels?")
    book = load_workbook(io.BytesIO(api.question_sheet(load(folder), "en")))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    row = next(row for row in page.iter_rows(min_row=2) if row[0].value == "Q-2")
    row[heads["Answer"] - 1].value = "On rolls."
    row[heads["Answered on"] - 1].value = dt.date(2026, 12, 11)
    new = page[5]
    for head, value in {"Text": "May it run offline?", "By": "Borealis SAS", "Lots": "LOT-1, LOT-2"}.items():
        new[heads[head] - 1].value = value
    file = folder / "back.xlsx"
    book.save(file)
    done = api.import_questions(load(folder), file, "en", hand=HAND)
    assert (done.ids, done.findings) == (("Q-2", "Q-3"), ())
    first, second, third = load(folder).specification.questions
    assert (second.answer, second.answered, second.asked_as) == ("On rolls.", dt.date(2026, 12, 11), "Labels?")
    assert (third.text, third.by, third.lots, third.open) == (
        "May it run offline?",
        "Borealis SAS",
        ("LOT-1", "LOT-2"),
        True,
    )
    assert first.answer == "In Rome."
    again = api.import_questions(load(folder), file, "en", hand=HAND)
    assert again.ids == ()  # nothing new: a row without id is the question it says again


def test_after_publication_each_question_and_answer_is_in_the_journal(folder):
    api.publish(load(folder), hand=HAND)
    add(folder)
    api.answer_question(load(folder), "Q-2", "Yes.", hand=HAND)
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert [(line["act"], line["facts"].get("ids")) for line in lines[1:]] == [
        ("question", ["Q-2"]),
        ("answer", ["Q-2"]),
    ]
    assert list(lines[2]["made"]) == ["questions/Q-2.yaml"]
    assert "urora" not in (folder / "journal.jsonl").read_text()


def test_after_the_bids_are_opened_no_answer_is_given(folder):
    api.publish(load(folder), hand=HAND)
    add(folder)
    api.close(load(folder), reason="All are in", hand=HAND)
    assert api.open_envelopes(load(folder), hand=HAND).findings == ()
    done = api.answer_question(load(folder), "Q-2", "Yes.", hand=HAND)
    assert (done.ids, [finding.code for finding in done.findings]) == ((), ["CDC531"])
    assert load(folder).specification.questions[-1].answer is None


def test_the_commands(folder):
    done = RUN.invoke(
        app, ["--lang", "en", "questions", "add", "Must it print?", "--asker", "Aurora", "-p", str(folder)]
    )
    assert (done.exit_code, done.output) == (0, "kept: Q-2\n")
    done = RUN.invoke(app, ["--lang", "en", "questions", "answer", "Q-2", "Yes.", "-p", str(folder)])
    assert done.exit_code == 0, done.output
    done = RUN.invoke(app, ["--lang", "en", "questions", "write", str(folder), "-f", "md", "-l", "en"])
    assert done.exit_code == 0, done.output
    assert "Must it print?" in (folder / "build" / "questions.en.md").read_text(encoding="utf-8")
    done = RUN.invoke(app, ["--lang", "en", "questions", "answer", "Q-1", "No.", "-p", str(folder)])
    assert done.exit_code == 1
    assert "CDC575" in done.output
