"""Clauses about requests that must be refused: none of them is answered with a result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...levels import Level
from ...wording import quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive
from ..scope import ID_IN_HEADER, JSON_REQUEST, PLAIN_HTTP, SOAP, SOAP_11, Scope
from ..situation import Situation

if TYPE_CHECKING:
    from ...reply import Reply

LATER_BODIES = Scope(
    "requests with a body, but those of SOAP 1.1",
    lambda contract, operation, binding: binding == "SOAP 1.2" or JSON_REQUEST.covers(contract, operation, binding),
)
CLIENT_FAULT = "WS-I BP 1.1 R2724; SOAP 1.2 part 1 section 5.4.6"


def _refused(what: str, *, may_be_unknown: bool = False) -> Callable[[Reply], Finding]:
    """Judges that a result does not come.

    Args:
        what: What the request is.
        may_be_unknown: An answer that no such process is known is a refusal too.
    """

    def judge(reply: Reply) -> Finding:
        if reply.credentials_refused:
            return inconclusive("the credentials were refused, so nothing else was looked at")
        if reply.kind is ReplyKind.EMPTY_RESULT:
            return PASSED if may_be_unknown else inconclusive("the result is empty, which may be a refusal")
        if reply.kind is ReplyKind.UNEXPECTED and reply.response.status < 300:
            return inconclusive(f"the reply is an unexpected document: {reply.kept.detail}")
        if reply.kind is not ReplyKind.RESULT or (may_be_unknown and reply.not_found):
            return PASSED
        state = reply.status.state if reply.status is not None else ""
        received = f"HTTP {reply.response.status}, {f'a result in state {quote(state)}' if state else 'a result'}"
        return fail(f"{what} is answered with a result", "a refusal", received)

    return judge


def _clause(
    name: str,
    what: str,
    level: Level,
    source: str,
    situation: Situation,
    scope: Scope,
    *,
    may_be_unknown: bool = False,
) -> Clause:
    return Clause(
        id=f"refusal.{name}",
        title=f"{what} is not answered with a result.",
        level=level,
        judge=_refused(what, may_be_unknown=may_be_unknown),
        source=source,
        situations=(situation,),
        scope=scope,
        beside_result=True,
    )


REFUSAL_CLAUSES = (
    _clause(
        "malformed-id",
        "An id that is none of its type",
        "standard",
        CLIENT_FAULT,
        Situation.MALFORMED_ID,
        SOAP,
        may_be_unknown=True,
    ),
    _clause(
        "malformed-id.plain-http",
        "An id that is none of its type, over plain HTTP,",
        "inferred",
        "RFC 9110 section 15.5.1",
        Situation.MALFORMED_ID,
        PLAIN_HTTP,
        may_be_unknown=True,
    ),
    _clause(
        "missing-header",
        "A message without the header that names the process",
        "inferred",
        "WS-I BP 1.1 R2738, R2724",
        Situation.MISSING_HEADER,
        ID_IN_HEADER,
        may_be_unknown=True,
    ),
    _clause(
        "wrong-action",
        "A wrong SOAPAction",
        "observed",
        "SOAP 1.1 section 6.1.1; ASP.NET (.asmx) tells operations apart by it",
        Situation.WRONG_ACTION,
        SOAP_11,
    ),
    _clause(
        "unknown-operation",
        "An unknown operation",
        "standard",
        CLIENT_FAULT,
        Situation.UNKNOWN_OPERATION,
        SOAP,
    ),
    _clause(
        "mandatory-header",
        "A header that must be understood and is not",
        "standard",
        "SOAP 1.1 section 4.2.3; SOAP 1.2 part 1 section 2.4",
        Situation.UNKNOWN_MANDATORY_HEADER,
        SOAP,
    ),
    _clause(
        "envelope-version",
        "An envelope of no SOAP version",
        "standard",
        "SOAP 1.1 section 4.1.2, WS-I BP 1.1 R1015; SOAP 1.2 part 1 section 2.8",
        Situation.WRONG_ENVELOPE_VERSION,
        SOAP,
    ),
    _clause(
        "document-type",
        "A message with a document type declaration",
        "standard",
        "SOAP 1.1 section 3, WS-I BP 1.1 R1008; SOAP 1.2 part 1 section 5",
        Situation.DOCUMENT_TYPE,
        SOAP,
    ),
    _clause(
        "malformed-xml",
        "A message that is not well-formed XML",
        "standard",
        "XML 1.0 section 1.2: no processing after a fatal error",
        Situation.MALFORMED_XML,
        SOAP,
    ),
    _clause(
        "malformed-json",
        "A body that is not JSON",
        "inferred",
        "RFC 8259 section 2; RFC 9110 section 15.5.1",
        Situation.MALFORMED_JSON,
        JSON_REQUEST,
    ),
    _clause(
        "empty-body",
        "A request without its message",
        "standard",
        "XML 1.0 section 2.1; SOAP 1.1 section 4; SOAP 1.2 part 1 section 5",
        Situation.EMPTY_BODY,
        SOAP,
    ),
    _clause(
        "empty-body.json",
        "A request without its JSON",
        "inferred",
        "RFC 8259 section 2; RFC 9110 section 15.5.1",
        Situation.EMPTY_BODY,
        JSON_REQUEST,
    ),
    _clause(
        "media-type",
        "A SOAP 1.1 message that is called plain text",
        "standard",
        "WS-I BP 1.1 R1115",
        Situation.WRONG_MEDIA_TYPE,
        SOAP_11,
    ),
    _clause(
        "media-type.later",
        "A body that is called plain text",
        "inferred",
        "RFC 9110 section 15.5.16",
        Situation.WRONG_MEDIA_TYPE,
        LATER_BODIES,
    ),
    _clause(
        "method",
        "A SOAP message that is not posted",
        "standard",
        "WS-I BP 1.1 R1114, R1132; SOAP 1.2 part 2 section 7.4",
        Situation.WRONG_METHOD,
        SOAP,
    ),
    _clause(
        "method.plain-http",
        "A method that no page names for the address",
        "inferred",
        "RFC 9110 section 9.1",
        Situation.WRONG_METHOD,
        PLAIN_HTTP,
    ),
)
