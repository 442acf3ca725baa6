"""The lines of an evaluator's sheet: which criteria, which bids under which names, which scores may be given."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cdc.findings import Finding, Place
from cdc.model.specification import Specification
from cdc.model.tender import BoardMember, Criterion
from cdc.sheets.grid import letters
from cdc.workbooks.kit.table import Row
from cdc.workbooks.kit.texts import texts

JOIN = " · "
SIDES = ("left", "right", "parity")
"""What may be preferred in a pair."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one evaluator's sheet; `names` maps vendors' folders to what they are called.

    Bids `aside`, such as those withdrawn, are not scored; they keep their letters, so that no other one gets them.
    """

    spec: Specification
    member: BoardMember
    names: Mapping[str, str]
    aside: Collection[str] = ()

    @property
    def aliases(self) -> dict[str, str]:
        """Give the name each bid has on this sheet."""
        return aliases(self.spec, self.member.evaluator, tuple(self.names))

    def shown(self, vendor: str) -> str:
        """Give what the evaluator reads as the name of a bid."""
        return self.aliases[vendor] if self.spec.evaluation.blind else self.names[vendor]

    def leaves(self, kind: str) -> tuple[Criterion, ...]:
        """Give the criteria of a kind that this evaluator scores; who steps aside from a bid compares none in pairs."""
        mine = self.member.criteria
        if kind == "pairwise" and self.member.recusals:
            return ()
        return tuple(leaf for leaf in self.spec.leaves if leaf.kind == kind and (not mine or leaf.id in mine))

    def scores(self) -> dict[str, tuple[Criterion, str]]:
        """Give the lines to score by id: criterion and vendor, but for bids from which the evaluator steps aside."""
        called = self.aliases
        mine = (v for v in called if v not in self.aside and not self.member.is_recused(v))
        order = sorted(mine, key=lambda vendor: called[vendor])
        return {f"{leaf.id}{JOIN}{called[v]}": (leaf, v) for leaf in self.leaves("judged") for v in order}

    def pairs(self) -> dict[str, tuple[Criterion, str, str]]:
        """Give the pairs to compare by id: criterion and two vendors."""
        called = self.aliases
        order = sorted((v for v in called if v not in self.aside), key=lambda vendor: called[vendor])
        return {
            f"{leaf.id}{JOIN}{called[left]}{JOIN}{called[right]}": (leaf, left, right)
            for leaf in self.leaves("pairwise")
            for at, left in enumerate(order)
            for right in order[at + 1 :]
        }

    def score_rows(self, languages: tuple[str, ...]) -> list[Row]:
        """Give the rows of the scores."""
        return [
            Row(
                {"id": id_, "criterion": self._name(leaf, languages), "bid": self.shown(vendor)},
                {"score": list_of(leaf)},
            )
            for id_, (leaf, vendor) in self.scores().items()
        ]

    def pair_rows(self, languages: tuple[str, ...]) -> list[Row]:
        """Give the rows of the pairs."""
        return [
            Row(
                {
                    "id": id_,
                    "criterion": self._name(leaf, languages),
                    "left": self.shown(left),
                    "right": self.shown(right),
                }
            )
            for id_, (leaf, left, right) in self.pairs().items()
        ]

    def _name(self, leaf: Criterion, languages: tuple[str, ...]) -> str:
        return texts(leaf.name, languages, self.spec.language)


def mark(spec: Specification, called: Mapping[str, str]) -> str:
    """Give what a sheet says of the names its bids have: with other bids the same letters would mean others."""
    salt = (spec.tender.salt if spec.tender else None) or ""
    told = "|".join(f"{vendor}={name}" for vendor, name in sorted(called.items()))
    return hashlib.sha256(f"{salt}|{told}".encode()).hexdigest()[:16]


def of_other_bids(spec: Specification, called: Mapping[str, str], told: Mapping[str, str], name: str) -> Finding | None:
    """Refuse a blinded sheet whose letters stand for other bids than those there are now."""
    if not spec.evaluation.blind or told.get("bids", "") == mark(spec, called):
        return None
    return Finding("CDC945", Place(name))


def list_of(leaf: Criterion) -> str:
    """Give the name of the list of scores of a criterion."""
    return f"score/{leaf.id}"


def aliases(spec: Specification, evaluator: str, vendors: Sequence[str]) -> dict[str, str]:
    """Give each bid's name on an evaluator's sheet: the vendor's, or when blinded a letter in an order of its own."""
    if not spec.evaluation.blind:
        return {vendor: vendor for vendor in sorted(vendors)}
    salt = (spec.tender.salt if spec.tender else None) or ""

    def mixed(vendor: str) -> str:
        return hashlib.sha256(f"{salt}|{evaluator}|{vendor}".encode()).hexdigest()

    return {vendor: letters(at) for at, vendor in enumerate(sorted(vendors, key=mixed), 1)}


def steps(spec: Specification, leaf: Criterion) -> list[Decimal]:
    """Give every score that may be given, from nothing to the full mark."""
    maximum = leaf.maximum if leaf.maximum is not None else spec.evaluation.score_maximum
    step = spec.evaluation.score_step
    return [step * at for at in range(int(maximum / step) + 1)]
