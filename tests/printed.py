"""Printed documents that the whole suite shares: the same pages are laid out once in a run, whoever asks for them."""

import hashlib
from contextlib import closing
from pathlib import Path

import pypdfium2
from filelock import FileLock

from cdc import api


class Printed:
    """Prints a document and keeps it by its content, in a folder that all processes of a run see."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(exist_ok=True)

    def __call__(self, document, form, **options):
        name = hashlib.sha256(repr((document, form, sorted(options.items()))).encode()).hexdigest()
        path = self.folder / name
        with FileLock(f"{path}.lock"):
            if not path.exists():
                part = path.with_suffix(".part")
                part.write_bytes(api.print_document(document, form, **options))
                part.replace(path)
        return path.read_bytes()


def pages(content):
    """Give the text of each page of a PDF, line by line."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [_text(page) for page in pdf]


def _text(page):
    with closing(page), closing(page.get_textpage()) as text:
        found = text.get_text_range()
    return found.replace("\r\n", "\n").replace("\ufffe", "-")  # so PDFium marks the hyphen that ends a line
