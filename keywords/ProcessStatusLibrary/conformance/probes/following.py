"""Processes under way, read until they end: one over all bindings in rotation, the others over one binding each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, cycle

from ..bench import Bench
from ..probe import Asking
from ..situation import Situation
from .reading import Way, pause_between, read, rows_to_ask, told_by, ways_to_ask

MOST_READS = 30
READS_AFTER_THE_END = 3
MOST_SILENT_READS = 3
"""So many reads in succession that tell no state end the following."""

NOT_GIVEN = "no process under way was given: write follow in the targets file"


def followed_processes(bench: Bench) -> Asking:
    """Follows the first process over all bindings and each further one over one binding, in the order of the rows."""
    ways = ways_to_ask(bench)
    rows = rows_to_ask(bench)
    if not bench.target.follow:
        for row in rows:
            yield (bench.probe(row, Situation.FOLLOWED_PROCESS, skipped=NOT_GIVEN),)
        return
    first, *others = bench.target.follow
    if ways:
        yield from follow(bench, first, in_rotation(ways), Situation.FOLLOWED_PROCESS)
    if len(rows) > 1:
        for row, process_id in zip(rows, others, strict=False):
            alone = cycle([way for way in ways if way[0] is row])
            yield from follow(bench, process_id, alone, Situation.FOLLOWED_PROCESS)


def in_rotation(ways: list[Way]) -> Iterable[Way]:
    """All ways in turn, after two reads over the first.

    What each remembers of its first answer then differs, so that an answer that is kept too long shows.
    """
    return chain([ways[0]] * 2, cycle(ways))


def follow(bench: Bench, process_id: str, order: Iterable[Way], situation: Situation, most: int = MOST_READS) -> Asking:
    """Reads a process until its end was seen and three more times, at most so many times in all.

    Args:
        bench: The service.
        process_id: The process.
        order: The ways to read it over.
        situation: The situation of the reads.
        most: How many reads at most.
    """
    ends = silent = 0
    for number, way in zip(range(most), order, strict=False):
        pause = pause_between(bench) if number else 0.0
        found = yield (read(bench, way, situation, process_id, series=f"{situation} {process_id}", pause=pause),)
        status = told_by(found[0])
        silent = silent + 1 if status is None else 0
        ends += bool(ends or (status is not None and status.ended))
        if ends > READS_AFTER_THE_END or silent == MOST_SILENT_READS:
            return
