"""Every recording that can be read can be made an HTTP Archive, which is JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from ProcessStatusLibrary.har import har
from ProcessStatusLibrary.recording_reading import RecordingError, read_recording

from .examples import examples
from .recordings import RECORDINGS


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the recording is."""
    return tmp_path_factory.mktemp("archives") / "observations.jsonl"


@examples
@given(RECORDINGS)
def test_an_archive_of_what_was_read(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    try:
        recording = read_recording(file)
    except RecordingError:
        return
    archive = json.dumps(har(recording), allow_nan=False)

    assert archive == json.dumps(har(recording))
    exchanges = [line for line in recording.lines if line["type"] == "exchange"]
    assert len(json.loads(archive)["log"]["entries"]) == len(exchanges)
