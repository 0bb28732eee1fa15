"""A reply: one exchange, read and judged by the contract, before anybody decides what to make of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from .bindings.decoding import decode_start, decode_status
from .classification import Classified, Fault, ReplyKind, classify
from .contract.model import Binding, UnknownId
from .contract.service import Contract
from .curl import curl
from .errors import CredentialsRefused, EmptyResult, ReplyError, ServiceError, SoapFault, UnreadableReply
from .masking import Masker
from .schemas.messages import message_schemas
from .schemas.problem import SchemaProblem
from .schemas.xml_parsing import DEFAULT_LIMITS, local_name
from .status import ProcessStatus, StartedProcess
from .transport.exchange import Exchange, HttpResponse, Limits
from .wording import inert, quote

LARGE = 64 * 1024
"""A longer answer is kept without its document: the tree of one takes up to forty times its length."""


@dataclass(frozen=True, repr=False)
class Reply:
    """What came of one request.

    Attributes:
        contract: The contract that it is read by.
        operation: The operation that was asked for.
        binding: The binding that it was asked over.
        process_id: The id that was asked for; empty when none was sent.
        exchange: The request and the response.
        kept: What kind of answer it is, with its document unless that is read again.
        problems: What the schema finds wrong with it.
        status: The process status, when there is a result to read it from.
        started: The started process, for a start operation.
        number: The number of the exchange in the recording; 0 when it was not recorded.
        masker: What keeps secrets out of the messages about it.
        limits: What its document may have.
        read_again: Its document is large, and therefore read whenever it is looked at.
    """

    contract: Contract
    operation: str
    binding: str
    process_id: str
    exchange: Exchange
    kept: Classified
    problems: tuple[SchemaProblem, ...] = ()
    status: ProcessStatus | None = None
    started: StartedProcess | None = None
    number: int = 0
    masker: Masker = field(default_factory=Masker, repr=False)
    limits: Limits = DEFAULT_LIMITS
    read_again: bool = False

    def __repr__(self) -> str:
        # A server may repeat secrets, and loggers print what keywords return.
        return f"<reply: {self.kind}, {self.where}>"

    @property
    def classified(self) -> Classified:
        """What kind of answer it is, with its document."""
        if not self.read_again:
            return self.kept
        return _classified_again(self.contract, self.operation, self.binding, self.response, self.limits)

    @property
    def kind(self) -> ReplyKind:
        """What kind of answer it is."""
        return self.kept.kind

    @property
    def fault(self) -> Fault | None:
        """The SOAP fault or the service's own error, when there is one."""
        return self.kept.fault

    @property
    def response(self) -> HttpResponse:
        """The answer; a reply always has one."""
        if self.exchange.response is None:
            raise ValueError("A reply needs an exchange with a response.")
        return self.exchange.response

    @property
    def documented(self) -> Binding:
        """The binding as the contract describes it."""
        return self.contract.model.operations[self.operation].bindings[self.binding]

    @property
    def where(self) -> str:
        """Service, operation and binding, for messages."""
        asked = f", process {self.process_id}" if self.process_id else ""
        return f"{self.contract.service} {self.operation} over {self.binding}{asked}"

    @property
    def reproduce(self) -> str:
        """A command that sends the request again, secrets masked."""
        return curl(self.exchange.request, self.masker)

    @property
    def credentials_refused(self) -> bool:
        """Whether the service refused who asks: HTTP 401 or 403, or a fault with a token that says so."""
        if self.response.status in (401, 403):
            return True
        text = self.fault.text if self.fault else ""
        return any(token in text for token in self.contract.model.credentials.refusals)

    @property
    def not_found(self) -> bool:
        """Whether the service says that it does not know the process, in one of the contract's ways."""
        return any(self.says(row) for row in self.contract.model.lifecycle.unknown_id)

    def says(self, row: UnknownId) -> bool:
        """Whether it is what a row of the contract says of an unknown id."""
        code, text = (self.fault.code, self.fault.text) if self.fault else ("", "")
        return (
            (not row.state or (self.status is not None and self.status.state == row.state))
            and (not row.error_code or code == row.error_code)
            and (not row.http_status or self.response.status == row.http_status)
            and (not row.empty or self.kind is ReplyKind.EMPTY_RESULT)
            and (not row.fault or row.fault in text)
        )

    def error(self) -> ReplyError | None:
        """The reason why this reply is not a result; None when it is one. Secrets in it are masked."""
        found = self._error()
        return type(found)(self.masker.text(inert(str(found)))) if found is not None else None

    def _error(self) -> ReplyError | None:
        response, kind = self.response, self.kind
        line = f"HTTP {response.status} {response.reason}".rstrip()
        said = f"{self.fault.code}: {self.fault.text}" if self.fault else quote(self.kept.detail)
        if self.credentials_refused:
            reason = f": {said}" if self.fault or self.kept.detail else ""
            return CredentialsRefused(f"{self.where}: the credentials were refused ({line}{reason}).")
        if kind is ReplyKind.SOAP_FAULT:
            return SoapFault(f"{self.where}: SOAP fault {said} ({line}).")
        if kind is ReplyKind.SERVICE_ERROR:
            return ServiceError(f"{self.where}: the service answered with its error {said} ({line}).")
        if kind is ReplyKind.EMPTY_RESULT:
            return EmptyResult(f"{self.where}: the result is empty: {self.kept.detail} ({line}).")
        if kind is ReplyKind.RESULT and response.status < 300:
            return None
        media_type = response.header("Content-Type") or "no Content-Type"
        elsewhere = response.header("Location") if 300 <= response.status < 400 else ""
        what = {
            ReplyKind.RESULT: "a result with a status that is none",
            ReplyKind.EMPTY: "an empty body",
            ReplyKind.HTML: f"an HTML page {said}",
            ReplyKind.TEXT: f"plain text {said}",
        }.get(kind, f"{kind}: {self.kept.detail}")
        if response.more_came:
            line += ", and more came than Content-Length says"
        if elsewhere:
            what = f"a redirect to {quote(elsewhere)}, which is not followed,"
        return UnreadableReply(f"{self.where}: {what} instead of the documented result ({line}, {media_type}).")


