"""Each row that people write, held to its borders: what is wrong with it, where exactly, and with which facts."""

import re
from decimal import Decimal

import pytest

from cdc.board import agreement, clarifications
from cdc.board.corrections import read_corrections
from cdc.board.moderation import as_yaml as moderation_as_yaml
from cdc.board.moderation import read_moderation
from cdc.board.one_file import read_plain
from cdc.board.one_file import written as files_of
from cdc.board.sheets import as_yaml, assigned, read_sheets
from cdc.findings import Phrase
from cdc.model.bid import (
    AnswerRead,
    Bid,
    JudgedScore,
    Moderated,
    Moderation,
    PairScore,
    PriceRead,
    ScoreSheet,
    Verified,
)
from cdc.model.clarification import Clarification
from cdc.model.ranking import Reason
from cdc.model.specification import Specification

SPEC = {
    "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
    "company": {"name": "C", "sector": "s"},
    "lots": [{"id": "L1", "name": "one"}, {"id": "L2", "name": "two"}],
    "evaluation": {"moderation_from": 2},
    "scales": [
        {"id": "SC", "name": "s", "answers": [{"id": a, "label": a, "points": p} for a, p in (("Y", 1), ("N", 0))]}
    ],
    "features": [{"id": "F1", "title": "f"}, {"id": "F2", "title": "g"}],
    "criteria": [
        {"id": "M", "name": "m", "weight": 30, "kind": "judged"},
        {"id": "N", "name": "n", "weight": 20, "kind": "judged", "maximum": 10},
        {"id": "W", "name": "w", "weight": 10, "kind": "pairwise"},
        {"id": "V", "name": "v", "weight": 10, "kind": "pairwise", "pair_rule": "eigenvector"},
        {"id": "S", "name": "s", "weight": 10, "kind": "yes_no", "question": "?"},
        {"id": "D", "name": "d", "weight": 10, "kind": "quantity", "question": "?"},
        {"id": "P", "name": "p", "weight": 10, "kind": "price"},
    ],
    "price_lines": [{"id": "PL", "name": "l"}],
}
BOARD = [
    {
        "evaluator": "ada",
        "name": "Ada",
        "conflict_of_interest": "none",
        "recusals": [{"vendor": "X", "reason": "Worked there"}],
    },
    {"evaluator": "bob", "name": "Bob", "conflict_of_interest": "none", "criteria": ["M", "W"]},
    {"evaluator": "eve", "name": "Eve", "conflict_of_interest": "declared"},
]
VENDORS = ("A", "B", "C", "X")


def spec(board=(), **changed):
    return Specification.model_validate({**SPEC, "board": list(board), **changed})


