"""The types every model shares: texts by language, ids and references, exact numbers, dates, moments."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    Tag,
)
from pydantic_core import PydanticCustomError

from cdc.model.declare import Is, Use, Visibility, told
from cdc.words import LANGUAGES

if TYPE_CHECKING:
    Language = str
else:
    # The closed list is that of the language files, which a type checker cannot read.
    Language = Annotated[Literal[LANGUAGES], Is("language")]

ID_PATTERN = r"^[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*$"


class Model(BaseModel):
    """A frozen value that refuses unknown keys.

    A model says for all its fields what they are used for (`use`) and who may see them (`shown`), where a field does
    not say it itself; `by_name` makes references print its name instead of its id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")
    used_as: ClassVar[Use | None] = None
    shown_to: ClassVar[Visibility | None] = None
    is_named: ClassVar[bool] = False

    def __init_subclass__(
        cls, *, use: Use | None = None, shown: Visibility | None = None, by_name: bool | None = None, **settings: Any
    ) -> None:
        super().__init_subclass__(**settings)
        cls.used_as = cls.used_as if use is None else use
        cls.shown_to = cls.shown_to if shown is None else shown
        cls.is_named = cls.is_named if by_name is None else by_name


def _only_text(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "text expected")
    return value


def _one_line(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty_text", "empty text")
    return value


Line = Annotated[str, AfterValidator(_one_line)]
"""A text in one language, or a name that needs no translation."""


def _kind(value: Any) -> str:
    return "by_language" if isinstance(value, dict) else "plain"


Text = Annotated[
    Annotated[Line, Tag("plain")] | Annotated[dict[Language, Line], Field(min_length=1), Tag("by_language")],
    Discriminator(_kind),
    Is("text"),
]
"""A text, in the document's first language, or by language: `{fr: …, it: …}`."""


def plain(text: object) -> str:
    """Give a text as typed: the only one, or the first of those by language."""
    return str(next(iter(text.values()), "")) if isinstance(text, dict) else str(text)


Markdown = Annotated[Text, Is("markdown")]
"""A long text in CommonMark; raw HTML is shown as it is typed."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=40), Is("id")]
FileName = Annotated[Line, Is("file")]
"""A file of the project's folder."""
Section = Annotated[Line, Is("section")]
"""The id of a section of the structure that the document has."""
Flag = StrictBool
LARGEST = Decimal(10) ** 15
"""No number is larger: beyond 15 digits spreadsheets lose the last ones."""
DECIMALS = 20
"""No number has more digits after the point."""
YEARS = (1900, 2199)
"""Dates and years lie between these."""
MOST = 10**12
"""No count is larger."""


def _as_typed(value: Any) -> Any:
    """Keep bounds of a type apart from those of a field: without a step between them the last one alone would count."""
    return value


Count = Annotated[StrictInt, BeforeValidator(_as_typed), Field(ge=0, le=MOST)]
Horizon = Annotated[Count, Field(ge=1, le=100)]
"""Years of running cost."""


class Reference:
    """Marks a field that names the id of something else; `targets` are the lists where it may stand."""

    __slots__ = ("targets",)

    def __init__(self, *targets: str) -> None:
        self.targets = targets

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        result = handler(schema)
        result["description"] = "Id of: " + ", ".join(self.targets)
        return result


def _exact(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("not_number", "number expected")
    number = Decimal(value)
    if decimals(number) > DECIMALS:
        raise PydanticCustomError("too_fine", "too many decimals", {"decimals": DECIMALS})
    return number


def decimals(number: Decimal) -> int:
    """Count the digits after the point, without zeros at the end."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    digits = number.as_tuple().digits
    zeros = next((at for at, digit in enumerate(reversed(digits)) if digit), len(digits))
    return max(0, -exponent - zeros) if any(digits) else 0


Exact = Annotated[Decimal, BeforeValidator(_exact, json_schema_input_type=float), Field(ge=-LARGEST, le=LARGEST)]
"""A number kept exactly as typed."""
Amount = Annotated[Exact, Field(ge=0), Is("amount")]
Percent = Annotated[Exact, Field(ge=0, le=100), Is("percent")]
Weight = Annotated[Exact, Field(ge=0), Is("weight")]
InBudget = Annotated[Exact, Is("money")]
"""An amount in the currency of the budget."""


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("not_date", "date expected")
    try:
        day = dt.date.fromisoformat(value) if len(value) == 10 else _no_date()
    except ValueError:
        return _no_date()
    return _in_range(day)


def _in_range(day: Any) -> Any:
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise PydanticCustomError("no_such_year", "year out of range", {"first": YEARS[0], "last": YEARS[1]})
    return day


def _no_date() -> Any:
    raise PydanticCustomError("not_date", "date expected")


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("not_date", "moment expected")
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return _no_date()
    if moment.tzinfo is None:
        raise PydanticCustomError("no_zone", "time zone expected")
    return _in_range(moment)


Day = Annotated[dt.date, BeforeValidator(_date, json_schema_input_type=str)]
Moment = Annotated[dt.datetime, BeforeValidator(_moment, json_schema_input_type=str), Is("moment")]
Year = Annotated[Count, Field(ge=YEARS[0], le=YEARS[1]), Is("year")]
"""A year of the calendar, written without separators."""
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), Is("currency")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), Is("email")]

DepartmentRef = Annotated[str, Reference("departments")]
PersonRef = Annotated[str, Reference("stakeholders")]
ObjectiveRef = Annotated[str, Reference("objectives")]
ProcessRef = Annotated[str, Reference("processes")]
UseCaseRef = Annotated[str, Reference("use_cases")]
FeatureRef = Annotated[str, Reference("features")]
EntityRef = Annotated[str, Reference("data_entities")]
ApplicationRef = Annotated[str, Reference("applications")]
PhaseRef = Annotated[str, Reference("phases")]
LotRef = Annotated[str, Reference("lots")]
CriterionRef = Annotated[str, Reference("criteria")]
PriceLineRef = Annotated[str, Reference("price_lines")]
ScaleRef = Annotated[str, Reference("scales")]
WorkshopRef = Annotated[str, Reference("workshops", "interviews")]
SourceRef = Annotated[str, Reference("workshops", "interviews", "references", "stakeholders")]

Priority = Literal["optional", "important", "essential"]
Level = Literal["low", "medium", "high"]


class Money(Model):
    """An amount in a currency."""

    amount: Exact = told("The amount, as a number: 12500 or 12500.50.")
    currency: Currency = told("ISO 4217 code, such as EUR.", "EUR")


class Measure(Model):
    """A value with its unit, and the conditions under which it is measured."""

    value: Exact = told("The number.")
    unit: Text = told("The unit: s, %, days, visits per day…")
    condition: Text | None = told("Load, percentile or window under which it holds: 95th percentile, 50 users.", None)


class Contact(Model):
    """How to reach somebody; left out of published versions unless `publish` is true."""

    email: Email | None = told("E-mail address.", None)
    phone: Line | None = told("Telephone, with country code.", None)
    publish: Flag = told("Print it in documents for vendors (personal data: ask first).", False)


class Item(Model):
    """Anything that has an id of its own, unique in the project and never reused."""

    id: Id = told("Short id in Latin letters, digits, dot or hyphen; unique in the project and never reused.")
