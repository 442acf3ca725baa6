"""Commands on requests to one vendor: ask, keep the reply, decide, write the letters."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cdc.cli import console
from cdc.cli.options import At, By, Formats, Languages, Out, Project, hand, sound
from cdc.cli.procedure import show_next
from cdc.cli.whole import Whole

if TYPE_CHECKING:
    from cdc import api
    from cdc.model.clarification import Clarification

app = typer.Typer(
    cls=Whole,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Requests to one vendor about its bid: ask, keep the reply, decide, write the letters.",
)
Vendor = Annotated[str, typer.Argument(help="Id of the vendor.")]
Number = Annotated[int, typer.Argument(help="Number of the request.")]


class Decided(StrEnum):
    """What becomes of the bid."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@app.command()
def ask(
    vendor: Vendor,
    points: Annotated[list[str] | None, typer.Argument(help="What is to be made clear, point by point.")] = None,
    until: Annotated[str, typer.Option("--until", help="Last moment for the reply: 2027-02-01T12:00:00+01:00.")] = "",
    low: Annotated[bool, typer.Option("--low", help="Ask to explain an abnormally low bid.")] = False,
    findings: Annotated[
        bool, typer.Option("--findings", help="Ask about everything that its workbooks leave unclear.")
    ] = False,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Language of the findings. Default: the first.")
    ] = None,
    at: At = None,
    by: By = None,
) -> None:
    """Keep a request to a vendor under its next number."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        asked = list(points or ())
        if findings:
            asked += api.points_of(own, vendor, language or own.specification.language)
        if not asked or not until:
            raise typer.BadParameter(console.say()("cli.clarify_what"))
        _told(own, api.ask_vendor(own, vendor, asked, until=until, is_low=low, hand=hand(by)))


@app.command()
def reply(
    vendor: Vendor,
    number: Number,
    text: Annotated[str, typer.Argument(help="What the vendor replied, or where its reply stands.")],
    on: Annotated[str, typer.Option("--date", help="Day it came, as 2027-01-31. Default: today.")] = "",
    at: At = None,
    by: By = None,
) -> None:
    """Keep a vendor's reply."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        _told(own, api.keep_reply(own, vendor, number, text, on=on, hand=hand(by)))


@app.command()
def decide(
    vendor: Vendor,
    number: Number,
    decision: Annotated[Decided, typer.Argument(help="accepted, or rejected: then the bid is out.")],
    reason: Annotated[str, typer.Argument(help="Why; report and letter say it.")],
    at: At = None,
    by: By = None,
) -> None:
    """Keep what was decided on a request, with its reason."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        _told(own, api.decide_request(own, vendor, number, decision.value, reason, hand=hand(by)))


@app.command()
def write(
    project: Project = None, at: At = None, languages: Languages = None, formats: Formats = None, out: Out = None
) -> None:
    """Write the letter of each request that is not decided."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        usable, no_pdf = api.usable_formats(formats or ("pdf", "docx"))
        chosen = languages or (own.specification.language,)
        target = out or own.root / "build" / "requests"
        with console.progress(len(chosen) * len(usable)) as progress:
            written = api.write_requests(own, languages=chosen, formats=usable, out=target, progress=progress)
    console.show_written(written)
    console.say_no_pdf(missing=no_pdf, wanted=formats)


def _told(own: api.Project, request: Clarification) -> None:
    """Say what is kept now."""
    say = console.say()
    state = request.decision or ("answered" if request.reply else "waiting")
    facts = {"vendor": request.vendor, "number": request.number, "state": say(f"what.request_{state}")}
    typer.echo(say("cli.request_kept", **facts))
    show_next(own)