class Folder:
    """A folder of the project, and what a finding about one of its files points at."""

    def __init__(self, root):
        self.root = root

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def told(self, findings):
        """Per finding: code, file, the text that it points at, and its facts."""
        return [(f.code, f.place.file, self._at(f.place), dict(f.facts)) for f in findings]

    def _at(self, place):
        if place.line is None:
            return ""
        line = (self.root / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        return re.match(r"[^,}]*}?", line[place.column - 1 :])[0].rstrip("}")


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def sheets(folder, rows, own=None, key="scores", evaluator="ada"):
    lines = "".join(f"  - {{{row}}}\n" for row in rows)
    folder.write(f"scores/{evaluator}.yaml", f"evaluator: {evaluator}\n{key}:\n{lines}")
    (sheet,), findings = read_sheets(folder.root, own or spec(), VENDORS)
    return sheet, [(code, at, facts) for code, _, at, facts in folder.told(findings)]


LOT = {"id": "L9", "targets": "lots", "guess": "", "near": "", "known": "L1, L2"}


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("vendor: A, criterion: M, score: 0, reason: r", []),
        ("vendor: A, criterion: M, score: 5, reason: r", []),
        ("vendor: A, criterion: N, score: 10, reason: r", []),
        ("vendor: A, criterion: M, lot: L2, score: 1, reason: r", []),
        ("vendor: A, criterion: M, score: -1, reason: r", [("CDC503", "-1", {"text": Decimal(-1), "maximum": Decimal(5)})]),
        ("vendor: A, criterion: M, score: 6, reason: r", [("CDC503", "6", {"text": Decimal(6), "maximum": Decimal(5)})]),
        ("vendor: A, criterion: N, score: 11, reason: r", [("CDC503", "11", {"text": Decimal(11), "maximum": Decimal(10)})]),
        ("vendor: A, criterion: M, score: 1.5, reason: r", [("CDC516", "1.5", {"text": Decimal("1.5"), "step": Decimal(1)})]),
        ("vendor: Z, criterion: M, score: 1, reason: r", [("CDC501", "Z", {"vendor": "Z"})]),
        ("vendor: A, criterion: W, score: 1, reason: r", [("CDC502", "W", {"criterion": "W", "known": "M, N"})]),
        ("vendor: A, criterion: M, score: 1, lot: L9, reason: r", [("CDC211", "L9", LOT)]),
        ("vendor: A, criterion: M, score: 1", [("CDC505", "{vendor: A", {"criterion": "M"})]),
    ],
)  # fmt: skip
def test_a_score_is_held_to_its_scale_and_points_to_what_is_wrong(folder, row, wanted):
    sheet, told = sheets(folder, [row])
    assert told == wanted
    assert len(sheet.scores) == (not wanted)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("vendor: A, requirement: F1, answer: N, reason: r", []),
        ("vendor: Z, requirement: F1, answer: N, reason: r", [("CDC501", "Z", {"vendor": "Z"})]),
        ("vendor: A, requirement: F9, answer: N, reason: r", [("CDC511", "F9", {"id": "F9"})]),
        ("vendor: A, requirement: F2, answer: Q, reason: r", [("CDC215", "Q", {"answer": "Q", "known": "Y, N"})]),
    ],
)  # fmt: skip
def test_a_verified_answer_is_one_that_can_be_given_to_what_is_asked(folder, row, wanted):
    sheet, told = sheets(folder, [row], key="verified")
    assert told == wanted
    assert len(sheet.verified) == (not wanted)


def test_of_two_verified_answers_that_differ_each_names_the_first(folder):
    rows = [f"vendor: {v}, requirement: {r}, answer: {a}, reason: r" for v, r, a in (("B", "F1", "Y"), ("A", "F1", "Y"), ("A", "F2", "N"), ("A", "F1", "N"))]  # fmt: skip
    sheet, told = sheets(folder, rows, key="verified")
    facts = {"id": "F1 · A", "first": "scores/ada.yaml:4:5"}
    assert told == [("CDC411", "{vendor: A", facts)] * 2
    assert [(row.vendor, row.requirement) for row in sheet.verified] == [("B", "F1"), ("A", "F2")]


def pair(better="A", other="B", degree=2, criterion="W", more=""):
    return f"criterion: {criterion}, better: {better}, other: {other}, degree: {degree}{more}, reason: r"


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([pair(degree=6)], []),
        ([pair(degree=9, criterion="V")], []),
        ([pair(degree=7)], [("CDC503", "7", {"text": 7, "maximum": 6})]),
        ([pair(better="Z")], [("CDC501", "Z", {"vendor": "Z"})]),
        ([pair(other="Z")], [("CDC501", "Z", {"vendor": "Z"})]),
        ([pair(criterion="M")], [("CDC502", "M", {"criterion": "M", "known": "V, W"})]),
        ([pair(criterion="Q", degree=9)], [("CDC502", "Q", {"criterion": "Q", "known": "V, W"})]),
        ([pair(more=", lot: L9")], [("CDC211", "L9", LOT)]),
        ([pair(other="A")], [("CDC518", "{criterion: W", {"better": "A", "other": "A"})]),
        ([pair(), pair("B", "A")], [("CDC518", "{criterion: W", {"better": "B", "other": "A"})]),
        ([pair(), pair("B", "A", criterion="V"), pair(more=", lot: L1"), pair("A", "C")], []),
    ],
)  # fmt: skip
def test_a_comparison_is_of_two_bids_once_within_its_degrees(folder, rows, wanted):
    sheet, told = sheets(folder, rows, key="pairs")
    assert told == wanted
    assert len(sheet.pairs) == len(rows) - len(wanted)


