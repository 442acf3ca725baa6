"""Help: commands by who needs them, with their whole first sentence, and the help of any command by its name."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup


class Whole(TyperGroup):
    """A group of commands that cuts no summary: what does not fit on a line goes on below."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each command with the first paragraph of its help, under the heading of its group."""
        headed: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is None or command.hidden:
                continue
            panel = getattr(command, "rich_help_panel", None)
            heading = panel if isinstance(panel, str) else "Commands"
            headed.setdefault(heading, []).append((name, (command.help or "").split("\n\n")[0]))
        widest = max((len(name) for rows in headed.values() for name, _ in rows), default=0)
        for heading, rows in headed.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(widest), summary) for name, summary in rows])


def help_of(
    ctx: typer.Context,
    command: Annotated[list[str] | None, typer.Argument(help="Command, such as `check` or `grid write`.")] = None,
) -> None:
    """Show the help of a command: `cdc help grid write`."""
    from cdc.cli import console
    from cdc.findings import guess

    at = ctx.parent
    assert at is not None, "help is a command of the program"
    for name in command or ():
        group = at.command
        known = list(group.commands) if isinstance(group, TyperGroup) else []
        if name not in known:
            near = guess(name, known)
            console.stop("unknown_name", kind="command", name=name, known=near or ", ".join(known) or "–")
        assert isinstance(group, TyperGroup)
        at = type(at)(group.commands[name], info_name=name, parent=at)
    typer.echo(at.get_help())
