"""One process asked for over two bindings: reads of the first around each read of the other."""

from __future__ import annotations

from ...agreement import TRIES
from ...comparison import compared
from ..bench import Bench
from ..probe import Asking
from ..situation import Situation
from .reading import Way, named, read, told_by, ways_to_ask


def compared_bindings(bench: Bench) -> Asking:
    """Compares every way with the first one of its operation, for processes in different states."""
    ways = ways_to_ask(bench)
    for other in ways[1:]:
        first = next(way for way in ways if way[0].operation == other[0].operation)
        if first != other:
            processes = _processes(bench)
            if not processes:
                yield (read(bench, other, Situation.COMPARED_BINDINGS, ""),)
            for process_id in processes:
                yield from _compare(bench, process_id, first, other)


def _compare(bench: Bench, process_id: str, first: Way, other: Way) -> Asking:
    """Reads A, B, A; again when the process moved on meanwhile."""
    for number in range(TRIES):
        told = []
        for way in (first, other, first):
            series = f"{process_id} over {named(first)} and {named(other)}, try {number + 1}"
            found = yield (read(bench, way, Situation.COMPARED_BINDINGS, process_id, series=series),)
            told.append(told_by(found[0]))
        before, between, after = told
        if before is None or between is None or after is None or compared(before, between, after) is not None:
            return


def _processes(bench: Bench) -> list[str]:
    """One that ended well, one that failed, one on its way, and the first that was followed."""
    chosen = [bench.some_process[0]]
    initial = {name for name, state in bench.contract.model.lifecycle.states.items() if state.initial}
    for phases in (("failed",), ("running", "pending")):
        of_phase = [i for i, s in bench.processes if bench.contract.phase(s) in phases]
        under_way = [i for i, s in bench.processes if bench.contract.phase(s) in phases and s not in initial]
        chosen += [*under_way, *of_phase][:1]
    return list(dict.fromkeys(filter(None, [*chosen, *bench.target.follow[:1]])))
