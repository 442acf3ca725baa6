"""Commands on the questions of vendors: log them, answer them, publish questions and answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cdc.cli import console
from cdc.cli.options import At, By, Formats, Languages, Out, Project, hand, sound
from cdc.cli.procedure import show_next
from cdc.cli.whole import Whole

if TYPE_CHECKING:
    from cdc import api

app = typer.Typer(
    cls=Whole,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Questions of vendors: log them, answer them, write questions and answers for all.",
)
In = Annotated[
    str | None, typer.Option("--language", "-l", help="Language of the texts. Default: the first of the document.")
]
Day = Annotated[str, typer.Option("--date", help="Day, as 2027-01-31. Default: today.", show_default=False)]


@app.command()
def add(
    text: Annotated[str, typer.Argument(help="The question as all may read it: it names nobody who asks.")],
    at: At = None,
    asker: Annotated[str, typer.Option("--asker", help="Who asks; never published.")] = "",
    asked_as: Annotated[str, typer.Option("--asked-as", help="The question in the asker's words; not published.")] = "",
    concerns: Annotated[
        list[str] | None, typer.Option("--concerns", help="Id that it concerns; repeat for more.")
    ] = None,
    lot: Annotated[list[str] | None, typer.Option("--lot", help="Lot that it concerns; repeat for more.")] = None,
    day: Day = "",
    by: By = None,
) -> None:
    """Log a question under the next id, in a file of its own in questions/."""
    from cdc import api

    asked = {"text": text, "asked_as": asked_as, "by": asker, "date": day}
    lists = {"refers_to": concerns or [], "lots": lot or []}
    own = sound(at)
    with console.guarded():
        done = api.add_question(own, {**asked, **lists}, hand=hand(by))
    _told(own, done)


@app.command()
def answer(
    question: Annotated[str, typer.Argument(help="Id of the question.")],
    text: Annotated[str, typer.Argument(help="The answer, the same for all.")],
    at: At = None,
    language: In = None,
    day: Day = "",
    by: By = None,
) -> None:
    """Answer a logged question, in one language; again in another one adds to it."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        done = api.answer_question(own, question, text, language=language or "", answered=day, hand=hand(by))
    _told(own, done)


@app.command()
def sheet(
    project: Project = None,
    at: At = None,
    language: In = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File. Default: build/questions.xlsx.")] = None,
) -> None:
    """Write the log as a workbook to be filled by those who answer; it is internal, for it names who asked."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        target = out or own.root / "build" / "questions.xlsx"
        written = api.write_question_sheet(own, language or own.specification.language, target)
    console.show_written([written])


@app.command("import")
def take(
    file: Annotated[Path, typer.Argument(help="The sheet of questions that came back.")],
    at: At = None,
    language: In = None,
    by: By = None,
) -> None:
    """Take in a sheet of questions: new rows are logged, answers come to the questions of their ids."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        done = api.import_questions(own, file, language or own.specification.language, hand=hand(by))
    _told(own, done)


@app.command()
def write(
    project: Project = None,
    at: At = None,
    languages: Languages = None,
    formats: Formats = None,
    out: Out = None,
) -> None:
    """Write the questions that are answered, with their answers, for all vendors; nothing says who asked."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        usable, no_pdf = api.usable_formats(formats or api.FORMATS)
        chosen = languages or own.specification.document.languages
        target = out or own.root / "build"
        with console.progress(len(chosen) * len(usable)) as progress:
            written, findings = api.write_answers(own, languages=chosen, formats=usable, out=target, progress=progress)
    console.show_findings(findings)
    console.show_written(written)
    console.say_no_pdf(missing=no_pdf, wanted=formats)
    console.finish(findings)


def _told(own: api.Project, done: api.Kept) -> None:
    """Show what was found and which questions are kept."""
    console.show_findings(done.findings)
    if done.ids:
        typer.echo(console.say()("cli.questions_kept", ids=", ".join(done.ids)))
        show_next(own)
    console.finish(done.findings, strict=False)
