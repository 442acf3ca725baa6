"""Whatever is changed in the folder of an awarded tender, the verification says so, and nothing is ranked."""

import random
import shutil

import pytest

from cdc import api, files
from cdc.tender import holding, journal, record
from tests import small_tender as small

SAMPLES = 2200
CORRECTION = "corrections:\n- {id: F-1, answer: N, by: Ada, when: 2027-01-23, why: The letter says so}\n"
SHEET = "evaluator: ada\nscores:\n- {vendor: acme, criterion: C-D, score: 5, reason: Seen}\n"
REJECTED = """\
clarification:
  {vendor: bolt, number: 1, kind: clarification, points: [Why?], asked_on: 2027-01-23, until: "2027-01-24T12:00:00Z",
   decision: rejected, reason: None, decided_by: Ada, decided_on: 2027-01-24}
"""
_AT = small.hand(9)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An awarded tender with a correction, scores, a reply to a request, a refused bid and minutes."""
    base = tmp_path_factory.mktemp("whole")
    project = api.publish(small.write(base / "p"), hand=small.hand(-30)).project
    parts = {
        vendor: small.answers(project, base / vendor, name=vendor.title(), price=price, answer=answer)
        for vendor, price, answer in (("acme", 100, "P"), ("bolt", 120, "Y"))
    }
    for vendor, brought in parts.items():
        assert api.receive(project, vendor, list(brought.values()), hand=small.hand(-2)).bid is not None
    assert api.receive(project, "acme", [parts["bolt"]["price"]], hand=small.hand(-1)).bid is None
    assert api.open_envelopes(project, hand=small.hand(1)).is_done
    small.scores(project, acme=3, bolt=4)
    (project.root / "bids/acme/1/corrections.yaml").write_text(CORRECTION, encoding="utf-8")
    api.ask_vendor(project, "acme", ["Why?"], until="2027-01-30T12:00:00+01:00", hand=small.hand(2))
    api.keep_reply(project, "acme", 1, "So.", hand=small.hand(2))
    api.decide_request(project, "acme", 1, "accepted", "It is clear", hand=small.hand(2))
    for act, day in ((api.decide, 3), (api.open_envelopes, 4), (api.decide, 5)):
        done = act(project, hand=small.hand(day))
        assert done.is_done, done.findings
    scored = api.score(project, now=small.hand(6).now)
    out = project.root / "build" / "award"
    api.write_award(scored, languages=("en",), formats=("md", "docx"), out=out, hand=small.hand(6))
    assert api.verify(project, hand=_AT).findings == ()
    return project


@pytest.fixture
def root(whole, tmp_path):
    """A copy that a test may change."""
    return shutil.copytree(whole.root, tmp_path / "p")


def differs(root, **how):
    """Verify; give the codes of what differs."""
    return [finding.code for finding in api.verify(small.load(root), hand=_AT, **how).findings]


def test_every_kind_of_file_is_held_by_the_journal(whole):
    held = record.standing(record.read(whole.root)[0])
    wanted = (
        "published/publication.json", "published/0/source/tender.yaml", "bids/acme/1/reading.json", "bids/acme/refused/",
        "bids/acme/1/originals/", "bids/acme/1/corrections.yaml", "scores/ada.yaml", "clarifications/acme-1.yaml",
        "minutes/", "build/award/letters/", "build/award/comparison.xlsx", "build/award/checksums.txt",
    )  # fmt: skip
    assert [start for start in wanted if not any(path.startswith(start) for path in held)] == []
    loose = {path.relative_to(whole.root).as_posix() for path in whole.root.rglob("*") if path.is_file()} - held.keys()
    assert loose == {".cdc.lock", journal.NAME, journal.HEAD, "tender.yaml"}


def test_a_changed_byte_anywhere_is_noticed(root):
    """A byte of every file is changed, again and again, each time another one; the journal has a test of its own."""
    found, damages = record.read(root)
    contents = {path: (root / path).read_bytes() for path in sorted(record.standing(found))}
    dice, tried = random.Random(7), 0
    while tried < SAMPLES:
        for path, content in contents.items():
            at = dice.choice((0, len(content) - 1, *(dice.randrange(len(content)) for _ in range(20))))
            bit = 1 << dice.randrange(8)
            (root / path).write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
            tried += 1
        assert [str(finding.place) for finding in holding.against(root, found, damages)] == list(contents)
    for path, content in list(contents.items())[1:]:
        (root / path).write_bytes(content)
    assert differs(root)[0] == "CDC534", "one file is enough"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("published/publication.json", "CDC534"),
        ("published/0/source/tender.yaml", "CDC534"),
        ("bids/acme/1/reading.json", "CDC534"),
        ("bids/acme/1/corrections.yaml", "CDC534"),
        ("scores/ada.yaml", "CDC534"),
        ("clarifications/acme-1.yaml", "CDC534"),
        ("build/award/letters/award-bolt.en.md", "CDC534"),
        ("journal.jsonl", "CDC533"),
        ("journal.head", "CDC533"),
    ],
)
@pytest.mark.parametrize("how", ["gone", "empty", "longer", "a link"])
def test_what_is_gone_emptied_lengthened_or_replaced_by_a_link_is_noticed(root, path, code, how):
    target = root / path
    content = target.read_bytes()
    target.unlink()
    if how == "empty":
        target.touch()
    elif how == "longer":
        target.write_bytes(content + b"\n")
    elif how == "a link":
        (root.parent / "elsewhere").write_bytes(content)
        target.symlink_to(root.parent / "elsewhere")
    found, damages = record.read(root)
    expected = {"journal.jsonl": {"CDC532", "CDC533"}}.get(path, {code})
    assert expected & {finding.code for finding in holding.against(root, found, damages)}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("bids/zulu/1/reading.json", "{}"),
        ("bids/acme/2/reading.json", "{}"),
        ("bids/acme/1/originals/000000000000-x.xlsx", "x"),
        ("scores/eve.yaml", SHEET),
        ("scores/eve.yml", SHEET),
        ("scores/moderation.yaml", "moderated: []\n"),
        ("bids/bolt/1/corrections.yaml", CORRECTION),
        ("clarifications/bolt-1.yaml", REJECTED),
        ("published/1/publication.json", "{}"),
        ("minutes/opening-price.fr.md", "x"),
    ],
)
def test_what_comes_beside_the_journal_is_noticed_and_nothing_is_ranked(root, path, content):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content, encoding="utf-8")
    assert differs(root)
    assert api.score(small.load(root), now=_AT.now).ranking is None


@pytest.mark.parametrize("path", ["scores/.eve.yaml", "scores/eve.yxml", "clarifications/.bolt-1.yaml"])
def test_what_is_no_file_of_the_procedure_by_its_name_counts_for_nothing(root, path):
    (root / path).write_text(REJECTED if "clar" in path else SHEET.replace("5", "0"), encoding="utf-8")
    scored = api.score(small.load(root), now=_AT.now)
    assert scored.ranking is None or [bid.vendor for bid in scored.ranking.bids] == ["bolt", "acme"]


def test_files_of_two_vendors_swapped_are_noticed(root):
    (root / "bids/acme").rename(root / "bids/other")
    (root / "bids/bolt").rename(root / "bids/acme")
    (root / "bids/other").rename(root / "bids/bolt")
    assert "CDC534" in differs(root)
    assert api.score(small.load(root), now=_AT.now).ranking is None


def test_a_folder_set_back_to_an_earlier_day_is_known_by_a_printed_head(whole, tmp_path):
    """All that came after is taken away, journal and head with it: only who holds a receipt can tell."""
    project = api.publish(small.write(tmp_path / "p"), hand=small.hand(-30)).project
    earlier = shutil.copytree(project.root, tmp_path / "earlier")
    api.close(project, reason="early", hand=small.hand(-3))
    printed = api.log(project).head
    assert differs(project.root, printed=printed) == []
    assert differs(earlier) == []
    assert differs(earlier, printed=printed) == ["CDC552"]
    assert differs(project.root, printed=api.log(small.load(earlier)).head) == []


def test_a_journal_written_anew_to_fit_changed_files_is_known_by_a_printed_head(root):
    """Whoever holds the whole folder can chain it again; not to a head that others have on paper."""
    printed = record.read(root)[0].head
    path = root / "scores/ada.yaml"
    before = files.sha256_of(path)
    path.write_text(path.read_text(encoding="utf-8").replace("score: 3", "score: 5"), encoding="utf-8")
    forged = journal.Journal()
    for entry in record.read(root)[0].entries:
        made = {name: files.sha256_of(path) if digest == before else digest for name, digest in entry.made.items()}
        forged = forged.with_entry(
            journal.Entry(entry.act, entry.at, entry.by, entry.facts, entry.taken, made, entry.stated)
        )
    for name, content in forged.files.items():
        (root / name).write_bytes(content)
    found, damages = record.read(root)
    assert list(holding.against(root, found, damages)) == [], "the files and their journal agree"
    assert "CDC545" in differs(root), "what was decided does not follow from them"
    assert "CDC552" in differs(root, printed=printed)