def test_who_stepped_aside_from_a_bid_says_nothing_of_it_and_compares_none(folder):
    own, facts = spec(BOARD), {"evaluator": "ada", "vendor": "X"}
    assert sheets(folder, ["vendor: X, criterion: M, score: 1, reason: r"], own)[1] == [("CDC580", "X", facts)]
    assert sheets(folder, ["vendor: X, requirement: F1, answer: N, reason: r"], own, "verified")[1] == [
        ("CDC580", "X", facts)
    ]
    assert sheets(folder, [pair()], own, "pairs")[1] == [("CDC580", "{criterion: W", facts)]
    assert sheets(folder, ["vendor: A, criterion: M, score: 1, reason: r"], own)[1] == []


@pytest.mark.parametrize(("evaluator", "counts"), [("ada", True), ("eve", False), ("zoe", False)])
def test_only_who_is_of_the_board_and_declared_no_conflict_scores(folder, evaluator, counts):
    rows = ["vendor: A, criterion: M, score: 1, reason: r"]
    sheet, told = sheets(folder, rows, spec(BOARD), evaluator=evaluator)
    assert (len(sheet.scores), sheet.evaluator) == (counts, evaluator)
    assert told == ([] if counts else [("CDC510", evaluator, {"evaluator": evaluator})])
    assert sheets(folder, rows, spec(), evaluator=evaluator)[1] == []


def test_an_evaluator_scores_the_criteria_named_in_the_board_or_all(folder):
    own = spec(BOARD)
    ada, bob, _ = own.board
    assert [assigned(own, member, "judged") for member in (ada, bob, None)] == [{"M", "N"}, {"M"}, {"M", "N"}]
    assert assigned(own, bob, "pairwise") == {"W"}
    row = ["vendor: A, criterion: N, score: 1, reason: r"]
    assert sheets(folder, row, own, evaluator="bob")[1] == [("CDC502", "N", {"criterion": "N", "known": "M"})]
    wrong = [("CDC502", "V", {"criterion": "V", "known": "W"})]
    assert sheets(folder, [pair(criterion="V")], own, "pairs", evaluator="bob")[1] == wrong


def test_sheets_are_read_in_order_and_each_finding_is_kept(folder):
    folder.write("scores/bob.yml", "evaluator: bob\nscores: 7\n")
    folder.write("scores/ada.yaml", "evaluator: ada\nscores:\n  - {vendor: Z, criterion: M, score: 1, reason: r}\n")
    folder.write("scores/cyd.yaml", "evaluator: cyd\nscores:\n  - {vendor: Q, criterion: M, score: 1, reason: r}\nverified:\n  - {vendor: R, requirement: F1, answer: N, reason: r}\npairs:\n  - {criterion: W, better: T, other: A, degree: 2, reason: r}\n")  # fmt: skip
    folder.write("scores/moderation.yaml", "moderated: []\n")
    folder.write("scores/zoe.yaml", "evaluator: zoe\n")
    folder.write("scores/.dan.yaml", "evaluator: dan\n")
    folder.write("scores/notes.yxml", "evaluator: dan\n")
    assert [path.name for path in files_of(folder.root / "scores")] == [
        "ada.yaml",
        "bob.yml",
        "cyd.yaml",
        "moderation.yaml",
        "zoe.yaml",
    ]
    found, findings = read_sheets(folder.root, spec(), VENDORS)
    assert [sheet.evaluator for sheet in found] == ["ada", "cyd", "zoe"]
    told = folder.told(findings)
    assert [facts["vendor"] for code, _, _, facts in told if code == "CDC501"] == ["Z", "Q", "R", "T"]
    assert [name for code, name, _, _ in told if code != "CDC501"] == ["scores/bob.yml"]


