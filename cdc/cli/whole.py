"""Lists of commands with their whole first sentence: what does not fit on a line goes on below, nothing is cut."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class Whole(TyperGroup):
    """A group of commands that cuts no summary."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each command with the first paragraph of its help."""
        known = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, (command.help or "").split("\n\n")[0]) for name, command in known if command]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)
