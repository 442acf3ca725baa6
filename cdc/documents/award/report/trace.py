"""The trace: for every bid and leaf each line with its weight, answer, points and the cell it came from."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Leaf, Line
from cdc.model.tender import Criterion


def blocks(figures: Figures) -> Iterator[b.Block]:
    """Give a section for each bid, a table for each leaf."""
    yield figures.view.paragraph("report.trace_how")
    for bid in figures.all:
        shown = (node for node in figures.spec.leaves if node.kind != "price" or bid.status != "excluded")
        content = tuple(block for node in shown for block in _leaf(figures, bid, node))
        yield b.Section(f"trace-{bid.vendor}", bid.name, "", 0, content)


def _leaf(figures: Figures, bid: BidResult, node: Criterion) -> Iterator[b.Block]:
    say, view = figures.say, figures.view
    leaf = bid.leaves[node.id]
    factor = leaf.share * figures.ranking.maximum
    share, sign = figures.span(leaf.low * 100, leaf.high * 100), "=" if _is_exact(figures, leaf) else "≈"
    text = f"{figures.points(factor)} × {share} / 100 {sign} {figures.span(*leaf.points)}"
    yield b.Heading((f"{node.id} {view.text(node.name)}: {text}",))
    references = figures.ranking.references.get(node.id)
    if references:
        shown = (f"{say('report.reference_' + key)} {say.number(value, 2)}" for key, value in references.items())
        yield b.Paragraph((say.listed(shown),), "note")
    heads: Heads = [
        (say("label.id"), 12, "left"),
        (view.label("weight"), 8, "right"),
        (say("report.claim"), 13, "left"),
        (say("report.counted"), 13, "left"),
        (view.label("points"), 14, "right"),
        (say("report.cell"), 50, "left"),
        (view.label("note"), 13, "left"),
    ]
    yield figures.table(heads, [_line(figures, leaf, line) for line in leaf.lines])


def _is_exact(figures: Figures, leaf: Leaf) -> bool:
    """Tell whether the numbers give the points also as they are written, each rounded by itself."""
    factor = figures.rounded(leaf.share * figures.ranking.maximum)
    return all(
        factor * figures.rounded(share * 100) / 100 == figures.rounded(points)
        for share, points in zip((leaf.low, leaf.high), leaf.points, strict=True)
    )


def _line(figures: Figures, leaf: Leaf, line: Line) -> b.Row:
    say = figures.say
    points = figures.money(line.low) if leaf.kind == "price" else figures.span(line.low, line.high)
    note = say(f"report.note_{line.note_key}") if line.note_key else ""
    return row(line.id, say.number(line.weight), line.claim, line.counted, points, line.origin, note)
