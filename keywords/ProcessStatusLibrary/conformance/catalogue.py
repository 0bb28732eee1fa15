"""The catalogue: every clause, in the order of the report."""

from __future__ import annotations

from .clause import AnyClause
from .clauses.agreement import AGREEMENT_CLAUSES
from .clauses.concurrent import CONCURRENT_CLAUSES
from .clauses.credentials import CREDENTIALS_CLAUSES
from .clauses.disclosure import DISCLOSURE_CLAUSES
from .clauses.encoding import ENCODING_CLAUSES
from .clauses.envelope import ENVELOPE_CLAUSES
from .clauses.fault import FAULT_CLAUSES
from .clauses.fault_circumstances import FAULT_CIRCUMSTANCE_CLAUSES
from .clauses.http_message import HTTP_MESSAGE_CLAUSES
from .clauses.invariants import INVARIANT_CLAUSES
from .clauses.lifecycle import LIFECYCLE_CLAUSES
from .clauses.negative import NEGATIVE_CLAUSES
from .clauses.reads import READ_CLAUSES
from .clauses.refusal_answers import REFUSAL_ANSWER_CLAUSES
from .clauses.refusals import REFUSAL_CLAUSES
from .clauses.same_meaning import SAME_MEANING_CLAUSES
from .clauses.soap_blocks import SOAP_BLOCK_CLAUSES
from .clauses.starting import START_CLAUSES
from .clauses.unknown_ids import UNKNOWN_ID_CLAUSES
from .judging import CLAUSES

CATALOGUE: tuple[AnyClause, ...] = (
    *CLAUSES,
    *HTTP_MESSAGE_CLAUSES,
    *ENCODING_CLAUSES,
    *ENVELOPE_CLAUSES,
    *SOAP_BLOCK_CLAUSES,
    *READ_CLAUSES,
    *INVARIANT_CLAUSES,
    *LIFECYCLE_CLAUSES,
    *CONCURRENT_CLAUSES,
    *AGREEMENT_CLAUSES,
    *START_CLAUSES,
    *SAME_MEANING_CLAUSES,
    *UNKNOWN_ID_CLAUSES,
    *REFUSAL_CLAUSES,
    *REFUSAL_ANSWER_CLAUSES,
    *NEGATIVE_CLAUSES,
    *FAULT_CLAUSES,
    *FAULT_CIRCUMSTANCE_CLAUSES,
    *DISCLOSURE_CLAUSES,
    *CREDENTIALS_CLAUSES,
)
"""Every clause, in the order of the report."""