def test_a_sheet_written_is_a_row_a_line_and_is_read_back():
    sheet = ScoreSheet(
        evaluator="ada",
        scores=(JudgedScore(vendor="A", criterion="M", score=Decimal("4.5"), reason="é “so”", pointer="p. 3"),),
        verified=(Verified(vendor="A", requirement="F1", answer="N", reason="seen"),),
        pairs=(PairScore(criterion="W", better="A", other="B", degree=3, reason="better"),),
    )
    assert as_yaml(sheet, "ada.xlsx") == (
        "# Read from ada.xlsx.\nevaluator: ada\n"
        'scores:\n  - {vendor: "A", criterion: "M", score: 4.5, reason: "é “so”", pointer: "p. 3"}\n'
        'verified:\n  - {vendor: "A", requirement: "F1", answer: "N", reason: "seen"}\n'
        'pairs:\n  - {criterion: "W", better: "A", other: "B", degree: 3, reason: "better"}\n'
    )
    assert as_yaml(ScoreSheet(evaluator="bob"), "x") == "# Read from x.\nevaluator: bob\n"


AGREED = "vendor: {v}, criterion: {c}, score: {s}{more}, reason: r, by: c, when: w"


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({}, []),
        ({"c": "N", "s": 10}, []),
        ({"s": 6}, [("CDC503", "6", {"text": Decimal(6), "maximum": Decimal(5)})]),
        ({"v": "Z"}, [("CDC501", "Z", {"vendor": "Z"})]),
        ({"c": "W"}, [("CDC502", "W", {"criterion": "W", "known": "M, N"})]),
        ({"more": ", lot: L9"}, [("CDC211", "L9", LOT)]),
    ],
)
def test_an_agreed_score_is_held_to_the_same(folder, row, wanted):
    text = AGREED.format(**{"v": "A", "c": "M", "s": 5, "more": ""} | row)
    folder.write("scores/moderation.yaml", f"moderated:\n  - {{{text}}}\n")
    kept, findings = read_moderation(folder.root, spec(), VENDORS)
    assert folder.told(findings) == [(code, "scores/moderation.yaml", at, facts) for code, at, facts in wanted]
    assert len(kept) == (not wanted)


def test_without_a_file_of_moderation_nothing_was_agreed_and_one_that_cannot_be_read_says_so(folder):
    assert read_moderation(folder.root, spec(), VENDORS) == ((), [])
    folder.write("scores/ada.yaml", "evaluator: ada\n")
    assert read_moderation(folder.root, spec(), VENDORS) == ((), [])
    folder.write("scores/moderation.yaml", "moderated: 7\n")
    kept, findings = read_moderation(folder.root, spec(), VENDORS)
    assert (kept, len(findings)) == ((), 1)


def test_agreed_scores_written_are_read_back_the_same(folder):
    agreed = (Moderated(vendor="A", criterion="M", score=Decimal("4.5"), lot="L1", reason="talked", by="Ada", when="2027-02-01"),)  # fmt: skip
    text = moderation_as_yaml(agreed, "board.xlsx")
    assert text.startswith("# Read from board.xlsx.\n")
    assert "score: 4.5" in text
    folder.write("scores/moderation.yaml", text)
    halves = spec(evaluation={"score_step": Decimal("0.5")})
    assert read_moderation(folder.root, halves, VENDORS) == (agreed, [])


def test_what_is_no_plain_file_is_not_opened(folder):
    path = folder.root / "scores" / "moderation.yaml"
    path.mkdir(parents=True)
    found, findings, source = read_plain(path, folder.root, Moderation)
    assert (found, folder.told(findings)) == (
        None,
        [("CDC522", "scores/moderation.yaml", "", {"path": "scores/moderation.yaml"})],
    )
    assert source.place(("moderated",)).file


