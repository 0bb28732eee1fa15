"""Ends a run in order when it is told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Terminated(KeyboardInterrupt):
    """The process was sent SIGTERM: it ends as after Ctrl-C, with what it found so far."""


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Makes SIGTERM end the block as Ctrl-C does, so that it leaves its reports."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before if before is not None else signal.SIG_DFL)


def _terminate(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the shape of a handler
    raise Terminated
