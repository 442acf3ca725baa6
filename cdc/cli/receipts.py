"""The command that writes receipts for vendors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console
from cdc.cli.options import At, Formats, Languages, Out, sound


def receipt(
    vendor: Annotated[str, typer.Argument(help="Id of the vendor; without it, of all.", show_default=False)] = "",
    at: At = None,
    languages: Languages = None,
    formats: Formats = None,
    out: Out = None,
) -> None:
    """Write receipts: files with size and hash, when they came, the head of the journal, what comes next."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        usable, no_pdf = api.usable_formats(formats or ("pdf",))
        tender = own.specification.tender
        chosen = languages or (tender.languages if tender else ()) or (own.specification.language,)
        target = out or Path(own.root) / "build" / "receipts"
        count = len(api.receipts(own, vendor)) * len(chosen) * len(usable)
        with console.progress(count) as progress:
            written = api.write_receipts(own, vendor, languages=chosen, formats=usable, out=target, progress=progress)
    console.show_written(written)
    console.say_no_pdf(missing=no_pdf, wanted=formats)
