"""Scopes: the operations and bindings that a clause is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..contract.service import Contract

Covers = Callable[[Contract, str, str], bool]
"""Whether a scope covers an operation of a contract over a binding."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which operations and bindings a clause is about.

    Attributes:
        label: The scope in words, such as ``SOAP 1.1``.
        covers: Whether it covers an operation of a contract over a binding.
    """

    label: str
    covers: Covers

    def __and__(self, other: Scope) -> Scope:
        """What both cover."""

        def covers(contract: Contract, operation: str, binding: str) -> bool:
            return self.covers(contract, operation, binding) and other.covers(contract, operation, binding)

        return Scope(f"{self.label}, {other.label}", covers)


def _over(*bindings: str) -> Covers:
    return lambda contract, operation, binding: binding in bindings  # noqa: ARG005  one shape for all


def _status(contract: Contract, operation: str, binding: str) -> bool:  # noqa: ARG001
    return contract.model.operations[operation].role == "status"


def _start(contract: Contract, operation: str, binding: str) -> bool:  # noqa: ARG001
    return contract.model.operations[operation].role == "start"


def _carries_id(contract: Contract, operation: str, binding: str) -> bool:
    return bool(contract.model.operations[operation].bindings[binding].request.process_id)


def _id_in_header(contract: Contract, operation: str, binding: str) -> bool:
    return contract.model.operations[operation].bindings[binding].request.process_id.startswith("header: ")


def _json(contract: Contract, operation: str, binding: str) -> bool:
    return bool(contract.model.operations[operation].bindings[binding].response.schema)


def _xml(contract: Contract, operation: str, binding: str) -> bool:
    return bool(contract.model.operations[operation].bindings[binding].response.body)


def _json_body(contract: Contract, operation: str, binding: str) -> bool:
    return bool(contract.model.operations[operation].bindings[binding].request.schema)


def _credentials(contract: Contract, operation: str, binding: str) -> bool:  # noqa: ARG001
    return contract.model.credentials.kind != "none"


def _lists(member: str) -> Covers:
    def covers(contract: Contract, operation: str, binding: str) -> bool:  # noqa: ARG001
        path: str = getattr(contract.model.operations[operation].result, member)
        return bool(path and contract.allowed(operation, path))

    return covers


def _two_times(contract: Contract, operation: str, binding: str) -> bool:  # noqa: ARG001
    return {"started", "completed"} <= set(contract.model.operations[operation].result.times)


EVERYWHERE = Scope("every binding", lambda contract, operation, binding: True)  # noqa: ARG005
SOAP = Scope("SOAP", _over("SOAP 1.1", "SOAP 1.2"))
SOAP_11 = Scope("SOAP 1.1", _over("SOAP 1.1"))
SOAP_12 = Scope("SOAP 1.2", _over("SOAP 1.2"))
PLAIN_HTTP = Scope("HTTP GET, HTTP POST and REST", _over("HTTP GET", "HTTP POST", "REST"))
NOT_SOAP_11 = Scope("other bindings than SOAP 1.1", lambda contract, operation, binding: binding != "SOAP 1.1")  # noqa: ARG005
STATUS = Scope("status operations", _status)
START = Scope("operations that start a process", _start)
CARRIES_ID = Scope("requests that name a process", _carries_id)
ID_IN_HEADER = Scope("requests that name the process in a SOAP header", _id_in_header)
JSON_ANSWER = Scope("answers in JSON", _json)
XML_ANSWER = Scope("answers in XML", _xml)
JSON_REQUEST = Scope("requests in JSON", _json_body)
CREDENTIALS = Scope("services that ask for credentials", _credentials)
LISTED_STATES = Scope("operations whose page lists the states", _lists("state"))
LISTED_ERROR_CODES = Scope("operations whose page lists the error codes", _lists("error_code"))
TWO_TIMES = Scope("operations that tell a start and a complete time", _two_times)
