"""What a letter to vendors carries besides the result: who writes and signs, from where, and where to complain."""

from __future__ import annotations

from cdc.model.base import Contact, Count, Line, Model, Text
from cdc.model.declare import free, told


class Signatory(Model):
    """Somebody who signs for the company."""

    name: Line = told("Name.")
    role: Text = told("Office held, printed under the name.")


class ReviewBody(Model):
    """Who examines a complaint against the decision."""

    name: Text = told("Name of the court, authority or office.")
    address: Line | None = told("Postal address.", None)
    contact: Contact | None = told("How to reach it.", None)


class Notices(Model, use=free("how the result is told, not how it is reached")):
    """What letters and minutes carry besides the result."""

    town: Text | None = told("Town of issue, printed with the date.", None)
    address: Line | None = told("Postal address of the sender.", None)
    channel: Text | None = told("How letters are sent: by e-mail with acknowledgement of receipt.", None)
    signatory: Signatory | None = told("Who signs the letters.", None)
    review_body: ReviewBody | None = told("Who examines complaints.", None)
    remedies: Text | None = told(
        "How and within what time the decision can be contested, when not as the calendar of law says.", None
    )
    answer_days: Count | None = told("Days within which written requests about the result are answered.", None)
    meeting_place: Text | None = told("Where the board meets and opens bids, printed in its minutes.", None)
