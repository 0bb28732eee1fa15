"""Clauses about reads of processes that the caller knows: the state that was said, and the same at every read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...comparison import FIELDS
from ...lifecycle import lifecycle_graph
from ...status import ProcessStatus
from ...trace import NOT_FOUND
from ...wording import listing, quote
from ..clause import PASSED, Clause, Finding, Judged, SeriesClause, fail, inconclusive, not_applicable
from ..probe import Observation
from ..reported import reported
from ..scope import STATUS, TWO_TIMES
from ..situation import READS, Situation
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply


SETTLED = tuple(name for name in FIELDS if name not in ("context", "message"))
"""What stays as it is after the end; texts for people may tell the time, or count the reads."""


def _state(observations: Sequence[Observation]) -> Iterator[Judged]:
    """Judges each read alone, by what was said of its process."""
    for observation in observations:
        reply = observation.reply
        if reply is not None and lifecycle_graph(reply.contract).knows(observation.probe.state):
            yield observation, _in_state(observation.probe.state, reply, reported(observation))
        elif reply is not None:
            yield observation, not_applicable("nothing was said of the state of a process")


def _in_state(said: str, reply: Reply, status: ProcessStatus | None) -> Finding:
    """A process that was said to be under way may have moved on since."""
    graph = lifecycle_graph(reply.contract)
    if status is None:
        return inconclusive(f"the reply is no result, but {named(reply)}")
    if status.state and not graph.knows(status.state):
        return inconclusive("the state is none of the contract's")
    later = [] if graph.is_unknown_id(said) else [n for n in graph.states if n != said and graph.may_follow(said, n)]
    if status.state in (said, *later):
        return PASSED
    if _may_be_misread(reply, status):
        return inconclusive("the message breaks its schema, so that the state may be misread")
    documented = f"{quote(said)}, or later {listing(later)}" if later else quote(said)
    received = quote(status.state) if status.state else NOT_FOUND
    return fail("The process is not in the state that it was said to be in", documented, received)


def _zones(reply: Reply) -> Finding:
    """A time with a zone cannot be compared with one without."""
    status = reply.status
    if status is None or status.started is None or status.completed is None:
        return not_applicable("there are no two times")
    started, completed = (time.tzinfo is not None for time in (status.started, status.completed))
    if started == completed:
        return PASSED
    received = f"{status.started.isoformat()} and {status.completed.isoformat()}"
    return fail("One time has a zone, the other has none", "a zone on both or on neither", received)


def _may_be_misread(reply: Reply, status: ProcessStatus) -> bool:
    """A state that is derived from other members, or not found, is as good as the message is."""
    told = reply.contract.model.operations[reply.operation].result.state and status.state
    return not told and any(problem.level == "documented" for problem in reply.problems)


def _repeatable(series: Sequence[Observation]) -> Iterator[Judged]:
    """The first read that says that the process ended is what the others are held to."""
    ended: ProcessStatus | None = None
    broken = False
    for observation in series:
        status = reported(observation)
        if observation.reply is None or broken:
            continue
        if status is None:
            yield observation, inconclusive(f"the reply is no result, but {named(observation.reply)}")
        elif ended is None:
            if status.ended:
                ended = status
            else:
                yield observation, inconclusive("the process had not ended, so that its status may change")
        else:
            differing = next((name for name in SETTLED if getattr(ended, name) != getattr(status, name)), "")
            if not differing:
                yield observation, PASSED
                continue
            broken = True
            then, now = getattr(ended, differing), getattr(status, differing)
            what = f"The {differing.replace('_', ' ')} of an ended process is another at a later read"
            lost = differing == "state" and not now
            yield observation, fail(what, quote(then), NOT_FOUND if lost else quote(now))


READ_CLAUSES = (
    SeriesClause(
        id="reply.state",
        title="A process is reported in the state that it was said to be in, or in a later one.",
        level="inferred",
        situations=(Situation.KNOWN_PROCESS,),
        scope=STATUS,
        judge=_state,
    ),
    SeriesClause(
        id="reply.repeatable",
        title="An ended process is reported alike at every read.",
        level="inferred",
        situations=(Situation.REPEATED_READ,),
        scope=STATUS,
        judge=_repeatable,
    ),
    Clause(
        id="reply.time-zones",
        title="The start and complete times have a zone both or neither.",
        level="inferred",
        situations=READS,
        scope=TWO_TIMES,
        judge=_zones,
    ),
)
