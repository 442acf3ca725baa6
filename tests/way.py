"""The whole way of a small tender, command by command, with what the folder held before, during and after each."""

from cdc import api
from tests import small_tender as small
from tests import stops

CORRECTION = "corrections:\n- {id: F-1, answer: P, by: Ada, when: 2027-01-23, why: The letter says so}\n"


def publish(project, _files):
    return api.publish(project, hand=small.hand(-30))


def amend(project, _files):
    return api.amend(project, "more time", extend=True, hand=small.hand(-9))


def receive(vendor, *parts):
    def call(project, files):
        return api.receive(project, vendor, [files[vendor][part] for part in parts], hand=small.hand(-2))

    return call


def late(project, files):
    return api.receive(project, "acme", [files["acme"]["price"]], hand=small.hand(5))


def withdraw(project, _files):
    return api.withdraw(project, "bolt", reason="no staff", hand=small.hand(-1.5))


def enter(project, _files):
    return api.enter(project, hand=small.hand(4))


def open_(what):
    return lambda project, _files: api.open_envelopes(project, what, hand=small.hand(3))


def decide(what, day):
    return lambda project, _files: api.decide(project, what, hand=small.hand(day))


def award(project, _files):
    scored = api.score(project, now=small.hand(9).now)
    assert scored.ranking, scored.findings
    out = project.root / "build" / "award"
    return api.write_award(scored, languages=("en",), formats=("md",), out=out, hand=small.hand(9))


STEPS = {
    "publish": publish,
    "amend": amend,
    "receive": receive("acme", "technical"),
    "the other envelope": receive("acme", "price"),
    "both envelopes": receive("bolt", "technical", "price"),
    "withdraw": withdraw,
    "hand in again": receive("bolt", "technical", "price"),
    "refuse": late,
    "open": open_("technical"),
    "correct": enter,
    "decide": decide("quality", 5),
    "open prices": open_("price"),
    "draft": award,
    "decide the award": decide("award", 7),
    "award": award,
}
WRITTEN_BY_HAND = ("amend", "receive", "correct", "decide")


def written_by_hand(name, root, files):
    """Write what people write themselves before a step."""
    if name == "amend":
        path = root / "tender.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("draws.", "draws maps."), encoding="utf-8")
    elif name == "receive":
        for vendor, price in (("acme", 100), ("bolt", 120)):
            files[vendor] = small.answers(small.load(root), root.parent / vendor, name=vendor.title(), price=price)
    elif name == "correct":
        (root / "bids/acme/2/corrections.yaml").write_text(CORRECTION, encoding="utf-8")
    elif name == "decide":
        small.scores(small.load(root), acme=3, bolt=4)


def walked(base):
    """Go the whole way once; give the workbooks, and by step: the folder before, what kills would leave, after, result."""
    root, files, way = small.write(base / "p", ("envelopes: two", "envelopes: two, amendment_days: 10")).root, {}, {}
    for name, step in STEPS.items():
        written_by_hand(name, root, files)
        before, project = stops.content(root), small.load(root)
        done, held = stops.left_by_kills(root, lambda step=step, project=project: step(project, files))
        way[name] = (before, held, stops.content(root), done)
    return files, way
