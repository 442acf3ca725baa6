"""A formula as its author typed it: a small grammar over exact numbers.

    expression = sum [ ("<" | "<=" | ">" | ">=" | "=" | "<>") sum ]
    sum        = term { ("+" | "-") term }
    term       = sign { ("*" | "/") sign }
    sign       = [ "-" | "+" ] sign | power
    power      = atom [ "^" sign ]
    atom       = number | name | name "(" expression { "," expression } ")" | "(" expression ")"

Numbers have digits and at most one dot. Functions: min, max, abs, sqrt, ln, exp, round(x, places), if(test, then,
else). A comparison is 1 when it holds, else 0. `-2^2` is -4. There is no way to reach anything but the named numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from cdc.scoring import numbers
from cdc.scoring.numbers import UndefinedScoreError

NAMES = ("P", "Pmin", "Pmax", "Pavg", "Pmed", "Base", "N", "M")
MAX_LENGTH, MAX_DEPTH = 500, 40
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]+)|(<=|>=|<>|[-+*/^(),<>=]))")
_SIGNS = {"−": "-", "·": "*", "×": "*", "÷": "/", "≤": "<=", "≥": ">="}
Values = Mapping[str, Fraction]
Node = Callable[[Values], Fraction]


class ExpressionError(ValueError):
    """A text that is no expression: `key` says why, `at` is the position of the letter, from 1."""

    def __init__(self, key: str, at: int, found: str) -> None:
        super().__init__(f"{key} at {at}: {found}")
        self.key, self.at, self.found = key, at, found


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


@lru_cache(maxsize=256)
def parse(text: str) -> Node:
    """Give the function an expression stands for; ExpressionError where it stands for none."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError("too_long", MAX_LENGTH, text[MAX_LENGTH - 1])
    return _Parser(text).whole()


def names(text: str) -> frozenset[str]:
    """Give the variables an expression uses."""
    return frozenset(token.text for token in _tokens(text) if token.kind == "name" and token.text in NAMES)


def _tokens(text: str) -> list[_Token]:
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise ExpressionError("letter", start + 1, text[start])
        kind = ("number", "name", "sign")[(match.lastindex or 1) - 1]
        found.append(_Token(kind, match[match.lastindex or 1], match.start(match.lastindex or 1) + 1))
        at = match.end()
    return [*found, _Token("end", "", len(text) + 1)]


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens, self.at, self.depth = _tokens(text), 0, 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> str | None:
        """Step over one of these signs, if it comes next."""
        if self.token.kind == "sign" and self.token.text in texts:
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def fail(self, key: str) -> ExpressionError:
        """Say what was found where something else was expected."""
        return ExpressionError(key, self.token.at, self.token.text or "…")

    def whole(self) -> Node:
        """Read a whole expression."""
        node = self.expression()
        if self.token.kind != "end":
            raise self.fail("unexpected")
        return node

    def expression(self) -> Node:
        """Read a sum, compared with another or not."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("too_deep")
        left = self.sum()
        sign = self.take("<=", ">=", "<>", "<", ">", "=")
        if sign:
            left = _comparison(sign, left, self.sum())
        self.depth -= 1
        return left

    def sum(self) -> Node:
        """Read terms joined by plus and minus."""
        left = self.term()
        while sign := self.take("+", "-"):
            left = _binary(sign, left, self.term())
        return left

    def term(self) -> Node:
        """Read factors joined by times and divided by."""
        left = self.sign()
        while sign := self.take("*", "/"):
            left = _binary(sign, left, self.sign())
        return left

    def sign(self) -> Node:
        """Read a factor with its signs."""
        negative = False
        while sign := self.take("-", "+"):
            negative ^= sign == "-"
        node = self.power()
        return (lambda values: -node(values)) if negative else node

    def power(self) -> Node:
        """Read an atom, raised to a power or not."""
        base = self.atom()
        if not self.take("^"):
            return base
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("too_deep")
        exponent = self.sign()
        self.depth -= 1
        return lambda values: numbers.power(base(values), exponent(values))

    def atom(self) -> Node:
        """Read a number, a name, a function or something in brackets."""
        token = self.token
        if token.kind == "number":
            self.at += 1
            value = Fraction(token.text)
            return lambda _: value
        if self.take("("):
            node = self.expression()
            if not self.take(")"):
                raise self.fail("bracket")
            return node
        if token.kind != "name":
            raise self.fail("unexpected")
        self.at += 1
        if self.take("("):
            return self.call(token)
        if token.text not in NAMES:
            raise ExpressionError("name", token.at, token.text)
        return lambda values: _value(values, token.text)

    def call(self, token: _Token) -> Node:
        """Read the arguments of a function."""
        if token.text not in _FUNCTIONS:
            raise ExpressionError("function", token.at, token.text)
        arguments = [self.expression()]
        while self.take(","):
            arguments.append(self.expression())
        if not self.take(")"):
            raise self.fail("bracket")
        least, most, build = _FUNCTIONS[token.text]
        if not least <= len(arguments) <= most:
            raise ExpressionError("arguments", token.at, token.text)
        return build(arguments)


def _value(values: Values, name: str) -> Fraction:
    if name not in values:
        raise UndefinedScoreError("no_value", name=name)
    return values[name]


def _binary(sign: str, left: Node, right: Node) -> Node:
    def divide(values: Values) -> Fraction:
        under = right(values)
        if under == 0:
            raise UndefinedScoreError("division")
        return left(values) / under

    return {
        "+": lambda values: left(values) + right(values),
        "-": lambda values: left(values) - right(values),
        "*": lambda values: left(values) * right(values),
        "/": divide,
    }[sign]


def _comparison(sign: str, left: Node, right: Node) -> Node:
    tests: dict[str, Callable[[Fraction, Fraction], bool]] = {
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "=": lambda a, b: a == b,
        "<>": lambda a, b: a != b,
    }
    test = tests[sign]
    return lambda values: Fraction(test(left(values), right(values)))


def _round(arguments: list[Node]) -> Node:
    def call(values: Values) -> Fraction:
        places = arguments[1](values) if len(arguments) == 2 else Fraction(0)
        if places.denominator != 1 or not 0 <= places <= 20:
            raise UndefinedScoreError("places", places=places)
        return numbers.rounded(arguments[0](values), int(places), "half_up")

    return call


def _if(arguments: list[Node]) -> Node:
    test, then, other = arguments
    return lambda values: then(values) if test(values) != 0 else other(values)


def _all(function: Callable[[list[Fraction]], Fraction]) -> Callable[[list[Node]], Node]:
    return lambda arguments: lambda values: function([node(values) for node in arguments])


_FUNCTIONS: dict[str, tuple[int, int, Callable[[list[Node]], Node]]] = {
    "min": (1, 9, _all(min)),
    "max": (1, 9, _all(max)),
    "abs": (1, 1, _all(lambda found: abs(found[0]))),
    "sqrt": (1, 1, _all(lambda found: numbers.root(found[0]))),
    "ln": (1, 1, _all(lambda found: numbers.logarithm(found[0]))),
    "exp": (1, 1, _all(lambda found: numbers.exponential(found[0]))),
    "round": (1, 2, _round),
    "if": (3, 3, _if),
}
