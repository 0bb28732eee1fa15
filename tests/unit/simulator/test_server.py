"""The server on its sockets: connections, framing, starting and stopping. Raw bytes where bytes matter."""

from __future__ import annotations

import http.client
import logging
import socket
import threading

import pytest

from ProcessStatusLibrary.simulator import Simulator, SimulatorError
from ProcessStatusLibrary.simulator.http_reading import BODY_LIMIT, HEADERS_LIMIT

from .asking import ask, sample

GET = sample("cora-rpa", "GetStatus.http-get")
ONE = sample("cora-rpa", "GetStatus.soap11")
LINE = f"GET {GET.path} HTTP/1.1\r\nHost: x\r\n"
CLOSING = f"{LINE}Connection: close\r\n\r\n".encode()


def send(simulator: Simulator, data: bytes) -> bytes:
    """Sends bytes and reads until the server closes."""
    with socket.create_connection(("127.0.0.1", simulator.port), timeout=10) as connection:
        connection.sendall(data)
        return rest_of(connection)


def rest_of(connection: socket.socket) -> bytes:
    """Reads until the server closes."""
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


def test_one_connection_serves_many_requests(documented: Simulator) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", documented.port, timeout=10)
    sockets = set()
    for _ in range(3):
        connection.request("POST", ONE.path, ONE.body, ONE.headers)
        response = connection.getresponse()
        assert (response.status, response.getheader("Connection")) == (200, "keep-alive")
        response.read()
        sockets.add(connection.sock)
    connection.close()

    assert len(sockets) == 1


def test_pipelined_requests_are_answered_in_order(documented: Simulator) -> None:
    unknown = b"GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost: x\r\n\r\n"

    received = send(documented, unknown + CLOSING)

    assert received.count(b"HTTP/1.1 ") == 3
    assert received.index(b"at /one.") < received.index(b"at /two.") < received.index(b"<Status>NotFound")


@pytest.mark.parametrize(
    ("head", "connection"),
    [
        (f"{LINE}Connection: close\r\n\r\n", "close"),
        (f"{LINE.replace('1.1', '1.0')}\r\n", "close"),
    ],
)
def test_the_connection_is_closed_when_asked(documented: Simulator, head: str, connection: str) -> None:
    received = send(documented, head.encode())

    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert f"\r\nConnection: {connection}\r\n".encode() in received


def test_http_10_may_keep_alive(documented: Simulator) -> None:
    head = f"{LINE.replace('1.1', '1.0')}Connection: keep-alive\r\n\r\n".encode()

    received = send(documented, head + CLOSING)

    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert received.count(b"Connection: keep-alive") == 1


def test_head_has_the_headers_and_no_body(documented: Simulator) -> None:
    whole = send(documented, CLOSING)
    head = send(documented, CLOSING.replace(b"GET", b"HEAD", 1))

    assert head.endswith(b"\r\n\r\n")
    assert head == whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def test_a_chunked_body(documented: Simulator) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in ONE.headers.items())
    half = len(ONE.body) // 2
    chunks = [ONE.body[:half].encode(), ONE.body[half:].encode()]
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    head = f"POST {ONE.path} HTTP/1.1\r\nHost: x\r\n{headers}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"

    received = send(documented, head.encode() + body)

    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"<Status>" in received


def test_a_client_that_waits_for_100_continue(documented: Simulator) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in ONE.headers.items())
    head = (
        f"POST {ONE.path} HTTP/1.1\r\nHost: x\r\n{headers}Expect: 100-continue\r\nConnection: close\r\n"
        f"Content-Length: {len(ONE.body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", documented.port), timeout=10) as connection:
        connection.sendall(head.encode())
        assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(ONE.body.encode())
        assert rest_of(connection).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_client_that_does_not_wait_for_100_continue(documented: Simulator) -> None:
    head = (
        f"POST {ONE.path} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 1\r\n\r\n"
    )

    assert send(documented, head.encode() + b"x").startswith(b"HTTP/1.1 415 ")


