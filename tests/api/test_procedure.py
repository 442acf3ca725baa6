"""The steps of a tender in their order, what each leaves behind, and what out of order is told."""

import dataclasses
import json
import re
import shutil

import pytest

from cdc import api, files
from cdc.errors import RefusedError
from tests import small_tender as small

PARTS = ("technical", "price")


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """A published tender of two envelopes, with the answered workbooks of two vendors, technical and price."""
    root = tmp_path_factory.mktemp("came")
    project = api.publish(small.write(root / "p"), hand=small.hand(-30)).project
    files = {
        "acme": small.answers(project, root / "acme", name="Acme", price=100, answer="P"),
        "bolt": small.answers(project, root / "bolt", name="Bolt", price=120, answer="Y"),
    }
    for vendor, parts in files.items():
        for part in PARTS:
            assert api.receive(project, vendor, [parts[part]], hand=small.hand(-2)).bid is not None
    small.scores(project, acme=3, bolt=4)
    return project, files


@pytest.fixture(scope="module")
def over(came, tmp_path_factory):
    """The same tender, awarded."""
    root = tmp_path_factory.mktemp("over") / "p"
    shutil.copytree(came[0].root, root)
    project = small.load(root)
    for act, day in ((api.open_envelopes, 1), (api.decide, 2), (api.open_envelopes, 3), (api.decide, 4)):
        assert act(project, hand=small.hand(day)).is_done
    award(project)
    return project


@pytest.fixture
def project(came, tmp_path):
    """A copy of the tender before opening, that a test may change."""
    shutil.copytree(came[0].root, tmp_path / "p")
    return small.load(tmp_path / "p")


@pytest.fixture
def awarded(over, tmp_path):
    """A copy of the awarded tender, that a test may change."""
    shutil.copytree(over.root, tmp_path / "p")
    return small.load(tmp_path / "p")


def award(project, day=5):
    scored = api.score(project, now=small.hand(day).now)
    out = project.root / "build" / "award"
    return api.write_award(scored, languages=("en",), formats=("md",), out=out, hand=small.hand(day))


def codes(found):
    return [finding.code for finding in found.findings]


def test_the_whole_way_leaves_a_journal_that_verifies(over):
    acts = [(entry.act, entry.facts.get("what", "")) for entry in api.log(over).entries]
    assert acts == [
        ("publish", ""),
        *[("receive", "")] * 4,
        ("open", "technical"),
        ("score", ""),
        ("decide", "quality"),
        ("open", "price"),
        ("decide", "award"),
        ("award", ""),
    ]
    verified = api.verify(over, hand=small.hand(6))
    assert (verified.findings, verified.lines) == ((), 11)


def test_every_printed_document_shows_a_head_that_the_journal_had(over):
    shown = []
    for path in (*over.root.glob("build/award/**/*.md"), *over.root.glob("minutes/*.md")):
        shown += re.findall(r"Head of the journal: `([A-Z0-9-]+)`", path.read_text(encoding="utf-8"))
    assert len(shown) >= 7
    for head in shown:
        assert api.verify(over, printed=head, hand=small.hand(6)).findings == ()
    other = api.verify(over, printed="AAAAA" + shown[0][5:], hand=small.hand(6))
    assert codes(other) == ["CDC552"]


def test_no_price_stands_anywhere_before_its_envelope_is_opened(project):
    for path in project.root.glob("bids/*/*/reading.json"):
        assert json.loads(path.read_bytes())["prices"] == []
    api.open_envelopes(project, hand=small.hand(1))
    scored = api.score(project, now=small.hand(1).now)
    assert "CDC544" in codes(scored)
    assert [bid.cost.total for bid in scored.ranking.bids] == [None, None]
    api.decide(project, hand=small.hand(2))
    api.open_envelopes(project, hand=small.hand(3))
    scored = api.score(project, now=small.hand(3).now)
    assert [(bid.vendor, bid.cost.total) for bid in scored.ranking.bids] == [("bolt", 120), ("acme", 100)]


def test_nothing_is_ranked_before_it_is_opened(project):
    scored = api.score(project, now=small.hand(-1).now)
    assert scored.ranking is None
    assert "CDC531" in codes(scored)


@pytest.mark.parametrize(
    ("act", "day"),
    [
        (lambda p, hand: api.open_envelopes(p, hand=hand), -1),
        (lambda p, hand: api.open_envelopes(p, "price", hand=hand), 1),
        (lambda p, hand: api.open_envelopes(p, "all", hand=hand), 1),
        (lambda p, hand: api.decide(p, hand=hand), 1),
        (lambda p, hand: api.decide(p, "award", hand=hand), 1),
        (lambda p, hand: api.enter(p, hand=hand), 1),
    ],
)
def test_a_step_out_of_order_is_refused_and_leaves_nothing(project, act, day):
    before = api.log(project).head
    done = act(project, small.hand(day))
    assert (done.is_done, codes(done)[0]) == (False, "CDC531")
    assert api.log(project).head == before
    assert not (project.root / "minutes").exists()


