"""Moments that a conforming service would have told of the same process in another state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from ..course import Moment
from .exchange import Exchange

SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""When a process that does not exist is said to have run."""


def in_state(
    exchange: Exchange, state: str, moment: Moment | None, counters: Mapping[str, int] | None = None
) -> Moment | None:
    """The process of an exchange in another state, or with other counters.

    Args:
        exchange: The exchange.
        state: The state; empty: there is no such state, and the process stays as it is.
        moment: The process as it is; none when there is none.
        counters: The counters, instead of those that say the state.
    """
    if not state:
        return moment
    step = exchange.asked.step_in(state, exchange.process_id, counters)
    started = moment.started if moment else SOME_DAY
    completed = (moment.completed if moment else None) or started
    return Moment(exchange.process_id, step, started, completed if step.ended else None)


def counted(exchange: Exchange, moment: Moment) -> dict[str, int]:
    """The counters of a moment by name."""
    paths = exchange.traits.result.counters
    return {path: value for path in paths if isinstance(value := moment.step.members.get(path), int)}


def doubled(exchange: Exchange, moment: Moment) -> Moment | None:
    """The process with twice the counters: they say the same state."""
    twice = {path: 2 * value for path, value in counted(exchange, moment).items()}
    return in_state(exchange, moment.step.state, moment, twice)
