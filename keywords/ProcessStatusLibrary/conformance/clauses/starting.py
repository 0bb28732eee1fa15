"""Clauses about the ids that starts of a process tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...trace import NOT_FOUND
from ...wording import quote
from ..clause import PASSED, Judged, SeriesClause, fail, inconclusive
from ..probe import Observation
from ..reported import reported
from ..scope import START, STATUS
from ..situation import Situation
from .transport import named


def _own_id(series: Sequence[Observation]) -> Iterator[Judged]:
    """Every start tells another id than those before it."""
    told: list[str] = []
    for observation in series:
        started = observation.reply.started if observation.reply is not None else None
        if started is None or not started.process_id:
            if observation.reply is not None:
                yield observation, inconclusive("the answer to a start tells no id")
            continue
        if started.process_id in told:
            title = "A start tells the id of a process that was started before"
            yield observation, fail(title, "an id of its own", quote(started.process_id))
        elif told:
            yield observation, PASSED
        told.append(started.process_id)


def _known(series: Sequence[Observation]) -> Iterator[Judged]:
    """A service may need a moment until it knows a process: one read of several is enough."""
    said = [(observation, _says(observation)) for observation in series]
    known = next((observation for observation, says in said if says), None)
    unknown = [observation for observation, says in said if says is False]
    if known is not None:
        yield known, PASSED
    elif unknown:
        last = unknown[-1]
        title = "The process that a start told of is not known"
        yield last, fail(title, f"a status of process {quote(last.probe.process_id)}", NOT_FOUND)
    else:
        for observation in series:
            if observation.reply is not None:
                yield observation, inconclusive(f"the reply is no result, but {named(observation.reply)}")


def _says(observation: Observation) -> bool | None:
    """Whether the process is known; None when the reply does not say."""
    reply = observation.reply
    return None if reply is None or reported(observation) is None else not reply.not_found


START_CLAUSES = (
    SeriesClause(
        id="start.own-id",
        title="Every start tells an id of its own.",
        level="inferred",
        situations=(Situation.START,),
        scope=START,
        judge=_own_id,
    ),
    SeriesClause(
        id="start.known-id",
        title="A process that was started is known by the id that was told.",
        level="inferred",
        situations=(Situation.STARTED_PROCESS,),
        scope=STATUS,
        judge=_known,
    ),
)
