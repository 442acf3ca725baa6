"""Tell which chapter is being set, from the page the engine is at and the page each chapter probably starts on."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cdc.model import blocks as b
from cdc.render.pages import Estimate, starts

ENGINE = "weasyprint.progress"
_PAGE = re.compile(r"Page (\d+)")


class _Told(logging.Handler):
    def __init__(self, chapters: list[tuple[int, str]], progress: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self.chapters, self.progress, self.last = chapters, progress, ""

    def emit(self, record: logging.LogRecord) -> None:
        found = _PAGE.search(record.getMessage())
        if found:
            name = next((title for page, title in reversed(self.chapters) if page <= int(found[1])), "")
            if name and name != self.last:
                self.last = name
                self.progress(name)


@contextmanager
def told(document: b.Document, progress: Callable[[str], None]) -> Iterator[None]:
    """Tell `progress` the title of each chapter when its first page is set, as far as this can be foreseen."""
    logger = logging.getLogger(ENGINE)
    handler, level = _Told(starts(document, Estimate()), progress), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
