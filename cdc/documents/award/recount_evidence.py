"""What the award file's script starts from: the frozen form, the original files, corrections, score sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdc.model.bid import FileReceived, Moderated, ScoreSheet
from cdc.model.ranking import Ranking
from cdc.model.specification import Specification
from cdc.model.tender import Criterion, PriceLine
from cdc.scoring import money, variants
from cdc.scoring.cases import Entry
from cdc.words import LANGUAGES, words
from cdc.workbooks.kit import amounts

DECIDED = (variants.BEATEN, "reason_rejected")
"""Why a bid is out although its workbooks do not show it: another one of its vendor, or the board's decision."""
MODERATED = ("vendor", "criterion", "score", "reason", "by", "when")
HEADINGS = ("id", "answer", "unit_price")
SHEETS = ("requirements", "prices", "vendor")
YES_NO = "yes/no"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a ranking was made from: the form, bids with corrections and original files, what the board wrote."""

    spec: Specification
    entries: Sequence[Entry]
    originals: Mapping[str, Sequence[tuple[FileReceived, bytes]]]
    sheets: Sequence[ScoreSheet]
    moderated: Sequence[Moderated]

    @property
    def has_files(self) -> bool:
        """Tell whether there are files to start from."""
        return any(self.originals.values())


def files_of(evidence: Evidence) -> dict[str, bytes]:
    """Give the original files by their place in the award file."""
    return {_path(bid, file): content for bid, found in sorted(evidence.originals.items()) for file, content in found}


def _path(bid: str, file: FileReceived) -> str:
    return f"originals/{bid}/{file.kept}"


def data_of(evidence: Evidence, ranking: Ranking) -> Data:
    """Give the evidence as plain data, exact numbers as text."""
    spec, evaluation = evidence.spec, evidence.spec.evaluation
    return {
        "asked": _asked(spec),
        "bids": {entry.bid.vendor: _bid(evidence, entry) for entry in evidence.entries},
        "beaten": _named(ranking, DECIDED),
        "undecided": _named(ranking, (variants.OPEN,)),
        "scores": [
            {"evaluator": sheet.evaluator, **_plain(score, "vendor", "criterion", "score", "reason")}
            for sheet in evidence.sheets
            for score in sheet.scores
        ],
        "verified": [
            {"evaluator": sheet.evaluator, **_plain(seen, "vendor", "requirement", "answer", "reason")}
            for sheet in evidence.sheets
            for seen in sheet.verified
        ],
        "moderated": [_plain(row, *MODERATED) for row in evidence.moderated],
        "aggregation": evaluation.aggregation,
        "moderation_from": _text(evaluation.moderation_from),
        "weights": evaluation.weights,
        "criteria": [_node(node) for node in spec.criteria],
        "leaves": [_leaf(spec, leaf) for leaf in spec.leaves],
        "cost": {
            "horizon": spec.cost_horizon,
            "indexation": str(evaluation.indexation),
            "discount_rate": str(evaluation.discount_rate),
            "missing_price": evaluation.missing_price,
            "rounding": evaluation.cost_rounding.model_dump(mode="json") if evaluation.cost_rounding else None,
        },
    }


def _named(ranking: Ranking, keys: Sequence[str]) -> list[str]:
    """Give the bids about which one of some reasons is stated."""
    found = (*ranking.bids, *ranking.excluded)
    return sorted(bid.vendor for bid in found if any(reason.key in keys for reason in bid.reasons))


def _plain(row: object, *names: str) -> Data:
    return {name: _text(getattr(row, name)) for name in names}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _bid(evidence: Evidence, entry: Entry) -> Data:
    vendor = entry.bid.vendor
    return {
        "files": [
            {"path": _path(vendor, file), "sha256": file.sha256, "kind": file.kind}
            for file, _ in evidence.originals.get(vendor, ())
        ],
        "corrections": [
            _plain(row, "id", "answer", "amount", "by", "when", "why") for row in entry.corrections.corrections
        ],
    }


def _node(node: Criterion) -> Data:
    return {"id": node.id, "weight": str(node.weight or 0), "parts": [_node(part) for part in node.parts]}


def _leaf(spec: Specification, leaf: Criterion) -> Data:
    maximum = leaf.maximum if leaf.maximum is not None else spec.evaluation.score_maximum
    return {"id": leaf.id, "kind": leaf.kind, "maximum": str(maximum), "lines": list(leaf.lines)}


def _asked(spec: Specification) -> Data:
    """Give every line of the form: what answers it, what it weighs, how its answers are written."""
    currency = spec.budget.currency if spec.budget else "EUR"
    used = {line.currency or currency for line in spec.price_lines}
    return {
        "headings": {key: [words(language)(f"grid.{key}") for language in LANGUAGES] for key in HEADINGS},
        "sheets": [words(language)(f"grid.sheet_{key}") for key in SHEETS for language in LANGUAGES],
        "lists": _lists(spec),
        "answers": dict(_answers(spec)),
        "statements": dict(_statements(spec)),
        "prices": {line.id: _price(spec, line, currency) for line in spec.price_lines},
        "money": {code: _money(code) for code in sorted(used)},
    }


def _lists(spec: Specification) -> Data:
    """Give every list of answers: each answer with all that it may be written as."""
    own = {scale.id: {one.id: _names(one.id, one.label) for one in scale.answers} for scale in spec.scales}
    both = {key: [words(language)(f"grid.{key}") for language in LANGUAGES] for key in ("yes", "no")}
    return own | {YES_NO: both}


def _money(code: str) -> Data:
    """Give how amounts of a currency are written: its signs, words that multiply, words for nothing to pay."""
    signs = [code.casefold(), *amounts.SIGNS.get(code, ())]
    return {"signs": signs, "times": amounts.TIMES, "nothing": sorted(amounts.INCLUDED)}


def _names(id_: str, label: str | Mapping[str, str]) -> list[str]:
    return [id_, *(label.values() if isinstance(label, Mapping) else (label,))]


def _answers(spec: Specification) -> Iterable[tuple[str, Data]]:
    features = {leaf.id for leaf in spec.leaves if leaf.kind == "features"}
    for _, item in spec.asked:
        scale = spec.scale_of(item)
        if scale is not None:
            leaf = spec.leaf_of.get(item.id)
            yield (
                item.id,
                {
                    "leaf": leaf if leaf in features else None,
                    "weight": str(spec.weight_of(item)),
                    "list": scale.id,
                    "points": {answer.id: str(answer.points) for answer in scale.answers},
                    "least": item.knockout.least if item.knockout else None,
                },
            )


def _statements(spec: Specification) -> Iterable[tuple[str, Data]]:
    for declaration in spec.tender.declarations if spec.tender else ():
        yield declaration.id, {"kind": "declaration", "list": YES_NO, "mandatory": declaration.mandatory}
    for leaf in spec.leaves:
        if leaf.kind in ("yes_no", "quantity"):
            yield leaf.id, {"kind": leaf.kind, "list": YES_NO, "mandatory": False}


def _price(spec: Specification, line: PriceLine, currency: str) -> Data:
    evaluation = spec.evaluation
    return {
        "kind": line.kind,
        "quantity": str(line.quantity),
        "quantities": [str(quantity) for quantity in line.quantities],
        "year": line.year,
        "indexed": line.indexed,
        "currency": line.currency or currency,
        "rate": str(money.exchange(line, evaluation)),
        "tax": str(line.tax_rate if evaluation.tax == "included" else 0),
        "counts": money.counts(line, evaluation),
    }
