"""Compares what two bindings tell of one process, by reads of the first around one of the second."""

from __future__ import annotations

from dataclasses import dataclass

from .assertions import status_of
from .classification import ReplyKind
from .reply import Reply
from .status import ProcessStatus
from .trace import NOT_FOUND
from .wording import quote

FIELDS = (
    "process_id", "state", "phase", "error_code", "context", "message", "outputs", "counters", "started", "completed",
    "more",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unlike:
    """A field that is told otherwise.

    Attributes:
        field: Its name in the canonical record.
        told: What the first way tells, quoted.
        otherwise: What the other tells.
    """

    field: str
    told: str
    otherwise: str


def compared(before: ProcessStatus, between: ProcessStatus, after: ProcessStatus) -> list[Unlike] | None:
    """Compares the record of one way with those of another way from before and after it.

    Returns:
        The fields that differ; none when the record is one of the two around it, and None when nothing is proved,
        because the process changed meanwhile.
    """
    differing = _differing(before, between)
    if not differing or not _differing(after, between):
        return []
    if _differing(before, after):
        return None
    return [Unlike(name, quote(getattr(before, name)), quote(getattr(between, name))) for name in differing]


def comparable(reply: Reply) -> ProcessStatus:
    """What a reply tells, as it is compared: an answer that the process is not known is told too.

    Raises:
        CredentialsRefused, SoapFault, ServiceError, EmptyResult, UnreadableReply: The reply is no result.
        ContractBreach: The message breaks its schema or an enumeration.
    """
    if reply.status is None and reply.not_found:
        return ProcessStatus(reply.contract.service, reply.process_id, NOT_FOUND, "unknown")
    if reply.kind is ReplyKind.SERVICE_ERROR and reply.status is not None and not reply.credentials_refused:
        return reply.status
    return status_of(reply)


def _differing(one: ProcessStatus, other: ProcessStatus) -> list[str]:
    return [name for name in FIELDS if getattr(one, name) != getattr(other, name)]