def test_minutes_name_what_came_and_what_was_not_opened(project, came, tmp_path):
    api.withdraw(project, "bolt", reason="no staff", hand=small.hand(-1))
    late = api.receive(project, "carl", [came[1]["acme"]["technical"]], hand=small.hand(0))
    assert late.bid is None
    opened = api.open_envelopes(project, hand=small.hand(1))
    text = opened.written[0].read_text(encoding="utf-8")
    assert "€" not in text
    assert "Acme (acme)" in text
    assert "Bolt (bolt)" not in text
    assert "bolt, 21 January 2027, 12:00:00 (UTC): withdrawn" in text
    assert "carl, 22 January 2027, 12:00:00 (UTC): late" in text


def test_a_bid_withdrawn_is_kept_and_ranked_no_more(project):
    api.withdraw(project, "bolt", reason="no staff", hand=small.hand(-1))
    api.open_envelopes(project, hand=small.hand(1))
    scored = api.score(project, now=small.hand(1).now)
    assert [bid.vendor for bid in scored.ranking.bids] == ["acme"]
    assert "CDC539" in codes(scored)
    assert "CDC501" not in codes(scored), "its scores count for nothing, and block nothing"
    assert (project.root / "bids/bolt/2/reading.json").is_file()


def test_who_hands_in_again_after_withdrawing_starts_anew(project, came):
    api.withdraw(project, "bolt", reason="other price", hand=small.hand(-1))
    again = api.receive(project, "bolt", [came[1]["bolt"]["technical"]], hand=small.hand(-0.5))
    assert [file.kind for file in again.bid.files] == ["technical"]
    found = {one.vendor: one.state for one in api.status(project, hand=small.hand(-0.4)).vendors}
    assert found == {"acme": "complete", "bolt": "price_missing"}


def test_the_price_of_a_bid_excluded_for_its_quality_stays_shut(came, tmp_path):
    root = tmp_path / "p"
    shutil.copytree(came[0].root, root)
    project = small.load(root)
    path = root / "tender.yaml"
    strict = path.read_text(encoding="utf-8").replace(
        "weight: 50, kind: features", "weight: 50, threshold: 80, kind: features"
    )
    path.write_text(strict, encoding="utf-8")
    project = api.publish(small.load(root), amend="a threshold", hand=small.hand(-1.9)).project
    for act, day in ((api.open_envelopes, 1), (api.decide, 2), (api.open_envelopes, 3), (api.decide, 4)):
        done = act(project, hand=small.hand(day))
        assert done.is_done, codes(done)
    prices = {p.parent.parent.name: json.loads(p.read_bytes())["prices"] for p in root.glob("bids/*/2/reading.json")}
    assert prices["acme"] == []
    assert prices["bolt"][0]["amount"] == "120"
    assert "acme: excluded for its quality" in (root / "minutes/opening-price.en.md").read_text(encoding="utf-8")


def test_a_decision_needs_one_first_bid_or_a_reason(project):
    path = small.scores(project, bolt=4)
    found = [f"  - {{vendor: acme, requirement: F-{at}, answer: Y, reason: Seen}}\n" for at in (1, 2, 3)]
    path.write_text(path.read_text(encoding="utf-8") + "verified:\n" + "".join(found), encoding="utf-8")
    for act, day in ((api.open_envelopes, 1), (api.decide, 2), (api.open_envelopes, 3)):
        assert act(project, hand=small.hand(day)).is_done
    open_ = api.decide(project, hand=small.hand(4))
    assert (open_.is_done, "CDC546" in codes(open_)) == (False, True)
    reasoned = api.decide(project, reason="acme showed nothing", hand=small.hand(4))
    assert (reasoned.is_done, "CDC554" in codes(reasoned)) == (True, True)


def test_an_award_is_a_draft_until_it_is_decided(project):
    api.open_envelopes(project, hand=small.hand(1))
    written = award(project)
    assert any("DRAFT" in path.read_text(encoding="utf-8") for path in written if path.suffix == ".md")
    assert [entry.act for entry in api.log(project).entries][-1] == "open"


def test_a_report_is_a_draft_until_the_award_is_decided_and_bears_the_head_after_that(project, over, tmp_path):
    api.open_envelopes(project, hand=small.hand(1))
    for own, day, is_draft in ((project, 1, True), (over, 6, False)):
        scored = api.score(own, now=small.hand(day).now)
        (path,) = api.write_report(scored, languages=("en",), formats=("md",), out=tmp_path, hand=small.hand(day))
        text = path.read_text(encoding="utf-8")
        assert ("DRAFT" in text) == is_draft
        assert (f"Head of the journal: `{api.log(own).head}`" in text) != is_draft


def test_nobody_compares_rounds_before_bids_are_opened(project):
    with pytest.raises(RefusedError) as refused:
        api.compare_rounds(project, "acme", hand=small.hand(-1))
    assert codes(refused.value) == ["CDC531"]
    api.open_envelopes(project, hand=small.hand(1))
    assert api.compare_rounds(project, "acme", hand=small.hand(1)) == (2, ())


