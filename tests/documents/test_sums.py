"""Rows and totals of every printed table agree as they are printed, under each rounding mode, or a note says why."""

import os
import re
from fractions import Fraction

import pytest

from cdc import api
from cdc.cli import console, tables
from cdc.documents.award import report
from cdc.documents.award.figures import Figures
from cdc.documents.award.letters import minutes, sponsor, vendor
from cdc.documents.award.letters.post import Post
from cdc.documents.award.letters.proceedings import Proceedings
from cdc.model import blocks as b
from cdc.words import words
from tests.documents import random_rounded

TENDERS = int(os.environ.get("CDC_SUMS", "24"))
MODES = random_rounded.MODES
SAY = words("en")
GAP = SAY("letter.gap", gap="9").partition("9")[0]
ROWS, BESIDE = SAY("report.rows_note"), SAY("report.beside_total", ids="").rstrip(".")


def tender(seed):
    spec, evaluated = random_rounded.tender(seed)
    return spec, evaluated.ranking


def blocks_of(document):
    """Give every block of a document, those in sections too."""
    todo = [*document.front, *document.body]
    while todo:
        block = todo.pop(0)
        yield block
        todo = [*getattr(block, "blocks", ()), *todo] if isinstance(block, b.Section) else todo


def text_of(cell):
    return "".join(
        part if isinstance(part, str) else getattr(part, "text", None) or text_of(part.content) for part in cell
    )


def found(document):
    return [block for block in blocks_of(document) if isinstance(block, b.Table)]


def ends(text):
    """Give the numbers of a cell: one, or both ends of a range; none where it holds no number."""
    parts = [re.sub(r"[^0-9.\-−]", "", part).replace("−", "-") for part in text.split(" – ")]
    numbers = [Fraction(part) for part in parts if re.fullmatch(r"-?[0-9.]+", part)]
    return (numbers * 2)[:2] if numbers else None


def columns(table, first, end=None):
    for at in range(first, len(table.columns) if end is None else end):
        yield [ends(text_of(row.cells[at])) for row in table.rows]


def depth(row):
    return len(text_of(row.cells[0])) - len(text_of(row.cells[0]).lstrip("\u2003"))


def points_add_up(table, end=None):
    """Tell whether every group and the total are the sums of the rows printed for their parts."""
    last = next(at for at, row in enumerate(table.rows) if row.style == "total")
    levels = [depth(row) for row in table.rows[:last]]
    for column in columns(table, 1, end):
        for high in (0, 1):
            values = [cell[high] for cell in column[: last + 1]]
            for at, level in enumerate(levels):
                inner = []
                for other in range(at + 1, last):
                    if levels[other] <= level:
                        break
                    inner += [values[other]] if levels[other] == level + 1 else []
                if inner and sum(inner) != values[at]:
                    return False
            if sum(value for value, level in zip(values, levels, strict=False) if level == 0) != values[last]:
                return False
    return True


def test_points_of_the_report_add_up_or_a_note_says_why():
    noted = plain = 0
    for seed in range(TENDERS):
        spec, ranking = tender(seed)
        document = report.compose(spec, ranking, None, language="en")
        (table,) = [t for t in found(document) if t.caption and SAY("report.points_table") in t.caption]
        is_noted = ROWS in [text_of(x.content) for x in after(document, table)]
        assert is_noted == (not points_add_up(table)), seed
        noted, plain = noted + is_noted, plain + (not is_noted)
    assert min(noted, plain) > TENDERS // 10


def after(document, table):
    """Give the paragraphs that stand right after a table."""
    blocks = list(blocks_of(document))
    for block in blocks[blocks.index(table) + 1 :]:
        if not isinstance(block, b.Paragraph):
            return
        yield block


def test_points_of_letters_add_up_or_a_note_says_why():
    noted = plain = 0
    for seed in range(TENDERS):
        spec, ranking = tender(seed)
        for one in ranking.bids[1:]:
            document = vendor.debrief(Figures(spec, ranking, "en"), one, Post())
            (table,) = [t for t in found(document) if t.rows[-1].style == "total"]
            is_noted = ROWS in [text_of(x.content) for x in after(document, table)]
            assert is_noted == (not points_add_up(table, len(table.columns) - 1)), (seed, one.vendor)
            noted, plain = noted + is_noted, plain + (not is_noted)
    assert min(noted, plain) > TENDERS // 10


def test_how_far_a_bid_is_behind_is_the_difference_of_what_is_printed():
    told = 0
    for seed in range(min(TENDERS, 24)):
        spec, evaluated = random_rounded.tender(seed)
        ranking = evaluated.ranking
        figures = Figures(spec, ranking, "en")
        for one in ranking.bids[1:] if figures.has_points else ():
            document = vendor.debrief(figures, one, Post(), evaluated.nearest.get(one.vendor))
            for text in (text for text in texts(document) if text.startswith(GAP)):
                first, own = (ends(figures.figure(bid))[0] for bid in (ranking.bids[0], one))
                assert ends(text.partition(" points")[0]) == [first - own] * 2, (seed, text)
                told += 1
    assert told


