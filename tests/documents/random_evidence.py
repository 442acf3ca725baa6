"""Random tenders with real workbooks: written, filled, messed up in every accepted way, read, ranked, put in an award file."""

import datetime as dt
import random
from decimal import Decimal
from types import SimpleNamespace

from cdc.board import lots
from cdc.documents.award import recount
from cdc.documents.award.recount_evidence import Evidence
from cdc.files import sha256
from cdc.model.bid import Correction, Corrections, FileReceived, JudgedScore, Moderated, ScoreSheet, Verified
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate
from cdc.tender import receipt
from cdc.words import LANGUAGES, words
from cdc.workbooks.response import read, write
from tests.documents import messed
from tests.grids import TABLES, Grid, columns, opened

D = Decimal
FORM = "F" * 16
ANSWERS = {
    "Y": ({"en": "Yes, as it is", "fr": "Oui, en l’état", "it": "Sì, così com’è", "ru": "Да, как есть"}, "1"),
    "P": ({"en": "In part", "fr": "En partie", "it": "In parte", "ru": "Частично"}, "0.5"),
    "N": ({"en": "No", "fr": "Non", "it": "No", "ru": "Нет"}, "0"),
}
TWO_LOTS = [{"id": "L1", "name": "one", "ceiling": D(50_000)}, {"id": "L2", "name": "two"}]
FORMULAS = (
    {"type": "inverse"}, {"type": "minmax"}, {"type": "band", "band": D("0.5")}, {"type": "to_ceiling"},
    {"type": "bilinear", "x": D("0.85")}, {"type": "fixed_bounds", "full_at": D(500), "zero_at": D(90_000)},
)  # fmt: skip


def specification(rng):
    """A tender with every kind of leaf, lines over years, options, elements and another currency."""
    two = rng.random() < 0.3
    parted = rng.choice(([], [], [], [{"id": "L1", "name": "one"}], TWO_LOTS))
    of_one = {lot: {"lots": [lot]} if parted is TWO_LOTS else {} for lot in ("L1", "L2")}
    evaluation = {
        "weights": rng.choice(("percent", "relative")),
        "missing": rng.choice(("interval", "zero")),
        "missing_price": rng.choice(("unknown", "highest", "zero")),
        "aggregation": rng.choice(("mean", "median", "consensus")),
        "moderation_from": rng.choice((None, D(3))),
        "rescaling": rng.choice(((), ("criteria",), ("total",))),
        "over_ceiling": rng.choice(("score", "exclude")),
        "options": rng.choice(("included", "excluded")),
        "tax": rng.choice(("included", "excluded")),
        "indexation": rng.choice((D(0), D("2.5"))),
        "discount_rate": rng.choice((D(0), D(4))),
        "rates": {"USD": D("0.9")},
        "variants": rng.choice(("together", "best")),
        "ties": [{"by": "lower_price"}],
        "cost_rounding": rng.choice((None, {"places": 0, "mode": "up"}, {"places": 2, "mode": "half_even"})),
        "award_rule": rng.choice((None, None, {"type": "adjusted_price", "form": "meat", "added": ["PL-2"]})),
    }
    weights = rng.choice(((40, 20, 10, 5, 20, 5), (30, 30, 0, 10, 25, 5)))
    kinds = (
        {"id": "Q", "kind": "features", "covers": ["features"], **({"threshold": 20} if rng.random() < 0.3 else {})},
        {"id": "M", "kind": "judged", "maximum": rng.choice((None, D(10)))},
        {"id": "S", "kind": "yes_no", "question": "Certified?"},
        {"id": "K", "kind": "quantity", "formula": {"type": "fixed_bounds", "aim": "maximise", "full_at": 36, "zero_at": 0}},
        {"id": "P", "kind": "price", "formula": rng.choice(FORMULAS)},
        {"id": "E", "kind": "price", "lines": ["PL-5"], "formula": "inverse"},
    )  # fmt: skip
    leaves = [{"name": leaf["id"], "weight": weight, **leaf} for leaf, weight in zip(kinds, weights, strict=True)]
    group = {"id": "G", "name": "g", "weight": sum(weights[:3]), "parts": leaves[:3]}
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p", "envelopes": "two" if two else "one", "declarations": [{"id": "V-OK", "text": "We agree."}]},
            "budget": {"currency": "EUR", "horizon": 3, "ceiling": D(60_000)},
            "evaluation": {key: value for key, value in evaluation.items() if value is not None},
            "lots": parted,
            "scales": [{"id": "SC", "name": "s", "answers": [{"id": a, "label": label, "points": D(p)} for a, (label, p) in ANSWERS.items()]}],
            "features": [
                {"id": f"F-{n}", "title": f"f{n}", "weight": rng.randint(1, 5), **({"knockout": {"least": "P"}} if n == 0 else {}), **{3: of_one["L1"], 4: of_one["L2"]}.get(n, {})}
                for n in range(5)
            ],
            "criteria": [group, *leaves[3:]],
            "price_lines": [
                {"id": "PL-1", "name": "start", "quantity": D("2.5"), "tax_rate": D(20), "year": rng.choice((1, 1, 3, 4))},
                {"id": "PL-2", "name": "each year", "kind": "yearly", "quantities": [D(1), D(3)]},
                {"id": "PL-3", "name": "end", "kind": "exit", "currency": "USD", **of_one["L2"]},
                {"id": "PL-4", "name": "more", "option": True, "kind": "yearly", "year": 2, "indexed": False, **of_one["L1"]},
                {"id": "PL-5", "name": "an hour", "kind": "element"},
            ],
        }
    )  # fmt: skip


