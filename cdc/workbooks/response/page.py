"""The first sheet of the response workbook: what the tender is, how to answer, what each answer means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cdc.model.specification import Specification
from cdc.words import words
from cdc.workbooks.kit.texts import label_of, texts
from cdc.workbooks.response.details import Details, of_kind
from cdc.workbooks.response.tables import Envelope


def title_of(spec: Specification, languages: tuple[str, ...]) -> str:
    """Give the title of the workbook."""
    title = (spec.tender.title if spec.tender else None) or spec.document.title
    return texts(title, languages, spec.language).replace("\n", " / ")


def lines(
    spec: Specification, languages: tuple[str, ...], envelope: Envelope, facts: Mapping[str, str], *, draft: bool
) -> Iterator[str]:
    """Give the lines under the title, language by language; `facts` hold the form's fingerprint and the version."""
    assert spec.tender is not None
    keys = ["how_answer", "how_list", "how_comment", "how_save"]
    if envelope != "technical":
        keys.insert(2, "how_price")
    for language in languages:
        say = words(language)
        version = f"{say('document.version')} {facts.get('version', '')}"
        yield f"{spec.company.name} · {spec.tender.id} · {version} · {say('grid.form')} {facts.get('form', '')}"
        if draft:
            yield say("document.draft")
        yield from (f"{at}. {say(f'grid.{key}')}" for at, key in enumerate(keys, 1))
        if envelope != "technical" and spec.price_lines:
            yield say("grid.how_horizon", years=spec.cost_horizon)
        if spec.tender.deadline:
            yield f"{say.labelled(say('label.deadline'))} {say.moment(spec.tender.deadline)}"
        if envelope != "price":
            yield from _meanings(spec, language)
        yield ""


def _meanings(spec: Specification, language: str) -> Iterator[str]:
    """Say what each answer of each scale means."""
    told = Details(spec, (language,))
    wants = {entry.id: told.of(entry) for entry in of_kind(spec, "answer")}
    for scale in spec.scales:
        for answer in scale.answers:
            meaning = texts(answer.meaning, (language,), spec.language)
            label = label_of(scale, answer.id, (language,), spec.language)
            wanted = wants[f"{scale.id}.{answer.id}"].replace("\n", "; ")
            yield f"   {label}" + "".join(f" — {part}" for part in (meaning, wanted) if part)
