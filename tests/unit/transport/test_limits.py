"""Size is limited: the headers of an answer, and its body after decompression."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest

from ProcessStatusLibrary import TransportError
from ProcessStatusLibrary.transport.exchange import HttpRequest, Limits
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .raw_server import RawServer, answer, answers, answers_and_closes, told

LIMIT = 1000
MEGABYTE = 1024 * 1024
Write = Callable[[bytes], bytes]


@pytest.fixture
def transport() -> Iterator[RequestsTransport]:
    """A transport that takes little."""
    options = TransportOptions(limits=Limits(header_bytes=LIMIT, body_bytes=LIMIT))
    made = RequestsTransport(options, "http://127.0.0.1")
    yield made
    made.close()


def failure(transport: RequestsTransport, server: RawServer) -> str:
    """What is said of a request that fails."""
    with pytest.raises(TransportError) as caught:
        transport.send(HttpRequest("GET", f"{server.url}/a"))
    return told(caught.value, server)


def of_header_bytes(size: int) -> bytes:
    """An answer with so many bytes of headers, each line with its end counted."""
    fixed = len("Content-Type: text/xml\r\n") + len("Content-Length: 4\r\n") + len("X-Filling: \r\n")
    return answer(b"<a/>", f"X-Filling: {'a' * (size - fixed)}")


def test_headers_up_to_the_limit(transport: RequestsTransport) -> None:
    with RawServer(answers(of_header_bytes(LIMIT))) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == b"<a/>"


def test_headers_above_the_limit(transport: RequestsTransport) -> None:
    with RawServer(answers(of_header_bytes(LIMIT + 1))) as server:
        assert failure(transport, server) == (
            "No answer from http://server/a: headers of more than the limit 'header_bytes' of 1000 bytes "
            "(phase: read, after N s of 30 s allowed)."
        )


BODIES: dict[str, Write] = {
    "with a length": answer,
    "in chunks": lambda body: (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    ),
    "until the end": lambda body: b"HTTP/1.1 200 OK\r\n\r\n" + body,
    "gzip": lambda body: answer(gzip.compress(body), "Content-Encoding: gzip"),
    "deflate": lambda body: answer(zlib.compress(body), "Content-Encoding: deflate"),
}
written = pytest.mark.parametrize("write", BODIES.values(), ids=BODIES)


@written
def test_a_body_up_to_the_limit(transport: RequestsTransport, write: Write) -> None:
    with RawServer(answers_and_closes(write(b"a" * LIMIT))) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == b"a" * LIMIT


@written
def test_a_body_above_the_limit(transport: RequestsTransport, write: Write) -> None:
    with RawServer(answers_and_closes(write(b"a" * (LIMIT + 1)))) as server:
        assert failure(transport, server) == (
            "No answer from http://server/a: a body of more than the limit 'body_bytes' of 1000 bytes "
            "(phase: read, after N s of 30 s allowed)."
        )


def test_a_body_that_unpacks_to_very_much_is_not_unpacked(transport: RequestsTransport) -> None:
    packed = answer(gzip.compress(bytes(64 * MEGABYTE)), "Content-Encoding: gzip")
    with RawServer(answers(packed)) as server:
        tracemalloc.start()
        try:
            failure(transport, server)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert peak < 4 * MEGABYTE


def test_a_body_that_is_not_what_it_declares(transport: RequestsTransport) -> None:
    with RawServer(answers(answer(b"not packed", "Content-Encoding: gzip"))) as server:
        assert failure(transport, server) == (
            "No answer from http://server/a: the body is not what Content-Encoding declares "
            "(phase: read, after N s of 30 s allowed)."
        )


def test_the_usual_limits() -> None:
    assert Limits() == Limits(
        header_bytes=65536,
        headers=99,
        body_bytes=16777216,
        compressed_bytes=16777216,
        depth=100,
        attributes=100,
        entities=100000,
    )


def test_a_connection_with_more_to_come_is_not_used_again(transport: RequestsTransport) -> None:
    with RawServer(answers(answer(bytes(MEGABYTE)), answer(b"<second/>"))) as server:
        failure(transport, server)

        assert transport.send(HttpRequest("GET", server.url)).body == b"<second/>"
        assert server.accepted == 2
