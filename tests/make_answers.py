"""Write the answers of the four example vendors into real workbooks: run it after the example's form has changed.

    python -m tests.make_answers

The choices follow from a fixed rule for each vendor, so the workbooks say the same every time.
"""

import datetime as dt
import io
import zlib
from pathlib import Path

from cdc import api, files
from tests.grids import Grid

EXAMPLE = Path(__file__).parents[1] / "examples" / "crm-gelato"
LABELS = {
    "S": "S · Standard",
    "P": "P · Configurazione / Configuration",
    "D": "D · Sviluppo / Development",
    "F": "F · Futuro / Future",
    "N": "N · No",
}
VENDORS = {
    "aurora": {
        "name": "Aurora CRM S.r.l.",
        "mix": "SSSSSSSPPD",
        "prices": (78000, 21000, 4200, 950, 395, 14800, 3900),
        "knockout": "S",
    },
    "borealis": {
        "name": "Borealis Software SAS",
        "mix": "SSPPDDFNNS",
        "prices": (46000, 14000, 2600, 780, 288, 9600, 2400),
        "knockout": "P",
    },
    "cometa": {
        "name": "Cometa S.p.A.",
        "mix": "SSSSPPPDSS",
        "prices": (69000, 19500, 3900, 900, 340, 12000, 0),
        "knockout": "N",
    },
    "delta": {
        "name": "Delta Systems GmbH",
        "mix": "SSSPPPPDDS",
        "prices": (71000, 24000, None, 1050, 372, 13200, None),
        "knockout": "S",
    },
}


def pick(mix: str, id_: str) -> str:
    """Choose an answer by the id alone, so that moving a line changes nothing."""
    return mix[zlib.crc32(id_.encode()) % len(mix)]


def answer(vendor: str, blank: bytes) -> bytes:
    facts = VENDORS[vendor]
    grid = Grid(blank)
    for at, (id_, line) in enumerate(grid.lines("requirements").items()):
        if vendor == "delta" and at % 6 == 4:
            continue  # this vendor leaves every sixth line open
        choice = facts["knockout"] if id_ == "F-FLD-01" else "S" if id_ == "C-HOST" else pick(facts["mix"], id_)
        line["answer"].value = LABELS[choice]
        if choice in "DF":
            line["comment"].value = (
                "Sviluppo incluso, consegna con la fase 3"
                if choice == "D"
                else "Prevista nella versione di settembre 2027"
            )
            line["evidence"].value = "Offerta tecnica, p. 14"
    for line, price in zip(grid.lines("prices").values(), facts["prices"], strict=True):
        if price is not None:
            line["unit_price"].value = price
    lines = grid.lines("vendor")
    values = {
        "V-NAME": facts["name"],
        "V-CONTACT": "Ufficio gare",
        "V-EMAIL": f"gare@{vendor}.example",
        "V-DATE": "20/01/2027",
    }
    values |= {"V-LAW": "sì / yes", "V-TEAM": "sì / yes", "CR-DATE": "no" if vendor == "borealis" else "sì / yes"}
    for id_, value in values.items():
        if not (vendor == "delta" and id_ in ("V-TEAM", "CR-DATE")):
            lines[id_]["answer"].value = value
    grid.book.properties.modified = grid.book.properties.created = dt.datetime(2027, 1, 20)  # noqa: DTZ001 - Excel has no zones
    return _fixed(grid.bytes())


def _fixed(content: bytes) -> bytes:
    """Give the archive fixed dates, so that running this twice changes nothing."""
    import re
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2027-01-20T00:00:00Z", core).encode()
    first = {"[Content_Types].xml": parts.pop("[Content_Types].xml")}
    return files.archive(first | parts)


def reissue(project: Path, *vendors: str) -> None:
    """Write the answers of some vendors anew, on the form that a project has now."""
    loaded, findings = api.load(project)
    assert loaded is not None, findings
    (blank,) = api.grid_workbooks(loaded, ("it", "en")).values()
    for vendor in vendors:
        files.write_atomic(project / "attachments" / "answers" / vendor / "response.xlsx", answer(vendor, blank))


def main() -> None:
    reissue(EXAMPLE, *VENDORS)


if __name__ == "__main__":
    main()
