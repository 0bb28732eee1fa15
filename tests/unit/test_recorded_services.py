"""Every recording says which services were opened, where, and by which contract."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import robot

from ProcessStatusLibrary import load_contract, open_service
from ProcessStatusLibrary.contract.digest import contract_digest
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import read_recording
from ProcessStatusLibrary.simulator import Simulator
from ProcessStatusLibrary.transport.exchange import Limits

SUITE = """
*** Settings ***
Library    ProcessStatusLibrary    record=%s

*** Test Cases ***
Two services, one of them twice
    Open Service    listrak
    Get Process Status    1    validate=False
    Open Service    robusta
    Open Service    listrak
    Get Process Status    1    validate=False
"""


def kinds(file: Path) -> list[tuple[str, str]]:
    """The lines of a complete recording, by their types and services."""
    recording = read_recording(file)
    assert recording.complete
    return [(line["type"], line["service"]) for line in recording.lines]


def test_the_line_of_a_service(tmp_path: Path) -> None:
    file = tmp_path / "observations.jsonl"
    with Simulator("robusta") as simulator:
        url = simulator.url("robusta")
        with open_service("robusta", url, allow_states=("FAILED",), record=file) as service:
            service.ask("1")
    opened: dict[str, Any] = {**read_recording(file).lines[0]}

    assert opened == {
        "type": "opened",
        "service": "robusta",
        "target": url,
        "simulated": False,
        "contract": contract_digest(load_contract("robusta")),
        "allow_states": ["FAILED"],
        "limits": asdict(Limits()),
    }
    assert kinds(file) == [("opened", "robusta"), ("exchange", "robusta")]


def test_services_that_share_a_recording(tmp_path: Path) -> None:
    masker = Masker()
    recorder = Recorder(tmp_path / "observations.jsonl", masker)
    for name in ("robusta", "listrak"):
        with open_service(name, recorder=recorder, masker=masker) as service:
            service.ask("1")
    recorder.close()

    assert kinds(tmp_path / "observations.jsonl") == [
        ("opened", "robusta"),
        ("exchange", "robusta"),
        ("opened", "listrak"),
        ("exchange", "listrak"),
    ]


def test_a_check_in_python_has_a_line_of_its_own(tmp_path: Path) -> None:
    with open_service("listrak", record=tmp_path / "observations.jsonl") as service:
        service.check("SOAP 1.1")

    assert kinds(tmp_path / "observations.jsonl")[:3] == [
        ("opened", "listrak"),
        ("service", "listrak"),
        ("exchange", "listrak"),
    ]


def test_services_that_robot_framework_opens(tmp_path: Path) -> None:
    file, said = tmp_path / "observations.jsonl", io.StringIO()
    (tmp_path / "suite.robot").write_text(SUITE % file, encoding="utf-8")
    status = robot.run(tmp_path / "suite.robot", outputdir=tmp_path / "out", stdout=said, stderr=said)  # type: ignore[no-untyped-call]

    assert status == 0, said.getvalue()
    assert kinds(file) == [
        ("opened", "listrak"),
        ("exchange", "listrak"),
        ("opened", "robusta"),
        ("opened", "listrak"),
        ("exchange", "listrak"),
    ]
