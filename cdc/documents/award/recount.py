"""The award file's own check: a standard-library script for this tender's method only, its data and its result."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cdc import assets
from cdc.documents.award import recount_evidence
from cdc.model.method import Formula
from cdc.model.ranking import BidResult, Ranking
from cdc.model.tender import Criterion
from cdc.scoring.admission import limit, tests_of
from cdc.scoring.awards import known as awards
from cdc.scoring.method import COMPARED, Entrant, Method

if TYPE_CHECKING:
    from cdc.documents.award.recount_evidence import Evidence
    from cdc.scoring.evaluate import Evaluated


def bundle(evaluated: Evaluated, evidence: Evidence | None = None) -> dict[str, bytes]:
    """Give `recount.py`, `recount.json` and `recount.txt`; nothing where the method gave no ranking to recount.

    With the evidence, the original files are added and the script starts from them; without, or where a file is no
    Excel workbook, it starts from the raw shares of each bid.
    """
    method, entrants, ranking = evaluated.method, evaluated.entrants, evaluated.ranking
    if ranking.failures:
        return {}
    data, files = data_of(method, entrants, ranking), {}
    if evidence is not None and evidence.has_files:
        data["evidence"], files = recount_evidence.data_of(evidence, ranking), recount_evidence.files_of(evidence)
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return {
        **files,
        "recount.py": script(method, from_evidence=bool(files)).encode("utf-8"),
        "recount.json": text.encode("utf-8"),
        "recount.txt": result(ranking).encode("utf-8"),
    }


def script(method: Method, *, from_evidence: bool = False) -> str:
    """Give the text of the script: the parts of the templates that this method uses."""
    folder = assets.templates() / "recount"
    names = ("recount.py.txt", "originals.py.txt", "evidence.py.txt")
    head, *rest = "".join((folder / name).read_text(encoding="utf-8") for name in names).split("# --- part: ")
    parts = {}
    for text in rest:
        title, _, body = text.partition("\n")
        name, _, needed = title.partition(" needs ")
        parts[name.strip()] = (needed.split(), body.strip("\n"))
    wanted = list(dict.fromkeys(_with_needed(_parts(method), parts)))
    if from_evidence:
        wanted += ["originals", "evidence"]
        head = head.replace(
            "import json\n", "import base64\nimport csv\nimport hashlib\nimport io\nimport json\nimport re\n"
        )
        head = head.replace("import sys\n", "import sys\nimport unicodedata\nimport zipfile\n")
        head = head.replace(
            "from pathlib import Path\n", "from pathlib import Path\nfrom xml.etree import ElementTree\n"
        )
    if any("ast.parse" in parts[name][1] for name in wanted):
        head = head.replace("import json\n", "import ast\nimport json\nimport re\n")
    return "\n\n\n".join([head.strip("\n"), *(parts[name][1] for name in [*wanted, "end"])]) + "\n"


def _with_needed(names: Iterable[str], parts: Mapping[str, tuple[list[str], str]]) -> Iterator[str]:
    """Give each part after those that it says it needs."""
    for name in names:
        yield from parts[name][0]
        yield name


def _parts(method: Method) -> Iterator[str]:
    types = sorted({leaf.formula.type for leaf in method.leaves if leaf.kind in ("price", "quantity")})
    yield from (f"formula_{type_}" for type_ in types)
    if types:
        yield "quantities"
    if method.evaluation.rescaling:
        yield "rescale"
    yield "main"
    yield f"award_{method.evaluation.award_rule.type}"


def data_of(method: Method, entrants: tuple[Entrant, ...], ranking: Ranking) -> dict[str, Any]:
    """Give what the script reads: the declared choices and each bid's raw numbers, exact as text.

    While something is open, who is out and how far comparisons between bids are open is given too, and counted on from
    there.
    """
    results = {bid.vendor: bid for bid in (*ranking.bids, *ranking.excluded)}
    evaluation = method.evaluation
    total = evaluation.rounding if evaluation.rounding.stage == "total" else None
    prices = [leaf for leaf in method.leaves if leaf.is_cost and leaf.formula.over_ceiling]
    return {
        "award_rule": evaluation.award_rule.model_dump(mode="json"),
        "bids": [_bid(method, entrant, results[entrant.bid]) for entrant in entrants],
        "ceiling": _text(method.ceiling),
        "criterion_rounding": evaluation.criterion_rounding.model_dump(mode="json")
        if evaluation.criterion_rounding
        else None,
        "given": _given(method, results) if _is_open(method, entrants, results) else None,
        "leaves": [_leaf(method, leaf) for leaf in method.leaves],
        "maximum": str(method.maximum),
        "missing": evaluation.missing,
        "over_ceiling": prices[0].formula.over_ceiling if prices else evaluation.over_ceiling,
        "rescaling": {
            step: [[leaf.id for leaf in scope] for scope in method.scopes(step)] for step in ("criteria", "total")
        },
        "rounding": total.model_dump(mode="json") if total else None,
        "thresholds": [node for root in method.criteria for node in _thresholds(root)],
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _bid(method: Method, entrant: Entrant, result: BidResult) -> dict[str, Any]:
    quality = {leaf: (value.low, value.high) for leaf, value in entrant.quality.items()}
    quality |= {leaf: result.leaves[leaf].raw for leaf in method.pairs}
    return {
        "id": entrant.bid,
        "is_excluded": entrant.is_excluded,
        "cost": _text(entrant.cost),
        "added": str(entrant.added),
        "quality": {leaf: [str(low), str(high)] for leaf, (low, high) in quality.items()},
        "quantities": {leaf: _text(value) for leaf, value in entrant.quantities.items()},
    }


def _is_open(method: Method, entrants: tuple[Entrant, ...], results: Mapping[str, BidResult]) -> bool:
    """Tell whether comparisons cannot be counted from what is known: open bids, or pairs that decide who is out."""
    rule = method.evaluation.award_rule
    present = [entrant for entrant in entrants if not entrant.is_excluded]
    is_conditional = any(result.status == "conditional" for result in results.values())
    is_unnamed = method.evaluation.missing != "zero" and any(None in e.quantities.values() for e in present)
    is_unknown = not all(value.is_exact for e in present for value in e.quality.values())
    is_tested = awards.record(rule).excludes(rule) or any(test.compares for test in tests_of(method.criteria))
    return is_conditional or is_unnamed or (is_tested and (is_unknown or bool(method.pairs)))


def _given(method: Method, results: Mapping[str, BidResult]) -> dict[str, Any]:
    leaves = [leaf.id for leaf in method.leaves if leaf.kind in ("price", "quantity")]
    return {
        "out": sorted(bid for bid, result in results.items() if result.status == "excluded"),
        "optional": sorted(bid for bid, result in results.items() if result.status == "conditional"),
        "shares": {bid: {leaf: list(map(str, r.leaves[leaf].raw)) for leaf in leaves} for bid, r in results.items()},
    }


def _leaf(method: Method, leaf: Criterion) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": leaf.id,
        "kind": "price" if leaf.is_cost else "quantity" if leaf.lines else leaf.kind,
        "economic": leaf.is_economic,
        "share": str(method.shares[leaf.id]),
        "worth": _text(Fraction(leaf.worth or 0)),
        "worth_at_zero": str(Fraction(leaf.worth_at_zero)),
    }
    if leaf.kind in ("price", "quantity"):
        found["formula"] = _formula(leaf.formula)
        if leaf.is_cost and leaf.formula.over_ceiling is None and method.evaluation.over_ceiling == "zero":
            found["formula"]["over_ceiling"] = "zero"
        if (bound := limit(leaf)) is not None:
            found["bound"] = str(Fraction(bound))
    return found


def _formula(formula: Formula) -> dict[str, Any]:
    data: Mapping[str, Any] = formula.model_dump(mode="json")
    return dict(data)


def _thresholds(node: Criterion) -> Iterator[dict[str, Any]]:
    from cdc.scoring.tree import leaves

    if node.threshold is not None:
        mine = list(leaves([node]))
        compares = any(leaf.kind in COMPARED for leaf in mine)
        yield {
            "leaves": [leaf.id for leaf in mine],
            "threshold": str(Fraction(node.threshold)),
            "compares": compares,
        }
    for part in node.parts:
        yield from _thresholds(part)


def result(ranking: Ranking) -> str:
    """Write the ranking as the script prints it: rank before tie-breaks, bid, both ends of the figure as fractions."""
    placed = sorted(ranking.bids, key=lambda bid: (bid.rank_before_ties or 0, bid.vendor))
    lines = [f"{bid.rank_before_ties} {bid.vendor} {bid.low} {bid.high}" for bid in placed]
    lines += [f"- {bid.vendor}" for bid in sorted(ranking.excluded, key=lambda bid: bid.vendor)]
    return "\n".join(lines) + "\n"
