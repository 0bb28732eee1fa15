"""Size is limited: the headers of an answer, and its body after decompression."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest

from ProcessStatusLibrary import TransportError
from ProcessStatusLibrary.transport.exchange import HttpRequest, Limits
from ProcessStatusLibrary.transport.heads import HeadRefused, _Chunks
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
            "No answer from http://server/a: headers of more than the 1000 bytes of limits.header_bytes "
            "(phase: read, after N s of 30 s allowed)."
        )


def of_headers(count: int) -> bytes:
    """An answer with so many headers."""
    return answer(b"<a/>", *[f"X-{number}: 1" for number in range(count - 2)])


def test_a_number_of_headers_up_to_the_limit() -> None:
    transport = RequestsTransport(TransportOptions(), "http://127.0.0.1")
    with RawServer(answers(of_headers(99), of_headers(100))) as server:
        assert len(transport.send(HttpRequest("GET", server.url)).headers) == 99
        assert failure(transport, server) == (
            "No answer from http://server/a: more headers than the 99 of limits.headers "
            "(phase: read, after N s of 30 s allowed)."
        )
        transport.close()


def test_a_compressed_body_is_limited_as_it_travels() -> None:
    limits = Limits(compressed_bytes=LIMIT)
    transport = RequestsTransport(TransportOptions(limits=limits), "http://127.0.0.1")
    noise = random.Random(1).randbytes(LIMIT)  # noqa: S311  it has to be the same in every run
    with RawServer(answers(answer(gzip.compress(noise), "Content-Encoding: gzip"), answer(noise))) as server:
        assert failure(transport, server) == (
            "No answer from http://server/a: a compressed body of more than the 1000 bytes of limits.compressed_bytes "
            "(phase: read, after N s of 30 s allowed)."
        )
        assert transport.send(HttpRequest("GET", server.url)).body == noise
        transport.close()


def in_chunks_with_trailers(size: int) -> bytes:
    """An answer in chunks, with so many bytes after the last one."""
    trailer = b"X-Filling: " + b"a" * (size - len("X-Filling: \r\n") - len("\r\n")) + b"\r\n\r\n"
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a=0\r\n<a/>\r\n00\r\n" + trailer


def test_trailers_are_limited_as_headers_are(transport: RequestsTransport) -> None:
    with RawServer(answers(in_chunks_with_trailers(LIMIT), in_chunks_with_trailers(LIMIT + 1))) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == b"<a/>"
        assert failure(transport, server) == (
            "No answer from http://server/a: trailers of more than the 1000 bytes of limits.header_bytes "
            "(phase: read, after N s of 30 s allowed)."
        )
        assert server.accepted == 1


CODED: dict[str, tuple[str, bytes]] = {
    "gzip": ("gzip", gzip.compress(b"<a/>")),
    "x-gzip": ("x-gzip", gzip.compress(b"<a/>")),
    "several members": ("gzip", gzip.compress(b"<a") + gzip.compress(b"/>")),
    "zlib": ("deflate", zlib.compress(b"<a/>")),
    "bare deflate": ("deflate", zlib.compress(b"<a/>", wbits=-15)),
    "two codings": ("deflate, gzip", gzip.compress(zlib.compress(b"<a/>"))),
    "identity": ("identity", b"<a/>"),
}


@pytest.mark.parametrize(("declared", "body"), CODED.values(), ids=CODED)
def test_content_codings(transport: RequestsTransport, declared: str, body: bytes) -> None:
    with RawServer(answers(answer(body, f"Content-Encoding: {declared}"))) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == b"<a/>"


def test_an_empty_body_has_no_coding(transport: RequestsTransport) -> None:
    with RawServer(answers(answer(b"", "Content-Encoding: gzip"))) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == b""


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
            "No answer from http://server/a: a body of more than the 1000 bytes of limits.body_bytes "
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
        gzip_members=1000,
        depth=100,
        attributes=100,
        entities=100000,
    )


def test_a_connection_with_more_to_come_is_not_used_again(transport: RequestsTransport) -> None:
    with RawServer(answers(answer(bytes(MEGABYTE)), answer(b"<second/>"))) as server:
        failure(transport, server)

        assert transport.send(HttpRequest("GET", server.url)).body == b"<second/>"
        assert server.accepted == 2


LOCATIONS = ["/elsewhere", "http://[::1", "//[", "http://h:x/", "\xff\xfe"]


@pytest.mark.parametrize("location", LOCATIONS)
def test_an_answer_that_leads_elsewhere_is_read_as_any_other(transport: RequestsTransport, location: str) -> None:
    with RawServer(answers(answer(b"hello", f"Location: {location}", status="302 Found"))) as server:
        read = transport.send(HttpRequest("GET", server.url))

    assert (read.status, read.body, read.header("Location")) == (302, b"hello", location.encode().decode("latin-1"))


def test_the_body_of_an_answer_that_leads_elsewhere_is_limited(transport: RequestsTransport) -> None:
    with RawServer(answers(answer(b"x" * (LIMIT + 1), "Location: /a", status="302 Found"))) as server:
        assert failure(transport, server) == (
            "No answer from http://server/a: a body of more than the 1000 bytes of limits.body_bytes "
            "(phase: read, after N s of 30 s allowed)."
        )


@pytest.mark.parametrize("size", [-1, 65537], ids=["of any length", "of a usual length"])
def test_the_line_of_a_chunks_size_is_limited(size: int) -> None:
    chunks = _Chunks(io.BytesIO(b"0" * 3000), Limits(header_bytes=LIMIT))

    with pytest.raises(HeadRefused, match=r"^the size of a chunk in more than the 1000 bytes of limits.header_bytes$"):
        chunks.readline(size)
