"""Tells whether a run is being stopped, as by Ctrl-C or ``sys.exit()``: what it leaves is not the whole of it."""

from __future__ import annotations

import sys

STOPS = (KeyboardInterrupt, SystemExit)


def stop_behind(error: BaseException | None) -> BaseException | None:
    """The stop that an exception is, that is in its group, or that it was raised after.

    Args:
        error: What a block was left by; None: nothing.

    >>> stop_behind(ValueError())
    >>> stop_behind(SystemExit(1))
    SystemExit(1)
    >>> stop_behind(BaseExceptionGroup("of tasks", [ValueError(), SystemExit(1)]))
    SystemExit(1)
    """
    seen: set[int] = set()
    left = [error]
    while left:
        link = left.pop()
        if link is None or id(link) in seen:
            continue
        if _is_stop(link):
            return link
        seen.add(id(link))
        left.append(link.__context__)
        if isinstance(link, BaseExceptionGroup):
            left += reversed(link.exceptions)
    return None


def interruption_behind(error: BaseException, before: BaseException | None) -> BaseException | None:
    """What interrupted the code that then raised an error: in cleaning up, a library may raise one of its own.

    Args:
        error: The error.
        before: What was being handled already when the code began, and has nothing to do with it.

    Returns:
        The first in the chain that no code is meant to handle, such as KeyboardInterrupt; None when there is none.
    """
    seen: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link is not before and link not in seen:
        if not isinstance(link, Exception):
            return link
        seen.append(link)
        link = link.__context__
    return None


def stop_under_way() -> BaseException | None:
    """The stop that is on its way through this code, as in a ``finally``; None when there is none."""
    return stop_behind(sys.exception())


def _is_stop(error: BaseException) -> bool:
    """Whether an exception is a stop; ``asyncio.run()`` hands Ctrl-C on by cancelling what it runs."""
    asyncio = sys.modules.get("asyncio")  # where nobody has imported it, nothing is cancelled
    return isinstance(error, STOPS) or (asyncio is not None and isinstance(error, asyncio.CancelledError))
