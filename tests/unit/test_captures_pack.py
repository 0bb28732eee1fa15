"""The packed recordings are whole: the index and the files tell of the same exchanges."""

from __future__ import annotations

from collections import Counter
from zipfile import ZipFile

import pytest

from ..captures import NO_BYTES, PACK, Capture, IndexLine, Message, captures, index_lines

# The index counts to the end of the connection, the reader takes the first answer.
LONGER_IN_THE_INDEX = {"conn-two-requests-one-connection": "two answers on one connection"}
# What the client announced and did not send (or could not), which is the point of these exchanges.
MISANNOUNCED_REQUESTS = {
    "frame-length-too-long",
    "frame-length-too-long-half-close",
    "frame-length-not-a-number",
}


def named(name: str) -> Capture:
    """Finds an exchange."""
    return next(capture for capture in captures() if capture.name == name)


def listed() -> list[IndexLine]:
    """What the index says, line by line."""
    return [capture.index for capture in captures()]


def test_every_line_of_the_index_has_its_two_files_and_every_file_its_line() -> None:
    with ZipFile(PACK) as pack:
        files = set(pack.namelist()) - {"README.md", "cora-rpa.wsdl"}
        expected = {
            f"{line.service}/{line.name}.{half}.http" for line in index_lines(pack) for half in ("request", "response")
        }

    assert files == expected


def test_no_exchange_is_listed_twice() -> None:
    repeated = [name for name, count in Counter(capture.name for capture in captures()).items() if count > 1]

    assert len(captures()) == 473
    assert repeated == []


def test_the_pack_is_made_so_that_the_same_content_gives_the_same_bytes() -> None:
    with ZipFile(PACK) as pack:
        entries = pack.infolist()

    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2026, 1, 1, 0, 0, 0)}
    assert {entry.external_attr for entry in entries} == {0o100644 << 16}


def test_first_line_and_content_type_agree_with_the_index() -> None:
    read = [
        (
            capture.name,
            capture.response.first_line if capture.response else NO_BYTES,
            (capture.response.header("Content-Type") if capture.response else "") or "-",
        )
        for capture in captures()
    ]

    assert read == [(line.name, line.status_line, line.content_type) for line in listed()]


def test_body_lengths_agree_with_the_index() -> None:
    lengths = {capture.name: len(capture.response.body) if capture.response else 0 for capture in captures()}
    differing = {line.name for line in listed() if line.length != lengths[line.name]}

    assert differing == set(LONGER_IN_THE_INDEX)


def test_the_first_of_two_answers_on_a_connection_is_read() -> None:
    capture = named("conn-two-requests-one-connection")

    assert capture.response_bytes.count(b"HTTP/1.0 200 OK") == 2
    assert capture.response is not None
    assert len(capture.response.body) == 479
    assert capture.response.body.endswith(b"</soap:Envelope>")


def test_request_lengths_are_as_announced() -> None:
    announced = {
        capture.name: (capture.request.header("Content-Length"), str(len(capture.request.body)))
        for capture in captures()
        if capture.request.header("Content-Length")
    }

    assert {name for name, (said, sent) in announced.items() if said != sent} == MISANNOUNCED_REQUESTS


def test_nothing_sent_is_no_response() -> None:
    silent = [capture for capture in captures() if capture.response is None]

    assert {capture.index.status_line for capture in silent} == {NO_BYTES}
    assert {capture.status for capture in silent} == {0}


@pytest.mark.parametrize(
    ("label", "binding"),
    [
        ("soap11", "SOAP 1.1"),
        ("soap12", "SOAP 1.2"),
        ("soap12action", "SOAP 1.2"),
        ("get", "HTTP GET"),
        ("post", "HTTP POST"),
    ],
)
def test_the_binding_is_the_one_in_the_name(label: str, binding: str) -> None:
    labelled = [
        capture
        for capture in captures()
        if capture.name.startswith(tuple(f"{kind}-{label}-" for kind in ("life", "state", "context", "fault")))
    ]

    assert labelled
    assert {capture.binding for capture in labelled} == {binding}


@pytest.mark.parametrize(
    ("name", "binding"),
    [
        ("ok-utf16-body", "SOAP 1.1"),
        ("err-xml-soap12-envelope", "SOAP 1.2"),
        ("err-xml-no-envelope", "SOAP 1.1"),
        ("enc-request-gzip", "SOAP 1.1"),
        ("path-get-op-lowercase", "HTTP GET"),
        ("path-soap-post-to-op", "HTTP POST"),
        ("method-put-op", ""),
        ("doc-wsdl", ""),
    ],
)
def test_the_binding_of_an_odd_request(name: str, binding: str) -> None:
    assert named(name).binding == binding


def test_an_index_line_with_everything_in_it() -> None:
    line = (
        "- `service/case` HTTP/1.0 500 Internal Server Error; text/xml; charset=utf-8; 3634; "
        "soap:Client / Read failed. ---&gt; Overflow; a note: with more; closed by server"
    )

    assert IndexLine.parse(line) == IndexLine(
        service="service",
        name="case",
        status_line="HTTP/1.0 500 Internal Server Error",
        content_type="text/xml; charset=utf-8",
        length=3634,
        says="soap:Client / Read failed. ---&gt; Overflow",
        note="a note: with more",
        ending="closed by server",
    )


def test_an_index_line_that_says_nothing() -> None:
    line = IndexLine.parse("- `service/case` (no bytes); -; 0; -; gave up after 6.01s")

    assert (line.says, line.note, line.ending) == ("-", "", "gave up after 6.01s")


def test_a_line_that_is_not_of_the_index_is_refused() -> None:
    with pytest.raises(ValueError, match="Not a line of the capture index: '- `case` OK'"):
        IndexLine.parse("- `case` OK")


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"])
def test_a_message_is_cut_at_the_first_empty_line(line_end: bytes) -> None:
    message = Message.parse(
        line_end.join([b"HTTP/1.0 200 OK", b"content-TYPE: Text/XML; charset=utf-8", b"", b"a\n\nb"])
    )

    assert message.first_line == "HTTP/1.0 200 OK"
    assert message.media_type == "text/xml"
    assert message.body == b"a\n\nb"
