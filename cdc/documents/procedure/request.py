"""A request to one vendor about its bid: what is asked, until when, and that it changes nothing of the bid."""

from __future__ import annotations

from cdc.documents.procedure.page import page
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.clarification import Clarification
from cdc.model.specification import Specification
from cdc.words import words


def compose(spec: Specification, request: Clarification, *, name: str, language: str) -> b.Document:
    """Give the letter; `name` is what the vendor calls itself. It holds nothing but its own bid."""
    view = View(spec, words(language))
    say = view.words
    facts: list[tuple[str, b.Inlines]] = [
        (say("report.vendor"), (name,)),
        (say("document.request_until"), (b.Strong((say.moment(request.until),)),)),
    ]
    contact = spec.tender.contact if spec.tender else None
    if contact is not None and view.contact(contact):
        facts.append((say("document.request_to"), view.contact(contact)))
    points = tuple((b.Paragraph((point,)),) for point in request.points)
    return page(
        view,
        f"request-{request.vendor}-{request.number}",
        kind=say(f"document.request_{request.kind}", number=request.number),
        day=request.asked_on,
        front=(
            b.Facts(tuple(facts)),
            view.paragraph(f"document.request_lead_{request.kind}"),
            b.Bullets(points, ordered=True),
            view.paragraph("document.request_limits", "note"),
        ),
    )
