"""A session with one service: it sends what the contract documents and reads what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .assertions import conforming, status_of
from .bindings.call import Call
from .bindings.encoding import encode
from .bindings.process_ids import check_process_id
from .clock import Clock, SystemClock
from .contract.service import Contract
from .errors import TransportError
from .exchanging import Exchanger
from .history import History
from .masking import Masker
from .recorded_services import about_service
from .recording import Recorder
from .reply import Reply
from .retrying import Retries, repeated
from .schemas.messages import message_schemas
from .status import ProcessStatus, StartedProcess
from .targets import Target, check_allowed_states, check_plain_http
from .transport.exchange import Exchange, HttpRequest, Transport
from .transport.proxies import check_proxies
from .wording import listing, quote, unknown

ONCE = Retries(count=0)
OPTIONS = [name for name in Call.__dataclass_fields__ if name != "process_id"]


class Session:
    """An open service.

    Args:
        target: Where the service is, and its contract.
        masker: What keeps secrets out of everything written; the recorder's by default.
        recorder: Where exchanges are recorded; by default they are only numbered. One that several sessions share masks
            the secrets of them all.
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
        recorder = recorder or Recorder(None, masker or Masker())
        self.masker = masker or recorder.masker
        recorder.join(self.masker)
        target.teach(self.masker)
        check_proxies(target.proxies or {})
        check_plain_http(target, auth)
        self.clock: Clock = clock or SystemClock()
        self.last: Reply | None = None
        self.last_exchange: Exchange | None = None
        self.histories: dict[str, History] = {}
        check_allowed_states(target.contract, target.allow_states)
        for name in ("ca_file", "client_certificate", "client_key"):
            file = getattr(target, name)
            if file and not Path(file).is_file():
                raise ValueError(f"{name}: no file {quote(file)}.")
        message_schemas(self.contract)  # every schema is built now, in this one thread
        self.exchanger = Exchanger(target, self.masker, recorder, transport, auth)

    @property
    def contract(self) -> Contract:
        """The service's contract."""
        return self.target.contract

    def note_opened(self) -> None:
        """Records which service is asked from now on, where it is, and by which contract."""
        if self.exchanger.recorder.path is not None:
            self.exchanger.recorder.note("opened", about_service(self.target))

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
        return self._exchange(name, found, self._call(found, _id_text(process_id), options), self.target.retries)

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
        exchange, outcome, _ = self.exchanger.exchange(name, found, call.process_id, request)
        if keep:
            self.last_exchange, self.last = exchange, outcome if isinstance(outcome, Reply) else None
        if isinstance(outcome, TransportError):
            raise outcome
        return outcome

    def documented_request(self, operation: str, binding: str, process_id: str = "", **options: Any) -> HttpRequest:
        """Writes a request as the page prints it, and sends nothing.

        Args:
            operation: The operation.
            binding: The binding.
            process_id: The process; empty for a binding that cannot carry an id.
            options: As in `ask`.

        Raises:
            ValueError: The request cannot be written as documented; the message says what is allowed.
        """
        return encode(self.contract, operation, binding, self._call(binding, process_id, options), self.target.url)

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
        call = self._call(found, "", {"fields": fields, "validate": validate})
        # Whether the first try started a process, nobody knows.
        return self._exchange(name, found, call, self.target.retries if self.target.retries.starts else ONCE)

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
                raise ValueError(f"path is {quote(self.masker.url(path))}. Begin it with a slash.")
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
        """Closes every connection. The session can be used again afterwards, until its recording is closed."""
        self.exchanger.close()

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
        if "credentials" in options:
            options["credentials"].teach(self.masker)
        for fields in (members, headers, options.get("fields") or {}):
            self.masker.learn_fields(fields)
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

    def _exchange(self, operation: str, binding: str, call: Call, retries: Retries) -> Reply:
        request = encode(self.contract, operation, binding, call, self.target.url)
        return self._send(operation, binding, call.process_id, request, retries)

    def _send(
        self, operation: str, binding: str, process_id: str, request: HttpRequest, retries: Retries = ONCE
    ) -> Reply:
        self.last = None
        attempt = partial(self.exchanger.exchange, operation, binding, process_id, request)
        self.last_exchange, outcome, _ = repeated(attempt, retries, self.clock)
        if isinstance(outcome, TransportError):
            raise outcome
        self.last = outcome
        if process_id:
            self.history(process_id).read(outcome, self.clock.now(), self.clock.utc())
        return outcome


def _id_text(process_id: object) -> str:
    return "" if process_id is None else str(process_id).strip()
