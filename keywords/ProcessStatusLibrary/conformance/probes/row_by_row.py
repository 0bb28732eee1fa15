"""Families that ask one row after the other, and start a process only where it is known how."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..bench import Bench, Row
from ..probe import Asking, Probe


def row_by_row(bench: Bench, probes: Callable[[Bench, Row], Iterator[Probe]]) -> Asking:
    """Sends the probes of each row one by one; a start row without the fields of a start is left out."""
    for row in bench.rows:
        if row.starts and not bench.target.start:
            continue
        for probe in probes(bench, row):
            yield (probe,)