def read_reply(
    contract: Contract,
    operation: str,
    binding: str,
    process_id: str,
    exchange: Exchange,
    *,
    allow_states: tuple[str, ...] = (),
    number: int = 0,
    masker: Masker | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reply:
    """Classifies an answer, judges it by its schema and decodes it. A pure function of its arguments.

    Args:
        contract: The service's contract.
        operation: The operation that was asked for.
        binding: The binding that it was asked over.
        process_id: The id that was asked for.
        exchange: The request and the response.
        allow_states: States that no page documents and that the caller allows.
        number: The number of the exchange in the recording.
        masker: What keeps secrets out of the messages about the reply.
        limits: What a document may have.
    """
    if exchange.response is None:
        raise ValueError("read_reply needs an exchange with a response.")
    classified = classify(contract, operation, binding, exchange.response, limits)
    problems: tuple[SchemaProblem, ...] = ()
    if classified.members is not None or classified.kind in (ReplyKind.EMPTY_RESULT, ReplyKind.SOAP_FAULT):
        document = _with_allowed_state(contract, operation, classified, allow_states)
        problems = tuple(message_schemas(contract).answer_problems(operation, binding, document))
    status = started = None
    if classified.members is not None and classified.kind in (ReplyKind.RESULT, ReplyKind.SERVICE_ERROR):
        if contract.model.operations[operation].role == "start":
            started = decode_start(contract, operation, classified.members)
        else:
            status = decode_status(contract, operation, binding, classified.members, process_id)
    large = len(exchange.response.body) > LARGE and classified.document is not None
    return Reply(
        contract,
        operation,
        binding,
        process_id,
        exchange,
        replace(classified, document=None, members=None) if large else classified,
        problems,
        status,
        started,
        number,
        masker or Masker(),
        limits,
        large,
    )


_classified_again = lru_cache(maxsize=2)(classify)


def _with_allowed_state(
    contract: Contract, operation: str, classified: Classified, allow_states: tuple[str, ...]
) -> Any:
    """A copy in which an allowed state is a documented one, so that the schema judges all the rest."""
    path = contract.model.operations[operation].result.state
    members = classified.members
    if not allow_states or not path or members is None or members.text(path) not in allow_states:
        return classified.document
    documented = contract.allowed(operation, path)[0]
    document = copy.deepcopy(classified.document)
    if isinstance(document, dict):
        document[path] = documented
    elif document is not None and not isinstance(document, list):
        for element in document.iter("*"):
            if local_name(element) == path and (element.text or "") in allow_states:
                element.text = documented
    return document
