"""Same input, same bytes: across time zone, locale, hash seed, folder and day."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

from tests.conftest import EXAMPLE

CODE = """
import hashlib, json, sys, time
from pathlib import Path
if sys.argv[2] != "0":
    shift = int(sys.argv[2]); real = time.time
    time.time = lambda: real() + shift
from cdc import api
path = Path(sys.argv[1])
loaded, findings = api.load(path)
found = {}
document = api.documents(loaded, language="ru")[0]
for form in ("pdf", "docx", "html", "md"):
    found[form] = hashlib.sha256(api.print_document(document, form)).hexdigest()
for name, content in api.grid_workbooks(loaded, ("it", "ru")).items():
    found[name] = hashlib.sha256(content).hexdigest()
scored = api.score(loaded)
found["json"] = hashlib.sha256(json.dumps(api.as_json(scored.ranking)).encode()).hexdigest()
from cdc.documents.award import report
robustness = scored.evaluated.robustness
found["robustness"] = hashlib.sha256(json.dumps(api.as_json(robustness)).encode()).hexdigest()
found["report"] = hashlib.sha256(api.print_document(report.compose(loaded.specification, scored.ranking, robustness, language="fr"), "docx")).hexdigest()
print(json.dumps(found))
"""


def _digests(project, zone, locale, seed, shift):
    env = {**os.environ, "TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": seed}
    env.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(project), str(shift)], capture_output=True, text=True, env=env, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_same_input_same_bytes(tmp_path):
    import datetime as dt

    from cdc import api

    first = tmp_path / "first"
    shutil.copytree(EXAMPLE, first)
    loaded, _ = api.load(first)
    source = first / "attachments" / "answers" / "aurora" / "response.xlsx"
    api.receive(loaded, "aurora", [source], hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC)))
    second = tmp_path / "other place" / "second"
    shutil.copytree(first, second)
    one = _digests(first, "UTC", "C", "0", 0)
    other = _digests(second, "Asia/Vladivostok", "ru_RU.UTF-8", "4711", 40 * 86_400)
    assert len(one) >= 7
    assert one == other


def test_a_grid_has_the_same_bytes_twice_in_one_process(example):
    from cdc import api

    twice = [next(iter(api.grid_workbooks(example, ("fr",)).values())) for _ in range(2)]
    assert hashlib.sha256(twice[0]).digest() == hashlib.sha256(twice[1]).digest()
