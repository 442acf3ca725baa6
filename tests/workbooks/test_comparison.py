"""The comparison workbook, recalculated by LibreOffice, gives the report's totals and ranks."""

import datetime as dt
import io
import os
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from cdc import api
from cdc.documents.award.figures import Figures
from cdc.words import words
from cdc.workbooks.comparison.write import write
from tests.conftest import EXAMPLE
from tests.documents import random_rounded
from tests.scoring.random_tenders import tender

FIRST_BID = 4
COUNT = int(os.environ.get("CDC_TENDERS", "25"))
"""Random tenders recalculated; CDC_TENDERS=200 takes a few minutes."""


def recalculated(folder):
    """Let LibreOffice compute every workbook of a folder anew, in one run."""
    out = folder / "out"
    files = sorted(str(path) for path in folder.glob("*.xlsx"))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir", str(out), *files],
        check=True, capture_output=True, timeout=900,
    )  # fmt: skip
    return out


def without_cached_values(content):
    """Take the cached values out, so that only a real computation can fill them."""
    import re
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            copy.writestr(name, data)
    return target.getvalue()


def compare(path, ranking):
    book = load_workbook(path, data_only=True)
    sheet = book.worksheets[0]
    for column, bid in enumerate(ranking.bids, FIRST_BID):
        assert sheet.cell(5, column).value == bid.rank, (path.name, bid.vendor)
        if bid.low is not None:
            assert abs(sheet.cell(4, column).value - float(bid.low)) <= 1e-6 * max(1.0, abs(float(bid.low))), (
                path.name,
                bid.vendor,
            )
    return sum(1 for row in sheet.iter_rows() for cell in row if cell.value is not None)


@pytest.mark.libreoffice
def test_random_tenders_with_ties_recalculate_to_the_same_ranks(tmp_path):
    rankings, ties = {}, 0
    for seed in range(2 * COUNT):
        spec, evaluated = tender(seed)
        if evaluated.ranking.failures or not evaluated.ranking.bids:
            continue
        name = f"t{seed}.xlsx"
        (tmp_path / name).write_bytes(without_cached_values(write(spec, evaluated, "en")))
        rankings[name] = evaluated.ranking
        ties += bool(evaluated.ranking.ties) or any(bid.tie_break for bid in evaluated.ranking.bids)
        if len(rankings) == COUNT:
            break
    assert (len(rankings), ties > COUNT / 10) == (COUNT, True)
    out = recalculated(tmp_path)
    for name, ranking in rankings.items():
        assert compare(out / name, ranking) >= 9


def test_figures_as_printed_and_rounded_costs_stand_in_the_workbook():
    """A spreadsheet shows exact numbers in its own way: a row has the figures as documents print them."""
    modes, stepped = set(), 0
    for seed in range(30):
        spec, evaluated = random_rounded.tender(seed)
        book = load_workbook(io.BytesIO(write(spec, evaluated, "en")), data_only=True)
        figures = Figures(spec, evaluated.ranking, "en")
        for column, bid in enumerate(evaluated.ranking.bids, FIRST_BID):
            if bid.low is not None:
                wanted = float(figures.rounded(bid.low))
                assert book.worksheets[0].cell(6, column).value == pytest.approx(wanted, abs=1e-9), (seed, bid.vendor)
        costs = load_workbook(io.BytesIO(write(spec, evaluated, "en")))[words("en")("grid.cmp_costs")]
        totals = [str(cell.value) for cell in costs[costs.max_row] if str(cell.value).startswith("=")]
        step = spec.evaluation.cost_rounding
        assert all(text.startswith("=ROUND") == bool(step) for text in totals), (seed, totals)
        modes.add(spec.evaluation.rounding.mode)
        stepped += bool(step and totals)
    assert len(modes) == 5
    assert stepped


@pytest.mark.libreoffice
def test_tenders_with_every_way_of_rounding_recalculate_to_the_same_figures(tmp_path):
    rankings = {}
    for seed in range(12):
        spec, evaluated = random_rounded.tender(seed)
        if evaluated.ranking.bids and all(bid.low == bid.high for bid in evaluated.ranking.bids):
            rankings[f"r{seed}.xlsx"] = evaluated.ranking
            (tmp_path / f"r{seed}.xlsx").write_bytes(without_cached_values(write(spec, evaluated, "en")))
    assert len(rankings) > 3
    out = recalculated(tmp_path)
    for name, ranking in rankings.items():
        assert compare(out / name, ranking) >= 9


@pytest.mark.libreoffice
def test_the_comparison_of_the_example_recalculates_and_says_the_same_without(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(EXAMPLE, project)
    loaded, _ = api.load(project)
    for vendor in ("aurora", "borealis", "cometa", "delta"):
        answer = project / "attachments" / "answers" / vendor / "response.xlsx"
        api.receive(loaded, vendor, [answer], hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC)))
    scored = api.score(loaded)
    content = api.award_data(scored, "it")["comparison.xlsx"]
    assert content == api.award_data(api.score(loaded), "it")["comparison.xlsx"]
    cached = tmp_path / "cached.xlsx"
    cached.write_bytes(content)
    assert compare(cached, scored.ranking) > 10
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "example.xlsx").write_bytes(without_cached_values(content))
    assert compare(recalculated(tmp_path / "bare") / "example.xlsx", scored.ranking) > 10