def typed_answer(rng, answer):
    """Write an answer as people do: code, label in some language, both, in other letters and spaces."""
    labels = ANSWERS[answer][0]
    text = rng.choice((answer, labels[rng.choice(LANGUAGES)], f"{answer} · {labels['en']}"))
    if text == "No":
        text = "N"
    return rng.choice((text, text.upper(), f"  {text}\u00a0", text.replace(" ", "\u00a0")))


def fill(rng, grid, prices):
    """Answer what a sheet asks; some lines stay open."""
    for key in ("requirements", "vendor", "prices"):
        if not any(has(sheet, key) for sheet in grid.book.worksheets):
            continue
        for id_, cells in grid.lines(key).items():
            if id_ is None or rng.random() < 0.06:
                continue
            if key == "requirements":
                answer = typed_answer(rng, rng.choice("YYPPN" if id_ != "F-0" else "YYYYPN"))
                cells["answer"].value = answer if rng.random() < 0.97 else rng.choice(("maybe", True, 1, "Y / N", "=1"))
            elif key == "prices":
                cells["unit_price"].value = messed.number(rng, prices[id_])
            elif id_ == "K":
                cells["answer"].value = messed.quantity(rng, rng.choice((12, 24, 36)))
            else:
                yes, no = (rng.choice([words(lang)(f"grid.{key}") for lang in LANGUAGES]) for key in ("yes", "no"))
                cells["answer"].value = {"V-OK": yes, "S": rng.choice((yes, no))}.get(id_, "x")


def has(sheet, key):
    table = TABLES[key]
    return bool(sheet[1]) and {"id", *table.needed} <= columns(sheet, table).keys()


def bid_of(rng, spec, vendor, number=1):
    """Write, fill, mess up, save and read the workbooks of one bid; give it with its files."""
    prices = {f"PL-{n}": D(rng.randint(50_000, 900_000)) / 100 for n in range(1, 6)}
    sent, readings = [], []
    for envelope in ("technical", "price") if spec.tender.envelopes == "two" else ("both",):
        language = rng.choice(LANGUAGES)
        languages = (language,) if rng.random() < 0.7 else (language, rng.choice(LANGUAGES))
        grid = Grid(
            write.grid(spec, languages=tuple(dict.fromkeys(languages)), envelope=envelope, form=FORM, draft=False)
        )
        fill(rng, grid, prices)
        messed.mess(rng, grid.book)
        for at, (ending, content) in enumerate(messed.saved(rng, grid.book, grid.bytes)):
            name = f"{vendor}-{envelope}{at}.{ending}"
            reading = read.read(opened(content, name), spec, (FORM,))
            kept = messed.signed(rng, name, content) if rng.random() < 0.15 else (name, content)
            sent.append(receipt.Sent(*kept))
            readings.append((sent[-1], reading))
    moment = dt.datetime(2027, 1, 1, rng.randint(0, 23), tzinfo=dt.UTC)
    bid, _ = receipt.joined(readings, vendor=vendor, number=number, received=moment, tender="T1", form=FORM)
    files = tuple((file, one.content) for file, one in zip(bid.files, sent, strict=True))
    if rng.random() < 0.1:
        beside = FileReceived(name="a.p7s", kept="a.p7s", sha256=sha256(b"0"), kind="signature")
        bid, files = bid.model_copy(update={"files": (*bid.files, beside)}), (*files, (beside, b"0"))
    return bid, files


