"""``processstatus export``: an archive of a check's recording."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Command


def test_the_recording_of_a_check_becomes_an_archive(command: Command, tmp_path: Path) -> None:
    recording = command("check", "robusta").folder / "observations.jsonl"
    archive = tmp_path / "new" / "check.har"
    done = command("export", str(recording), "--har", str(archive))
    entries = json.loads(archive.read_text(encoding="utf-8"))["log"]["entries"]

    assert done.status == 0
    assert done.out == f"{len(entries)} exchanges: {archive}\n"
    assert entries[0]["comment"].startswith("1: robusta, GetProcessStatus, REST, repeated read")
    assert "Basic {masked:" in {h["name"]: h["value"] for h in entries[0]["request"]["headers"]}["Authorization"]


def test_what_is_no_recording_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    done = command("export", "a.jsonl", "--har", "a.har")

    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "processstatus: a.jsonl: line 1 does not end with its digest, so it is no line of a recording.\n"
    )
    assert not (tmp_path / "a.har").exists()


def test_an_archive_replaces_no_recording(command: Command) -> None:
    recording = command("check", "robusta").folder / "observations.jsonl"
    before = recording.read_bytes()
    done = command("export", str(recording), "--har", str(recording))

    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"processstatus: --har and RECORDING name one file, {recording}, which would be overwritten. Name another.\n"
    )
    assert recording.read_bytes() == before
