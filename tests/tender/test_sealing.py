"""Seals in three grades: each opens with what it was made for, and with nothing else."""

import io

import pytest

pytest.importorskip("pyrage")
pytest.importorskip("msoffcrypto")

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile

from cdc import api
from cdc.errors import MissingExtraError, WouldOverwriteError
from cdc.tender.sealing import officers, password, promise, seal
from cdc.tender.sealing.seal import ShutError

CONTENT = b"PK\x03\x04 the bid of a vendor"


@pytest.fixture(scope="module")
def keys():
    return [officers.new_key() for _ in range(3)]


def test_two_officers_open_together_in_any_order_and_never_alone(keys):
    (one, pub_one), (two, pub_two), (other, _) = keys
    sealed = officers.sealed(CONTENT, [pub_one, pub_two])
    assert seal.kind(sealed) == "officers"
    assert CONTENT not in sealed
    assert officers.opened(sealed, [one, two]) == officers.opened(sealed, [two, one]) == CONTENT
    for brought in ([one], [two], [one, other], [other], []):
        with pytest.raises(ShutError):
            officers.opened(sealed, brought)


def test_no_changed_byte_of_a_sealed_file_opens(keys):
    (one, pub_one), (two, pub_two), _ = keys
    sealed = officers.sealed(CONTENT, [pub_one, pub_two])
    assert len(sealed) > 400
    for at in range(len(seal.AGE), len(sealed), 5):
        with pytest.raises(ShutError):
            officers.opened(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], [one, two])


def test_what_is_no_key_is_named(keys):
    with pytest.raises(ShutError):
        officers.sealed(CONTENT, ["age1nonsense"])
    with pytest.raises(ShutError):
        officers.opened(officers.sealed(CONTENT, [keys[0][1]]), ["AGE-SECRET-KEY-1NONSENSE"])


@pytest.fixture(scope="module")
def encrypted():
    plain, shut = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    plain.seek(0)
    OOXMLFile(plain).encrypt("Correct horse ж", shut)
    return shut.getvalue()


def test_the_vendor_s_password_opens_its_workbook_and_no_other_does(encrypted):
    assert seal.kind(encrypted) == "password"
    assert password.opened(encrypted, "Correct horse ж").startswith(b"PK")
    for wrong in ("", "correct horse ж"):
        with pytest.raises(ShutError):
            password.opened(encrypted, wrong)
    with pytest.raises(ShutError):
        password.opened(encrypted[:4000], "Correct horse ж")


def test_a_promise_tells_nothing_and_is_kept_by_one_file_alone():
    told, key = promise.made(CONTENT)
    assert seal.kind(told) == "promise"
    assert promise.is_kept(CONTENT, told, key)
    assert not promise.is_kept(CONTENT + b" ", told, key)
    again, _ = promise.made(CONTENT)
    assert again != told, "the same file promises otherwise each time, so that nobody can guess it"
    assert promise.made(CONTENT, b"n" * 32) == promise.made(CONTENT, b"n" * 32)


@pytest.mark.parametrize("key", [b"", b"{}", b'{"nonce": 5}', b'{"nonce": "zz"}', b'{"nonce": "aa"}', b"[" * 2000])
def test_a_damaged_key_of_a_promise_is_named(key):
    with pytest.raises(ShutError):
        promise.is_kept(CONTENT, promise.made(CONTENT)[0], key)


def test_files_are_sealed_and_opened_by_path_and_never_written_over(tmp_path):
    pairs = [api.new_key(name, tmp_path) for name in ("ada", "ben")]
    assert oct(pairs[0][0].stat().st_mode)[-3:] == "600"
    offer = tmp_path / "offer.xlsx"
    offer.write_bytes(CONTENT)
    sealed, findings = api.seal(offer, [public for _, public in pairs])
    assert (sealed.name, findings, api.kind_of(sealed)) == ("offer.xlsx.age", (), "officers")
    with pytest.raises(WouldOverwriteError):
        api.unseal(sealed, keys=[secret for secret, _ in pairs])
    offer.unlink()
    shut, findings = api.unseal(sealed, keys=[pairs[0][0]])
    assert (shut, [finding.code for finding in findings]) == (None, ["CDC603"])
    assert api.unseal(sealed, keys=[secret for secret, _ in pairs]) == (offer, ())
    assert offer.read_bytes() == CONTENT


def test_without_the_extra_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(seal.importlib.util, "find_spec", lambda name: None)
    for act in (officers.new_key, lambda: password.opened(b"", ""), lambda: officers.opened(b"", [])):
        with pytest.raises(MissingExtraError):
            act()
