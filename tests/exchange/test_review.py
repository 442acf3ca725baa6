"""A specification commented in a word processor gives its comments and changes back by requirement."""

import io
import json
import re
import subprocess
import zipfile

import pytest
from typer.testing import CliRunner

from cdc import api, yaml
from cdc.cli.app import app
from cdc.errors import NotAWordFileError
from cdc.exchange import review
from cdc.render import word
from tests.conftest import EXAMPLE


@pytest.fixture(scope="module")
def written():
    loaded, _ = api.load(EXAMPLE)
    return word.render(api.documents(loaded, language="en")[0])


def converted(folder, name, kind):
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", kind, "--outdir", str(folder), str(folder / name)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def commented(text, id_, author, note):
    """Put LibreOffice's own comment round an id."""
    number, mark = f"c{author}", f'text:name="id_{id_.replace("-", "_")}"/>'
    start, end = f"<text:bookmark-start {mark}", f"<text:bookmark-end {mark}"
    assert (text.count(start), text.count(end)) == (1, 1)
    body = f"<dc:creator>{author}</dc:creator><dc:date>2027-01-02T10:00:00</dc:date><text:p>{note}</text:p>"
    text = text.replace(start, f'<office:annotation office:name="{number}">{body}</office:annotation>{start}')
    return text.replace(end, f'{end}<office:annotation-end office:name="{number}"/>')


def reviewed_in_libreoffice(folder, content):
    """Open in LibreOffice, comment a requirement and a row, insert with changes recorded, save as Word."""
    (folder / "in.docx").write_bytes(content)
    converted(folder, "in.docx", "fodt")
    text = (folder / "in.fodt").read_text(encoding="utf-8")
    text = commented(text, "F-ACC-02", "Ada", "Which fields? &quot;All&quot; is too much")
    text = commented(text, "A-ERP", "Bruno", "Until when?")
    end = '<text:bookmark-end text:name="id_F_ACC_03"/>'
    assert text.count(end) == 1
    text = text.replace(
        end, f'{end}<text:change-start text:change-id="ct1"/> by phone<text:change-end text:change-id="ct1"/>'
    )
    region = (
        '<text:tracked-changes><text:changed-region xml:id="ct1" text:id="ct1"><text:insertion><office:change-info>'
        "<dc:creator>Cleo</dc:creator><dc:date>2027-01-03T10:00:00</dc:date></office:change-info></text:insertion>"
        "</text:changed-region></text:tracked-changes>"
    )
    text = re.sub(r"(<office:text\b[^>]*>)", lambda found: found[1] + region, text, count=1)
    (folder / "out.fodt").write_text(text, encoding="utf-8")
    converted(folder, "out.fodt", "docx:MS Word 2007 XML")
    return (folder / "out.docx").read_bytes()


@pytest.mark.libreoffice
def test_a_file_commented_in_libreoffice_gives_its_comments_back_by_id(tmp_path, written):
    assert review.read_review("clean.docx", written) == ()
    (tmp_path / "reviewed.docx").write_bytes(reviewed_in_libreoffice(tmp_path, written))
    found = api.comments(tmp_path / "reviewed.docx")
    assert {(r.id, r.kind, r.author, r.date[:10], r.about, r.text) for r in found} == {
        ("F-ACC-02", "comment", "Ada", "2027-01-02", "F-ACC-02", 'Which fields? "All" is too much'),
        ("A-ERP", "comment", "Bruno", "2027-01-02", "A-ERP", "Until when?"),
        ("F-ACC-03", "insertion", "Cleo", "2027-01-03", "", "by phone"),
    }
    assert len(found) == 3
    assert all(remark.chapter for remark in found)


