"""The simulator as a command: it says where its services are, and serves them until it is told to stop."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ProcessStatusLibrary import ContractBreach, Credentials, TransportError, open_service
from ProcessStatusLibrary.cli import simulate
from ProcessStatusLibrary.contract.sample_values import sample_values
from ProcessStatusLibrary.masking import SecretText

LONGEST_WAIT = 10.0


class Signal(threading.Event):
    """The event that ends the command; it also tells when the command waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.waited_for = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        """Waits."""
        self.waited_for.set()
        return super().wait(timeout)


def words(
    *services: str,
    profile: str = "documented",
    defect: list[str] | None = None,
    fault: list[str] | None = None,
    tls: bool = False,
) -> argparse.Namespace:
    """The command line, read."""
    return argparse.Namespace(
        service=list(services), port=0, profile=profile, defect=defect or [], fault=fault or [], tls=tls
    )


@pytest.fixture
def stop() -> Iterator[Signal]:
    """What ends the command, at the latest with the test."""
    signal = Signal()
    yield signal
    signal.set()


def table(out: str) -> dict[str, list[str]]:
    """The printed table: the cells of each service's row."""
    return {line.split()[0]: line.split() for line in out.splitlines()[2:] if line[:1].strip()}


def asked(service: str, url: str, process_id: str) -> str:
    """The state of a process, asked for as who the simulator knows."""
    with open_service(service, url) as opened:
        known = sample_values(opened.contract).get("credentials", {})
        who = Credentials(known["user"], SecretText(known["password"])) if "user" in known else Credentials()
        return opened.get_process_status(process_id, credentials=who).state


@pytest.mark.parametrize("profile", ["documented", "observed"])
def test_what_it_prints_can_be_asked_for(capsys: pytest.CaptureFixture[str], stop: Signal, profile: str) -> None:
    services = ["listrak", "cora-rpa", "coruson", "robusta"]
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(simulate.run, words(*services, profile=profile), stop)
        try:
            assert stop.waited_for.wait(LONGEST_WAIT)
            out = capsys.readouterr().out
            assert "\n  credentials of listrak: user listrak-user, password listrak-password\n" in out
            states = {service: asked(service, url, process_id) for service, url, process_id, *_ in table(out).values()}
        finally:
            stop.set()

    assert out.startswith(f"Simulated services, profile {profile}. Stop with Ctrl-C.\nSERVICE ")
    assert states == {service: row[3] for service, row in table(out).items()}
    assert list(states) == services
    assert done.result() == 0


def test_nothing_is_served_afterwards(capsys: pytest.CaptureFixture[str], stop: Signal) -> None:
    stop.set()
    assert simulate.run(words("cora-rpa"), stop) == 0
    url = table(capsys.readouterr().out)["cora-rpa"][1]

    with open_service("cora-rpa", url) as opened, pytest.raises(TransportError, match="connection refused"):
        opened.ask("4711")


def test_all_services_share_a_port(capsys: pytest.CaptureFixture[str], stop: Signal) -> None:
    stop.set()
    simulate.run(words(), stop)
    rows = table(capsys.readouterr().out)

    assert list(rows) == ["cora-ocr", "cora-rpa", "coruson", "listrak", "robusta"]
    assert len({url for _, url, *_ in rows.values()}) == 1


def test_a_defect_is_named_and_shows(capsys: pytest.CaptureFixture[str], stop: Signal) -> None:
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(simulate.run, words("cora-rpa", defect=["lower-case-state"]), stop)
        try:
            assert stop.waited_for.wait(LONGEST_WAIT)
            out = capsys.readouterr().out
            _, url, process_id, *_ = table(out)["cora-rpa"]
            with pytest.raises(ContractBreach, match=r"\[enumeration\.state, documented\]"):
                asked("cora-rpa", url, process_id)
        finally:
            stop.set()

    assert done.result() == 0
    assert out.startswith("Simulated services, profile documented with the defects 'lower-case-state'.")


def test_an_unknown_defect_offers_the_nearest() -> None:
    with pytest.raises(ValueError, match="Did you mean 'lower-case-state'"):
        simulate.run(words("cora-rpa", defect=["lowercase-state"]))


def test_a_transport_fault_is_named_and_shows_at_its_request(capsys: pytest.CaptureFixture[str], stop: Signal) -> None:
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(simulate.run, words("cora-rpa", fault=["reset-in-body@2"]), stop)
        try:
            assert stop.waited_for.wait(LONGEST_WAIT)
            out = capsys.readouterr().out
            _, url, process_id, *_ = table(out)["cora-rpa"]
            assert asked("cora-rpa", url, process_id)
            with pytest.raises(TransportError, match="the connection was reset in the body"):
                asked("cora-rpa", url, process_id)
        finally:
            stop.set()

    assert done.result() == 0
    assert out.startswith("Simulated services, profile documented with the transport faults 'reset-in-body@2'.")


def test_an_unknown_transport_fault_offers_the_nearest() -> None:
    with pytest.raises(ValueError, match="Did you mean 'reset-in-body'"):
        simulate.run(words("cora-rpa", fault=["reset-in-bdy"]))


def test_tls_says_whom_to_trust(capsys: pytest.CaptureFixture[str], stop: Signal) -> None:
    stop.set()
    simulate.run(words("cora-rpa", tls=True), stop)
    out = capsys.readouterr().out

    authority = out.partition("its authority, for --ca-file: ")[2].strip()
    assert table(out)["cora-rpa"][1].startswith("https://127.0.0.1:")
    assert authority.endswith("authority.pem")
