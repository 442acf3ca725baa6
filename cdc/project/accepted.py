"""Findings that the author accepts where they stand: `# cdc: CDC313 why it may stay` at the end of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdc.findings import REGISTRY, Finding
from cdc.yaml import YamlFile

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\'\'|[^\'])*\'')
_REMARK = re.compile(r"(?:^|\s)#\s*cdc:(.*)$")
_CODE = re.compile(r"CDC\d{3}")
_SEPARATORS = " ,;:–—-"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its file and line, the codes that it accepts, and why."""

    file: YamlFile
    line: int
    column: int
    codes: tuple[str, ...]
    reason: str


def applied(files: Sequence[YamlFile], findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what the author accepts with a reason; errors stay, and a remark that accepts nothing is told."""
    kept = list(findings)
    for remark in (remark for file in files for remark in remarks(file)):
        for code in remark.codes:
            met = [one for one in kept if one.code == code and _stands(one, remark)]
            may_stay = bool(remark.reason) and code in REGISTRY and REGISTRY[code].severity != "error"
            if met and may_stay:
                kept = [one for one in kept if one not in met]
            elif may_stay or code not in REGISTRY:
                kept.append(_told("CDC360", remark, code))
            else:
                kept.append(_told("CDC361", remark, code))
    return kept


def _stands(finding: Finding, remark: Remark) -> bool:
    return (finding.place.file, finding.place.line) == (remark.file.name, remark.line + 1)


def _told(kind: str, remark: Remark, code: str) -> Finding:
    return Finding(kind, remark.file.place(remark.line, remark.column), {"code": code})


def remarks(file: YamlFile) -> Iterator[Remark]:
    """Give the remarks of a file, those between quotes left out."""
    if "cdc:" not in file.text:
        return
    for at, line in enumerate(file.lines):
        bare = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line)
        found = _REMARK.search(bare)
        codes = tuple(_CODE.findall(found[1])) if found else ()
        if found and codes:
            reason = line[found.start(1) :].rpartition(codes[-1])[2].strip(_SEPARATORS)
            yield Remark(file, at, line.index("#", found.start()), codes, reason)
