"""The command that publishes: freezes the tender and writes the package for vendors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cdc.cli import console
from cdc.cli.options import At, By, Formats, Project, hand, sound
from cdc.cli.procedure import show_next

if TYPE_CHECKING:
    from cdc import api


def publish(
    project: Project = None,
    at: At = None,
    amend: Annotated[str, typer.Option("--amend", help="Publish changed terms as an amendment, for this reason.")] = "",
    formats: Formats = None,
    by: By = None,
) -> None:
    """Freeze what is asked and how bids are compared, and write the package that all vendors are sent.

    It holds documents, rules, workbooks, annexes and checksums in each language of the tender, without a draft mark.
    """
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        done = api.publish(own, amend=amend, hand=hand(by))
    console.stop_on_errors(done.findings)
    frozen, say = done.publication, console.say()
    assert frozen is not None
    if frozen.number:
        typer.echo(say("cli.amended", number=frozen.number, reason=frozen.reason))
    typer.echo(say("cli.published", form=frozen.form, rules=frozen.rules))
    _package(done.project, formats, by)
    show_next(own)


def _package(own: api.Project, formats: list[str] | None, by: str | None) -> None:
    """Write the package for vendors and say where it is."""
    from cdc import api

    with console.guarded():
        usable, no_pdf = api.usable_formats(formats or ("pdf", "docx"))
        languages = own.specification.tender.languages if own.specification.tender else ()
        with console.progress(2 * len(languages or "1") * len(usable)) as progress:
            written = api.write_package(own, formats=usable, progress=progress, hand=hand(by))
    folder = written[0].relative_to(own.root).parts[:3]
    typer.echo(console.say()("cli.package", count=len(written), path=own.root.joinpath(*folder)))
    console.say_no_pdf(missing=no_pdf, wanted=formats)
