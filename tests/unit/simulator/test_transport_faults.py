"""Transport faults as they are switched on: for which requests they count, what is refused, and that all end."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from typing import Any

import pytest

from ProcessStatusLibrary import TransportError, open_service
from ProcessStatusLibrary.api import OpenService
from ProcessStatusLibrary.simulator import Simulator, transport_faults

from .asking import ask, sample

GET = sample("cora-rpa", "GetStatus.http-get")
SOAP_11 = sample("cora-rpa", "GetStatus.soap11")
SOAP_12 = sample("cora-rpa", "GetStatus.soap12")
RPA_BINDINGS = ("SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST")
ENDLESS = [name for name in transport_faults() if name.startswith(("endless-", "stall-", "drip"))]
CLOSE = "close-before-answer"


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A running simulator of two services."""
    with Simulator("cora-rpa", "cora-ocr") as started:
        yield started


def opened(simulator: Simulator, service: str = "cora-rpa", **settings: Any) -> OpenService:
    """A session with one of its services."""
    return open_service(service, simulator.url(service), proxies={}, **settings)


def arrives(session: OpenService, binding: str = "SOAP 1.1") -> bool:
    """Whether an answer comes."""
    try:
        session.ask("4711" if binding.startswith("SOAP") else "", binding)
    except TransportError:
        return False
    return True


def test_a_fault_of_one_binding(simulator: Simulator) -> None:
    simulator.set_faults(CLOSE, binding="soap12")

    with opened(simulator) as session:
        assert [binding for binding in RPA_BINDINGS if not arrives(session, binding)] == ["SOAP 1.2"]


@pytest.mark.parametrize("binding", RPA_BINDINGS)
def test_bindings_are_told_apart(simulator: Simulator, binding: str) -> None:
    simulator.set_faults(CLOSE, service="cora-rpa", binding=binding)

    with opened(simulator) as session:
        assert [other for other in RPA_BINDINGS if not arrives(session, other)] == [binding]


def test_a_fault_of_one_service(simulator: Simulator) -> None:
    simulator.set_faults(CLOSE, service="cora-ocr")

    with opened(simulator) as rpa, opened(simulator, "cora-ocr") as ocr:
        assert (arrives(rpa), arrives(ocr)) == (True, False)


def test_a_fault_of_the_nth_request(simulator: Simulator) -> None:
    simulator.set_faults("close-in-body@3", "reset-in-headers@4")

    with opened(simulator) as session:
        assert [arrives(session) for _ in range(5)] == [True, True, False, False, True]
    assert simulator.faults == ("close-in-body@3", "reset-in-headers@4")


def test_requests_are_counted_within_the_scope_of_a_fault(simulator: Simulator) -> None:
    simulator.set_faults("close-in-body", binding="SOAP 1.2", nth=2)

    with opened(simulator) as session:
        asked = ["SOAP 1.2", "SOAP 1.1", "SOAP 1.1", "SOAP 1.2", "SOAP 1.2"]
        assert [arrives(session, binding) for binding in asked] == [True, True, True, False, True]


def test_faults_are_replaced_and_taken_away(simulator: Simulator) -> None:
    with opened(simulator) as session:
        seen = []
        for names in (["refuse"], [CLOSE], []):
            simulator.set_faults(*names)
            seen.append((simulator.faults, arrives(session)))

    assert seen == [(("refuse",), False), ((CLOSE,), False), ((), True)]


def test_a_simulator_may_begin_with_faults() -> None:
    with Simulator("cora-rpa", faults=["refuse"]) as simulator, opened(simulator) as session:
        with pytest.raises(TransportError, match="connection refused"):
            session.ask("4711")
        simulator.set_faults()
        assert arrives(session)


def test_faults_and_defects_come_together() -> None:
    with (
        Simulator("cora-rpa", defects=["status-500"], faults=["close-in-body@2"]) as simulator,
        opened(simulator) as session,
    ):
        simulator.simulate("cora-rpa", "4711")
        assert session.ask("4711").response.status == 500
        assert not arrives(session)


