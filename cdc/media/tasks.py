"""What is done to an author's picture in a child process: draw an SVG, rasterise a page of a PDF.

python -I -m cdc.media.tasks svg|pdf SECONDS    work on standard input, result on standard output
"""

from __future__ import annotations

import io
import sys

from cdc import isolated

PDF_SCALE = 150 / 72


def _svg(work: bytes) -> bytes:
    from cdc.media import raster

    return raster.raster(work.decode("utf-8", "replace"), 1)


def _pdf(work: bytes) -> bytes:
    import pypdfium2
    from PIL import Image

    Image.preinit()
    number, _, content = work.partition(b"\n")
    document = pypdfium2.PdfDocument(content)
    isolated.close()
    if not 1 <= int(number) <= len(document):
        raise isolated.RefusedError(f"page {int(number)} / {len(document)}")
    page = document[int(number) - 1]
    if max(page.get_size()) * PDF_SCALE > 8000:
        raise isolated.RefusedError("too large")
    target = io.BytesIO()
    page.render(scale=PDF_SCALE).to_pil().convert("RGB").save(target, "PNG")
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(isolated.serve({"svg": _svg, "pdf": _pdf}))
