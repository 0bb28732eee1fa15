"""What goes over the wire: connections kept and closed, the target as it was written, nothing from the surroundings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary import Session, Target, TransportError, load_contract, open_service
from ProcessStatusLibrary.transport.connections import PIECE, GuardedHTTPConnection, GuardedHTTPSConnection
from ProcessStatusLibrary.transport.exchange import HttpRequest
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .raw_server import RawServer, Talk, answer, answers, answers_and_closes

CERTIFICATE = Path(__file__).parents[2] / "data" / "self-signed.pem"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def server() -> Iterator[RawServer]:
    """A server that always answers the same."""
    with RawServer(answers(answer(b"<a/>"))) as started:
        yield started


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is at the mercy of the machine's own proxies."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def asked(server: RawServer, url: str = "", times: int = 1, **options: Any) -> list[bytes]:
    """Sends requests over one transport, and tells what the server received."""
    transport = RequestsTransport(TransportOptions(**options), url or server.url)
    for _ in range(times):
        transport.send(HttpRequest("GET", url or server.url))
    transport.close()
    return server.requests


def request_line(request: bytes) -> bytes:
    """The first line."""
    return request.partition(b"\r\n")[0]


def test_exchanges_share_a_connection_which_is_closed_in_the_end(server: RawServer) -> None:
    requests = asked(server, times=3)

    assert (len(requests), server.accepted) == (3, 1)
    assert server.all_closed()


@pytest.mark.parametrize("kind", [GuardedHTTPConnection, GuardedHTTPSConnection])
@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 5 * PIECE // 2])
def test_a_body_is_sent_in_pieces_that_have_the_time_from_byte_to_byte(
    kind: type[GuardedHTTPConnection | GuardedHTTPSConnection], size: int
) -> None:
    class Taking:
        """In the place of a socket, whose time-out is that of one call."""

        def __init__(self) -> None:
            self.taken: list[bytes] = []

        def sendall(self, data: bytes) -> None:
            self.taken.append(bytes(data))

    connection, taking = kind("host"), Taking()
    connection.sock = taking
    body = bytes(number % 251 for number in range(size))

    connection.send(body)

    assert b"".join(taking.taken) == body
    assert [len(piece) for piece in taking.taken[:-1]] == [PIECE] * (len(taking.taken) - 1)
    assert len(taking.taken[-1]) <= PIECE


@pytest.mark.parametrize("certificate", [None, CERTIFICATE], ids=["plain", "TLS"])
def test_a_body_of_many_pieces_arrives(certificate: Path | None) -> None:
    body = bytes(number % 251 for number in range(20 * PIECE + 7))
    with RawServer(answers(answer(b"<a/>")), certificate) as server:
        transport = RequestsTransport(TransportOptions(verify=False), server.url)
        transport.send(HttpRequest("POST", server.url, body=body))
        transport.close()

        assert server.requests[0].partition(b"\r\n\r\n")[2] == body


def test_a_session_closes_its_connection(server: RawServer) -> None:
    with Session(Target("robusta", load_contract("robusta"), url=server.url)) as session:
        session.ask("4711")

    assert server.accepted == 1
    assert server.all_closed()


def test_a_session_can_be_used_again_after_it_was_closed(server: RawServer) -> None:
    session = Session(Target("robusta", load_contract("robusta"), url=server.url))
    for _ in range(2):
        session.ask("4711")
        session.close()

    assert server.accepted == 2
    assert server.all_closed()


@pytest.mark.parametrize("path", ["/a?", "/a", "/a%2Fb/%7E?x=%20+", "/?a=1&a=2", "/A/b.asmx/Get?"])
def test_the_request_target_is_sent_as_it_was_written(server: RawServer, path: str) -> None:
    assert [request_line(request) for request in asked(server, server.url + path)] == [f"GET {path} HTTP/1.1".encode()]


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"])
def test_a_redirect_is_an_answer(status: str) -> None:
    with RawServer(answers(answer(b"", "Location: /elsewhere", status=status))) as server:
        transport = RequestsTransport(TransportOptions(), server.url)
        response = transport.send(HttpRequest("GET", server.url))
        transport.close()

        assert (response.status, response.header("Location")) == (int(status[:3]), "/elsewhere")
        assert len(server.requests) == 1


def test_a_cookie_is_not_kept(server: RawServer) -> None:
    with RawServer(answers(answer(b"<a/>", "Set-Cookie: session=1"))) as setting:
        requests = asked(setting, times=2)

    assert [b"cookie" in request.lower() for request in requests] == [False, False]


def test_credentials_of_netrc_are_not_sent(server: RawServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password hunter2\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))

    assert [b"authorization" in request.lower() for request in asked(server)] == [False]


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_used(server: RawServer, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, server.url)

    requests = asked(server, "http://service.invalid/a")

    assert [request_line(request) for request in requests] == [b"GET http://service.invalid/a HTTP/1.1"]


def test_the_environment_is_read_once(server: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    transport = RequestsTransport(TransportOptions(), "http://service.invalid")
    monkeypatch.setenv("http_proxy", "http://no-such-host.invalid")
    monkeypatch.setenv("no_proxy", "*")

    transport.send(HttpRequest("GET", "http://service.invalid/a"))
    transport.close()

    assert [request_line(request) for request in server.requests] == [b"GET http://service.invalid/a HTTP/1.1"]


@pytest.mark.parametrize(
    ("base", "excepted", "proxies"),
    [
        pytest.param("http://127.0.0.1", "", None, id="the host is this machine"),
        pytest.param("http://service.invalid", "service.invalid", None, id="the host is excepted"),
        pytest.param("http://service.invalid", "", {}, id="the caller wants none"),
    ],
)
def test_a_proxy_of_the_environment_is_not_used(
    server: RawServer, monkeypatch: pytest.MonkeyPatch, base: str, excepted: str, proxies: dict[str, str] | None
) -> None:
    monkeypatch.setenv("http_proxy", "http://no-such-host.invalid")
    monkeypatch.setenv("no_proxy", excepted)
    transport = RequestsTransport(TransportOptions(proxies=proxies), base)
    transport.send(HttpRequest("GET", f"{server.url}/a"))
    transport.close()

    assert [request_line(request) for request in server.requests] == [b"GET /a HTTP/1.1"]


def test_a_proxy_of_the_caller_is_used(server: RawServer) -> None:
    requests = asked(server, "http://service.invalid/a", proxies={"http": server.url})

    assert [request_line(request) for request in requests] == [b"GET http://service.invalid/a HTTP/1.1"]


def closes_under_the_client(talk: Talk) -> None:
    """Answers the first request of a connection, takes a second one, and closes on it."""
    if talk.read():
        talk.send(answer(b'{"status": "RUNNING", "message": "x"}', media_type="application/json"))
        talk.read()


TLS = pytest.mark.parametrize("certificate", [None, CERTIFICATE], ids=["plain", "TLS"])


@TLS
def test_a_read_that_met_the_end_of_a_kept_connection_is_sent_once_more(
    tmp_path: Path, certificate: Path | None
) -> None:
    record = tmp_path / "observations.jsonl"
    with (
        RawServer(closes_under_the_client, certificate) as server,
        open_service("robusta", server.url, record=record, proxies={}, ca_file=str(CERTIFICATE)) as service,
    ):
        kinds = [str(service.ask("4711").kind) for _ in range(2)]
    lines = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    exchanges = [line for line in lines if line["type"] == "exchange"]

    assert kinds == ["result", "result"]
    assert [line.get("again", "") for line in exchanges] == ["", "", "the kept connection had been closed"]
    assert "the connection was closed early before the answer" in exchanges[1]["error"]
    assert (len(server.requests), server.accepted) == (3, 2)


@TLS
def test_a_start_is_not_sent_twice_although_a_kept_connection_ended(certificate: Path | None) -> None:
    with (
        RawServer(closes_under_the_client, certificate) as server,
        open_service("robusta", server.url, proxies={}, ca_file=str(CERTIFICATE)) as service,
    ):
        service.ask("4711")
        with pytest.raises(TransportError, match="the connection was closed early before the answer"):
            service.submit({"name": "OneStepNotepadRunner", "runImmediately": "Y", "values": {}})

    assert len(server.requests) == 2


@TLS
def test_a_new_connection_that_ends_is_no_kept_one(certificate: Path | None) -> None:
    with (
        RawServer(answers_and_closes(b""), certificate) as server,
        open_service("robusta", server.url, proxies={}, ca_file=str(CERTIFICATE)) as service,
        pytest.raises(TransportError, match="the connection was closed early before the answer") as caught,
    ):
        service.ask("4711")

    assert not caught.value.stale
    assert (len(server.requests), server.accepted) == (1, 1)


@TLS
def test_a_connection_that_was_made_anew_is_no_kept_one(certificate: Path | None) -> None:
    ends = iter([answer(b'{"status": "RUNNING", "message": "x"}', "Connection: close", media_type="application/json")])

    def answers_once(talk: Talk) -> None:
        if talk.read():
            talk.send(next(ends, b""))

    with (
        RawServer(answers_once, certificate) as server,
        open_service("robusta", server.url, proxies={}, ca_file=str(CERTIFICATE)) as service,
    ):
        service.ask("4711")
        with pytest.raises(TransportError, match="the connection was closed early before the answer") as caught:
            service.ask("4711")

    assert not caught.value.stale
    assert (len(server.requests), server.accepted) == (2, 2)
