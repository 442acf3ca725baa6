"""A text put into a file that people wrote changes the characters of that text and no others."""

import codecs
import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdc.yaml import edit, read

PATH = ("a", 1, "t")


def lines_changed(before, after):
    """Give the lines taken out and put in."""
    found = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(before[a:b], after[c:d]) for kind, a, b, c, d in found if kind != "equal"]


CASES = [
    # before, path, value, after
    ("a:\n- t:   Win  # why\n", ("a", 0, "t"), "Lose", "a:\n- t:   Lose  # why\n"),
    ("t: 'it''s'\n", ("t",), "l'arc", "t: 'l''arc'\n"),
    ('t: "x"\n', ("t",), 'a "b"\\', 't: "a \\"b\\"\\\\"\n'),
    ("t: x\n", ("t",), "a: b", 't: "a: b"\n'),
    ("t: x\n", ("t",), "yes #1", 't: "yes #1"\n'),
    ("t: x\n", ("t",), "yes, 1 - no", "t: yes, 1 - no\n"),
    ("t: x\n", ("t",), "12", 't: "12"\n'),
    ("t: x\n", ("t",), "true", 't: "true"\n'),
    ("t: {en: x, fr: y}\n", ("t", "fr"), "a, b", 't: {en: x, fr: "a, b"}\n'),
    ("t: {en: 'x' ,}\n", ("t", "fr"), "y", "t: {en: 'x', fr: 'y' ,}\n"),
    ("t:\n    en: x # c\n    # d\n\nz: 1\n", ("t", "fr"), "y", "t:\n    en: x # c\n    fr: y\n    # d\n\nz: 1\n"),
    ("- t:\n    en: x", (0, "t", "fr"), "y", "- t:\n    en: x\n    fr: y"),
    ("t: x\n", ("t",), {"en": "x", "fr": "y"}, "t: {en: x, fr: y}\n"),
    ("t: x, y\n", ("t",), {"en": "x, y", "fr": "y"}, 't: {en: "x, y", fr: y}\n'),
    ("t: |\n  x\n  y\n\nz: 1\n", ("t",), "a\nb\n", "t: |\n  a\n  b\n\nz: 1\n"),
    ("t: |  # c\n  x\n", ("t",), "a\n", "t: |  # c\n  a\n"),
    ("t: >-\n  x\n  y\n\n  # no comment\n\nz: 1\n", ("t",), "a", "t: >-\n  a\n\nz: 1\n"),
    ("t: |-\n  x\nz: 1\n", ("t",), {"en": "x", "fr": "y"}, "t:\n  en: |-\n    x\n  fr: |-\n    y\nz: 1\n"),
    ("t:\n- |\n  x\n\n- z\n", ("t", 0), {"en": "x\n", "fr": "y\n"}, "t:\n- en: |\n    x\n  fr: |\n    y\n\n- z\n"),
    ("t:\n  en: |\n    x\nz: 1\n", ("t", "fr"), "y\n", "t:\n  en: |\n    x\n  fr: |\n    y\nz: 1\n"),
    ("t:\n  en: |+\n    x\n\nz: 1\n", ("t", "fr"), "y", "t:\n  en: |+\n    x\n\n  fr: |-\n    y\nz: 1\n"),
    ("t:\n  ? en\n  : x\n", ("t", "fr"), "y", 't:\n  {en: "x", fr: "y"}\n'),
    ("t: >-\n  x\n", ("t",), "a\nb\n\nc", "t: >-\n  a\n\n  b\n\n\n  c\n"),
    ("t: x\n  y\nz: 1\n", ("t",), "a b", "t: a b\nz: 1\n"),
    ("t: |2\n   x\nz: 1\n", ("t",), "a\n", 't: "a\\n"\nz: 1\n'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "path", "value", "after"), CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("mark", "encoding"), [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")])  # fmt: skip
def test_a_text_is_spelled_as_its_neighbour(before, path, value, after, newline, mark, encoding):
    def stored(text):
        return mark + ("---\n" + text + "# end\n" * text.endswith("\n")).replace("\n", newline).encode(encoding)

    assert edit(stored(before), [(path, value)]) == stored(after)


SAID = st.text(alphabet="ab1é :#-'\"\\{}[],&*!|>%@`?\n«»\u00a0\u202fЖ", min_size=1, max_size=30).filter(str.strip)
"""What translators type: letters, marks that mean something in YAML, line breaks, no-break spaces."""


def written(draw, text, indent, *, in_flow):
    """Spell a text in one of the ways people do."""
    ways = [lambda: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"']
    plain = text.strip().replace("\n", " ")
    if plain.isalpha() and text == plain:
        ways += [lambda: text, lambda: f"'{text}'"]
    if not in_flow and all(line.isalpha() for line in text.split("\n")):
        margin = "\n" + " " * (indent + draw(st.integers(1, 4)))
        ways += [lambda: "|-" + margin + text.replace("\n", margin), lambda: ">-" + margin + text.replace("\n", "\n" + margin)]  # fmt: skip
    return draw(st.sampled_from(ways))()


@st.composite
def layouts(draw):
    """Give a file of three entries in some layout, the path of a text in it, and what is to stand there."""
    dash = draw(st.sampled_from(["- ", "  - ", "-   "]))
    indent, gap = len(dash), draw(st.sampled_from([" ", "  ", "    "]))
    rows, said = [], SAID
    how = draw(st.sampled_from(["bare", "flow", "block"]))
    known = draw(st.lists(st.sampled_from(["fr", "it"]), unique=True, max_size=2))
    for at in range(3):
        text = draw(st.sampled_from(["word", "deux mots", "un\ndeux", "a: b # c", 'q"r']))
        rows.append(f"{dash}id: I-{at}" + draw(st.sampled_from(["", "   # comment", "  "])))
        key = " " * indent + "t:"
        if how == "bare":
            rows.append(key + gap + written(draw, text, indent, in_flow=False))
        elif how == "flow":
            pairs = [f"{name}: {written(draw, text, indent, in_flow=True)}" for name in ["en", *known]]
            rows.append(key + gap + "{" + draw(st.sampled_from([", ", ",", " , "])).join(pairs) + "}")
        else:
            rows.append(key + draw(st.sampled_from(["", "  # by language"])))
            deep = indent + draw(st.integers(1, 4))
            rows += [f"{' ' * deep}{name}:{gap}{written(draw, text, deep, in_flow=False)}" for name in ["en", *known]]
        rows += draw(st.sampled_from([[], [""], ["", "  # between"], [" " * indent + "z:   1"]]))
    start = draw(st.sampled_from([[], ["---"], ["# about", ""]]))
    text = "\n".join([*start, "a:", *rows]) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))
    return text, how, draw(said), draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from([b"", codecs.BOM_UTF8]))


