"""Which files of a folder are read, which are named, which are passed over."""

import pytest

from cdc.project import source

OURS = "document: {title: a}\n"
COMPOSE = "services:\n  web: {image: nginx}\nvolumes:\n  data: {}\n"


def read(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = source.read(folder)
    return [file.name for file in found.files], [(f.code, str(f.place)) for f in found.findings]


@pytest.mark.parametrize("name", ["b.yaml", "b.yml", "B.YAML", "b.Yml", "sub/b.yaml"])
def test_a_yaml_file_is_read_however_its_ending_is_written(tmp_path, name):
    assert read(tmp_path, {"a.yaml": OURS, name: "issues: []\n"}) == (sorted(["a.yaml", name]), [])


@pytest.mark.parametrize("name", ["b.yaml.txt", "b.YAML.TXT", "sub/b.yml.txt"])
def test_a_file_that_hides_its_ending_is_named(tmp_path, name):
    assert read(tmp_path, {"a.yaml": OURS, name: "issues: []\n"}) == (["a.yaml"], [("CDC120", f"{name}:1:1")])


@pytest.mark.parametrize("name", [".hidden.yaml", ".git/a.yaml", "build/a.yaml", "bids/a.yaml", "notes.txt", "b.yaml~"])
def test_what_is_no_file_of_the_author_is_not_read(tmp_path, name):
    assert read(tmp_path, {"a.yaml": OURS, name: "x: [\n"}) == (["a.yaml"], [])


FOREIGN = {
    "mkdocs.yml": "site_name: Guide\nplugins: [search]\nmarkdown_extensions:\n  - x: !!python/name:y.z\n",
    "docker-compose.yml": COMPOSE,
    "compose.override.yaml": COMPOSE,
    "ci/pipeline.yml": "stages: [build]\nbuild: &b\n  script: make\nbuild2: *b\n",
    "k8s.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {}\n---\napiVersion: v1\n",
    "playbook.yml": "- hosts: all\n  tasks: []\n",
    "values.yaml": "{{ broken\n",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_program_is_named_once_and_passed_over(tmp_path, name):
    assert read(tmp_path, {"a.yaml": OURS, name: FOREIGN[name]}) == (["a.yaml"], [("CDC121", f"{name}:1:1")])


MISTAKEN = {
    "feautres.yaml": ("feautres: []\n", "CDC201"),
    "needs.yaml": ("features: {}\nisues: []\n", "CDC203"),
    "b.yaml": ("whatever: []\n", "CDC201"),
    "list.yaml": ("- a\n", "CDC116"),
    "mkdocs.yml": ("issues: []\nsite_name: x\n", "CDC201"),
}


@pytest.mark.parametrize("name", MISTAKEN)
def test_a_file_of_the_author_with_mistakes_is_read(tmp_path, name):
    text, code = MISTAKEN[name]
    names, findings = read(tmp_path, {"a.yaml": OURS, name: text})
    assert name in names
    assert code in [found for found, _ in findings]


def test_cdcignore_is_written_as_a_gitignore_is(tmp_path):
    ignore = "# of other programs\n\nmkdocs.yml\nci/\n*.draft.yaml\n!keep.draft.yaml\n!\n\\\n"
    files = {
        ".cdcignore": ignore,
        "a.yaml": OURS,
        "mkdocs.yml": "a: [\n",
        "ci/b.yaml": "a: [\n",
        "deep/c.draft.yaml": "a: [\n",
        "keep.draft.yaml": "issues: []\n",
        "ci.yaml.txt": "",
    }
    assert read(tmp_path, files) == (["a.yaml", "keep.draft.yaml"], [("CDC120", "ci.yaml.txt:1:1")])


def test_a_link_inside_the_folder_is_read_and_one_that_leaves_it_is_named(tmp_path):
    (tmp_path / "outside.yaml").write_text("issues: []\n", encoding="utf-8")
    folder = tmp_path / "project"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "in.yaml").symlink_to(folder / "a.yaml.source")
    (folder / "a.yaml.source").write_text("issues: []\n", encoding="utf-8")
    (folder / "out.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "away").symlink_to(tmp_path)
    names, findings = read(folder, {"a.yaml": OURS})
    assert names == ["a.yaml", "sub/in.yaml"]
    assert findings == [("CDC112", "away:1:1"), ("CDC112", "out.yaml:1:1")]


def test_one_file_by_name_is_read_whatever_it_is(tmp_path):
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: x\nnav: []\n", encoding="utf-8")
    assert {f.code for f in source.read(path).findings} == {"CDC201"}
