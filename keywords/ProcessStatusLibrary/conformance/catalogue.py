"""The catalogue: every clause, in the order of the report."""

from __future__ import annotations

from .clause import AnyClause
from .judging import CLAUSES

CATALOGUE: tuple[AnyClause, ...] = (*CLAUSES,)
"""Every clause, in the order of the report."""
