"""Questions of vendors: logged, answered once for all, published without a word of who asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdc import files
from cdc.api import leaks
from cdc.api.printing import Progress, quiet, write_document
from cdc.api.procedure import course_of
from cdc.api.project import Project, checked_languages
from cdc.errors import UnknownNameError
from cdc.findings import Finding, Place, has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model import blocks
    from cdc.model.specification import Specification
    from cdc.tender.journal import Act
    from cdc.tender.questions import Logged
    from cdc.workbooks.questions import Typed

_ABOUT = ("CDC570", "CDC571", "CDC572")
"""Rules that a question must keep before it is written down for all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The ids of the questions that were written, and every finding."""

    ids: tuple[str, ...]
    findings: tuple[Finding, ...]


def add_question(project: Project, asked: Mapping[str, Any], *, hand: Hand | None = None) -> Kept:
    """Log a question under its id, or the next one; with errors nothing is written."""
    from cdc.tender import questions

    hand = hand or Hand()
    _known_lots(project, asked.get("lots", ()))
    id_ = str(asked.get("id") or questions.next_id(project.specification))
    if questions.stands_in(project.source, id_) is not None:
        return Kept((), (Finding("CDC573", Place(questions.file_of(id_)), {"id": id_}),))
    data = {"id": id_, **asked, "date": asked.get("date") or hand.now.date().isoformat()}
    if not data.get("answer"):
        data["open"] = True
    return _written(project, (data,), hand)


def answer_question(
    project: Project, id_: str, answer: str, *, language: str = "", answered: str = "", hand: Hand | None = None
) -> Kept:
    """Answer a logged question, in one language; a question of the author's own files is answered there."""
    from cdc.tender import questions

    hand, default = hand or Hand(), project.specification.language
    stands = questions.stands_in(project.source, id_)
    if stands is None:
        known = ", ".join(item.id for item in project.specification.questions)
        raise UnknownNameError(kind="question", name=id_, known=known)
    name, data = stands
    if name != questions.file_of(id_):
        return Kept((), (Finding("CDC575", Place(name), {"id": id_}),))
    text = questions.said(data.get("answer"), answer, language or default, default)
    changed = {**data, "answer": text, "answered": answered or hand.now.date().isoformat(), "open": False}
    return _written(project, (changed,), hand)


def write_question_sheet(project: Project, language: str, out: Path) -> Path:
    """Write the log as a workbook; give its file."""
    files.write_atomic(out, question_sheet(project, language))
    return out


def question_sheet(project: Project, language: str) -> bytes:
    """Give the log as a workbook in one language: internal, for it names who asked."""
    from cdc.workbooks import questions

    spec = project.specification
    (chosen,) = checked_languages([language])
    title = spec.tender.id if spec.tender else spec.document.reference
    return questions.write(spec.questions, language=chosen, default=spec.language, title=title)


def import_questions(project: Project, file: Path, language: str, *, hand: Hand | None = None) -> Kept:
    """Take in a sheet of questions: new rows are logged, answers come to the questions of their ids; all or nothing."""
    from cdc import sheets
    from cdc.workbooks import questions

    spec = project.specification
    checked_languages([language])
    content, refused = files.read_named(file)
    if content is None:
        return Kept((), refused)
    book, refused = sheets.open_untrusted(files.printable(file.name), content)
    if book is None:
        return Kept((), refused)
    filled = questions.read(book, language=language, lots=[lot.id for lot in spec.lots])
    taken, findings = _taken(project, filled.rows, language)
    wrong = (*filled.findings, *findings)
    if has_errors(wrong):
        return Kept((), wrong)
    done = _written(project, taken, hand or Hand())
    return Kept(done.ids, (*wrong, *done.findings))


def _taken(project: Project, rows: Sequence[Typed], language: str) -> tuple[tuple[dict[str, Any], ...], list[Finding]]:
    """Give the data of the questions that a sheet adds or changes."""
    from cdc.tender import questions

    spec, taken, findings = project.specification, dict[str, dict[str, Any]](), list[Finding]()
    number = int(questions.next_id(spec).partition("-")[2])
    for row in rows:
        id_ = row.id or _same(spec, row, language)
        if not id_:
            id_, number = f"Q-{number}", number + 1
        place = row.places.get("id") or next(iter(row.places.values()))
        stands = questions.stands_in(project.source, id_)
        before = stands[1] if stands else {}
        data = {"id": id_, **_merged(before, row, language, spec.language)}
        if id_ in taken:
            findings.append(Finding("CDC573", place, {"id": id_}))
        elif data == before:
            continue
        elif stands and stands[0] != questions.file_of(id_):
            findings.append(Finding("CDC575", place, {"id": id_}))
        taken[id_] = data
    return tuple(taken.values()), findings


