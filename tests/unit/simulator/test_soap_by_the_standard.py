"""What profile documented answers to wrong SOAP requests: what SOAP and HTTP ask for, in the page's own clothes."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import Question, admitted, ask, sample

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
API = "http://genpact.com/cora/orchestration/rpa/1.0.0/api/"

ONE = sample("cora-rpa", "GetStatus.soap11")
TWO = sample("cora-rpa", "GetStatus.soap12")
MAILING = sample("listrak", "GetProcessStatus.soap11")
BLOCK = '<x:Trace xmlns:x="urn:x" soap:mustUnderstand="1"/>\n    <ActivityMetadata'


def with_unknown_block(question: Question) -> Question:
    """A question with a header block that must be understood and is not."""
    prefix = "soap12" if "soap12:" in question.body else "soap"
    return question.with_body("<ActivityMetadata", BLOCK.replace("soap:", f"{prefix}:"))


FAULTS = {
    "malformed, SOAP 1.1": (
        ONE.but(body="<Envelope"),
        (400, "text/xml; charset=utf-8"),
        (
            "soap:Client",
            (
                "The request is not well-formed XML: "
                "Couldn't find end of Start Tag Envelope line 1. Line 1, position 10."
            ),
            True,
        ),
    ),
    "malformed, SOAP 1.2": (
        TWO.but(body="ProcessID=4711"),
        (400, "application/soap+xml; charset=utf-8"),
        (
            "soap12:Sender",
            "The request is not well-formed XML: Data at the root level is invalid. Line 1, position 1.",
            True,
        ),
    ),
    "DTD": (
        ONE.with_body("<soap:Envelope", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hostname'>]>\n<soap:Envelope"),
        (400, "text/xml; charset=utf-8"),
        ("soap:Client", "The request is not well-formed XML: DTD is prohibited in this XML document.", True),
    ),
    "empty": (
        ONE.but(body=" "),
        (400, "text/xml; charset=utf-8"),
        ("soap:Client", "The request is not well-formed XML: Root element is missing.", True),
    ),
    "envelope of no version": (
        ONE.with_body(SOAP11, "urn:envelope"),
        (500, "text/xml; charset=utf-8"),
        (
            "soap:VersionMismatch",
            (
                "Possible SOAP version mismatch: Envelope namespace urn:envelope was unexpected. "
                f"Expecting {SOAP11} or {SOAP12}."
            ),
            True,
        ),
    ),
    "no body": (
        TWO.with_body("soap12:Body", "soap12:Torso"),
        (400, "application/soap+xml; charset=utf-8"),
        ("soap12:Sender", "Request format is invalid: Missing required soap:Body element.", True),
    ),
    "empty body": (
        ONE.with_body(f'<GetStatus xmlns="{API}" />', ""),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", "The SOAP body is empty.", True),
    ),
    "unknown element": (
        TWO.with_body("<GetStatus xmlns", "<GetState xmlns"),
        (400, "application/soap+xml; charset=utf-8"),
        ("soap12:Sender", f"The request element <GetState xmlns='{API}'> was not recognized.", True),
    ),
    "element of another service": (
        ONE.with_body(f'<GetStatus xmlns="{API}"', f'<GetStatus xmlns="{API.replace("rpa", "ocr")}"'),
        (500, "text/xml; charset=utf-8"),
        (
            "soap:Client",
            f"The request element <GetStatus xmlns='{API.replace('rpa', 'ocr')}'> was not recognized.",
            True,
        ),
    ),
    "wrong SOAPAction": (
        ONE.but(SOAPAction=f'"{API}NoSuch"'),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", f"Server did not recognize the value of HTTP Header SOAPAction: {API}NoSuch.", True),
    ),
    "no SOAPAction": (
        ONE.but(without="SOAPAction"),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", "The HTTP header SOAPAction is missing.", True),
    ),
    "wrong action": (
        TWO.but(Content_Type=f'application/soap+xml; charset=utf-8; action="{API}NoSuch"'),
        (400, "application/soap+xml; charset=utf-8"),
        ("soap12:Sender", f"Unable to handle request. The action '{API}NoSuch' was not recognized.", True),
    ),
    "unknown header, SOAP 1.1": (
        with_unknown_block(ONE),
        (500, "text/xml; charset=utf-8"),
        ("soap:MustUnderstand", "SOAP header Trace was not understood.", False),
    ),
    "unknown header, SOAP 1.2": (
        with_unknown_block(TWO),
        (500, "application/soap+xml; charset=utf-8"),
        ("soap12:MustUnderstand", "SOAP header Trace was not understood.", False),
    ),
    "header missing": (
        ONE.with_body("ActivityMetadata", "ActivityData"),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", "The SOAP header ActivityMetadata is missing.", False),
    ),
    "member missing": (
        TWO.with_body("MasterWorkflowInstanceId", "MasterId"),
        (400, "application/soap+xml; charset=utf-8"),
        ("soap12:Sender", "MasterWorkflowInstanceId is missing.", False),
    ),
    "id in the header of the wrong type": (
        ONE.with_body("4711", "abc"),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", "MasterWorkflowInstanceId 'abc' is not a long.", False),
    ),
    "another member of the wrong type": (
        TWO.with_body("<CallerId>17<", "<CallerId>3000000000<"),
        (400, "application/soap+xml; charset=utf-8"),
        ("soap12:Sender", "CallerId '3000000000' is not an int.", False),
    ),
    "id in the body of the wrong type": (
        MAILING.with_body("4711", "4.5"),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", "ProcessID '4.5' is not an int.", True),
    ),
    "id in the body missing": (
        MAILING.with_body("<ProcessID>4711</ProcessID>", ""),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", "ProcessID is missing.", True),
    ),
    "unknown process, SOAP 1.1": (
        MAILING.with_body("4711", "99"),
        (500, "text/xml; charset=utf-8"),
        ("soap:Client", "Process 99 was not found.", True),
    ),
    "unknown process, SOAP 1.2": (
        sample("listrak", "GetProcessStatus.soap12").with_body("4711", "99"),
        (400, "application/soap+xml; charset=utf-8"),
        ("soap12:Sender", "Process 99 was not found.", True),
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault(documented: Simulator, case: str) -> None:
    question, (status, content_type), fault = FAULTS[case]
    service = "listrak" if "listrak" in question.body else "cora-rpa"

    reply = ask(documented, service, question)

    assert (reply.status, reply.content_type) == (status, content_type)
    assert reply.fault == fault


def test_a_fault_is_printed_like_the_sample(documented: Simulator) -> None:
    reply = ask(documented, "cora-rpa", TWO.but(body="x"))

    assert reply.text == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap12="{SOAP12}">\n'
        "  <soap12:Body>\n"
        "    <soap12:Fault>\n"
        "      <soap12:Code>\n"
        "        <soap12:Value>soap12:Sender</soap12:Value>\n"
        "      </soap12:Code>\n"
        "      <soap12:Reason>\n"
        '        <soap12:Text xml:lang="en">The request is not well-formed XML: '
        "Data at the root level is invalid. Line 1, position 1.</soap12:Text>\n"
        "      </soap12:Reason>\n"
        "      <soap12:Detail />\n"
        "    </soap12:Fault>\n"
        "  </soap12:Body>\n"
        "</soap12:Envelope>"
    )


def test_a_version_mismatch_tells_the_versions(documented: Simulator) -> None:
    reply = ask(documented, "cora-rpa", ONE.with_body(SOAP11, "urn:envelope"))

    assert (
        "  <soap:Header>\n"
        f'    <soap12:Upgrade xmlns:soap12="{SOAP12}">\n'
        f'      <soap12:SupportedEnvelope qname="soap:Envelope" />\n'
        f'      <soap12:SupportedEnvelope qname="soap12:Envelope" />\n'
        "    </soap12:Upgrade>\n"
        "  </soap:Header>\n"
    ) in reply.text


@pytest.mark.parametrize(
    ("question", "expected", "got"),
    [
        (ONE.but(Content_Type="application/json"), "application/soap+xml or text/xml", "application/json"),
        (ONE.but(Content_Type="application/soap+xml; charset=utf-8"), "text/xml", "application/soap+xml"),
        (TWO.but(Content_Type="text/xml; charset=utf-8"), "application/soap+xml", "text/xml"),
    ],
)
def test_a_wrong_media_type(documented: Simulator, question: Question, expected: str, got: str) -> None:
    reply = ask(documented, "cora-rpa", question)

    assert (reply.status, reply.content_type) == (415, "text/plain; charset=utf-8")
    assert reply.text == f"Expected the media type {expected}, got {got}."


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_a_wrong_method(documented: Simulator, method: str) -> None:
    reply = ask(documented, "cora-rpa", ONE.but(method=method))

    assert (reply.status, reply.header("Allow")) == (405, "POST")
    assert reply.text == f"{method} is not allowed here. Allowed: POST."


@pytest.mark.parametrize("path", ["/nothing", ONE.path.lower(), f"{ONE.path}/NoSuch", f"{ONE.path}/getstatus"])
def test_an_unknown_path(documented: Simulator, path: str) -> None:
    reply = ask(documented, "cora-rpa", ONE.but(path=path))

    assert (reply.status, reply.text) == (404, f"Nothing is at {path}.")


@pytest.mark.parametrize(
    "question",
    [
        ONE.but(SOAPAction=f"{API}GetStatus"),
        ONE.but(Content_Type="TEXT/XML"),
        TWO.but(Content_Type=f'application/soap+xml; action="{API}GetStatus"'),
        ONE.with_body("soap:", "e:").with_body("xmlns:soap", "xmlns:e"),
        with_unknown_block(ONE).with_body('mustUnderstand="1"', 'mustUnderstand="0"'),
        with_unknown_block(ONE).with_body("soap:must", 'soap:actor="urn:other" soap:must'),
    ],
)
def test_what_is_not_wrong(documented: Simulator, question: Question) -> None:
    documented.simulate("cora-rpa", "4711", ["Queued"])

    reply = ask(documented, "cora-rpa", question)

    assert (reply.status, reply.member("Status")) == (200, "Queued")


def test_only_soap_12_is_offered(documented: Simulator) -> None:
    question = admitted(documented, "coruson", sample("coruson", "ImportReportsStatus.soap12"))

    reply = ask(documented, "coruson", question.with_body(SOAP12, SOAP11))

    assert reply.status == 500
    assert reply.fault == (
        "soap12:VersionMismatch",
        f"Possible SOAP version mismatch: Envelope namespace {SOAP11} was unexpected. Expecting {SOAP12}.",
        True,
    )


def test_the_printed_and_the_standard_media_type_are_accepted(documented: Simulator) -> None:
    process_id = documented.simulate("coruson", states=["Imported"])
    question = sample("coruson", "ImportReportsStatus.soap12").with_id("coruson", process_id)

    for kind in ("text/xml; charset=utf-8", "application/soap+xml"):
        reply = ask(documented, "coruson", admitted(documented, "coruson", question.but(Content_Type=kind)))
        assert (reply.status, reply.content_type) == (200, "application/xml")
