"""Commands of seals: keys of officers, sealing a file, promising one, and opening what is sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cdc.cli import console
from cdc.cli.options import At, By, Out, Project, hand, sound
from cdc.cli.procedure import show_next
from cdc.cli.whole import Whole
from cdc.findings import Finding

app = typer.Typer(
    cls=Whole,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Bids that stay shut until they may be opened: seal a file, promise one, open it.",
)
File = Annotated[Path, typer.Argument(help="File.")]


@app.command("key")
def new_key(name: Annotated[str, typer.Argument(help="Name of the officer.")], out: Out = None) -> None:
    """Make the keys of an opening officer: NAME.key stays with the officer, NAME.pub goes to the vendors."""
    from cdc import api

    with console.guarded():
        written = api.new_key(name, out or Path())
    console.show_written(written)


@app.command("write")
def seal(
    file: File,
    officers: Annotated[
        list[Path], typer.Option("--officer", help="Public key of an officer; repeat: all must open together.")
    ],
) -> None:
    """Seal a file to the opening officers: FILE.age opens only when each of them brings the secret key."""
    from cdc import api

    with console.guarded():
        written, findings = api.seal(file, officers)
    _shown(written, findings)


@app.command("promise")
def promise(file: File) -> None:
    """Promise a file: send FILE.promise before the deadline, FILE and FILE.key when bids are opened."""
    from cdc import api

    with console.guarded():
        written = api.promise(file)
    console.show_written(written)


@app.command("compare")
def is_kept(
    file: File,
    promised: Annotated[Path, typer.Option("--promise", help="The promise that came before the deadline.")],
    key: Annotated[Path, typer.Option("--key", help="The key that came with the file.")],
) -> None:
    """Hold a file against the promise that came before it."""
    from cdc import api

    with console.guarded():
        findings = api.is_kept(file, promised, key)
    console.show_findings(findings)
    if not findings:
        typer.echo(console.say()("cli.promise_kept", file=file.name))
    console.finish(findings)


@app.command("open")
def unseal(
    file: File,
    keys: Annotated[list[Path] | None, typer.Option("--key", help="Secret key of an officer; repeat for all.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write.", show_default=False)] = None,
) -> None:
    """Open a sealed file: with the keys of all officers, or with the vendor's password, which is asked for."""
    from cdc import api

    with console.guarded():
        password = ""
        if api.kind_of(file) == "password":
            password = typer.prompt(console.say()("cli.password", file=file.name), hide_input=True, err=True)
        written, findings = api.unseal(file, out, keys=keys or (), password=password)
    _shown(written, findings)


@app.command("signing-key")
def new_signing_key(name: Annotated[str, typer.Argument(help="Name of the key.")], out: Out = None) -> None:
    """Make a key to sign the head of the journal with, and the public one that is given away before."""
    from cdc import api

    with console.guarded():
        written = api.new_signing_key(name, out or Path())
    console.show_written(written)


@app.command("head")
def write_head(
    project: Project = None,
    at: At = None,
    key: Annotated[Path | None, typer.Option("--key", help="Secret signing key.", show_default=False)] = None,
    out: Out = None,
) -> None:
    """Write the head of the journal, signed, and a request for a time-stamp: so nothing before it can be changed."""
    from cdc import api

    own = sound(project, at)
    with console.guarded():
        written, findings = api.write_head(own.root, out or own.root / "build", key)
    console.show_findings(findings)
    console.show_written(written)
    console.finish(findings)


@app.command("witness")
def witnessed(
    file: Annotated[Path, typer.Argument(help="Signed head (.sig), or a stamp (.tsr) with its .txt beside it.")],
    at: At = None,
    public: Annotated[Path | None, typer.Option("--public", help="Public signing key.", show_default=False)] = None,
) -> None:
    """Hold the journal against a signed or stamped head of before: by a public key, or by your roots."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        told, findings = api.witnessed(own.root, file, public)
    console.show_findings(findings)
    if not findings:
        typer.echo(console.say()("cli.witnessed", count=told.lines, by=told.by, at=told.at or "–"))
    console.finish(findings)


def open_seals(
    vendor: Annotated[str, typer.Argument(help="Id of the vendor.")],
    keys: Annotated[list[Path] | None, typer.Option("--key", help="Secret key of an officer; repeat for all.")] = None,
    promised: Annotated[
        list[Path] | None, typer.Option("--promised", help="A file that was promised; its FILE.key lies beside it.")
    ] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for the vendor's password.")] = False,
    at: At = None,
    by: By = None,
) -> None:
    """Open what a vendor sent under a seal, once the time for bids has ended, and take it in as its bid."""
    from cdc import api

    own = sound(at)
    with console.guarded():
        told = typer.prompt(console.say()("cli.password", file=vendor), hide_input=True, err=True) if password else ""
        brought = api.Brought(keys=keys or (), password=told, promised=promised or ())
        done = api.open_seals(own, vendor, brought, hand=hand(by))
    console.show_findings(done.findings)
    if done.bid is not None:
        typer.echo(console.say()("cli.unsealed", vendor=vendor, path=done.folder))
        show_next(own)
    console.finish(done.findings, strict=False)


def _shown(written: Path | None, findings: tuple[Finding, ...]) -> None:
    console.show_findings(findings)
    if written is not None:
        console.show_written([written])
    console.finish(findings)
