"""Write the response workbook: locked but answerable, drop-downs, a live status for each line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cdc.model.specification import Specification
from cdc.words import words
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.book import Book, lines_page
from cdc.workbooks.kit.looks import FORM
from cdc.workbooks.kit.table import Formula, Row
from cdc.workbooks.kit.texts import label_of, texts
from cdc.workbooks.kit.write import write_rows
from cdc.workbooks.response import carried
from cdc.workbooks.response.details import Details, of_kind
from cdc.workbooks.response.issued import Choices, Issued, Line, issue
from cdc.workbooks.response.tables import Envelope, tables


def grid(spec: Specification, *, languages: tuple[str, ...], envelope: Envelope, form: str, draft: bool) -> bytes:
    """Give a response workbook: same specification, same bytes.

    `form` is the fingerprint of the form, `envelope` which sheets the workbook holds.
    """
    issued = issue(spec, languages)
    title = _title(spec, languages)
    book = Book(languages, FORM, title=title, author=spec.company.name)
    lines_page(
        book,
        title,
        _instructions(spec, languages, envelope, form, draft=draft),
        name=book.say("instructions"),
        width=92,
    )
    placed = [book.place(table, book.say(f"sheet_{table.key}")) for table in tables(envelope)]
    book.lists({name: choices.labels for name, choices in issued.choices.items()})
    told = {"tender": issued.tender, "form": form, "envelope": envelope, "languages": " ".join(languages)}
    facts.write(book, {**told, "version": spec.document.version}, part=carried.PART, parts=carried.pack(issued))
    for item in placed:
        write_rows(book, item, [_row(book, issued, line) for line in issued.of(item.table.key)])
    return book.finish()


def _title(spec: Specification, languages: tuple[str, ...]) -> str:
    title = (spec.tender.title if spec.tender else None) or spec.document.title
    return texts(title, languages, spec.language).replace("\n", " / ")


def _row(book: Book, issued: Issued, line: Line) -> Row:
    """Give the row of a line; where some answers want a comment, its status says so."""
    commented = _commented(issued.choices[line.list]) if line.list else ()
    if not commented:
        return line.row
    test = ",".join(f"[answer]=«{at}»" for at in range(len(commented)))
    template = f'IF([answer]="",«missing»,IF(AND(OR({test}),[comment]=""),«comment_needed»,«complete»))'
    status = Formula(template, book.say("missing"), commented)
    return replace(line.row, values={**line.row.values, "status": status})


def _commented(choices: Choices) -> tuple[str, ...]:
    """Give the labels of the answers that want a comment."""
    return tuple(label for label, id_ in zip(choices.labels, choices.ids, strict=True) if id_ in choices.commented)


def _instructions(
    spec: Specification, languages: tuple[str, ...], envelope: Envelope, form: str, *, draft: bool
) -> Iterator[str]:
    """Give the lines of the first sheet, language by language."""
    assert spec.tender is not None
    keys = ["how_answer", "how_list", "how_comment", "how_save"]
    if envelope != "technical":
        keys.insert(2, "how_price")
    for language in languages:
        say = words(language)
        version = f"{say('document.version')} {spec.document.version}"
        yield f"{spec.company.name} · {spec.tender.id} · {version} · {say('grid.form')} {form}"
        if draft:
            yield say("document.draft")
        yield from (f"{at}. {say(f'grid.{key}')}" for at, key in enumerate(keys, 1))
        if spec.tender.deadline:
            yield f"{say.labelled(say('label.deadline'))} {say.moment(spec.tender.deadline)}"
        if envelope != "price":
            yield from _meanings(spec, language)
        yield ""


def _meanings(spec: Specification, language: str) -> Iterator[str]:
    """Say what each answer of each scale means."""
    told = Details(spec, (language,))
    wants = {entry.id: told.of(entry) for entry in of_kind(spec, "answer")}
    for scale in spec.scales:
        for answer in scale.answers:
            meaning = texts(answer.meaning, (language,), spec.language)
            label = label_of(scale, answer.id, (language,), spec.language)
            wanted = wants[f"{scale.id}.{answer.id}"].replace("\n", "; ")
            yield f"   {label}" + "".join(f" — {part}" for part in (meaning, wanted) if part)
