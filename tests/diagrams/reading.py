"""Read a drawing back: where its texts stand, whether they leave it, overlap, or are cut."""

import xml.etree.ElementTree as ET

from cdc.diagrams.svg import width_of

NS = "{http://www.w3.org/2000/svg}"


def texts(drawing):
    """Give each text with its box: left, top, right, bottom."""
    found = []
    for node in ET.fromstring(drawing.svg).iter(f"{NS}text"):
        size, x, y = (float(node.get(key)) for key in ("font-size", "x", "y"))
        width = width_of(node.text, size, bold=node.get("font-weight") == "600")
        left = x - {"start": 0, "middle": width / 2, "end": width}[node.get("text-anchor")]
        found.append((node.text, (left, y - 0.72 * size, left + width, y + 0.2 * size)))
    return found


def faults(drawing):
    """Say what is wrong with the texts of a drawing."""
    found = []
    placed = texts(drawing)
    assert placed
    for at, (text, (left, top, right, bottom)) in enumerate(placed):
        if left < -1 or right > drawing.width + 1 or top < -1 or bottom > drawing.height + 1:
            found.append(f"leaves the drawing: {text}")
        if "…" in text:
            found.append(f"cut: {text}")
        for other, (x1, y1, x2, y2) in placed[at + 1 :]:
            if min(right, x2) - max(left, x1) > 1 and min(bottom, y2) - max(top, y1) > 1:
                found.append(f"overlap: {text} / {other}")
    return found


def shapes_inside(drawing):
    """Tell whether every rectangle stands inside the drawing."""
    boxes = [[float(node.get(key)) for key in ("x", "y", "width", "height")] for node in ET.fromstring(drawing.svg).iter(f"{NS}rect")]  # fmt: skip
    return all(x >= -1 and y >= -1 and w >= 0 and h >= 0 and x + w <= drawing.width + 1 and y + h <= drawing.height + 1 for x, y, w, h in boxes)  # fmt: skip