def later_round(rng, spec, bid, files):
    """Bring one envelope anew, and keep the other of the round before."""
    kind = rng.choice(("technical", "price"))
    again, new = bid_of(rng, spec, bid.vendor, 2)
    brought = again.model_copy(
        update={
            "files": tuple(file for file in again.files if file.kind == kind),
            **({"prices": ()} if kind == "technical" else {"answers": (), "statements": (), "identity": {}}),
        }
    )
    whole = receipt.completed(brought, bid)
    contents = {file.kept: content for file, content in (*files, *new)}
    return whole, tuple((file, contents[file.kept]) for file in whole.files)


def corrections(rng, bid):
    """Put some lines right."""
    signed = {"by": "Ada", "when": "2027-02-01", "why": "as the offer says on page 4"}
    rows = []
    if bid.answers and rng.random() < 0.4:
        rows.append(Correction(id=rng.choice(bid.answers).id, answer=rng.choice("YPN"), **signed))
    if bid.prices and rng.random() < 0.4:
        rows.append(Correction(id=rng.choice(bid.prices).id, amount=D(rng.randint(100, 9000)), **signed))
    statement = next((read for read in bid.statements if read.id in ("S", "K")), None)
    if statement and rng.random() < 0.2:
        answer = rng.choice(("yes", "no")) if statement.id == "S" else str(rng.randint(0, 40))
        rows.append(Correction(id=statement.id, answer=answer, **signed))
    return Corrections(corrections=tuple(rows))


def of_lots(rng, spec, scored):
    """Say a score of one lot or of every lot."""
    return scored if not spec.lots else {**scored, "lot": rng.choice((None, None, "L1", "L2"))}


def award(seed):
    """Give a random tender: its evaluation, its evidence, and the files of its award file; nothing where nobody is ranked."""
    rng = random.Random(seed)
    spec = specification(rng)
    lot = spec.lots[0] if spec.lots else None
    entries, files, scores, found, verified = [], {}, {"e1": [], "e2": []}, [], []
    for vendor in [f"v{n}" for n in range(rng.randint(2, 4))]:
        bid, own = bid_of(rng, spec, vendor)
        if spec.tender.envelopes == "two" and rng.random() < 0.5:
            bid, own = later_round(rng, spec, bid, own)
        if vendor == "v1" and rng.random() < 0.4:
            bid = bid.model_copy(update={"variant_of": "v0"})
        entries.append(Entry(bid, corrections(rng, bid)))
        files[vendor] = own
        full = 10 if next(leaf for leaf in spec.leaves if leaf.id == "M").maximum else 5
        for rows in scores.values():
            if rng.random() < 0.92:
                score = of_lots(rng, spec, {"score": D(rng.randint(0, full)), "reason": "r"})
                rows.append(JudgedScore(vendor=vendor, criterion="M", **score))
        if spec.evaluation.aggregation == "consensus" or rng.random() < 0.3:
            found.append(
                Moderated(vendor=vendor, criterion="M", score=D(rng.randint(0, full)), reason="r", by="b", when="w")
            )
        if rng.random() < 0.3:
            verified.append(Verified(vendor=vendor, requirement=f"F-{rng.randint(1, 4)}", answer=rng.choice("YPN"), reason="seen"))  # fmt: skip
    sheets = [ScoreSheet(evaluator=name, scores=tuple(rows), verified=tuple(verified)) for name, rows in scores.items()]
    if lot:
        spec = spec.for_lot(lot)
        sheets = [lots.sheet_of(sheet, files, lot.id) for sheet in sheets]
    evaluated = evaluate(spec, entries, sheets, form=FORM, rules="R", moderated=found)
    evidence = Evidence(spec, entries, files, sheets, found)
    return SimpleNamespace(evaluated=evaluated, evidence=evidence, files=recount.bundle(evaluated, evidence))
