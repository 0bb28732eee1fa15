"""No usable answer comes: one test a cause, with the exact text of the error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.transport.exchange import HttpRequest, Timeouts
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .failing import failure
from .raw_server import RawServer, Talk, answer, answers, answers_and_closes, closed_port, told

CERTIFICATE = Path(__file__).parents[2] / "data" / "self-signed.pem"
HEAD = b"HTTP/1.1 200 OK\r\nX-Kind: test\r\n"


@pytest.fixture
def transport() -> Iterator[RequestsTransport]:
    """A transport with the time that Windows takes to find a port closed."""
    made = RequestsTransport(TransportOptions(timeouts=Timeouts(connect=5, read=5, total=10)), "http://127.0.0.1")
    yield made
    made.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_connection_refused(transport: RequestsTransport, scheme: str) -> None:
    with closed_port() as port:
        problem = failure(transport, f"{scheme}://127.0.0.1:{port}/a")

    assert told(problem) == (
        f"No answer from {scheme}://127.0.0.1:{port}/a: connection refused (phase: connect, after N s of 5 s allowed)."
    )


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_unknown_host(transport: RequestsTransport, scheme: str) -> None:
    problem = failure(transport, f"{scheme}://no-such-host.invalid/a")

    assert told(problem) == (
        f"No answer from {scheme}://no-such-host.invalid/a: the host name is not known "
        "(phase: connect, after N s of 5 s allowed)."
    )


def test_a_certificate_that_nobody_vouches_for(transport: RequestsTransport) -> None:
    with RawServer(answers(answer()), CERTIFICATE) as server:
        problem = failure(transport, server.url)

        assert told(problem, server) == (
            "No answer from https://server: the certificate was refused: it is self-signed "
            "(phase: TLS, after N s of 5 s allowed)."
        )


def test_a_certificate_that_the_caller_vouches_for() -> None:
    options = TransportOptions(ca_file=str(CERTIFICATE))
    with RawServer(answers(answer(b"<a/>")), CERTIFICATE) as server:
        transport = RequestsTransport(options, server.url)
        response = transport.send(HttpRequest("GET", server.url))
        transport.close()

    assert response.body == b"<a/>"


def test_a_certificate_that_the_caller_does_not_ask_for() -> None:
    with RawServer(answers(answer(b"<a/>")), CERTIFICATE) as server:
        transport = RequestsTransport(TransportOptions(verify=False), server.url)
        response = transport.send(HttpRequest("GET", server.url))  # and pytest makes an error of any warning
        transport.close()

    assert response.body == b"<a/>"


def test_a_plain_server_asked_over_tls(transport: RequestsTransport) -> None:
    def speaks_http(talk: Talk) -> None:
        talk.send(answer(status="400 Bad Request"))
        talk.wait()

    with RawServer(speaks_http) as server:
        problem = failure(transport, server.url.replace("http:", "https:"))

    assert (problem.problem, problem.phase) == ("TLS failed: what the server speaks is no TLS", "TLS")


CUT = {
    "before it": (b"", "before the answer"),
    "inside the protocol's name": (b"HT", "in the status line"),
    "inside the status line": (b"HTTP/1.1 2", "in the status line"),
    "inside a header": (HEAD + b"X-Cut: he", "in the headers"),
    "after a header": (HEAD, "in the headers"),
    "after a header of an error": (HEAD.replace(b"200 OK", b"500 Oh"), "in the headers"),
    "after an interim answer": (b"HTTP/1.1 100 Continue\r\n\r\n", "before the answer"),
    "after the headers, without a length": (HEAD + b"\r\n", "in the body"),
    "inside a body with a length": (HEAD + b"Content-Length: 10\r\n\r\nabc", "in the body"),
    "inside a chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc", "in the body"),
    "before a chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", "in the body"),
}


@pytest.mark.parametrize(("data", "place"), CUT.values(), ids=CUT)
def test_an_answer_that_is_cut_off(transport: RequestsTransport, data: bytes, place: str) -> None:
    with RawServer(answers_and_closes(data)) as server:
        problem = failure(transport, server.url)

    assert problem.problem == f"the connection was closed early {place}"
    assert problem.phase == "read"


def test_the_text_of_an_answer_that_is_cut_off(transport: RequestsTransport) -> None:
    with RawServer(answers_and_closes(HEAD)) as server:
        problem = failure(transport, f"{server.url}/a")

        assert told(problem, server) == (
            "No answer from http://server/a: the connection was closed early in the headers "
            "(phase: read, after N s of 5 s allowed)."
        )


def test_an_answer_of_two_lengths(transport: RequestsTransport) -> None:
    with RawServer(answers_and_closes(HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc")) as server:
        problem = failure(transport, server.url)

    assert problem.problem.startswith("the length of the answer is not clear: ")
    assert problem.problem.endswith("(3, 4)")
    assert problem.phase == "read"


def resets_at_once(talk: Talk) -> None:
    """Reads the request and resets."""
    talk.read()
    talk.reset()


def resets_in_the_body(talk: Talk) -> None:
    """Answers half and resets."""
    talk.read()
    talk.send(HEAD + b"Content-Length: 10\r\n\r\nabc")
    talk.reset()


@pytest.mark.parametrize(
    ("serve", "place"), [(resets_at_once, "before the answer"), (resets_in_the_body, "in the body")]
)
def test_a_reset(transport: RequestsTransport, serve: Callable[[Talk], None], place: str) -> None:
    with RawServer(serve) as server:
        problem = failure(transport, f"{server.url}/a")

        assert told(problem, server) == (
            f"No answer from http://server/a: the connection was reset {place} (phase: read, after N s of 5 s allowed)."
        )


@pytest.mark.parametrize("interim", [b"", answer(b"<a/>")], ids=["alone", "before an answer"])
def test_an_interim_answer_in_the_place_of_the_final_one(transport: RequestsTransport, interim: bytes) -> None:
    early_hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    with RawServer(answers(early_hints + interim, answer(b"<second/>"))) as server:
        problem = failure(transport, f"{server.url}/a")

        assert told(problem, server) == (
            "No answer from http://server/a: HTTP 103 as the final answer (phase: read, after N s of 5 s allowed)."
        )
        # The connection is dropped, or the late answer would be taken for that to the next request.
        assert transport.send(HttpRequest("GET", server.url)).body == b"<second/>"
        assert server.accepted == 2


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"HTTP/1.1 103 Early Hints\r\n\r\n", id="interim"),
        pytest.param(answer(b"no gzip", "Content-Encoding: gzip"), id="broken body"),
        pytest.param(b"no HTTP\r\n\r\n", id="no HTTP"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\nno chunk\r\n", id="broken chunk"),
    ],
)
def test_a_failure_gives_its_connection_back(data: bytes) -> None:
    transport = RequestsTransport(TransportOptions(connections=1), "http://127.0.0.1")
    with RawServer(answers(data, answer(b"<second/>"))) as server:
        failure(transport, server.url)

        assert transport.send(HttpRequest("GET", server.url)).body == b"<second/>"
    transport.close()


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
NO_CHUNKS = {
    "no size": b";a=b\r\n<a/>\r\n",
    "no size in a line": b"\r\n<a/>\r\n",
    "a prefix": b"0x4\r\n<a/>\r\n",
    "a sign": b"+4\r\n<a/>\r\n",
    "a minus": b"-4\r\n<a/>\r\n",
    "an underscore": b"0_4\r\n<a/>\r\n",
    "a blank before": b" 4\r\n<a/>\r\n",
    "two sizes": b"4 4\r\n<a/>\r\n",
    "another letter": b"g\r\n<a/>\r\n",
    "a pair of other bytes behind": b"4\r\n<a/>xx",
    "a line feed and a digit behind": b"4\r\n<a/>\n0",
    "the second chunk": b"2\r\n<a\r\n+2\r\n/>\r\n",
    "behind the second chunk": b"2\r\n<a\r\n2\r\n/>--",
}


@pytest.mark.parametrize("chunks", NO_CHUNKS.values(), ids=NO_CHUNKS)
def test_malformed_chunks(transport: RequestsTransport, chunks: bytes) -> None:
    with RawServer(answers(CHUNKED + chunks + b"0\r\n\r\n")) as server:
        problem = failure(transport, f"{server.url}/a")

        assert told(problem, server) == (
            "No answer from http://server/a: the chunks of the body are malformed "
            "(phase: read, after N s of 5 s allowed)."
        )


@pytest.mark.parametrize("size", [b"4", b"04", b"4;a=b", b"4 ; a", b"4 ", b"4\t", b"000000000000000004"])
def test_sizes_of_chunks(transport: RequestsTransport, size: bytes) -> None:
    with RawServer(answers(CHUNKED + size + b"\r\n<a/>\r\nA\r\n" + b" " * 10 + b"\r\n0\r\n\r\n")) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == b"<a/>" + b" " * 10


def test_a_large_chunk_is_read_in_parts(transport: RequestsTransport) -> None:
    body = bytes(number % 251 for number in range(300_001))
    with RawServer(answers(CHUNKED + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), answer(b"<b/>"))) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == body
        assert transport.send(HttpRequest("GET", server.url)).body == b"<b/>"
        assert server.accepted == 1


def test_connections_are_closed_although_an_exchange_failed(transport: RequestsTransport) -> None:
    with RawServer(answers(b"no HTTP\r\n\r\n", answer(b"<second/>"))) as server:
        problem = failure(transport, server.url)
        transport.send(HttpRequest("GET", server.url))
        transport.close()

        assert server.all_closed(), f"while somebody still holds the error: {problem}"


def test_what_is_no_http_is_told_on_one_line_and_without_secrets() -> None:
    masker = Masker()
    masker.learn("hunter2")
    transport = RequestsTransport(TransportOptions(masker=masker), "http://127.0.0.1")
    with RawServer(answers_and_closes(b"what is hunter2?\r\n\r\n")) as server:
        problem = failure(transport, f"{server.url}/a")
        transport.close()

    assert problem.problem.startswith("what came is no HTTP: ")
    assert "hunter2" not in str(problem)
    assert "\n" not in str(problem)
