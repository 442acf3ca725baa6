"""What fits where: heads are not broken while there is room, short facts share a line."""

from cdc.model import blocks as b
from cdc.render import layout


def test_a_column_is_as_wide_as_the_longest_word_of_its_head():
    columns = (b.Column("Nome", 60), b.Column("Obbligatorio", 4), b.Column("Note", 36))
    shares = layout.shares(columns, 500, 8.4)
    assert abs(sum(shares) - 1) < 1e-9
    assert shares[1] * 500 >= 12 * layout.LETTER * 8.4
    assert shares[0] > shares[2] > shares[1]


def test_own_widths_hold_where_heads_are_short():
    assert layout.shares((b.Column("A", 30), b.Column("B", 10)), 500, 8.4) == (0.75, 0.25)


def test_heads_that_do_not_fit_share_what_there_is():
    columns = tuple(b.Column("Particolareggiatamente", 10) for _ in range(9))
    assert layout.shares(columns, 500, 8.4) == (1 / 9,) * 9


def test_short_facts_share_a_line_and_long_ones_do_not():
    short, long = ("A", ("x" * 10,)), ("B", ("x" * 200,))
    assert layout.paired([short, short, long, short]) == ((short, short), (long,), (short,))
    assert layout.run_in([short, short, long, short]) == ((short, short), (long,), (short,))
    assert layout.paired([short, ("C", ("a", b.Break(), "c"))]) == ((short,), (("C", ("a", b.Break(), "c")),))
