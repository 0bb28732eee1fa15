"""``processstatus judge``: the verdicts of a check again, from its recording alone."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
from io import FileIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from ProcessStatusLibrary import open_service, recording_file
from ProcessStatusLibrary.cli import check
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.contract.folders import contracts_root, resource_root
from ProcessStatusLibrary.recording import chained
from ProcessStatusLibrary.recording_reading import read_recording
from ProcessStatusLibrary.version import __version__

from ..transport.raw_server import closed_port
from .conftest import Command, Outcome

TOOL = f"ProcessStatusLibrary {__version__}"
FILE = Path("results") / "observations.jsonl"
UNKNOWN_SERVICE = (
    "processstatus: The recording is of the service 'mine', whose contract does not ship with the library. "
    "Name its folder: --contract FOLDER.\n"
)
NO_CHECK = (
    "processstatus: The recording holds no check, so there is nothing to judge. 'processstatus check' records one, "
    "and so do the keyword 'Service Should Conform', the sentence 'the service conforms to its contract' and check() "
    "in Python. Its exchanges can be written as an HTTP Archive: processstatus export --har FILE RECORDING.\n"
)
SCHEMA = json.loads((resource_root() / "conformance.schema.json").read_text(encoding="utf-8"))


def origin(done: Outcome) -> dict[str, Any]:
    """What a report says of the recording; the rest of it is as the check wrote it."""
    assert jsonschema_rs.validator_for(SCHEMA).is_valid(done.report)
    found: dict[str, Any] = done.report["judged_again"]
    return found


def without_origin(report: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name != "judged_again"}


def printed(done: Outcome) -> str:
    """The table and what follows it, without the line about files."""
    return done.out[done.out.index("SERVICE") :].rpartition("\nReport:")[0]


def rewritten(file: Path, change: dict[str, Any]) -> None:
    """Changes members of the lines about services, and chains all lines anew."""
    lines, chain = [], ""
    for before in file.read_text(encoding="utf-8").splitlines():
        line = json.loads(before)
        del line["chain"]
        text = json.dumps(line | (change if line["type"] == "service" else {}), ensure_ascii=False)
        chain = chained(chain, text)
        lines.append(f'{text[:-1]}, "chain": "{chain}"}}\n')
    file.write_text("".join(lines), encoding="utf-8", newline="\n")


def test_the_same_report(command: Command) -> None:
    first = command("check", "coruson", "robusta", "--fail-on", "standard")
    report = first.report
    again = command("judge", str(FILE))

    assert (first.status, again.status, again.err) == (1, 1, "")
    assert without_origin(again.report) == report
    assert origin(again) == {
        "recording": "results/observations.jsonl",
        "recorded_by": TOOL,
        "complete": True,
        "other_contracts": [],
    }
    assert printed(again) == printed(first)
    told = f"Judged again from results/observations.jsonl, recorded by {TOOL}."
    assert again.out.startswith(f"{told}\n\nSERVICE")
    assert f"<p>{told}</p>" in (again.folder / "conformance.html").read_text(encoding="utf-8")


def test_another_level_fails_by_itself(command: Command) -> None:
    command("check", "coruson")

    assert command("judge", str(FILE)).status == 0
    assert command("judge", str(FILE), "--fail-on", "standard").status == 1


def test_options_of_reports(command: Command, tmp_path: Path) -> None:
    command("check", "coruson", "--fail-on", "standard", "--record", "kept/a.jsonl", "--output", "before")
    words = ("--baseline", "before/conformance.json", "--markdown", "summary.md", "--output", "after")
    done = command("judge", "kept/a.jsonl", *words)

    assert done.status == 0
    assert "1 known" in done.out
    assert "Judged again from kept/a.jsonl" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "after").iterdir()) == ["conformance.html", "conformance.json"]
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["a.jsonl"]


def test_a_service_that_was_not_reached(command: Command) -> None:
    with closed_port() as port:
        first = command("check", "robusta", "--process-id", "4711", "--url", f"http://127.0.0.1:{port}")
    report = first.report
    again = command("judge", str(FILE))

    assert (first.status, again.status) == (3, 3)
    assert without_origin(again.report) == report


def test_an_incomplete_recording_is_never_green(command: Command) -> None:
    command("check", "robusta")
    whole = FILE.read_text(encoding="utf-8").splitlines(keepends=True)
    FILE.write_text("".join(whole[:-1]), encoding="utf-8", newline="\n")
    done = command("judge", str(FILE))
    told = "The recording is incomplete: its run, or a check in it, was stopped before the end. So is what was judged."

    assert (done.status, origin(done)["complete"]) == (3, False)
    assert f"\n{told}\n" in done.out
    assert f"<p>{told}</p>" in (done.folder / "conformance.html").read_text(encoding="utf-8")


def test_another_contract_is_told(command: Command) -> None:
    command("check", "robusta")
    rewritten(FILE, {"contract": "0" * 64})
    done = command("judge", str(FILE))

    assert origin(done)["other_contracts"] == ["robusta"]
    assert "\nThe contract of 'robusta' is another than the one that was checked: today's was judged by.\n" in done.out


@pytest.mark.parametrize(
    ("words", "told"),
    [([], ""), (["--contract", "mine"], " The contract of 'mine' has changed since it was recorded.")],
    ids=["a contract that does not ship", "a contract that is named"],
)
def test_a_recording_without_a_check(command: Command, tmp_path: Path, words: list[str], told: str) -> None:
    folder = own_contract(tmp_path / "mine")
    for name in ("listrak", folder):
        with open_service(name, record=FILE) as service:
            service.ask("1")
        assert command("judge", str(FILE)).err == NO_CHECK
    with (folder / "contract.toml").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    done = command("judge", str(FILE), *words)

    assert (done.status, done.err) == (2, NO_CHECK.replace("RECORDING.", f"RECORDING.{told}"))


def own_contract(folder: Path) -> Path:
    """A contract that does not ship."""
    shutil.copytree(contracts_root() / "robusta", folder)
    text = (folder / "contract.toml").read_text(encoding="utf-8")
    (folder / "contract.toml").write_text(text.replace('"robusta"', '"mine"', 1), encoding="utf-8")
    return folder


def test_a_service_of_ones_own(command: Command, tmp_path: Path) -> None:
    folder = own_contract(tmp_path / "mine")
    first = command("check", str(folder))
    report = first.report
    unnamed, named = command("judge", str(FILE)), command("judge", str(FILE), "--contract", str(folder))

    assert (unnamed.status, unnamed.err) == (
        2,
        UNKNOWN_SERVICE,
    )
    assert (first.status, named.status) == (0, 0)
    assert without_origin(named.report) == report
    assert origin(named)["other_contracts"] == []


def test_an_altered_recording_is_refused(command: Command) -> None:
    command("check", "robusta")
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(text.replace("RUNNING", "WAITING", 1), encoding="utf-8", newline="\n")
    done = command("judge", str(FILE))

    assert done.status == 2
    assert done.err.startswith(f"processstatus: {FILE}: line ")
    assert done.err.endswith(" does not fit its digest: it, or a line before it, was altered or lost.\n")


@pytest.mark.parametrize(
    ("number", "status", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
    ids=["SIGINT", "SIGTERM"],
)
def test_a_check_that_is_stopped_leaves_the_report_so_far(
    command: Command, monkeypatch: pytest.MonkeyPatch, number: int, status: int, word: str
) -> None:
    asked = []

    def stopped(*arguments: Any, **options: Any) -> object:
        def progress(service: str, probe: object) -> None:
            asked.append((service, probe))
            if [name for name, _ in asked].count("robusta") == 40:
                os.kill(os.getpid(), number)

        return check_service(*arguments, **options, progress=progress)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(check, "check_service", stopped)
    # A shell starts what it puts in the background with Ctrl-C ignored.
    interrupted = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        done = command("check", "listrak", "robusta")
    finally:
        signal.signal(signal.SIGINT, interrupted)
    report = done.report

    assert (done.status, done.err) == (status, f"processstatus: {word}\n")
    assert "\nStopped before the end. Report so far: " in done.out
    assert [service["service"] for service in report["services"]] == ["listrak", "robusta"]
    assert (origin(done)["complete"], report["exit_status"]) == (False, 3)
    assert command("judge", str(FILE)).report == report
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_full_disk_stops_the_check(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Filling(FileIO):
        """A file for which there is room for so many bytes, the last line cut."""

        room = 50_000

        def write(self, content: Any) -> int:
            fitting = min(len(content), self.room)
            if not fitting:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self.room -= fitting
            return super().write(content[:fitting])

    monkeypatch.setattr(recording_file, "FileIO", Filling)
    done = command("check", "robusta")
    file = tmp_path / FILE

    assert (done.status, file.stat().st_size) == (2, 50_000)
    assert done.err == (
        f"processstatus: The recording {file} cannot be written any more: No space left on device. "
        "What was recorded before can be read: 'processstatus export' writes it as an HTTP Archive, and "
        "'processstatus judge' judges the checks in it.\n"
    )
    assert not read_recording(file).complete
    assert origin(done)["complete"] is False
    assert command("judge", str(FILE)).status == 3