def texts(document):
    """Give every paragraph, those in boxes too."""
    inner = (x for block in blocks_of(document) for x in getattr(block, "blocks", ()) or ())
    return [text_of(x.content) for x in (*blocks_of(document), *inner) if isinstance(x, b.Paragraph)]


def test_prices_add_up_or_a_note_says_why():
    noted = plain = 0
    for seed in range(TENDERS):
        spec, ranking = tender(seed)
        if not ranking.bids:  # nobody is admitted: prices of those who are out are not printed
            continue
        document = report.compose(spec, ranking, None, language="en")
        (table,) = [t for t in found(document) if t.caption and SAY("report.prices") in t.caption]
        said = [text_of(x.content) for x in after(document, table)]
        out = {id_ for note in said if note.startswith(BESIDE) for id_ in re.findall(r"PL-\d", note)}
        total = next(at for at, row in enumerate(table.rows) if row.style == "total")
        rows = [at for at in range(total) if text_of(table.rows[at].cells[0]) not in out]
        agrees = True
        for column in columns(table, 3):
            if column[total] is not None:
                agrees = agrees and sum(column[at][0] for at in rows if column[at]) == column[total][0]
            if table.rows[-1].style == "group" and column[-1] is not None:
                agrees = agrees and sum(cell[0] for cell in column[total + 1 : -1]) == column[-1][0]
        assert (ROWS in said) == (not agrees), seed
        noted, plain = noted + (not agrees), plain + agrees
    assert min(noted, plain) > TENDERS // 10


def test_what_the_trace_writes_with_a_sign_of_equality_is_equal_as_written():
    equal = near = 0
    for seed in range(TENDERS):
        spec, ranking = tender(seed)
        rounding = spec.evaluation.rounding
        document = report.compose(spec, ranking, None, language="en")
        for block in blocks_of(document):
            text = text_of(block.content) if isinstance(block, b.Heading) else ""
            if " / 100 " in text:
                product, sign, points = re.split(r" / 100 ([=≈]) ", text.split(": ", 1)[1])
                factor, share = map(ends, product.split(" × "))
                exact = [factor[0] * one / 100 for one in share] == ends(points)
                assert exact == (sign == "="), (seed, text, rounding)
                equal, near = equal + exact, near + (not exact)
    assert min(equal, near) > TENDERS


def test_one_figure_is_printed_alike_everywhere(capsys, monkeypatch):
    """Report, minutes, page of the sponsor, letters and terminal write a figure the same, rounded as declared."""
    monkeypatch.setattr(console.Settings, "language", "en")
    compared = 0
    for seed in range(TENDERS):
        spec, evaluated = random_rounded.tender(seed)
        ranking = evaluated.ranking
        figures = Figures(spec, ranking, "en")
        wanted = {one.name: figures.figure(one) for one in ranking.bids}
        if not wanted:
            continue
        documents = (
            report.compose(spec, ranking, None, language="en"),
            sponsor.compose(figures, None),
            minutes.compose(figures, Proceedings()),
        )
        for document in documents:
            label = figures.figure_label()
            table = next(
                t
                for t in found(document)
                if label in [c.title for c in t.columns] and SAY("report.cost") in [c.title for c in t.columns]
            )
            at, named = (
                [c.title for c in table.columns].index(label),
                [c.title for c in table.columns].index(SAY("report.vendor")),
            )
            shown = {text_of(row.cells[named]): text_of(row.cells[at]) for row in table.rows}
            assert {name: shown[name] for name in wanted} == wanted, seed
        tables.show_ranking(api.Scored(None, spec, evaluated, ()), trace=False)
        printed = capsys.readouterr().out
        for one in ranking.bids:
            line = next(line for line in printed.splitlines() if one.name in line)
            assert [ends(figures.figure(one))] == [ends(re.split(r" {2,}", line)[3])], (seed, line)
            compared += 1
    assert compared > TENDERS


def by_hand(value, places, mode):
    """Round by the words of the mode, apart from the program's own rounding."""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    half = Fraction(2 * rest, scaled.denominator)
    up = {
        "half_up": half >= 1,
        "half_even": half > 1 or (half == 1 and whole % 2),
        "half_down": half > 1,
        "down": False,
        "up": rest > 0,
    }
    return (Fraction(whole + bool(up[mode])) / 10**places) * (-1 if value < 0 else 1)


@pytest.mark.parametrize("mode", MODES)
def test_points_are_printed_rounded_as_declared(mode):
    compared = 0
    for seed in range(MODES.index(mode), TENDERS, 5):
        spec, ranking = tender(seed)
        rounding = spec.evaluation.rounding
        document = report.compose(spec, ranking, None, language="en")
        (table,) = [t for t in found(document) if t.caption and SAY("report.points_table") in t.caption]
        nodes = [node.id for node, _ in Figures(spec, ranking, "en").nodes()]
        for at, one in enumerate((*ranking.bids, *ranking.excluded), 2):
            for id_, row in zip(nodes, table.rows, strict=False):
                wanted = [by_hand(end, rounding.places, mode) for end in one.groups[id_]]
                assert ends(text_of(row.cells[at])) == wanted, (seed, id_)
                compared += 1
    assert compared > 20
