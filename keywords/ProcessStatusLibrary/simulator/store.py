"""The processes of all services, shared by all bindings and threads."""

from __future__ import annotations

import threading

from ..clock import Clock
from .course import Course, Moment, Process

FIRST_NUMBER = 1_000_001


class ProcessStore:
    """Processes by service and id.

    Args:
        clock: What they age by.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._processes: dict[tuple[str, str], Process] = {}
        self._given: dict[str, int] = {}
        self._lock = threading.Lock()

    def put(self, service: str, process_id: str, course: Course) -> None:
        """Puts a process in; one of the same id is replaced."""
        process = Process(process_id, course, self._clock)
        with self._lock:
            self._processes[service, process_id] = process

    def look(self, service: str, process_id: str, counts: bool = True) -> Moment | None:
        """Sees a process as it is now; none when the service has no such process."""
        with self._lock:
            process = self._processes.get((service, process_id))
            return None if process is None else process.look(counts)

    def fresh_id(self, service: str, kind: str) -> str:
        """Makes an id that the service does not have yet: the same ones in every run, none twice."""
        with self._lock:
            while True:
                number = self._given[service] = self._given.get(service, 0) + 1
                fresh = str(FIRST_NUMBER + number - 1) if kind in ("int", "long") else _guid(number)
                if (service, fresh) not in self._processes:
                    return fresh


def _guid(number: int) -> str:
    return f"{number:08x}-0000-4000-a000-{number:012x}"
