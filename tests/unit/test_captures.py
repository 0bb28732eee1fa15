"""Every recorded answer of a real ASMX runtime decodes, or is classified as the index says."""

from __future__ import annotations

from collections import Counter
from html import unescape

from ProcessStatusLibrary.classification import ReplyKind

from ..captures import Capture, captures
from .bindings.recorded import DOCUMENTS, FORBIDDEN_CHARACTERS, NULL_RESULTS, each, group, reply_to

# What the generated envelope schema finds: ASMX writes SOAP 1.1's `detail` in a fault of SOAP 1.2, or another version.
ODD_ENVELOPES = {
    "fault-soap12-8001": ("Envelope/Body/Fault/detail", "extra"),
    "err-xml12-wrong-envelope-ns": ("Envelope", "root"),
    "path-form-post-to-asmx": ("Envelope", "root"),
}


def normalised(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def test_every_capture_is_in_one_of_the_groups() -> None:
    assert Counter(group(capture) for capture in captures()) == {
        "result": 274,
        "fault": 83,
        "text": 31,
        "title": 30,
        "empty": 27,
        "html": 6,
        "forbidden characters": 6,
        "no bytes": 6,
        "document": 6,
        "null result": 4,
    }


def test_nothing_was_sent_by_the_server() -> None:
    assert [capture.name for capture in captures() if capture.response is None] == [
        "path-post-op-no-length",
        "frame-length-too-long",
        "frame-length-not-a-number",
        "frame-chunked-request",
        "frame-chunked-request-soap12",
        "conn-huge-header",
    ]


@each("result")
def test_a_result_has_its_state_and_keeps_the_schema(capture: Capture) -> None:
    state, _, error_code = capture.index.says.partition(" / ")
    answered = reply_to(capture)

    assert (answered.kind, answered.error(), answered.problems) == (ReplyKind.RESULT, None, ())
    assert answered.status is not None
    assert (answered.status.state, answered.status.error_code) == (state, error_code or "NoError")


@each("fault")
def test_a_fault_has_its_code_and_its_text(capture: Capture) -> None:
    code, _, text = capture.index.says.partition(" / ")
    answered = reply_to(capture)

    assert answered.kind is ReplyKind.SOAP_FAULT
    assert answered.fault is not None
    assert answered.fault.code == code
    assert normalised(answered.fault.text).startswith(normalised(unescape(text)))


@each("fault")
def test_a_fault_keeps_the_schema_of_its_envelope_but_for_the_known(capture: Capture) -> None:
    found = [(problem.location, problem.keyword) for problem in reply_to(capture).problems]

    assert found == [ODD_ENVELOPES[capture.name]] if capture.name in ODD_ENVELOPES else found == []


@each("title")
def test_a_page_has_its_title(capture: Capture) -> None:
    answered = reply_to(capture)

    assert (answered.kind, f"html: {answered.classified.detail}") == (ReplyKind.HTML, capture.index.says)


@each("html")
def test_a_page_without_a_title_is_told_by_its_heading(capture: Capture) -> None:
    answered = reply_to(capture)

    assert (answered.kind, answered.classified.detail) == (ReplyKind.HTML, "503 Service Unavailable")
    assert answered.response.text == capture.index.says


@each("text")
def test_a_text_begins_as_the_index_says(capture: Capture) -> None:
    answered = reply_to(capture)

    assert answered.kind is ReplyKind.TEXT
    assert normalised(answered.classified.detail).startswith(normalised(capture.index.says))


@each("empty")
def test_an_empty_body(capture: Capture) -> None:
    answered = reply_to(capture)

    assert (answered.kind, answered.problems, answered.status) == (ReplyKind.EMPTY, (), None)


@each("null result")
def test_a_null_result_is_neither_a_result_nor_a_breach(capture: Capture) -> None:
    answered = reply_to(capture)

    assert (answered.kind, answered.classified.detail) == (ReplyKind.EMPTY_RESULT, NULL_RESULTS[capture.name])
    assert (answered.problems, answered.status) == ((), None)


@each("document")
def test_another_document(capture: Capture) -> None:
    answered = reply_to(capture)

    assert (answered.kind, answered.classified.detail) == (ReplyKind.UNEXPECTED, DOCUMENTS[capture.name])


@each("forbidden characters")
def test_a_result_that_no_reader_of_xml_can_read(capture: Capture) -> None:
    why = FORBIDDEN_CHARACTERS[capture.name]  # in the words of libxml2, and nothing after the place
    answered = reply_to(capture)

    assert b"<Status>Completed</Status>" in answered.response.body
    assert answered.kind is ReplyKind.UNREADABLE
    assert answered.classified.detail.startswith("malformed XML: ")
    assert answered.classified.detail.endswith(why)
