"""A session with one service: it sends what the contract documents and reads what comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .bindings.call import Call
from .bindings.encoding import encode
from .bindings.process_ids import check_process_id
from .breach import Breach, ContractBreach
from .clock import Clock, SystemClock
from .conformance.judging import breaches
from .contract.service import Contract
from .errors import TransportError
from .header_rules import check_headers
from .history import History
from .masking import Masker
from .recording import Recorder
from .reply import Reply, read_reply
from .schemas.messages import message_schemas
from .status import ProcessStatus, StartedProcess
from .targets import Target, check_allowed_states
from .transport.exchange import Exchange, HttpRequest, Transport
from .wording import listing, quote, unknown

OPTIONS = [name for name in Call.__dataclass_fields__ if name != "process_id"]


class Session:
    """An open service.

    Args:
        target: Where the service is, and its contract.
        masker: What keeps secrets out of everything written; one for all sessions of a run.
        recorder: Where exchanges are recorded; by default they are only numbered.
        clock: What tells the time.
        transport: What sends requests; requests by default.
        auth: Any authentication object of requests, such as NTLM.

    Raises:
        ValueError: The target allows a state that the contract does not know.
    """

    def __init__(
        self,
        target: Target,
        *,
        masker: Masker | None = None,
        recorder: Recorder | None = None,
        clock: Clock | None = None,
        transport: Transport | None = None,
        auth: Any = None,
    ) -> None:
        self.target = target
        self.masker = masker or Masker()
        target.credentials.teach(self.masker)
        for url in (target.url, *(target.proxies or {}).values()):
            self.masker.learn_url(url)
        self.recorder = recorder or Recorder(None, self.masker)
        self.clock: Clock = clock or SystemClock()
        self.last: Reply | None = None
        self.last_exchange: Exchange | None = None
        self.histories: dict[str, History] = {}
        self._opening = threading.Lock()
        check_allowed_states(target.contract, target.allow_states)
        for name in ("ca_file", "client_certificate", "client_key"):
            file = getattr(target, name)
            if file and not Path(file).is_file():
                raise ValueError(f"{name}: no file {quote(file)}.")
        message_schemas(self.contract)  # every schema is built now, in this one thread
        self._transport = transport
        self._auth = auth

    @property
    def contract(self) -> Contract:
        """The service's contract."""
        return self.target.contract

    def ask(self, process_id: object = "", binding: str = "", *, operation: str = "", **options: Any) -> Reply:
        """Asks for the status of a process, whatever comes back.

        Args:
            process_id: The process; empty for a binding that cannot carry an id.
            binding: A binding by name in any case, such as ``SOAP 1.2``; the contract's first by default.
            operation: The operation; the contract's status operation by default.
            options: Further parts of a [Call][ProcessStatusLibrary.bindings.call.Call], such as ``action=True``.

        Returns:
            The reply, which may be a fault.

        Raises:
            ValueError: The request cannot be written as documented; the message says what is allowed.
            TransportError: No answer came.
        """
        name, _ = self.contract.operation(operation, "status")
        found, _ = self.contract.binding(name, binding)
        return self._exchange(name, found, self._call(found, _id_text(process_id), options))

    def observe(
        self, process_id: str, binding: str, *, operation: str = "", keep: bool = False, **options: Any
    ) -> Reply:
        """Asks for the status of a process without changing its trace; for several threads at once unless kept.

        Args:
            process_id: The process.
            binding: The binding.
            operation: The operation; the contract's status operation by default.
            keep: Make it the session's last exchange and reply.
            options: As in `ask`.

        Returns:
            The reply.
        """
        name, _ = self.contract.operation(operation, "status")
        found, _ = self.contract.binding(name, binding)
        call = self._call(found, process_id, options)
        request = encode(self.contract, name, found, call, self.target.url)
        exchange, outcome = self._observed(name, found, call.process_id, request)
        if keep:
            self.last_exchange, self.last = exchange, outcome if isinstance(outcome, Reply) else None
        if isinstance(outcome, TransportError):
            raise outcome
        return outcome

    def history(self, process_id: str) -> History:
        """What was reported of a process in this session, over any binding, and the rules that it broke."""
        return self.histories.setdefault(process_id, History(self.contract, process_id))

    def checked_id(self, process_id: object) -> str:
        """An id as it is sent: without surrounding space, held to its documented type.

        Raises:
            ValueError: It is of the wrong type; the message says what is allowed.
        """
        _, operation = self.contract.operation()
        return check_process_id(str(process_id), operation.identified_by)

    def read_history(self, process_id: object) -> History:
        """The history of a process that was read.

        Raises:
            ValueError: Nothing was read of it; the message lists the processes that were.
        """
        name = str(process_id).strip()
        if name not in self.histories:
            read = f"Read: {listing(self.histories, 'and')}." if self.histories else "No process was read."
            raise ValueError(f"Nothing was read of process {quote(name)} in this test. {read}")
        return self.histories[name]

    def get_process_status(self, process_id: object = "", binding: str = "", **options: Any) -> ProcessStatus:
        """Asks for the status of a process and holds the reply to the contract.

        Returns:
            The canonical record.

        Raises:
            CredentialsRefused, SoapFault, ServiceError, EmptyResult, UnreadableReply: The reply is no status.
            ContractBreach: The reply is a status that breaks its schema or an enumeration.
            TransportError: No answer came.
        """
        return status_of(self.ask(process_id, binding, **options))

    def submit(self, fields: Mapping[str, object], binding: str = "", *, validate: bool = True) -> Reply:
        """Asks the service to start a process, whatever comes back.

        Args:
            fields: The documented fields.
            binding: A binding by name; the contract's first by default.
            validate: Refuse wrong fields before anything is sent.

        Raises:
            ValueError: The service cannot start processes, or a field is wrong.
            TransportError: No answer came.
        """
        name, _ = self.contract.operation("", "start")
        found, _ = self.contract.binding(name, binding)
        return self._exchange(name, found, self._call(found, "", {"fields": fields, "validate": validate}))

    def submit_process(
        self, fields: Mapping[str, object], binding: str = "", *, validate: bool = True
    ) -> StartedProcess:
        """Starts a process and holds the reply to the contract.

        Returns:
            The id of the process, and the service's message.
        """
        reply = self.submit(fields, binding, validate=validate)
        conforming(reply)
        if reply.started is None:
            raise ValueError("A start operation gave no start.")
        return reply.started

    def send_request(
        self,
        process_id: object = "",
        binding: str = "",
        *,
        operation: str = "",
        method: str = "",
        path: str | None = None,
        headers: Mapping[str, str | None] | None = None,
        body: str | bytes | None = None,
        **options: Any,
    ) -> Reply:
        """Sends a documented request with parts of it replaced: for what a documented client never does.

        Args:
            process_id: The process; its type is not checked when `body` or `path` replaces the place that carries it.
            binding: The binding to start from, and by which the answer is read.
            operation: The operation to start from; the status operation by default.
            method: Replaces the method.
            path: Replaces the path and query.
            headers: Replaces or adds headers; None takes one out.
            body: Replaces the body.

        Returns:
            The reply, whatever it is.
        """
        name, _ = self.contract.operation(operation, "status")
        found, _ = self.contract.binding(name, binding)
        call = self._call(found, _id_text(process_id), options)
        request = self._encode_altered(name, found, call, replaced=body is not None or path is not None)
        if path is not None:
            if not path.startswith("/"):
                raise ValueError(f"path is {quote(path)}. Begin it with a slash.")
            request = replace(request, url=self.target.url + path)
        if method:
            request = replace(request, method=method.upper())
        if body is not None:
            request = replace(request, body=body.encode() if isinstance(body, str) else body)
        for header, value in (headers or {}).items():
            kept = tuple(pair for pair in request.headers if pair[0].casefold() != header.casefold())
            request = replace(request, headers=kept if value is None else (*kept, (header, value)))
        return self._send(name, found, call.process_id, request)

    def close(self) -> None:
        """Closes every connection. The session can be used again afterwards."""
        if self._transport is not None:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, binding: str, process_id: str, options: Mapping[str, Any]) -> Call:
        for name in options:
            if name not in OPTIONS:
                raise TypeError(unknown("option", name, OPTIONS))
        members = {**self.target.members, **options.get("members", {})}
        headers = {**self.target.headers, **options.get("headers", {})}
        rest = {name: value for name, value in options.items() if name not in ("members", "headers")}
        return Call(
            **{
                "credentials": self.target.credentials,
                "id_parameter": self.target.id_parameters.get(binding, ""),
                **rest,
                "process_id": process_id,
                "members": members,
                "headers": headers,
            }
        )

    def _encode_altered(self, operation: str, binding: str, call: Call, *, replaced: bool) -> HttpRequest:
        try:
            return encode(self.contract, operation, binding, call, self.target.url)
        except ValueError:
            if not replaced:
                raise
            # What carries the id is replaced by the caller, so it need not be right here.
            method, path = self.contract.binding(operation, binding)[1].request.line.split(" ", 1)
            documented = self.contract.binding(operation, binding)[1].request.headers
            headers = {**documented, **dict(call.credentials.headers(self.contract.model.credentials.kind))}
            return HttpRequest(method, self.target.url + path, tuple((headers | dict(call.headers)).items()))

    def _exchange(self, operation: str, binding: str, call: Call) -> Reply:
        request = encode(self.contract, operation, binding, call, self.target.url)
        return self._send(operation, binding, call.process_id, request)

    def _send(self, operation: str, binding: str, process_id: str, request: HttpRequest) -> Reply:
        self.last = None
        self.last_exchange, outcome = self._observed(operation, binding, process_id, request)
        if isinstance(outcome, TransportError):
            raise outcome
        self.last = outcome
        if process_id:
            self.history(process_id).read(outcome, self.clock.now(), self.clock.utc())
        return outcome

    def _observed(
        self, operation: str, binding: str, process_id: str, request: HttpRequest
    ) -> tuple[Exchange, Reply | TransportError]:
        """Makes and records one exchange; nothing of the session is changed."""
        context = {
            "service": self.contract.service,
            "target": self.target.name,
            "operation": operation,
            "binding": binding,
            "process_id": process_id,
        }
        check_headers(request.headers)
        # Wall time, whatever clock the session has: this is evidence.
        started, began = datetime.now(UTC), time.perf_counter()
        try:
            response = self._transport_or_default().send(request)
        except TransportError as problem:
            failed = Exchange(request, None, started, time.perf_counter() - began, str(problem))
            self.recorder.record(failed, context)
            return failed, problem
        exchange = Exchange(request, response, started, time.perf_counter() - began)
        number = self.recorder.record(exchange, context)
        reply = read_reply(
            self.contract,
            operation,
            binding,
            process_id,
            exchange,
            allow_states=self.target.allow_states,
            number=number,
            masker=self.masker,
        )
        return exchange, reply

    def _transport_or_default(self) -> Transport:
        with self._opening:
            return self._transport or self._open_transport()

    def _open_transport(self) -> Transport:
        from .transport.requests_transport import RequestsTransport, TransportOptions  # noqa: PLC0415  200 ms

        target = self.target
        options = TransportOptions(
            timeouts=target.timeouts,
            ca_file=target.ca_file,
            verify=target.verify,
            client_certificate=target.client_certificate,
            client_key=target.client_key,
            proxies=None if target.proxies is None else dict(target.proxies),
            auth=self._auth,
            masker=self.masker,
        )
        self._transport = RequestsTransport(options, target.url)
        return self._transport


