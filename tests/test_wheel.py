"""The product is tested from its wheel: built, installed in a fresh environment, used outside the checkout."""

import os
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import ROOT

POISON = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": ""}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT],
        check=True,
        timeout=300,
    )
    (path,) = folder.glob("cdc_toolkit-*.whl")
    return path


@pytest.mark.wheel
def test_the_wheel_carries_templates_schemas_and_examples(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("templates/phrases/ru.yaml", "templates/fonts/OFL.txt", "templates/blocks/page.html.j2", "templates/word/word__styles.xml", "schemas/cdc.schema.json", "examples/crm-gelato/features.yaml", "templates/packs/crm.yaml"):  # fmt: skip
        assert f"cdc/_assets/{part}" in names
    assert [name for name in names if name.endswith((".log", ".pyc", ".part"))] == []


@pytest.mark.wheel
def test_the_whole_flow_runs_from_the_wheel_without_network(wheel, tmp_path):
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", home], check=True, timeout=120)
    python = home / "bin" / "python"
    subprocess.run(
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-c",
            ROOT / "requirements.lock",
            wheel,
        ],
        check=True,
        timeout=600,
    )
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CDC_LANG": "en", **POISON}

    def cdc(*words):
        done = subprocess.run(
            [home / "bin" / "cdc", *words], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        return done

    cdc("new", "spec", "--start", "full", "--language", "fr", "--company", "Essai")
    assert cdc("check", "spec", "--level", "error").returncode == 0
    assert "CDC274" in cdc("check", "spec").stdout
    cdc("render", "spec")
    assert sorted(path.suffix for path in (tmp_path / "spec" / "build").iterdir()) == [".docx", ".html", ".md", ".pdf"]
    cdc("grid", "write", "spec")
    fill = (
        "import sys; from openpyxl import load_workbook; b = load_workbook(sys.argv[1]); r, p, v = b.worksheets[1:4]\n"
        "at = lambda s, head: next(c.column for c in s[1] if str(c.value).rstrip(' *') == head) - 1\n"
        "for row in r.iter_rows(min_row=2): row[at(r, 'Réponse')].value = 'Y'\n"
        "for row in p.iter_rows(min_row=2): row[at(p, 'Prix unitaire HT')].value = 1000\n"
        "for row in v.iter_rows(min_row=2): row[at(v, 'Réponse')].value = 'oui' if row[0].value == 'V-LAW' else 'Essai SA'\n"
        "b.save(sys.argv[1])"
    )
    book = tmp_path / "spec" / "build" / "response.fr.xlsx"
    subprocess.run([sys.executable, "-c", fill, book], check=True, timeout=60)
    assert cdc("receive", "essai", str(book), "--project", "spec").returncode == 0
    assert "Essai SA" in cdc("score", "spec").stdout
