"""Recordings of checks, whatever their lines say: judged again, or refused with RecordingError."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.conformance.recorded import judged_again, recorded_checks
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.recording_reading import Recording, RecordingError, read_recording

from ..unit.conformance.test_judged_again import checked, embedded
from .examples import examples
from .mutations import Change, changed, changes, values
from .recordings import written_lines

__all__ = ["embedded"]
WORDS = [
    *("service", "operation", "binding", "situation", "variant", "series", "state", "about", "process_id", "again_of"),
    *("missing", "after", "number", "rows", "limits", "allow_states", "contract", "target", "request", "response"),
    *("headers", "body", "secrets", "encoding", "length", "GetProcessStatus", "StartProcess", "REST", "SOAP 1.1"),
    *("known process", "mutated request", "robusta", "{masked:a:length=3:digest=1}"),
]
Lines = Sequence[Mapping[str, Any]]


@pytest.fixture(scope="module")
def lines(embedded: Any, tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """The lines of a real check, some of each kind."""
    file = tmp_path_factory.mktemp("check") / "observations.jsonl"
    checked(embedded, "robusta", file, "lower-case-state")
    return read_recording(file).lines[:40]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the recording is."""
    return tmp_path_factory.mktemp("judging") / "observations.jsonl"


@examples
@given(changes(values(st.none(), words=WORDS), WORDS))
def test_a_verdict_or_the_reason(lines: Lines, file: Path, rows: list[Change]) -> None:
    file.write_bytes(written_lines(changed([*lines], rows)))
    try:
        recording = read_recording(file)
        results = judge(recording)
    except RecordingError as problem:
        assert str(problem)
        return
    assert results == judge(recording)


def judge(recording: Recording) -> list[list[object]]:
    """What is said of each check."""
    results = [judged_again(check, load_contract("robusta")) for check in recorded_checks(recording)]
    return [[(clause.clause.id, clause.verdict, clause.evidence) for clause in result.clauses] for result in results]
