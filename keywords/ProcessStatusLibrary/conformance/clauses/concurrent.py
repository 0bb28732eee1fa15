"""The clause about several readers at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ...contract.service import Contract
from ...levels import Level
from ...lifecycle import lifecycle_graph
from ...status import ProcessStatus
from ...trace import NOT_FOUND
from ...wording import quote
from ..clause import PASSED, Finding, Judged, SeriesClause, fail
from ..probe import Observation
from ..reported import reported
from ..scope import STATUS
from ..situation import Situation


def _no_step_back(series: Sequence[Observation]) -> Iterator[Judged]:
    """Holds each read to those that were over before it began.

    Requests that overlap have no order, and those that were sent together are taken as unordered whatever the clock
    says of them. The probes of one round share their variant.
    """
    told = [(observation, status) for observation in series if (status := _status(observation)) is not None]
    broken = set()
    for later, status in told:
        before = [(earlier, known) for earlier, known in told if _over_before(earlier, later)]
        findings = [_after(later, known, status) for _, known in before]
        wrong = next((finding for finding in findings if finding is not PASSED), None)
        if wrong is not None and later.probe.row not in broken:
            broken.add(later.probe.row)
            yield later, wrong
        elif findings and wrong is None:
            yield later, PASSED


def _status(observation: Observation) -> ProcessStatus | None:
    reply, status = observation.reply, reported(observation)
    if reply is None or status is None:
        return None
    return status if not status.state or lifecycle_graph(reply.contract).knows(status.state) else None


def _over_before(earlier: Observation, later: Observation) -> bool:
    first, second = earlier.exchange, later.exchange
    if first is None or second is None or earlier.probe.variant == later.probe.variant:
        return False
    return first.started + timedelta(seconds=first.elapsed) <= second.started


def _after(observation: Observation, earlier: ProcessStatus, status: ProcessStatus) -> Finding:
    if observation.reply is None:
        raise ValueError("A status without a reply.")
    graph = lifecycle_graph(observation.reply.contract)
    if not earlier.state or graph.is_unknown_id(earlier.state):
        return PASSED
    found = bool(status.state) and not graph.is_unknown_id(status.state)
    if found and graph.may_follow(earlier.state, status.state):
        return PASSED
    received, known = quote(status.state) if found else NOT_FOUND, quote(earlier.state)
    title = f"A reader was told {received} after another was told {known}"
    return fail(title, f"{known}, or what may follow it", received)


def _level(contract: Contract) -> Level:
    return lifecycle_graph(contract).level


CONCURRENT_CLAUSES = (
    SeriesClause(
        id="lifecycle.concurrent-readers",
        title="No reader is told what lies before what another reader was told already.",
        level="inferred",
        level_in=_level,
        situations=(Situation.CONCURRENT_READERS,),
        scope=STATUS,
        judge=_no_step_back,
    ),
)
