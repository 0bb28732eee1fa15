"""Starts of a process."""

from __future__ import annotations

from ..bench import Bench
from ..probe import Asking
from ..situation import Situation

NO_START_REASON = "no start request was given: write one as a start table in the targets file"


def starts(bench: Bench) -> Asking:
    """Starts a process over every binding that can."""
    for row in bench.start_rows:
        if not bench.target.start:
            yield (bench.probe(row, Situation.START, skipped=NO_START_REASON),)
        else:
            yield (bench.documented_probe(row, Situation.START),)
