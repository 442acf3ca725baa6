"""An amendment has a number and a reason, leaves the declared days, tells vendors what changed and nothing else."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from cdc import api, files
from cdc.cli.app import app
from cdc.model.tender import Tender
from cdc.render import markdown
from cdc.tender import amendment, publication
from tests.grids import Grid

RUN = CliRunner()
NOW = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)  # a Monday
HAND = api.Hand("Chiara", NOW)
ROME = dt.timezone(dt.timedelta(hours=1))
PAGE = """\
document: {title: A CRM, reference: R-1, version: "1.0", date: 2026-11-25, languages: [en]}
company: {name: Acme, sector: Trade}
tender:
  id: T-1
  procedure: open
  salt: abc
  deadline: 2027-02-01T12:00:00+01:00   # agreed with the board
  amendment_days: 10
evaluation: {publish_weights: none}
scales:
  - {id: SC, name: Cover, answers: [{id: Y, label: yes it does, points: 1}, {id: N, label: no, points: 0}]}
criteria:
  - {id: CR-A, name: Functions, kind: features, weight: 60, covers: [features]}
  - {id: CR-P, name: Price, kind: price, weight: 40}
features:
  - {id: F-1, title: Print, statement: It shall print within 20 seconds., priority: essential}
  - {id: F-2, title: Scan, statement: It shall scan., weight: 3}
  - {id: F-3, title: Copy, statement: It shall copy.}
price_lines: [{id: PL-1, name: Licences, quantity: 10}]
risks: [{id: R-1, text: The last vendor fails again and again}]
questions:
  - {id: Q-1, text: How fast?, by: Aurora CRM, answer: Faster., answered: 2027-01-03, refers_to: [F-1]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "all.yaml").write_text(PAGE, encoding="utf-8")
    api.publish(load(tmp_path), hand=api.Hand("Chiara", NOW - dt.timedelta(days=30)))
    return tmp_path


def load(folder):
    loaded, findings = api.load(folder)
    assert loaded is not None, findings
    return loaded


def edit(folder, *pairs):
    path = folder / "all.yaml"
    text = path.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return load(folder)


CHANGES = (
    ("20 seconds", "15 seconds"),
    ("  - {id: F-3, title: Copy, statement: It shall copy.}", "  - {id: F-4, title: Fax, statement: It shall fax.}"),
    ("weight: 3}", "weight: 4}"),
    ("The last vendor fails again and again", "The last vendor fails for ever and ever"),
)


def test_it_has_the_next_number_and_keeps_what_was_published(folder):
    done = api.amend(edit(folder, *CHANGES), "Measured anew", hand=HAND)
    assert (done.findings, done.extended) == ((), None)
    first, second = publication.history(folder)
    assert (first.number, second.number, second.reason, second.by) == (0, 1, "Measured anew", "Chiara")
    assert (first.form != second.form, first.rules != second.rules) == (True, True)
    act = json.loads((folder / "journal.jsonl").read_text().splitlines()[1])
    assert (act["act"], act["facts"]["number"], act["facts"]["reason"]) == ("amend", 1, "Measured anew")


def test_its_page_says_what_changed_by_id_and_word_and_nothing_that_is_kept_back(folder):
    api.amend(edit(folder, *CHANGES), "Measured anew", hand=HAND)
    page = api.amendment_document(load(folder), 1, "en")
    text = markdown.render(page)
    assert page.kind == "Amendment No. 1"
    assert "It shall print within **20** seconds." in text
    assert "It shall print within **15** seconds." in text
    assert "F-3" in text
    assert "Fax" in text
    assert "withdrawn" in text
    assert "Q-1" in text
    assert "grid update" in text
    first, second = publication.history(folder)
    assert f"{first.form} → {second.form}" in text
    assert "Weight" not in text  # weights are not published in this tender
    assert "vendor fails" not in text
    assert "urora" not in text


def test_with_the_rules_alone_changed_vendors_need_no_new_answers(folder):
    api.amend(edit(folder, ("evaluation: {", "evaluation: {missing: zero, ")), "Clearer", hand=HAND)
    text = markdown.render(api.amendment_document(load(folder), 1, "en"))
    assert "stay good" in text
    assert "grid update" not in text


