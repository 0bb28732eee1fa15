"""Defects of the course of a process: states that no legal process is seen in after those before."""

from __future__ import annotations

from ..course import Moment
from ..service import NOT_FOUND, Outcome
from .defect import Defect
from .exchange import Exchange
from .moments import in_state
from .states import states_of
from .traits import Traits
from .where import of_one_process

AFTER = 2
"""How often an end is reported before it is gone back on: once may be a race, twice is a promise."""


def _resurrected(exchange: Exchange, moment: Moment | None) -> Moment | None:
    if moment is None or not moment.step.ended or exchange.ends < AFTER:
        return moment
    return in_state(exchange, exchange.states.initial, moment)


def _outcome_changes(exchange: Exchange, moment: Moment | None) -> Moment | None:
    other = exchange.states.other_end(moment.step.state) if moment else ""
    return in_state(exchange, other, moment) if exchange.ends >= AFTER else moment


def _backwards(exchange: Exchange, moment: Moment | None) -> Moment | None:
    """Goes back once, in the read after the first that reports a state with a way back that is none."""
    states = exchange.states
    left = [look.moment.step.state for look in exchange.looks if look.moment and not look.moment.step.ended]
    fallbacks = [before for state in left if (before := states.fallback(state))]
    just_seen = bool(exchange.looks) and exchange.looks[-1].moment is not None
    if moment is None or len(fallbacks) != 1 or not just_seen or not states.fallback(left[-1]):
        return moment
    return in_state(exchange, fallbacks[0], moment)


def _vanishes_after_the_end(exchange: Exchange, moment: Moment | None) -> Moment | None:
    return None if moment and moment.step.ended and exchange.ends >= AFTER else moment


def _vanishes_while_running(exchange: Exchange, moment: Moment | None) -> Moment | None:
    return None if moment and not moment.step.ended and exchange.runs else moment


def _first_answer(exchange: Exchange, moment: Moment | None) -> Moment | None:
    """Each binding has its own cache, as caches are known by address and body."""
    return next((look.moment for look in exchange.looks if look.call is exchange.call), moment)


def _every_second(exchange: Exchange, moment: Moment | None) -> Moment | None:
    if moment is None or len(exchange.looks) % 2 == 0:
        return moment
    state = moment.step.state
    return in_state(exchange, exchange.states.before(state) or exchange.states.after(state), moment)


def _neighbour(exchange: Exchange, moment: Moment | None) -> Moment | None:
    return (exchange.neighbour or moment) if moment else None


def _unknown_id_succeeded(exchange: Exchange, moment: Moment | None) -> Moment | None:
    if moment is not None or not exchange.process_id:
        return moment
    return in_state(exchange, exchange.states.success, None)


def _unknown_id_refused(exchange: Exchange, outcome: Outcome) -> Outcome:  # noqa: ARG001
    said = NOT_FOUND in outcome.members.values()
    return Outcome("nothing", outcome.process_id, {}) if said else outcome


def _one_can_succeed(traits: Traits) -> bool:
    return traits.asks_for_one and bool(states_of(traits.contract).success)


def _ends_twice(traits: Traits) -> bool:
    return traits.asks_for_one and len(states_of(traits.contract).ends) > 1


def _cannot_go_back(traits: Traits) -> bool:
    states = states_of(traits.contract)
    return traits.asks_for_one and any(states.fallback(state) for state in states.running)


DEFECTS = (
    Defect(
        "resurrected",
        "A process that was reported to have ended twice is in its initial state again.",
        "lifecycle",
        where=of_one_process,
        seen=_resurrected,
    ),
    Defect(
        "backwards",
        "A process under way is once reported in the state before the one that was reported last.",
        "lifecycle",
        where=_cannot_go_back,
        seen=_backwards,
    ),
    Defect(
        "outcome-changes",
        "A process that was reported to have ended twice has ended another way.",
        "lifecycle",
        where=_ends_twice,
        seen=_outcome_changes,
    ),
    Defect(
        "vanishes-after-end",
        "A process that was reported to have ended twice is not known any more.",
        "lifecycle",
        where=of_one_process,
        seen=_vanishes_after_the_end,
    ),
    Defect(
        "vanishes-while-running",
        "A process under way is not known after its first read, until it ends.",
        "lifecycle",
        where=of_one_process,
        seen=_vanishes_while_running,
    ),
    Defect(
        "cached-answer",
        "Each binding repeats its first answer about a process for ever.",
        "lifecycle",
        where=of_one_process,
        seen=_first_answer,
    ),
    Defect(
        "alternating-reads",
        "Every second read of a process reports a neighbouring state.",
        "lifecycle",
        where=of_one_process,
        seen=_every_second,
    ),
    Defect(
        "answers-previous-process",
        "The answer is about the process that was asked for before.",
        "lifecycle",
        where=of_one_process,
        seen=_neighbour,
    ),
    Defect(
        "unknown-id-succeeded",
        "A process that does not exist is reported to have succeeded.",
        "lifecycle",
        where=_one_can_succeed,
        seen=_unknown_id_succeeded,
    ),
    Defect(
        "unknown-id-refused",
        "An unknown id is answered with an error, not with the state that the page has for it.",
        "lifecycle",
        where=lambda traits: NOT_FOUND in traits.states,
        told=_unknown_id_refused,
    ),
)
