"""The award file: every document in every language, and no letter that tells a vendor what belongs to another."""

import datetime as dt
import io
import json
import re
import shutil
import zipfile
import zlib

import pytest
from pypdf import PdfReader

from cdc import api
from cdc.words import LANGUAGES
from tests.conftest import EXAMPLE
from tests.printed import pages

VENDORS = ("aurora", "borealis", "cometa", "delta")


def token(vendor, field):
    return f"zq{vendor}{field}qz"


@pytest.fixture(scope="module", autouse=True)
def _readings_are_made_up():
    """The marked readings say what no file says: here it matters who learns it, elsewhere (CDC523) that it is noticed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cdc.api.evidence.edited", lambda *_: iter(()))
        yield


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The example with four bids, a unique word in every field of every bid and in every reason."""
    project = tmp_path_factory.mktemp("award") / "project"
    shutil.copytree(EXAMPLE, project)
    loaded, _ = api.load(project)
    for vendor in VENDORS:
        answer = project / "attachments" / "answers" / vendor / "response.xlsx"
        api.receive(loaded, vendor, [answer], hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC)))
        reading = project / "bids" / vendor / "1" / "reading.json"
        data = json.loads(reading.read_text(encoding="utf-8"))
        data["name"] = token(vendor, "name")
        data["identity"] = {key: token(vendor, f"identity{n}") for n, key in enumerate(data["identity"])}
        for kind in ("answers", "prices", "statements"):
            for n, item in enumerate(data[kind]):
                for key in ("comment", "evidence", "typed"):
                    if key in item:
                        item[key] = token(vendor, f"{kind}{key}{n}")
        reading.write_text(json.dumps(data), encoding="utf-8")
    for path in (project / "scores").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        marks = (f"{path.stem}{n}" for n in range(999))
        text = re.sub(
            r'vendor: (\w+)(.*?)reason: "[^"]*"',
            lambda m, marks=marks: f'vendor: {m[1]}{m[2]}reason: "{token(m[1], f"reason{next(marks)}")}"',
            text,
        )
        path.write_text(text, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def scored(marked):
    loaded, _ = api.load(marked)
    return api.score(loaded)


def words_in(path):
    """Give all that stands in a file: text, unzipped parts, PDF text and decompressed streams."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        texts = ["".join(page.split()) for page in pages(content)]
        for raw in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            try:
                texts.append(zlib.decompress(raw.rstrip(b"\r\n")).decode("latin-1"))
            except zlib.error:
                texts.append(raw.decode("latin-1"))
        return "\n".join([*texts, str(PdfReader(io.BytesIO(content)).metadata)])
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return content.decode("utf-8")


def written(spec, scored, folder, forms, out):
    """Print the documents of one folder of the award file."""
    out.mkdir()
    paths = []
    for where, document in api.award_documents(scored, "en"):
        for form in forms if where == folder else ():
            paths.append(out / f"{document.name}.en.{form}")
            paths[-1].write_bytes(api.print_document(document, form))
    return sorted(paths)


def found(text):
    return {(vendor, field) for vendor in VENDORS for field in re.findall(rf"zq{vendor}(\w+?)qz", text)}


@pytest.mark.parametrize("debrief", ["own_only", "winner_total", "winner_criteria"])
def test_no_letter_holds_what_belongs_to_another_vendor(marked, tmp_path, debrief):
    project = tmp_path / "project"
    shutil.copytree(marked, project)
    path = project / "tender.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("debrief: winner_criteria", f"debrief: {debrief}"), encoding="utf-8"
    )
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    for reading in (project / "bids").glob("*/1/reading.json"):  # as if the bids had answered this form
        data = json.loads(reading.read_text(encoding="utf-8"))
        reading.write_text(json.dumps(data | {"form": loaded.form}), encoding="utf-8")
    scored = api.score(loaded)
    forms = ("pdf", "docx", "html", "md") if debrief == "winner_criteria" else ("docx", "md")
    winner = scored.ranking.bids[0].vendor
    letters = written(loaded.specification, scored, "letters", forms, tmp_path / "out")
    assert len(letters) == 4 * len(forms)
    for letter in letters:
        vendor = re.match(r"(?:award|debrief)-(\w+)\.", letter.name)[1]
        tokens = found(words_in(letter))
        assert (vendor, "name") in tokens, letter.name
        foreign = {(who, field) for who, field in tokens if who != vendor}
        assert foreign <= {(winner, "name")}, (letter.name, foreign)
        evaluators = [member.name for member in loaded.specification.board if member.name in words_in(letter)]
        assert evaluators == [], letter.name
    texts = {letter.name: words_in(letter) for letter in letters if letter.suffix == ".md"}
    total = f"{float(scored.ranking.bids[0].low):.2f}"
    assert (total in texts["debrief-borealis.en.md"]) == (debrief != "own_only")
    own = f"{float(scored.ranking.bids[0].leaves['CR-FUN'].points[0]):.2f}"
    assert (own in texts["debrief-borealis.en.md"]) == (debrief == "winner_criteria")
    assert own not in texts["debrief-cometa.en.md"]


def test_the_report_holds_all_scores_reasons_and_the_moderation(marked, scored, tmp_path):
    api.write_report(scored, languages=("en",), formats=("md",), out=tmp_path)
    text = (tmp_path / "evaluation-report.en.md").read_text(encoding="utf-8")
    reasons = {
        found_
        for path in (marked / "scores").glob("*.yaml")
        for found_ in re.findall(r"zq\w+?qz", path.read_text(encoding="utf-8"))
    }
    assert len(reasons) > 20
    assert {word for word in reasons if word not in text} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_written_in_every_language(scored, tmp_path, language):
    paths = api.write_award(scored, languages=(language,), formats=("md", "docx"), out=tmp_path)
    names = {path.relative_to(tmp_path).as_posix().split(".")[0] for path in paths}
    assert {
        "evaluation-report",
        "sponsor-view",
        "minutes",
        "letters/award-aurora",
        "letters/debrief-cometa",
        "internal/brief-aurora",
    } <= names
    assert {"internal/demo-aurora", "comparison", "recount"} <= names
    assert api.verdict(scored, language)
    sponsor = (tmp_path / f"sponsor-view.{language}.md").read_text(encoding="utf-8")
    assert "{" not in sponsor
    assert len(sponsor.split("\n")) < 60


def test_the_word_files_keep_the_schema(scored, tmp_path):
    from openxml_audit import OpenXmlValidator

    documents = list(api.award_documents(scored, "ru"))
    assert len(documents) > 10
    for _, document in documents[1:5]:
        path = tmp_path / f"{document.name}.docx"
        path.write_bytes(api.print_document(document, "docx"))
        assert [str(error) for error in OpenXmlValidator().validate(path).errors] == [], document.name


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_one_page_view_is_one_page(scored, language):
    documents = {document.name: document for _, document in api.award_documents(scored, language)}
    assert len(PdfReader(io.BytesIO(api.print_document(documents["sponsor-view"], "pdf"))).pages) == 1
