"""What vendors are sent: each language whole, looked through, held by the journal; nothing unsound is published."""

import hashlib
import re

import pytest

from cdc import api, files
from cdc.errors import RefusedError
from cdc.tender import record
from tests import small_tender as small

TWO = ("salt: 5f1c9d3ab7e24680, languages: [en]", "salt: 5f1c9d3ab7e24680, languages: [en, fr]")
ANNEX = ("board:\n", "annexes:\n- {id: A-1, title: Plan, file: plan.md}\nboard:\n")
BUDGET = ("budget: {currency: EUR,", "budget: {currency: EUR, ceiling: 98765,")


def published(root, *changes, day=-30.0):
    done = api.publish(small.write(root, *changes), hand=small.hand(day))
    assert done.findings == ()
    return done.project


def issue(project, day=-30.0, formats=("md",)):
    return api.write_package(project, formats=formats, hand=small.hand(day))


def acts(project):
    return [entry.act for entry in api.log(project).entries]


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    root = tmp_path_factory.mktemp("issued") / "p"
    root.mkdir()
    (root / "plan.md").write_text("The plan.", encoding="utf-8")
    project = published(root, TWO, ANNEX)
    return project, issue(project)


def test_each_language_has_its_documents_workbooks_rules_annexes_and_checksums(issued):
    project, written = issued
    base = project.root / "published/0/package"
    names = {path.relative_to(base).as_posix() for path in written}
    wanted = ("specification.{}.md", "rules.{}.md", "response-technical.{}.xlsx", "response-price.{}.xlsx", "plan.md")
    for language in ("en", "fr"):
        assert {f"{language}/{name.format(language)}" for name in (*wanted, "README.{}.html", "SHA256SUMS")} <= names
    assert len(names) == 14
    assert "Comment les offres sont comparées" in (base / "fr/rules.fr.md").read_text(encoding="utf-8")
    assert not any("DRAFT" in path.read_text(encoding="utf-8") for path in base.glob("*/*.md"))


def test_the_checksums_are_those_of_all_the_other_files(issued):
    for folder in (issued[0].root / "published/0/package").iterdir():
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        sums = dict(reversed(line.split("  ", 1)) for line in lines)
        assert sums == {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file() and path.name != "SHA256SUMS"
        }


def test_the_page_to_be_read_first_names_every_file_the_deadline_and_the_form(issued):
    folder = issued[0].root / "published/0/package/en"
    page = re.sub("<[^>]+>", " ", (folder / "README.en.html").read_text(encoding="utf-8").partition("<body")[2])
    for path in folder.rglob("*"):
        assert path.name in page or path.name.startswith("README"), path
    for told in ("22 January 2027, 12:00", issued[0].publication.form, issued[0].publication.rules, "no price in the"):
        assert told in page, told


def test_the_journal_holds_what_was_issued_and_the_same_again_is_no_new_act(issued):
    project, written = issued
    held = record.standing(record.read(project.root)[0])
    for path in written:
        assert held[path.relative_to(project.root).as_posix()] == files.sha256_of(path)
    before = acts(project)
    assert before == ["publish", "issue"]
    assert issue(small.load(project.root), day=-3) == written
    assert acts(project) == before
    assert api.verify(project, hand=small.hand(-2)).findings == ()


def test_other_formats_replace_the_earlier_ones_and_nothing_is_issued_once_bids_are_closed(tmp_path):
    project = published(tmp_path)
    issue(project, formats=("md", "html"))
    written = issue(project, day=-29)
    folder = tmp_path / "published/0/package"
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(written)
    assert acts(project) == ["publish", "issue", "issue"]
    with pytest.raises(RefusedError) as refused:
        issue(project, day=1, formats=("html",))
    assert [finding.code for finding in refused.value.findings] == ["CDC531"]
    assert issue(project, day=1) == written


def test_a_package_with_a_secret_is_not_written(tmp_path):
    (tmp_path / "plan.md").write_text("We can spend 98,765.00 EUR.", encoding="utf-8")
    project = published(tmp_path, ANNEX, BUDGET)
    with pytest.raises(RefusedError) as refused:
        issue(project)
    assert [(finding.code, finding.place.file) for finding in refused.value.findings] == [("CDC590", "plan.md")]
    assert not (tmp_path / "published/0/package").exists()
    assert acts(project) == ["publish"]


def test_the_package_of_an_amendment_tells_what_changed_and_what_was_answered(tmp_path):
    published(tmp_path)
    asked = {"text": "Which paper?", "by": "Acme", "answer": "White.", "answered": "2027-01-05"}
    assert api.add_question(small.load(tmp_path), asked, hand=small.hand(-20)).ids == ("Q-1",)
    path = tmp_path / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("prints.", "prints twice."), encoding="utf-8")
    project = api.amend(small.load(tmp_path), "see Q-1", hand=small.hand(-19)).project
    names = {file.relative_to(tmp_path).as_posix() for file in issue(project, day=-19)}
    assert {f"published/1/package/en/{name}.en.md" for name in ("amendment-1", "questions", "specification")} <= names
    text = (tmp_path / "published/1/package/en/questions.en.md").read_text(encoding="utf-8")
    assert "White." in text
    assert "Acme" not in text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("weight: 50", "weight: 55"), "CDC213"),
        (("board:\n", "questions:\n- {id: Q-1, text: How?, open: true, refers_to: [F-1]}\nboard:\n"), "CDC933"),
    ],
)
def test_what_check_finds_wrong_or_what_is_open_is_not_published(tmp_path, change, code):
    done = api.publish(small.write(tmp_path, change), hand=small.hand(-30))
    assert code in [finding.code for finding in done.findings]
    assert not (tmp_path / "published").exists()


def test_an_open_question_about_nothing_that_is_asked_holds_nothing_up(tmp_path):
    open_ = ("board:\n", "questions:\n- {id: Q-1, text: How?, open: true, visibility: internal}\nboard:\n")
    assert acts(published(tmp_path, open_)) == ["publish"]
