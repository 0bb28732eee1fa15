"""What people expect of a status or a reply, and the message when it is otherwise."""

from __future__ import annotations

from typing import NoReturn

from .breach import ExpectationFailed
from .classification import ReplyKind
from .history import History
from .reply import Reply
from .status import ProcessStatus
from .waiting import Outcome, WaitResult
from .wording import listing, nearest, quote


def expect_state(reply: Reply, expected: str) -> ProcessStatus:
    """Holds the state of a reply to the expected one.

    Raises:
        ExpectationFailed: The state is another.
        ValueError: The contract has no such state; the message offers the nearest.
    """
    states = reply.contract.model.lifecycle.states
    if expected not in states:
        near = nearest(expected, states)
        meant = f" Did you mean {quote(near)}?" if near else ""
        raise ValueError(
            f"Service '{reply.contract.service}' has no state {quote(expected)}.{meant} "
            f"Its states: {listing(states, 'and')}."
        )
    status = _status(reply)
    _equal(reply, "state", expected, status.state)
    return status


def expect_phase(reply: Reply, expected: str) -> None:
    """Holds the phase of a reply to the expected one: pending, running, succeeded, failed or unknown."""
    phases = ("pending", "running", "succeeded", "failed", "unknown")
    if expected not in phases:
        raise ValueError(f"Unknown phase {quote(expected)}. Allowed: {listing(phases)}.")
    status = _status(reply)
    _equal(reply, "phase", expected, status.phase, f" (state {quote(status.state)})")


def expect_error_code(reply: Reply, expected: str) -> None:
    """Holds the error code of a reply to the expected one."""
    path = reply.contract.model.operations[reply.operation].result.error_code
    allowed = reply.contract.allowed(reply.operation, path) if path else []
    if allowed and expected not in allowed:
        near = nearest(expected, allowed)
        meant = f" Did you mean {quote(near)}?" if near else ""
        raise ValueError(
            f"Service '{reply.contract.service}' has no error code {quote(expected)}.{meant} "
            f"Its error codes: {listing(allowed, 'and')}."
        )
    if not path:
        raise ValueError(f"Service '{reply.contract.service}' documents no error code.")
    _equal(reply, "error code", expected, _status(reply).error_code)


def expect_output(reply: Reply, name: str, expected: str) -> None:
    """Holds one output of a process to the expected text."""
    outputs = _status(reply).outputs
    _named(reply, "output", name, list(outputs))
    _equal(reply, f"output {quote(name)}", expected, str(outputs[name]))


def expect_counter(reply: Reply, name: str, expected: int) -> None:
    """Holds one counter of a process to the expected number."""
    counters = _status(reply).counters
    _named(reply, "counter", name, list(counters))
    _equal(reply, f"counter {quote(name)}", expected, counters[name])


def expect_context(reply: Reply, expected: str) -> None:
    """Holds the additional information to the expected text."""
    _equal(reply, "context", expected, _status(reply).context)


def expect_kind(reply: Reply, expected: str) -> None:
    """Holds the kind of a reply to the expected one, such as ``SOAP fault``."""
    kinds = {str(kind).casefold(): kind for kind in ReplyKind}
    if expected.casefold() not in kinds:
        raise ValueError(f"Unknown kind of reply {quote(expected)}. Allowed: {listing(list(ReplyKind))}.")
    if reply.kind is not kinds[expected.casefold()]:
        _differ(reply, "kind of reply", str(kinds[expected.casefold()]), _described(reply))


def expect_fault(reply: Reply, code: str = "", text: str = "") -> None:
    """Holds a reply to be a fault or a service's own error.

    Args:
        code: Its code without prefix, such as ``Client``; empty: any.
        text: A part of what it says; empty: anything.
    """
    if reply.fault is None:
        _differ(reply, "kind of reply", "a fault", _described(reply))
    if code and code not in (reply.fault.code, reply.fault.local_code):
        _differ(reply, "fault code", quote(code), quote(reply.fault.code))
    if text not in reply.fault.text:
        _differ(reply, "fault text", f"a text with {quote(text)}", quote(reply.fault.text))


def expect_credentials_refused(reply: Reply) -> None:
    """Holds a reply to be a refusal of who asks: HTTP 401 or 403, or a fault that says so."""
    if not reply.credentials_refused:
        _differ(reply, "kind of reply", "a refusal of the credentials", _described(reply))


def expect_http_status(reply: Reply, expected: int) -> None:
    """Holds the HTTP status of a reply to the expected one."""
    _equal(reply, "HTTP status", expected, reply.response.status)


def expect_not_found(reply: Reply) -> None:
    """Holds a reply to say, in one of the contract's ways, that the service does not know the process."""
    if not reply.not_found:
        _differ(reply, "kind of reply", "that the process is not known", _described(reply))


def expect_outcome(result: WaitResult, expected: str) -> None:
    """Holds a wait to have ended in an outcome, such as ``out of time``."""
    outcomes = {str(outcome).casefold(): outcome for outcome in Outcome}
    if expected.casefold() not in outcomes:
        raise ValueError(f"Unknown outcome {quote(expected)}. Allowed: {listing(list(Outcome))}.")
    if result.outcome is not outcomes[expected.casefold()]:
        wanted = quote(str(outcomes[expected.casefold()]))
        raise ExpectationFailed("Another outcome than expected", f"process {result.process_id}", wanted, result.message)


def expect_broken_rule(history: History, rule: str) -> None:
    """Holds the history of a process to have broken a rule, such as ``lifecycle.transition``."""
    broken = [violation.rule for violation in history.violations]
    if rule not in broken:
        told = dict.fromkeys(f"{violation.rule} ({violation.level})" for violation in history.violations)
        received = ", ".join(told) if told else "no broken rule"
        where = f"process {history.process_id} of {history.contract.service}, trace: {history.trace}"
        raise ExpectationFailed("Another rule than expected", where, quote(rule), received)


def _status(reply: Reply) -> ProcessStatus:
    if reply.status is None:
        raise reply.error() or ValueError("The last request was not for a status. Ask for one first.")
    return reply.status


def _named(reply: Reply, kind: str, name: str, names: list[str]) -> None:
    if name not in names:
        _differ(reply, kind, quote(name), listing(names, "and"))


def _equal(reply: Reply, what: str, expected: object, received: object, note: str = "") -> None:
    if expected != received:
        _differ(reply, what, quote(expected), ("no such member" if received is None else quote(received)) + note)


def _differ(reply: Reply, what: str, expected: str, received: str) -> NoReturn:
    received = reply.masker.text(received)
    raise ExpectationFailed(f"Another {what} than expected", reply.where, expected, received, reply.reproduce)


def _described(reply: Reply) -> str:
    error = reply.error()
    return str(error).removeprefix(f"{reply.where}: ") if error else f"a result: {reply.status or reply.started}"
