"""Follows a process for a time: to see what it does, or to see that nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

from .assertions import status_of
from .breach import ExpectationFailed
from .reply import Reply
from .session import Session
from .trace import same_report

MOST_LOOKS = 720
"""A long time is looked at no more often than this: a day every two minutes."""


def expect_no_change(session: Session, process_id: str, seconds: float, interval: float) -> None:
    """Reads a process again and again, and fails at the first change.

    Args:
        session: The open service.
        process_id: The process.
        seconds: How long to look.
        interval: Seconds from one look to the next.

    Raises:
        ExpectationFailed: Something changed; the message holds both reports and the trace.
    """
    replies = _looks(session, process_id, seconds, interval)
    first = status_of(next(replies))
    for reply in replies:
        status = status_of(reply)
        if not same_report(first, status):
            trace = session.history(process_id).trace
            raise ExpectationFailed(
                "The process changed [lifecycle, inferred]",
                reply.where,
                session.masker.text(f"no change of {first}"),
                session.masker.text(f"{status}; trace: {trace}"),
                reply.reproduce,
            )


def watch(session: Session, process_id: str, seconds: float, interval: float) -> None:
    """Reads a process again and again, so that its trace can be judged afterwards.

    Args:
        session: The open service.
        process_id: The process.
        seconds: How long to look.
        interval: Seconds from one look to the next.
    """
    for _ in _looks(session, process_id, seconds, interval):
        pass  # every reply joins the trace by itself


def _looks(session: Session, process_id: str, seconds: float, interval: float) -> Iterator[Reply]:
    interval = max(interval, seconds / MOST_LOOKS)
    began = session.clock.now()
    yield session.ask(process_id)
    while session.clock.now() - began < seconds:
        session.clock.sleep(interval)
        yield session.ask(process_id)
