"""A trace: what a service reported of one process over time, merged while nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from .status import ProcessStatus
from .wording import inert

NOT_FOUND = "(not found)"
"""Stands for a state when the service answers that it does not know the process."""


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """A stretch of time over which a service reported the same.

    Attributes:
        status: What it reported.
        first: Seconds of the clock when it was first reported.
        last: Seconds of the clock when it was last reported.
        bindings: The bindings that it was reported over.
        reads: How often it was reported.
        since: The date of the first report, in UTC.
    """

    status: ProcessStatus
    first: float
    last: float
    bindings: tuple[str, ...]
    reads: int = 1
    since: datetime | None = None

    @property
    def state(self) -> str:
        """The state, or that the process was not found."""
        return self.status.state or NOT_FOUND


@dataclass
class Trace:
    """The entries of one process, oldest first. Equal reports are merged, so memory grows with changes only."""

    process_id: str
    entries: list[TraceEntry] = field(default_factory=list)

    def add(self, status: ProcessStatus, at: float, since: datetime | None = None) -> TraceEntry:
        """Adds a report, or prolongs the last entry when it says the same.

        Args:
            status: What was reported.
            at: Seconds of the clock.
            since: The date, in UTC.

        Returns:
            The entry that holds the report.
        """
        binding = (status.binding,) if status.binding else ()
        if self.entries and same_report(self.entries[-1].status, status):
            entry = self.entries[-1]
            bindings = entry.bindings if set(binding) <= set(entry.bindings) else entry.bindings + binding
            self.entries[-1] = replace(entry, last=at, reads=entry.reads + 1, bindings=bindings)
        else:
            self.entries.append(TraceEntry(status, at, at, binding, since=since))
        return self.entries[-1]

    @property
    def last(self) -> TraceEntry | None:
        """The newest entry."""
        return self.entries[-1] if self.entries else None

    @property
    def reads(self) -> int:
        """How many reports there were."""
        return sum(entry.reads for entry in self.entries)

    def spans(self) -> Iterator[tuple[str, float, float]]:
        """Yields each state with the seconds from the first report to when the next state was seen."""
        merged: list[tuple[str, float, float]] = []
        for entry in self.entries:
            if merged and merged[-1][0] == entry.state:
                merged[-1] = (entry.state, merged[-1][1], entry.last)
            else:
                if merged:
                    merged[-1] = (merged[-1][0], merged[-1][1], entry.first)
                merged.append((entry.state, entry.first, entry.last))
        yield from merged

    def __str__(self) -> str:
        """One line: ``Queued 0.0-4.1 s > ProcessingInput 4.1-31 s > Failed 31 s``."""
        spans = list(self.spans())
        if not spans:
            return "nothing was reported"
        begin = spans[0][1]
        parts = [f"{state} {_seconds(first - begin)}-{_seconds(last - begin)} s" for state, first, last in spans[:-1]]
        state, first, _ = spans[-1]
        return inert(" > ".join([*parts, f"{state} {_seconds(first - begin)} s"]))


def same_report(one: ProcessStatus, other: ProcessStatus) -> bool:
    """Whether two reports say the same, whatever binding they came over."""
    return replace(one, binding="") == replace(other, binding="")


def _seconds(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"
