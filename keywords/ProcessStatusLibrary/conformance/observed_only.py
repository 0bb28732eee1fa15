"""Answers that no clause judges: page and standards are silent, so what came is only told."""

from __future__ import annotations

from dataclasses import dataclass

from ..classification import ReplyKind
from ..wording import inert, quote
from .probe import Observation
from .results import ServiceResult

LONGEST = 200


@dataclass(frozen=True)
class ObservedOnly:
    """What came of a request that no clause judges.

    Attributes:
        situation: What is special about the request.
        came: What came, on one line, secrets masked.
        evidence: Numbers of the exchanges that brought it.
    """

    operation: str
    binding: str
    situation: str
    came: str
    evidence: tuple[int, ...]


def observed_only(service: ServiceResult) -> list[ObservedOnly]:
    """The answers that no clause judged, equal ones once, in the order of the requests."""
    judged = frozenset[int]().union(*(clause.exchanges for clause in service.clauses))
    alike: dict[tuple[str, str, str, str], list[int]] = {}
    for observation in service.observations:
        if observation.exchange is not None and observation.number not in judged:
            probe = observation.probe
            described = probe.described or str(probe.situation)
            key = (*probe.row, described, inert(service.masker.text(came(observation)))[:LONGEST])
            alike.setdefault(key, []).append(observation.number)
    return [ObservedOnly(*key, tuple(sorted(numbers))) for key, numbers in alike.items()]


def came(observation: Observation) -> str:
    """What came of a request, on one line; a server's texts in it are neither masked nor escaped."""
    reply = observation.reply
    if reply is None:
        return observation.missing
    response = reply.response
    line = f"HTTP {response.status} {response.reason}".rstrip()
    return f"{line}, {response.media_type or 'no media type'}: {_content(observation)}"


def _content(observation: Observation) -> str:
    reply = observation.reply
    if reply is None:
        return ""
    if reply.fault is not None:
        return f"{reply.kind} {reply.fault.code}: {quote(reply.fault.text)}"
    if reply.status is not None and reply.status.state:
        return f"{reply.kind}, {quote(reply.status.state)}"
    if reply.kind in (ReplyKind.HTML, ReplyKind.TEXT):
        return f"{reply.kind} {quote(reply.kept.detail)}"
    return f"{reply.kind}"
