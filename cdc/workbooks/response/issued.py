"""What was issued to vendors, line by line: written into the grid, carried inside it, compared when it comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import Criterion, Declaration, PriceLine, Scale
from cdc.words import words
from cdc.workbooks.kit.choices import answers_of, phrases
from cdc.workbooks.kit.table import Row
from cdc.workbooks.kit.texts import heading, label_of, texts
from cdc.workbooks.response.details import Details, of_kind
from cdc.workbooks.response.tables import IDENTITY, PRICES, REQUIREMENTS, VENDOR, YES_NO

Answered = Literal["list", "text", "number", "price"]


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of answers: as shown, ids from best to worst, every way of writing one, which want a comment, meanings."""

    labels: tuple[str, ...]
    ids: tuple[str, ...]
    ways: Mapping[str, str]
    commented: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that vendors answer or price: what its locked cells say, and what answers it."""

    id: str
    values: Mapping[str, str | Decimal | None]
    answered: Answered
    list: str = ""
    currency: str = ""
    """The currency of a price."""

    @property
    def row(self) -> Row:
        """Give the line as a row of its sheet."""
        return Row({"id": self.id, **self.values}, {"answer": self.list})


@dataclass(frozen=True, slots=True)
class Issued:
    """The form as issued: the tender, its languages (the author's first one apart), its lists, its lines by sheet."""

    tender: str
    language: str
    languages: tuple[str, ...]
    choices: Mapping[str, Choices]
    lines: Mapping[str, tuple[Line, ...]]
    page: tuple[str, ...] = ()
    """What stands on the first sheet, line by line."""

    def of(self, key: str) -> tuple[Line, ...]:
        """Give the lines of a sheet."""
        return self.lines.get(key, ())


def issue(spec: Specification, languages: tuple[str, ...]) -> Issued:
    """Give the form of a specification in the languages of a workbook."""
    assert spec.tender is not None
    told = Details(spec, languages)
    wants = {entry.id: told.of(entry) for entry in of_kind(spec, "answer")}
    choices = {scale.id: _choices(scale, wants, languages, spec.language) for scale in spec.scales}
    yes_no = phrases(("yes", "no"))
    shown = tuple(heading(f"grid.{key}", languages) for key in ("yes", "no"))
    return Issued(
        tender=spec.tender.id,
        language=spec.language,
        languages=languages,
        choices={**choices, YES_NO: Choices(shown, ("yes", "no"), yes_no)},
        lines={
            REQUIREMENTS.key: tuple(_requirements(spec, languages)),
            PRICES.key: tuple(_prices(spec, languages)),
            VENDOR.key: tuple(_questions(spec, languages)),
        },
    )


def _choices(scale: Scale, wants: Mapping[str, str], languages: tuple[str, ...], default: str) -> Choices:
    return Choices(
        labels=tuple(label_of(scale, answer.id, languages, default) for answer in scale.answers),
        ids=tuple(answer.id for answer in scale.answers),
        ways=answers_of(scale),
        commented=tuple(answer.id for answer in scale.answers if answer.needs_comment),
        meanings=tuple(
            "\n".join(filter(None, (texts(answer.meaning, languages, default), wants[f"{scale.id}.{answer.id}"])))
            for answer in scale.answers
        ),
    )


def _requirements(spec: Specification, languages: tuple[str, ...]) -> Iterator[Line]:
    """Give the requirements vendors answer, in document order."""
    shows = spec.evaluation.publish_weights == "all"
    modules = {module.id: texts(module.name, languages, spec.language) for module in spec.modules}
    told = Details(spec, languages)
    for entry in of_kind(spec, "requirement"):
        item, name = entry.item, entry.list
        assert isinstance(item, Requirement)
        scale = spec.scale_of(item)
        values: dict[str, str | Decimal | None] = {
            "group": modules.get(getattr(item, "module", None) or "") or _value(f"list_{name}", languages),
            **_texts_of(item, languages, spec.language),
            "details": told.of(entry),
            "priority": _value(item.priority, languages) if entry.value("priority") else None,
            "weight": spec.weight_of(item) if shows else None,
        }
        yield Line(item.id, values, "list" if scale else "text", scale.id if scale else "")


def _texts_of(item: Requirement, languages: tuple[str, ...], default: str) -> dict[str, str]:
    return {key: texts(getattr(item, key), languages, default) for key in ("title", "statement")}


def _value(key: str, languages: tuple[str, ...]) -> str:
    return " / ".join(dict.fromkeys(words(language)(f"value.{key}") for language in languages))


def _prices(spec: Specification, languages: tuple[str, ...]) -> Iterator[Line]:
    """Give the lines of the price schedule, in document order."""
    told = Details(spec, languages)
    for entry in of_kind(spec, "price"):
        assert isinstance(entry.item, PriceLine)
        line = _price(spec, entry.item, languages)
        yield replace(line, values={**line.values, "details": told.of(entry)})


def _price(spec: Specification, line: PriceLine, languages: tuple[str, ...]) -> Line:
    name = texts(line.name, languages, spec.language)
    if line.option:
        name += f" ({heading('grid.option', languages)})"
    if line.note:
        name += "\n" + texts(line.note, languages, spec.language)
    values: dict[str, str | Decimal | None] = {
        "item": name,
        "period": heading(f"grid.period_{line.kind}", languages),
        "quantity": line.quantity,
        "unit": texts(line.unit, languages, spec.language),
    }
    budget = spec.budget.currency if spec.budget else "EUR"
    return Line(line.id, values, "price", currency=line.currency or budget)


def _questions(spec: Specification, languages: tuple[str, ...]) -> Iterator[Line]:
    """Give the lines of the vendor's sheet: who it is, what it declares, what criteria ask."""
    for key in IDENTITY:
        asked = heading(f"grid.identity_{key[2:].lower()}", languages)
        yield Line(key, {"question": asked, "details": ""}, "text")
    told = Details(spec, languages)
    for entry in (*of_kind(spec, "declaration"), *of_kind(spec, "question")):
        item = entry.item
        assert isinstance(item, Declaration | Criterion)
        is_number = isinstance(item, Criterion) and item.kind == "quantity"
        values = {"question": _question(item, languages, spec.language), "details": told.of(entry)}
        yield Line(item.id, values, "number" if is_number else "list", "" if is_number else YES_NO)


def _question(item: Declaration | Criterion, languages: tuple[str, ...], default: str) -> str:
    """Write what is asked; a number with its unit."""
    if isinstance(item, Declaration):
        return texts(item.text, languages, default)
    unit = f" ({texts(item.unit, languages, default)})" if item.unit and item.kind == "quantity" else ""
    return texts(item.question or item.name, languages, default) + unit
