"""What stands where in the response workbook: sheets, columns, lines; the writer and the reader both follow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cdc.model.specification import Specification
from cdc.model.tender import Scale
from cdc.words import pick, words

Envelope = Literal["both", "technical", "price"]
META = "_cdc"
LISTS = "_lists"
IDENTITY = ("V-NAME", "V-CONTACT", "V-EMAIL", "V-DATE")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the catalogues (`grid.<key>`), its width, and whether vendors fill it."""

    key: str
    width: int
    is_input: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet of the form: lines joined by id, columns found by heading."""

    key: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...]
    """Columns without which nothing can be read."""
    distinctive: tuple[frozenset[str], ...]
    """Sets of columns of which one must stand beside the id for a row to be this form's heading."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """Give the keys of the columns vendors fill."""
        return tuple(column.key for column in self.columns if column.is_input)


REQUIREMENTS = Form(
    "requirements",
    (
        Column("id", 11), Column("group", 18), Column("title", 30), Column("statement", 52), Column("priority", 13), Column("weight", 8),
        Column("answer", 26, True), Column("comment", 40, True), Column("evidence", 26, True), Column("status", 17),
    ),
    ("answer",),
    (frozenset({"statement"}), frozenset({"answer", "evidence"})),
)  # fmt: skip
PRICES = Form(
    "prices",
    (
        Column("id", 11), Column("item", 46), Column("period", 14), Column("quantity", 11), Column("unit", 14),
        Column("unit_price", 16, True), Column("line_total", 16), Column("comment", 40, True), Column("status", 17),
    ),
    ("unit_price",),
    (frozenset({"unit_price"}),),
)  # fmt: skip
VENDOR = Form(
    "vendor",
    (
        Column("id", 14),
        Column("question", 70),
        Column("answer", 30, True),
        Column("comment", 44, True),
        Column("status", 17),
    ),
    ("answer",),
    (frozenset({"question"}), frozenset({"answer", "evidence"})),
)
SCORES = Form(
    "scores",
    (
        Column("id", 22), Column("criterion", 36), Column("bid", 24), Column("score", 16, True), Column("reason", 60, True),
        Column("pointer", 26, True), Column("status", 17),
    ),
    ("score",),
    (frozenset({"score", "reason"}),),
)  # fmt: skip
PAIRS = Form(
    "pairs",
    (
        Column("id", 30), Column("criterion", 36), Column("left", 22), Column("right", 22), Column("preferred", 18, True),
        Column("degree", 14, True), Column("reason", 56, True), Column("status", 17),
    ),
    ("preferred", "degree"),
    (frozenset({"preferred", "degree"}),),
)  # fmt: skip
VERIFIED = Form(
    "verified",
    (Column("bid", 24, True), Column("requirement", 18, True), Column("found", 20, True), Column("reason", 70, True)),
    ("bid", "requirement", "found"),
    (frozenset({"requirement", "found"}),),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line vendors answer: id, group, texts, and how the answer is given."""

    id: str
    group: str
    title: str
    statement: str
    priority: str
    weight: Decimal | None
    scale: Scale | None


def forms(envelope: Envelope) -> tuple[Form, ...]:
    """Give the sheets of a workbook."""
    return {"both": (REQUIREMENTS, PRICES, VENDOR), "technical": (REQUIREMENTS, VENDOR), "price": (PRICES,)}[envelope]


def envelopes(spec: Specification) -> tuple[Envelope, ...]:
    """Give the workbooks of a tender: one, or technical and price apart."""
    assert spec.tender is not None
    return ("technical", "price") if spec.tender.envelopes == "two" else ("both",)


def texts(text: object, languages: tuple[str, ...], default: str) -> str:
    """Write a text in one language, or in two, one below the other."""
    found = list(dict.fromkeys(pick(text, language, default) for language in languages))
    return "\n".join(part for part in found if part)


def heading(key: str, languages: tuple[str, ...]) -> str:
    """Write a heading in one language or in two."""
    return " / ".join(dict.fromkeys(words(language)(f"grid.{key}") for language in languages))


def label_of(scale: Scale, answer_id: str, languages: tuple[str, ...], default: str) -> str:
    """Write an answer as it stands in the drop-down list: code and label."""
    answer = next(item for item in scale.answers if item.id == answer_id)
    label = " / ".join(dict.fromkeys(pick(answer.label, language, default) for language in languages))
    return f"{answer.id} · {label}"


def lines(spec: Specification, languages: tuple[str, ...]) -> Iterator[Line]:
    """Give the requirements vendors answer, in document order."""
    default = spec.language
    modules = {module.id: texts(module.name, languages, default) for module in spec.modules}
    shows = spec.evaluation.publish_weights == "all"
    names = {name: heading_of_list(name, languages) for name in {name for name, _ in spec.asked}}
    priorities = {
        p: " / ".join(dict.fromkeys(words(lang)(f"value.{p}") for lang in languages))
        for p in ("optional", "important", "essential")
    }
    for name, item in spec.asked:
        group = modules.get(getattr(item, "module", None) or "", names[name])
        yield Line(
            item.id,
            group,
            texts(item.title, languages, default),
            texts(item.statement, languages, default),
            priorities[item.priority],
            spec.weight_of(item) if shows else None,
            spec.scale_of(item),
        )


def heading_of_list(name: str, languages: tuple[str, ...]) -> str:
    """Write the name of a list of requirements."""
    return " / ".join(dict.fromkeys(words(language)(f"value.list_{name}") for language in languages))


Kind = Literal["text", "yes_no", "number"]


def statements(spec: Specification, languages: tuple[str, ...]) -> Iterator[tuple[str, str, Kind]]:
    """Give the lines of the vendor's sheet: id, question, and what answers it: text, yes or no, or a number."""
    assert spec.tender is not None
    for key in IDENTITY:
        yield key, heading("identity_" + key[2:].lower(), languages), "text"
    for item in spec.tender.declarations:
        yield item.id, texts(item.text, languages, spec.language), "yes_no"
    for leaf in spec.leaves:
        if leaf.kind == "yes_no":
            yield leaf.id, texts(leaf.question or leaf.name, languages, spec.language), "yes_no"
        elif leaf.kind == "quantity":
            unit = f" ({texts(leaf.unit, languages, spec.language)})" if leaf.unit else ""
            yield leaf.id, texts(leaf.question or leaf.name, languages, spec.language) + unit, "number"
