"""Clauses about what a SOAP fault comes with: its HTTP status, whom it blames, what it must tell besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bindings.members import text_of
from ...classification import ReplyKind
from ...schemas.envelope import ENVELOPES
from ...schemas.xml_parsing import Element, children, path_of
from ...wording import quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive, not_applicable
from ..scope import SOAP, SOAP_11, SOAP_12
from ..situation import EVERY_SITUATION, Situation
from .credentials import BAD_CREDENTIALS
from .fault import CODES, child, code_of
from .refusal_answers import ANSWERED_BY_A_FAULT
from .soap import SOAP_11 as VERSION_11
from .soap import SOAP_12 as VERSION_12
from .soap import entries, envelope_of, fault_of, no_fault, of_fault, version_of
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

UNREADABLE = (Situation.MALFORMED_XML, Situation.DOCUMENT_TYPE, Situation.EMPTY_BODY)
"""Situations in which the request is no SOAP message: HTTP has 400 for them (WS-I BP 1.1 R1113)."""

NOT_ADDRESSED = (Situation.UNKNOWN_PATH, Situation.WRONG_METHOD, Situation.WRONG_MEDIA_TYPE)
"""Situations in which the request need not get as far as SOAP."""

CLIENT_MISTAKES = (
    Situation.MALFORMED_ID,
    Situation.MISSING_HEADER,
    Situation.WRONG_ACTION,
    Situation.MISSING_ACTION,
    Situation.UNKNOWN_OPERATION,
    Situation.UNKNOWN_MANDATORY_HEADER,
    Situation.WRONG_MEDIA_TYPE,
    Situation.WRONG_ENVELOPE_VERSION,
    *UNREADABLE,
    Situation.MUTANT,
    *BAD_CREDENTIALS,
)
"""Situations in which the message is wrong, and sending it again would not help."""

_SERVER = ("Server", "Receiver")


def _present(reply: Reply) -> Finding:
    if reply.response.status != 500:
        return not_applicable(f"the reply comes with HTTP {reply.response.status}")
    if fault_of(reply) is not None:
        return PASSED
    if reply.kind not in (ReplyKind.HTML, ReplyKind.TEXT, ReplyKind.EMPTY):
        return inconclusive(f"the reply is {named(reply)}")  # what is wrong with that, other clauses tell
    return fail("HTTP 500 without a fault", "a SOAP fault", named(reply), "body")


def _status_11(reply: Reply) -> Finding:
    fault = fault_of(reply)
    if fault is None:
        return no_fault(reply)
    if version_of(fault) != VERSION_11:
        return not_applicable("the fault is not of SOAP 1.1")
    return _has_status(reply, 500)


def _status_12(reply: Reply) -> Finding:
    fault = fault_of(reply)
    if fault is None:
        return no_fault(reply)
    if version_of(fault) != VERSION_12:
        return not_applicable("the fault is not of SOAP 1.2")
    code = local_code(fault)
    if code not in CODES[VERSION_12]:
        return inconclusive("the fault has no code that SOAP 1.2 has a status for")
    return _has_status(reply, 400 if code == "Sender" else 500)


def _has_status(reply: Reply, status: int) -> Finding:
    response = reply.response
    if response.status == status:
        return PASSED
    received = f"HTTP {response.status} {response.reason}".rstrip()
    return fail("A fault comes with another HTTP status", f"HTTP {status}", received, "status line")


def _blames_client(fault: Element) -> Finding:
    code = local_code(fault)
    if not code:
        return inconclusive("the fault has no code")
    base = code.partition(".")[0]
    if base not in _SERVER:
        return PASSED
    documented = "Client" if version_of(fault) == VERSION_11 else "Sender"
    return fail("The client's mistake is called the server's", documented, quote(code), path_of(fault))


def _detail(fault: Element) -> Finding:
    if child(fault, "detail") is not None:
        return PASSED
    return fail("A fault about the Body has no detail", "detail", "none", path_of(fault))


def _upgrade(reply: Reply) -> Finding:
    fault, envelope = fault_of(reply), envelope_of(reply)
    if fault is None or envelope is None:
        return no_fault(reply)
    if local_code(fault) != "VersionMismatch":
        return not_applicable("the fault is not about the version of the envelope")
    uri = ENVELOPES[VERSION_12]
    upgrades = [block for block in entries(envelope, "Header") if block.tag == f"{{{uri}}}Upgrade"]
    if any(part.tag == f"{{{uri}}}SupportedEnvelope" for upgrade in upgrades for part in children(upgrade)):
        return PASSED
    received = "an Upgrade without a SupportedEnvelope" if upgrades else "none"
    return fail("The fault does not tell the supported versions", "the header Upgrade", received, "Envelope/Header")


def local_code(fault: Element) -> str:
    """The code of a fault without its prefix; empty when it has none."""
    code = code_of(fault)
    return text_of(code).strip().rpartition(":")[2] if code is not None else ""


def _but(*left_out: Situation) -> tuple[Situation, ...]:
    return tuple(situation for situation in EVERY_SITUATION if situation not in left_out)


FAULT_CIRCUMSTANCE_CLAUSES = (
    # In the situations that are left out, other clauses ask for a fault or for a status, whichever came.
    Clause(
        id="fault.present",
        title="HTTP 500 over SOAP comes with a fault.",
        level="standard",
        source="SOAP 1.1 section 6.2; SOAP 1.2 part 2 section 7.5.2.2",
        situations=_but(*NOT_ADDRESSED, *UNREADABLE, *ANSWERED_BY_A_FAULT, *BAD_CREDENTIALS),
        scope=SOAP,
        judge=_present,
    ),
    Clause(
        id="fault.status.basic-profile",
        title="A fault of SOAP 1.1 comes with HTTP 500.",
        level="standard",
        source="SOAP 1.1 section 6.2, WS-I BP 1.1 R1126",
        situations=_but(*UNREADABLE),
        scope=SOAP_11,
        judge=_status_11,
    ),
    Clause(
        id="fault.status.by-code",
        title="A fault of SOAP 1.2 comes with HTTP 400 when it blames the sender, else with HTTP 500.",
        level="standard",
        source="SOAP 1.2 part 2 section 7.5.2.2, table 20",
        situations=EVERY_SITUATION,
        scope=SOAP_12,
        judge=_status_12,
    ),
    Clause(
        id="fault.blame",
        title="A fault about the client's mistake does not blame the server.",
        level="standard",
        source="SOAP 1.1 section 4.4.1; SOAP 1.2 part 1 section 5.4.6",
        situations=CLIENT_MISTAKES,
        scope=SOAP,
        judge=of_fault(_blames_client),
    ),
    Clause(
        id="fault.detail",
        title="A fault about the Body has a detail.",
        level="standard",
        source="SOAP 1.1 section 4.4",
        situations=(Situation.UNKNOWN_OPERATION,),
        scope=SOAP_11,
        judge=of_fault(_detail),
    ),
    Clause(
        id="fault.upgrade",
        title="A fault about the version tells which versions are supported.",
        level="standard",
        source="SOAP 1.2 part 1 section 5.4.7 (should)",
        situations=EVERY_SITUATION,
        scope=SOAP_12,
        judge=_upgrade,
    ),
)