def _same(spec: Specification, row: Typed, language: str) -> str:
    """Give the id of the question that a row without id says again; empty where it is a new one."""
    from cdc.words import pick

    said = (row.values.get("text"), row.values.get("by"))
    same = (item for item in spec.questions if (pick(item.text, language, spec.language), item.by) == said)
    return next((item.id for item in same), "")


def _merged(before: Mapping[str, Any], row: Typed, language: str, default: str) -> dict[str, Any]:
    """Put what was typed beside what is there; an empty cell takes nothing away."""
    from cdc.tender import questions

    data = dict(before)
    for key, value in row.values.items():
        if key in ("text", "answer"):
            data[key] = questions.said(before.get(key), str(value), language, default)
        elif key == "asked_as":
            data.setdefault(key, value)
        else:
            data[key] = list(value) if isinstance(value, tuple) else value
    if data.get("answer") != before.get("answer"):
        data["open"] = False
    elif not before:
        data["open"] = True
    return data


def _written(project: Project, entries: Sequence[Mapping[str, Any]], hand: Hand) -> Kept:
    """Write questions with their line in the journal; with errors nothing is written."""
    from cdc.tender import doors, questions, record

    all_logged = [questions.logged(project.root, data) for data in entries]
    findings = tuple(finding for logged in all_logged for finding in _wrong(project, logged))
    if has_errors(findings) or not all_logged:
        return Kept((), findings)
    ids = tuple(logged.question.id for logged in all_logged if logged.question)
    is_answer = any(logged.question and logged.question.answer for logged in all_logged)
    act: Act = "answer" if is_answer else "question"
    with record.held(project.root):
        shut = doors.shut(course_of(project), act, hand.now)
        if shut is not None:
            return Kept((), (*findings, shut))
        entry = hand.entry(act, facts={"ids": list(ids)})
        record.put(project.root, entry, {logged.name: logged.content for logged in all_logged})
    return Kept(ids, findings)


def _wrong(project: Project, logged: Logged) -> Iterator[Finding]:
    """Give what is wrong with a question: its form, and what vendors could learn from it."""
    from cdc import lint

    yield from logged.findings
    if logged.question is None:
        return
    spec = project.specification
    others = tuple(item for item in spec.questions if item.id != logged.question.id)
    parts = {name: getattr(spec, name) for name in type(spec).model_fields}
    trial = type(spec).model_construct(**{**parts, "questions": (logged.question, *others)})
    for code, hit in lint.run(trial, only=_ABOUT):
        if hit.path[:2] == ("questions", 0):
            yield Finding(code, logged.source.place(hit.path), hit.facts)


def _known_lots(project: Project, lots: Sequence[str]) -> None:
    known = [lot.id for lot in project.specification.lots]
    for lot in lots:
        if lot not in known:
            raise UnknownNameError(kind="lot", name=lot, known=", ".join(known))


def answers_document(project: Project, language: str) -> tuple[blocks.Document | None, tuple[Finding, ...]]:
    """Give the questions and answers for all vendors; a page that names who asked is never given."""
    from cdc.documents.procedure import answers

    (chosen,) = checked_languages([language])
    document = answers.compose(project.specification, chosen)
    if document is None:
        return None, (Finding("CDC576", Place("questions")),)
    found = tuple(_leaks(project, document))
    return (None if found else document), found


def _leaks(project: Project, document: blocks.Document) -> Iterator[Finding]:
    """Look through the whole page, as it is printed, for everybody who asked and all that is not for vendors."""
    from cdc.model.anonymity import names_whole
    from cdc.render import markdown

    printed = markdown.render(document)
    yield from leaks.finder(project)({f"{document.name}.md": printed.encode("utf-8")})
    for at, item in enumerate(project.specification.questions):
        if item.visibility == "vendors" and item.by and names_whole(printed, item.by):
            yield Finding("CDC570", project.source.place(("questions", at)), {"id": item.id, "name": item.by})


def write_answers(
    project: Project, *, languages: Sequence[str], formats: Sequence[str], out: Path, progress: Progress = quiet
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write questions and answers in every language and format; give the files written, and why none was."""
    documents = [answers_document(project, language) for language in languages]
    findings = next((found for _, found in documents if found), ())
    written: list[Path] = []
    for document in (document for document, _ in documents if document is not None and not findings):
        written += write_document(document, out / document.name, formats, look=project.look, progress=progress)
    return written, findings
