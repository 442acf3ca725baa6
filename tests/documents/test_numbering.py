"""Tables and figures count in the order in which they are read, whatever they stand in."""

from cdc.documents.numbering import numbered
from cdc.model import blocks as b


def table(caption):
    return b.Table((b.Column("a"),), (), caption)


def figure(caption):
    return b.Figure("<svg/>", "", caption, 1, 1)


def picture(caption):
    return b.Picture(b"", "image/png", "", caption, 1, 1)


def numbers(blocks):
    """Give caption and number of everything that has both, in reading order."""
    for block in blocks:
        if isinstance(block, b.Table | b.Figure | b.Picture):
            yield block.caption, block.number
        elif isinstance(block, b.Section | b.Callout):
            yield from numbers(block.blocks)
        elif isinstance(block, b.Bullets):
            yield from (found for item in block.items for found in numbers(item))


def test_numbers_follow_the_order_of_reading_through_sections_callouts_and_lists():
    inner = b.Section("s", "S", "1.1", 2, (table("T2"), b.Callout("", (figure("F2"), table("T3")))))
    tree = (
        table("T1"),
        b.Section("c", "C", "1", 1, (figure("F1"), inner)),
        b.Bullets(((picture("F3"),),)),
        table("T4"),
    )
    shown = list(numbers(numbered(tree)))
    assert shown == [("T1", 1), ("F1", 1), ("T2", 2), ("F2", 2), ("T3", 3), ("F3", 3), ("T4", 4)]
    assert list(numbers(tree)) == [(caption, 0) for caption, _ in shown]  # the tree given is as it was


def test_a_table_without_caption_takes_no_number():
    assert list(numbers(numbered((table(None), table("T1"))))) == [(None, 0), ("T1", 1)]
