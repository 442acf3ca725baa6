"""One mistake, one finding, at its place, with its cause; and the rest of the file is read."""

import pytest

from cdc import yaml

AFTER = "after: 08\n"
"""A second mistake, to show that reading goes on behind the first."""

BLANKS = [
    ("document:\n\u00a0\u00a0title: a\n", (2, 1, "U+00A0")),
    ("document:\n \u00a0title: a\n", (2, 2, "U+00A0")),
    ("document:\n\u202f\u202ftitle: a\n", (2, 1, "U+202F")),
    ("document:\n\u3000title: a\n", (2, 1, "U+3000")),
    ("issues:\n  -\u00a0id: IS-1\n", (2, 4, "U+00A0")),
    ("issues:\n\u00a0 - {id: IS-1}\n", (2, 1, "U+00A0")),
    ("issues:\n  -\u00a0some words\n", (2, 4, "U+00A0")),
    ("title\u00a0: a\n", (1, 6, "U+00A0")),
    ("title:\u00a0a\n", (1, 7, "U+00A0")),
    ("title\u200b: a\n", (1, 6, "U+200B")),
    ("a: |\n  \u00a0text: x\nb:\n\u00a0c: d\n", (4, 1, "U+00A0")),
]
QUOTES = [
    ("text: **bold** words\n", (1, 7, "*")),
    ("text: *note* to all\n", (1, 7, "*")),
    ("- {id: A, text: **bold**, more: b}\n", (1, 17, "*")),
    ("text: @anna decides\n", (1, 7, "@")),
    ("text: `code` first\n", (1, 7, "`")),
    ("text: %d of them\n", (1, 7, "%")),
    ("text: > 5 days\n", (1, 7, ">")),
    ("text: | a | b |\n", (1, 7, "|")),
    ('text: "Quick" search\n', (1, 7, '"')),
    ("text: 'Quick' search\n", (1, 7, "'")),
    ("text: [a page](https://example.org)\n", (1, 7, "[")),
    ("text: {name} of the vendor\n", (1, 7, "{")),
    ("text: Lot 2: the rest\n", (1, 7, ": ")),
    ("issues:\n  - text: in short: all of it\n", (2, 11, ": ")),
    ("issues:\n  - **bold** words\n", (2, 5, "*")),
]
KEPT = [
    "text: prix\u00a0:\u00a012\u00a0€\n",
    "text: |\n  \u00a0\u00a0title: kept\n  -\u00a0kept\n",
    "- >-\n  \u00a0key: kept\n",
    'text: "**bold**"\n',
    "text: a*b & c\n",
    "text: {a: [b, c]}  # all\n",
    "- \u00a0\n",
    "text: http://example.org:80/a\n",
]


def found(text):
    file = yaml.read("a.yaml", text.encode())
    return [(f.code, f.place.line, f.place.column, *f.facts.values()) for f in file.findings]


@pytest.mark.parametrize(("text", "expected"), BLANKS)
def test_a_blank_that_is_no_space_is_named_once_and_read_as_one(text, expected):
    assert found(text) == [("CDC118", *expected)]
    if not text.startswith("-"):
        assert [code for code, *_ in found(text + AFTER)] == ["CDC118", "CDC110"]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_a_text_that_needs_quotes_is_named_once(text, expected):
    assert ("CDC119", *expected) in found(text)
    assert len({code for code, *_ in found(text)} - {"CDC103"}) == 1
    if not text.startswith("-"):
        assert {"CDC119", "CDC110"} <= {code for code, *_ in found(text + AFTER)}


def test_several_texts_that_need_quotes_come_in_one_run():
    text = "".join(f"k{at}: **bold** {at}\n" for at in range(5))
    assert [line for code, line, *_ in found(text) if code == "CDC119"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_text_stays_as_it_is(text):
    file = yaml.read("a.yaml", text.encode())
    assert file.findings == []
    words = str(file.data)
    assert all(word in words for word in ("\\xa0",) if "\u00a0" in text)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085"])
def test_marks_that_end_no_line_in_an_editor_are_named_and_count_no_line(mark):
    assert found(f'title: "a{mark}b"\n{AFTER}') == [
        ("CDC106", 1, 10, f"U+{ord(mark):04X}"),
        ("CDC110", 2, 8, "08", "8"),
    ]


def test_a_line_of_control_characters_gives_one_finding_for_each_kind():
    assert found("a: x" + "\x01\x02" * 1000 + "\n") == [("CDC106", 1, 5, "U+0001"), ("CDC106", 1, 6, "U+0002")]


@pytest.mark.parametrize("text", ["document:\n\ttitle: a\n", "a:\n  - b\n\t- c\n", "a:\n  b: 1\n \tc: 2\n"])
def test_a_tab_in_the_indentation_is_the_cause(text):
    assert [code for code, *_ in found(text)] == ["CDC105"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["title: words\nlist: [a]\n", "заголовок: слова\nsecond: third, fourth\n"])
def test_utf_16_without_its_mark_is_named_and_read(encoding, text):
    file = yaml.read("a.yaml", text.encode(encoding))
    assert [(f.code, f.place.line, f.place.column) for f in file.findings] == [("CDC117", 1, 1)]
    assert file.data == yaml.read("a.yaml", text.encode()).data


def test_lines_end_as_in_any_system():
    for end in ("\n", "\r\n", "\r"):
        assert found(end.join(["a: 1", "b: 2", "c: 08", ""])) == [("CDC110", 3, 4, "08", "8")]
