"""The catalogue: every clause, in the order of the report."""

from __future__ import annotations

from .clause import AnyClause
from .clauses.negative import NEGATIVE_CLAUSES
from .clauses.same_meaning import SAME_MEANING_CLAUSES
from .judging import CLAUSES

CATALOGUE: tuple[AnyClause, ...] = (*CLAUSES, *SAME_MEANING_CLAUSES, *NEGATIVE_CLAUSES)
"""Every clause, in the order of the report."""
