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
        if _is_stop(error):
            return error
        seen.append(error)
        error = error.__context__
    return None


def stop_under_way() -> BaseException | None:
    """The stop that is on its way through this code, as in a ``finally``; None when there is none."""
    return stop_behind(sys.exception())


def _is_stop(error: BaseException) -> bool:
    """Whether an exception is a stop; ``asyncio.run()`` hands Ctrl-C on by cancelling what it runs."""
    asyncio = sys.modules.get("asyncio")  # where nobody has imported it, nothing is cancelled
    return isinstance(error, STOPS) or (asyncio is not None and isinstance(error, asyncio.CancelledError))
