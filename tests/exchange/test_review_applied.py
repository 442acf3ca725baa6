"""Tracked changes of our own Word file go into the author's texts, where those are still the ones that were reviewed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.project.wording import reworded
from tests.exchange.small import project_in
from tests.exchange.test_review_kinds import changed

STATEMENT = "The solution shall export lists."


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The Word file of the small specification, in English."""
    folder = project_in(tmp_path_factory.mktemp("printed"))
    loaded, findings = api.load(folder)
    assert loaded is not None, findings
    return api.print_document(api.documents(loaded, language="en")[0], "docx")


@pytest.fixture
def small(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    return project_in(folder)


def reviewed(path, printed, *edits):
    """Write the Word file with runs replaced: each edit is a run, or its text, and what stands there now."""
    stream = io.BytesIO(printed)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                for old, new in edits:
                    run = (old if old.startswith("<") else put(old)).encode()
                    assert text.count(run) == 1, old
                    text = text.replace(run, new.encode())
            copy.writestr(name, text)
    return path


def put(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def applied(project, file, *more):
    done = CliRunner().invoke(app, ["--lang", "en", "comments", str(file), "--apply", "-p", str(project), *more])
    return done.exit_code, done.output


BETTER = put("The solution shall ") + changed("del", "export") + changed("ins", "import and export") + put(" lists.")


def test_a_wording_goes_into_its_line_after_the_difference_is_shown(small, tmp_path, printed):
    before = (small / "spec.yaml").read_text(encoding="utf-8")
    file = reviewed(tmp_path / "r.docx", printed, (STATEMENT, BETTER))
    code, output = applied(small, file)
    shown = [
        "spec.yaml:23:14 features.F-2.statement (en)",
        f"  - {STATEMENT}",
        "  + The solution shall import and export lists.",
    ]
    assert (code, output.splitlines()) == (0, [*shown, "1 text written"])
    after = (small / "spec.yaml").read_text(encoding="utf-8")
    assert after == before.replace("shall export lists.", "shall import and export lists.")
    code, output = applied(small, file)
    assert (code, "CDC296" in output, "0 texts written" in output) == (1, True, True)
    assert (small / "spec.yaml").read_text(encoding="utf-8") == after


def test_a_text_that_has_changed_since_is_refused(small, tmp_path, printed):
    path = small / "spec.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("shall export lists", "shall export tables"), encoding="utf-8")  # fmt: skip
    before = path.read_bytes()
    code, output = applied(small, reviewed(tmp_path / "r.docx", printed, (STATEMENT, BETTER)))
    assert (code, "r.docx: CDC296 warning: the text of F-2 is not the one that was reviewed" in output) == (1, True)
    assert path.read_bytes() == before


def test_only_the_ids_named_are_taken(small, tmp_path, printed):
    folded = "The solution shall show every page within 2 s."
    edits = [(STATEMENT, BETTER), (folded, put(folded[:-4]) + changed("del", "2 s.") + changed("ins", "1 s."))]
    file = reviewed(tmp_path / "r.docx", printed, *edits)
    assert applied(small, file, "--only", "F-1")[0] == 0
    text = (small / "spec.yaml").read_text(encoding="utf-8")
    assert "  statement: >-\n    The solution shall show every page\n    within 1 s.\n\n  priority" in text
    assert STATEMENT in text


def test_a_text_in_another_language_is_changed_in_that_language(small, tmp_path):
    path = small / "spec.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Half", "title: {en: Half, fr: Demi}"), encoding="utf-8")  # fmt: skip
    loaded, _ = api.load(small)
    french = api.print_document(api.documents(loaded, language="fr")[0], "docx")
    file = tmp_path / "r.docx"
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Demi</w:t></w:r>'
    reviewed(file, french, (bold, changed("del", "Demi") + changed("ins", "Moitié")))
    assert applied(small, file) == (
        0,
        "spec.yaml:22:25 features.F-2.title (fr)\n  - Demi\n  + Moitié\n1 text written\n",
    )
    assert "title: {en: Half, fr: Moitié}" in path.read_text(encoding="utf-8")


def test_a_text_is_not_emptied(small, tmp_path, printed):
    before = (small / "spec.yaml").read_bytes()
    code, output = applied(small, reviewed(tmp_path / "r.docx", printed, (STATEMENT, changed("del", STATEMENT))))
    assert (code, "CDC298" in output) == (1, True)
    assert (small / "spec.yaml").read_bytes() == before


CASES = {
    "a word": ("It shall stop.", "It shall stop.", "It must stop.", "It must stop."),
    "inside a line with a label": ("Ten pages", "Check · Ten pages — test", "Check · Twelve pages — test", "Twelve pages"),
    "the label itself": ("Ten pages", "Check · Ten pages", "Test · Ten pages", None),
    "at the end": ("Ten pages", "Ten pages", "Ten pages or more", "Ten pages or more"),
    "at the start": ("ten pages", "ten pages", "All ten pages", "All ten pages"),
    "blanks of the author": ("a\n  b c", "a b c", "a b d", "a\n  b d"),
    "no-break space": ("à 5\u00a0% au plus", "à 5\u00a0% au plus", "à 5\u00a0% au moins", "à 5\u00a0% au moins"),
    "beside emphasis": ("It **shall** stop.", "It shall stop.", "It shall go.", "It **shall** go."),
    "emphasis itself": ("It **shall** stop.", "It shall stop.", "It may stop.", None),
    "second paragraph": ("One.\n\nTwo is.", "Two is.", "Two was.", "One.\n\nTwo was."),
    "line end of a block": ("One.\nTwo.\n", "One. Two.", "One. Three.", "One.\nThree.\n"),
    "cut in two": ("One. Two.", "One. Two.", "One. And\nTwo.", None),
    "two joined": ("One.\n\nTwo.", "One.\nTwo.", "One. Two.", None),
    "other text": ("It shall stop.", "It shall go.", "It shall run.", None),
    "nothing changed": ("It shall stop.", "It shall stop.", "It shall stop.", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "before", "after", "wanted"), CASES.values(), ids=CASES)
def test_a_change_of_a_paragraph_is_carried_into_the_text(text, before, after, wanted):
    found = reworded(text, before, after)
    assert (found.text if found else None) == wanted


WORD = st.text("abc.,é", min_size=1, max_size=4)
BLANK = st.sampled_from([" ", "  ", "\n", "\u00a0"])


@given(st.lists(st.tuples(BLANK, WORD), min_size=1, max_size=8), st.lists(WORD, min_size=1, max_size=8))
def test_a_text_carried_over_says_the_new_words_and_keeps_the_blanks_before_the_change(own, new):
    text = "".join(blank + word for blank, word in own).strip()
    before, after = " ".join(text.split()), " ".join(new)
    found = reworded(text, before, after)
    if before.split() == new:
        assert found is None
    else:
        assert found.text.split() == new