@settings(max_examples=250, deadline=None)
@given(layouts())
def test_only_the_lines_of_the_text_change(layout):
    text, how, said, newline, mark = layout
    before = mark + text.replace("\n", newline).encode()
    file = read("a.yaml", before)
    assert file.findings == []
    entry = file.data["a"][1]["t"]
    value = {"en": entry, "fr": said} if how == "bare" else said
    path = PATH if how == "bare" else (*PATH, "fr")
    after = edit(before, [(path, value)])
    found = read("a.yaml", after)
    assert found.findings == []
    wanted = dict(entry, fr=said) if how != "bare" else value
    assert found.data["a"][1] == {**file.data["a"][1], "t": wanted}
    assert [found.data["a"][at] for at in (0, 2)] == [file.data["a"][at] for at in (0, 2)]
    assert after.startswith(mark)
    assert after.count(b"\n") == after.count(newline.encode())
    old, new = (content.decode().split("\n") for content in (before, after))
    changed = lines_changed(old, new)
    first, last = (next(at for at, row in enumerate(old) if f"id: I-{number}" in row) for number in (1, 2))
    assert changed
    assert old[: first + 1] == new[: first + 1]
    assert old[last:] == new[len(new) - (len(old) - last) :]
    assert sum(len(gone) for gone, _ in changed) <= (5 if "|-" in text or ">-" in text else 1)
