"""Every module, public class and public function says what it is or gives."""

import ast

from tests.conftest import ROOT

FILES = sorted((ROOT / "cdc").rglob("*.py"))


def test_everything_public_has_a_docstring():
    silent = []
    count = 0
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8").strip()
        if text and not ast.get_docstring(tree):
            silent.append(str(path))
        for node in tree.body:
            for inner in [node, *(node.body if isinstance(node, ast.ClassDef) else [])]:
                if isinstance(inner, ast.FunctionDef | ast.ClassDef) and not inner.name.startswith("_"):
                    count += 1
                    if not ast.get_docstring(inner) and not (
                        isinstance(node, ast.ClassDef) and node.name.startswith("_")
                    ):
                        silent.append(f"{path.name}:{inner.lineno} {inner.name}")
    assert count > 400
    assert silent == []
