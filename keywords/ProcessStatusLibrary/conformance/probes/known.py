"""Reads of the processes that the caller knows: every documented request, once a process and format."""

from __future__ import annotations

from ..bench import Bench
from ..probe import Asking
from ..situation import Situation


def known_processes(bench: Bench) -> Asking:
    """Asks for every known process over every binding; once where a binding cannot carry an id."""
    for row in bench.status_rows:
        asked = bench.processes if row.carries_id else (("", ""),)
        for name in bench.formats(row):
            options = {"format": name} if name else {}
            for process_id, state in asked or (("", ""),):
                yield (
                    bench.documented_probe(
                        row, Situation.KNOWN_PROCESS, process_id, options=options, state=state, variant=name
                    ),
                )
