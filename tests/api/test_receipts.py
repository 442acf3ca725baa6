"""A receipt says what came, when and under which head; it holds no answer, and names no other vendor."""

import re

import pytest
from typer.testing import CliRunner

from cdc import api, files
from cdc.cli.app import app
from cdc.errors import UnknownNameError
from cdc.render import markdown
from cdc.words import LANGUAGES
from tests import small_tender as small


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Acme's two envelopes, the second by somebody's word; Bolt's, withdrawn; one that came late."""
    folder = tmp_path_factory.mktemp("receipts")
    project = api.publish(small.write(folder / "p"), hand=small.hand(-30)).project
    acme = small.answers(project, folder / "acme", price=731)
    assert api.receive(project, "acme", [acme["technical"]], hand=small.hand(-3)).bid is not None
    word = {"at": "2027-01-19T10:00:00+00:00", "by": "Ben"}
    assert api.receive(project, "acme", [acme["price"]], hand=small.hand(-2, **word)).bid is not None
    bolt = small.answers(project, folder / "bolt", name="Bolt", answer="P")
    assert api.receive(project, "bolt", [bolt["technical"]], hand=small.hand(-2)).bid is not None
    api.withdraw(project, "bolt", reason="no staff", hand=small.hand(-1))
    assert api.receive(project, "carl", [bolt["price"]], hand=small.hand(0)).bid is None
    return project, acme


def _page(own, tmp_path, at, language="en"):
    from cdc.documents.procedure import receipt

    return markdown.render(receipt.compose(own.specification, api.receipts(own)[at], language=language))


def test_each_line_of_a_vendor_has_its_receipt(own):
    told = [(one.vendor, one.kind, one.number) for one in api.receipts(own[0])]
    assert told == [
        ("acme", "received", 2), ("acme", "received", 3), ("bolt", "received", 4), ("bolt", "withdrawn", 5), ("carl", "late", 6),
    ]  # fmt: skip
    assert {one.vendor for one in api.receipts(own[0], "bolt")} == {"bolt"}
    with pytest.raises(UnknownNameError):
        api.receipts(own[0], "dora")


def test_it_names_file_size_hash_and_moment(own, tmp_path):
    path = own[1]["technical"]
    text = _page(own[0], tmp_path, 0)
    for said in (path.name, files.sha256_of(path), "Acme (acme)", "Ada Ferri", "19 January 2027, 12:00:00 (UTC)"):
        assert said in text, text
    assert re.sub(r"\D", "", str(path.stat().st_size)) in re.sub(r"[^\d\n|]", "", text)
    assert "731" not in _page(own[0], tmp_path, 1).replace(files.sha256_of(own[1]["price"]), "")
    assert "Ben" in _page(own[0], tmp_path, 1)


def test_its_head_is_one_that_the_journal_had(own):
    heads = [one.head for one in api.receipts(own[0])]
    assert len(set(heads)) == 5
    for head in heads:
        assert not [f for f in api.verify(own[0], printed=head, hand=small.hand(0)).findings if f.code == "CDC552"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_kind_is_said_in_every_language_without_another_vendor(own, tmp_path, language):
    for at, one in enumerate(api.receipts(own[0])):
        text = _page(own[0], tmp_path, at, language)
        assert one.head in text
        assert not [name for name in ("acme", "bolt", "carl") if name != one.vendor and f"({name})" in text]
    assert "no staff" in _page(own[0], tmp_path, 3, language)


def test_the_command_writes_them(own, tmp_path):
    done = CliRunner().invoke(
        app, ["--lang", "en", "receipt", "acme", "-p", str(own[0].root), "-f", "md", "-o", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["receipt-acme-2.en.md", "receipt-acme-3.en.md"]
