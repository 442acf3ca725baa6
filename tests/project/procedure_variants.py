"""Broken inputs of the steps between publication and opening: each gives the findings and the expected place."""

import datetime as dt
import io
import shutil

from openpyxl import load_workbook

from cdc import api
from cdc.errors import RefusedError
from cdc.workbooks.response import write
from tests.grids import Grid

OLD, NEW = "old.xlsx", "new.xlsx"


def _small(project):
    loaded, _ = api.load(project)
    spec = loaded.specification
    few = {name: getattr(spec, name) for name in type(spec).model_fields} | {"features": spec.features[:3]}
    return type(spec).model_construct(**few)


def _grid(project, envelope="technical", languages=("it",), form="2.B"):
    return write.grid(_small(project), languages=languages, envelope=envelope, form=form, draft=False)


def _updated(place, *, old=lambda project: _grid(project, form="2.A"), new=_grid):
    """Take the answers of one workbook to another."""

    def run(project):
        (project / OLD).write_bytes(old(project))
        (project / NEW).write_bytes(new(project))
        return api.update_grid(project / OLD, project / NEW).findings, place

    return run


def _noted(project):
    """Read a workbook that was taken over to an amended form."""
    (project / OLD).write_bytes(_grid(project, "both", form="2.A"))
    (project / NEW).write_bytes(_grid(project, "both"))
    done = api.update_grid(project / OLD, project / NEW)
    _, findings = api.read_workbook(_small(project), "bid.xlsx", done.path.read_bytes(), forms=("2.B",))
    return findings, "bid.xlsx:Istruzioni!A3"


def _without_form(project):
    book = load_workbook(io.BytesIO(_grid(project)))
    del book["_cdc"]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _typed(project):
    grid = Grid(_grid(project))
    grid.cell("vendor", "V-NAME", "answer").value = "x"
    return grid.bytes()


def _again(project):
    loaded, _ = api.load(project)
    return api.add_question(loaded, {"id": "Q-1", "text": "Again?"}).findings, "questions/Q-1.yaml"


def _elsewhere(project):
    loaded, _ = api.load(project)
    return api.answer_question(loaded, "Q-2", "In March").findings, "practice.yaml"


def _unanswered(project):
    text = (project / "practice.yaml").read_text(encoding="utf-8")
    (project / "practice.yaml").write_text(text.replace("open: false", "open: true"), encoding="utf-8")
    loaded, _ = api.load(project)
    return api.answers_document(loaded, "it")[1], "questions"


def _bad_date(project):
    loaded, _ = api.load(project)
    book = load_workbook(io.BytesIO(api.question_sheet(loaded, "en")))
    book.worksheets[0]["E3"] = "yesterday"
    book.save(project / NEW)
    return api.import_questions(loaded, project / NEW, "en").findings, f"{NEW}:Questions and answers!E3"


def _unpublished(project):
    loaded, _ = api.load(project)
    return api.amend(loaded, "Why").findings, project.name


def _without_days(project):
    loaded, _ = api.load(project)
    shutil.rmtree(project / "bids")
    api.publish(loaded, hand=api.Hand("Ada", dt.datetime(2027, 1, 4, tzinfo=dt.UTC)))
    path = project / "tender.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("validity_days: 120", "validity_days: 90"), encoding="utf-8"
    )
    loaded, _ = api.load(project)
    late = api.Hand("Ada", dt.datetime(2027, 1, 20, tzinfo=dt.UTC))
    return api.amend(loaded, "Shorter", hand=late).findings, "tender.yaml:13:13"


def _unchanged(project):
    loaded, _ = api.load(project)
    shutil.rmtree(project / "bids")
    published = api.publish(loaded).project
    return api.amend(published, "Nothing").findings, project.name


def _stepped_aside(project):
    path = project / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    mark = "criteria: [CR-UX, CR-TEAM], conflict_of_interest: none"
    assert mark in text
    aside = "recusals: [{vendor: aurora, reason: Worked there}], "
    path.write_text(text.replace(mark, aside + mark), encoding="utf-8")
    loaded, _ = api.load(project)
    return api.score(loaded).findings, "scores/venturi.yaml"


def _requested(change=lambda text: text, name="aurora-1.yaml"):
    """Ask a vendor, change the file of the request, and rank."""

    def run(project):
        loaded, _ = api.load(project)
        api.ask_vendor(loaded, "aurora", ["Why?"], until="2027-02-08T12:00:00+01:00")
        path = project / "clarifications" / "aurora-1.yaml"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        path.rename(path.with_name(name))
        return api.score(loaded).findings, f"clarifications/{name}"

    return run


def _too_early(project):
    """Reject a bid whose vendor can still reply."""
    loaded, _ = api.load(project)
    hand = api.Hand("Chiara", dt.datetime(2027, 2, 1, tzinfo=dt.UTC))
    api.ask_vendor(loaded, "aurora", ["Why?"], until="2027-02-08T12:00:00+01:00", hand=hand)
    try:
        api.decide_request(loaded, "aurora", 1, "rejected", "No costs", hand=hand)
    except RefusedError as refused:
        return refused.findings, "aurora"
    return (), ""


CASES = {
    "CDC946": _too_early,
    "CDC940": _noted,
    "CDC581": _requested(),
    "CDC582": _requested(lambda text: text + "  decision: rejected\n"),
    "CDC583": _requested(name="borealis-1.yaml"),
    "CDC580": _stepped_aside,
    "CDC577": _unpublished,
    "CDC578": _without_days,
    "CDC579": _unchanged,
    "CDC573": _again,
    "CDC574": _bad_date,
    "CDC575": _elsewhere,
    "CDC576": _unanswered,
    "CDC560": _updated(OLD, old=_without_form),
    "CDC561": _updated(NEW, new=lambda project: _grid(project, languages=("fr",))),
    "CDC562": _updated(NEW, new=lambda project: _grid(project, "price")),
    "CDC563": _updated(f"{NEW}:Fornitore!D2", new=_typed),
    "CDC564": _updated(NEW, new=lambda project: _grid(project, form="2.A")),
    "CDC565": _updated(OLD, old=lambda project: _grid(project, "both", form="2.A")),
}
