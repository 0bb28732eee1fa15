"""Clauses about how a request is refused: with a fault where SOAP has one, with the right status where HTTP does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ..clause import PASSED, Clause, Finding, fail, inconclusive, not_applicable
from ..scope import PLAIN_HTTP, SOAP
from ..situation import Situation
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

_RESULTS = (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT)
UNSUPPORTED_MEDIA_TYPE = 415
METHOD_STATUSES = (405, 501)
ANSWERED_BY_A_FAULT = (
    Situation.MALFORMED_ID,
    Situation.UNKNOWN_OPERATION,
    Situation.UNKNOWN_MANDATORY_HEADER,
    Situation.WRONG_ENVELOPE_VERSION,
)
"""Situations in which SOAP has a fault for a message, whatever the status."""


def _not_refused(reply: Reply) -> Finding | None:
    if reply.credentials_refused:
        return inconclusive("the credentials were refused, so nothing else was looked at")
    if reply.kind in _RESULTS and reply.response.status < 300:
        return inconclusive(f"the request was not refused: the reply is {named(reply)}")
    return None


def _line(reply: Reply) -> str:
    return f"HTTP {reply.response.status} {reply.response.reason}".rstrip()


def _fault(reply: Reply) -> Finding:
    accepted = _not_refused(reply)
    if accepted is not None:
        return accepted
    if reply.kind is ReplyKind.SOAP_FAULT:
        return PASSED
    if reply.kind is ReplyKind.SERVICE_ERROR:
        return not_applicable("the service tells its errors in the message of a result, not as SOAP faults")
    if reply.response.status == UNSUPPORTED_MEDIA_TYPE:
        return not_applicable("the request was refused before its message was read")
    if reply.kind is ReplyKind.UNREADABLE:
        return inconclusive("the reply is unreadable")  # it may hold a fault; what is wrong with it, other clauses tell
    return fail("A SOAP message is refused without a fault", "a SOAP fault", f"{named(reply)}, {_line(reply)}")


def _client_error(what: str) -> Callable[[Reply], Finding]:
    def judge(reply: Reply) -> Finding:
        accepted = _not_refused(reply)
        if accepted is not None:
            return accepted
        if reply.kind is ReplyKind.SOAP_FAULT:
            return not_applicable("the reply is a SOAP fault, which has a status of its own")
        if reply.kind is ReplyKind.SERVICE_ERROR and reply.binding.startswith("SOAP"):
            return not_applicable("the service tells its errors in the message of a result")
        if 400 <= reply.response.status < 500:
            return PASSED
        return fail(f"{what} is not answered with a status of the client's mistakes", "HTTP 4xx", _line(reply))

    return judge


def _method_status(reply: Reply) -> Finding:
    accepted = _not_refused(reply)
    if accepted is not None:
        return accepted
    if reply.response.status in METHOD_STATUSES:
        return PASSED
    received = f"{_line(reply)} to {reply.exchange.request.method}"
    return fail("A method that is not allowed is refused with another status", "HTTP 405", received, "status line")


def _allow(reply: Reply) -> Finding:
    if reply.response.status != METHOD_STATUSES[0]:
        return inconclusive(f"the reply is not HTTP 405, but {_line(reply)}")
    if any(name.casefold() == "allow" for name, _ in reply.response.headers):
        return PASSED
    return fail("HTTP 405 does not say which methods are allowed", "the header Allow", "no such header", "Allow")


def _path_status(reply: Reply) -> Finding:
    status = reply.response.status
    if reply.credentials_refused:
        return inconclusive("the credentials were refused, so nothing else was looked at")
    if 300 <= status < 400:
        return inconclusive(f"the path leads elsewhere: {_line(reply)}")
    if 400 <= status < 500:
        return PASSED
    return fail("An unknown path is not answered as one", "HTTP 404", _line(reply), "status line")


REFUSAL_ANSWER_CLAUSES = (
    Clause(
        id="refusal.fault",
        title="A SOAP message that cannot be processed is answered with a SOAP fault.",
        level="standard",
        judge=_fault,
        source="SOAP 1.1 section 6.2; SOAP 1.2 part 2 section 7.5.2.2",
        situations=ANSWERED_BY_A_FAULT,
        scope=SOAP,
    ),
    Clause(
        id="refusal.client-error",
        title="A body that cannot be read is answered with a fault or with HTTP 4xx.",
        level="standard",
        judge=_client_error("A body that cannot be read"),
        source="RFC 9110 section 15.5; WS-I BP 1.1 R1113, R1115, R1125",
        situations=(
            Situation.WRONG_MEDIA_TYPE,
            Situation.MALFORMED_XML,
            Situation.DOCUMENT_TYPE,
            Situation.MALFORMED_JSON,
            Situation.EMPTY_BODY,
        ),
    ),
    Clause(
        id="refusal.client-error.plain-http",
        title="What the client got wrong over plain HTTP is answered with HTTP 4xx.",
        level="standard",
        judge=_client_error("What the client got wrong"),
        source="RFC 9110 section 15.5",
        situations=(Situation.MALFORMED_ID, Situation.UNKNOWN_OPERATION),
        scope=PLAIN_HTTP,
    ),
    Clause(
        id="refusal.method.status",
        title="A method that is not allowed is answered with HTTP 405.",
        level="standard",
        judge=_method_status,
        source="RFC 9110 sections 9.1, 15.5.6; WS-I BP 1.1 R1114",
        situations=(Situation.WRONG_METHOD,),
    ),
    Clause(
        id="refusal.method.allow",
        title="HTTP 405 says which methods are allowed.",
        level="standard",
        judge=_allow,
        source="RFC 9110 section 15.5.6",
        situations=(Situation.WRONG_METHOD,),
    ),
    Clause(
        id="refusal.path.status",
        title="An unknown path is answered with HTTP 404, or another 4xx.",
        level="standard",
        judge=_path_status,
        source="RFC 9110 sections 15.5, 15.5.5",
        situations=(Situation.UNKNOWN_PATH,),
    ),
)
