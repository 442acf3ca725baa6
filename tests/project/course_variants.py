"""Broken procedures: each gives the findings and the expected place; all on a small tender beside the example."""

import dataclasses

import pytest

from cdc import api
from cdc.api import awarding, decision
from cdc.api.procedure import course_of
from cdc.errors import RefusedError
from cdc.tender import arrival, commit, journal, record
from cdc.tender.receipt import Sent
from tests import small_tender as small


def _tender(project):
    return small.without_workbooks(project / "small")


def _verified(place, break_it):
    """Publish, break something in the folder, verify."""

    def run(project):
        tender = _tender(project)
        break_it(tender.root)
        return api.verify(tender, hand=small.hand(-1)).findings, place

    return run


def _rewrite(name, change):
    def run(root):
        path = root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(change(path.read_bytes() if path.is_file() else b""))

    return run


def _mended(root):
    """Lose the last line of the journal, then do something else."""
    path = root / journal.NAME
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    api.close(small.load(root), reason="early", hand=small.hand(-1.5))


def _came(place, vendor="acme", *, name="Acme", content=b"new", change=(), by=None):
    """Look at files that somebody brings for a vendor."""

    def run(project):
        tender = _tender(project)
        spec = tender.specification
        spec = spec.model_copy(update={"tender": spec.tender.model_copy(update=dict(change))})
        come = arrival.Arrival(vendor, vendor, (Sent("offer.xlsx", content),), (name,))
        return tuple(arrival.look(come, spec, course_of(tender), by or small.hand(-1))), place

    return run


def _ranked(place, findings):
    """Score a tender that is opened, without workbooks that could be read again."""

    def run(project):
        tender = _tender(project)
        api.withdraw(tender, "bolt", reason="no staff", hand=small.hand(-1))
        api.open_envelopes(tender, hand=small.hand(1))
        return findings(tender), place

    return run


def _scored(tender):
    return api.score(tender, now=small.hand(1).now).findings


@dataclasses.dataclass(frozen=True)
class _Bid:
    vendor: str
    rank: int
    best_rank: int


@dataclasses.dataclass(frozen=True)
class _Ranking:
    bids: tuple[_Bid, ...]


def _undecided(reason):
    found = {"": _Ranking((_Bid("acme", 1, 1), _Bid("bolt", 2, 1)))}
    return lambda _: (tuple(decision._undecided(found, reason)), "evaluation")


def _decided_otherwise(project):
    tender = _tender(project)
    row = {"vendor": "acme", "rank": 1, "status": "admitted", "figure": ["1", "1"], "quality": ["1", "1"]}
    entry = small.hand(4).entry("decide", facts={"what": "award", "lots": {"": [row]}})
    where = course_of(tender)
    where = dataclasses.replace(where, journal=where.journal.with_entry(entry))
    return tuple(decision.differences(where, {}, ("rank",))), "evaluation"


def _draft(project):
    tender = small.write(project / "small")
    scored = api.Scored(tender, tender.specification, None, ())
    return api.only_draft(scored, small.hand()), "award"


def _printed_otherwise(project):
    """Award, then record another recount as if it had been written by the program."""
    tender = small.write(project / "small", ("envelopes: two", "envelopes: one"))
    tender = api.publish(tender, hand=small.hand(-30)).project
    (book,) = small.answers(tender, project / "acme").values()
    assert api.receive(tender, "acme", [book], hand=small.hand(-2)).bid is not None
    small.scores(tender, acme=4)
    assert api.open_envelopes(tender, hand=small.hand(1)).is_done
    assert api.decide(tender, hand=small.hand(2)).is_done
    scored, out = api.score(tender, now=small.hand(3).now), tender.root / "build" / "award"
    written = api.write_award(scored, languages=("en",), formats=(), out=out, hand=small.hand(3))
    assert api.verify(tender, hand=small.hand(4)).findings == ()
    name = next(path.name for path in written if path.suffix == ".json")
    entry = small.hand(4).entry("award", facts={"folder": "build/award", "languages": ["en"], "lot": ""})
    record.put(tender.root, entry, {f"build/award/{name}": b"{}"})
    return api.verify(tender, hand=small.hand(5)).findings, f"build/award/{name}"


def _sealed(project, step):
    """Take in both envelopes of a vendor under a seal, then do something with them and the keys."""
    tender = api.publish(small.write(project / "small"), hand=small.hand(-30)).project
    return step(tender, api.Brought(keys=small.sealed(tender, project / "files"))).findings


def _excluded(tender, brought):
    """Exclude a vendor for its quality, then try to open its prices."""
    assert api.open_seals(tender, "acme", brought, hand=small.hand(1)).bid is not None
    assert api.open_envelopes(tender, hand=small.hand(1)).is_done
    row = {"vendor": "acme", "rank": None, "status": "excluded", "figure": ["0", "0"], "quality": ["0", "0"]}
    record.put(tender.root, small.hand(2).entry("decide", facts={"what": "quality", "lots": {"": [row]}}), {})
    return api.open_seals(tender, "acme", brought, hand=small.hand(3))


