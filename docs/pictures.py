"""Make the pictures of docs/gallery.md and docs/pages.png from the example (needs pdftoppm and pdftotext).

python docs/pictures.py
"""

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from cdc import api
from cdc.documents.award import report

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "docs" / "gallery"
WIDTH, GAP, COLUMNS = 620, 16, 3
# picture: document, words that stand on its page
WANTED = {
    "cover": ("specification", "Choice of an off-the-shelf product"),
    "summary": ("specification", "How to read and answer"),
    "cards": ("specification", "5.2 Leads"),
    "weights": ("specification", "Weight of each module"),
    "map": ("specification", "Application map;"),
    "journey": ("specification", "— Opening an ice-cream shop"),
    "funnel": ("specification", "— Sales funnel"),
    "process": ("specification", "— Lead management"),
    "organisation": ("specification", "— Organisation of the project"),
    "schedule": ("specification", "— Schedule of the project"),
    "traces": ("specification", "— From objectives to use cases"),
    "board": ("executive", ""),
    "ranking": ("report", "1 Ranking"),
    "heat-map": ("report", "— How fully"),
    "stability": ("report", "— Weights at which"),
}
SHEET = ("cover", "summary", "journey", "cards", "map", "schedule", "funnel", "weights", "ranking")


def main():
    GALLERY.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        project = Path(name, "p")
        shutil.copytree(ROOT / "examples" / "crm-gelato", project)
        loaded, _ = api.load(project)
        loaded = api.publish(loaded).project
        for vendor in sorted((project / "attachments" / "answers").iterdir()):
            when = dt.datetime(2027, 1, 21, tzinfo=dt.UTC)
            api.receive(loaded, vendor.name, sorted(vendor.glob("*.xlsx")), hand=api.Hand(now=when))
        scored = api.score(loaded)
        (document,) = api.documents(loaded, language="en")
        (board,) = api.documents(loaded, language="en", profile="executive")
        evaluation = report.compose(loaded.specification, scored.ranking, scored.evaluated.robustness, language="en")
        files = {}
        for kind, printed in (("specification", document), ("executive", board), ("report", evaluation)):
            files[kind] = Path(name, f"{kind}.pdf")
            files[kind].write_bytes(api.print_document(printed, "pdf"))
        pages = {picture: _page(files[kind], words) for picture, (kind, words) in WANTED.items()}
    for picture, page in pages.items():
        page.quantize(160).save(GALLERY / f"{picture}.png", optimize=True)
    _sheet([pages[picture] for picture in SHEET]).save(ROOT / "docs" / "pages.png", optimize=True)


def _page(path, words):
    """Give the last page on which the words stand, since the contents name most of them too."""
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    squeezed = [" ".join(page.split()) for page in text.split("\f")[:-1]]
    number = max(at for at, page in enumerate(squeezed, 1) if words in page) if words else 1
    target = path.with_suffix("")
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
    return sheet.quantize(200)


if __name__ == "__main__":
    main()
