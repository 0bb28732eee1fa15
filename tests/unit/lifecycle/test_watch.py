"""``processstatus watch``: exit statuses, what is printed, and the trace that is written."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary import load_contract
from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.contract.digest import contract_digest
from ProcessStatusLibrary.recording_reading import read_recording
from ProcessStatusLibrary.simulator import Simulator


class Watching:
    """A simulator in the place of a real service, watched from the command line."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator = simulator
        self.folder = folder / "out"

    def watch(self, service: str, *processes: str, **options: str) -> int:
        """Watches processes a hundred times a second."""
        words = [f"--{name.replace('_', '-')}={value}" for name, value in {"interval": "0.01", **options}.items()]
        url = self.simulator.url(service)
        return main(["watch", service, *processes, f"--url={url}", f"--output={self.folder}", *words])

    def through(self, *states: str, service: str = "cora-rpa", **course: Any) -> str:
        """Puts in a process that is in each state for one read."""
        return self.simulator.simulate(service, states=states, **course)

    @property
    def trace(self) -> dict[str, Any]:
        """What was written."""
        loaded: dict[str, Any] = json.loads((self.folder / "trace.json").read_text(encoding="utf-8"))
        return loaded


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    """A running simulator."""
    with Simulator("cora-rpa", "coruson", "listrak") as simulator:
        yield Watching(simulator, tmp_path)


HAPPY = ("Queued", "ProcessingInput", "WaitingForOutput", "Completed")
ENDS = {
    "a good end": (0, [HAPPY]),
    "several good ends": (0, [HAPPY, ("Completed",)]),
    "a failure": (1, [("Queued", "Failed")]),
    "an illegal step": (1, [("ProcessingInput", "Queued", "Completed")]),
    "a process that vanishes": (1, [("Queued", "NotFound")]),
    "a failure among good ends": (1, [HAPPY, ("Aborted",), HAPPY]),
    "a process that is not known": (3, [("NotFound",)]),
    "one of which nothing is known, and good ends": (3, [HAPPY, ("NotFound",)]),
    "a failure counts more than what cannot be told": (1, [("NotFound",), ("Failed",)]),
}


@pytest.mark.parametrize(("status", "courses"), ENDS.values(), ids=ENDS)
def test_exit_status(watching: Watching, status: int, courses: list[tuple[str, ...]]) -> None:
    processes = [watching.through(*states) for states in courses]

    assert watching.watch("cora-rpa", *processes) == status
    assert [entry["process_id"] for entry in watching.trace["processes"]] == processes


def test_the_recording_says_what_was_watched(watching: Watching) -> None:
    watching.watch("cora-rpa", watching.through("Completed"))
    recording = read_recording(watching.folder / "watched.jsonl")

    assert recording.complete
    assert [line["type"] for line in recording.lines] == ["opened", "exchange"]
    assert recording.lines[0]["contract"] == contract_digest(load_contract("cora-rpa"))


@pytest.mark.parametrize(("option", "outcome"), [("wait", "out of time"), ("stalled_after", "stalled")])
def test_a_process_that_does_not_end(watching: Watching, option: str, outcome: str) -> None:
    assert watching.watch("cora-rpa", watching.through("Queued"), **{option: "0.05"}) == 3
    assert watching.trace["processes"][0]["outcome"] == outcome


def test_an_import_that_was_refused_is_a_failure(watching: Watching) -> None:
    refused = watching.through("Waiting", "Refused", service="coruson", error_code="Quota")
    known = watching.simulator.credentials("coruson")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORUSON_PASSWORD", known["password"])
        status = watching.watch("coruson", refused, user=known["user"], password_env="CORUSON_PASSWORD", binding="REST")

    assert watching.trace["processes"][0]["trace"][-1]["phase"] == "failed"
    assert status == 1


def test_credentials_that_are_refused_tell_nothing(watching: Watching) -> None:
    assert watching.watch("listrak", watching.through("ProcessingData", service="listrak")) == 3
    assert watching.trace["processes"][0]["outcome"] == "refused"


