"""Ended processes that are read again and again over one binding, also in turn with each other."""

from __future__ import annotations

from ..bench import Bench
from ..probe import Asking
from ..situation import Situation
from .reading import named, read, ways_to_ask


def repeated_reads(bench: Bench) -> Asking:
    """Reads X, X, Y, X, Y, Y: what is told of one process depends neither on time nor on the other."""
    some, _ = bench.some_process
    other = _other_ended(bench, some)
    for way in ways_to_ask(bench):
        for process_id in [some, some, other, some, other, other] if other else [some] * 3:
            series = f"{Situation.REPEATED_READ} {process_id} over {named(way)}"
            yield (read(bench, way, Situation.REPEATED_READ, process_id, series=series),)


def _other_ended(bench: Bench, some: str) -> str:
    """Another process that is said to have ended, in failure if there is one; empty when there is none."""
    phases = {process_id: bench.contract.phase(state) for process_id, state in bench.processes if process_id != some}
    ended = [process_id for phase in ("failed", "succeeded") for process_id, p in phases.items() if p == phase]
    return next(iter(ended), "")
