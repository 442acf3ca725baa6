"""What the tests of the procedure share: a tender from its draft to its award, gone through once."""

import pytest

from tests import way


@pytest.fixture(scope="session")
def chain(tmp_path_factory):
    """The whole way once: the workbooks of the vendors, and by step what the folder held, and the result."""
    return way.walked(tmp_path_factory.mktemp("chain"))
