"""What holds back the collector and gives room leaves results, errors and settings as they are."""

import gc

import pytest

from cdc.memory import with_room, without_collection


def deep(level):
    return level if level == 0 else deep(level - 1) + 1


def test_work_with_room_gives_its_result_and_its_error():
    assert with_room(lambda: deep(600)) == 600
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 / 0)


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on):
    before = gc.isenabled()
    try:
        gc.enable() if on else gc.disable()
        with without_collection():
            assert not gc.isenabled()
        assert gc.isenabled() == on
    finally:
        gc.enable() if before else gc.disable()
