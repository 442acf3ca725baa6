"""What a number looks like in a cell: what a person reads, to be held against what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from cdc.sheets.grid import Shown

PLAIN = frozenset({"General", "general", "GENERAL", "@", ""})
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<blank>_.)|(?P<fill>\*.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|(?P<mark>\[[^\]]*\])'
    r"|(?P<general>[Gg]eneral)|(?P<exponent>[Ee][+-]0+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<plain>.)",
    re.DOTALL,
)
_QUOTED = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.DOTALL | re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")


@dataclass(frozen=True, slots=True)
class _Part:
    """One section of a format: what stands before, between and after the digits, and what becomes of the number."""

    before: str
    between: str
    after: str
    whole: int
    least: int
    most: int
    scale: int
    is_grouped: bool
    is_general: bool
    has_digits: bool
    is_exponent: bool


@lru_cache(maxsize=512)
def is_date(code: str) -> bool:
    """Tell whether a format makes a date or a time of a number."""
    bare = _QUOTED.sub("", code.split(";", maxsplit=1)[0])
    return code not in PLAIN and bool(re.search("[dmhysDMHYS]", bare))


@lru_cache(maxsize=512)
def is_elapsed(code: str) -> bool:
    """Tell whether a format shows a time that has passed: more than 24 hours stay hours."""
    return bool(_ELAPSED.search(code))


def shown(number: str, code: str) -> Shown | None:
    """Give how a stored number shows in a format, or None where that is the number and nothing else."""
    if code in PLAIN:
        return None
    value = Decimal(number)
    part, is_negative = _section(code, value)
    if part is None or not value.is_finite():
        return Shown("", "", "")
    found = _written(part, abs(value) if is_negative else value)
    is_same = not found.affix and found.number and Decimal(found.number) == value
    return None if is_same else found


def shown_text(text: str, code: str) -> str:
    """Give how a text shows in a format: some hide it, or put words around it."""
    sections = _sections(code)
    if len(sections) == 4:
        section = sections[3]
    elif "@" in _bare(sections[-1]):
        section = sections[-1]
    else:
        return text
    return "".join(text if kind == "plain" and value == "@" else value for kind, value in _pieces(section)).strip()


def _bare(section: str) -> str:
    return re.sub(r'"[^"]*"|\\.', "", section)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    """Split a format at the semicolons that are neither quoted nor escaped."""
    parts, now = [], ""
    for match in re.finditer(r'"[^"]*"?|\\.|\[[^\]]*\]|;|.', code, re.DOTALL):
        if match[0] == ";":
            parts.append(now)
            now = ""
        else:
            now += match[0]
    return (*parts, now)


def _section(code: str, value: Decimal) -> tuple[_Part | None, bool]:
    """Choose the section of a value; tell whether it writes the sign of a negative value itself."""
    sections = _sections(code)[:3]
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        at = next((at for at, test in enumerate(conditions) if test is None or _holds(test, value)), len(sections) - 1)
        return _part(sections[at]), False
    if value < 0 and len(sections) > 1:
        return (_part(sections[1]) if sections[1] else None), True
    at = 2 if value == 0 and len(sections) == 3 else 0
    return (_part(sections[at]) if sections[at] else None), False


def _holds(test: re.Match[str], value: Decimal) -> bool:
    sign, bound = test[1], Decimal(test[2])
    return {
        "<": value < bound, ">": value > bound, "=": value == bound,
        "<=": value <= bound, ">=": value >= bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _pieces(section: str) -> Iterator[tuple[str, str]]:
    """Give the pieces of a section by kind; colours and conditions print nothing, a blank of a width is a space."""
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "plain"
        if kind in ("mark", "fill"):
            continue
        yield (
            ("text", " ")
            if kind == "blank"
            else (("text", match[kind]) if kind in ("quoted", "escaped", "money") else (kind, match[kind]))
        )


@lru_cache(maxsize=512)
def _part(section: str) -> _Part:
    pieces = list(_pieces(section))
    digits = [at for at, (kind, _) in enumerate(pieces) if kind in ("digit", "general")]
    first, last = (digits[0], digits[-1]) if digits else (len(pieces), len(pieces))
    point = next(
        (at for at, (kind, _) in enumerate(pieces) if kind == "point" and digits and at >= first - 1), len(pieces)
    )
    whole = [value for at, (kind, value) in enumerate(pieces) if kind == "digit" and at < point]
    decimals = [value for at, (kind, value) in enumerate(pieces) if kind == "digit" and at > point]
    last_whole = max((at for at in digits if at < point), default=-1)
    commas = [at for at, (kind, _) in enumerate(pieces) if kind == "comma" and digits and at > first]
    text = [(at, value) for at, (kind, value) in enumerate(pieces) if kind in ("text", "plain", "percent")]
    thousands = sum(at > last_whole for at in commas)
    return _Part(
        before="".join(value for at, value in text if at < first),
        between="".join(value for at, value in text if first < at < last),
        after="".join(value for at, value in text if at > last),
        whole=whole.count("0"),
        least=decimals.count("0"),
        most=len(decimals),
        scale=2 * sum(kind == "percent" for kind, _ in pieces) - 3 * thousands,
        is_grouped=any(at < last_whole for at in commas),
        is_general=any(kind == "general" for kind, _ in pieces),
        has_digits=bool(digits),
        is_exponent=any(kind == "exponent" for kind, _ in pieces),
    )


def _written(part: _Part, value: Decimal) -> Shown:
    affix = " ".join(f"{part.before} {part.between} {part.after}".split())
    is_negative = value >= 0 and ("-" in part.before or ("(" in part.before and ")" in part.after))
    if not part.has_digits:
        return Shown(affix, "", affix)
    with localcontext() as context:
        context.prec = 400  # no stored number is longer
        number = value.scaleb(part.scale)
        if not part.is_general and not part.is_exponent:
            number = number.quantize(Decimal(1).scaleb(-part.most), ROUND_HALF_UP)
        digits = _digits(part, abs(number))
    sign = "-" if number < 0 else ""
    if part.between.strip():  # signs among the digits: no one number stands there
        return Shown(f"{sign}{part.before}{digits} {part.between}{part.after}".strip(), "", affix)
    text = f"{sign}{part.before}{digits}{part.after}".strip()
    signed = -number if is_negative else number
    plain = re.sub(r"^[-(]|\)$", "", affix).strip() if is_negative else affix
    return Shown(text, format(signed, "f"), " ".join(plain.split()))


def _digits(part: _Part, number: Decimal) -> str:
    if part.is_general:
        return format(number.normalize() + 0, "f")
    if part.is_exponent:
        return f"{number:E}"
    whole, _, decimals = format(number, "f").partition(".")
    kept = decimals.rstrip("0").ljust(part.least, "0")
    whole = whole.lstrip("0").rjust(part.whole, "0") or ("" if kept else "0")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole) if part.is_grouped else whole
    return f"{grouped}.{kept}" if kept else grouped


def seen_beside(text: str, number: str) -> Shown:
    """Give what a stored number shows, from the text that a program put beside it."""
    match = re.search(r"[-\u2212]?\d[\d.,'\u2019 \u00a0\u202f\u2009]*", text)
    if match is None:
        return Shown(text, "", text.strip())
    typed = match[0].rstrip(".,'\u2019 \u00a0\u202f\u2009")
    affix = " ".join((text[: match.start()] + " " + text[match.start() + len(typed) :]).split())
    if re.search(r"\d", affix):
        return Shown(text, "", affix)
    value, best = Decimal(number), ""
    for reading in _readings(typed):
        if not best or abs(reading - value) < abs(Decimal(best) - value):
            best = format(reading, "f")
    return Shown(text, best, affix)


def _readings(typed: str) -> Iterator[Decimal]:
    """Give every number that digits with marks could be: the last mark is decimal, or none is."""
    sign = "-" if typed[:1] in "-\u2212" else ""
    digits = re.sub(r"\D", "", typed)
    yield Decimal(sign + digits)
    cut = max(typed.rfind("."), typed.rfind(","))
    if cut >= 0:
        decimals = re.sub(r"\D", "", typed[cut:])
        yield Decimal(f"{sign}{digits[: len(digits) - len(decimals)] or '0'}.{decimals or '0'}")
