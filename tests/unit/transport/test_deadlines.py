"""Time is limited: between two bytes, and for the whole exchange however slowly the bytes drip."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ProcessStatusLibrary import TransportError
from ProcessStatusLibrary.transport.exchange import BUDGET, HttpRequest, Timeouts
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions
from ProcessStatusLibrary.transport.watchdog import WATCHDOG

from .failing import failure
from .raw_server import LONGEST_WAIT, RawServer, Talk, answer, nobody_accepts, told

CERTIFICATE = Path(__file__).parents[2] / "data" / "self-signed.pem"
TOTAL = 0.2
Serve = Callable[[Talk], None]
FORKED = """
import os, socket, time
from ProcessStatusLibrary.transport.connecting import _PENDING_LOCK, look_up
from ProcessStatusLibrary.transport.watchdog import WATCHDOG

near, far = socket.socketpair()
near.settimeout(2)
with WATCHDOG.watch(60), WATCHDOG._condition, _PENDING_LOCK:
    child = os.fork()
    if child == 0:
        try:
            with WATCHDOG.watch(0.01) as deadline:
                deadline.guard(near)
                ended = near.recv(1) == b"" and deadline.expired
            os._exit(7 if ended and look_up("localhost", 80, time.monotonic() + 5) else 1)
        except BaseException:
            os._exit(2)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture
def transport() -> Iterator[RequestsTransport]:
    """A transport with little time in all."""
    options = TransportOptions(timeouts=Timeouts(connect=5, read=5, total=TOTAL), ca_file=str(CERTIFICATE))
    made = RequestsTransport(options, "http://127.0.0.1")
    yield made
    made.close()


def never_answers(talk: Talk) -> None:
    """Reads the request, and that is all."""
    talk.read()
    talk.wait()


def drips(head: bytes, drop: bytes) -> Serve:
    """Sends a head at once and then drop after drop."""

    def serve(talk: Talk) -> None:
        talk.read()
        talk.send(b"HTTP/1.1 200 OK\r\n" + head)
        talk.drip(drop)

    return serve


