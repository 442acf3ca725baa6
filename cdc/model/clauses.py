"""What a library of clauses is: the sentences of a law's contract, each with the choices it needs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import Id, Language, Line, Model
from cdc.model.declare import told


class Sentence(Model):
    """A sentence of an article; it is written when everything that it names is stated and every condition holds."""

    say: Line = told("The sentence; `{contract.payment_days:day}` is a value of the specification, with its noun.")
    when: dict[Line, Line | tuple[Line, ...]] = told("What a value must be: {contract.price_form: lump_sum}.", {})


class Clause(Model):
    """One article: what the author must choose is what its sentences name."""

    id: Id = told("Name by which a section of a structure takes it.")
    basis: Line | None = told("Article of law or of the general terms that it rests on.", None)
    sentences: Annotated[tuple[Sentence, ...], Field(min_length=1)] = told("Sentences in order.")


class Compared(Model):
    """A text that was compared."""

    text: Line = told("What was read, with its edition.")
    place: Line | None = told("Where it was read.", None)
    on: Line = told("When.")
    kind: Literal["official", "secondary"] = told("The text itself, or what others say of it.")


class Clauses(Model):
    """A library of clauses: `templates/clauses/<id>.yaml`."""

    id: Id = told("Name by which a structure takes it.")
    language: Language = told("Language in which it is written.")
    law: Line = told("The law that it follows.")
    compared: Annotated[tuple[Compared, ...], Field(min_length=1)] = told("Texts with which it was compared.")
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)] = told("Articles.")

    def clause(self, id_: str) -> Clause:
        """Give an article by its name."""
        return next(found for found in self.clauses if found.id == id_)
