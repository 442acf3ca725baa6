"""The evaluation report: ranking, table by criterion, heat map, strengths and gaps, the trace of every number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.diagrams import charts
from cdc.documents.award import board, stress
from cdc.documents.award.figures import Figures, sections_numbered
from cdc.documents.method import award_text, method_chapter
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Leaf, Line, Ranking, Robustness
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.awards import known as awards

_TONES: dict[str, b.Tone] = {"admitted": "good", "conditional": "fair", "excluded": "poor"}


def compose(spec: Specification, ranking: Ranking, robustness: Robustness | None, *, language: str) -> b.Document:
    """Give the evaluation report in one language."""
    figures = Figures(spec, ranking, language)
    report = _Report(figures, robustness)
    return figures.document(
        "evaluation-report",
        "report.kind",
        tuple(report.body()),
        tuple(report.front()),
        figures.say("report.subtitle", count=len(figures.all)),
    )


SIDE_BY_SIDE = 7
"""Bids in one table; more go on in the next."""


def batched(bids: Sequence[BidResult]) -> Iterator[Sequence[BidResult]]:
    """Give the bids by as many as stand side by side on a page."""
    for at in range(0, len(bids), SIDE_BY_SIDE):
        yield bids[at : at + SIDE_BY_SIDE]


class _Report:
    def __init__(self, figures: Figures, robustness: Robustness | None) -> None:
        self.figures, self.robustness = figures, robustness
        self.view, self.ranking, self.say = figures.view, figures.ranking, figures.say
        self.all, self.leaves = figures.all, figures.spec.leaves
        self.points, self.span, self._money, self._table = figures.points, figures.span, figures.money, figures.table

    def front(self) -> Iterator[b.Block]:
        """The result in a few lines, and what it rests on."""
        verdict = stress.verdict(self.figures, self.robustness) if self.robustness else ""
        yield b.Callout(self.say("report.result"), (b.Paragraph((f"{self.sentence()} {verdict}".strip(),)),))
        facts = (
            (self.say("grid.form"), (b.Code(self.ranking.form),)),
            (self.say("report.rules"), (b.Code(self.ranking.rules),)),
            (self.view.label("award_rule"), (award_text(self.view, self.view.spec.evaluation.award_rule),)),
        )
        yield b.Facts(facts)

    def sentence(self) -> str:
        """Say who comes first and how sure that is."""
        bids = self.ranking.bids
        if not bids:
            return self.say("report.nobody")
        first = bids[0]
        facts = {"name": first.name, "points": self.figures.figure(first), "maximum": self.ranking.maximum}
        shared = [bid for bid in bids if bid.rank == first.rank]
        if len(shared) > 1:
            return self.say(
                "report.shared", names=", ".join(bid.name for bid in shared), points=self.figures.figure(first)
            )
        if awards.named(self.ranking.award).figure != "points":
            return self.say("report.first_figure", name=first.name, figure=facts["points"])
        key = "report.first" if first.is_certain and first.status == "admitted" else "report.first_open"
        return self.say(key, **facts)

    def body(self) -> Iterator[b.Section]:
        """The chapters of the report."""
        chapters = (
            ("ranking", self._ranking),
            ("by_criterion", self._by_criterion),
            ("heat_map", self._heat_map),
            ("prices", self._prices),
            ("board", lambda: board.blocks(self.figures)),
            ("robustness", lambda: stress.blocks(self.figures, self.robustness)),
            ("vendors", self._vendors),
            ("method", lambda: method_chapter(self.figures)),
            ("trace", self._trace),
        )
        at = 0
        for key, build in chapters:
            blocks = tuple(sections_numbered(build(), str(at + 1)))
            if blocks:
                at += 1
                yield b.Section(f"report-{key}", self.say(f"report.{key}"), str(at), 1, blocks)

    def _ranking(self) -> Iterator[b.Block]:
        yield self.view.paragraph("document.order_of_evaluation")
        rows = []
        for bid in self.all:
            rank = str(bid.rank) if bid.rank else "–"
            if bid.rank and not bid.is_certain:
                rank = f"{bid.rank} ({bid.best_rank}–{bid.worst_rank})"
            if bid.tie_break:
                rank += f" · {self.say('value.' + bid.tie_break)}"
            cost = self._money(bid.cost.total)
            points = self.figures.figure(bid) if bid.rank else "–"
            status = b.Chip(self.say(f"report.{bid.status}"), _TONES[bid.status])
            rows.append(b.Row(((rank,), (b.Strong((bid.name,)),), (status,), (points,), (cost,))))
        heads = [
            (self.say("report.rank"), 12, "left"),
            (self.say("report.vendor"), 30, "left"),
            (self.view.label("status"), 16, "left"),
            (
                self.figures.figure_label(),
                18,
                "right",
            ),
            (self.say("report.cost"), 20, "right"),
        ]
        yield self._table(heads, rows, "report.ranking")
        if any(bid.low != bid.high or not bid.is_certain for bid in self.ranking.bids):
            yield self.view.paragraph("report.bounds_note", "note")
        yield from self._chart()
        for group in self.ranking.ties:
            names = ", ".join(bid.name for bid in self.all if bid.vendor in group)
            yield b.Callout("", (self.view.paragraph("report.tie", names=names),), "warning")
        reasons = [(bid, reason) for bid in self.all for reason in bid.reasons]
        if reasons:
            items = tuple(
                (b.Paragraph((b.Strong((bid.name,)), ": ", self.figures.reason(reason))),) for bid, reason in reasons
            )
            yield from self.view.titled("report.reasons", (b.Bullets(items),))

    def _chart(self) -> Iterator[b.Block]:
        roots = self.view.spec.criteria
        bars = []
        for bid in self.ranking.bids:
            parts = tuple(float(bid.groups[root.id][0]) for root in roots)
            low = sum((bid.groups[root.id][0] for root in roots), Fraction(0))
            high = sum((bid.groups[root.id][1] for root in roots), Fraction(0))
            bars.append(charts.Stack(bid.name, parts, float(high - low), self.span(low, high)))
        if bars and awards.named(self.ranking.award).adds_parts:
            drawing = charts.stacked(
                tuple(bars), tuple(self.view.text(root.name) for root in roots), float(self.ranking.maximum)
            )
            alt = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
            yield b.Figure(drawing.svg, alt, self.say("report.chart"), *drawing.size)
            yield from self._radar(roots)

    def _radar(self, roots: Sequence[Criterion]) -> Iterator[b.Block]:
        """Draw the least points of each bid on one wheel, as a share of the full points of each group."""
        wheels = [root for root in roots if self.ranking.shares[root.id] > 0]
        bids = self.ranking.bids[: charts.MOST_ON_RADAR]
        if len(wheels) < 3 or len(bids) < 2:
            return
        shares = [
            tuple(
                float(bid.groups[root.id][0] / (self.ranking.shares[root.id] * self.ranking.maximum)) for root in wheels
            )
            for bid in bids
        ]
        shown = [(bid.name, tuple(min(max(s, 0.0), 1.0) for s in line)) for bid, line in zip(bids, shares, strict=True)]
        drawing = charts.radar([self.view.text(root.name) for root in wheels], shown)
        alt = "; ".join(
            f"{name}: {', '.join(self.say.percent(Fraction(s) * 100, 0) for s in line)}" for name, line in shown
        )
        yield b.Figure(drawing.svg, alt, self.say("report.radar"), *drawing.size)

    def _by_criterion(self) -> Iterator[b.Block]:
        for bids in batched(self.all):
            yield self._points_table(bids)
        if "total" in self.view.spec.evaluation.rescaling:
            yield self.view.paragraph("report.rescaled_note", "note")
        if any(not self._adds_up(bid) for bid in self.all):
            yield self.view.paragraph("report.rows_note", "note")

    def _adds_up(self, bid: BidResult) -> bool:
        """Tell whether the rounded points of the first level add up to their rounded total."""
        parts = [bid.groups[root.id][0] for root in self.view.spec.criteria]
        whole = sum(parts, Fraction(0))
        return sum((self.figures.rounded(part) for part in parts), Fraction(0)) == self.figures.rounded(whole)

    def _points_table(self, bids: Sequence[BidResult]) -> b.Table:
        heads = [(self.view.label("criterion"), 34, "left"), (self.say("report.share"), 11, "right")]
        heads += [(bid.name, 16, "right") for bid in bids]
        rows = []
        for node, depth in self.figures.nodes():
            share = self.say.percent(self.ranking.shares[node.id] * 100)
            name = "\u2003" * depth + f"{node.id} {self.view.text(node.name)}"
            cells: list[b.Inlines] = [(name,), (share,)]
            cells += [(self.span(*bid.groups[node.id]),) for bid in bids]
            rows.append(b.Row(tuple(cells), style="group" if node.parts else "body"))
        total: list[b.Inlines] = [(self.view.label("total"),), (self.say.percent(Fraction(100)),)]
        total += [(self._whole(bid),) for bid in bids]
        rows.append(b.Row(tuple(total), style="total"))
        if "total" in self.view.spec.evaluation.rescaling:
            rescaled: list[b.Inlines] = [(self.say("report.rescaled_total"),), ("",)]
            rescaled += [(self._rescaled(bid),) for bid in bids]
            rows.append(b.Row(tuple(rescaled), style="total"))
        return self._table(heads, rows, "report.points_table")

    def _rescaled(self, bid: BidResult) -> str:
        """Add the rescaled quality and the price: what the award rule starts from."""
        price = [leaf.points for leaf in bid.leaves.values() if leaf.kind == "price"]
        low, high = (bid.quality[end] + sum((points[end] for points in price), Fraction(0)) for end in (0, 1))
        return self.span(low, high)

    def _whole(self, bid: BidResult) -> str:
        """Add the points of the first level."""
        roots = self.view.spec.criteria
        return self.span(
            sum((bid.groups[r.id][0] for r in roots), Fraction(0)),
            sum((bid.groups[r.id][1] for r in roots), Fraction(0)),
        )

    def _heat_map(self) -> Iterator[b.Block]:
        yield self.view.paragraph("report.heat_key", "note")
        for bids in batched(self.all):
            yield self._heat_table(bids)

    def _heat_table(self, bids: Sequence[BidResult]) -> b.Table:
        heads = [(self.view.label("criterion"), 34, "left")] + [(bid.name, 16, "center") for bid in bids]
        rows = []
        for leaf in self.leaves:
            cells: list[b.Inlines] = [(f"{leaf.id} {self.view.text(leaf.name)}",)]
            cells += [(self._heat(bid.leaves[leaf.id]),) for bid in bids]
            rows.append(b.Row(tuple(cells)))
        modules = [
            module for module in self.view.spec.modules if any(f.module == module.id for f in self.view.spec.features)
        ]
        for module in modules:
            ids = {feature.id for feature in self.view.spec.features if feature.module == module.id}
            cells = [(f"{module.id} {self.view.text(module.name)}",)]
            for bid in bids:
                lines = [
                    line
                    for leaf in bid.leaves.values()
                    if leaf.kind == "features"
                    for line in leaf.lines
                    if line.id in ids
                ]
                cells.append((self._heat_of(lines),))
            rows.append(b.Row(tuple(cells)))
        return self._table(heads, rows, "report.heat_map")

    def _heat(self, leaf: Leaf) -> b.Chip:
        return self._chip(leaf.low, leaf.high)

    def _heat_of(self, lines: list[Line]) -> b.Chip:
        weight = sum((line.weight for line in lines), Fraction(0))
        if not weight:
            return b.Chip("–", "plain")
        low = sum((line.weight * line.low for line in lines), Fraction(0)) / weight
        return self._chip(low, sum((line.weight * line.high for line in lines), Fraction(0)) / weight)

    def _chip(self, low: Fraction, high: Fraction) -> b.Chip:
        text = self.say.percent(low * 100, 0)
        if high - low > Fraction(1, 4):
            return b.Chip(f"{text} ?", "missing")
        tone = "good" if low >= Fraction(3, 4) else "fair" if low >= Fraction(1, 2) else "poor"
        return b.Chip(text, tone)  # type: ignore[arg-type] # one of the tones

    def _prices(self) -> Iterator[b.Block]:
        spec = self.view.spec
        rows = []
        for line in spec.price_lines:
            cells: list[b.Inlines] = [
                (line.id,),
                (self.view.text(line.name) + (f" ({self.say('grid.option')})" if line.option else ""),),
                (self.say(f"grid.period_{line.kind}"),),
            ]
            for bid in self.all:
                found = next(
                    (x for leaf in bid.leaves.values() if leaf.kind == "price" for x in leaf.lines if x.id == line.id),
                    None,
                )
                cells.append((self._money(found.low) if found and found.counted else "–",))
            rows.append(b.Row(tuple(cells)))
        cells = [("",), (self.say("report.cost_over", years=spec.cost_horizon),), ("",)]
        cells += [(self._money(bid.cost.total),) for bid in self.all]
        rows.append(b.Row(tuple(cells), style="total"))
        rows += self._years()
        heads = [
            (self.say("label.id"), 9, "left"),
            (self.say("grid.item"), 30, "left"),
            (self.say("grid.period"), 12, "left"),
        ]
        heads += [(bid.name, 16, "right") for bid in self.all]
        yield self._table(heads, rows, "report.prices")
        estimate = self._estimate()
        if estimate is not None:
            yield self.view.paragraph("report.estimate", estimate=self._money(estimate))
            for bid in self.all:
                if bid.cost.total is not None and bid.cost.total > estimate:
                    over = self.say.percent((bid.cost.total - estimate) / estimate * 100, 1)
                    yield self.view.paragraph("report.over_estimate", name=bid.name, over=over)
        if self.ranking.flags:
            yield b.Section("report-flags", self.say("report.flags"), "", 0, tuple(board.flags(self.figures)))

    def _years(self) -> Iterator[b.Row]:
        """The cost of each year, when later years are discounted or prices rise."""
        evaluation = self.view.spec.evaluation
        if not evaluation.discount_rate and not evaluation.indexation:
            return
        for year in range(self.view.spec.cost_horizon + 1):
            cells: list[b.Inlines] = [("",), (self.say("report.year", year=year),), ("",)]
            cells += [(self._money(bid.cost.by_year[year]) if bid.cost.by_year else "–",) for bid in self.all]
            yield b.Row(tuple(cells))
        cells = [("",), (self.say("report.nominal"),), ("",)]
        yield b.Row(tuple(cells + [(self._money(bid.cost.nominal),) for bid in self.all]), style="group")

    def _estimate(self) -> Fraction | None:
        budget = self.view.spec.budget
        if budget is None or not budget.lines:
            return None
        return sum((Fraction(line.amount) * Fraction(line.quantity) for line in budget.lines), Fraction(0))

    def _vendors(self) -> Iterator[b.Block]:
        for bid in self.all:
            yield b.Section(f"vendor-{bid.vendor}", bid.name, "", 0, tuple(self._vendor(bid)))

    def _vendor(self, bid: BidResult) -> Iterator[b.Block]:
        lines = [line for leaf in bid.leaves.values() if leaf.kind == "features" for line in leaf.lines]
        titles = {item.id: self.view.text(item.title) for _, item in self.view.spec.asked}
        leaves = [(leaf, self.view.text(node.name)) for node in self.leaves for leaf in (bid.leaves[node.id],)]
        strong = [name for leaf, name in leaves if leaf.low >= Fraction(3, 4)]
        if strong:
            yield b.Facts(((self.say("report.strengths"), (self.say.listed(strong),)),))
        gaps = sorted(
            (line for line in lines if line.counted and line.high < 1), key=lambda x: (-(x.weight * (1 - x.high)), x.id)
        )
        missing = [line for line in lines if not line.counted]
        for key, found in (("report.gaps", gaps[:10]), ("report.unanswered", missing[:10])):
            items = tuple(
                (
                    b.Paragraph(
                        (
                            b.Ref(line.id, line.id),
                            f" {titles.get(line.id, '')} · {self.say('document.weight', weight=line.weight)}"
                            + (f" · {self.figures.answer(line.id, line.counted)}" if line.counted else ""),
                        )
                    ),
                )
                for line in found
            )
            yield from self.view.titled(key, (b.Bullets(items),) if items else ())
        verified = [line for line in lines if line.note_key in ("verified", "corrected")]
        if verified:
            heads = [
                (self.say("label.id"), 10, "left"),
                (self.say("report.claim"), 14, "left"),
                (self.say("report.counted"), 14, "left"),
                (self.view.label("reason"), 50, "left"),
            ]
            rows = [b.Row(((line.id,), (line.claim,), (line.counted,), (line.note,))) for line in verified]
            yield self._table(heads, rows, "report.verified")
        judged = [line for leaf in bid.leaves.values() if leaf.kind == "judged" for line in leaf.lines if line.counted]
        if judged:
            heads = [
                (self.view.label("criterion"), 26, "left"),
                (self.say("report.score"), 9, "right"),
                (self.view.label("source"), 18, "left"),
                (self.view.label("reason"), 50, "left"),
            ]
            rows = [b.Row(((self.view.names.get(x.id, x.id),), (x.counted,), (x.origin,), (x.note,))) for x in judged]
            yield self._table(heads, rows, "report.scores")

    def _trace(self) -> Iterator[b.Block]:
        yield self.view.paragraph("report.trace_how")
        for bid in self.all:
            blocks: list[b.Block] = []
            for node in self.leaves:
                blocks += self._trace_leaf(bid, node)
            yield b.Section(f"trace-{bid.vendor}", bid.name, "", 0, tuple(blocks))

    def _trace_leaf(self, bid: BidResult, node: Criterion) -> Iterator[b.Block]:
        leaf = bid.leaves[node.id]
        factor = leaf.share * self.ranking.maximum
        share = self.span(leaf.low * 100, leaf.high * 100)
        text = f"{self.say.number(factor)} × {share} / 100 = {self.span(*leaf.points)}"
        yield b.Heading((f"{node.id} {self.view.text(node.name)}: {text}",))
        references = self.ranking.references.get(node.id)
        if references:
            shown = (
                f"{self.say('report.reference_' + key)} {self.say.number(value, 2)}"
                for key, value in references.items()
            )
            yield b.Paragraph((self.say.listed(shown),), "note")
        heads = [
            (self.say("label.id"), 12, "left"),
            (self.view.label("weight"), 8, "right"),
            (self.say("report.claim"), 13, "left"),
            (self.say("report.counted"), 13, "left"),
            (self.view.label("points"), 14, "right"),
            (self.say("report.cell"), 50, "left"),
            (self.view.label("note"), 13, "left"),
        ]
        rows = []
        for line in leaf.lines:
            points = self._money(line.low) if leaf.kind == "price" else self.span(line.low, line.high)
            note = self.say(f"report.note_{line.note_key}") if line.note_key else ""
            rows.append(
                b.Row(
                    (
                        (line.id,),
                        (self.say.number(line.weight),),
                        (line.claim,),
                        (line.counted,),
                        (points,),
                        (line.origin,),
                        (note,),
                    )
                )
            )
        columns = tuple(b.Column(title, width, align) for title, width, align in heads)  # type: ignore[arg-type] # words of alignment
        yield b.Table(columns, tuple(rows))