def with_parts(written, **parts):
    """Give the Word file with some text of its document replaced, and comments added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            if name != "word/document.xml" or "document" not in parts:
                copy.writestr(name, source.read(name))
        for name, text in parts.items():
            copy.writestr(f"word/{name}.xml", text)
    return target.getvalue()


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body):
    return f"<w:document {SPACE}><w:body>{body}</w:body></w:document>"


def paragraph(text, style="BodyText", mark=""):
    inner = (
        f'<w:bookmarkStart w:id="9" w:name="id_X"/><w:r><w:t>{mark}</w:t></w:r><w:bookmarkEnd w:id="9"/>'
        if mark
        else ""
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}{text}</w:p>'


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


NOTES = f"""<w:comments {SPACE}>
<w:comment w:id="1" w:author="Ada" w:date="2027-01-02T10:00:00Z"><w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p></w:comment>
<w:comment w:id="2" w:author="Bo"><w:p><w:r><w:t>whole card</w:t></w:r></w:p></w:comment>
<w:comment w:id="3" w:author="Cy"><w:p><w:r><w:t>lost</w:t></w:r></w:p></w:comment>
<w:comment w:id="4" w:author="Di"><w:p><w:r><w:t>on prose</w:t></w:r></w:p></w:comment>
</w:comments>"""

BODY = (
    paragraph(run("Features"), "Heading1")
    + paragraph('<w:commentRangeStart w:id="2"/>' + run("Accounts"), "RequirementEssential", mark="F-1")
    + paragraph(run("The solution ") + '<w:del w:id="7" w:author="Ada" w:date="2027-01-02T10:00:00Z"><w:r><w:delText>may</w:delText></w:r></w:del><w:ins w:id="8" w:author="Ada"><w:r><w:t>sh</w:t></w:r></w:ins><w:ins w:id="6" w:author="Ada"><w:r><w:t>all</w:t></w:r></w:ins>' + run(" keep ") + '<w:commentRangeStart w:id="1"/>' + run("fields") + '<w:commentRangeEnd w:id="1"/>', "RequirementText")
    + paragraph(run("Weight") + '<w:commentRangeEnd w:id="2"/>', "RequirementFact")
    + paragraph('<w:r><w:commentReference w:id="4"/></w:r>' + run("Prose after the card"))
    + "<w:tbl><w:tr><w:tc>" + paragraph("", mark="A-1") + "</w:tc><w:tc>"
    + paragraph('<w:ins w:id="5" w:author="Bo"><w:r><w:t>in a row</w:t></w:r></w:ins>') + "</w:tc></w:tr></w:tbl>"
)  # fmt: skip


def test_every_remark_stands_at_its_entry(written):
    content = with_parts(written, document=document(BODY), comments=NOTES)
    assert [(r.id, r.chapter, r.kind, r.author, r.date, r.about, r.text) for r in review.read_review("r.docx", content)] == [
        ("F-1", "Features", "comment", "Bo", "", "Accounts The solution shall keep fields Weight", "whole card"),
        ("F-1", "Features", "deletion", "Ada", "2027-01-02T10:00:00Z", "", "may"),
        ("F-1", "Features", "insertion", "Ada", "", "", "shall"),
        ("F-1", "Features", "comment", "Ada", "2027-01-02T10:00:00Z", "fields", "one\ntwo"),
        ("", "Features", "comment", "Di", "", "", "on prose"),
        ("A-1", "Features", "insertion", "Bo", "", "", "in a row"),
        ("", "", "comment", "Cy", "", "", "lost"),
    ]  # fmt: skip


def test_remarks_are_printed_as_text_yaml_and_json(tmp_path, written):
    path = tmp_path / "r.docx"
    path.write_bytes(with_parts(written, document=document(BODY), comments=NOTES))
    text = CliRunner().invoke(app, ["--lang", "fr", "comments", str(path)])
    assert text.exit_code == 0
    assert "F-1\n  commentaire sur « Accounts The" in re.sub("[\u00a0\u202f]", " ", text.output)
    found = yaml.read("r.yaml", CliRunner().invoke(app, ["comments", str(path), "-f", "yaml"]).output.encode()).data
    data = json.loads(CliRunner().invoke(app, ["comments", str(path), "-f", "json"]).output)
    assert [remark["text"] for remark in found["remarks"]] == [remark["text"] for remark in data["remarks"]]
    assert len(data["remarks"]) == 7
    path.write_bytes(written)
    assert "no comments" in CliRunner().invoke(app, ["--lang", "en", "comments", str(path)]).output
    assert yaml.read("r.yaml", CliRunner().invoke(app, ["comments", str(path), "-f", "yaml"]).output.encode()).data == {
        "remarks": []
    }


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "broken",
    [
        lambda written: b"", lambda written: b"%PDF-1.7", lambda written: written[: len(written) // 2],
        lambda written: with_parts(written, document=BOMB + document(paragraph("&b;"))),
        lambda written: with_parts(written, document=document("<w:p>")),
        lambda written: with_parts(written, document=document(BODY), comments="<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"),
    ],
    ids=["empty", "pdf", "half", "bomb", "unclosed", "outside"],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(tmp_path, written, broken):
    path = tmp_path / "r.docx"
    path.write_bytes(broken(written))
    with pytest.raises(NotAWordFileError):
        api.comments(path)
    done = CliRunner().invoke(app, ["--lang", "en", "comments", str(path)])
    assert (done.exit_code, "cannot be read as a Word document" in done.output) == (2, True)
    assert CliRunner().invoke(app, ["comments", str(tmp_path / "none.docx")]).exit_code == 2
