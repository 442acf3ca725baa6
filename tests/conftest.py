"""What the whole suite shares: the example, and a word on programs that are not there."""

import os
import shutil
from pathlib import Path

import asn1crypto.tsp  # noqa: F401 - tells cms of time stamps before anything asks cms for its kinds of content
import pytest
from hypothesis import settings

from cdc import api
from tests.printed import Printed

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "crm-gelato"
PROGRAMS = {"libreoffice": "soffice", "chromium": "chromium", "poppler": "pdftotext"}

settings.register_profile("suite", deadline=None)  # the first call of a library loads it; machines are shared
settings.load_profile("suite")


def pytest_collection_modifyitems(config, items):
    for item in items:
        for marker, program in PROGRAMS.items():
            if item.get_closest_marker(marker) and shutil.which(program) is None and not os.environ.get("CDC_NO_SKIP"):
                item.add_marker(pytest.mark.skip(reason=f"{program} is not installed"))


@pytest.fixture(scope="session")
def example():
    """The CRM example, loaded."""
    loaded, findings = api.load(EXAMPLE)
    assert loaded is not None, findings
    return loaded


@pytest.fixture(scope="session")
def gelato(example):
    """The specification of the CRM example."""
    return example.specification


@pytest.fixture(scope="session")
def printing(tmp_path_factory):
    """What prints a document, and prints the same one once in a run."""
    base = tmp_path_factory.getbasetemp()
    return Printed((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "printed")


@pytest.fixture
def project(tmp_path):
    """A copy of the CRM example that a test may change."""
    target = tmp_path / "project"
    shutil.copytree(EXAMPLE, target)
    return target
