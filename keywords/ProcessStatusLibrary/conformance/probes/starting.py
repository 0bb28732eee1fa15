"""Starts of a process, and reads of what was started."""

from __future__ import annotations

from itertools import cycle

from ..bench import Bench, Row
from ..probe import Asking
from ..situation import Situation
from .following import MOST_READS, follow
from .reading import ways_to_ask

NO_START_REASON = "no start request was given: write one as a start table in the targets file"
STARTS = 2
"""That every start tells an id of its own cannot be seen of one."""


def starts(bench: Bench) -> Asking:
    """Starts two processes over every binding that can; follows the first, and looks whether the second is known."""
    for row in bench.start_rows:
        if not bench.target.start:
            yield (bench.probe(row, Situation.START, skipped=NO_START_REASON),)
        else:
            yield from _start(bench, row)


def _start(bench: Bench, row: Row) -> Asking:
    ids: list[str] = []
    for _ in range(STARTS):
        found = yield (bench.documented_probe(row, Situation.START, series=f"{Situation.START} {row.binding}"),)
        reply = found[0].reply
        if reply is None:
            break
        if reply.started is not None and reply.started.process_id:
            ids.append(reply.started.process_id)
    ways = ways_to_ask(bench)
    for number, process_id in enumerate(dict.fromkeys(ids) if ways else ()):
        most = 1 if number else MOST_READS
        yield from follow(bench, process_id, cycle(ways), Situation.STARTED_PROCESS, most)