def _opened(reason):
    return lambda project: (
        _sealed(project, lambda tender, _: api.open_envelopes(tender, reason=reason, hand=small.hand(1))),
        "acme",
    )


def _name_sealed(project, step):
    """Give what a step finds about the sealed price envelope, with its name."""
    findings = _sealed(project, step)
    (path,) = (project / "small").glob("bids/acme/sealed/*price*.age")
    return findings, path.name


def _lacking(project):
    tender = small.write(project / "small")
    return tuple(api.lacking(api.Scored(tender, tender.specification, None, ()))), "tender.notices"


def _brought_again(project):
    tender = api.publish(small.write(project / "small"), hand=small.hand(-30)).project
    parts = small.answers(tender, project / "acme")
    assert api.receive(tender, "acme", [parts["price"]], hand=small.hand(-3)).bid is not None
    return api.receive(tender, "acme", [parts["price"]], hand=small.hand(-2)).findings, "acme"


def _stopped_halfway(project):
    root = _tender(project).root
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commit, "_finish", lambda _root: None)
        api.close(small.load(root), reason="early", hand=small.hand(-1))
    return api.load(root)[1], "journal.jsonl"


def _draft_over_award(project):
    tender = _tender(project)
    entry = small.hand(1).entry("award", facts={"folder": "build/award", "languages": ["en"], "lot": ""})
    record.put(tender.root, entry, {"build/award/checksums.txt": b""})
    try:
        awarding.keep_official(tender, tender.root / "build" / "award")
    except RefusedError as refused:
        return refused.findings, "build/award"
    return (), ""


def _published_unsettled(project):
    question = ("board:\n", "questions:\n- {id: Q-1, text: How big?, open: true, refers_to: [F-1]}\nboard:\n")
    return api.publish(small.write(project / "small", question), hand=small.hand(-30)).findings, "tender.yaml:23:35"


def _other_letters(project):
    """Take back a blinded sheet after another bid came."""
    tender = small.write(project / "small", ("evaluation: {", "evaluation: {blind: true, "))
    for vendor in ("acme", "bolt"):
        files = small.answers(tender, project / vendor, name=vendor.title(), price=90 if vendor == "acme" else 80)
        done = api.receive(tender, vendor, list(files.values()), hand=small.hand(-2))
        assert done.bid is not None, done.findings
        if vendor == "acme":
            (sheet,) = api.score_sheets(tender, languages=("en",), out=project / "sheets")
    return api.collect_scores(tender, sheet).findings, sheet.name


CASES = {
    "CDC945": _other_letters,
    "CDC941": lambda project: _name_sealed(
        project, lambda tender, brought: api.open_seals(tender, "acme", brought, hand=small.hand(1))
    ),
    "CDC942": lambda project: _name_sealed(project, _excluded),
    "CDC943": _opened(""),
    "CDC944": _opened("the vendor lost its keys"),
    "CDC531": lambda project: (api.open_envelopes(_tender(project), hand=small.hand(-1)).findings, "journal.jsonl"),
    "CDC532": _verified(
        "journal.jsonl", lambda root: [(root / name).unlink() for name in (journal.NAME, journal.HEAD)]
    ),
    "CDC533": _verified("journal.jsonl:3:1", _rewrite(journal.NAME, lambda text: text.replace(b"acme", b"acne", 1))),
    "CDC534": _verified("bids/acme/1/reading.json", _rewrite("bids/acme/1/reading.json", lambda text: text + b" ")),
    "CDC535": _verified("bids/zulu/1/reading.json", _rewrite("bids/zulu/1/reading.json", lambda _: b"{}")),
    "CDC536": _came("acme", by=small.hand(0)),
    "CDC537": _came("zulu", "zulu", name="Zulu"),
    "CDC538": _came("zulu", "zulu", name="Zulu", change={"bidders": "invited"}),
    "CDC539": _ranked("bids/bolt/1", _scored),
    "CDC541": _verified("scores", _rewrite("scores/ada.yaml", lambda _: b"evaluator: ada\n")),
    "CDC543": _verified("journal.jsonl:3:1", _mended),
    "CDC544": _ranked("evaluation", _scored),
    "CDC545": _decided_otherwise,
    "CDC546": _undecided(""),
    "CDC547": _draft,
    "CDC548": lambda project: (api.verify(small.write(project / "small"), hand=small.hand()).findings, "journal.jsonl"),
    "CDC549": _came("acme", by=small.hand(-1, at="2027-02-01T10:00:00+01:00")),
    "CDC550": _came("acme", by=small.hand(1, at="2027-01-22T10:00:00+01:00")),
    "CDC551": _came("acme", name="Acme Holding"),
    "CDC552": lambda project: (
        api.verify(_tender(project), printed="ABCDE", hand=small.hand(-1)).findings,
        "journal.jsonl",
    ),
    "CDC553": _printed_otherwise,
    "CDC554": _undecided("they may not"),
    "CDC930": _brought_again,
    "CDC931": _stopped_halfway,
    "CDC932": _draft_over_award,
    "CDC933": _published_unsettled,
    "CDC934": _came("ACME", "ACME"),
    "CDC960": _lacking,
}
