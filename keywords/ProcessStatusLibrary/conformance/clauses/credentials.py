"""Clauses about credentials that are missing or wrong: nothing is told, and the refusal says what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...contract.service import Contract
from ...levels import Level
from ...wording import quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive, not_applicable
from ..scope import CREDENTIALS, SOAP, Scope
from ..situation import Situation
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

REFUSALS = (401, 403)
BAD_CREDENTIALS = (Situation.NO_CREDENTIALS, Situation.WRONG_PASSWORD, Situation.WRONG_USER)
CHALLENGE = "WWW-Authenticate"
_BASIC = re.compile(r"(?:^|,\s*)basic\b(?P<parameters>[^,]*(?:,\s*[\w-]+\s*=[^,]*)*)", re.IGNORECASE)
_REALM = re.compile(r"\brealm\s*=", re.IGNORECASE)

BY_HTTP = Scope(
    "services that take credentials in an HTTP header",
    lambda contract, operation, binding: contract.model.credentials.kind in ("basic", "any"),  # noqa: ARG005
)
IN_SOAP_HEADER = SOAP & Scope(
    "services that take credentials in a SOAP header",
    lambda contract, operation, binding: contract.model.credentials.kind == "soap header",  # noqa: ARG005
)


def _required(contract: Contract) -> Level:
    """A page that prints credentials in a message does not say that they are required."""
    return "inferred" if contract.model.credentials.kind == "soap header" else "documented"


def _no_result(what: str) -> Callable[[Reply], Finding]:
    def judge(reply: Reply) -> Finding:
        if reply.kind is not ReplyKind.RESULT or reply.response.status in REFUSALS:
            return PASSED
        state = reply.status.state if reply.status is not None else ""
        received = f"HTTP {reply.response.status}, {f'a result in state {quote(state)}' if state else 'a result'}"
        return fail(f"A request {what} is answered with a result", "a refusal", received)

    return judge


def _nothing_beside(reply: Reply) -> Finding:
    if reply.response.status not in REFUSALS:
        return not_applicable(f"the reply is no refusal by HTTP, but HTTP {reply.response.status}")
    if reply.kind is ReplyKind.RESULT:
        received = f"HTTP {reply.response.status} and a result"
        return fail("A refusal brings the result that it refuses", "a refusal without a result", received)
    return PASSED


def _status(reply: Reply) -> Finding:
    status = reply.response.status
    if status == REFUSALS[0]:
        return PASSED
    if reply.kind in (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT) and status not in REFUSALS:
        return inconclusive(f"the request was not refused: the reply is {named(reply)}")
    received = f"HTTP {status} {reply.response.reason}".rstrip()
    return fail("Missing or wrong credentials are answered with another status", "HTTP 401", received, "status line")


def _challenge(reply: Reply) -> Finding:
    if reply.response.status != REFUSALS[0]:
        return inconclusive(f"the reply is not HTTP 401, but HTTP {reply.response.status}")
    if reply.response.header(CHALLENGE).strip():
        return PASSED
    return fail("HTTP 401 does not say which credentials are wanted", "a challenge", "no challenge", CHALLENGE)


def _realm(reply: Reply) -> Finding:
    challenge = reply.response.header(CHALLENGE)
    basic = _BASIC.search(challenge)
    if basic is None:
        return not_applicable("the reply does not ask for Basic credentials")
    if _REALM.search(basic["parameters"]):
        return PASSED
    return fail("A Basic challenge has no realm", 'Basic realm="..."', quote(challenge), CHALLENGE)


def _fault(reply: Reply) -> Finding:
    if reply.kind is ReplyKind.SOAP_FAULT:
        return PASSED
    if reply.kind in (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT):
        return inconclusive(f"the request was not refused: the reply is {named(reply)}")
    if reply.kind is ReplyKind.UNREADABLE:
        return inconclusive("the reply is unreadable")  # it may hold a fault; what is wrong with it, other clauses tell
    received = f"{named(reply)}, HTTP {reply.response.status} {reply.response.reason}".rstrip()
    return fail("Credentials in a SOAP header are refused without a fault", "a SOAP fault", received)


def _required_clause(name: str, what: str, situation: Situation) -> Clause:
    return Clause(
        id=f"credentials.{name}",
        title=f"A request {what} is not answered with a result.",
        level="documented",
        judge=_no_result(what),
        situations=(situation,),
        scope=CREDENTIALS,
        level_in=_required,
        beside_result=True,
    )


CREDENTIALS_CLAUSES = (
    _required_clause("required", "without credentials", Situation.NO_CREDENTIALS),
    _required_clause("password", "with a wrong password or token", Situation.WRONG_PASSWORD),
    _required_clause("user", "of an unknown user", Situation.WRONG_USER),
    Clause(
        id="credentials.no-result-beside",
        title="HTTP 401 and 403 do not bring the result that they refuse.",
        level="inferred",
        judge=_nothing_beside,
        source="RFC 9110 sections 15.5.2, 15.5.4",
        situations=BAD_CREDENTIALS,
        scope=BY_HTTP,
    ),
    Clause(
        id="credentials.status",
        title="Missing or wrong credentials are answered with HTTP 401.",
        level="standard",
        judge=_status,
        source="RFC 9110 sections 11.4, 15.5.2",
        situations=BAD_CREDENTIALS,
        scope=BY_HTTP,
    ),
    Clause(
        id="credentials.challenge",
        title="HTTP 401 says which credentials are wanted.",
        level="standard",
        judge=_challenge,
        source="RFC 9110 sections 11.6.1, 15.5.2",
        situations=BAD_CREDENTIALS,
        scope=BY_HTTP,
    ),
    Clause(
        id="credentials.realm",
        title="A Basic challenge names its realm.",
        level="standard",
        judge=_realm,
        source="RFC 7617 section 2",
        situations=BAD_CREDENTIALS,
        scope=BY_HTTP,
    ),
    Clause(
        id="credentials.fault",
        title="Missing or wrong credentials of a SOAP header are answered with a fault.",
        level="standard",
        judge=_fault,
        source="SOAP 1.1 section 6.2; SOAP 1.2 part 2 section 7.5.2.2",
        situations=BAD_CREDENTIALS,
        scope=IN_SOAP_HEADER,
    ),
)
