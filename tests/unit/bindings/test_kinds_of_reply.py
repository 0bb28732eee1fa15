"""What kind of answer a body is: told by the body first, and by its media type where the body says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ProcessStatusLibrary.classification import Fault, ReplyKind
from ProcessStatusLibrary.contract.model import UnknownId
from ProcessStatusLibrary.reply import Reply
from ProcessStatusLibrary.transport.exchange import HttpResponse

from .samples import FakeTransport, answer, ask_as_documented, exactly, reply, sample, session

SOAP = "cora-rpa-GetStatus-soap11"
SOAP_12 = "cora-rpa-GetStatus-soap12"
JSON = "robusta-GetProcessStatus-rest"
XML_TYPE = "text/xml; charset=utf-8"
JSON_TYPE = "application/json"
TWICE = "malformed JSON: the member 'a' stands twice in one object"
ENVELOPE = b'<a:Envelope xmlns:a="http://schemas.xmlsoap.org/soap/envelope/" />'
ENVELOPE_OF_NOTHING = ENVELOPE.replace(b" />", b"><a:Body /></a:Envelope>")
UTF_16 = '<?xml version="1.0" encoding="utf-16"?><a>ö</a>'.encode("utf-16")


def reply_with(name: str, body: bytes, content_type: str) -> Reply:
    """What is made of another body in the place of a sample's."""
    found = sample(name)
    response = replace(answer(found), body=body, headers=(("Content-Type", content_type),))
    return ask_as_documented(session(found.contract, FakeTransport(response)), found)


@pytest.mark.parametrize(
    ("name", "body", "content_type", "kind", "detail"),
    [
        (SOAP, b"", XML_TYPE, ReplyKind.EMPTY, ""),
        (SOAP, b" \r\n\t", XML_TYPE, ReplyKind.EMPTY, ""),
        (SOAP, b"busy", XML_TYPE, ReplyKind.UNREADABLE, "not XML, but 'busy'"),
        (SOAP, b"busy", "text/plain", ReplyKind.TEXT, "busy"),
        (SOAP, b"busy", "", ReplyKind.TEXT, "busy"),
        (SOAP, "dü".encode("latin-1"), "text/plain; charset=iso-8859-1", ReplyKind.TEXT, "dü"),
        (SOAP, b"d\xfc", "text/plain; charset=nonsense", ReplyKind.TEXT, "d\ufffd"),
        (SOAP, b"<HTML><TITLE>\n A  b </TITLE>", XML_TYPE, ReplyKind.HTML, "A b"),
        (SOAP, b"\n<!-- x -->\n<!DOCTYPE html><html>", XML_TYPE, ReplyKind.HTML, ""),
        (SOAP, b"Sorry.", "text/html", ReplyKind.HTML, ""),
        (SOAP, UTF_16, XML_TYPE, ReplyKind.UNEXPECTED, "the element 'a' where 'GetStatusResponse' is documented"),
        (SOAP, b"[1]", XML_TYPE, ReplyKind.UNEXPECTED, "JSON, which is not documented here"),
        (JSON, b"[1]", JSON_TYPE, ReplyKind.UNEXPECTED, "a JSON array where an object is documented"),
        (JSON, b"<a />", JSON_TYPE, ReplyKind.UNEXPECTED, "XML, the root element 'a'"),
        (JSON, b"busy", JSON_TYPE, ReplyKind.UNREADABLE, "not JSON, but 'busy'"),
        (JSON, b'{"a": 1, "a": 2}', JSON_TYPE, ReplyKind.UNREADABLE, TWICE),
        (JSON, b'{"a": NaN}', JSON_TYPE, ReplyKind.UNREADABLE, "malformed JSON: NaN is not JSON"),
        (JSON, b'{"a": "\xff"}', JSON_TYPE, ReplyKind.UNREADABLE, "malformed JSON: not UTF-8 at byte 7"),
        (JSON, b"[" * 100_000, JSON_TYPE, ReplyKind.UNREADABLE, (
            "malformed JSON: more than the 100 objects and arrays in one another of limits.depth"
        )),
        (SOAP, ENVELOPE, XML_TYPE, ReplyKind.UNEXPECTED, "a SOAP envelope without a Body"),
        (SOAP, ENVELOPE_OF_NOTHING, XML_TYPE, ReplyKind.UNEXPECTED, "a SOAP envelope with an empty Body"),
        (SOAP, b"\n<a />", "", ReplyKind.UNEXPECTED, "the element 'a' where 'GetStatusResponse' is documented"),
        (JSON, b"{}", JSON_TYPE, ReplyKind.EMPTY_RESULT, "an empty object"),
        (JSON, b'\xef\xbb\xbf{"status": "WAITING"}', JSON_TYPE, ReplyKind.RESULT, ""),
    ],
    ids=[
        "nothing", "white space", "text as XML", "text", "text of no type", "Latin-1", "unknown charset", "HTML as XML",
        "HTML after a comment", "text as HTML", "UTF-16", "JSON as XML", "array", "XML as JSON", "text as JSON",
        "member twice", "NaN", "not UTF-8", "bottomless", "no Body", "empty Body",
        "XML after a line", "empty object", "byte order mark",
    ],
)  # fmt: skip
def test_kind_and_detail(name: str, body: bytes, content_type: str, kind: ReplyKind, detail: str) -> None:
    answered = reply_with(name, body, content_type)

    assert (answered.kind, answered.classified.detail) == (kind, detail)


