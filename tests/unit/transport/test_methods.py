"""Methods that no page names: what is sent of them, and answers to HEAD, which never have a body."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ProcessStatusLibrary.transport.exchange import HttpRequest, Timeouts
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .raw_server import RawServer, answer, answers

HEADERS = (("Content-Type", "text/xml"), ("SOAPAction", '"x"'))


@pytest.fixture
def transport() -> Iterator[RequestsTransport]:
    """A transport that gives up soon."""
    made = RequestsTransport(TransportOptions(timeouts=Timeouts(connect=5, read=5, total=10)), "http://127.0.0.1")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("method", "body", "length"),
    [
        ("PUT", b"<a />", b"Content-Length: 5\r\n"),
        ("PUT", b"", b"Content-Length: 0\r\n"),
        ("POST", b"", b"Content-Length: 0\r\n"),
        ("PATCH", b"<a />", b"Content-Length: 5\r\n"),
        ("DELETE", b"", b"Content-Length: 0\r\n"),
        ("GET", b"", b""),
        ("HEAD", b"", b""),
    ],
)
def test_a_method_is_sent_as_it_is(transport: RequestsTransport, method: str, body: bytes, length: bytes) -> None:
    with RawServer(answers(answer(b"" if method == "HEAD" else b"x"))) as server:
        transport.send(HttpRequest(method, f"{server.url}/a", HEADERS, body))
        head, _, sent = server.requests[0].partition(b"\r\n\r\n")

    first, *lines = (head + b"\r\n").splitlines(keepends=True)
    assert first == f"{method} /a HTTP/1.1\r\n".encode()
    assert b"Content-Type: text/xml\r\n" in lines
    assert b'SOAPAction: "x"\r\n' in lines
    assert b"".join(line for line in lines if line.startswith(b"Content-Length")) == length
    assert sent == body


@pytest.mark.parametrize("headers", [b"Content-Length: 5\r\n", b"", b"Transfer-Encoding: chunked\r\n"])
def test_a_head_answer_has_no_body(transport: RequestsTransport, headers: bytes) -> None:
    bare = b"HTTP/1.1 200 OK\r\nX-Kind: test\r\n" + headers + b"\r\n"
    with RawServer(answers(bare)) as server:
        first = transport.send(HttpRequest("HEAD", f"{server.url}/a"))
        second = transport.send(HttpRequest("HEAD", f"{server.url}/a"))

    assert (first.status, first.body, first.header("X-Kind")) == (200, b"", "test")
    assert second == first
