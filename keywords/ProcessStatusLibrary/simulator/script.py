"""A process as somebody writes it down: states, times and values, held to what the service has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..contract import Contract
from ..wording import listing, quote, unknown
from .xml_writing import UNSENDABLE


@dataclass(frozen=True, slots=True)
class Script:
    """What is said of a process, with the words of [Simulator.simulate][ProcessStatusLibrary.simulator.Simulator]."""

    states: Sequence[str] = ()
    seconds_per_state: float = 0.0
    reads_per_state: int = 0
    error_code: str = ""
    context: str | None = None
    message: str | None = None
    outputs: Mapping[str, str] | None = None
    counters: Mapping[str, int] | None = None


def check_script(script: Script, contract: Contract, operation: str) -> None:
    """Holds a script to a service.

    Args:
        script: The script.
        contract: The service's contract.
        operation: The name of its status operation.

    Raises:
        ValueError: Names the argument, quotes the value and lists what is allowed.
    """
    known = contract.model.lifecycle.states
    for state in script.states:
        if state not in known:
            raise ValueError(f"Argument 'states': {unknown(f'state of {contract.service}', state, known)}")
    _check_ageing(script)
    _check_reported(script, contract, operation)
    path = contract.model.operations[operation].result.error_code
    codes = contract.allowed(operation, path) if path else []
    if script.error_code and codes and script.error_code not in codes:
        raise ValueError(f"Argument 'error_code': {unknown('error code', script.error_code, codes)}")
    if contract.model.schemas:
        _check_characters(script)


def _check_ageing(script: Script) -> None:
    seconds, reads = script.seconds_per_state, script.reads_per_state
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError(f"Argument 'seconds_per_state': expected 0 or more seconds, got {quote(seconds)}.")
    if reads < 0:
        raise ValueError(f"Argument 'reads_per_state': expected 0 or more reads, got {quote(reads)}.")
    if seconds and reads:
        raise ValueError(
            "Arguments 'seconds_per_state' and 'reads_per_state': a process ages by one of them. Give one."
        )


def _check_reported(script: Script, contract: Contract, operation: str) -> None:
    result = contract.model.operations[operation].result
    reported = {
        "error_code": (script.error_code != "", result.error_code),
        "context": (script.context is not None, result.context),
        "message": (script.message is not None, result.message),
        "outputs": (script.outputs is not None, result.outputs),
        "counters": (script.counters is not None, result.counters),
    }
    for argument, (given, path) in reported.items():
        if given and not path:
            allowed = [name for name, (_, reports) in reported.items() if reports]
            raise ValueError(
                f"Argument '{argument}': service '{contract.service}' reports nothing of the kind. "
                f"Allowed: {listing(allowed)}."
            )
    for name in script.counters or {}:
        if name not in result.counters:
            raise ValueError(f"Argument 'counters': {unknown('counter', name, result.counters)}")


def _check_characters(script: Script) -> None:
    texts: Iterable[tuple[str, str | None]] = (
        ("error_code", script.error_code),
        ("context", script.context),
        ("message", script.message),
        *(("outputs", text) for pair in (script.outputs or {}).items() for text in pair),
    )
    for argument, text in texts:
        found = UNSENDABLE.search(text or "")
        if found:
            raise ValueError(f"Argument '{argument}': XML cannot carry the character {found[0]!a}.")