def _id_text(process_id: object) -> str:
    return "" if process_id is None else str(process_id).strip()


def conforming(reply: Reply) -> Reply:
    """Holds a reply to its contract, at any level: for an assertion that a person wrote.

    A standard that the vendor's page itself departs from is no breach of the contract; a check reports it.

    Raises:
        CredentialsRefused, SoapFault, ServiceError, EmptyResult, UnreadableReply: The reply is no result.
        ContractBreach: A clause is broken; the message prints its level.
    """
    error = reply.error()
    if error is not None:
        raise error
    found = breaches(reply)
    if found:
        raise ContractBreach(found, reply.reproduce)
    return reply


def status_of(reply: Reply) -> ProcessStatus:
    """The status of a reply whose message keeps its schema.

    Raises:
        CredentialsRefused, SoapFault, ServiceError, EmptyResult, UnreadableReply: The reply is no result.
        ContractBreach: The message breaks its schema or an enumeration.
    """
    error = reply.error()
    if error is not None:
        raise error
    found = [breach for breach in breaches(reply) if _about_the_message(breach)]
    if found:
        raise ContractBreach(found, reply.reproduce)
    if reply.status is None:
        raise ValueError("A status operation gave no status.")
    return reply.status


def _about_the_message(breach: Breach) -> bool:
    return breach.clause.startswith(("schema.", "enumeration."))
