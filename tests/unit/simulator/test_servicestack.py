"""Errors and formats of the ServiceStack service in both profiles."""

from __future__ import annotations

import json
import re

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import Question, Reply, admitted, ask, sample

UNKNOWN = "0b8f5b1e-7a34-4c53-8b57-000000000000"
REST = sample("coruson", "ImportReportsStatus.rest")
REST_XML = sample("coruson", "ImportReportsStatus.rest-xml")
SOAP = sample("coruson", "ImportReportsStatus.soap12")
NOT_FOUND = {
    "TotalReportsImported": 0,
    "ResponseStatus": {"ErrorCode": "NotFound", "Message": f"Process {UNKNOWN} was not found."},
    "TotalReports": 0,
}
TYPES = "http://schemas.servicestack.net/types"


def put(simulator: Simulator, question: Question) -> Reply:
    """Asks with credentials."""
    return ask(simulator, "coruson", admitted(simulator, "coruson", question))


def test_an_unknown_process_over_rest(either: Simulator) -> None:
    reply = put(either, REST.with_id("coruson", UNKNOWN))

    assert (reply.status, reply.content_type) == (404, "application/json; charset=utf-8")
    assert json.loads(reply.body) == NOT_FOUND
    assert list(json.loads(reply.body)) == list(NOT_FOUND)


def test_an_unknown_process_in_xml(observed: Simulator) -> None:
    reply = put(observed, REST_XML.with_id("coruson", UNKNOWN))

    assert (reply.status, reply.content_type) == (404, "application/xml")
    assert reply.text == (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<ImportReportsStatusResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
        f' xmlns="{TYPES}"><StatusDescription i:nil="true" />'
        "<ResponseStatus><ErrorCode>NotFound</ErrorCode>"
        f"<Message>Process {UNKNOWN} was not found.</Message></ResponseStatus>"
        '<ImportedReports xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays" i:nil="true" />'
        "<TotalReportsImported>0</TotalReportsImported><TotalReports>0</TotalReports>"
        "</ImportReportsStatusResponse>"
    )


def test_an_unknown_process_over_soap_is_an_error_with_http_200(observed: Simulator) -> None:
    reply = put(observed, SOAP.with_id("coruson", UNKNOWN))

    assert (reply.status, reply.content_type) == (200, "application/soap+xml")
    assert reply.header("X-Status") == "404"
    assert reply.text.startswith(
        '<?xml version="1.0" encoding="utf-8"?>'
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">'
        f'<s:Header><X-Status xmlns="{TYPES}">404</X-Status></s:Header>'
        "<s:Body><ImportReportsStatusResponse "
    )
    assert reply.member("ErrorCode") == "NotFound"
    assert reply.member("Message") == f"Process {UNKNOWN} was not found."
    assert reply.member("TotalReports") == "0"


def test_an_unknown_process_over_soap_as_documented(documented: Simulator) -> None:
    reply = put(documented, SOAP.with_id("coruson", UNKNOWN))

    assert (reply.status, reply.content_type) == (200, "application/xml")
    assert (reply.header("X-Status"), reply.member("X-Status")) == (None, None)
    assert reply.member("ErrorCode") == "NotFound"


def test_an_id_in_the_path_that_is_no_guid(documented: Simulator, observed: Simulator) -> None:
    reply = put(observed, REST.with_id("coruson", "4711"))
    assert reply.status == 400
    assert json.loads(reply.body) == {
        "TotalReportsImported": 0,
        "ResponseStatus": {
            "ErrorCode": "SerializationException",
            "Message": "Unable to bind to request 'ImportReportsStatus'",
        },
        "TotalReports": 0,
    }
    reply = put(documented, REST.with_id("coruson", "4711"))
    assert (reply.status, json.loads(reply.body)) == (400, {"message": "ImportId '4711' is not a Guid."})


def test_an_id_in_the_body_that_is_no_guid(documented: Simulator, observed: Simulator) -> None:
    reply = put(observed, SOAP.with_id("coruson", "4711"))
    assert (reply.status, reply.header("X-Status")) == (200, "400")
    assert reply.member("ErrorCode") == "SerializationException"
    assert reply.member("Message") == (
        "Error trying to deserialize requestType: ImportReportsStatus: "
        "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."
    )
    reply = put(documented, SOAP.with_id("coruson", "4711"))
    assert (reply.status, reply.fault) == (400, ("soap12:Sender", "ImportId '4711' is not a Guid.", True))