def test_rounds_name_the_price_of_before_once_prices_are_opened(project, tmp_path):
    less = small.answers(project, tmp_path / "less", name="Acme", price=90)["price"]
    assert api.receive(project, "acme", [less], hand=small.hand(-1)).bid is not None
    for act, day in ((api.open_envelopes, 1), (api.decide, 2)):
        assert act(project, hand=small.hand(day)).is_done
        assert api.compare_rounds(project, "acme", hand=small.hand(day)) == (3, ())
    assert api.open_envelopes(project, hand=small.hand(3)).is_done
    _, (change,) = api.compare_rounds(project, "acme", hand=small.hand(4))
    assert (change.id, change.before, change.after) == ("PL-1", "100", "90")


def test_the_letter_of_a_former_winner_does_not_stay(project):
    out = project.root / "build" / "award" / "letters"
    api.open_envelopes(project, hand=small.hand(1))
    award(project)
    first = {path.name for path in out.iterdir()}
    (out / "note.txt").write_text("mine", encoding="utf-8")
    sheet = small.scores(project, acme=5, bolt=0)
    sheet.write_text(
        sheet.read_text(encoding="utf-8") + "verified:\n"
        "  - {vendor: bolt, requirement: F-1, answer: N, reason: Seen}\n"
        "  - {vendor: bolt, requirement: F-2, answer: N, reason: Seen}\n"
        "  - {vendor: acme, requirement: F-1, answer: Y, reason: Seen}\n",
        encoding="utf-8",
    )
    award(project)
    second = {path.name for path in out.iterdir()}
    assert {name for name in first if "award" in name} == {"award-bolt.en.md"}
    assert {name for name in second if "award" in name} == {"award-acme.en.md"}
    assert "note.txt" in second


def test_what_was_decided_can_be_decided_again_for_a_reason_only(awarded):
    small.scores(awarded, acme=5, bolt=0)
    assert "CDC534" in codes(api.score(awarded, now=small.hand(6).now))
    assert codes(api.decide(awarded, hand=small.hand(6))) == ["CDC531"]
    again = api.decide(awarded, reason="a complaint was right", hand=small.hand(6))
    assert again.is_done, codes(again)
    entry = api.log(awarded).entries[-1]
    assert (entry.facts["what"], entry.facts["reason"]) == ("again", "a complaint was right")


def test_a_cancelled_tender_takes_nothing_any_more(project, came):
    assert api.cancel(project, reason="no money", hand=small.hand(-1)).is_done
    refused = api.receive(project, "acme", [came[1]["acme"]["price"]], hand=small.hand(-1))
    assert refused.bid is None
    assert "CDC531" in codes(refused)
    assert refused.folder is not None


def test_status_tells_what_is_owed_and_comes_next(project):
    found = api.status(project, hand=small.hand(-1))
    assert (found.phase, found.step) == ("published", "wait")
    assert [(one.vendor, one.state, one.round) for one in found.vendors] == [
        ("acme", "complete", 2),
        ("bolt", "complete", 2),
    ]
    assert [(one.evaluator, one.given, one.owed, one.has_declared) for one in found.evaluators] == [("ada", 2, 2, True)]
    assert found.head == api.log(project).head
    assert api.status(project, hand=small.hand(1)).step == "open_technical"


def test_what_the_journal_vouches_for_is_read_again_by_a_verification_alone(project, monkeypatch):
    from cdc.api import evidence

    read = []
    monkeypatch.setattr(evidence, "_again", lambda _project, bid, *_: read.append(bid.vendor) or bid)
    api.open_envelopes(project, hand=small.hand(1))
    api.score(project, now=small.hand(1).now)
    assert read == []
    api.verify(project, hand=small.hand(1))
    assert sorted(set(read)) == ["acme", "bolt"]
    read.clear()
    (project.root / "journal.head").write_text("0\n")
    api.score(project, now=small.hand(1).now)
    assert sorted(set(read)) == ["acme", "bolt"]


def test_a_reading_and_its_line_forged_together_are_found_by_a_verification(project):
    from cdc.tender import bids, journal, record

    (stored, *_), _ = bids.load(project.root)
    reading = stored.folder / bids.READING
    forged = reading.read_bytes().replace(b'"answer": "P"', b'"answer": "Y"')
    assert forged != reading.read_bytes()
    name = reading.relative_to(project.root).as_posix()
    reading.write_bytes(forged)
    found, _ = record.read(project.root)
    written = journal.Journal()
    for entry in found.entries:
        made = {**entry.made, name: files.sha256(forged)} if name in entry.made else entry.made
        written = written.with_entry(dataclasses.replace(entry, made=made))
    for path, content in written.files.items():
        (project.root / path).write_bytes(content)
    assert "CDC523" not in codes(api.score(project, now=small.hand(1).now))
    assert "CDC523" in codes(api.verify(project, hand=small.hand(1)))
