"""The catalogue: every clause, in the order of the report."""

from __future__ import annotations

from .clause import AnyClause
from .clauses.credentials import CREDENTIALS_CLAUSES
from .clauses.refusal_answers import REFUSAL_ANSWER_CLAUSES
from .clauses.refusals import REFUSAL_CLAUSES
from .clauses.unknown_ids import UNKNOWN_ID_CLAUSES
from .judging import CLAUSES

CATALOGUE: tuple[AnyClause, ...] = (
    *CLAUSES,
    *UNKNOWN_ID_CLAUSES,
    *REFUSAL_CLAUSES,
    *REFUSAL_ANSWER_CLAUSES,
    *CREDENTIALS_CLAUSES,
)
"""Every clause, in the order of the report."""
