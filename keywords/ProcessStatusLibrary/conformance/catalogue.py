"""The catalogue: every clause, in the order of the report."""

from __future__ import annotations

from .clause import AnyClause
from .clauses.disclosure import DISCLOSURE_CLAUSES
from .clauses.encoding import ENCODING_CLAUSES
from .clauses.envelope import ENVELOPE_CLAUSES
from .clauses.fault import FAULT_CLAUSES
from .clauses.fault_circumstances import FAULT_CIRCUMSTANCE_CLAUSES
from .clauses.http_message import HTTP_MESSAGE_CLAUSES
from .clauses.soap_blocks import SOAP_BLOCK_CLAUSES
from .judging import CLAUSES

CATALOGUE: tuple[AnyClause, ...] = (
    *CLAUSES,
    *HTTP_MESSAGE_CLAUSES,
    *ENCODING_CLAUSES,
    *ENVELOPE_CLAUSES,
    *SOAP_BLOCK_CLAUSES,
    *FAULT_CLAUSES,
    *FAULT_CIRCUMSTANCE_CLAUSES,
    *DISCLOSURE_CLAUSES,
)
"""Every clause, in the order of the report."""
