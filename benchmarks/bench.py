"""Print the speed of the product as ratios against a floor, all measured in one run; CPU seconds, medians.

python benchmarks/bench.py            everything (a few minutes)
python benchmarks/bench.py --quick    without the PDF
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 5
WORDS = [
    "ogni",
    "cliente",
    "ha",
    "una",
    "scheda",
    "con",
    "indirizzo",
    "settore",
    "dimensione",
    "storia",
    "ordini",
    "visite",
    "offerte",
    "reclami",
    "note",
    "e",
    "prossimi",
    "passi",
]


def project(folder, count):
    """Write a specification of `count` features with eight fields of about forty words."""
    lines = [
        "document: {title: T, reference: R, version: '1', date: 2026-01-01, languages: [it]}",
        "company: {name: A, sector: b}",
        "tender: {id: T1, procedure: p}",
        "departments: [{id: D1, name: x}]",
        "use_cases: [{id: UC-1, title: a, actor: b, department: D1, goal: g}]",
        "scales: [{id: SC, name: s, answers: [{id: 'Y', label: si, points: 1}, {id: D, label: sviluppo, points: 0.5, needs_comment: true}, {id: 'N', label: no, points: 0}]}]",
        "criteria: [{id: CR, name: f, weight: 100, kind: features, covers: [features]}]",
        "features:",
    ]
    for at in range(count):
        text = " ".join(WORDS[(at + step) % len(WORDS)] for step in range(30))
        lines += [
            f"  - id: F-{at}",
            f"    title: Funzione {at} {text[:24]}",
            f"    statement: {text}",
            "    priority: essential",
            f"    weight: {at % 5 + 1}",
            "    use_cases: [UC-1]",
            f"    acceptance: {{text: '{text[:90]}'}}",
            f"    rationale: {text}",
        ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "spec.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(code, *args):
    """Run Python code in a fresh process; give its CPU seconds, peak MB and what it printed as JSON."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, json.loads(done.stdout) if done.stdout.strip() else {}


def median(code, *args, runs=RUNS):
    return statistics.median(run(code, *args)[0] for _ in range(runs))


STEP = """
import json, resource, sys, time
from pathlib import Path
from cdc import api
def used(): return time.process_time()
t = used(); project, findings = api.load(Path(sys.argv[1])); loaded = used() - t
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
assert project is not None, findings[:3]
result = {"load": loaded, "load_mb": peak}
for step in sys.argv[2:]:
    t = used()
    if step == "grid": api.grid_workbooks(project, ("it",))
    else: api.print_document(api.documents(project, language="it")[0], step)
    result[step] = used() - t
    result[step + "_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(result))
"""
DRAFT = """
import json, resource, sys, time
from pathlib import Path
from cdc import api
project, findings = api.load(Path(sys.argv[1]))
document = api.documents(project, language="it")[0]
t = time.time(); api.print_document(document, "pdf", pdf="draft"); wall = time.time() - t
own, children = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"wall": wall, "mb": own, "child_mb": children}))
"""
PLAIN = """
import html, json, sys, time
from pathlib import Path
from cdc import api
project, _ = api.load(Path(sys.argv[1]))
import weasyprint
rows = "".join("<tr>" + "".join(f"<td>{html.escape(str(x))}</td>" for x in (f.id, f.title, f.statement, f.priority, f.weight, f.acceptance.text, ", ".join(f.use_cases), f.rationale)) + "</tr>" for f in project.specification.features)
t = time.process_time()
weasyprint.HTML(string=f"<table>{rows}</table>").write_pdf()
print(json.dumps({"plain": time.process_time() - t}))
"""


def say(name, value, limit, unit="x"):
    mark = "ok  " if value <= limit else "OVER"
    print(f"{mark} {name:<58} {value:7.2f} {unit:<3} (at most {limit:g})", flush=True)


def main():
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name, "small"), Path(name, "large")
        project(small, 1000)
        project(large, 10_000)
        floor = median("import typer")
        say(
            "cdc --help / import typer",
            median(
                "import sys; sys.argv=['cdc','--help']\nfrom cdc.__main__ import main\nimport contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main()"
            )
            / floor,
            2.5,
        )
        pydantic = median("import pydantic; pydantic.BaseModel")
        steps = [run(STEP, large)[1] for _ in range(3)]
        load = statistics.median(step["load"] for step in steps)
        say("load, validate, refer 10,000 features / import pydantic", load / pydantic, 8)
        say("memory after loading 10,000 features", steps[0]["load_mb"], 300, "MB")
        found = {
            step: statistics.median(run(STEP, large, step)[1][step] for _ in range(3))
            for step in ("docx", "grid", "html")
        }
        for step, limit in (("docx", 2), ("grid", 1.5), ("html", 3)):
            say(f"{step} of 10,000 features beyond loading", found[step], limit, "s")
        less = run(STEP, small, "docx", "grid", "html")[1]
        say("load: 10,000 / 1,000 features", load / less["load"], 13)
        for step in ("docx", "grid", "html"):
            say(f"{step}: 10,000 / 1,000 features", found[step] / less[step], 13)
        evaluation = json.loads(
            subprocess.run(
                [sys.executable, str(Path(__file__).parent / "evaluation.py")],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        say("50 vendors x 10,000 requirements: ranking and robustness", evaluation["all"], 3, "s")
        say("memory it adds", evaluation["mb"], 500, "MB")
        print(
            f"     ranking alone {evaluation['rank']:.2f} s; {evaluation['draws']:,} draws as one numpy product {evaluation['numpy']:.2f} s; pymcdm weighted sum {evaluation['pymcdm']:.4f} s"
        )
        if "--quick" not in sys.argv:
            plain = statistics.median(run(PLAIN, small)[1]["plain"] for _ in range(3))
            ours = statistics.median(run(STEP, small, "pdf")[1]["pdf"] for _ in range(3))
            say("tagged PDF of 1,000 features / plain WeasyPrint table", ours / plain, 0.7)
            print(f"     plain table {plain:.1f} s, ours {ours:.1f} s")
            drafts = [run(DRAFT, small)[1] for _ in range(3)]
            wall = statistics.median(step["wall"] for step in drafts)
            say(f"draft of 1,000 features on {os.cpu_count()} cores, wall / plain table", wall / plain, 0.4)
            big = run(DRAFT, large)[1]
            workers = min(os.cpu_count() or 1, 2)
            say(
                "draft of 10,000 features: memory of the program and two workers",
                big["mb"] + workers * big["child_mb"],
                1500,
                "MB",
            )
            say("draft: 10,000 / 1,000 features, wall", big["wall"] / wall, 13)
            print(f"     draft of 1,000 {wall:.1f} s, of 10,000 {big['wall']:.1f} s")


if __name__ == "__main__":
    main()
