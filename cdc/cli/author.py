"""Commands of the author: new, check, render, schema, explain, demo."""

from __future__ import annotations

import datetime as dt
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cdc.cli import console, tables
from cdc.cli.options import At, Formats, Languages, Out, PdfKind, Project, Report, Severity, place, sound

if TYPE_CHECKING:
    from cdc import api


class Draft(StrEnum):
    """Version of JSON Schema."""

    NEW = "2020-12"
    OLD = "7"


def check(
    project: Project = None,
    at: At = None,
    output: Annotated[Report, typer.Option("--format", "-f", help="How findings are printed.")] = Report.TEXT,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Only codes that start so: CDC3, CDC211; repeat for more.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Not these codes; errors are never left out.")
    ] = None,
    level: Annotated[Severity, typer.Option("--level", help="The least serious findings to show.")] = Severity.INFO,
    since: Annotated[
        str | None, typer.Option("--diff", help="Only what is new since a revision of the project in git.")
    ] = None,
) -> None:
    """Check a specification: all mistakes and advice in one run (exit 0 clean, 1 findings, 2 cannot run)."""
    from cdc import api

    console.Settings.output, folder = output.value, place(project, at)
    with console.guarded():
        checked = api.check(folder)
        wanted = api.Wanted(tuple(select or ()), tuple(ignore or ()), level.value, since)
        findings = api.chosen(checked, folder, wanted)
    console.show_findings(findings if output is Report.TEXT else api.from_here(folder, findings))
    if output is Report.TEXT:
        if findings:
            typer.echo(console.summary(findings))
        if checked.project and not findings:
            count = len(checked.project.specification.asked)
            typer.echo(console.say()("cli.clean", files=checked.file_count, requirements=count))
    console.finish(findings)


def render(
    project: Project = None,
    at: At = None,
    languages: Languages = None,
    formats: Formats = None,
    out: Out = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="Add what only the company may read: workshops, budget, board.")
    ] = False,
    profile: Annotated[
        str | None, typer.Option("--profile", help="Structure, instead of the one the specification names.")
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--theme", "-t", help="Look, instead of the one the specification names.")
    ] = None,
    pdf: Annotated[
        PdfKind,
        typer.Option("--pdf", help="Kind of PDF: ua (accessible), archive (PDF/A-2a) or draft (fast, untagged)."),
    ] = PdfKind.UA,
) -> None:
    """Write the specification as PDF, Word, HTML and Markdown."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        usable, no_pdf = api.usable_formats(formats or api.FORMATS)
        chosen = languages or own.specification.document.languages
        with console.progress(len(chosen) * len(usable)) as progress:
            target = out or own.root / "build"
            written = api.render(
                own,
                languages=chosen,
                formats=usable,
                out=target,
                internal=internal,
                profile=profile,
                theme=theme,
                pdf=pdf.value,
                progress=progress,
            )
    console.show_written(written)
    console.say_no_pdf(missing=no_pdf, wanted=formats)


def schema(
    draft: Annotated[Draft, typer.Option(help="Version of JSON Schema.")] = Draft.NEW,
) -> None:
    """Print the JSON Schema of specification files, for editors."""
    from cdc import api

    typer.echo(json.dumps(api.schema(draft.value), ensure_ascii=False, indent=1))


def explain(code: Annotated[str, typer.Argument(help="Code of a finding, such as CDC211.")]) -> None:
    """Say what a finding means and what to do."""
    from cdc.findings import REGISTRY, guess
    from cdc.words import telling

    code = code.upper()
    if code not in REGISTRY:
        console.stop("unknown_name", kind="code", name=code, known=guess(code, list(REGISTRY)) or "CDC101…")
    say, met = console.say(), telling.example(code)
    typer.echo(f"{code} ({say('severity.' + met.severity)})")
    typer.echo(
        say("cli.explain_example", message=telling.message(met, say)) if met.facts else telling.message(met, say)
    )
    advice = telling.hint(met, say)
    if advice:
        typer.echo(f"→ {advice}")
    typer.echo(REGISTRY[code].why)


def demo(folder: Annotated[Path, typer.Argument(help="Folder to create for the example.")] = Path("demo")) -> None:
    """Copy the CRM example, make all its documents, receive four bids and rank them."""
    from cdc import api
    from cdc.cli import tender

    with console.guarded():
        api.copy_example(folder)
        checked = api.check(folder)
    console.show_findings(checked.findings)
    before, after = _around_deadline(sound(folder))
    with console.guarded():
        own = api.publish(sound(folder), hand=before).project
    frozen = own.publication
    assert frozen is not None
    typer.echo(console.say()("cli.published", form=frozen.form, rules=frozen.rules))
    render(folder)
    tender.issue(folder)
    for vendor in sorted((folder / "attachments" / "answers").iterdir()):
        tender.take(sound(folder), vendor.name, sorted(vendor.glob("*.xlsx")), who=before)
    tender.score_sheets(folder)
    with console.guarded():
        api.open_envelopes(own, hand=after)
        api.decide(own, reason="Delta Systems left its prices out", hand=after)
    tender.award_file(own, who=after)
    typer.echo(console.say()("cli.demo", path=folder, build=folder / "build"))


def _around_deadline(own: api.Project) -> tuple[api.Hand, api.Hand]:
    """Give the hands of a demonstration, by the clock of the example: a day before its deadline, and a day after."""
    from cdc import api

    tender = own.specification.tender
    assert tender is not None
    assert tender.deadline is not None
    day = dt.timedelta(days=1)
    return api.Hand("demo", tender.deadline - day), api.Hand("demo", tender.deadline + day)


def profiles(project: Project = None, at: At = None) -> None:
    """List the structures a document can have, with their languages and source."""
    from cdc import api

    known, findings = api.profiles(place(project, at))
    tables.show_profiles(known.values())
    console.finish(findings)


class ReviewFormat(StrEnum):
    """How a review is printed."""

    TEXT = "text"
    YAML = "yaml"
    JSON = "json"


def comments(
    file: Annotated[Path, typer.Argument(help="Word document that came back from review.")],
    output: Annotated[ReviewFormat, typer.Option("--format", "-f", help="text, yaml or json.")] = ReviewFormat.TEXT,
    apply: Annotated[bool, typer.Option("--apply", help="Write the changed wordings into the specification.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="With --apply: this id alone; repeat for more.")
    ] = None,
    project: Annotated[
        Path, typer.Option("--project", "-p", help="With --apply: folder of the specification.")
    ] = Path(),
) -> None:
    """List the comments and tracked changes of a reviewed Word document by requirement, or take the changes over."""
    from cdc import api

    if apply:
        with console.guarded():
            count, findings = api.apply_comments(project, file, only=only or (), show=tables.show_difference)
        console.show_findings(findings)
        typer.echo(console.say()("cli.imported", count=count))
        console.finish(findings)
        return
    with console.guarded():
        remarks = api.comments(file)
    if output is ReviewFormat.YAML:
        typer.echo(api.comments_as_yaml(remarks, file.name), nl=False)
    elif output is ReviewFormat.JSON:
        typer.echo(json.dumps({"remarks": api.as_json(remarks)}, ensure_ascii=False, indent=1))
    else:
        tables.show_remarks(remarks, file.name)