BID = Bid(
    vendor="A", round=1, received="", tender="T", form="F", files=(), identity={}, answers=(AnswerRead(id="F1", answer="Y"),),
    statements=(AnswerRead(id="S", answer="no"), AnswerRead(id="D", answer="4")), prices=(PriceRead(id="PL", amount=Decimal(1)),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("id: F1, answer: N", []),
        ("id: S, answer: yes", []),
        ("id: D, answer: '12.5'", []),
        ("id: PL, amount: 0", []),
        ("id: F2, answer: N", [("CDC511", "F2", {"id": "F2"})]),
        ("id: PL, answer: N", [("CDC511", "PL", {"id": "PL"})]),
        ("id: F1, amount: 3", [("CDC511", "F1", {"id": "F1"})]),
        ("id: F1, answer: Q", [("CDC215", "Q", {"answer": "Q", "known": "Y, N"})]),
        ("id: S, answer: Y", [("CDC215", "Y", {"answer": "Y", "known": "yes, no"})]),
        ("id: D, answer: many", [("CDC414", "many", {"id": "D", "text": "many", "readings": ""})]),
    ],
)
def test_a_correction_is_of_a_line_that_was_read_and_an_answer_that_can_be_given(folder, row, wanted):
    folder.write("bids/A/corrections.yaml", f"corrections:\n  - {{{row}, by: a, when: b, why: c}}\n")
    kept, findings = read_corrections(folder.root / "bids" / "A", folder.root, BID, spec())
    assert folder.told(findings) == [(code, "bids/A/corrections.yaml", at, facts) for code, at, facts in wanted]
    assert len(kept.corrections) == (not wanted)


def test_a_bid_without_corrections_has_none_and_a_file_that_cannot_be_read_says_so(folder):
    assert read_corrections(folder.root, folder.root, BID, spec()) == (
        read_corrections(folder.root, folder.root, BID, spec())[0],
        [],
    )
    folder.write("corrections.yaml", "corrections: 7\n")
    kept, findings = read_corrections(folder.root, folder.root, BID, spec())
    assert (kept.corrections, len(findings)) == ((), 1)


def given(evaluator, criterion="M", **scores):
    return ScoreSheet(
        evaluator=evaluator,
        scores=tuple(
            JudgedScore(vendor=v, criterion=criterion, score=Decimal(s), reason="r") for v, s in scores.items()
        ),
    )


def owed(*sheets, board=(), vendors=("A", "B"), moderated=(), own=None):
    return [
        (f.code, str(f.place), dict(f.facts)) for f in agreement.check(own or spec(board), sheets, moderated, vendors)
    ]


def of(code, found):
    return [row[1:] for row in found if row[0] == code]


def test_what_nobody_scored_is_named_by_bid_and_criterion():
    assert of("CDC504", owed(given("ada", A=1))) == [
        ("scores", {"vendor": v, "criterion": c}) for v, c in (("A", "N"), ("B", "M"), ("B", "N"))
    ]


def test_who_owes_a_score_that_others_gave_is_named():
    board = (BOARD[2], *BOARD[:2])  # who declared a conflict stands first
    found = of("CDC514", owed(given("zoe", A=1, B=2, X=3), given("zoe", "N", A=1), given("bob", B=2), board=board, vendors=("X", "B", "A")))  # fmt: skip
    facts = [("ada", "A", "M"), ("ada", "A", "N"), ("ada", "B", "M"), ("bob", "A", "M"), ("bob", "X", "M")]
    assert found == [(f"scores/{e}.yaml", {"evaluator": e, "vendor": v, "criterion": c}) for e, v, c in facts]


def test_scores_that_differ_as_much_as_declared_are_to_be_talked_over_unless_they_were():
    sheets = given("ada", A=1, B=2), given("bob", A=3, B=3)
    facts = {"vendor": "A", "criterion": "M", "spread": "2"}
    assert of("CDC515", owed(*sheets)) == [("scores", facts)]
    agreed = Moderated(vendor="A", criterion="M", score=Decimal(2), reason="r", by="c", when="w")
    assert of("CDC515", owed(*sheets, moderated=(agreed,))) == []


@pytest.mark.parametrize(("vendors", "count"), [(("A",), 1), (("A", "B"), 2), (("A", "B", "C"), None)])
def test_comparisons_in_pairs_need_three_bids(vendors, count):
    wanted = [("scores", {"criterion": c, "count": count}) for c in "WV"] if count else []
    assert of("CDC521", owed(vendors=vendors)) == wanted


