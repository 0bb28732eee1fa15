"""Clauses about SOAP faults, their shape and their circumstances: every verdict, with its words."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable
from ProcessStatusLibrary.conformance.situation import Situation

from .answers import EMPTY_RESULT, HTML, SOAP_11, SOAP_12, Recipe, judged, other, result, text
from .soap_messages import (
    CODE_11,
    CODE_12,
    SERVER_ERROR,
    TEXT_11,
    TEXT_12,
    URI_11,
    URI_12,
    code_11,
    code_12,
    fault_11,
    fault_12,
)

NO_FAULT = not_applicable("the reply is a result, so there is no fault")
NO_CODE = inconclusive("the fault has no code")
NOT_11, NOT_12 = not_applicable("the fault is not of SOAP 1.1"), not_applicable("the fault is not of SOAP 1.2")
OTHER_VERSION = inconclusive("the fault is in an envelope of the other version")
NO_DETAIL = not_applicable("the fault has no detail")
FAULT = "Envelope/Body/Fault"
FOUR, FIVE = "'faultcode', 'faultstring', 'faultactor' and 'detail'", "'Code', 'Reason', 'Node', 'Role' and 'Detail'"
CODES_11 = "'VersionMismatch', 'MustUnderstand', 'Client' or 'Server' in the namespace of the envelope"
CODES_12 = (
    "'VersionMismatch', 'MustUnderstand', 'DataEncodingUnknown', 'Sender' or 'Receiver' "
    "in the namespace of the envelope"
)
OWN_NAMESPACE = ' xmlns:q="urn:q"'


def another_child(known: str, received: str, where: str) -> Finding:
    return fail("A fault has another child", known, f"the element '{received}'", f"{FAULT}/{where}")


def wrong_namespace(documented: str, received: str, where: str) -> Finding:
    title = "A child of a fault is in a wrong namespace"
    return fail(title, documented, f"the namespace '{received}'", f"{FAULT}/{where}")


def unknown_11(received: str) -> Finding:
    documented = f"{CODES_11}, or one in another namespace"
    return fail("The code of a fault is unknown", documented, received, f"{FAULT}/faultcode")


def unknown_12(received: str) -> Finding:
    return fail("The code of a fault is unknown", CODES_12, received, f"{FAULT}/Code/Value")


def no_code(documented: str, received: str) -> Finding:
    return fail("A fault has no code", documented, received, FAULT)


def no_text(documented: str, received: str) -> Finding:
    return fail("A fault tells nothing to a person", documented, received, FAULT)


def no_language(received: str) -> Finding:
    return fail("The text of a fault tells no language", "xml:lang", received, f"{FAULT}/Reason/Text")


SHAPE: list[tuple[str, Recipe, Finding]] = [
    ("fault.children", fault_11(CODE_11 + TEXT_11 + "<faultactor>a</faultactor><detail/>"), PASSED),
    ("fault.children", fault_12(CODE_12 + TEXT_12 + "<e:Node>a</e:Node><e:Role>a</e:Role><e:Detail/>"), PASSED),
    ("fault.children", fault_11(CODE_11 + TEXT_11 + "<time/>"), another_child(FOUR, "time", "time")),
    ("fault.children", fault_12(CODE_12 + TEXT_12 + "<detail/>"), another_child(FIVE, "detail", "detail")),
    ("fault.children", result(SOAP_11), NO_FAULT),
    ("fault.qualification", fault_11(), PASSED),
    ("fault.qualification", fault_12(), PASSED),
    (
        "fault.qualification",
        fault_11(CODE_11 + "<e:faultstring>No.</e:faultstring>"),
        wrong_namespace("no namespace", URI_11, "faultstring"),
    ),
    (
        "fault.qualification",
        fault_12(CODE_12 + TEXT_12 + "<Detail/>"),
        wrong_namespace(f"the namespace '{URI_12}'", "", "Detail"),
    ),
    ("fault.qualification", fault_12(CODE_12 + TEXT_12 + "<detail/>"), PASSED),  # another clause tells it
    ("fault.order", fault_11(), PASSED),
    ("fault.order", fault_12(CODE_12 + "<time/>" + TEXT_12), PASSED),
    (
        "fault.order",
        fault_11(TEXT_11 + CODE_11),
        fail(
            "The children of a fault are out of order",
            "faultcode, faultstring, faultactor, detail",
            "faultstring, faultcode",
            FAULT,
        ),
    ),
    (
        "fault.order",
        fault_12(TEXT_12 + CODE_12),
        fail("The children of a fault are out of order", "Code, Reason, Node, Role, Detail", "Reason, Code", FAULT),
    ),
    ("fault.code", fault_11(), PASSED),
    ("fault.code", fault_12(), PASSED),
    ("fault.code", fault_11(TEXT_11), no_code("faultcode", "none")),
    ("fault.code", fault_11(code_11(" ")), no_code("faultcode", "an empty one")),
    ("fault.code", fault_12(TEXT_12), no_code("Code with a Value", "none")),
    ("fault.code", fault_12("<e:Code/>" + TEXT_12), no_code("Code with a Value", "none")),
    ("fault.code.known", fault_11(), PASSED),
    ("fault.code.known", fault_12(), PASSED),
    ("fault.code.known", fault_12(code_12("e:DataEncodingUnknown")), PASSED),
    ("fault.code.known", fault_11(code_11("e:Client.Request")), PASSED),  # another clause tells it
    ("fault.code.known", fault_11(f"<faultcode{OWN_NAMESPACE}>q:Mine</faultcode>{TEXT_11}"), PASSED),
    ("fault.code.known", fault_11(code_11("e:Sender")), unknown_11(f"'e:Sender' in the namespace '{URI_11}'")),
    ("fault.code.known", fault_11(code_11("Client")), unknown_11("'Client' in no namespace")),
    ("fault.code.known", fault_11(code_11("q:Mine")), unknown_11("'q:Mine' in no namespace")),
    ("fault.code.known", fault_12(code_12("e:Client")), unknown_12(f"'e:Client' in the namespace '{URI_12}'")),
    (
        "fault.code.known",
        fault_12(f"<e:Code><e:Value{OWN_NAMESPACE}>q:Sender</e:Value></e:Code>"),
        unknown_12("'q:Sender' in the namespace 'urn:q'"),
    ),
    ("fault.code.known", fault_11(TEXT_11), NO_CODE),
    ("fault.code.known", fault_12(code_12("")), NO_CODE),
    ("fault.code.dots", fault_11(), PASSED),
    (
        "fault.code.dots",
        fault_11(code_11("e:Client.Request")),
        fail(
            "The code of a fault is refined after a dot",
            "a code without a dot",
            "'e:Client.Request'",
            f"{FAULT}/faultcode",
        ),
    ),
    ("fault.code.dots", fault_11(TEXT_11), NO_CODE),
    ("fault.code.dots", fault_12(over=SOAP_11), OTHER_VERSION),
    ("fault.text", fault_11(), PASSED),
    ("fault.text", fault_12(), PASSED),
    ("fault.text", fault_11(CODE_11), no_text("faultstring", "none")),
    ("fault.text", fault_11(CODE_11 + "<faultstring> </faultstring>"), no_text("faultstring", "an empty one")),
    ("fault.text", fault_12(CODE_12), no_text("Reason with a Text", "none")),
    (
        "fault.text",
        fault_12(CODE_12 + '<e:Reason><e:Text xml:lang="en"/></e:Reason>'),
        no_text("Reason with a Text", "an empty one"),
    ),
    ("fault.language", fault_12(), PASSED),
    ("fault.language", fault_12(CODE_12 + "<e:Reason><e:Text>No.</e:Text></e:Reason>"), no_language("none")),
    (
        "fault.language",
        fault_12(CODE_12 + '<e:Reason><e:Text xml:lang="">No.</e:Text></e:Reason>'),
        no_language("''"),
    ),
    ("fault.language", fault_12(CODE_12), inconclusive("the fault has no text")),
    ("fault.language", fault_11(over=SOAP_12), OTHER_VERSION),
    ("fault.detail-attributes", fault_11(), NO_DETAIL),
    ("fault.detail-attributes", fault_11(CODE_11 + TEXT_11 + '<detail xml:lang="en"/>'), PASSED),
    (
        "fault.detail-attributes",
        fault_11(CODE_11 + TEXT_11 + '<detail e:actor="urn:a"/>'),
        fail("The detail of a fault has an attribute of SOAP", "none", "the attribute 'actor'", f"{FAULT}/detail"),
    ),
    ("fault.header-detail", fault_11(code_11("e:MustUnderstand")), PASSED),
    (
        "fault.header-detail",
        fault_11(code_11("e:MustUnderstand") + "<detail/>"),
        fail("A fault about a header has a detail", "no detail", "a detail", f"{FAULT}/detail"),
    ),
    (
        "fault.header-detail",
        fault_11(CODE_11 + TEXT_11 + "<detail/>"),
        not_applicable("the fault is not about a header that must be understood"),
    ),
]

UPGRADE = '<e:Upgrade><e:SupportedEnvelope qname="e:Envelope"/></e:Upgrade>'
MISMATCH = code_12("e:VersionMismatch")


def status(documented: int, received: str) -> Finding:
    return fail("A fault comes with another HTTP status", f"HTTP {documented}", f"HTTP {received}", "status line")


def without_fault(received: str) -> Finding:
    return fail("HTTP 500 without a fault", "a SOAP fault", received, "body")


def without_upgrade(received: str) -> Finding:
    title = "The fault does not tell the supported versions"
    return fail(title, "the header Upgrade", received, "Envelope/Header")


def blamed(documented: str, received: str) -> Finding:
    return fail("The client's mistake is called the server's", documented, f"'{received}'", FAULT)


CIRCUMSTANCES: list[tuple[str, Recipe, Finding]] = [
    ("fault.present", fault_11(), PASSED),
    ("fault.present", fault_12(status=SERVER_ERROR), PASSED),
    ("fault.present", HTML, without_fault("HTML")),
    ("fault.present", other(SOAP_12, "", SERVER_ERROR), without_fault("an empty body")),
    ("fault.present", result(SOAP_11, status=SERVER_ERROR), inconclusive("the reply is a result")),
    ("fault.present", text("busy"), not_applicable("the reply comes with HTTP 503")),
    ("fault.status.basic-profile", fault_11(), PASSED),
    ("fault.status.basic-profile", fault_11(status="200 OK"), status(500, "200 OK")),
    ("fault.status.basic-profile", fault_11(status="400 "), status(500, "400")),
    ("fault.status.basic-profile", fault_12(over=SOAP_11), NOT_11),
    ("fault.status.basic-profile", result(SOAP_11), NO_FAULT),
    ("fault.status.by-code", fault_12(), PASSED),
    ("fault.status.by-code", fault_12(code_12("e:Receiver"), status=SERVER_ERROR), PASSED),
    ("fault.status.by-code", fault_12(status=SERVER_ERROR), status(400, SERVER_ERROR)),
    ("fault.status.by-code", fault_12(code_12("e:MustUnderstand")), status(500, "400 Bad Request")),
    (
        "fault.status.by-code",
        fault_12(code_12("e:Client")),
        inconclusive("the fault has no code that SOAP 1.2 has a status for"),
    ),
    ("fault.status.by-code", fault_11(over=SOAP_12), NOT_12),
    ("fault.status.by-code", result(SOAP_12), NO_FAULT),
    ("fault.blame", fault_11(), PASSED),
    ("fault.blame", fault_12(), PASSED),
    ("fault.blame", fault_11(code_11("e:MustUnderstand")), PASSED),
    ("fault.blame", fault_11(code_11("e:Server")), blamed("Client", "Server")),
    ("fault.blame", fault_11(code_11("e:Server.Busy")), blamed("Client", "Server.Busy")),
    ("fault.blame", fault_12(code_12("e:Receiver")), blamed("Sender", "Receiver")),
    ("fault.blame", fault_11(TEXT_11), NO_CODE),
    ("fault.blame", EMPTY_RESULT, not_applicable("the reply is an empty result, so there is no fault")),
    ("fault.detail", fault_11(CODE_11 + TEXT_11 + "<detail/>"), PASSED),
    ("fault.detail", fault_11(), fail("A fault about the Body has no detail", "detail", "none", FAULT)),
    ("fault.detail", fault_12(over=SOAP_11), OTHER_VERSION),
    ("fault.upgrade", fault_12(MISMATCH, header=UPGRADE), PASSED),
    ("fault.upgrade", fault_12(MISMATCH), without_upgrade("none")),
    (
        "fault.upgrade",
        fault_12(MISMATCH, header="<e:Upgrade/>"),
        without_upgrade("an Upgrade without a SupportedEnvelope"),
    ),
    ("fault.upgrade", fault_11(code_11("e:VersionMismatch"), over=SOAP_12), without_upgrade("none")),
    ("fault.upgrade", fault_12(), not_applicable("the fault is not about the version of the envelope")),
    ("fault.upgrade", result(SOAP_12), NO_FAULT),
]


@pytest.mark.parametrize(("clause", "recipe", "finding"), SHAPE + CIRCUMSTANCES)
def test_fault(clause: str, recipe: Recipe, finding: Finding) -> None:
    assert judged(clause, recipe) == finding


def test_what_a_clause_about_faults_leaves_out() -> None:
    clauses = {clause.id: frozenset(Situation) - frozenset(clause.situations) for clause in CATALOGUE}

    assert clauses["fault.status.basic-profile"] == {
        Situation.MALFORMED_XML,
        Situation.DOCUMENT_TYPE,
        Situation.EMPTY_BODY,
    }
    assert clauses["fault.present"] == {
        *(Situation.UNKNOWN_PATH, Situation.WRONG_METHOD, Situation.WRONG_MEDIA_TYPE),
        *(Situation.MALFORMED_XML, Situation.DOCUMENT_TYPE, Situation.EMPTY_BODY),
        *(Situation.MALFORMED_ID, Situation.UNKNOWN_OPERATION),
        *(Situation.UNKNOWN_MANDATORY_HEADER, Situation.WRONG_ENVELOPE_VERSION),
        *(Situation.NO_CREDENTIALS, Situation.WRONG_PASSWORD, Situation.WRONG_USER),
    }
    assert clauses["fault.status.by-code"] == frozenset()


def test_nobody_is_blamed_for_what_no_client_did_wrong() -> None:
    situations = next(clause for clause in CATALOGUE if clause.id == "fault.blame").situations

    assert not {Situation.KNOWN_PROCESS, Situation.START, Situation.UNKNOWN_ID, Situation.UNKNOWN_PATH} & {*situations}