@pytest.mark.parametrize(
    "prolog",
    ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">'],
    ids=["entity", "file"],
)
def test_a_document_type_is_refused(prolog: str) -> None:
    answered = reply_with(SOAP, f"{prolog}<a />".encode(), XML_TYPE)

    assert answered.kind is ReplyKind.UNREADABLE
    assert answered.classified.detail == "malformed XML: a document type declaration is not allowed"


@pytest.mark.parametrize(
    ("name", "inside", "fault"),
    [
        (
            SOAP,
            "<faultcode>soap:Server</faultcode><faultstring>a &lt;b&gt;</faultstring><detail />",
            Fault("soap:Server", "a <b>"),
        ),
        (SOAP, "<faultcode> x:Busy </faultcode>", Fault("x:Busy", "")),
        (
            SOAP_12,
            (
                "<soap12:Code><soap12:Value>soap12:Sender</soap12:Value><soap12:Subcode><soap12:Value>x:Id</soap12:Value>"
                "</soap12:Subcode></soap12:Code>"
                '<soap12:Reason><soap12:Text xml:lang="en">No.</soap12:Text></soap12:Reason>'
            ),
            Fault("soap12:Sender", "No.", "x:Id"),
        ),
        (SOAP_12, "<soap12:Reason><soap12:Text>No.</soap12:Text></soap12:Reason>", Fault("", "No.")),
        (SOAP, "<faultstring>No.</faultstring>", Fault("", "No.")),
    ],
    ids=["SOAP 1.1", "no text", "SOAP 1.2 with a subcode", "no code", "SOAP 1.1 without a code"],
)
def test_a_fault_has_code_and_text(name: str, inside: str, fault: Fault) -> None:
    body = sample(name).body.decode()
    prefix = "soap12" if "soap12:" in body else "soap"
    start, end = body.index("<GetStatusResponse"), body.index("</GetStatusResponse>") + len("</GetStatusResponse>")
    faulty = f"{body[:start]}<{prefix}:Fault>{inside}</{prefix}:Fault>{body[end:]}"
    answered = reply_with(name, faulty.encode(), XML_TYPE)

    assert (answered.kind, answered.fault) == (ReplyKind.SOAP_FAULT, fault)
    assert answered.fault is not None
    assert answered.fault.local_code == fault.code.rpartition(":")[2]


