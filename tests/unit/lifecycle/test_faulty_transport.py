"""Waits, watches and checks over a transport that fails: what was seen until then is kept, and what failed is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.simulator import Simulator
from ProcessStatusLibrary.transport.exchange import Timeouts
from ProcessStatusLibrary.waiting import Outcome, WaitFailed

HAPPY = ("Queued", "ProcessingInput", "WaitingForOutput", "Completed")
TIMES = Timeouts(connect=5, read=0.2, total=5)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A running simulator, whose process is in each state for one read."""
    with Simulator("cora-rpa", "listrak") as started:
        started.simulate("cora-rpa", "4711", HAPPY)
        yield started


def test_a_wait_survives_what_passes(simulator: Simulator) -> None:
    simulator.set_faults("reset-in-body@2", "stall-in-headers@3", "http-0.9@4")
    with open_service("cora-rpa", simulator.url("cora-rpa"), timeouts=TIMES) as service:
        result = service.wait_until_ends("4711", interval=0.01)

    assert result.outcome is Outcome.REACHED
    assert result.polls == 5
    assert [entry.state for entry in result.trace.entries] == ["Queued", "Completed"], "what is lost on the way is read"


def test_a_wait_that_loses_its_transport_keeps_what_it_saw(simulator: Simulator) -> None:
    simulator.set_faults("close-in-body@3", "close-in-body@4", "close-in-body@5")
    with (
        open_service("cora-rpa", simulator.url("cora-rpa"), timeouts=TIMES) as service,
        pytest.raises(WaitFailed) as caught,
    ):
        service.wait_until_ends("4711", interval=0.01, retries=2)

    [result] = caught.value.results
    assert result.outcome is Outcome.TRANSPORT_LOST
    assert [entry.state for entry in result.trace.entries] == ["Queued", "ProcessingInput"]
    assert (
        "the connection was closed early in the body (phase: read, after 0.0 s of 0.2 s allowed), 3 times in a row"
        in (result.message)
    )


def test_a_watch_writes_the_trace_up_to_a_lost_transport(simulator: Simulator, tmp_path: Path) -> None:
    simulator.set_faults(*[f"reset-before-answer@{number}" for number in range(3, 20)])
    url = simulator.url("cora-rpa")

    status = main(["watch", "cora-rpa", "4711", f"--url={url}", f"--output={tmp_path}", "--interval=0.01"])

    [process] = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))["processes"]
    assert status == 3
    assert (process["outcome"], process["polls"]) == ("transport lost", 8)
    assert [entry["state"] for entry in process["trace"]] == ["Queued", "ProcessingInput"]


def test_a_check_reports_all_that_arrived(simulator: Simulator, tmp_path: Path) -> None:
    simulator.simulate("cora-rpa", "4711", ["Completed"])
    simulator.set_faults("reset-in-body", binding="SOAP 1.2")
    url = simulator.url("cora-rpa")

    status = main(["check", "cora-rpa", "--process-id=4711", f"--url={url}", f"--output={tmp_path}"])

    report = json.loads((tmp_path / "conformance.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (tmp_path / "observations.jsonl").read_text(encoding="utf-8").splitlines()]
    lost = {line["number"] for line in lines[1:-1] if line.get("error")}
    [service] = report["services"]
    judged = {clause["binding"] for clause in service["clauses"] if clause["verdict"] == "pass"}
    assert status == 3
    assert lines[-1]["type"] == "end"
    assert lost
    assert {line["binding"] for line in lines[1:-1] if line.get("error")} == {"SOAP 1.2"}
    assert judged >= {"SOAP 1.1", "HTTP GET", "HTTP POST"}
    assert "SOAP 1.2" not in judged
    assert re.search(r"the connection was reset in the body", json.dumps(report))
