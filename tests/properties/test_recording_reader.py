"""Recordings, whatever they hold: read with every exchange in them, or refused with RecordingError."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from ProcessStatusLibrary.recording_reading import RecordingError, read_recording, recorded_exchange

from .examples import examples
from .recordings import RECORDINGS


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the recording is."""
    return tmp_path_factory.mktemp("recordings") / "observations.jsonl"


@examples
@given(RECORDINGS)
def test_a_recording_or_the_reason(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    try:
        recording = read_recording(file)
    except RecordingError as problem:
        assert str(problem).startswith(str(file))
        return
    assert recording == read_recording(file)
    for line in recording.lines:
        if line["type"] == "exchange":
            assert recorded_exchange(line) == recorded_exchange(line)