CLOSING = b"Connection: close\r\nContent-Length: 100000\r\n\r\n"
SLOW = {
    "no answer at all": (never_answers, "before the answer"),
    "dripping headers": (drips(b"", b"X-Drop: 1\r\n"), "in the headers"),
    "a dripping header": (drips(b"X-Drops: ", b"1"), "in the headers"),
    "a dripping body": (drips(b"Content-Length: 100000\r\n\r\n", b"1"), "in the body"),
    "dripping chunks": (drips(b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"), "in the body"),
    "a dripping body without a length": (drips(b"\r\n", b"1"), "in the body"),
    "a dripping body and no keep-alive": (drips(CLOSING, b"1"), "in the body"),
}


@pytest.mark.parametrize(("serve", "place"), SLOW.values(), ids=SLOW)
def test_the_total_time_ends_an_exchange(transport: RequestsTransport, serve: Serve, place: str) -> None:
    with RawServer(serve) as server:
        problem = failure(transport, f"{server.url}/a")

        assert told(problem, server) == (
            f"No answer from http://server/a: timeouts.total ran out {place} (phase: read, after N s of 0.2 s allowed)."
        )
        assert problem.elapsed < 5 * TOTAL


def test_the_total_time_ends_an_exchange_over_tls(transport: RequestsTransport) -> None:
    with RawServer(drips(b"Content-Length: 100000\r\n\r\n", b"1"), CERTIFICATE) as server:
        problem = failure(transport, f"{server.url}/a")

        assert told(problem, server) == (
            "No answer from https://server/a: timeouts.total ran out in the body "
            "(phase: read, after N s of 0.2 s allowed)."
        )
        assert problem.elapsed < 5 * TOTAL


def test_the_total_time_ends_a_handshake(transport: RequestsTransport) -> None:
    with RawServer(Talk.wait) as server:
        problem = failure(transport, server.url.replace("http:", "https:"))

    assert (problem.problem, problem.phase, problem.allowed) == ("timeouts.total ran out", "TLS", TOTAL)
    assert problem.elapsed < 5 * TOTAL


def test_a_server_that_falls_silent() -> None:
    transport = RequestsTransport(TransportOptions(timeouts=Timeouts(read=TOTAL)), "http://127.0.0.1")
    with RawServer(never_answers) as server:
        problem = failure(transport, f"{server.url}/a")
        transport.close()

        assert told(problem, server) == (
            "No answer from http://server/a: nothing more was received before the answer within timeouts.read "
            "(phase: read, after N s of 0.2 s allowed)."
        )


def test_a_handshake_that_is_not_answered_takes_the_time_for_connecting() -> None:
    timeouts = Timeouts(connect=TOTAL, read=5)
    transport = RequestsTransport(TransportOptions(timeouts=timeouts), "http://127.0.0.1")
    with RawServer(Talk.wait) as server:
        problem = failure(transport, server.url.replace("http:", "https:"))
        transport.close()

    assert (problem.phase, problem.allowed) == ("TLS", TOTAL)
    assert problem.elapsed < 5 * TOTAL


def test_a_time_that_ran_out_does_not_harm_the_next_exchange(transport: RequestsTransport) -> None:
    with RawServer(never_answers) as silent, RawServer(answers_late(0)) as quick:
        failure(transport, silent.url)

        assert transport.send(HttpRequest("GET", quick.url)).status == 200


def test_each_exchange_on_a_connection_has_its_own_time(transport: RequestsTransport) -> None:
    with RawServer(answers_late(TOTAL / 2)) as server:
        replies = [transport.send(HttpRequest("GET", server.url)).status for _ in range(4)]

        assert replies == [200] * 4
        assert server.accepted == 1


def answers_late(seconds: float) -> Serve:
    """Answers every request after a while."""

    def serve(talk: Talk) -> None:
        while talk.read():
            talk.pause(seconds)
            talk.send(answer(b"<a/>"))

    return serve


def test_a_deadline_that_is_over_leaves_the_connection_alone() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with WATCHDOG.watch(LONGEST_WAIT) as deadline:
            deadline.guard(ours)
        deadline.expire()
        theirs.send(b"still open")

        assert ours.recv(100) == b"still open"
        assert not deadline.passed


def test_a_connection_that_is_made_too_late_is_ended_at_once() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, WATCHDOG.watch(LONGEST_WAIT) as deadline:
        deadline.expire()
        deadline.guard(ours)

        assert theirs.recv(100) == b""


def test_a_short_time_does_not_wait_for_a_long_one(transport: RequestsTransport) -> None:
    with WATCHDOG.watch(LONGEST_WAIT), RawServer(never_answers) as server:
        problem = failure(transport, server.url)

    assert problem.elapsed < 4 * TOTAL


def test_one_thread_watches_all_exchanges() -> None:
    watchdogs: list[int] = []

    def count() -> None:
        watchdogs.append(sum(thread.name == "exchange-watchdog" for thread in threading.enumerate()))

    all_there = threading.Barrier(5, action=count)

    def serve(talk: Talk) -> None:
        talk.read()
        all_there.wait(LONGEST_WAIT)
        talk.send(answer(b"<a/>"))

    options = TransportOptions(timeouts=Timeouts(total=LONGEST_WAIT))
    transport = RequestsTransport(options, "http://127.0.0.1")
    with RawServer(serve) as server, ThreadPoolExecutor(5) as pool:
        replies = list(pool.map(transport.send, [HttpRequest("GET", server.url)] * 5))
        transport.close()

    assert [reply.status for reply in replies] == [200] * 5
    assert watchdogs == [1]


CONNECT_RAN_OUT = "timeouts.connect ran out (phase: connect, after N s of 0.2 s allowed)"
TOTAL_RAN_OUT = "timeouts.total ran out (phase: connect, after N s of 0.2 s allowed)"


@pytest.mark.parametrize(
    ("timeouts", "what"),
    [
        pytest.param(Timeouts(connect=5, total=TOTAL), TOTAL_RAN_OUT, id="the total is shorter"),
        pytest.param(Timeouts(connect=TOTAL, total=TOTAL), TOTAL_RAN_OUT, id="both are equal"),
        pytest.param(Timeouts(connect=TOTAL), CONNECT_RAN_OUT, id="the time to connect is shorter"),
    ],
)
@pytest.mark.parametrize("through_a_proxy", [False, True], ids=["directly", "through a proxy"])
def test_a_connection_that_nobody_takes(timeouts: Timeouts, what: str, through_a_proxy: bool) -> None:
    with nobody_accepts() as port:
        url = f"http://127.0.0.1:{port}"
        options = TransportOptions(timeouts=timeouts, proxies={"http": url} if through_a_proxy else {})
        transport = RequestsTransport(options, url)
        problem = failure(transport, f"{url}/a")
        transport.close()

    assert told(problem) == f"No answer from {url}/a: {what}."
    assert problem.elapsed < TOTAL + 0.25


def test_a_silence_that_may_last_as_long_as_the_whole_exchange_is_told_as_the_total() -> None:
    timeouts = Timeouts(connect=TOTAL, read=TOTAL, total=TOTAL)  # what --timeout gives
    transport = RequestsTransport(TransportOptions(timeouts=timeouts), "http://127.0.0.1")
    with RawServer(never_answers) as server:
        problem = failure(transport, server.url)
        transport.close()

    assert (problem.problem, problem.allowed) == ("timeouts.total ran out before the answer", TOTAL)


@pytest.mark.parametrize("kept", [False, True], ids=["a new connection", "a kept connection"])
def test_a_request_that_nobody_takes_has_the_time_from_byte_to_byte(kept: bool) -> None:
    def takes_no_more(talk: Talk) -> None:
        if kept:
            talk.read()
            talk.send(answer(b"<a/>"))
        talk.pause(LONGEST_WAIT)

    transport = RequestsTransport(TransportOptions(timeouts=Timeouts(connect=5, read=TOTAL)), "http://127.0.0.1")
    with RawServer(takes_no_more) as server:
        if kept:
            transport.send(HttpRequest("GET", server.url))
        with pytest.raises(TransportError) as caught:
            transport.send(HttpRequest("POST", f"{server.url}/a", body=bytes(16 * 1024 * 1024)))
        transport.close()

        assert told(caught.value, server) == (
            "No answer from http://server/a: nothing more of the request was taken within timeouts.read "
            "(phase: send, after N s of 0.2 s allowed)."
        )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_the_total_time_ends_an_exchange_of_a_forked_process() -> None:
    # In a process of its own: newer Pythons warn of a fork beside threads, whose locks the child inherits as they are.
    run = subprocess.run(  # noqa: S603  our own
        [sys.executable, "-W", "ignore", "-c", FORKED], capture_output=True, text=True, check=False, timeout=30
    )

    assert (run.stdout, run.stderr) == ("7\n", "")


def test_the_time_of_a_wait_is_told_when_it_ends_an_exchange() -> None:
    transport = RequestsTransport(TransportOptions(), "http://127.0.0.1")
    budget = BUDGET.set(TOTAL)
    with RawServer(never_answers) as server:
        problem = failure(transport, f"{server.url}/a")
        BUDGET.reset(budget)
        transport.close()

        assert told(problem, server) == (
            "No answer from http://server/a: the time of the wait ran out before the answer "
            "(phase: read, after N s of 0.2 s allowed)."
        )
