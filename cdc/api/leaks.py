"""Keep what the company keeps to itself out of what is issued: each file is looked through before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cdc.api.project import Project
from cdc.errors import RefusedError
from cdc.findings import Finding

Finder = Callable[[Mapping[str, bytes]], tuple[Finding, ...]]
Guard = Callable[[Mapping[str, bytes]], None]


def finder(project: Project) -> Finder:
    """Give what finds in files, by name, what vendors must not read; names of vendors that sent bids count too."""
    from cdc.tender import bids, leaks

    names = {
        bid.name: f"bids.{vendor}.name"
        for vendor, _ in bids.vendors(project.root)
        for bid in bids.rounds(project.root, vendor)
        if bid.name
    }
    secrets = leaks.of(project.specification, names)
    return lambda contents: leaks.look(contents, secrets)


def guard_of_issued(project: Project, *, internal: bool = False) -> Guard:
    """Give what stops at such files where they count as published: for vendors, and of the published form."""
    frozen = project.publication
    if internal or frozen is None or frozen.form != project.form:
        return lambda _contents: None
    find = finder(project)

    def refuse(contents: Mapping[str, bytes]) -> None:
        findings = find(contents)
        if findings:
            raise RefusedError(findings)

    return refuse
