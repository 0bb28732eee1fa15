"""Making a connection has one time: looking the name up, trying its addresses, waiting for others, and TLS."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from requests.auth import HTTPDigestAuth
from urllib3.connection import HTTPConnection

from ProcessStatusLibrary.transport.exchange import BUDGET, HttpRequest, Timeouts
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .failing import failure
from .raw_server import (
    LONGEST_WAIT,
    RawServer,
    Talk,
    answer,
    answers,
    answers_and_closes,
    closed_port,
    nobody_accepts,
    told,
)

HOST = "service.invalid"
GETADDRINFO = socket.getaddrinfo
TOTAL = 0.2
CONNECT = Timeouts(connect=TOTAL)
WHOLE = Timeouts(connect=5, total=TOTAL)
LIMITS = pytest.mark.parametrize(
    ("timeouts", "setting"), [(CONNECT, "timeouts.connect"), (WHOLE, "timeouts.total")], ids=["connect", "total"]
)


@contextlib.contextmanager
def transport_with(timeouts: Timeouts, **options: Any) -> Iterator[RequestsTransport]:
    """A transport that asks no proxy."""
    made = RequestsTransport(TransportOptions(timeouts=timeouts, proxies={}, **options), "http://127.0.0.1")
    yield made
    made.close()


class Resolver:
    """Takes the place of getaddrinfo: it answers with addresses of this machine, once it may.

    Attributes:
        asked: What was looked up.
        may_answer: Until this is set, every lookup hangs.
        in_turn: Each lookup is answered with the next address instead of with all of them.
    """

    def __init__(self, *ports: int) -> None:
        self.asked: list[str] = []
        self.may_answer = threading.Event()
        self.in_turn = False
        self._ports = ports

    def __call__(self, host: str, port: int, *kinds: int) -> list[Any]:
        """Looks a name up; addresses are looked up as ever."""
        if host != HOST:
            return list(GETADDRINFO(host, port, *kinds))
        self.asked.append(host)
        self.may_answer.wait(LONGEST_WAIT)
        ports = self._ports[len(self.asked) - 1 :][:1] if self.in_turn else self._ports
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)) for port in ports]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Resolver]]:
    """Puts a resolver in place that answers at once; in the end no lookup goes on."""
    made: list[Resolver] = []

    def put(*ports: int) -> Resolver:
        made.append(Resolver(*ports))
        made[-1].may_answer.set()
        monkeypatch.setattr(socket, "getaddrinfo", made[-1])
        return made[-1]

    yield put
    for resolver in made:
        resolver.may_answer.set()
    for lookup in [thread for thread in threading.enumerate() if thread.name == "name-lookup"]:
        lookup.join(LONGEST_WAIT)
    assert not any(thread.name == "name-lookup" for thread in threading.enumerate())


def ran_out(setting: str, place: str = "", phase: str = "connect") -> str:
    """What is told when a time to connect ran out."""
    return f"No answer from http://{HOST}/a: {setting} ran out{place} (phase: {phase}, after N s of 0.2 s allowed)."


@LIMITS
def test_a_lookup_that_hangs(resolve: Callable[..., Resolver], timeouts: Timeouts, setting: str) -> None:
    resolve().may_answer.clear()

    with transport_with(timeouts) as transport:
        problem = failure(transport, f"http://{HOST}/a")

    assert told(problem) == ran_out(setting, " while the host name was looked up")
    assert problem.elapsed < TOTAL + 0.25
    assert problem.passing


def test_lookups_of_one_name_that_hang_are_one(resolve: Callable[..., Resolver]) -> None:
    resolver = resolve()
    resolver.may_answer.clear()

    with transport_with(CONNECT) as transport, ThreadPoolExecutor(4) as pool:
        problems = list(pool.map(lambda _: failure(transport, f"http://{HOST}/a"), range(4)))

    assert [problem.phase for problem in problems] == ["connect"] * 4
    assert resolver.asked == [HOST]


def test_a_name_is_looked_up_anew_for_each_connection(resolve: Callable[..., Resolver]) -> None:
    with RawServer(answers(answer(b"<a/>", "Connection: close"))) as server, transport_with(WHOLE) as transport:
        resolver = resolve(server.port)
        statuses = [transport.send(HttpRequest("GET", f"http://{HOST}/a")).status for _ in range(2)]

    assert statuses == [200, 200]
    assert resolver.asked == [HOST, HOST]


def test_a_name_that_no_resolver_can_write() -> None:
    with transport_with(WHOLE) as transport:
        problem = failure(transport, f"http://{'a' * 64}.invalid/a")

    assert problem.problem == "the host name is not known"


@LIMITS
def test_several_addresses_that_are_silent_share_the_time(
    resolve: Callable[..., Resolver], timeouts: Timeouts, setting: str
) -> None:
    with nobody_accepts() as silent, transport_with(timeouts) as transport:
        resolve(*[silent] * 5)
        problem = failure(transport, f"http://{HOST}/a")

    assert told(problem) == ran_out(setting)
    assert problem.elapsed < TOTAL + 0.25


def test_an_address_that_is_silent_leaves_time_to_the_next(resolve: Callable[..., Resolver]) -> None:
    with (
        nobody_accepts() as silent,
        RawServer(answers(answer(b"<a/>"))) as server,
        transport_with(Timeouts(connect=2 * TOTAL)) as transport,
    ):
        resolve(silent, server.port)

        assert transport.send(HttpRequest("GET", f"http://{HOST}/a")).body == b"<a/>"


def test_an_address_that_refuses_is_followed_by_the_next(resolve: Callable[..., Resolver]) -> None:
    with closed_port() as closed, RawServer(answers(answer(b"<a/>"))) as server, transport_with(WHOLE) as transport:
        resolve(closed, server.port)

        assert transport.send(HttpRequest("GET", f"http://{HOST}/a")).body == b"<a/>"


def test_addresses_that_all_refuse(resolve: Callable[..., Resolver]) -> None:
    with closed_port() as closed, transport_with(Timeouts(connect=5)) as transport:
        resolve(closed, closed)
        problem = failure(transport, f"http://{HOST}/a")

    assert told(problem) == (
        f"No answer from http://{HOST}/a: connection refused (phase: connect, after N s of 5 s allowed)."
    )


def test_waiting_while_all_connections_are_in_use_takes_no_longer_than_the_exchange() -> None:
    asked, over = threading.Event(), threading.Event()

    def serve(talk: Talk) -> None:
        talk.read()
        asked.set()
        over.wait(LONGEST_WAIT)
        talk.send(answer(b"<a/>"))

    with (
        RawServer(serve) as server,
        transport_with(Timeouts(total=LONGEST_WAIT), connections=1) as transport,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(transport.send, HttpRequest("GET", server.url))
        asked.wait(LONGEST_WAIT)
        budget = BUDGET.set(TOTAL)
        problem = failure(transport, f"{server.url}/a")
        BUDGET.reset(budget)
        over.set()

        assert first.result().body == b"<a/>"
        assert told(problem, server) == (
            "No answer from http://server/a: the time of the wait ran out while all connections were in use "
            "(phase: connect, after N s of 0.2 s allowed)."
        )
        assert problem.elapsed < TOTAL + 0.25
        assert len(server.requests) == 1


def drips_before_tls(talk: Talk) -> None:
    """Begins a record of TLS that never ends."""
    talk.send(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")
    talk.drip(b"\0")


@LIMITS
def test_a_handshake_that_drips(timeouts: Timeouts, setting: str) -> None:
    with RawServer(drips_before_tls) as server, transport_with(timeouts) as transport:
        problem = failure(transport, server.url.replace("http:", "https:"))

    assert (problem.problem, problem.phase, problem.allowed) == (f"{setting} ran out", "TLS", TOTAL)
    assert problem.elapsed < TOTAL + 0.25


def test_a_connection_that_was_made_as_its_time_ran_out(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = HTTPConnection.connect

    def at_the_last_moment(connection: Any) -> None:
        connect(connection)
        connection._making.expire()

    monkeypatch.setattr(HTTPConnection, "connect", at_the_last_moment)
    with RawServer(answers(answer(b"<a/>"))) as server, transport_with(Timeouts(connect=5)) as transport:
        problem = failure(transport, server.url)

        assert (problem.problem, problem.phase) == ("timeouts.connect ran out", "send")
        assert server.requests == []
        assert server.all_closed()


def test_the_time_to_connect_is_no_part_of_the_time_to_read() -> None:
    def answers_late(talk: Talk) -> None:
        talk.read()
        talk.pause(2 * TOTAL)
        talk.send(answer(b"<a/>"))

    with RawServer(answers_late) as server, transport_with(CONNECT) as transport:
        assert transport.send(HttpRequest("GET", server.url)).body == b"<a/>"


def test_a_second_connection_of_an_exchange_that_is_not_made(resolve: Callable[..., Resolver]) -> None:
    challenge = answer(
        b"no", 'WWW-Authenticate: Digest realm="a", nonce="b"', "Connection: close", status="401 Unauthorized"
    )
    with (
        closed_port() as closed,
        RawServer(answers_and_closes(challenge)) as server,
        transport_with(Timeouts(connect=5), auth=HTTPDigestAuth("ada", "hunter2")) as transport,
    ):
        resolver = resolve(server.port, closed)
        resolver.in_turn = True
        problem = failure(transport, f"http://{HOST}/a")

    assert (problem.problem, problem.phase, problem.allowed) == ("connection refused", "connect", 5)
