"""Word files as people and programs send them: every change is told at its place, and hostile files end at once."""

import io
import time
import zipfile

import pytest

from cdc.errors import NotAWordFileError
from cdc.exchange.review import read_review

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W14, W15 = (f"http://schemas.microsoft.com/office/word/{year}/wordml" for year in ("2010", "2012"))
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def root(tag, body, space=NS):
    return f'<w:{tag} xmlns:w="{space}" xmlns:w14="{W14}" xmlns:mc="{MC}">{body}</w:{tag}>'


def p(inner, style="RequirementText", mark=""):
    """Give a paragraph; `mark` is what happened to its end."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:rPr>{mark}</w:rPr></w:pPr>{inner}</w:p>'


def r(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def changed(kind, text, author="Ann"):
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} w:id="1" w:author="{author}"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'


CARD = p('<w:bookmarkStart w:id="9" w:name="id_F_1"/>' + r("F-1") + '<w:bookmarkEnd w:id="9"/>' + r(" Title"), "RequirementEssential")  # fmt: skip


def relations(*pairs):
    body = "".join(f'<Relationship Id="r{at}" Type="{KINDS}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(pairs))  # fmt: skip
    return f'<Relationships xmlns="{RELATIONS}">{body}</Relationships>'


def packed(body, *, main="word/document.xml", space=NS, **parts):
    """Give a Word file of a body and other parts by kind: header, footnotes, comments, commentsExtended."""
    folder, name = main.rsplit("/", 1)
    files = {"_rels/.rels": relations(("officeDocument", main)), main: root("document", f"<w:body>{body}</w:body>", space)}  # fmt: skip
    files[f"{folder}/_rels/{name}.rels"] = relations(*((kind, f"{kind}9.xml") for kind in parts))
    files |= {f"{folder}/{kind}9.xml": text for kind, text in parts.items()}
    return zipped(files)


def zipped(files, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as container:
        for name, text in files.items():
            container.writestr(name, text)
    return stream.getvalue()


def told(content):
    return [(r.id, r.part, r.kind, r.text, r.before, r.after) for r in read_review("r.docx", content)]


PUT = changed("ins", "never ")
TEXT = p(r("It shall ") + PUT + r("stop."))
SIDES = ("It shall stop.", "It shall never stop.")
BOX = f"<w:r><w:drawing><wps>{{}}</wps></w:drawing></w:r>".replace("{}", "<w:txbxContent>{}</w:txbxContent>")  # noqa: F541
PLACES = {
    "text": (packed(CARD + TEXT), "F-1", ""),
    "other main part": (packed(CARD + TEXT, main="word/document2.xml"), "F-1", ""),
    "other folder": (packed(CARD + TEXT, main="doc/Main.xml"), "F-1", ""),
    "strict": (packed(CARD + TEXT, space=STRICT), "F-1", ""),
    "table": (packed(f"<w:tbl><w:tr><w:tc>{CARD}</w:tc><w:tc>{TEXT}</w:tc></w:tr></w:tbl>"), "F-1", ""),
    "table in a table": (packed(f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{CARD}{TEXT}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"), "F-1", ""),
    "content control": (packed(f"{CARD}<w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt>"), "F-1", ""),
    "link": (packed(CARD + p(r("It shall ") + f"<w:hyperlink>{PUT}</w:hyperlink>" + r("stop."))), "F-1", ""),
    "header": (packed(CARD, header=root("hdr", TEXT)), "", "header"),
    "footer": (packed(CARD, footer=root("ftr", TEXT)), "", "footer"),
    "footnote": (packed(CARD + p(r("x") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=root("footnotes", f'<w:footnote w:id="2">{TEXT}</w:footnote>')), "F-1", "footnote"),
    "endnote": (packed(CARD + p(r("x") + '<w:r><w:endnoteReference w:id="2"/></w:r>'), endnotes=root("endnotes", f'<w:endnote w:id="2">{TEXT}</w:endnote>')), "F-1", "endnote"),
    "text box": (packed(CARD + p(r("x") + BOX.format(TEXT))), "F-1", "text_box"),
    "text box in two alternatives": (packed(CARD + p(f"<w:r><mc:AlternateContent><mc:Choice>{BOX.format(TEXT)}</mc:Choice><mc:Fallback>{BOX.format(TEXT)}</mc:Fallback></mc:AlternateContent></w:r>")), "F-1", "text_box"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "entry", "part"), PLACES.values(), ids=PLACES)
def test_a_change_is_told_wherever_it_stands(content, entry, part):
    assert told(content) == [(entry, part, "insertion", "never", *SIDES)]


def test_parts_are_found_whatever_their_slashes_and_case():
    files = {"_rels/.rels": relations(("officeDocument", "/word/document.xml")), "Word\\Document.xml": root("document", CARD + TEXT)}  # fmt: skip
    assert len(told(zipped(files))) == 1


def test_utf16_parts_are_read():
    files = {"word/document.xml": root("document", CARD + TEXT).encode("utf-16")}
    assert len(told(zipped(files))) == 1


def test_deletions_at_two_places_stay_two():
    body = p(r("The ") + changed("del", "modern ") + r("solution shall ") + changed("del", "not ") + r("stop."))
    sides = ("The modern solution shall not stop.", "The solution shall stop.")
    assert told(packed(CARD + body)) == [("F-1", "", "deletion", word, *sides) for word in ("modern", "not")]


def test_one_word_in_two_runs_is_one_change_and_two_authors_are_two():
    body = p(changed("ins", "sh") + changed("ins", "all") + changed("ins", " soon", "Bo") + r("."))
    assert [(r.author, r.text) for r in read_review("r.docx", packed(body))] == [("Ann", "shall"), ("Bo", "soon")]


def test_what_was_put_in_and_taken_out_again_stands_on_neither_side():
    body = p(r("a") + '<w:ins w:author="Ann">' + changed("del", "b", "Bo") + "</w:ins>" + r("c"))
    assert told(packed(body)) == [("", "", kind, "b", "ac", "ac") for kind in ("insertion", "deletion")]


def test_a_move_names_its_other_end():
    start = '<w:move{0}RangeStart w:id="5" w:name="move1"/>{1}<w:move{0}RangeEnd w:id="5"/>'
    second = CARD.replace("F_1", "F_2").replace("F-1", "F-2")
    body = CARD + p(start.format("From", changed("moveFrom", "All."))) + second + p(r("Now. ") + start.format("To", changed("moveTo", "All.")))  # fmt: skip
    found = read_review("r.docx", packed(body))
    assert [(r.id, r.kind, r.text, r.other_end) for r in found] == [("F-1", "move_from", "All.", "F-2"), ("F-2", "move_to", "All.", "F-1")]  # fmt: skip
    assert [(r.before, r.after) for r in found] == [("All.", ""), ("Now.", "Now. All.")]


ENDS = {
    "joined": (p(r("One."), mark='<w:del w:author="Ann"/>') + p(r(" Two.")), "deletion", "¶", "One.\n Two.", "One. Two."),
    "cut": (p(r("One."), mark='<w:ins w:author="Ann"/>') + p(r("Two.")), "insertion", "¶", "One.Two.", "One.\nTwo."),
    "put in whole": (p(changed("ins", "New."), mark='<w:ins w:author="Ann"/>') + p(r("Old.")), "insertion", "New.", "", "New."),
    "taken out whole": (p(changed("del", "Old."), mark='<w:del w:author="Ann"/>') + p(r("Stays.")), "deletion", "Old.", "Old.", ""),
}  # fmt: skip


@pytest.mark.parametrize(("body", "kind", "text", "before", "after"), ENDS.values(), ids=ENDS)
def test_ends_of_paragraphs_count(body, kind, text, before, after):
    assert told(packed(CARD + body)) == [("F-1", "", kind, text, before, after)]


def test_a_row_taken_out_is_a_deletion():
    row = f'<w:tr><w:trPr><w:del w:author="Ann"/></w:trPr><w:tc>{CARD}</w:tc><w:tc>{p(r("Gone."), "TableText")}</w:tc></w:tr>'  # fmt: skip
    assert [(r.id, r.kind, r.text) for r in read_review("r.docx", packed(f"<w:tbl>{row}</w:tbl>"))] == [("F-1", "deletion", "F-1 Title\nGone.")]  # fmt: skip


def test_a_picture_put_in_is_told():
    body = p('<w:ins w:author="Ann"><w:r><w:drawing/></w:r></w:ins>')
    assert [r.text for r in read_review("r.docx", packed(body))] == ["\ufffc"]


def comment(number, text, paragraph=""):
    return f'<w:comment w:id="{number}" w:author="A{number}"><w:p w14:paraId="{paragraph}">{r(text)}</w:p></w:comment>'


def test_answers_follow_what_they_answer_and_share_its_state():
    body = CARD + p('<w:commentRangeStart w:id="1"/>' + r("It stops.") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r><w:r><w:commentReference w:id="4"/></w:r>')  # fmt: skip
    notes = comment(1, "When?", "AA") + comment(4, "Other", "DD") + comment(2, "Soon", "BB") + comment(3, "Good", "CC")
    states = f'<x:commentsEx xmlns:x="{W15}"><x:commentEx x:paraId="AA" x:done="1"/><x:commentEx x:paraId="BB" x:paraIdParent="AA" x:done="0"/><x:commentEx x:paraId="CC" x:paraIdParent="AA"/><x:commentEx x:paraId="DD" x:done="0"/></x:commentsEx>'  # fmt: skip
    content = packed(body, comments=root("comments", notes), commentsExtended=states)
    assert [(r.id, r.number, r.answers, r.is_resolved, r.about, r.text) for r in read_review("r.docx", content)] == [
        ("F-1", "1", "", True, "It stops.", "When?"),
        ("F-1", "2", "1", True, "", "Soon"),
        ("F-1", "3", "1", True, "", "Good"),
        ("F-1", "4", "", False, "", "Other"),
    ]


def test_answers_in_a_circle_are_all_told():
    notes = comment(1, "a", "AA") + comment(2, "b", "BB")
    states = f'<x:commentsEx xmlns:x="{W15}"><x:commentEx x:paraId="AA" x:paraIdParent="BB"/><x:commentEx x:paraId="BB" x:paraIdParent="AA"/></x:commentsEx>'  # fmt: skip
    found = read_review("r.docx", packed(CARD, comments=root("comments", notes), commentsExtended=states))
    assert sorted(r.text for r in found) == ["a", "b"]


def swollen():
    return zipped({"word/document.xml": root("document", p(r("a")) * 700_000)})


def twice():
    stream = io.BytesIO(packed(TEXT))
    with zipfile.ZipFile(stream, "a") as container, pytest.warns(UserWarning, match="Duplicate"):
        container.writestr("word/document.xml", root("document", ""))
    return stream.getvalue()


HOSTILE = {
    "nested": (lambda: packed("<w:tbl><w:tr><w:tc>" * 500 + CARD + "</w:tc></w:tr></w:tbl>" * 500), "what.damaged"),
    "swollen": (swollen, "what.too_much"),
    "stored under another length": (lambda: packed(TEXT)[:200] + b"\0" * 60 + packed(TEXT)[260:], "what.damaged"),
    "twice": (twice, "what.damaged"),
    "workbook": (lambda: zipped({"xl/workbook.xml": "<workbook/>"}), "what.other"),
    "not a text": (lambda: zipped({"word/document.xml": "<html/>"}), "what.other"),
    "declaration": (lambda: zipped({"word/document.xml": "<!DOCTYPE a []>" + root("document", TEXT)}), "what.damaged"),
    "old format": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "what.old_word"),
    "password": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "what.protected"),
    "empty": (lambda: b"", "what.empty"),
}


@pytest.mark.parametrize(("make", "why"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_end_at_once_with_one_reason(make, why):
    content, start = make(), time.monotonic()
    with pytest.raises(NotAWordFileError) as caught:
        read_review("r.docx", content)
    assert caught.value.facts["why"] == why
    assert time.monotonic() - start < 15
