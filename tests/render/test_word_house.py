"""A house's own Word document: its styles, cover, header and footer carry our text; hostile ones are refused."""

import io
import re
import subprocess
import zipfile

import pytest
from PIL import Image

from cdc import api
from cdc.model.look import Look
from cdc.packs import word_house

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DRAWN = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="900000" cy="300000"/><wp:docPr id="7" name="sign"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="7" name="sign"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:keepNext/><w:spacing w:before="99"/></w:pPr><w:rPr><w:color w:val="AB12CD"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Maison"><w:name w:val="House cover"/><w:basedOn w:val="Standard"/><w:rPr><w:sz w:val="60"/></w:rPr></w:style></w:styles>"""
BODY = (
    '<w:p><w:pPr><w:pStyle w:val="Maison"/></w:pPr><w:r><w:t>HOUSE COVER {{ title }}</w:t></w:r></w:p>'
    f"<w:p>{DRAWN}</w:p><w:p><w:r><w:t>{{{{reference}}}} of {{{{company}}}}, {{{{unknown}}}}</w:t></w:r></w:p>"
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def template(body=BODY, styles=STYLES, more=()):
    """Make a Word document with a cover, a header with a picture, and styles of its own."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    image = io.BytesIO()
    Image.new("RGB", (30, 10), "#ab12cd").save(image, "PNG")
    picture = f'<Relationship Id="rId9" Type="{OFFICE}/image" Target="media/image1.png"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "word/document.xml": f"<w:document {W}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": styles,
        "word/header1.xml": f"<w:hdr {W}><w:p><w:r><w:t>HOUSE HEAD {{{{version}}}}</w:t></w:r>{DRAWN}</w:p></w:hdr>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/header" Target="header1.xml"/>{picture}</Relationships>',
        "word/_rels/header1.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{picture}</Relationships>',
        "word/media/image1.png": image.getvalue(),
        **dict(more),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


@pytest.fixture(scope="module")
def document(example):
    return api.documents(example, language="fr")[0]


def test_styles_cover_and_header_of_the_house_carry_our_text(document):
    content = api.print_document(document, "docx", Look(word=template()))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml, styles = parts["word/document.xml"].decode("utf-8"), parts["word/styles.xml"].decode("utf-8")
    body = xml.split("<w:body>")[1]
    assert body.index("HOUSE COVER Un CRM pour le réseau") < body.index("Versions du document")
    assert "GEL-CRM-2027 of Gelatti S.p.A., {{unknown}}" in body
    assert 'w:val="CoverKind"' not in body
    head = re.search(r'<w:style [^>]*w:styleId="Heading1".*?</w:style>', styles, re.DOTALL)[0]
    assert 'w:val="AB12CD"' in head
    assert "<w:numPr>" in head
    assert "<w:outlineLvl" in head
    cover = re.search(r'<w:style [^>]*w:styleId="(\w+)"[^>]*><w:name w:val="House cover"', styles)[1]
    assert f'w:pStyle w:val="{cover}"' in body
    assert b"HOUSE HEAD 1.2" in parts["word/header1.xml"]
    assert b"house" in parts["word/_rels/header1.xml.rels"]
    assert len([name for name in parts if name.startswith("word/media/house")]) == 2
    assert content == api.print_document(document, "docx", Look(word=template()))


def test_it_stays_a_valid_document(document, openxml_validator, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(api.print_document(document, "docx", Look(word=template())))
    result = openxml_validator.validate(path)
    assert result.errors == []


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_it_opens_with_the_cover_first(document, tmp_path):
    (tmp_path / "a.docx").write_bytes(api.print_document(document, "docx", Look(word=template())))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=180)  # fmt: skip
    first = subprocess.run(
        ["pdftotext", "-l", "1", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    )
    assert "HOUSE COVER" in first.stdout
    assert "Versions du document" not in first.stdout
    second = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    )
    assert "HOUSE HEAD 1.2" in second.stdout
    assert "Versions du document" in second.stdout


def test_without_a_cover_of_its_own_ours_stays(document):
    content = api.print_document(document, "docx", Look(word=template(body="<w:p/>")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"CoverKind" in package.read("word/document.xml")


def damaged():
    """Make a document whose packed styles are broken in the middle."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            package.writestr(name, source.read(name))
    content = bytearray(target.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        at = package.getinfo("word/styles.xml").header_offset + 60
    content[at : at + 40] = b"\xff" * 40
    return bytes(content)


HOSTILE = {
    "damaged": damaged(),
    "no zip": b"hello",
    "half": template()[:200],
    "macros": template(more={"word/vbaProject.bin": b"x"}.items()),
    "controls": template(more={"word/activeX/activeX1.xml": b"<a/>"}.items()),
    "declaration": template(styles="<!DOCTYPE a [<!ENTITY b 'c'>]>" + STYLES),
    "broken": template(styles="<w:styles>"),
    "no styles": template(styles=""),
    "bomb": template(more={f"word/media/{n}.png": b"\0" * 9_000_000 for n in range(8)}.items()),
    "utf-16": template(styles=STYLES.encode("utf-16")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_at_its_key(project, name):
    with pytest.raises(word_house.NotUsableError):
        word_house.read(HOSTILE[name])
    (project / "themes").mkdir()
    (project / "themes" / "house.docx").write_bytes(HOSTILE[name])
    (project / "themes" / "house.yaml").write_text("title: {en: House}\nword: themes/house.docx\n", encoding="utf-8")
    page = project / "document.yaml"
    page.write_text(
        page.read_text(encoding="utf-8").replace("profile: std8", "profile: std8\n  theme: house"), encoding="utf-8"
    )
    found = [(f.code, f.place.file, f.place.line) for f in api.check(project).findings]
    assert ("CDC262", "themes/house.yaml", 2) in found


def test_what_reaches_outside_is_left_out(document):
    outside = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId9" Type="{OFFICE}/image" Target="http://127.0.0.1/a.png" TargetMode="External"/></Relationships>'
    content = api.print_document(
        document, "docx", Look(word=template(more={"word/_rels/document.xml.rels": outside}.items()))
    )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert all(b"127.0.0.1" not in package.read(name) for name in package.namelist())
        assert b"rId9" not in package.read("word/document.xml")
