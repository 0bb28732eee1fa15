"""Where one kind of answer ends and the next begins: byte order marks, envelopes, nil elements, statuses, sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ProcessStatusLibrary import reply as replies
from ProcessStatusLibrary.classification import Fault, ReplyKind
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.reply import Reply, read_reply

from .samples import FakeTransport, answer, ask_as_documented, exactly, reply, sample, session

SOAP = "cora-rpa-GetStatus-soap11"
SOAP_12 = "cora-rpa-GetStatus-soap12"
GET = "cora-rpa-GetStatus-http-get"
POST = "cora-rpa-GetStatus-http-post"
JSON = "robusta-GetProcessStatus-rest"
XML_TYPE = "text/xml; charset=utf-8"
A = "the element 'a' where 'GetStatusResponse' is documented"
NIL = '<GetStatusResponse xsi:nil="true" xmlns='
RESULT = sample(SOAP).body.decode()


def _element(name: str) -> str:
    """An element of the result as it is written."""
    return RESULT[RESULT.index(f"<{name}") : RESULT.index(f"</{name}>") + len(f"</{name}>")]


OUTPUT, RESPONSE = _element("Output"), _element("GetStatusResponse")


def reply_with(name: str, body: bytes, content_type: str = XML_TYPE, status: int = 200) -> Reply:
    """What is made of another body, type and status in the place of a sample's."""
    found = sample(name)
    response = replace(answer(found), status=status, body=body, headers=(("Content-Type", content_type),))
    return ask_as_documented(session(found.contract, FakeTransport(response)), found)


KINDS = {
    "XML after a mark": (SOAP, b"\xef\xbb\xbf<a />", XML_TYPE, ReplyKind.UNEXPECTED, A),
    "UTF-16, the high byte first": (SOAP, b"\xfe\xff" + "<a />".encode("utf-16-be"), XML_TYPE, ReplyKind.UNEXPECTED, A),
    "UTF-16 without a mark": (
        SOAP, '<?xml version="1.0"?><a />'.encode("utf-16-be"), XML_TYPE, ReplyKind.UNEXPECTED, A
    ),
    "JSON after a sign": (
        JSON, b'X{"status": "RUNNING"}', "application/json", ReplyKind.UNREADABLE,
        "not JSON, but 'X{\"status\": \"RUNNING\"}'",
    ),
    "XML as HTML": (SOAP, b'<?xml version="1.0"?><a />', "text/html", ReplyKind.UNEXPECTED, A),
    "an envelope of somebody else": (
        SOAP, b'<Envelope xmlns="urn:a" />', XML_TYPE, ReplyKind.UNEXPECTED,
        "the element '{urn:a}Envelope' where 'GetStatusResponse' is documented",
    ),
    "an envelope over HTTP GET": (GET, RESULT.encode(), XML_TYPE, ReplyKind.UNEXPECTED, "a SOAP envelope"),
    "an envelope over HTTP POST": (POST, RESULT.encode(), XML_TYPE, ReplyKind.UNEXPECTED, "a SOAP envelope"),
    "a Header before the Body": (
        SOAP, RESULT.replace("<soap:Body>", "<soap:Header /><soap:Body>").encode(), XML_TYPE, ReplyKind.RESULT, ""
    ),
    "nil on the way": (
        SOAP, RESULT.replace("<GetStatusResponse xmlns=", NIL).encode(), XML_TYPE, ReplyKind.EMPTY_RESULT, "xsi:nil"
    ),
    "nil at the end": (
        SOAP, RESULT.replace("<Output>", '<Output xsi:nil="1">').encode(), XML_TYPE, ReplyKind.EMPTY_RESULT, "xsi:nil"
    ),
    "no result": (SOAP, RESULT.replace(OUTPUT, "").encode(), XML_TYPE, ReplyKind.EMPTY_RESULT, "no Output"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "body", "content_type", "kind", "detail"), KINDS.values(), ids=KINDS)
def test_kind_and_detail(name: str, body: bytes, content_type: str, kind: ReplyKind, detail: str) -> None:
    answered = reply_with(name, body, content_type)

    assert (answered.kind, answered.classified.detail) == (kind, detail)


def test_the_result_is_the_element_of_its_name() -> None:
    answered = reply(SOAP, ("<Output>", "<Other><Status>Failed</Status></Other><Output>"))

    assert answered.status is not None
    assert answered.status.state == "Completed"


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<soap12:Code><soap12:Value>soap12:Sender</soap12:Value></soap12:Code>", Fault("soap12:Sender", "")),
        ("<soap12:Code><soap12:Value>soap12:Sender</soap12:Value></soap12:Code><soap12:Reason />", (
            Fault("soap12:Sender", "")
        )),
        ("<soap12:Code><soap12:Subcode /></soap12:Code><soap12:Reason><soap12:Text>No.</soap12:Text></soap12:Reason>", (
            Fault("", "No.")
        )),
    ],
    ids=["no Reason", "an empty Reason", "no Value"],
)  # fmt: skip
def test_a_fault_of_which_something_is_missing(inside: str, fault: Fault) -> None:
    body = sample(SOAP_12).body.decode()
    answered = reply_with(SOAP_12, body.replace(RESPONSE, f"<soap12:Fault>{inside}</soap12:Fault>").encode())

    assert (answered.kind, answered.fault) == (ReplyKind.SOAP_FAULT, fault)


