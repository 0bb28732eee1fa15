"""A recording that is closed: complete only where nothing is under way, and nothing is sent that it would miss."""

from __future__ import annotations

import errno
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ProcessStatusLibrary import Session, Target, load_contract, open_service
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.conformance.probe import Probe
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import read_recording
from ProcessStatusLibrary.run_recording import RunRecording
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

from .transport.canned import response

LONGEST = 60.0
RUNNING = response(b'{"status": "RUNNING", "message": "Under way."}', "application/json")


class Gated:
    """A transport whose service takes a request and answers when it is told to."""

    def __init__(self) -> None:
        self.sent = 0
        self.asked, self.told = threading.Event(), threading.Event()

    def send(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002  whatever is asked
        """Answers in the end."""
        self.sent += 1
        self.asked.set()
        assert self.told.wait(LONGEST)
        return RUNNING

    def close(self) -> None:
        """There is nothing to close."""


def session(recorder: Recorder, transport: Gated) -> Session:
    """An open service that is recorded."""
    target = Target("robusta", load_contract("robusta"), url="http://host", process_id="1")
    return Session(target, recorder=recorder, transport=transport)


def closed(file: Path) -> str:
    """What is said of a recording that is closed."""
    return (
        f"The recording {file} is closed, and what is sent from now on would be missing in it. "
        "Open the service again, with a recording that is open."
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the recording is."""
    return tmp_path / "observations.jsonl"


@pytest.mark.parametrize("early", [True, False], ids=["before the answer", "after the answer"])
def test_a_recording_that_is_closed_while_another_thread_asks(file: Path, early: bool) -> None:
    recorder, transport = Recorder(file, Masker()), Gated()
    opened = session(recorder, transport)
    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(opened.ask, "1")
        assert transport.asked.wait(LONGEST)
        if early:
            recorder.close()
        transport.told.set()
        assert asking.result(LONGEST).status is not None
    recorder.close()
    found = read_recording(file)

    assert (found.complete, len(found.lines)) == ((False, 0) if early else (True, 1))


def test_a_recording_that_is_closed_in_the_middle_of_a_check(file: Path) -> None:
    recorder, transport = Recorder(file, Masker()), Gated()
    transport.told.set()

    def close_later(service: str, probe: Probe) -> None:
        if transport.sent == 3:
            recorder.close()

    with pytest.raises(ValueError, match="is closed") as caught:
        check_service(session(recorder, transport), ["REST"], progress=close_later)
    found = read_recording(file)

    assert str(caught.value) == closed(file)
    assert transport.sent == 3
    assert (found.complete, [line["type"] for line in found.lines]) == (False, ["service", *["exchange"] * 3])


def test_a_session_whose_recording_is_closed_sends_nothing(file: Path) -> None:
    recorder, transport = Recorder(file, Masker()), Gated()
    transport.told.set()
    opened = session(recorder, transport)
    opened.ask("1")
    opened.close()
    opened.ask("2")
    recorder.close()
    for call in (lambda: opened.ask("3"), opened.note_opened):
        with pytest.raises(ValueError, match="is closed") as caught:
            call()
        assert str(caught.value) == closed(file)
    found = read_recording(file)

    assert transport.sent == 2
    assert (found.complete, [line["number"] for line in found.lines]) == (True, [1, 2])


def test_a_service_that_was_left(file: Path) -> None:
    with open_service("robusta", record=file) as service:
        service.ask("1")
    with pytest.raises(ValueError, match="is closed") as caught:
        service.ask("2")
    found = read_recording(file)

    assert str(caught.value) == closed(file)
    assert (found.complete, [line["type"] for line in found.lines]) == (True, ["opened", "exchange"])


def test_a_service_that_is_opened_with_a_closed_recording(file: Path) -> None:
    recorder, before = Recorder(file, Masker()), threading.enumerate()
    recorder.close()
    with pytest.raises(ValueError, match="is closed") as caught:
        open_service("robusta", recorder=recorder)

    assert str(caught.value) == closed(file)
    assert [thread.name for thread in threading.enumerate() if thread not in before] == []


def test_a_run_that_has_ended(file: Path) -> None:
    run = RunRecording(file)
    with open_service("robusta") as service:
        service.ask("1")
        run.end()
        with pytest.raises(ValueError, match="is closed"):
            service.ask("2")

    assert read_recording(file).complete


def test_a_session_without_a_recording_is_used_again() -> None:
    recorder, transport = Recorder(None, Masker()), Gated()
    transport.told.set()
    opened = session(recorder, transport)
    recorder.close()
    opened.close()

    assert [opened.ask("1").number, opened.ask("2").number] == [1, 2]


def test_a_full_disk_is_told_before_anything_is_sent(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder, transport = Recorder(file, Masker()), Gated()
    transport.told.set()
    opened = session(recorder, transport)
    monkeypatch.setattr("ProcessStatusLibrary.recording.write_whole", full)
    for _ in range(2):
        with pytest.raises(OSError, match="cannot be written any more: No space left on device"):
            opened.ask("1")

    assert transport.sent == 1


def full(file: object, line: bytes) -> None:
    """A disk without room."""
    raise OSError(errno.ENOSPC, "full")