def test_the_trace(watching: Watching) -> None:
    process = watching.through("Queued", "ProcessingInput", "Queued")

    watching.watch("cora-rpa", process, binding="soap12")

    trace = watching.trace
    (watched,) = trace.pop("processes")
    entries = watched.pop("trace")
    assert trace == {"service": "cora-rpa", "target": watching.simulator.url("cora-rpa")}
    assert watched.pop("seconds") >= 0.02
    assert watched == {
        "process_id": process,
        "outcome": "illegal transition",
        "polls": 3,
        "violations": [
            (
                "Illegal transition from 'ProcessingInput' to 'Queued' [lifecycle.transition, inferred]: "
                "documented: 'WaitingForOutput', 'Completed', 'Aborted' or 'Failed' after 'ProcessingInput'; "
                "received: 'Queued'"
            )
        ],
    }
    assert [entry["state"] for entry in entries] == ["Queued", "ProcessingInput", "Queued"]
    assert [entry["phase"] for entry in entries] == ["pending", "running", "pending"]
    assert [entry["reads"] for entry in entries] == [1, 1, 1]
    assert {tuple(entry["bindings"]) for entry in entries} == {("SOAP 1.2",)}
    assert {entry["error_code"] for entry in entries} == {"NoError"}
    assert [entry["counters"] for entry in entries] == [{}, {}, {}]
    assert 0.0 == entries[0]["first"] < entries[1]["first"] < entries[2]["first"] < 10.0
    assert [entry["last"] for entry in entries] == [entry["first"] for entry in entries]
    assert {datetime.fromisoformat(entry["since"]).utcoffset().seconds for entry in entries} == {0}  # type: ignore[union-attr]


def test_what_is_printed(watching: Watching, capsys: pytest.CaptureFixture[str]) -> None:
    process = watching.through("Queued", "Failed", error_code="TimedOut")

    watching.watch("cora-rpa", process)

    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == f"cora-rpa on {watching.simulator.url('cora-rpa')}"
    assert [re.sub(r"(\d\.\d-)?\d\.\d s", "N s", line) for line in printed[1:]] == [
        f"  {process}: Queued N s",
        f"  {process}: Queued N s > Failed N s",
        f"Process {process} reached its end [cora-rpa GetStatus over SOAP 1.1]",
        "  trace: Queued N s > Failed N s",
        "  after: N s, 2 polls",
        f"Trace: {watching.folder / 'trace.json'}   Evidence: {watching.folder / 'watched.jsonl'}",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["robusto", "1"], "processstatus: Unknown service 'robusto'. Did you mean 'robusta'?", id="service"
        ),
        pytest.param(
            ["cora-rpa", "1", "--interval=0"], "processstatus: interval is 0.0. Allowed: from ", id="interval"
        ),
        pytest.param(["cora-rpa", "abc"], "processstatus: Argument 'process_id': 'abc' is not a", id="id, simulated"),
        pytest.param(
            ["cora-rpa", "abc", "--url=http://127.0.0.1:9"], "processstatus: process_id 'abc' is not a", id="id, real"
        ),
        pytest.param(["cora-rpa", "1", "--binding=REST"], "processstatus: Service 'cora-rpa' does not", id="binding"),
    ],
)
def test_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert main(["watch", *arguments, f"--output={tmp_path}"]) == 2

    assert capsys.readouterr().err.startswith(message)


def test_the_embedded_simulator_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "robusta", "a-process", "--wait=0.01", "--interval=0.01", f"--output={tmp_path}"]) == 3

    assert capsys.readouterr().out.startswith("robusta on simulator (http://127.0.0.1:")
    assert json.loads((tmp_path / "trace.json").read_text())["target"].startswith("simulator (")


class Terminal(io.StringIO):
    """A place to print to that says it is a terminal."""

    def isatty(self) -> bool:
        """Says so."""
        return True


def test_a_terminal_shows_how_far_everything_is(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    course = ("Waiting", "Importing", "Imported")
    imports = [watching.through(*course, service="coruson", counters={"TotalReports": 5}) for _ in range(2)]
    known = watching.simulator.credentials("coruson")
    monkeypatch.setenv("CORUSON_PASSWORD", known["password"])
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setattr("sys.stdout", terminal := Terminal())

    status = watching.watch("coruson", *imports, user=known["user"], password_env="CORUSON_PASSWORD")

    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.getvalue())
    assert status == 0
    assert "2 of 2 ended" in shown
    assert re.search(r"PROCESS +STATE +PHASE +COUNTERS +STATES REACHED", shown)
    assert "[####################] 5 of 5" in shown
