"""The chapter on the declared method: order of steps, award rule, formulas, choices, source of the profile."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.documents import method
from cdc.documents.award.figures import Figures
from cdc.model import blocks as b
from cdc.packs import methods


def blocks(figures: Figures) -> Iterator[b.Block]:
    """The declared method: order of steps, award rule, formulas, choices, source of the profile."""
    view, say = figures.view, figures.say
    evaluation = view.spec.evaluation
    profile = methods.known().get(evaluation.method or "")
    yield view.paragraph("document.order_of_evaluation")
    yield b.Facts(((view.label("award_rule"), (method.award_text(view, evaluation.award_rule),)),))
    if profile:
        name = profile.name[say.language]
        facts = {"name": name, "source": profile.source, "date": figures.dated(profile.checked_on)}
        yield b.Paragraph((say("report.method_source", **facts),))
        if profile.status == "experimental":
            doubt = profile.doubt.get(say.language, "")
            yield b.Callout(
                say("value.experimental"), (b.Paragraph((say("report.method_experimental", doubt=doubt),)),), "warning"
            )
    yield from method.rules(view)
    for leaf in view.spec.leaves:
        if leaf.kind in ("price", "quantity"):
            lines = tuple((b.Paragraph((line,)),) for line in method.formula_lines(view, leaf.formula))
            yield b.Heading((f"{leaf.id} {view.text(leaf.name)}",))
            yield b.Bullets(lines)