def test_a_body_in_small_pieces(documented: Simulator) -> None:
    data = f"POST {ONE.path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc".encode()
    with socket.create_connection(("127.0.0.1", documented.port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for index in range(len(data)):
            connection.sendall(data[index : index + 1])
        assert rest_of(connection).startswith(b"HTTP/1.1 415 ")


@pytest.mark.parametrize(
    ("data", "status", "text"),
    [
        (b"hello\r\n\r\n", 400, b"Not an HTTP request: Invalid method encountered."),
        (b"\x16\x03\x01\x02\x00\x01\x00", 400, b"Not an HTTP request: Invalid method encountered."),
        (b"FOO / HTTP/1.1\r\n\r\n", 400, b"Not an HTTP request: Invalid method encountered."),
        (
            b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            400,
            b"Not an HTTP request: Invalid character in Content-Length.",
        ),
        (
            b"GET / HTTP/1.1\r\nX: " + b"y" * HEADERS_LIMIT + b"\r\n\r\n",
            431,
            b"The headers are longer than 65536 bytes.",
        ),
        (
            b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (BODY_LIMIT + 1) + b"x" * (BODY_LIMIT + 1),
            413,
            b"The body is longer than 16777216 bytes.",
        ),
    ],
    ids=["no HTTP", "TLS", "unknown method", "bad length", "long headers", "long body"],
)
def test_what_is_no_request(documented: Simulator, data: bytes, status: int, text: bytes) -> None:
    with socket.create_connection(("127.0.0.1", documented.port), timeout=10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = rest_of(connection)

    assert received.startswith(b"HTTP/1.1 %d " % status)
    assert received.endswith(b"\r\n\r\n" + text)
    assert b"Connection: close" in received


def test_an_upgrade_is_not_made(documented: Simulator) -> None:
    received = send(documented, f"{LINE}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n".encode())

    assert received.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_client_that_leaves_hurts_nobody(documented: Simulator) -> None:
    for data in (b"", b"GET /", LINE.encode()):
        with socket.create_connection(("127.0.0.1", documented.port), timeout=10) as connection:
            connection.sendall(data)

    assert ask(documented, "cora-rpa", GET).status == 200


def test_requests_are_counted() -> None:
    with Simulator("cora-rpa") as simulator:
        assert simulator.requests == 0
        for _ in range(3):
            ask(simulator, "cora-rpa", GET)
        assert simulator.requests == 3


def test_stop_leaves_no_thread_and_no_port() -> None:
    before = set(threading.enumerate())
    simulator = Simulator("cora-rpa").start()
    assert set(threading.enumerate()) - before
    idle = socket.create_connection(("127.0.0.1", simulator.port), timeout=10)

    simulator.stop()

    assert set(threading.enumerate()) - before == set()
    assert idle.recv(1) == b""  # the open connection has ended
    idle.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", simulator.port), timeout=10)
    simulator.stop()


def test_stop_does_not_wait_for_a_client_that_does_not_read() -> None:
    simulator = Simulator("cora-rpa").start()
    simulator.simulate("cora-rpa", "4711", ["Queued"], context="x" * 8_000_000)
    headers = "".join(f"{name}: {value}\r\n" for name, value in ONE.headers.items())
    with socket.create_connection(("127.0.0.1", simulator.port), timeout=10) as connection:
        head = f"POST {ONE.path} HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: {len(ONE.body)}\r\n\r\n"
        connection.sendall(head.encode() + ONE.body.encode())
        assert connection.recv(1) == b"H"

        simulator.stop()


def test_a_stopped_simulator_starts_again() -> None:
    simulator = Simulator("cora-rpa")
    for _ in range(2):
        with simulator:
            assert simulator.start() is simulator  # it runs already
            assert ask(simulator, "cora-rpa", GET).status == 200


def test_a_port_in_use() -> None:
    with Simulator("cora-rpa") as first:
        second = Simulator("cora-rpa", port=first.port)
        with pytest.raises(SimulatorError) as caught:
            second.start()
        second.stop()

    assert isinstance(caught.value, OSError)
    assert str(caught.value) == (
        f"Port {first.port} on 127.0.0.1 is in use. Choose another with --port, or 0 for any free one."
    )


def test_a_port_that_does_not_exist() -> None:
    with pytest.raises(SimulatorError) as caught:
        Simulator("cora-rpa", port=70000).start()

    assert str(caught.value) == "Port 70000 does not exist. Choose one from 1 to 65535, or 0 for any free one."


def test_an_address_that_is_not_ours() -> None:
    with pytest.raises(SimulatorError, match=r"^Cannot listen on 203\.0\.113\.1, port 0: .+\.$"):
        Simulator("cora-rpa", host="203.0.113.1").start()


def test_a_fault_of_our_own_is_said_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    simulator = Simulator("cora-rpa")
    monkeypatch.setattr(simulator, "_endpoints", None)

    with simulator, caplog.at_level(logging.ERROR):
        reply = ask(simulator, "cora-rpa", GET)

    assert (reply.status, reply.text) == (
        500,
        "The simulator failed: TypeError: 'NoneType' object is not iterable",
    )
    assert "The simulator failed on GET" in caplog.text
