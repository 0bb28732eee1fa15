"""Writes requests as the page prints them: one encoder a binding, chosen by its name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote as percent_encoded
from urllib.parse import urlencode

from ..contract.model import Binding
from ..contract.service import Contract
from ..schemas.messages import message_schemas
from ..transport.exchange import HttpRequest
from ..wording import listing, nearest, quote
from .call import Call
from .json_fields import check_fields
from .process_ids import check_process_id
from .soap import soap_envelope


def encode(contract: Contract, operation: str, binding: str, call: Call, base_url: str) -> HttpRequest:
    """Writes the request of an operation over a binding.

    Args:
        contract: The service's contract.
        operation: The operation's name.
        binding: One of its bindings.
        call: What is asked for.
        base_url: What the documented path is appended to, without a slash at its end.

    Returns:
        The request as it will be sent.

    Raises:
        ValueError: The id is missing or of the wrong type, a member or field is unknown or wrong; the message
            names it and says what is allowed.
    """
    documented = contract.model.operations[operation].bindings[binding]
    call = _with_checked_id(contract, operation, binding, call)
    asked = Asked(contract, operation, binding, documented, call, base_url)
    if call.format and not documented.request.formats:
        raise ValueError(f"{asked.where} has one format only, so format= is not used.")
    return ENCODERS[binding](asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that an encoder needs to know."""

    contract: Contract
    operation: str
    binding: str
    documented: Binding
    call: Call
    base_url: str

    @property
    def where(self) -> str:
        """Service, operation and binding, for messages."""
        return f"{self.contract.service}: {self.operation} over {self.binding}"

    @property
    def method_and_path(self) -> tuple[str, str]:
        """The documented request line, taken apart."""
        method, _, path = self.documented.request.line.partition(" ")
        return method, path

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The documented headers, with credentials and what the caller changes."""
        call = self.call
        request = HttpRequest("GET", "", tuple(self.documented.request.headers.items()))
        extra = list(call.credentials.headers(self.contract.model.credentials.kind))
        if call.media_type:
            extra.append(("Content-Type", call.media_type))
        return request.with_headers([*extra, *call.headers.items()]).headers


def _with_checked_id(contract: Contract, operation: str, binding: str, call: Call) -> Call:
    identity = contract.model.operations[operation].identified_by
    carries = contract.model.operations[operation].bindings[binding].request.process_id or call.id_parameter
    where = f"{contract.service}: {operation} over {binding}"
    if not identity.name:
        return call
    if not call.process_id:
        if carries:
            raise ValueError(
                f"{where}: the process id is missing. Give the {identity.name} ({identity.type}) of a process."
            )
        return call
    if not carries:
        raise ValueError(
            f"{where}: this binding cannot carry the process id {quote(call.process_id)}: the page gives it no "
            f"parameter for {identity.name}. Ask without an id, over another binding, or name the parameter that "
            "your endpoint takes with id_parameter."
        )
    checked = check_process_id(call.process_id, identity)
    return call if checked == call.process_id else replace(call, process_id=checked)


def _soap(asked: Asked) -> HttpRequest:
    method, path = asked.method_and_path
    components = message_schemas(asked.contract).components
    body = soap_envelope(components, asked.contract, asked.documented, asked.binding, asked.call)
    request = HttpRequest(method, asked.base_url + path, asked.headers, body)
    if asked.call.action:
        action = asked.documented.request.action
        if not action:
            raise ValueError(f"{asked.where} has no action parameter. SOAP 1.2 has one.")
        media_type = request.header("Content-Type")
        request = request.with_headers([("Content-Type", f'{media_type}; action="{action}"')])
    return request


def _form(asked: Asked) -> HttpRequest:
    method, path = asked.method_and_path
    call = asked.call
    encoded = urlencode({call.id_parameter: call.process_id} if call.id_parameter and call.process_id else {})
    if method == "GET":
        separator = "" if not encoded or path.endswith("?") else "?"
        return HttpRequest(method, f"{asked.base_url}{path}{separator}{encoded}", asked.headers)
    return HttpRequest(method, asked.base_url + path, asked.headers, encoded.encode())


def _rest(asked: Asked) -> HttpRequest:
    method, path = asked.method_and_path
    call, documented = asked.call, asked.documented.request
    place, _, name = documented.process_id.partition(": ")
    if place == "path":
        path = path.replace(f"{{{name}}}", percent_encoded(call.process_id, safe=""))
    request = HttpRequest(method, asked.base_url + path, asked.headers)
    if documented.formats:
        request = _in_format(asked, request)
    if documented.schema:
        if call.validate:
            check_fields(asked.contract, asked.operation, asked.binding, call.fields)
        request = replace(request, body=json.dumps(call.fields, ensure_ascii=False).encode())
    return request


def _in_format(asked: Asked, request: HttpRequest) -> HttpRequest:
    formats, call = asked.documented.request.formats, asked.call
    name = (call.format or next(iter(formats))).casefold()
    if name not in formats:
        near = nearest(name, formats)
        meant = f" Did you mean {quote(near)}?" if near else ""
        raise ValueError(f"{asked.where} has no format {quote(call.format)}.{meant} Allowed: {listing(formats)}.")
    accept = formats[name].accept
    if call.format_in_query:
        accept = "*/*"  # leaves the choice to the query
        separator = "&" if "?" in request.url else "?"
        request = replace(request, url=f"{request.url}{separator}{formats[name].query}")
    return request if request.header("Accept") else request.with_headers([("Accept", accept)])


ENCODERS: Mapping[str, Callable[[Asked], HttpRequest]] = {
    "SOAP 1.1": _soap,
    "SOAP 1.2": _soap,
    "HTTP GET": _form,
    "HTTP POST": _form,
    "REST": _rest,
}
