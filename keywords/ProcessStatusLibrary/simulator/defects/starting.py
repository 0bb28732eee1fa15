"""Defects of starting a process: the id that is told is not that of the process."""

from __future__ import annotations

from ..service import Outcome
from .defect import Defect
from .exchange import Exchange
from .traits import Traits


def _first_id(exchange: Exchange, outcome: Outcome) -> Outcome:
    return _with_id(exchange, outcome, exchange.started[0]) if exchange.started else outcome


def _lost_id(exchange: Exchange, outcome: Outcome) -> Outcome:
    lost = outcome.process_id[:-1] + ("0" if outcome.process_id[-1] != "0" else "1")
    return _with_id(exchange, outcome, lost)


def _with_id(exchange: Exchange, outcome: Outcome, process_id: str) -> Outcome:
    path = exchange.traits.result.process_id
    return Outcome(outcome.kind, process_id, {**outcome.members, path: process_id})


def _tells_the_id(traits: Traits) -> bool:
    return traits.starts and bool(traits.result.process_id)


DEFECTS = (
    Defect(
        "start-repeats-id",
        "Every start tells the id of the first process that was started.",
        "start",
        where=_tells_the_id,
        told=_first_id,
    ),
    Defect(
        "start-tells-unknown-id",
        "A start tells an id that is not known afterwards.",
        "start",
        where=_tells_the_id,
        told=_lost_id,
    ),
)
