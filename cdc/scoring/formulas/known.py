"""The leaf formulas there are: a literal list, and how one is found by the name that was declared."""

from __future__ import annotations

from collections.abc import Mapping

from cdc.model.method import Formula
from cdc.scoring.formulas.absolute_concave import ABSOLUTE_CONCAVE
from cdc.scoring.formulas.as_is import AS_IS
from cdc.scoring.formulas.band import BAND
from cdc.scoring.formulas.bilinear import BILINEAR
from cdc.scoring.formulas.concave import CONCAVE
from cdc.scoring.formulas.corrected import CORRECTED
from cdc.scoring.formulas.expression import EXPRESSION
from cdc.scoring.formulas.fixed_bounds import FIXED_BOUNDS
from cdc.scoring.formulas.inverse import INVERSE
from cdc.scoring.formulas.log import LOG
from cdc.scoring.formulas.mean_distance import MEAN_DISTANCE
from cdc.scoring.formulas.minmax import MINMAX
from cdc.scoring.formulas.record import LeafFormula
from cdc.scoring.formulas.relevant_range import RELEVANT_RANGE
from cdc.scoring.formulas.table import TABLE
from cdc.scoring.formulas.to_ceiling import TO_CEILING

FORMULAS: tuple[LeafFormula, ...] = (
    INVERSE,
    MINMAX,
    FIXED_BOUNDS,
    TO_CEILING,
    BAND,
    RELEVANT_RANGE,
    CORRECTED,
    CONCAVE,
    BILINEAR,
    LOG,
    ABSOLUTE_CONCAVE,
    MEAN_DISTANCE,
    TABLE,
    EXPRESSION,
    AS_IS,
)
_BY_NAME: Mapping[str, LeafFormula] = {record.name: record for record in FORMULAS}


def record(formula: Formula) -> LeafFormula:
    """Give the record of a declared formula."""
    return _BY_NAME[formula.type]
