"""Random tenders with real workbooks: written, filled, messed up in every accepted way, read, ranked, put in an award file."""

import datetime as dt
import random
from decimal import Decimal
from types import SimpleNamespace

from cdc.documents.award import recount
from cdc.documents.award.recount_evidence import Evidence
from cdc.model.bid import Correction, Corrections, JudgedScore, Moderated, ScoreSheet, Verified
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate
from cdc.tender import receipt
from cdc.words import LANGUAGES, words
from cdc.workbooks.response import read, write
from tests.grids import Grid, opened

D = Decimal
FORM = "F" * 16
ANSWERS = {
    "Y": ({"en": "Yes, as it is", "fr": "Oui, en l’état", "it": "Sì, così com’è", "ru": "Да, как есть"}, "1"),
    "P": ({"en": "In part", "fr": "En partie", "it": "In parte", "ru": "Частично"}, "0.5"),
    "N": ({"en": "No", "fr": "Non", "it": "No", "ru": "Нет"}, "0"),
}
FORMULAS = (
    {"type": "inverse"}, {"type": "minmax"}, {"type": "band", "band": D("0.5")}, {"type": "to_ceiling"},
    {"type": "bilinear", "x": D("0.85")}, {"type": "fixed_bounds", "full_at": D(500), "zero_at": D(90_000)},
)  # fmt: skip


def specification(rng):
    """A tender with every kind of leaf, lines over years, options, elements and another currency."""
    two = rng.random() < 0.3
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
            "lots": [{"id": "L1", "name": "one"}] if rng.random() < 0.2 else [],
            "scales": [{"id": "SC", "name": "s", "answers": [{"id": a, "label": label, "points": D(p)} for a, (label, p) in ANSWERS.items()]}],
            "features": [
                {"id": f"F-{n}", "title": f"f{n}", "weight": rng.randint(1, 5), **({"knockout": {"least": "P"}} if n == 0 else {})}
                for n in range(5)
            ],
            "criteria": [group, *leaves[3:]],
            "price_lines": [
                {"id": "PL-1", "name": "start", "quantity": D("2.5"), "tax_rate": D(20), "year": 1},
                {"id": "PL-2", "name": "each year", "kind": "yearly", "quantities": [D(1), D(3)]},
                {"id": "PL-3", "name": "end", "kind": "exit", "currency": "USD"},
                {"id": "PL-4", "name": "more", "option": True, "kind": "yearly", "year": 2, "indexed": False},
                {"id": "PL-5", "name": "an hour", "kind": "element"},
            ],
        }
    )  # fmt: skip


