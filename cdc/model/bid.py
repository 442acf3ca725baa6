"""What a vendor's answer is once read, what evaluators write, and what a ranking is."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import Count, Exact, Flag, Id, Line, Model, Text
from cdc.model.declare import told


class Origin(Model):
    """The cell a value was read from."""

    file: str = told("Name of the workbook.")
    sheet: str = told("Name of the sheet.")
    cell: str = told("Name of the cell.")

    def __str__(self) -> str:
        return f"{self.file} › {self.sheet}!{self.cell}"


class AnswerRead(Model):
    """A vendor's answer to one requirement; no answer is missing, never zero."""

    id: str = told("Id of the requirement.")
    answer: str | None = told("Id of the chosen answer.", None)
    typed: str = told("What stands in the cell.", "")
    comment: str = told("Comment.", "")
    evidence: str = told("Evidence.", "")
    origin: Origin | None = told("Where it was read.", None)

    @property
    def said(self) -> str:
        """Give what the vendor says: the chosen answer, else what it typed."""
        return self.answer or self.typed


class PriceRead(Model):
    """A vendor's unit price for one line."""

    id: str = told("Id of the price line.")
    amount: Decimal | None = told("Unit price.", None)
    typed: str = told("What stands in the cell.", "")
    comment: str = told("Comment.", "")
    origin: Origin | None = told("Where it was read.", None)

    @property
    def said(self) -> Decimal | str:
        """Give the unit price; nothing where none was read."""
        return "" if self.amount is None else self.amount


class FileReceived(Model):
    """An original file."""

    name: str = told("Name it came under.")
    kept: str = told("Name under which it is kept in originals/.")
    sha256: str = told("SHA-256 of its bytes.")
    kind: Literal["both", "technical", "price", "signature"] = told("Which form it holds; or the signature of a file.")
    since: Count = told("Round in which it came, where that is an earlier one; else 0.", 0)


class Bid(Model):
    """A vendor's answers of one round, as read from its workbooks."""

    vendor: str = told("Folder name of the vendor.")
    name: str = told("Name the vendor gives itself.", "")
    variant_of: str = told("Folder name of the vendor whose variant this is; empty for a base bid.", "")
    round: int = told("Round, from 1.")
    received: str = told("When it was received, UTC, by the clock.")
    stated: str = told("When it arrived by the word of whoever took it in, such as a bid on paper; else empty.", "")
    tender: str = told("Id of the tender.")
    form: str = told("Fingerprint of the form that was answered.")
    files: tuple[FileReceived, ...] = told("Original files.")
    answers: tuple[AnswerRead, ...] = told("Answers to requirements.")
    prices: tuple[PriceRead, ...] = told("Unit prices.")
    statements: tuple[AnswerRead, ...] = told("Declarations and yes/no answers.")
    identity: dict[str, str] = told("What the vendor says of itself.")


class Correction(Model):
    """A reading put right: by whom, when and why."""

    id: Line = told("Id of the requirement, price line or statement.")
    answer: Line | None = told("Right answer.", None)
    amount: Exact | None = told("Right unit price.", None, ge=0)
    by: Line = told("Who corrects.")
    when: Line = told("When.")
    why: Line = told("Why.")


class Corrections(Model):
    """The file corrections.yaml beside a reading."""

    corrections: tuple[Correction, ...] = told("Corrections.", ())


class JudgedScore(Model):
    """One score of one evaluator."""

    vendor: Id = told("Folder name of the vendor.")
    criterion: Line = told("Id of the judged criterion.")
    score: Exact = told("Score on the scale of the criterion.")
    lot: Id | None = told("Lot it is about, where the lots are judged apart; none means every lot.", None)
    reason: Text | None = told("Why this score.", None)
    pointer: Line | None = told("Where in the bid.", None)


class Verified(Model):
    """An answer the evaluator found to be different from the vendor's claim."""

    vendor: Id = told("Folder name of the vendor.")
    requirement: Line = told("Id of the requirement.")
    answer: Line = told("Answer found on verification.")
    reason: Text = told("What was seen.")


class PairScore(Model):
    """One cell of an evaluator's pairwise table."""

    criterion: Line = told("Id of the pairwise criterion.")
    better: Id = told("Bid that is preferred; either one at parity.")
    other: Id = told("The other bid.")
    lot: Id | None = told("Lot it is about, where the lots are judged apart; none means every lot.", None)
    degree: Annotated[Count, Field(ge=1, le=9)] = told(
        "1 parity, 2 slight, 3 small, 4 clear, 5 strong, 6 greatest preference; up to 9 where the table is read as AHP."
    )
    reason: Text = told("Why.")


class Moderated(Model):
    """The score the board agreed on after talking about individual ones."""

    vendor: Id = told("Folder name of the vendor.")
    criterion: Line = told("Id of the judged criterion.")
    score: Exact = told("Score on the scale of the criterion.")
    lot: Id | None = told("Lot it is about, where the lots are judged apart; none means every lot.", None)
    reason: Text = told("Why this score.")
    by: Line = told("Who led the discussion.")
    when: Line = told("Date.")


class Moderation(Model):
    """The file scores/moderation.yaml."""

    moderated: tuple[Moderated, ...] = told("Moderated scores.", ())
    example: Flag = told("Marks made-up scores of an example.", False)


class ScoreSheet(Model):
    """The file scores/<evaluator>.yaml."""

    evaluator: Id = told("Name of the evaluator, as in the board.")
    scores: tuple[JudgedScore, ...] = told("Scores.", ())
    verified: tuple[Verified, ...] = told("Verified answers.", ())
    pairs: tuple[PairScore, ...] = told("Comparisons in pairs.", ())
    example: Flag = told("Marks made-up scores of an example.", False)


class Publication(Model):
    """The frozen facts of a published tender."""

    tender: str = told("Id of the tender.")
    version: str = told("Version of the document.")
    form: str = told("Fingerprint of what vendors are asked.")
    rules: str = told("Fingerprint of how bids are compared.")
    number: Count = told("0 for the first publication, then the number of the amendment.", 0)
    at: str = told("When it was published, UTC.", "")
    by: str = told("Who published it.", "")
    reason: str = told("Why it was amended; empty for the first publication.", "")
