"""Defects of when a process is said to have started and completed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from ..drafts import Draft
from .defect import Defect, Drawn
from .documents import put, read
from .exchange import Exchange
from .traits import Traits

Time = Literal["started", "completed"]


def _time(source: Time, target: Time, moved: Callable[[Exchange, datetime], datetime]) -> Drawn:
    """Makes a time of one that the result tells; a complete time only once there is one."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        times = exchange.traits.result.times
        told = read(draft, times[source])
        if told is not None and (exchange.ended if target == "completed" else exchange.shown):
            put(draft, times[target], moved(exchange, datetime.fromisoformat(told)).isoformat())
        return draft

    return drawn


def _times(*names: Time) -> Callable[[Traits], bool]:
    return lambda traits: traits.asks_for_one and set(names) <= set(traits.result.times)


DEFECTS = (
    Defect(
        "complete-before-start",
        "A process completed an hour before it started.",
        "semantics",
        where=_times("started", "completed"),
        drawn=_time("started", "completed", lambda _, start: start - timedelta(hours=1)),
    ),
    Defect(
        "complete-time-drifts",
        "Each read tells a later complete time of a process that has ended.",
        "semantics",
        where=_times("completed"),
        drawn=_time("completed", "completed", lambda exchange, time: time + timedelta(minutes=exchange.ends)),
    ),
    Defect(
        "start-time-drifts",
        "Each read tells an earlier start time.",
        "semantics",
        where=_times("started"),
        drawn=_time("started", "started", lambda exchange, time: time - timedelta(minutes=len(exchange.looks))),
    ),
)
