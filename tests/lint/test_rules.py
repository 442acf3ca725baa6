"""Each rule finds what its cases say, where they say it, and nothing in what passes."""

from pathlib import Path

import pytest

from cdc import yaml
from cdc.findings import REGISTRY, Phrase
from cdc.lint.rules import RULES
from cdc.model.specification import Specification
from cdc.words import LANGUAGES, words

FOLDER = Path(__file__).parent / "cases"
BASE = {
    "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
    "company": {"name": "C", "sector": "s"},
}
FIND = {rule.code: rule.find for rule in RULES}


def _cases(kind):
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.read(path.name, path.read_bytes()).data[kind]:
            yield pytest.param(path.stem, case, id=path.stem)


def _specification(text):
    """Give a small valid specification with the keys of a case; keys said once are joined with those of the base."""
    own = yaml.read("case.yaml", text.encode("utf-8")).data
    return Specification.model_validate({**BASE, **own, "document": {**BASE["document"], **own.get("document", {})}})


def test_every_rule_has_a_registered_code_of_its_own_and_cases():
    codes = [rule.code for rule in RULES]
    assert len(codes) > 50
    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(REGISTRY)
    assert sorted(codes) == sorted(path.stem for path in FOLDER.glob("*.yaml"))
    for kind in ("fails", "passes"):
        assert {case.values[0] for case in _cases(kind)} == set(codes), kind


@pytest.mark.parametrize(("code", "case"), list(_cases("fails")))
def test_what_fails_is_found_at_its_place(code, case):
    hits = {".".join(map(str, hit.path)): hit for hit in FIND[code](_specification(case["text"]))}
    assert case["at"] in hits
    for say in map(words, LANGUAGES):
        facts = {key: say(fact) if isinstance(fact, Phrase) else fact for key, fact in hits[case["at"]].facts.items()}
        for kind in ("finding", "hint"):
            assert "{" not in say(f"{kind}.{code}", **facts, guess="")


@pytest.mark.parametrize(("code", "case"), list(_cases("passes")))
def test_what_passes_is_not_found(code, case):
    assert list(FIND[code](_specification(case["text"]))) == []
