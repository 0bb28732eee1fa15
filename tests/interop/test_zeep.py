"""zeep, generated from the simulator's ?WSDL, gets every state of the ASMX services over SOAP 1.1 and 1.2."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zeep
from zeep.transports import Transport

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.simulator import Simulator

CONTRACTS = Path(__file__).parents[2] / "resources" / "ProcessStatusLibrary" / "contracts"
PROFILES = ("documented", "observed")
ADDRESSES = {
    "cora-rpa": "/SequenceServices/coraRpaIntegration_v1.0.0.asmx",
    "cora-ocr": "/SequenceServices/coraOcrIntegration_v1.0.0.asmx",
    "listrak": "/v31/IntegrationService.asmx",
}
PORTS = {
    "cora-rpa": ("coraRpaIntegrationSoap", "coraRpaIntegrationSoap12"),
    "cora-ocr": ("coraOcrIntegrationSoap", "coraOcrIntegrationSoap12"),
    "listrak": ("IntegrationServiceSoap", "IntegrationServiceSoap12"),
}
CASES = [
    (service, port, state)
    for service, ports in PORTS.items()
    for port in ports
    for state in load_contract(service).model.lifecycle.states
]


class Clients:
    """One generated client a service and profile."""

    def __init__(self, simulators: dict[str, Simulator]) -> None:
        self.simulators = simulators
        self.transport = Transport(timeout=10, operation_timeout=10)
        self.of = cache(self._make)

    def _make(self, service: str, profile: str) -> zeep.Client:
        url = f"{self.simulators[profile].url(service)}{ADDRESSES[service]}?WSDL"
        return zeep.Client(url, transport=self.transport)

    def close(self) -> None:
        """Closes what zeep keeps open."""
        self.transport.session.close()


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    with Simulator(profile="documented") as documented, Simulator(profile="observed") as observed:
        made = Clients({"documented": documented, "observed": observed})
        yield made
        made.close()


def values(service: str) -> dict[str, Any]:
    """What the samples' placeholders were replaced by."""
    return tomllib.loads((CONTRACTS / service / "samples" / "values.toml").read_text(encoding="utf-8"))


def ask(client: zeep.Client, service: str, port: str, process_id: int, **credentials: str) -> Any:
    """Asks for a status the way that the service wants it."""
    proxy = client.bind(port_name=port)
    given = values(service)
    if service == "listrak":
        header = {
            "UserName": given["credentials"]["user"],
            "Password": given["credentials"]["password"],
            **credentials,
        }
        return proxy.GetProcessStatus(ProcessID=process_id, _soapheaders={"WSUser": header})
    header = {**given["header_members"], "MasterWorkflowInstanceId": process_id}
    return proxy.GetStatus(_soapheaders={"ActivityMetadata": header})


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("service", "port", "state"), CASES)
def test_every_state(clients: Clients, profile: str, service: str, port: str, state: str) -> None:
    process_id = int(clients.simulators[profile].simulate(service, states=[state]))

    result = ask(clients.of(service, profile), service, port, process_id)

    assert result.Status == state
    if service == "listrak":
        assert (result.ProcessID, result.ListID, result.ProcessName) == (process_id, 88, "Spring import")
    else:
        failed = state in ("Failed", "Aborted")
        assert result.ErrorCode == ("InternalError" if failed else "NoError")
        assert result.ExternalContext == f"batch {process_id}"


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("service", ["cora-rpa", "cora-ocr"])
def test_a_process_that_is_not_there(clients: Clients, profile: str, service: str) -> None:
    for port in PORTS[service]:
        result = ask(clients.of(service, profile), service, port, 99)

        assert (result.Status, result.ErrorCode, result.ExternalContext) == ("NotFound", "NoError", None)


def test_a_mailing_that_is_not_there(clients: Clients) -> None:
    codes = {"IntegrationServiceSoap": "soap:Client", "IntegrationServiceSoap12": "soap12:Sender"}
    for port in PORTS["listrak"]:
        result = ask(clients.of("listrak", "observed"), "listrak", port, 99)
        assert (result.ProcessID, result.ProcessName, result.Status) == (None, None, None)  # nil
        with pytest.raises(zeep.exceptions.Fault) as caught:
            ask(clients.of("listrak", "documented"), "listrak", port, 99)
        assert (caught.value.message, caught.value.code) == ("Process 99 was not found.", codes[port])


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("port", PORTS["listrak"])
def test_a_wrong_password(clients: Clients, profile: str, port: str) -> None:
    with pytest.raises(zeep.exceptions.Fault) as caught:
        ask(clients.of("listrak", profile), "listrak", port, 99, Password="wrong")

    assert caught.value.message == "[InvalidLogonAttempt] The user name or the password is wrong."


@pytest.mark.parametrize("profile", PROFILES)
def test_the_way_to_the_end(clients: Clients, profile: str) -> None:
    process_id = int(clients.simulators[profile].simulate("cora-rpa"))
    ports = [port for _ in range(3) for port in PORTS["cora-rpa"]]

    seen = [ask(clients.of("cora-rpa", profile), "cora-rpa", port, process_id).Status for port in ports]

    assert seen == ["Queued", "ProcessingInput", "WaitingForOutput", "Completed", "Completed", "Completed"]