MISUSES: list[tuple[tuple[str, ...], dict[str, Any], str]] = [
    (
        ("reset-in-bdy",), {},
        "Argument 'faults': Unknown transport fault 'reset-in-bdy'. Did you mean 'reset-in-body'? Allowed: ",
    ),
    (("drip@first",), {}, "Argument 'faults': 'drip@first' does not number a request. Write drip@1 for the first one."),
    (("drip@0",), {}, "Argument 'faults': 'drip@0' does not number a request. Write drip@1 for the first one."),
    (("drip",), {"nth": -1}, "Argument 'nth' is -1. Allowed: from 1, or 0 for every request."),
    (("drip",), {"service": "cora-rpc"}, "Unknown service 'cora-rpc'. Did you mean 'cora-rpa'? Allowed: "),
    (("drip",), {"binding": "SOAP 1.3"}, "Unknown binding 'SOAP 1.3'. Did you mean "),
    (
        ("refuse@2",), {},
        (
            "Argument 'faults': 'refuse' comes before any request, so it cannot go by service, binding or number. "
            "Leave them out."
        ),
    ),
    (
        ("certificate-expired",), {},
        (
            "Argument 'faults': 'certificate-expired' is a fault of TLS, which this simulator does not speak. "
            "Start it with tls=True."
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("names", "scope", "message"), MISUSES)
def test_misuse(simulator: Simulator, names: tuple[str, ...], scope: dict[str, Any], message: str) -> None:
    simulator.set_faults("drip@9")
    with pytest.raises(ValueError) as caught:  # noqa: PT011  the text is compared
        simulator.set_faults(*names, **scope)

    assert str(caught.value).startswith(message)
    assert simulator.faults == ("drip@9",)


def test_a_text_is_no_list_of_faults() -> None:
    with pytest.raises(ValueError, match=r"^Argument 'faults': expected a list of names, got the text 'drip'\.$"):
        Simulator("cora-rpa", faults="drip")


@pytest.mark.parametrize("name", ENDLESS)
def test_a_simulator_stops_in_the_middle_of_a_fault(name: str) -> None:
    tls = transport_faults()[name].needs_tls
    with (
        Simulator("cora-rpa", tls=tls, faults=[name]) as simulator,
        socket.create_connection(("127.0.0.1", simulator.port), timeout=10) as client,
    ):
        client.sendall(f"GET {GET.path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        if not name.endswith(("before-answer", "in-handshake")):
            assert client.recv(1)
        began = time.monotonic()
        simulator.stop()

    assert time.monotonic() - began < 2


def test_tls_serves_as_plain_sockets_do() -> None:
    with Simulator("cora-rpa", tls=True) as simulator:
        simulator.simulate("cora-rpa", "4711", ["Queued", "Completed"])
        assert simulator.url("cora-rpa") == f"https://127.0.0.1:{simulator.port}"
        with opened(simulator, ca_file=str(simulator.authority)) as session:
            states = [session.get_process_status("4711", binding).state for binding in ("SOAP 1.1", "SOAP 1.2")]
        with opened(simulator) as stranger, pytest.raises(TransportError, match="its issuer is not trusted"):
            stranger.ask("4711")

    assert states == ["Queued", "Completed"]


def test_a_request_that_is_refused_over_tls() -> None:
    with Simulator("cora-rpa", tls=True) as simulator:
        context = ssl.create_default_context(cafile=simulator.authority)
        with (
            socket.create_connection(("127.0.0.1", simulator.port), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as client,
        ):
            client.sendall(b"hello\r\n\r\n")
            assert client.recv(65536).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_the_simulator_counts_its_connections(simulator: Simulator) -> None:
    assert simulator.connections == 0
    assert ask(simulator, "cora-rpa", SOAP_11).status == 200
    with opened(simulator) as session:
        session.ask("4711", "SOAP 1.2")
        assert simulator.connections >= 1
