"""Clauses about reads of processes that the caller knows: the state that was said, and the same at every read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...lifecycle import lifecycle_graph
from ...status import ProcessStatus
from ...trace import NOT_FOUND
from ...wording import listing, quote
from ..clause import PASSED, Judged, SeriesClause, fail, inconclusive
from ..probe import Observation
from ..reported import reported
from ..scope import STATUS
from ..situation import READS, Situation
from .transport import named

_COMPARED = (
    "process_id", "state", "error_code", "context", "message", "outputs", "counters", "started", "completed", "more"
)  # fmt: skip


def _state(observations: Sequence[Observation]) -> Iterator[Judged]:
    """A process that was said to be under way may have moved on since."""
    for observation in observations:
        said, reply, status = observation.probe.state, observation.reply, reported(observation)
        if not said or reply is None:
            continue
        graph = lifecycle_graph(reply.contract)
        if not graph.knows(said):
            continue  # a process that is said to be unknown is in no state
        if status is None:
            yield observation, inconclusive(f"the reply is no result, but {named(reply)}")
        elif status.state and not graph.knows(status.state):
            yield observation, inconclusive("the state is none of the contract's")
        elif status.state == said or (status.state and not graph.is_unknown_id(said) and _may_be(said, observation)):
            yield observation, PASSED
        else:
            later = [name for name in graph.states if name != said and graph.may_follow(said, name)]
            allowed = [] if graph.is_unknown_id(said) else later
            documented = f"{quote(said)}, or later {listing(allowed)}" if allowed else quote(said)
            received = quote(status.state) if status.state else NOT_FOUND
            yield observation, fail("The process is not in the state that it was said to be in", documented, received)


def _may_be(said: str, observation: Observation) -> bool:
    reply, status = observation.reply, reported(observation)
    if reply is None or status is None:
        return False
    graph = lifecycle_graph(reply.contract)
    return not graph.is_unknown_id(status.state) and graph.may_follow(said, status.state)


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
            differing = next((name for name in _COMPARED if getattr(ended, name) != getattr(status, name)), "")
            if not differing:
                yield observation, PASSED
                continue
            broken = True
            then, now = getattr(ended, differing), getattr(status, differing)
            what = f"The {differing.replace('_', ' ')} of an ended process is another at a later read"
            yield observation, fail(what, quote(then), quote(now) if now != "" else NOT_FOUND)


READ_CLAUSES = (
    SeriesClause(
        id="reply.state",
        title="A process is reported in the state that it was said to be in, or in a later one.",
        level="inferred",
        situations=READS,
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
)
