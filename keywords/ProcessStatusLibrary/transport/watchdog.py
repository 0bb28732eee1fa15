"""One thread that ends exchanges at their total deadline, however slowly the bytes drip.

A read time-out starts anew with every byte, so a dripping server outlasts it. The watchdog holds a duplicate of each
exchange's socket and shuts it down when the time is up: that ends a blocked connect, handshake or read at once, under
TLS too, where the socket itself is out of reach during the handshake.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import os
import socket
import threading
import time
from collections.abc import Iterator


class Deadline:
    """The total time of one exchange.

    Attributes:
        expired: The time was over before the exchange was, and its socket is shut down.
        phase: How far the exchange is: ``connect``, ``TLS``, ``send`` or ``read``.
        place: How far the answer has come, in words, while it is read.
        reused: The connection has served an exchange before.
        secure: The connection speaks TLS.
        more_came: More came than the answer's length says.
    """

    def __init__(self, moment: float) -> None:
        self.moment = moment
        self.expired = False
        self.phase = "connect"
        self.place = ""
        self.reused = False
        self.secure = False
        self.more_came = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._over = False
        self._adopted = False

    @property
    def passed(self) -> bool:
        """Whether the time is over, although the watchdog may not have seen it yet."""
        return self.expired or time.monotonic() >= self.moment

    def guard(self, guarded: socket.socket) -> None:
        """Names the socket to shut down, which must be a duplicate that outlives the exchange."""
        with self._lock:
            self._socket = guarded
            if self.expired:
                _shut(guarded)

    def say_more_came(self) -> None:
        """Says that more came than belongs to the answer: the connection must not serve another exchange."""
        with self._lock:
            self.more_came = True
            if self._socket is not None:
                _shut(self._socket)

    def expire(self) -> None:
        """Ends the exchange, unless it is over."""
        with self._lock:
            if not self._over:
                self.expired = True
                if self._socket is not None:
                    _shut(self._socket)

    def adopt(self, guarded: socket.socket) -> bool:
        """Takes over a socket whose connection is closed while its answer is still being read.

        Returns:
            Whether it was taken; else the caller closes it.
        """
        with self._lock:
            self._adopted = not self._over and self._socket is guarded
            return self._adopted

    def end(self) -> None:
        """Says that the exchange is over: the socket may serve another one."""
        with self._lock:
            self._over = True
            if self._adopted and self._socket is not None:
                self._socket.close()
            self._socket = None


class Watchdog:
    """Watches any number of deadlines from one thread, which ends when it has nothing to watch."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begins with nothing to watch, as in a forked process: its thread and its exchanges stayed with the parent.

        Their sockets are the parent's too, and are not shut down from here.
        """
        self._condition = threading.Condition()
        self._heap: list[tuple[float, int, Deadline]] = []
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def watch(self, seconds: float) -> Iterator[Deadline]:
        """Watches one exchange for at most so many seconds."""
        deadline = Deadline(time.monotonic() + seconds)
        with self._condition:
            heapq.heappush(self._heap, (deadline.moment, next(self._numbers), deadline))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="exchange-watchdog", daemon=True)
                self._thread.start()
            elif self._heap[0][2] is deadline:
                self._condition.notify()
        try:
            yield deadline
        finally:
            deadline.end()

    def _run(self) -> None:
        while True:
            with self._condition:
                while self._heap and self._heap[0][2]._over:
                    heapq.heappop(self._heap)
                if not self._heap:
                    # Stay a while for the next exchange: a thread an exchange would cost more.
                    if not self._condition.wait(1.0) and not self._heap:
                        self._thread = None
                        return
                    continue
                wait = self._heap[0][0] - time.monotonic()
                if wait > 0:
                    self._condition.wait(min(wait, 1.0))
                    continue
                _, _, due = heapq.heappop(self._heap)
            due.expire()


def _shut(guarded: socket.socket) -> None:
    with contextlib.suppress(OSError):
        guarded.shutdown(socket.SHUT_RDWR)


WATCHDOG = Watchdog()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=WATCHDOG.begin)
