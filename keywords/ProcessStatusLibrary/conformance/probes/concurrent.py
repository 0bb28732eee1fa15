"""Several readers at the same time, of a process under way until after its end."""

from __future__ import annotations

from ..bench import Bench
from ..probe import Asking
from ..situation import Situation
from .following import MOST_SILENT_READS, NOT_GIVEN
from .reading import named, pause_between, read, rows_to_ask, told_by, ways_to_ask

READERS = 3
MOST_ROUNDS = 8
ROUNDS_AFTER_THE_END = 2


def concurrent_readers(bench: Bench) -> Asking:
    """Reads a process by several readers at once, in rounds, each round over another binding.

    It is the process after those that are followed over one binding each, where there is one; else the first.
    """
    ways = ways_to_ask(bench)
    rows = rows_to_ask(bench)
    if not bench.target.follow:
        for row in rows:
            yield (bench.probe(row, Situation.CONCURRENT_READERS, skipped=NOT_GIVEN),)
        return
    process_id = next(iter(bench.target.follow[1 + len(rows) :]), bench.target.follow[0])
    ends = silent = 0
    for number in range(MOST_ROUNDS if ways else 0):
        way = ways[number % len(ways)]
        probe = read(
            bench,
            way,
            Situation.CONCURRENT_READERS,
            process_id,
            series=f"{Situation.CONCURRENT_READERS} {process_id}",
            variant=f"round {number + 1} over {named(way)}",
            pause=pause_between(bench) if number else 0.0,
        )
        found = yield (probe,) * READERS
        told = [told_by(observation) for observation in found]
        silent = 0 if any(told) else silent + 1
        ends += bool(ends or any(status is not None and status.ended for status in told))
        if ends > ROUNDS_AFTER_THE_END or silent == MOST_SILENT_READS:
            return