@pytest.mark.parametrize(
    ("deadline", "now", "days", "needed"),
    [
        ("2027-02-01T12:00:00+01:00", NOW, 10, None),
        ("2027-01-14T10:00:00+01:00", NOW, 10, None),  # ten days to the minute
        ("2027-01-14T09:59:00+01:00", NOW, 10, dt.datetime(2027, 1, 15, 9, 59, tzinfo=ROME)),
        ("2027-01-08T12:00:00+01:00", NOW, 10, dt.datetime(2027, 1, 14, 12, tzinfo=ROME)),
        ("2027-01-08T12:00:00+01:00", NOW, 5, dt.datetime(2027, 1, 11, 12, tzinfo=ROME)),  # a Saturday is no deadline
        ("2027-01-08T12:00:00+01:00", NOW, None, None),
    ],
)
def test_the_deadline_that_the_declared_days_ask_for(deadline, now, days, needed):
    tender = Tender.model_validate({"id": "T", "procedure": "open", "deadline": deadline, "amendment_days": days})
    assert amendment.needed_deadline(tender, now) == needed


def test_too_few_days_are_refused_unless_the_deadline_may_be_moved(folder):
    late = api.Hand("Chiara", dt.datetime(2027, 1, 25, 9, tzinfo=dt.UTC))
    own = edit(folder, *CHANGES)
    for done in (api.amend(own, "Late", hand=late), api.publish(own, amend="Late", hand=late)):
        assert [(f.code, str(f.place)) for f in done.findings] == [("CDC578", "all.yaml:7:13")]
    done = api.amend(own, "Late", extend=True, hand=late)
    assert (done.findings, done.extended) == ((), dt.datetime(2027, 2, 4, 12, tzinfo=ROME))
    assert "deadline: 2027-02-04T12:00:00+01:00   # agreed with the board\n" in (folder / "all.yaml").read_text()
    text = markdown.render(api.amendment_document(load(folder), 1, "en"))
    assert "**4 February 2027" in text


def test_a_reason_that_names_who_asked_publishes_nothing(folder):
    own = edit(folder, *CHANGES)
    before = (folder / "journal.jsonl").read_bytes()
    done = api.amend(own, "As Aurora CRM asked", hand=HAND)
    assert [finding.code for finding in done.findings] == ["CDC590"]
    assert (folder / "journal.jsonl").read_bytes() == before


def test_what_is_free_to_change_is_no_amendment(folder):
    done = api.amend(edit(folder, CHANGES[-1]), "Nothing", hand=HAND)
    assert [finding.code for finding in done.findings] == ["CDC579"]
    assert [one.number for one in publication.history(folder)] == [0]


def test_a_tender_that_is_not_published_is_not_amended(tmp_path):
    (tmp_path / "all.yaml").write_text(PAGE, encoding="utf-8")
    assert [finding.code for finding in api.amend(load(tmp_path), "x", hand=HAND).findings] == ["CDC577"]


def test_the_example_can_be_amended_with_all_the_files_that_it_names(project):
    assert api.publish(load(project), hand=HAND).findings == ()
    kept = {path.name for path in publication.sources(project, 0).rglob("*") if path.is_file()}
    assert {"tender.yaml", "visit.svg", "rights.csv"} <= kept
    assert not api.since_publication(load(project))


def test_the_command_writes_page_answers_and_workbooks_to_which_answers_move(folder):
    (blank,) = api.grid_workbooks(load(folder), ("en",)).values()
    grid = Grid(blank)
    for line in grid.lines("requirements").values():
        line["answer"].value = "Y · yes it does"
    files.write_atomic(folder / "build" / "filled.xlsx", grid.bytes())
    edit(folder, *CHANGES)
    shown = RUN.invoke(app, ["--lang", "en", "amend", "-p", str(folder)])
    assert (shown.exit_code, "[-20-]{+15+}" in shown.output) == (1, True)
    done = RUN.invoke(app, ["--lang", "en", "amend", "Measured anew", "--extend", "-p", str(folder), "-f", "md"])
    assert done.exit_code == 0, done.output
    assert "amendment 1: Measured anew" in done.output
    names = {path.name for path in (folder / "build").iterdir()}
    assert names == {"filled.xlsx", "amendment-1.en.md", "questions.en.md", "response.en.xlsx"}
    moved = api.update_grid(folder / "build" / "filled.xlsx", folder / "build" / "response.en.xlsx").moved
    assert [[line.id for line in moved.of(fate)] for fate in ("review", "new", "withdrawn")] == [
        ["F-1"],
        ["F-4"],
        ["F-3"],
    ]
    again = RUN.invoke(app, ["--lang", "en", "amend", "--number", "1", "-p", str(folder), "-f", "md"])
    assert again.exit_code == 0, again.output
