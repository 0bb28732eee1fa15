"""The one seam for time: what waits, retries, times out or ages asks a clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future
from concurrent.futures import wait as wait_for_futures
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol


class Clock(Protocol):
    """Seconds that only grow, a way to wait, and the date."""

    def now(self) -> float:
        """Seconds on a monotonic scale."""

    def sleep(self, seconds: float) -> None:
        """Waits."""

    def utc(self) -> datetime:
        """The date and time in UTC."""

    def wait(self, futures: Collection[Future[Any]], seconds: float) -> None:
        """Waits until one of the futures is done, at most so many seconds.

        Time that is simulated stands still while anything is under way: it moves only when nothing is.
        """


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits in real time."""
        if seconds > 0:
            time.sleep(seconds)

    def utc(self) -> datetime:
        """The date and time in UTC."""
        return datetime.now(UTC)

    def wait(self, futures: Collection[Future[Any]], seconds: float) -> None:
        """Waits in real time until one of the futures is done, at most so many seconds."""
        if futures:
            wait_for_futures(futures, max(seconds, 0), FIRST_COMPLETED)
        else:
            self.sleep(seconds)


class VirtualClock:
    """A clock that only moves when it is told to: six hours pass in a microsecond.

    Args:
        start: The date at which it stands.

    >>> clock = VirtualClock()
    >>> clock.sleep(3600)
    >>> clock.now()
    3600.0
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._start = start
        self._seconds = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        """Seconds since the start."""
        return self._seconds

    def sleep(self, seconds: float) -> None:
        """Moves the clock instead of waiting."""
        if seconds > 0:
            with self._lock:
                self._seconds += seconds

    def utc(self) -> datetime:
        """The start and the seconds that have passed."""
        return self._start + timedelta(seconds=self._seconds)

    def wait(self, futures: Collection[Future[Any]], seconds: float) -> None:
        """Waits for all that is under way, or moves the clock when nothing is."""
        if futures:
            wait_for_futures(futures)
        else:
            self.sleep(seconds)
