"""The door for Word files that nobody vouches for: checked as a container, parsed in a child process under limits."""

from __future__ import annotations

import json

from cdc import isolated
from cdc.errors import NotAWordFileError
from cdc.exchange.review.package import DamagedError, check
from cdc.exchange.review.remark import Remark
from cdc.findings import Phrase

TASKS = "cdc.exchange.review.tasks"
SECONDS = 20


def read_review(name: str, content: bytes) -> tuple[Remark, ...]:
    """Give comments and tracked changes in the order of the text, answers after what they answer.

    A comment on nothing in the text comes last. Raises NotAWordFileError with the part and the reason.
    """
    try:
        check(content)
        found = json.loads(isolated.run(TASKS, "remarks", content, seconds=SECONDS))
    except DamagedError as error:
        raise _refused(name, error.part, error.why) from error
    except isolated.RefusedError as error:
        part, _, why = str(error).rpartition("\t")
        raise _refused(name, part, why if why.startswith("what.") else "what.too_much") from error
    return tuple(Remark(**fields) for fields in found)


def _refused(name: str, part: str, why: str) -> NotAWordFileError:
    return NotAWordFileError(path=f"{name}:{part}" if part else name, why=Phrase(why))
