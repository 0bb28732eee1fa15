"""Tells whether a run is being stopped, as by Ctrl-C or ``sys.exit()``: what it leaves is not the whole of it."""

from __future__ import annotations

import sys

STOPS = (KeyboardInterrupt, SystemExit)


def stop_behind(error: BaseException | None) -> BaseException | None:
    """The stop that an exception is, or that it was raised after.

    Args:
        error: What a block was left by; None: nothing.

    >>> stop_behind(ValueError())
    >>> stop_behind(SystemExit(1))
    SystemExit(1)
    """
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, STOPS):
            return error
        seen.append(error)
        error = error.__context__
    return None


def stop_under_way() -> BaseException | None:
    """The stop that is on its way through this code, as in a ``finally``; None when there is none."""
    return stop_behind(sys.exception())
