"""What profile observed answers to wrong requests for ASMX services: the framework's own texts and ways."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import Question, ask, sample

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
API = "http://genpact.com/cora/orchestration/rpa/1.0.0/api/"
XML = "text/xml; charset=utf-8"
SOAP = "application/soap+xml; charset=utf-8"
NO_ACTION = "Unable to handle request without a valid action parameter. Please supply a valid soap action."
UNREADABLE = "Server was unable to read request. ---> "
NULL = "Server was unable to process request. ---> Object reference not set to an instance of an object."

ONE = sample("cora-rpa", "GetStatus.soap11")
TWO = sample("cora-rpa", "GetStatus.soap12")
GET = sample("cora-rpa", "GetStatus.http-get")
POST = sample("cora-rpa", "GetStatus.http-post")
MAILING = sample("listrak", "GetProcessStatus.soap11")
BLOCK = '<x:Trace xmlns:x="urn:x" {}:mustUnderstand="1"/>\n    <ActivityMetadata'

FAULTS = {
    "wrong SOAPAction": (
        ONE.but(SOAPAction=f'"{API}NoSuch"'),
        (XML, "private"),
        ("soap:Client", f"Server did not recognize the value of HTTP Header SOAPAction: {API}NoSuch.", True),
    ),
    "empty SOAPAction": (
        ONE.but(SOAPAction='""'),
        (XML, "private"),
        ("soap:Client", "Server did not recognize the value of HTTP Header SOAPAction: .", True),
    ),
    "neither SOAPAction nor a known element": (
        ONE.with_body("<GetStatus xmlns", "<GetState xmlns").but(without="SOAPAction"),
        (SOAP, "private"),
        ("soap:Sender", NO_ACTION, True),
    ),
    "unknown element and action": (
        TWO.with_body("<GetStatus xmlns", "<GetState xmlns").but(Content_Type=f'{SOAP}; action="{API}GetState"'),
        (SOAP, "private"),
        ("soap:Sender", f"Unable to handle request. The action '{API}GetState' was not recognized.", True),
    ),
    "envelope of no version": (
        TWO.with_body(SOAP12, "urn:envelope"),
        (XML, "private"),
        (
            "soap:VersionMismatch",
            f"Possible SOAP version mismatch: Envelope namespace urn:envelope was unexpected. Expecting {SOAP11}.",
            True,
        ),
    ),
    "no envelope": (
        ONE.with_body("soap:Envelope", "soap:Letter"),
        (XML, "private"),
        (
            "soap:Client",
            f"{UNREADABLE}Request format is invalid: Missing required soap:Envelope element.",
            True,
        ),
    ),
    "no body": (
        ONE.with_body("soap:Body", "soap:Torso"),
        (XML, "private"),
        ("soap:Client", f"{UNREADABLE}Request format is invalid: Missing required soap:Body element.", True),
    ),
    "malformed, routed by the body": (
        TWO.but(body="ProcessID=4711"),
        (SOAP, "private"),
        (
            "soap:Receiver",
            "Server was unable to process request. ---> Data at the root level is invalid. Line 1, position 1.",
            True,
        ),
    ),
    "DTD, routed by the body": (
        TWO.with_body("<soap12:Envelope", "<!DOCTYPE x>\n<soap12:Envelope"),
        (SOAP, "private"),
        (
            "soap:Receiver",
            "Server was unable to process request. ---> DTD is prohibited in this XML document.",
            True,
        ),
    ),
    "id of the wrong type": (
        ONE.with_body("4711", "abc"),
        (XML, "private"),
        (
            "soap:Client",
            (f"{UNREADABLE}There is an error in XML document (14, 63). ---> Input string was not in a correct format."),
            True,
        ),
    ),
    "id too large": (
        TWO.with_body("4711", "9223372036854775808"),
        (SOAP, "private"),
        (
            "soap:Sender",
            (
                f"{UNREADABLE}There is an error in XML document (14, 79). ---> "
                "Value was either too large or too small for an Int64."
            ),
            True,
        ),
    ),
    "Guid that is none": (
        ONE.with_body("6d1c5c8e-3b1f-4a53-9d4a-0c7f2d7e9b10", "guid"),
        (XML, "private"),
        (
            "soap:Client",
            (
                f"{UNREADABLE}There is an error in XML document (5, 46). ---> "
                "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."
            ),
            True,
        ),
    ),
    "id in the body of the wrong type": (
        MAILING.with_body("4711", "3000000000"),
        (XML, "private"),
        (
            "soap:Client",
            (
                f"{UNREADABLE}There is an error in XML document (11, 40). ---> "
                "Value was either too large or too small for an Int32."
            ),
            True,
        ),
    ),
    "header missing": (
        ONE.with_body("ActivityMetadata", "ActivityData"),
        (XML, "private, max-age=0"),
        ("soap:Server", NULL, True),
    ),
    "header missing, SOAP 1.2": (
        TWO.with_body("ActivityMetadata", "ActivityData"),
        (SOAP, "private, max-age=0"),
        ("soap:Receiver", NULL, True),
    ),
    "unknown header": (
        ONE.with_body("<ActivityMetadata", BLOCK.format("soap")),
        (XML, "private, max-age=0"),
        ("soap:MustUnderstand", "SOAP header Trace was not understood.", False),
    ),
    "unknown header, SOAP 1.2": (
        TWO.with_body("<ActivityMetadata", BLOCK.format("soap12")),
        (SOAP, "private, max-age=0"),
        ("soap:MustUnderstand", "SOAP header Trace was not understood.", False),
    ),
}


def service_of(question: Question) -> str:
    """The service that a question is for."""
    return "listrak" if "listrak" in question.body else "cora-rpa"


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault(observed: Simulator, case: str) -> None:
    question, (content_type, caching), fault = FAULTS[case]

    reply = ask(observed, service_of(question), question)

    assert (reply.status, reply.content_type) == (500, content_type)
    assert reply.header("Cache-Control") == caching
    assert reply.fault == fault


def test_a_fault_of_soap_11_byte_for_byte(observed: Simulator) -> None:
    reply = ask(observed, "cora-rpa", ONE.but(SOAPAction='"x"'))

    assert reply.text == (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{SOAP11}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><soap:Fault>'
        "<faultcode>soap:Client</faultcode>"
        "<faultstring>Server did not recognize the value of HTTP Header SOAPAction: x.</faultstring>"
        "<detail /></soap:Fault></soap:Body></soap:Envelope>"
    )


def test_a_fault_of_soap_12_byte_for_byte(observed: Simulator) -> None:
    reply = ask(observed, "cora-rpa", TWO.with_body("<GetStatus xmlns", "<GetState xmlns"))

    assert reply.text == (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{SOAP12}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><soap:Fault>'
        "<soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>"
        f'<soap:Reason><soap:Text xml:lang="en">{NO_ACTION}</soap:Text></soap:Reason>'
        "<soap:Detail /></soap:Fault></soap:Body></soap:Envelope>"
    )


@pytest.mark.parametrize(
    ("question", "status", "content_type"),
    [
        (ONE.but(body="<Envelope"), 400, XML),
        (ONE.with_body("<soap:Envelope", "<!DOCTYPE x>\n<soap:Envelope"), 400, XML),
        (ONE.with_body(">4711<", ">47<!-- -->11<"), 400, XML),
        (TWO.but(Content_Type=f'{SOAP}; action="{API}GetStatus"', body="<Envelope"), 400, SOAP),
        (ONE.but(Content_Type="application/xml"), 415, XML),
        (ONE.but(Content_Type="application/soap+xml"), 415, XML),
        (TWO.but(Content_Type="application/xml"), 415, SOAP),
    ],
)
def test_a_status_and_nothing_else(observed: Simulator, question: Question, status: int, content_type: str) -> None:
    reply = ask(observed, "cora-rpa", question)

    assert (reply.status, reply.content_type, reply.body) == (status, content_type, b"")


@pytest.mark.parametrize(
    ("question", "content_type"),
    [
        (ONE.but(without="SOAPAction"), XML),
        (ONE.but(SOAPAction=f"{API}GetStatus"), XML),
        (ONE.but(path=ONE.path.upper()), XML),
        (ONE.but(path=ONE.path.replace(".asmx", "%2Easmx")), XML),
        (ONE.with_body("<GetStatus xmlns", "<GetState xmlns"), XML),
        (TWO.but(Content_Type=XML, SOAPAction=f'"{API}GetStatus"'), SOAP),
        (TWO.but(Content_Type=XML), SOAP),
        (TWO.but(Content_Type=f'{SOAP}; action="{API}NoSuch"'), SOAP),
        (TWO.but(SOAPAction=f'"{API}NoSuch"'), SOAP),
    ],
)
def test_what_the_framework_lets_pass(observed: Simulator, question: Question, content_type: str) -> None:
    observed.simulate("cora-rpa", "4711", ["Queued"])

    reply = ask(observed, "cora-rpa", question)

    assert (reply.status, reply.content_type, reply.member("Status")) == (200, content_type, "Queued")


def test_an_absent_member_is_zero(observed: Simulator) -> None:
    reply = ask(observed, "cora-rpa", ONE.with_body("MasterWorkflowInstanceId", "MasterId"))

    assert (reply.status, reply.member("Status")) == (200, "NotFound")


@pytest.mark.parametrize("name", ["GetProcessStatus.soap11", "GetProcessStatus.soap12"])
def test_a_process_that_is_not_there_is_nil(observed: Simulator, name: str) -> None:
    reply = ask(observed, "listrak", sample("listrak", name).with_body("4711", "99"))

    assert reply.status == 200
    assert '<WSProcessStatus xsi:nil="true" /></GetProcessStatusResponse>' in reply.text


def test_an_unknown_element_routed_by_its_action_has_no_id(observed: Simulator) -> None:
    reply = ask(observed, "listrak", MAILING.with_body("GetProcessStatus", "GetLegacyProcessStatus"))

    assert (reply.status, reply.member("WSProcessStatus")) == (200, "")


@pytest.mark.parametrize("question", [GET, POST])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "getstatus",
            (
                "Invalid method name &#39;getstatus&#39;,  method names are case sensitive.   The method name "
                "&#39;GetStatus&#39; with the same name but different casing was found.\r\n"
                "Parameter name: methodName"
            ),
        ),
        ("NoSuch", "NoSuch Web Service method name is not valid."),
        ("GetStatus/", "GetStatus/ Web Service method name is not valid."),
    ],
)
def test_a_wrong_method_name(observed: Simulator, question: Question, name: str, text: str) -> None:
    path = question.path.partition("?")[0].replace("GetStatus", name)

    reply = ask(observed, "cora-rpa", question.but(path=path))

    assert (reply.status, reply.content_type) == (500, "text/plain; charset=utf-8")
    assert reply.text == text


@pytest.mark.parametrize(
    ("service", "question", "ending"),
    [
        ("cora-rpa", POST.but(method="PUT"), "GetStatus"),
        ("cora-rpa", GET.but(path=f"{ONE.path}/"), ""),
        ("listrak", MAILING.but(path=f"{MAILING.path}/GetProcessStatus"), "GetProcessStatus"),
    ],
)
def test_no_protocol_for_a_path(observed: Simulator, service: str, question: Question, ending: str) -> None:
    reply = ask(observed, service, question)

    assert (reply.status, reply.content_type) == (500, "text/html; charset=utf-8")
    title = f"Request format is unrecognized for URL unexpectedly ending in &#x27;/{ending}&#x27;."
    assert f"<title>{title}</title>" in reply.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_wrong_http_method(observed: Simulator, method: str) -> None:
    reply = ask(observed, "cora-rpa", ONE.but(method=method))

    assert (reply.status, reply.content_type) == (405, "text/html; charset=utf-8")
    assert "<title>The HTTP verb used to access this path is not allowed.</title>" in reply.text


@pytest.mark.parametrize("query", ["", "?op=GetStatus", "?foo=bar"])
def test_a_help_page(observed: Simulator, query: str) -> None:
    reply = ask(observed, "cora-rpa", GET.but(path=ONE.path + query))

    assert (reply.status, reply.content_type) == (200, "text/html; charset=utf-8")
    assert "<title>coraRpaIntegration Web Service</title>" in reply.text
    assert '<li><a href="?op=GetStatus">GetStatus</a></li>' in reply.text


def test_a_context_keeps_its_line_ends(observed: Simulator) -> None:
    observed.simulate("cora-rpa", "4711", ["Queued"], context='a<b> & "c"\r\nd\te')

    reply = ask(observed, "cora-rpa", ONE)

    assert '<ExternalContext>a&lt;b&gt; &amp; "c"\r\nd\te</ExternalContext>' in reply.text


def test_an_empty_context_is_an_empty_element(observed: Simulator) -> None:
    observed.simulate("cora-rpa", "4711", ["Queued"], context="")

    assert "<ErrorCode>NoError</ErrorCode><ExternalContext /></Output>" in ask(observed, "cora-rpa", ONE).text
