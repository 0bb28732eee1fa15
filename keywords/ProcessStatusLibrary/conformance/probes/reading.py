"""Reads of a process over one way: a binding, and the format where it has several."""

from __future__ import annotations

from typing import Any

from ...status import ProcessStatus
from ..bench import Bench, Row
from ..probe import Observation, Probe
from ..reported import reported
from ..situation import Situation

SECONDS_BETWEEN_READS = 1.0
"""What a real process is given to move on between two reads."""

Way = tuple[Row, str]
"""A binding that can name a process, and a format of its answer; empty when it has no choice."""


def rows_to_ask(bench: Bench) -> list[Row]:
    """The rows that can ask for the status of a process by its id."""
    return [row for row in bench.status_rows if row.carries_id]


def ways_to_ask(bench: Bench) -> list[Way]:
    """Every way to ask for the status of a process by its id."""
    return [(row, name) for row in rows_to_ask(bench) for name in bench.formats(row)]


def named(way: Way) -> str:
    """A way in words: ``REST as xml``."""
    row, name = way
    return f"{row.binding} as {name}" if name else row.binding


def read(bench: Bench, way: Way, situation: Situation, process_id: str, **details: Any) -> Probe:
    """A probe that asks for a process over a way."""
    row, name = way
    details.setdefault("variant", name)
    return bench.documented_probe(row, situation, process_id, options={"format": name} if name else {}, **details)


def pause_between(bench: Bench) -> float:
    """Seconds between two reads of a process under way; simulated processes age by being read."""
    return 0.0 if bench.target.simulated else SECONDS_BETWEEN_READS


def told_by(observation: Observation) -> ProcessStatus | None:
    """The status that was told; None when nothing came, or the process is not known, or its state is none."""
    status = reported(observation)
    return status if status is not None and status.phase != "unknown" else None
