"""Recordings, whatever they hold: read with every exchange in them, or refused with RecordingError."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary import recording_reading
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import Recording, RecordingError, read_recording, recorded_exchange
from ProcessStatusLibrary.transport.exchange import Exchange, HttpResponse

from .examples import examples
from .recordings import EXCHANGES, RECORDING, RECORDINGS, REQUEST, STARTED


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


SIGNS = [b"\1", b'"', b"\\", b",", b"[", b"\n", b"\xff", b"\xc3\xa4", b"\xf0\x9f\x98\x80"]
BODIES = st.one_of(
    st.binary(max_size=30),
    st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=20).map(lambda text: text.encode("utf-16-le", "surrogatepass")),
    st.lists(st.sampled_from([b"\1", b'"', b"\\", b",", b"[", b"\n", b"\xff", b"\xc3\xa4", b"\xf0\x9f\x98\x80"])).map(
        b"".join
    ),
)


@examples
@given(BODIES, st.integers(1, 2000), st.integers(1, 3000))
def test_what_is_recorded_is_read(file: Path, body: bytes, times: int, piece: int) -> None:
    exchange = Exchange(REQUEST, HttpResponse(200, "OK", (), body * times), STARTED, 0.25)
    recorder = Recorder(file, Masker())
    for one in (exchange, EXCHANGES[0]):
        recorder.record(one, {})
    recorder.close()
    recording = read_in_pieces(file, piece)

    assert recording is not None
    assert recording.complete
    assert [recorded_exchange(line) for line in recording.lines] == [exchange, EXCHANGES[0]]


@examples
@given(st.one_of(RECORDINGS, st.integers(1, len(RECORDING)).map(lambda end: RECORDING[:end])), st.integers(1, 3000))
def test_a_recording_is_the_same_in_pieces_of_any_length(file: Path, content: bytes, piece: int) -> None:
    file.write_bytes(content)

    assert read_in_pieces(file, piece) == read_in_pieces(file, len(content) + 1)


def read_in_pieces(file: Path, piece: int) -> Recording | None:
    """A recording that is read in pieces of a length; None where it is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording_reading, "_PIECE", piece)
        try:
            return read_recording(file)
        except RecordingError:
            return None
