"""Print what it costs to take in many answers, beside their bare parse: whole commands, CPU seconds of all processes.

python benchmarks/receiving.py                  200 answers of 2,000 lines, and 50 of 1,000
python benchmarks/receiving.py 20 2000          other numbers
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from bench import project

CHOICES = (b"Y \xc2\xb7 si", b"D \xc2\xb7 sviluppo", b"N \xc2\xb7 no")
WAYS = ((50, 1000, 15.0), (200, 2000, 60.0))
"""Answers, lines, and the seconds by the clock that they may take."""
PARSE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in Path(sys.argv[1]).glob("*/*.xlsx"):
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names: book.get_sheet_by_name(name).to_python()
"""


def filled(source, target, seed):
    """Fill a workbook by writing into its parts: an answer and a comment on each line, a name for the vendor."""

    def answer(match):
        column, row = match[1], int(match[2])
        text = CHOICES[(row * 7 + seed) % 3] if column == b"H" else b"Commento %d del fornitore %d" % (row, seed)
        return b'<c r="%s%d" s="%s" t="inlineStr"><is><t>%s</t></is></c>' % (column, row, match[3], text)

    def name(match):
        return b'<c r="D2" s="%s" t="inlineStr"><is><t>Vendor %d</t></is></c>' % (match[1], seed)

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                data = re.sub(rb'<c r="([HI])(\d+)" s="(\d+)"/>', answer, data)
            if entry.filename == "xl/worksheets/sheet4.xml":
                data = re.sub(rb'<c r="D2" s="(\d+)"/>', name, data)
            new.writestr(entry, data)


def measured(*command):
    """Run a command; give CPU seconds of it and its children, seconds by the clock, and its largest process in MB."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - start, after.ru_maxrss / 1024, done.stdout


def run(folder, count, lines, limit):
    """Take in answers, and parse them bare; print both."""
    spec, answers = folder / f"spec-{lines}", folder / f"in-{count}-{lines}"
    project(spec, lines)
    cdc = (sys.executable, "-m", "cdc")
    measured(*cdc, "grid", "write", str(spec))
    (issued,) = (spec / "build").glob("*.xlsx")
    for seed in range(count):
        place = answers / f"v{seed:03d}"
        place.mkdir(parents=True)
        filled(issued, place / "response.xlsx", seed)
    bare, _, _, _ = measured(sys.executable, "-c", PARSE, str(answers))
    cpu, wall, memory, said = measured(*cdc, "receive", "--from", str(answers), "-p", str(spec))
    last = said.strip().splitlines()[-1]
    mark = "ok  " if wall <= limit else "OVER"
    print(f"{mark} {count} x {lines} received: {wall:6.1f} s by the clock (at most {limit:g}), CPU {cpu:6.1f} s,")
    print(
        f"     {cpu / bare:.1f} times the bare parse ({bare:.2f} s), largest process {memory:.0f} MB, {os.cpu_count()} cores"
    )
    print(f"     {last}", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asked = [int(part) for part in sys.argv[1:]]
        for way in [(*asked, 60.0)] if asked else WAYS:
            run(Path(name), *way)
