"""Gives each address of a service to the one that answers there: by what its samples are and who is imitated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..clock import Clock
from .asmx import METHODS, AsmxEndpoint
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
    calls, endpoints = list(service.calls), list[Endpoint]()
    if service.runtime == "asmx":
        in_files = [call for call in calls if call.version or call.sample.binding in METHODS]
        calls = [call for call in calls if call not in in_files]
        files = _grouped(in_files, lambda call: _file_of(call).casefold())
        endpoints += [AsmxEndpoint(service, _file_of(group[0]), group) for group in files]
    for group in _grouped([call for call in calls if call.version], lambda call: call.sample.question.path):
        if service.runtime == "servicestack" and all(call.version == "1.2" for call in group):
            endpoints.append(ServiceStackSoap(service, group))
        else:
            endpoints.append(StandardSoap(service, group))
    kind = ServiceStackRest if service.runtime == "servicestack" else RestEndpoint
    for group in _grouped([call for call in calls if not call.version], path_pattern):
        endpoints.append(kind(service, group, _errors(service, group, clock)))
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