@pytest.mark.parametrize(("last", "ratio"), [(("A", "C", 4), None), (("C", "A", 4), "0.79")])
def test_comparisons_that_contradict_each_other_are_told_with_their_ratio(last, ratio):
    cells = [("A", "B", 2), ("B", "C", 2), last]
    sheet = ScoreSheet(
        evaluator="ada",
        pairs=tuple(PairScore(criterion="W", better=b, other=o, degree=d, reason="r") for b, o, d in cells),
    )
    found = of("CDC519", owed(sheet, vendors=("A", "B", "C")))
    assert found == ([("scores/ada.yaml", {"evaluator": "ada", "criterion": "W", "ratio": ratio})] if ratio else [])


def request(vendor="A", number=1, **more):
    return Clarification(vendor=vendor, number=number, points=("which?",), asked_on="2027-02-01", until="2027-02-08T12:00:00+01:00", **more)  # fmt: skip


DECIDED = {"decision": "rejected", "reason": "late", "decided_by": "Ada", "decided_on": "2027-02-09"}


def test_requests_written_are_read_back_by_vendor_and_number(folder):
    given = [request("B"), request("A", 2, **DECIDED), request("A", 10)]
    for one in given:
        folder.write(clarifications.file_of(one), clarifications.content_of(one).decode("utf-8"))
    found, findings = clarifications.read(folder.root)
    assert (found, findings) == ((given[1], given[2], given[0]), [])
    text = (folder.root / "clarifications/A-2.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Kept by `cdc clarify`: ask, reply, decide.\nclarification:\n")
    assert "kind" not in text


def test_a_request_under_another_name_does_not_count(folder):
    folder.write("clarifications/B-1.yaml", clarifications.content_of(request()).decode("utf-8"))
    folder.write("clarifications/C-1.yaml", "clarification: 7\n")
    found, findings = clarifications.read(folder.root)
    assert found == ()
    assert [(f.code, f.place.file) for f in findings if f.code != "CDC583"] != []
    ((_, name, at, facts),) = [row for row in folder.told(findings) if row[0] == "CDC583"]
    assert (name, at, facts) == ("clarifications/B-1.yaml", "vendor: A", {"wanted": "clarifications/A-1.yaml"})


@pytest.mark.parametrize("lacking", ["reason", "decided_by", "decided_on", None])
def test_a_decision_has_its_reason_its_author_and_its_day(folder, lacking):
    one = request(**{key: value for key, value in DECIDED.items() if key != lacking})
    folder.write("clarifications/A-1.yaml", clarifications.content_of(one).decode("utf-8"))
    found, findings = clarifications.read(folder.root)
    wanted = [("CDC582", "clarifications/A-1.yaml", "vendor: A", {"vendor": "A", "number": 1})] if lacking else []
    assert (found, folder.told(findings)) == ((one,), wanted)


def test_what_nobody_decided_waits_for_a_reply_or_has_one():
    given = [request(), request("A", 2, reply="page 3"), request("A", 3, **DECIDED), request("Q")]
    found = [(f.code, str(f.place), dict(f.facts)) for f in clarifications.undecided(given, VENDORS)]
    states = ((1, "what.request_waiting"), (2, "what.request_answered"))
    assert found == [
        (
            "CDC581",
            f"clarifications/A-{n}.yaml",
            {"vendor": "A", "number": n, "state": Phrase(state), "until": given[0].until},
        )
        for n, state in states
    ]


def test_only_a_request_that_was_rejected_puts_its_bid_out():
    given = [request(), request("A", 2, **DECIDED | {"decision": "accepted"}), request("A", 3, **DECIDED), request("B", **DECIDED), request("A", 4, decision="rejected")]  # fmt: skip
    assert clarifications.rejected(given, {"A", "A-lean"}) == (
        Reason("reason_rejected", {"number": 3, "reason": "late"}),
        Reason("reason_rejected", {"number": 4, "reason": "?"}),
    )
