"""The journal: every changed byte is noticed, and a printed head witnesses the rest."""

import datetime as dt

import pytest

from cdc.tender import journal
from cdc.tender.journal import Entry, Journal

NOON = dt.datetime(2027, 1, 15, 12, 0, 7, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def _journal(count: int) -> Journal:
    made = Journal()
    for number in range(count):
        at = journal.moment(NOON + dt.timedelta(minutes=number))
        taken = {"response.xlsx": f"{number:064x}"}
        made = made.with_entry(Entry("receive", at, "Ada Ferri", {"vendor": f"v{number}", "round": 1}, taken))
    return made


def _read(files: dict[str, bytes]) -> tuple[Journal, tuple[journal.Damage, ...]]:
    return journal.read(files.get(journal.NAME), files.get(journal.HEAD))


def test_moments_are_written_in_utc():
    assert journal.moment(NOON) == "2027-01-15T11:00:07Z"


def test_what_is_written_reads_the_same():
    made = _journal(5)
    again, damages = _read(made.files)
    assert again == made
    assert damages == ()


def test_no_journal_is_an_empty_one_but_a_head_without_journal_is_damage():
    assert journal.read(None, None) == (Journal(), ())
    assert _read({journal.HEAD: _journal(1).files[journal.HEAD]})[1]


def test_every_changed_byte_of_a_long_journal_is_noticed():
    """A line is held by itself and by the link of the next one, the last line by the head: each byte is changed in turn."""
    files = _journal(210).files
    lines = files[journal.NAME].split(b"\n")[:-1]
    seen = 0
    for number, line in enumerate(lines):
        before = journal._link(lines[:number])
        for at in range(len(line)):
            changed = line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]
            assert _is_noticed(lines, number, changed, before, files[journal.HEAD]), (number, at)
            seen += 1
    assert seen > 40_000
    for number in (0, 100, 209):
        changed = [*lines[:number], lines[number].replace(b"Ada", b"Eva"), *lines[number + 1 :]]
        assert _read({**files, journal.NAME: b"".join(line + b"\n" for line in changed)})[1]
    for name in (journal.NAME, journal.HEAD):
        for at in (*range(100), *range(-100, 0)):
            content = bytearray(files[name])
            content[at % len(content)] ^= 4
            assert _read({**files, name: bytes(content)})[1], (name, at)


def _is_noticed(lines, number, changed, before, head):
    if b"\n" in changed or journal._parse(changed, number=number + 1, before=before, latest="")[1]:
        return True
    if number + 1 < len(lines):
        link = journal._link([changed])
        return journal._parse(lines[number + 1], number=number + 2, before=link, latest="")[1] is not None
    return journal._head_file([*lines[:number], changed]) != head


@pytest.mark.parametrize("kept", [0, 1, 4])
def test_cut_off_lines_are_noticed(kept):
    made = _journal(5)
    short = Journal(made.lines[:kept], made.entries[:kept])
    assert _read({**made.files, journal.NAME: short.files[journal.NAME]})[1]


def test_swapped_and_doubled_lines_are_noticed():
    made = _journal(5)
    one, two, *rest = made.lines
    for lines in ((two, one, *rest), (one, one, two, *rest), (one, *rest)):
        files = Journal(tuple(lines)).files
        assert _read(files)[1], "a head made for the forged lines does not help: the chain is broken"


def test_a_roll_back_is_noticed_by_whoever_has_a_printed_head():
    made = _journal(5)
    old = Journal(made.lines[:3], made.entries[:3])
    assert _read(old.files)[1] == ()
    assert journal.knows(made, old.head)
    assert not journal.knows(old, made.head)


def test_a_clock_set_back_is_noticed():
    made = _journal(2).with_entry(Entry("open", "2026-01-01T00:00:00Z", "Ada Ferri"))
    assert [damage.fault for damage in _read(made.files)[1]] == ["clock"]
