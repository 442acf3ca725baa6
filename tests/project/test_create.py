"""A new project passes the check at once but for its example texts, in every language and from every start."""

import datetime as dt

import pytest

from cdc import api
from cdc.errors import FolderNotEmptyError
from cdc.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("start", ["minimal", "full", "crm"])
def test_a_new_project_has_no_findings_but_its_example_texts(tmp_path, language, start):
    folder = tmp_path / "new"
    written = api.new(
        folder,
        language=language,
        start=start,
        answers={"company": 'L\'Été & Co: "x"'},
        today=dt.date(2027, 1, 31),
        salt="s",
    )
    checked = api.check(folder)
    assert {finding.code for finding in checked.findings} == {"CDC274"}
    shown = {finding.facts["text"] for finding in checked.findings}
    assert checked.project.specification.company.sector in shown
    assert all(finding.severity == "warning" for finding in checked.findings)
    assert checked.project.specification.company.name == 'L\'Été & Co: "x"'
    for path in written:
        if path.suffix == ".yaml":
            assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=cdc.schema.json\n")


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderNotEmptyError):
        api.new(tmp_path, language="en", start="minimal", answers={"company": "A"}, today=dt.date(2027, 1, 1), salt="s")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
