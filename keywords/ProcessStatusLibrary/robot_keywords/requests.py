"""Keywords that send requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from robot.api.deco import keyword
from robot.api.types import Secret

from ..assertions import conforming, status_of
from ..reply import Reply
from ..status import ProcessStatus
from .state import LibraryState, exchange_record


class RequestKeywords(LibraryState):
    """Sends documented requests, and altered ones."""

    @keyword(tags=("Request",))
    def get_process_status(
        self,
        process_id: str = "",
        binding: str = "",
        *,
        validate: bool = True,
        operation: str = "",
        format: str = "",  # noqa: A002  the contract's word
        format_in_query: bool = False,
        action: bool = False,
        media_type: str = "",
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        id_parameter: str = "",
    ) -> ProcessStatus | None:
        """Asks the current service for the status of a process.

        Args:
            process_id: The process. Left out for a binding that cannot carry an id (Cora over HTTP GET and POST).
            binding: `SOAP 1.1`, `SOAP 1.2`, `HTTP GET`, `HTTP POST` or `REST`; the contract's first by default.
            validate: Fail when the reply is no result or breaks its schema or an enumeration. When false, the
                keyword returns whatever status could be read, and assertions judge the reply.
            operation: The operation, when a service has several.
            format: `json` or `xml`, where the contract has formats (Coruson over REST).
            format_in_query: Choose the format by `?format=` instead of the Accept header.
            action: Send the optional action parameter of a SOAP 1.2 media type.
            media_type: Replaces the documented Content-Type.
            members: Values of header and body members of this request.
            headers: Further headers of this request; a value may be a Secret.
            id_parameter: The parameter that carries the id over HTTP GET and POST, for an endpoint that takes one.

        Returns:
            The canonical record with `state`, `phase`, `error_code`, `context`, `message`, `outputs`, `counters`,
            `started` and `completed`.

        Raises:
            ContractBreach: The reply breaks its schema or an enumeration: what was documented, what was received.
            ReplyError: The reply is a fault, an error, empty, text or HTML, or the credentials were refused.
            TransportError: No answer came.
            ValueError: The id or another argument is wrong; the message says what is allowed.

        Examples:

        ```robotframework
        *** Test Cases ***
        A finished batch
            Open Service    cora-rpa
            ${id} =    Simulate Process    Completed
            ${status} =    Get Process Status    ${id}    binding=SOAP 1.2
            Should Be Equal    ${status.phase}    succeeded
        ```
        """
        service = self._service
        try:
            reply = service.ask(
                process_id,
                binding,
                operation=operation,
                format=format,
                format_in_query=format_in_query,
                action=action,
                media_type=media_type,
                members=self._texts(members),
                headers=self._texts(headers),
                **({"id_parameter": id_parameter} if id_parameter else {}),
            )
        finally:
            self._log(service)
        return status_of(reply) if validate else reply.status

    @keyword(tags=("Request",))
    def submit_process(
        self, name: str = "", values: Mapping[str, Any] | None = None, *, validate: bool = True, **fields: str | Secret
    ) -> str:
        """Asks the current service to start a process.

        Args:
            name: The name of the process model.
            values: Parameters of the process: names to texts; a value may be a Secret.
            validate: Refuse a wrong request before it is sent, and hold the reply to the contract.
            fields: Further documented fields: for Robusta quartzDef, startDate, endDate (yyyy-MM-dd HH:mm:ss),
                runOnce and runImmediately (Y or N), retryCount and worker.

        Returns:
            The id of the process.

        Raises:
            ValueError: A field is wrong or missing; the message names it and says what is allowed.
            ContractBreach: The reply breaks the contract.
            ReplyError: The reply is an error.

        Examples:

        ```robotframework
        *** Test Cases ***
        Start and ask
            Open Service    robusta
            VAR    &{values}    username=Ada    surname=Lovelace
            ${id} =    Submit Process    OneStepNotepadRunner    ${values}    runImmediately=Y
            Get Process Status    ${id}
        ```
        """
        service = self._service
        body: dict[str, object] = self._texts(fields)
        if name:
            body["name"] = name
        if values is not None:
            body["values"] = self._texts(values)
        try:
            reply = service.submit(body, validate=validate)
        finally:
            self._log(service)
        if validate:
            conforming(reply)
        return reply.started.process_id if reply.started else ""

    @keyword(tags=("Request",))
    def send_request(
        self,
        process_id: str = "",
        binding: str = "",
        *,
        operation: str = "",
        method: str = "",
        path: str | Secret | None = None,
        headers: Mapping[str, Any] | None = None,
        body: str | bytes | Secret | None = None,
        action: bool = False,
        media_type: str = "",
        format: str = "",  # noqa: A002  the contract's word
        format_in_query: bool = False,
        id_parameter: str = "",
        members: Mapping[str, Any] | None = None,
    ) -> Reply:
        """Sends a documented request with parts of it replaced, and returns whatever comes back.

        For what a correct client never does: a wrong SOAPAction, another media type, a broken body.

        Args:
            process_id: The process.
            binding: The binding to start from.
            operation: The operation to start from.
            method: Replaces the method.
            path: Replaces the path and query; as a `Secret` the query may hold a token.
            headers: Replaces or adds headers; `${None}` takes one out.
            body: Replaces the body; as a `Secret` it is masked as a whole.
            action: Send the optional action parameter of a SOAP 1.2 media type.
            media_type: Replaces the Content-Type.
            format: `json` or `xml`, where the contract has formats.
            format_in_query: Choose the format by `?format=` instead of the Accept header.
            id_parameter: The parameter that carries the id over HTTP GET and POST.
            members: Values of header and body members; `${None}` leaves a member out.

        Returns:
            The reply, with `kind`, `fault`, `status` and `response`.

        Raises:
            TransportError: No answer came.
            ValueError: An argument is wrong.

        Examples:

        ```robotframework
        *** Test Cases ***
        Wrong SOAPAction
            Open Service    cora-rpa
            VAR    &{wrong}    SOAPAction="http://example.com/Nothing"
            Send Request    4711    binding=SOAP 1.1    headers=${wrong}
            Reply Should Be Fault    code=Client
        ```
        """
        service = self._service
        try:
            return service.send_request(
                process_id,
                binding,
                operation=operation,
                method=method,
                path=path.value if isinstance(path, Secret) else path,
                headers=self._texts(headers),
                body=self._revealed(body, "body"),
                action=action,
                media_type=media_type,
                format=format,
                format_in_query=format_in_query,
                members=self._texts(members),
                **({"id_parameter": id_parameter} if id_parameter else {}),
            )
        finally:
            self._log(service)

    @keyword(tags=("Request", "Getter"))
    def get_last_exchange(self) -> dict[str, object]:
        """Returns the last exchange of the current service in this test, with secrets masked.

        Returns:
            A dictionary with `target`, `request` (`method`, `url`, `headers`, `body`), `response` (`status`,
            `reason`, `headers`, `body`), `elapsed` in seconds, and `error`.

        Raises:
            ValueError: Nothing was sent in this test yet.

        Examples:

        ```robotframework
        *** Test Cases ***
        Look at the bytes
            Open Service    cora-rpa
            Get Process Status    4711
            ${exchange} =    Get Last Exchange
            Log    ${exchange}[response][body]
        ```
        """
        exchange = self._service.last_exchange
        if exchange is None:
            raise ValueError("There is no exchange in this test yet. Send a request first.")
        return exchange_record(exchange, self._service)
