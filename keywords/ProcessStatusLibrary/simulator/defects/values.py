"""Defects of the values of members: states and error codes that are none, and values of another JSON type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..drafts import Draft
from .defect import Defect, Drawn
from .documents import json_result, on_member, put, read
from .exchange import Exchange
from .traits import Traits

UNKNOWN_STATE = "Suspended"
UNKNOWN_CODE = "UnexpectedError"


def _state(traits: Traits) -> str:
    return traits.result.state


def _error_code(traits: Traits) -> str:
    return traits.result.error_code


def _error_code_for_state(exchange: Exchange, draft: Draft) -> Draft:
    paths = exchange.traits.result
    put(draft, paths.state, read(draft, paths.error_code) or "")
    return draft


def _numbered_state(exchange: Exchange, draft: Draft) -> Draft:
    traits = exchange.traits
    held = read(draft, traits.result.state)
    if held is not None:
        known = list(traits.contract.model.lifecycle.states)
        put(draft, traits.result.state, str(known.index(held) if held in known else len(known)))
    return draft


def _json_value(path: Callable[[Traits], str], change: Callable[[Any], Any]) -> Drawn:
    """Makes another value of a member, in JSON answers only."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        name, result = path(exchange.traits), json_result(draft)
        if result is not None and name in result:
            result[name] = change(result[name])
        return draft

    return drawn


def _message(traits: Traits) -> str:
    return traits.result.message


def _first_counter(traits: Traits) -> str:
    return next(iter(traits.result.counters), "")


def _has_states(traits: Traits) -> bool:
    return bool(traits.states)


def _has_error_codes(traits: Traits) -> bool:
    return bool(traits.error_codes)


def _counts_in_json(traits: Traits) -> bool:
    return traits.json and bool(traits.result.counters)


def _tells_in_json(traits: Traits) -> bool:
    return traits.json and bool(traits.result.message)


DEFECTS = (
    Defect(
        "lower-case-state",
        "The state is written in lower case.",
        "value",
        where=lambda traits: any(state != state.lower() for state in traits.states),
        drawn=on_member(_state, str.lower),
    ),
    Defect(
        "undocumented-state",
        "The state is one that the page does not name.",
        "value",
        where=lambda traits: _has_states(traits) and UNKNOWN_STATE not in traits.states,
        drawn=on_member(_state, lambda _: UNKNOWN_STATE),
    ),
    Defect(
        "padded-state",
        "There are spaces around the state.",
        "value",
        where=_has_states,
        drawn=on_member(_state, lambda state: f" {state} "),
    ),
    Defect(
        "error-code-for-state",
        "The error code stands where the state belongs.",
        "value",
        where=lambda traits: _has_states(traits) and _has_error_codes(traits),
        drawn=_error_code_for_state,
    ),
    Defect(
        "empty-state", "The state is an empty text.", "value", where=_has_states, drawn=on_member(_state, lambda _: "")
    ),
    Defect(
        "numbered-state",
        "The state is told by its number, as a runtime stores it.",
        "value",
        where=_has_states,
        drawn=_numbered_state,
    ),
    Defect(
        "undocumented-error-code",
        "The error code is one that the page does not name.",
        "value",
        where=lambda traits: _has_error_codes(traits) and UNKNOWN_CODE not in traits.error_codes,
        drawn=on_member(_error_code, lambda _: UNKNOWN_CODE),
    ),
    Defect(
        "null-state",
        "The state is null.",
        "value",
        where=lambda traits: traits.json and _has_states(traits),
        drawn=_json_value(_state, lambda _: None),
    ),
    Defect(
        "text-for-counter",
        "A counter is a text in JSON.",
        "value",
        where=_counts_in_json,
        drawn=_json_value(_first_counter, str),
    ),
    Defect(
        "boolean-for-counter",
        "A counter is a truth value in JSON.",
        "value",
        where=_counts_in_json,
        drawn=_json_value(_first_counter, bool),
    ),
    Defect(
        "number-for-text",
        "A text is a number in JSON.",
        "value",
        where=_tells_in_json,
        drawn=_json_value(_message, lambda _: 42),
    ),
    Defect(
        "list-for-text",
        "A text is an array of one text in JSON.",
        "value",
        where=_tells_in_json,
        drawn=_json_value(_message, lambda text: [text]),
    ),
)
