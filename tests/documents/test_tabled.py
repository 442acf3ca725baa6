"""A table says what differs: one row becomes facts, a shared value a note, a sparse column lines; nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from cdc.documents import markdown, tabled
from cdc.model import blocks as b
from cdc.words import words

SAY = words("en")
HEADS = (b.Column("Id", 8, is_id=True), b.Column("Name", 40), b.Column("Kind", 10), b.Column("Note", 20))


def table(*rows, caption="Things"):
    found = tuple(b.Row(tuple((cell,) if cell else () for cell in row), row[0]) for row in rows)
    return b.Table(HEADS, found, caption)


def test_one_row_is_no_table():
    heading, facts = tabled.laid_out(table(("T-1", "Pump", "big", "old")), SAY)
    assert markdown.plain(heading.content) == "Things: T-1 Pump"
    assert facts == b.Facts((("Kind", ("big",)), ("Note", ("old",))))


def test_what_all_rows_share_is_said_once():
    rows = [(f"T-{at}", f"Pump {at}", "big", f"note {at}") for at in range(3)]
    found, note = tabled.laid_out(table(*rows), SAY)
    assert [column.title for column in found.columns] == ["Id", "Name", "Note"]
    assert markdown.plain(note.content) == "In every row: Kind: big."


def test_a_sparse_column_becomes_lines_of_its_rows():
    rows = [(f"T-{at}", f"Pump {at}", ("big", "small")[at % 2], "leaks" if at == 2 else "") for at in range(4)]
    (found,) = tabled.laid_out(table(*rows), SAY)
    assert [column.title for column in found.columns] == ["Id", "Name", "Kind"]
    assert markdown.plain(found.rows[2].cells[1]) == "Pump 2\nNote: leaks"
    assert markdown.plain(found.rows[1].cells[1]) == "Pump 1"


def test_two_rows_stay_as_they_are_and_empty_columns_go():
    (found,) = tabled.laid_out(table(("T-1", "Pump", "big", ""), ("T-2", "Tap", "big", "")), SAY)
    assert [column.title for column in found.columns] == ["Id", "Name", "Kind"]
    assert tabled.laid_out(b.Table(HEADS, (b.Row(((), (), (), ())),)), SAY) == ()


@given(st.lists(st.tuples(*[st.sampled_from(["", "alpha", "beta", "gamma"])] * 3), min_size=1, max_size=6))
def test_no_value_is_lost(rows):
    found = tabled.laid_out(table(*[(f"T-{at}", *row) for at, row in enumerate(rows)]), SAY)
    text = "\n".join(_text(block) for block in found)
    for at, row in enumerate(rows):
        assert f"T-{at}" in text
        assert all(value in text for value in row)


def _text(block):
    if isinstance(block, b.Table):
        return "\n".join(markdown.plain(cell) for row in block.rows for cell in row.cells)
    if isinstance(block, b.Facts):
        return "\n".join(markdown.plain(content) for _, content in block.rows)
    return markdown.plain(block.content)
