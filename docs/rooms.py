"""Draw the rooms of the house from the import contract and from what each room says of itself."""

import ast
import tomllib
from pathlib import Path

from cdc.diagrams.svg import Canvas, lines_of

ROOT = Path(__file__).parents[1]
WIDTH, MARGIN, GAP = 1180, 12, 8
FILLS = ("#E8EEF7", "#F6F1E6")


def floors():
    """Give the floors of the contract from the top, each with its rooms."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in layers if layer != "__main__"]


def sentence(room):
    """Give the sentence, up to its first semicolon, that a room says of itself."""
    package, module = ROOT / "cdc" / room / "__init__.py", ROOT / "cdc" / f"{room}.py"
    path = package if package.is_file() else module
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).split("\n")[0]
    return said.split("; ")[0].rstrip(".:")


def wide(rooms):
    return (WIDTH - 2 * MARGIN - GAP * (len(rooms) - 1)) / len(rooms)


def told(room, width):
    """Break the sentence of a room into lines, with room to spare for a reader's other font."""
    return lines_of(sentence(room), 0.8 * (width - 20), 10.5)


def drawing():
    """Draw a floor in each row; what stands on a floor may use what lies under it, and nothing beside or above it."""
    rows = floors()
    heights = [30 + 14 * max(len(told(room, wide(rooms))) for room in rooms) for rooms in rows]
    canvas = Canvas(WIDTH, MARGIN * 2 + sum(heights) + GAP * (len(rows) - 1))
    for at, rooms in enumerate(rows):
        top = MARGIN + sum(heights[:at]) + GAP * at
        for number, room in enumerate(rooms):
            left = MARGIN + number * (wide(rooms) + GAP)
            canvas.rect(left, top, wide(rooms), heights[at], fill=FILLS[at % 2])
            canvas.text(left + 10, top + 17, room, size=14, bold=True)
            canvas.lines(left + 10, top + 21, told(room, wide(rooms)), size=10.5, anchor="start")
    return canvas.drawing().svg + "\n"