def test_an_error_of_the_service_that_says_nothing() -> None:
    answered = reply_with("coruson-ImportReportsStatus-rest", b'{"ResponseStatus": {"ErrorCode": "NotFound"}}')

    assert (answered.kind, answered.fault) == (ReplyKind.SERVICE_ERROR, Fault("NotFound", ""))


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b'{"a": 1}', 399, ReplyKind.RESULT),
        (b'{"a": 1}', 400, ReplyKind.SERVICE_ERROR),
        (b'{"status": "RUNNING"}', 400, ReplyKind.RESULT),
        (b'{"status": "Done"}', 400, ReplyKind.SERVICE_ERROR),
    ],
)
def test_a_state_tells_a_result_from_an_error(body: bytes, status: int, kind: ReplyKind) -> None:
    assert reply_with(JSON, body, "application/json", status).kind is kind


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (299, "None"),
        (300, (
            "{where}: a result with a status that is none instead of the documented result "
            "(HTTP 300 OK, text/xml; charset=utf-8)."
        )),
    ],
)  # fmt: skip
def test_a_result_has_a_status_of_success(status: int, message: str) -> None:
    answered = reply_with(SOAP, RESULT.encode(), status=status)

    assert str(answered.error()) == message.format(where=answered.where)


def test_more_than_the_length_that_was_announced() -> None:
    found = sample(SOAP)
    response = replace(answer(found), body=b"busy", headers=(("Content-Type", "text/plain"),), more_came=True)
    answered = ask_as_documented(session(found.contract, FakeTransport(response)), found)

    assert str(answered.error()) == (
        f"{answered.where}: plain text 'busy' instead of the documented result "
        "(HTTP 200 OK, and more came than Content-Length says, text/plain)."
    )


def test_which_answers_are_held_against_the_schema() -> None:
    broken = RESULT.replace(RESPONSE, "<soap:Fault><faultstring>No.</faultstring></soap:Fault>").encode()
    empty = RESULT.replace("<GetStatusResponse xmlns=", NIL).encode()

    assert [problem.location for problem in reply_with(SOAP, broken).problems] == ["Envelope/Body/Fault/faultstring"]
    assert [problem.location for problem in reply_with(SOAP, empty).problems] == ["Envelope/Body/GetStatusResponse"]
    assert reply_with(SOAP, b"<a />").problems == ()


def test_an_allowed_state_is_no_problem_in_xml_and_all_else_is() -> None:
    answered = reply(SOAP, ("Completed", "Paused"), ("NoError", "Paused"))
    allowed = read_reply(
        answered.contract, answered.operation, answered.binding, "4711", answered.exchange, allow_states=("Paused",)
    )

    def found(of: Reply) -> list[tuple[str, str]]:
        return [(problem.location.rpartition("/")[2], problem.received) for problem in of.problems]

    assert found(answered) == [("Status", "'Paused'"), ("ErrorCode", "'Paused'")]
    assert found(allowed) == [("ErrorCode", "'Paused'")]
    assert allowed.status is not None
    assert allowed.status.state == "Paused"
    assert allowed.classified.members is not None
    assert allowed.classified.members.text("Status") == "Paused"


def test_a_state_without_a_text_can_be_allowed() -> None:
    answered = reply(SOAP, ("<Status>Completed</Status>", "<Status />"))
    asked = (answered.contract, answered.operation, answered.binding, "4711", answered.exchange)

    assert [problem.received for problem in read_reply(*asked).problems] == ["''"]
    assert read_reply(*asked, allow_states=("",)).problems == ()


def test_from_which_size_on_a_document_is_read_again() -> None:
    room = 64 * 1024 - len(RESULT)
    at_most, larger = (reply(SOAP, ("<soap:Body>", f"<soap:Body>{' ' * spaces}")) for spaces in (room, room + 1))

    assert (len(at_most.response.body), at_most.read_again) == (replies.LARGE, False)
    assert (len(larger.response.body), larger.read_again) == (replies.LARGE + 1, True)


def test_what_a_reply_has_when_nothing_else_is_said() -> None:
    answered = reply(SOAP)
    asked = (answered.contract, answered.operation, answered.binding, "4711", answered.exchange)
    plain, masker = Reply(*asked, answered.kept), Masker()

    assert (plain.number, plain.read_again, plain.problems) == (0, False, ())
    assert read_reply(*asked).number == 0
    assert isinstance(read_reply(*asked).masker, Masker)
    assert read_reply(*asked, masker=masker).masker is masker


def test_what_a_reply_prints() -> None:
    answered = reply(SOAP)

    assert repr(answered) == "<reply: result, cora-rpa GetStatus over SOAP 1.1, process 4711>"
    assert "members=" not in repr(answered.classified)


def test_an_exchange_without_an_answer_is_not_read() -> None:
    answered = reply(SOAP)
    without = replace(answered.exchange, response=None)
    with pytest.raises(ValueError, match=exactly("read_reply needs an exchange with a response.")):
        read_reply(answered.contract, answered.operation, answered.binding, "4711", without)
