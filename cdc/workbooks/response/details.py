"""What is asked beside the columns of a line: every other asked field, with its label, in the languages of the grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cdc.model import asked
from cdc.model.asked import Asked
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.model.worded import Wording
from cdc.words import words
from cdc.workbooks.kit.texts import label_of

_SHOWN: Mapping[asked.Kind, frozenset[str]] = {
    "requirement": frozenset({"id", "title", "statement", "priority", "module", "scale"}),
    "price": frozenset({"id", "name", "kind", "quantity", "unit", "option", "note"}),
    "declaration": frozenset({"id", "text"}),
    "question": frozenset({"id", "question", "unit"}),
    "answer": frozenset({"id", "label", "meaning"}),
}
"""Fields that have a column, a list or a text of their own."""


def of_kind(spec: Specification, kind: asked.Kind) -> tuple[Asked, ...]:
    """Give the lines of a kind, in the order of the form."""
    return asked.entries(spec, kind)


@dataclass(frozen=True)
class Details:
    """Writes the details of lines of one specification."""

    spec: Specification
    languages: tuple[str, ...]

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Give the wording of each language, in order."""
        return tuple(Wording(self.spec, words(language)) for language in self.languages)

    def of(self, entry: Asked) -> str:
        """Give the details of a line, one below the other; what reads the same in two languages stands once."""
        facts = (fact for wording in self.wordings for fact in self._facts(entry, wording))
        return "\n".join(dict.fromkeys(facts))

    def _facts(self, entry: Asked, wording: Wording) -> Iterator[str]:
        if isinstance(entry.item, Requirement) and entry.item.knockout:
            yield self._knockout(entry.item, entry.item.knockout.least, wording)
        yield from (wording.fact(field, value) for field, value in entry.beyond(self._shown(entry)))

    def _shown(self, entry: Asked) -> frozenset[str]:
        """Give the fields that stand elsewhere; a criterion without a question asks its name."""
        is_its_question = isinstance(entry.item, Criterion) and not entry.item.question
        return _SHOWN[entry.kind] | ({"name"} if is_its_question else frozenset())

    def _knockout(self, item: Requirement, least: str, wording: Wording) -> str:
        scale = self.spec.scale_of(item)
        is_known = scale is not None and any(answer.id == least for answer in scale.answers)
        label = label_of(scale, least, (wording.words.language,), self.spec.language) if scale and is_known else least
        return wording.words("grid.knockout_least", answer=label)
