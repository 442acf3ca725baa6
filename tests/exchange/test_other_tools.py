"""XLIFF goes through the programs of others and back: every text, state and id is kept, and what they add is read."""

import pytest
from moz.l10n.resource import parse_resource, serialize_resource
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from cdc import api
from cdc.exchange import xliff
from tests.conftest import EXAMPLE
from tests.exchange.small import project_in, said, states, xlf

STATEMENT = "features.F-2.statement"


def by_toolkit(kind):
    def through(content, fill):
        store = kind.parsestring(content)
        for unit in store.units:
            for key, text in fill.items():
                if unit.getid().endswith(key):
                    unit.target = text
        return bytes(store)

    return through


def by_mozilla(content, fill):
    resource = parse_resource("xliff", content)
    for section in resource.sections:
        for entry in section.entries:
            if entry.id[-1] in fill:
                entry.value.pattern[:] = [fill[entry.id[-1]]]
    return "".join(serialize_resource(resource)).encode("utf-8")


TOOLS = {
    "translate-toolkit 1.2": ("xlf", by_toolkit(Xliff1File)),
    "translate-toolkit 2.0": ("xlf2", by_toolkit(Xliff2File)),
    "moz.l10n 1.2": ("xlf", by_mozilla),
}


def texts(content):
    delivery, findings = xliff.read("x.xlf", content)
    assert delivery is not None
    assert findings == ()
    return delivery.source, delivery.target, [(t.key, t.source, t.target, t.standing, t.sent) for t in delivery.texts]


@pytest.mark.parametrize(("form", "through"), TOOLS.values(), ids=TOOLS)
def test_every_text_state_and_id_is_kept(tmp_path, form, through):
    project, _ = api.load(EXAMPLE)
    sent = api.export_translation(project, language="ru", format_name=form, out=tmp_path).read_bytes()
    assert len(texts(sent)[2]) > 900
    assert texts(through(sent, {})) == texts(sent)


@pytest.mark.parametrize(("form", "through"), TOOLS.values(), ids=TOOLS)
def test_what_is_translated_there_is_read_here(tmp_path, form, through):
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "a.xlf").write_text(xlf(("features.F-2.title", "Moitié", ' state="needs-review-translation"')), encoding="utf-8")  # fmt: skip
    api.import_translation(project_in(folder), tmp_path / "a.xlf")
    sent = api.export_translation(api.load(folder)[0], language="fr", format_name=form, out=tmp_path).read_bytes()
    (tmp_path / "b.xlf").write_bytes(through(sent, {STATEMENT: "La solution « exporte » 5\u00a0% & <plus>."}))
    assert api.import_translation(folder, tmp_path / "b.xlf") == (1, ())
    assert said(folder, STATEMENT) == "La solution « exporte » 5\u00a0% & <plus>."
    assert states(folder) == {"document.title": "translated", "features.F-2.title": "review", STATEMENT: "translated"}
