"""Tables that cross two lists: who answers for what, who may do what, which department serves which objective."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdc.documents.view import View
from cdc.model import blocks as b

WIDE = 9
"""Columns from which a matrix is printed on landscape pages."""


def crossed(view: View, corner: str, columns: Sequence[str], rows: Sequence[b.Row], caption: str) -> b.Table:
    """Give a table that crosses two lists."""
    share = max(60 // max(len(columns), 1), 6)
    heads = (b.Column(corner, 30), *(b.Column(name, share, "center") for name in columns))
    return b.Table(heads, tuple(rows), view.words(caption), wide=len(heads) > WIDE)


def responsibilities(view: View) -> Iterator[b.Block]:
    """Activities by people: R does, A answers for it, C is asked before, I is told after."""
    found = view.spec.governance
    if found is None or not found.raci:
        return
    roles = ("responsible", "accountable", "consulted", "informed")
    used = {
        id_ for line in found.raci for id_ in (*line.responsible, line.accountable, *line.consulted, *line.informed)
    }
    people = [item for item in view.spec.stakeholders if item.id in used]
    rows = []
    for line in found.raci:
        groups = (line.responsible, (line.accountable,), line.consulted, line.informed)
        cells = (
            ", ".join(letter for letter, group in zip("RACI", groups, strict=True) if p.id in group) or "–"
            for p in people
        )
        rows.append(b.Row((view.inlines(line.activity), *((cell,) for cell in cells))))
    yield crossed(view, view.label("activity"), [item.name for item in people], rows, "document.raci")
    key = "; ".join(f"{letter} = {view.label(role)}" for letter, role in zip("RACI", roles, strict=True))
    yield b.Paragraph((key,), "note")


def rights(view: View) -> Iterator[b.Block]:
    """Objects by roles: the actions allowed."""
    items = view.spec.access_rights
    roles = list(dict.fromkeys(view.text(item.role) for item in items))
    objects = list(dict.fromkeys(view.text(item.object) for item in items))
    if len(roles) < 2 or len(objects) < 2:
        return
    allowed = {(view.text(item.object), view.text(item.role)): view.cell(item, "actions") for item in items}
    rows = [b.Row(((name,), *(allowed.get((name, role), ("–",)) for role in roles))) for name in objects]
    yield crossed(view, view.label("object"), roles, rows, "document.access_matrix")


def objectives_by_department(view: View) -> Iterator[b.Block]:
    """Objectives by departments: named in the objective, or served by a use case of the department."""
    spec = view.spec
    served = {(id_, case.department) for case in spec.use_cases for id_ in case.objectives}
    served |= {(item.id, id_) for item in spec.objectives for id_ in item.departments}
    departments = [item for item in spec.departments if any(id_ == item.id for _, id_ in served)]
    if not departments or not spec.objectives:
        return
    rows = [
        b.Row(
            (
                (b.Ref(aim.id, aim.id), " ", view.text(aim.title)),
                *(("•",) if (aim.id, d.id) in served else ("–",) for d in departments),
            )
        )
        for aim in spec.objectives
    ]
    names = [view.text(item.name) for item in departments]
    yield crossed(view, view.label("objectives"), names, rows, "document.objective_map")
