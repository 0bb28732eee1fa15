"""Gives each address of a service to the one that answers there: by what its samples are and who is imitated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..clock import Clock
from .asmx import AsmxEndpoint
from .calls import Call
from .endpoint import Endpoint
from .json_template import JsonTemplate
from .rest import RestEndpoint, path_pattern
from .rest_errors import MessageErrors, RestErrors, SpringErrors, TextErrors
from .service import Service
from .servicestack import ServiceStackRest, ServiceStackSoap
from .standard_soap import StandardSoap


def endpoints_of(service: Service, clock: Clock) -> list[Endpoint]:
    """Makes all endpoints of a service."""
    if service.runtime == "asmx":
        files = _grouped(service.calls, lambda call: _file_of(call).casefold())
        return [AsmxEndpoint(service, _file_of(calls[0]), calls) for calls in files]
    endpoints: list[Endpoint] = []
    soap = [call for call in service.calls if call.version]
    for calls in _grouped(soap, lambda call: call.sample.question.path):
        if service.runtime == "servicestack" and all(call.version == "1.2" for call in calls):
            endpoints.append(ServiceStackSoap(service, calls))
        else:
            endpoints.append(StandardSoap(service, calls))
    rest = [call for call in service.calls if not call.version]
    kind = ServiceStackRest if service.runtime == "servicestack" else RestEndpoint
    for calls in _grouped(rest, path_pattern):
        endpoints.append(kind(service, calls, _errors(service, calls, clock)))
    return endpoints


def _errors(service: Service, calls: Sequence[Call], clock: Clock) -> RestErrors:
    if not isinstance(calls[0].template, JsonTemplate):
        return TextErrors()
    return SpringErrors(clock) if service.profile == "observed" else MessageErrors()


def _file_of(call: Call) -> str:
    """The .asmx file of a call: GET and POST name the operation after it."""
    path = call.sample.question.path
    return path if call.version else path.rpartition("/")[0]


def _grouped(calls: Iterable[Call], key: Callable[[Call], object]) -> list[list[Call]]:
    groups: dict[object, list[Call]] = {}
    for call in calls:
        groups.setdefault(key(call), []).append(call)
    return list(groups.values())