XML_ERROR = "<ResponseStatus><ErrorCode>NotFound</ErrorCode><Message>No such import.</Message></ResponseStatus>"
JSON_ERROR = '"ResponseStatus": {"ErrorCode": "NotFound", "Message": "No such import."}, "TotalReportsImported"'


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("soap12", ('<ResponseStatus i:nil="true" />', XML_ERROR)),
        ("rest-xml", ('<ResponseStatus i:nil="true" />', XML_ERROR)),
        ("rest", ('"TotalReportsImported"', JSON_ERROR)),
    ],
    ids=["soap12", "rest-xml", "rest"],
)
def test_a_service_error_over_http_200_is_no_result(name: str, change: tuple[str, str]) -> None:
    answered = reply(f"coruson-ImportReportsStatus-{name}", change)

    assert (answered.kind, answered.fault) == (ReplyKind.SERVICE_ERROR, Fault("NotFound", "No such import."))
    assert str(answered.error()) == (
        f"{answered.where}: the service answered with its error NotFound: No such import. (HTTP 200 OK)."
    )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'{"error": "Gone", "message": "No such process."}', Fault("Gone", "No such process.")),
        (b'{"code": 7, "title": "Not found"}', Fault("7", "Not found")),
        (b'{"a": 1}', Fault("404", '{"a": 1}')),
    ],
)
def test_an_error_that_only_the_status_tells_of(body: bytes, fault: Fault) -> None:
    found = sample(JSON)
    response = replace(answer(found), status=404, body=body)
    answered = ask_as_documented(session(found.contract, FakeTransport(response)), found)

    assert (answered.kind, answered.fault, answered.classified.members) == (ReplyKind.SERVICE_ERROR, fault, None)


def test_the_words_for_the_kinds() -> None:
    assert list(ReplyKind) == [
        "result",
        "empty result",
        "SOAP fault",
        "service error",
        "plain text",
        "HTML",
        "empty",
        "unreadable",
        "unexpected document",
    ]


@pytest.mark.parametrize(("status", "told"), [(299, False), (300, True), (399, True), (400, False)])
def test_where_a_redirect_leads(status: int, told: bool) -> None:
    found = sample(JSON)
    response = replace(answer(found), status=status, body=b"Moved.", headers=(("Location", "/there"),))
    problem = ask_as_documented(session(found.contract, FakeTransport(response)), found).error()

    assert ("a redirect to '/there', which is not followed," in str(problem)) is told


ROWS = {
    "its code": (UnknownId(level="inferred", error_code="NotFound"), True),
    "another code": (UnknownId(level="inferred", error_code="Other"), False),
    "its code and status": (UnknownId(level="inferred", error_code="NotFound", http_status=404), True),
    "its code and another status": (UnknownId(level="inferred", error_code="NotFound", http_status=400), False),
    "a part of its text": (UnknownId(level="inferred", fault="no such"), True),
    "another text": (UnknownId(level="inferred", fault="another"), False),
    "an empty result": (UnknownId(level="inferred", empty=True), False),
}


@pytest.mark.parametrize(("row", "said"), ROWS.values(), ids=ROWS)
def test_what_a_service_says_of_an_unknown_id(row: UnknownId, said: bool) -> None:
    body = b'{"ResponseStatus": {"ErrorCode": "NotFound", "Message": "no such import"}}'
    response = HttpResponse(404, "Not Found", (("Content-Type", "application/json"),), body)
    answered = session("coruson", FakeTransport(response)).ask("0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", "REST")

    assert answered.says(row) is said


def test_a_reply_needs_a_response() -> None:
    answered = session("coruson", FakeTransport()).ask("0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", "REST")
    without = replace(answered, exchange=replace(answered.exchange, response=None))

    assert answered.number == 1
    with pytest.raises(ValueError, match=exactly("A reply needs an exchange with a response.")):
        without.response  # noqa: B018  what is asked for is refused
