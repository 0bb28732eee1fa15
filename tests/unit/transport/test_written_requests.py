"""Requests arrive as they were written: in chunks, with the names of headers in their case, escapes kept."""

from __future__ import annotations

import re
from pathlib import Path

from ProcessStatusLibrary import Session, Target, load_contract
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.transport.exchange import HttpRequest
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .raw_server import RawServer, answer, answers

CHUNKED = ("Transfer-Encoding", "chunked")


def received(*headers: tuple[str, str], path: str = "/", body: bytes = b"") -> tuple[bytes, bytes]:
    """What a server gets of a POST: the head and the body."""
    with RawServer(answers(answer(b"<a/>"))) as server:
        transport = RequestsTransport(TransportOptions(), server.url)
        transport.send(HttpRequest("POST", server.url + path, headers, body))
        transport.close()
    head, _, content = server.requests[0].partition(b"\r\n\r\n")
    return head, content


def test_a_body_is_sent_in_chunks_when_the_request_says_so() -> None:
    head, body = received(CHUNKED, body=b"0123456789")

    assert (re.findall(rb"(?mi)^(?:transfer-encoding|content-length):.*?\r?$", head), body) == (
        [b"Transfer-Encoding: chunked"],
        b"5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n",
    )


def test_the_name_of_the_header_may_be_in_any_case() -> None:
    _, body = received(("TRANSFER-ENCODING", "Chunked"), body=b"a")

    assert body == b"1\r\na\r\n0\r\n\r\n"


def test_a_body_has_a_length_otherwise() -> None:
    head, body = received(body=b"0123456789")

    assert (b"\r\nContent-Length: 10" in head, b"chunked" in head, body) == (True, False, b"0123456789")


def test_names_of_headers_stay_as_they_are() -> None:
    head, _ = received(("soapaction", '"urn:x"'), ("CONTENT-TYPE", "text/xml"), body=b"<a/>")

    assert b'\r\nsoapaction: "urn:x"\r\n' in head
    assert b"\r\nCONTENT-TYPE: text/xml" in head
    assert b"Content-Type" not in head


def test_escapes_in_the_path_stay_as_they_are() -> None:
    head, _ = received(path="/%34%37%31%31?a=%2F")

    assert head.startswith(b"POST /%34%37%31%31?a=%2F HTTP/1.1\r\n")


def test_a_chunked_request_is_recorded_as_it_was_sent(tmp_path: Path) -> None:
    file = tmp_path / "observations.jsonl"
    with RawServer(answers(answer(b"{}", media_type="application/json"))) as server:
        masker = Masker()
        target = Target("robusta", load_contract("robusta"), url=server.url)
        recorder = Recorder(file, masker)
        with Session(target, masker=masker, recorder=recorder) as session:
            session.send_request("4711", method="POST", headers={"Transfer-Encoding": "chunked"}, body="{ }")
        recorder.close()

    assert '["Transfer-Encoding", "chunked"]' in file.read_text()
