"""A tender of three requirements and one price line, with its answered workbooks: every step of it takes moments."""

import datetime as dt
from functools import partial

from cdc import api
from tests.grids import Grid

DEADLINE = dt.datetime(2027, 1, 22, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SPECIFICATION = """\
document:
  {title: A map, reference: M-1, version: "1.0", date: 2026-11-20, languages: [en], situation: first, main_problem: No map.}
company: {name: Town, sector: Town, staff: 10, strategy: Serve.}
features:
  - {id: F-1, title: Draw, statement: The system draws., weight: 3, weight_reason: Vote, priority: essential}
  - {id: F-2, title: Print, statement: The system prints., weight: 2, weight_reason: Vote, priority: important}
  - {id: F-3, title: Send, statement: The system sends., weight: 1, weight_reason: Vote, priority: optional}
tender:
  {id: M-2026, procedure: Open, salt: 5f1c9d3ab7e24680, languages: [en], deadline: 2027-01-22T12:00:00+00:00, envelopes: two}
scales:
  - id: YN
    name: Yes or no
    answers: [{id: Y, label: "Yes", points: 1}, {id: P, label: Partly, points: 0.5}, {id: N, label: "No", points: 0}]
budget: {currency: EUR, horizon: 1}
evaluation: {award_rule: weighted_sum, weights: percent, ties: [{by: lower_price}]}
criteria:
  - {id: C-Q, name: Functions, weight: 50, kind: features, covers: [features]}
  - {id: C-D, name: Demonstration, weight: 10, kind: judged, levels: [{score: 0, words: None}, {score: 5, words: All}]}
  - {id: C-P, name: Price, weight: 40, kind: price, formula: inverse}
price_lines:
  - {id: PL-1, name: All, kind: one_off, quantity: 1, unit: piece}
board:
  - {evaluator: ada, name: Ada, conflict_of_interest: none, declared_on: 2027-01-10}
vendors:
  - {id: acme, name: Acme, status: invited}
  - {id: bolt, name: Bolt, status: invited}
"""


def write(root, *changes):
    """Write the tender into a folder, with changes (old, new) of its text; give the project."""
    root.mkdir(parents=True, exist_ok=True)
    text = SPECIFICATION
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (root / "tender.yaml").write_text(text, encoding="utf-8")
    return load(root)


def load(root):
    """Load the project of a folder, which must be sound."""
    project, findings = api.load(root)
    assert project is not None, findings
    return project


def hand(days=0.0, by="Ada Ferri", **stated):
    """Give a hand so many days after the deadline."""
    return api.Hand(by, DEADLINE + days * DAY, stated)


def answers(project, folder, *, name="Acme", price=100, answer="Y"):
    """Write the answered workbooks of a vendor; give them by envelope."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for file, content in api.grid_workbooks(project, ("en",)).items():
        grid = Grid(content)
        kind = "price" if "price" in file else "technical"
        for id_, cells in grid.lines("prices").items() if "technical" not in file else ():
            if id_ == "PL-1":
                cells["unit_price"].value = price
        for id_, cells in grid.lines("requirements").items() if kind == "technical" else ():
            if str(id_).startswith("F-"):
                cells["answer"].value = answer
        for id_, cells in grid.lines("vendor").items():
            if id_ == "V-NAME":
                cells["answer"].value = name
        written[kind] = folder / file
        written[kind].write_bytes(grid.bytes())
    return written


def sealed(project, folder, *, vendor="acme", **told):
    """Receive both envelopes of a vendor under the seals of two officers; give the secret keys of these."""
    keys = [api.new_key(name, folder / "keys") for name in ("ada", "ben")]
    files = answers(project, folder / vendor, **told).values()
    shut = [api.seal(file, [public for _, public in keys])[0] for file in files]
    assert api.receive(project, vendor, shut, hand=hand(-2)).is_shut
    return [secret for secret, _ in keys]


def scores(project, **given):
    """Write the score sheet of the one evaluator, a score by vendor; give its path."""
    rows = [
        f"  - {{vendor: {vendor}, criterion: C-D, score: {score}, reason: Seen}}" for vendor, score in given.items()
    ]
    (project.root / "scores").mkdir(exist_ok=True)
    path = project.root / "scores" / "ada.yaml"
    path.write_text("\n".join(["evaluator: ada", "scores:", *rows, ""]), encoding="utf-8")
    return path


def without_workbooks(root):
    """Publish the tender, with two bids whose readings were written without a workbook; give the project."""
    from cdc.model.bid import Bid, FileReceived
    from cdc.tender import bids, record
    from cdc.tender.receipt import Sent

    project = api.publish(write(root), hand=hand(-30)).project
    for vendor in ("acme", "bolt"):
        sent = Sent(f"{vendor}.xlsx", vendor.encode())
        file = FileReceived(name=sent.name, kept=sent.kept, sha256=sent.sha256, kind="technical")
        empty = {"identity": {}, "statements": (), "answers": (), "prices": ()}
        bid = Bid(
            vendor=vendor, name=vendor.title(), round=1, received="2027-01-20T12:00:00Z", tender="M-2026",
            form=project.form, files=(file,), **empty,
        )  # fmt: skip
        facts = {"vendor": vendor, "of": vendor, "name": bid.name, "round": 1}
        entry = hand(-2).entry("receive", facts=facts, taken={sent.name: sent.sha256})
        bids.store(root, bid, [sent], entry, partial(record.put, root))
    return project
