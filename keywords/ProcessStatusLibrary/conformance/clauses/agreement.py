"""Clauses about what two bindings tell of one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...comparison import Unlike, comparable, compared
from ...errors import ProcessStatusError
from ...status import ProcessStatus
from ..clause import PASSED, Finding, Judged, SeriesClause, fail, inconclusive, not_applicable
from ..probe import Observation
from ..scope import STATUS
from ..situation import Situation

_STATE = ("state", "phase")
_UNREADABLE = "an answer is no result that keeps its schema"


def _compared(judge: Callable[[Sequence[Unlike]], Finding]) -> Callable[[Sequence[Observation]], Iterator[Judged]]:
    """Judges a series of three reads: over one binding, over the other, and over the first again.

    A finding is about the other.
    """

    def findings(series: Sequence[Observation]) -> Iterator[Judged]:
        if len(series) != 3:
            return
        first, other, _ = series
        if first.probe.row != other.probe.row:
            yield first, not_applicable("the other bindings are compared with this one")
        before, between, after = (_told(observation) for observation in series)
        if before is None or between is None or after is None:
            yield other, inconclusive(_UNREADABLE)
            return
        found = compared(before, between, after)
        if found is None:
            yield other, inconclusive("the process changed at every read")
        else:
            yield other, judge(found)

    return findings


def _told(observation: Observation) -> ProcessStatus | None:
    """Other clauses say what is wrong with a message: what it tells may be misread."""
    if observation.reply is None or any(problem.level == "documented" for problem in observation.reply.problems):
        return None
    try:
        return comparable(observation.reply)
    except (ProcessStatusError, AssertionError):
        return None


def _state(found: Sequence[Unlike]) -> Finding:
    unlike = next((entry for entry in found if entry.field in _STATE), None)
    if unlike is None:
        return PASSED
    return fail("Another state than over the binding that was asked before and after", unlike.told, unlike.otherwise)


def _fields(found: Sequence[Unlike]) -> Finding:
    if any(entry.field in _STATE for entry in found):
        return inconclusive("the states differ, so that other members may differ too")
    if not found:
        return PASSED
    first, *others = found
    more = f" (and {len(others)} more)" if others else ""
    title = f"Another {first.field.replace('_', ' ')} than over the binding that was asked before and after{more}"
    return fail(title, first.told, first.otherwise)


AGREEMENT_CLAUSES = (
    SeriesClause(
        id="agreement.state",
        title="All bindings tell the same state of a process.",
        level="inferred",
        situations=(Situation.COMPARED_BINDINGS,),
        scope=STATUS,
        across=True,
        judge=_compared(_state),
    ),
    SeriesClause(
        id="agreement.fields",
        title="All bindings tell the same of a process besides its state.",
        level="inferred",
        situations=(Situation.COMPARED_BINDINGS,),
        scope=STATUS,
        across=True,
        judge=_compared(_fields),
    ),
)
