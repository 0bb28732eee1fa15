"""What a targets file settles, and what a URL is taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary import TargetMissing, load_contract, load_targets, open_service
from ProcessStatusLibrary.contract.folders import resource_root
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.retrying import Retries
from ProcessStatusLibrary.targets import base_url
from ProcessStatusLibrary.transport.exchange import Limits, Timeouts

EXAMPLE = resource_root() / "targets.example.toml"
SECRETS = {
    "ROBUSTA_USER": "ada",
    "ROBUSTA_PASSWORD": "hunter2",
    "LISTRAK_USER": "bob",
    "LISTRAK_PASSWORD": "hunter3",
    "CORUSON_TOKEN": "hunter4",
}


def test_the_example_says_what_it_seems_to_say() -> None:
    targets = load_targets(EXAMPLE, SECRETS)
    rpa, robusta, coruson = targets["cora-rpa"], targets["robusta"], targets["coruson"]

    assert list(targets) == ["cora-rpa", "robusta", "listrak", "coruson", "cora-ocr"]
    assert [target.name for target in targets.values()] == [
        "https://sequence.example",
        "https://robusta.example:8443",
        "https://webservices.listrak.example",
        "https://platform.coruson.example/api",
        "simulator",
    ]
    assert rpa.timeouts == Timeouts(connect=5, read=20, total=30)
    assert rpa.limits == Limits(body_bytes=1_000_000, depth=50)
    assert rpa.retries == Retries(count=2, pause=0.5)
    assert (rpa.process_id, rpa.processes) == ("4711", {"Completed": "4711", "Failed": "4712"})
    assert rpa.members == {"WorkflowSpaceName": "Claims", "CallerId": "17"}
    assert (robusta.credentials.user, robusta.credentials.password) == ("ada", SecretText("hunter2"))
    assert robusta.allow_states == ("FAILED", "CANCELLED")
    assert targets["listrak"].process_id == "4711"
    assert (coruson.credentials.token, coruson.credentials.header) == (SecretText("hunter4"), "X-Api-Token")


LISTRAK = "/v31/IntegrationService.asmx"


@pytest.mark.parametrize(
    ("service", "url", "base"),
    [
        pytest.param("listrak", "https://a", "https://a", id="a host"),
        pytest.param("listrak", " https://a/ ", "https://a", id="a slash and space around"),
        pytest.param("listrak", "https://a/b/", "https://a/b", id="a path"),
        pytest.param("listrak", f"https://a/b{LISTRAK}", "https://a/b", id="a full endpoint"),
        pytest.param("listrak", f"https://a{LISTRAK.upper()}", "https://a", id="a full endpoint in another case"),
        pytest.param("listrak", f"https://a{LISTRAK}?WSDL", "https://a", id="the WSDL of an endpoint"),
        pytest.param("coruson", "https://a/api/soap12", "https://a/api", id="a mount and an endpoint"),
        pytest.param(
            "robusta", "http://a:8/scheduler/connector-api/process/status", "http://a:8", id="an endpoint with an id"
        ),
    ],
)
def test_a_base_and_a_full_endpoint_are_told_apart(service: str, url: str, base: str) -> None:
    assert base_url(load_contract(service), url) == base


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that names one service."""
    path = tmp_path / "targets.toml"
    path.write_text("[cora-rpa]\nurl = 'http://127.0.0.1:1'\n[cora-rpa.processes]\nFailed = 4712", encoding="utf-8")
    return path


def test_a_service_that_the_file_does_not_name_is_not_run(file: Path) -> None:
    with pytest.raises(TargetMissing) as caught:
        open_service("robusta", targets=file)

    assert str(caught.value) == f"[robusta] is missing in {file}, so robusta is not run."


def test_the_variable_chooses_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROCESSSTATUS_TARGETS", str(file))

    with open_service("cora-rpa") as service:
        assert service.target.name == "http://127.0.0.1:1"


def test_a_url_goes_before_the_variable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROCESSSTATUS_TARGETS", str(file))

    with open_service("cora-rpa", "http://127.0.0.1:2") as service:
        assert service.target.name == "http://127.0.0.1:2"


def test_a_process_in_a_state_is_looked_up(file: Path) -> None:
    with open_service("cora-rpa", targets=file) as service:
        assert service.prepare_process("Failed") == "4712"


def test_a_process_that_is_not_in_the_file_is_named_by_its_key(file: Path) -> None:
    with open_service("cora-rpa", targets=file) as service, pytest.raises(TargetMissing) as caught:
        service.prepare_process("Aborted")

    assert str(caught.value) == "[cora-rpa.processes] Aborted is missing in the targets file."


def test_nothing_is_simulated_on_an_endpoint(file: Path) -> None:
    with open_service("cora-rpa", targets=file) as service, pytest.raises(TargetMissing) as caught:
        service.simulate(states=["Failed"])

    assert str(caught.value) == "cora-rpa is not simulated, its target is http://127.0.0.1:1."


def test_the_simulator_never_passes_for_an_endpoint() -> None:
    with open_service("cora-rpa") as service:
        assert service.target.name == f"simulator ({service.target.url})"


def test_a_target_is_named_without_its_user_information() -> None:
    with open_service("robusta", "http://me:hunter2@127.0.0.1:1/a") as service:
        assert service.target.name == "http://127.0.0.1:1/a"
