"""Hold back the cyclic garbage collector where many values and no cycles are made, and give deep calls room."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def without_collection() -> Iterator[None]:
    """Run a block without the cyclic collector: it would visit every new value again and again, and free little."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def with_room(work: Callable[[], T]) -> T:
    """Do work whose calls go up and down over many levels, such as laying out pages.

    CPython keeps frames in pieces of 16 KiB and asks the system for the next one whenever calls cross its edge; a loop
    that happens to cross it asks hundreds of thousands of times. This function's own frame is so large that its piece
    has room for all frames above it (measured: a fifth of the time of a layout).
    """
    return work()


with_room.__code__ = with_room.__code__.replace(co_stacksize=70_000)