def test_another_member_that_is_none_of_its_type(documented: Simulator, observed: Simulator) -> None:
    question = SOAP.but(body=re.sub(r"<Version>.*?</Version>", "<Version>x</Version>", SOAP.body))
    reply = put(observed, question)
    assert (reply.status, reply.header("X-Status"), reply.member("Message")) == (
        200,
        "400",
        "Error trying to deserialize requestType: ImportReportsStatus: Input string was not in a correct format.",
    )
    assert put(documented, question).fault == ("soap12:Sender", "Version 'x' is not an int.", True)


@pytest.mark.parametrize("body", ["<Envelope", "<a/>", SOAP.body.replace("Body", "Torso")])
def test_a_body_that_is_no_envelope(observed: Simulator, body: str) -> None:
    reply = put(observed, SOAP.but(body=body))

    assert (reply.status, reply.header("X-Status")) == (200, "400")
    assert (reply.member("Message") or "").startswith("Error trying to deserialize requestType: ")


def test_an_unknown_operation(observed: Simulator) -> None:
    for question in (
        SOAP.with_body("ImportReportsStatus", "NoSuch"),
        SOAP.but(Content_Type=f'application/soap+xml; action="{TYPES}/NoSuch"'),
    ):
        reply = put(observed, question)

        assert (reply.status, reply.text) == (405, "The operation 'NoSuch' does not exist for this service")


def test_an_action_is_answered_with_an_action(observed: Simulator) -> None:
    observed.simulate("coruson", "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", ["Waiting"])

    reply = put(observed, SOAP.but(Content_Type=f'application/soap+xml; action="{TYPES}/ImportReportsStatus"'))

    assert reply.content_type == f'application/soap+xml; action="{TYPES}/ImportReportsStatusResponse"'


@pytest.mark.parametrize("kind", ["text/xml", "application/json", ""])
def test_the_media_type_of_a_request_does_not_matter(observed: Simulator, kind: str) -> None:
    observed.simulate("coruson", "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", ["Waiting"])

    assert put(observed, SOAP.but(Content_Type=kind)).status == 200


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", "application/json", "application/json; charset=utf-8"),
        ("", "application/xml", "application/xml"),
        ("", "*/*", "application/json; charset=utf-8"),
        ("", "text/html", "application/json; charset=utf-8"),
        ("", "application/json;q=0.5, application/xml", "application/xml"),
        ("", "application/xml;q=0", "application/json; charset=utf-8"),
        ("", "text/html, application/*;q=0.1", "application/json; charset=utf-8"),
        ("?format=xml", "application/json", "application/xml"),
        ("?format=JSON", "application/xml", "application/json; charset=utf-8"),
        ("?format=soap12", "application/xml", "application/xml"),
    ],
)
def test_the_format_is_chosen(either: Simulator, query: str, accept: str, kind: str) -> None:
    either.simulate("coruson", "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", ["Waiting"])

    reply = put(either, REST.but(path=REST.path + query, Accept=accept))

    assert (reply.status, reply.content_type) == (200, kind)


def test_the_service_is_mounted_at_api_and_nowhere_else(documented: Simulator, observed: Simulator) -> None:
    assert documented.url("coruson") == f"http://127.0.0.1:{documented.port}"
    assert observed.url("coruson") == f"http://127.0.0.1:{observed.port}/api"
    assert observed.url("listrak") == f"http://127.0.0.1:{observed.port}"
    assert ask(observed, "listrak", REST).status == 404  # at the root


def test_paths_are_not_case_sensitive_for_the_framework(documented: Simulator, observed: Simulator) -> None:
    observed.simulate("coruson", "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", ["Waiting"])

    assert put(observed, REST.but(path=REST.path.replace("reports", "Reports"))).status == 200
    assert put(observed, SOAP.but(path="/SOAP12")).status == 200
    assert put(documented, REST.but(path=REST.path.replace("reports", "Reports"))).status == 404
    assert put(documented, SOAP.but(path="/SOAP12")).status == 404


def test_a_wrong_method(either: Simulator) -> None:
    reply = put(either, REST.but(method="POST"))
    assert (reply.status, reply.header("Allow")) == (405, "GET, HEAD")
    assert put(either, SOAP.but(method="PUT")).status == 405


def test_no_description_is_shipped(either: Simulator) -> None:
    assert put(either, SOAP.but(method="GET", path="/soap12?wsdl", body="")).status == 404
