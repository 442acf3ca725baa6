"""Make docs/pages.png: pages of the example beside each other (needs pdftoppm).

python docs/pictures.py
"""

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from pypdf import PdfReader

from cdc import api
from cdc.documents import report

ROOT = Path(__file__).parents[1]
WANTED = ("cover", "2.3 Project team", "5.2 Leads", "6.6 Integrations", "7.1 Schedule")
WIDTH, GAP, COLUMNS = 620, 16, 3


def main():
    with tempfile.TemporaryDirectory() as name:
        project = Path(name, "p")
        shutil.copytree(ROOT / "examples" / "crm-gelato", project)
        spec, _ = api.load(project)
        for vendor in sorted((project / "attachments" / "answers").iterdir()):
            api.receive(
                project, spec, vendor.name, [vendor / "response.xlsx"], received=dt.datetime(2027, 1, 21, tzinfo=dt.UTC)
            )
        api.publish(project, spec)
        document = api.specification_documents(project, spec, language="en")[0]
        pages = [_page(name, "spec", api.print_document(document, "pdf"), wanted) for wanted in WANTED]
        scored = api.score(project, spec)
        ranking = api.print_document(report.compose(spec, scored.ranking, language="en"), "pdf")
        pages.append(_page(name, "report", ranking, "1 Ranking"))
        _sheet(pages).save(ROOT / "docs" / "pages.png", optimize=True)


def _titles(reader, items):
    for item in items:
        if isinstance(item, list):
            yield from _titles(reader, item)
        else:
            yield item.title, reader.get_destination_page_number(item) + 1


def _page(folder, name, content, wanted):
    path = Path(folder, f"{name}.pdf")
    path.write_bytes(content)
    reader = PdfReader(path)
    number = dict(_titles(reader, reader.outline)).get(wanted, 1)
    target = Path(folder, f"{name}-{number}")
    subprocess.run(
        ["pdftoppm", "-r", "100", "-f", str(number), "-l", str(number), "-png", "-singlefile", path, target], check=True
    )
    image = Image.open(f"{target}.png").convert("RGB")
    return image.resize((WIDTH, image.height * WIDTH // image.width), Image.Resampling.LANCZOS)


def _sheet(pages):
    height = max(page.height for page in pages)
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP), "#c9d1d6")
    for at, page in enumerate(pages):
        row, column = divmod(at, COLUMNS)
        sheet.paste(page, (GAP + column * (WIDTH + GAP), GAP + row * (height + GAP)))
    return sheet.quantize(128)


if __name__ == "__main__":
    main()