def typed_number(rng, value):
    """Write an amount as people do."""
    whole, cents = f"{value:.2f}".split(".")
    groups = f"{int(whole):,}"
    return rng.choice(
        (
            float(value), f"{whole}.{cents}", f"{whole},{cents}", f"{groups}.{cents}",
            f"{groups.replace(',', '.')},{cents}", f"{groups.replace(',', ' ')},{cents}",
            f"{groups.replace(',', chr(0x202F))},{cents}", f"€ {whole},{cents}", f"{groups}.{cents} EUR",
        )
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
        if not any(sheet for sheet in grid.book.worksheets if _is(grid, key)):
            continue
        for id_, cells in grid.lines(key).items():
            if id_ is None or rng.random() < 0.06:
                continue
            if key == "requirements":
                cells["answer"].value = typed_answer(rng, rng.choice("YYPPN" if id_ != "F-0" else "YYYYPN"))
            elif key == "prices":
                cells["unit_price"].value = typed_number(rng, prices[id_])
            elif id_ == "K":
                cells["answer"].value = rng.choice((12, "24", "36"))
            else:
                yes, no = (rng.choice([words(lang)(f"grid.{key}") for lang in LANGUAGES]) for key in ("yes", "no"))
                cells["answer"].value = {"V-OK": yes, "S": rng.choice((yes, no))}.get(id_, "x")


def _is(grid, key):
    from tests.grids import TABLES, columns

    table = TABLES[key]
    return any(sheet[1] and {"id", *table.needed} <= columns(sheet, table).keys() for sheet in grid.book.worksheets)


def mess(rng, grid):
    """Move, sort and rename what a vendor may move, sort and rename."""
    for sheet in list(grid.book.worksheets):
        if sheet.sheet_state != "visible" or sheet.max_row < 2:
            continue
        heads = [cell.value for cell in sheet[1]]
        if not any(_known(text, "id") for text in heads if text):
            continue
        sheet.protection.sheet = False
        sheet.data_validations.dataValidation = []
        sheet.auto_filter.ref = None
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        body = values[1:]
        if rng.random() < 0.5:
            rng.shuffle(body)
        order = list(range(len(heads)))
        if rng.random() < 0.5:
            rng.shuffle(order)
        top = rng.choice((0, 0, 1, 3))
        head = [_renamed(rng, text) for text in values[0]]
        sheet.delete_rows(1, sheet.max_row)
        for at, row in enumerate([head, *body], 1 + top):
            for to, origin in enumerate(order, 1):
                if row[origin] is not None and not str(row[origin]).startswith("="):
                    sheet.cell(at, to).value = row[origin]
        if rng.random() < 0.3:
            sheet.title = f"S{rng.randint(1, 9999)}"


def _known(text, key):
    return any(str(text).rstrip("* ").split(" / ")[0] == words(language)(f"grid.{key}") for language in LANGUAGES)


def _renamed(rng, text):
    for key in ("id", "answer", "unit_price"):
        if text and _known(text, key) and rng.random() < 0.5:
            return words(rng.choice(LANGUAGES))(f"grid.{key}").upper()
    return text


def bid_of(rng, spec, vendor):
    """Write, fill, mess up and read the workbooks of one bid; give it with its files."""
    prices = {f"PL-{n}": D(rng.randint(50_000, 900_000)) / 100 for n in range(1, 6)}
    sent, readings = [], []
    for envelope in ("technical", "price") if spec.tender.envelopes == "two" else ("both",):
        language = rng.choice(LANGUAGES)
        languages = (language,) if rng.random() < 0.7 else (language, rng.choice(LANGUAGES))
        grid = Grid(
            write.grid(spec, languages=tuple(dict.fromkeys(languages)), envelope=envelope, form=FORM, draft=False)
        )
        fill(rng, grid, prices)
        mess(rng, grid)
        content = grid.bytes()
        reading = read.read(opened(content), spec, (FORM,))
        sent.append(receipt.Sent(f"{vendor}-{envelope}.xlsx", content))
        readings.append((sent[-1], reading))
    moment = dt.datetime(2027, 1, 1, rng.randint(0, 23), tzinfo=dt.UTC)
    bid, _ = receipt.joined(readings, vendor=vendor, number=1, received=moment, tender="T1", form=FORM)
    return bid, tuple((file, one.content) for file, one in zip(bid.files, sent, strict=True))


def later_round(rng, spec, bid, files):
    """Bring one envelope anew, and keep the other of the round before."""
    again, new = bid_of(rng, spec, bid.vendor)
    kind = rng.choice(("technical", "price"))
    chosen = [(file, content) for file, content in new if file.kind == kind]
    reading = read.read(opened(chosen[0][1]), spec, (FORM,))
    sent = receipt.Sent(chosen[0][0].name, chosen[0][1])
    moment = dt.datetime.fromisoformat(again.received)
    own, _ = receipt.joined([(sent, reading)], vendor=bid.vendor, number=2, received=moment, tender="T1", form=FORM)
    whole = receipt.completed(own, bid)
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
    return Corrections(corrections=tuple(rows))


def award(seed):
    """Give a random tender: its evaluation, its evidence, and the files of its award file; nothing where nobody is ranked."""
    rng = random.Random(seed)
    spec = specification(rng)
    if spec.lots:
        spec = spec.for_lot(spec.lots[0])
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
                rows.append(JudgedScore(vendor=vendor, criterion="M", score=D(rng.randint(0, full)), reason="r"))
        if spec.evaluation.aggregation == "consensus" or rng.random() < 0.3:
            found.append(
                Moderated(vendor=vendor, criterion="M", score=D(rng.randint(0, full)), reason="r", by="b", when="w")
            )
        if rng.random() < 0.3:
            verified.append(Verified(vendor=vendor, requirement=f"F-{rng.randint(1, 4)}", answer=rng.choice("YPN"), reason="seen"))  # fmt: skip
    sheets = [ScoreSheet(evaluator=name, scores=tuple(rows), verified=tuple(verified)) for name, rows in scores.items()]
    evaluated = evaluate(spec, entries, sheets, form=FORM, rules="R", moderated=found)
    evidence = Evidence(spec, entries, files, sheets, found)
    return SimpleNamespace(evaluated=evaluated, evidence=evidence, files=recount.bundle(evaluated, evidence))
