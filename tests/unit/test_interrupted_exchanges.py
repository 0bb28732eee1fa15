"""An interrupted exchange: the recording can be read, and is complete only if nothing is missing."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import suppress
from linecache import getline
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import robot

from ProcessStatusLibrary import Session, Target, exchanging, load_contract, recording, recording_file
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import Recording, read_recording
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

from .transport.raw_server import RawServer, Talk, answer

RUNNING = HttpResponse(
    200, "OK", (("Content-Type", "application/json"),), b'{"status": "RUNNING", "message": "Under way."}'
)
SUITE = """
*** Settings ***
Library    ProcessStatusLibrary    record=%s

*** Test Cases ***
It takes too long
    [Timeout]    0.3 s
    Open Service    robusta    %s
    Get Process Status    1

It is asked again
    Get Process Status    2
"""
WATCHED = {module.__file__ for module in (exchanging, recording, recording_file)}


class TimeIsUp(BaseException):
    """What a runner raises in a test that takes too long; runs go on after it."""


class Counting:
    """A transport that counts what is sent, and may be interrupted instead of answering."""

    def __init__(self, *interruptions: BaseException | None) -> None:
        self.sent = 0
        self._interruptions = [*interruptions]

    def send(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002  whatever is asked
        """Answers, unless it is interrupted."""
        self.sent += 1
        interruption = self._interruptions.pop(0) if self._interruptions else None
        if interruption is not None:
            raise interruption
        return RUNNING

    def close(self) -> None:
        """There is nothing to close."""


def session(file: Path, transport: Counting) -> Session:
    """An open service that is recorded."""
    masker = Masker()
    target = Target("robusta", load_contract("robusta"), url="http://host", process_id="1")
    return Session(target, masker=masker, recorder=Recorder(file, masker), transport=transport)


def recorded(opened: Session, file: Path) -> Recording:
    """The recording of a session that comes to its end."""
    opened.exchanger.recorder.close()
    return read_recording(file)


def interrupted_at(moment: int, call: Callable[[], object]) -> bool:
    """Interrupts a call at a line of the modules that send and record, counted from 0; whether there were so many."""
    left = moment

    def trace(frame: FrameType, event: str, argument: Any) -> Any:  # the shape of a trace function
        nonlocal left
        if frame.f_code.co_filename not in WATCHED:
            return None
        # Between the end of a block and its lock's release Python looks for no signal, but does trace.
        if event == "line" and not getline(frame.f_code.co_filename, frame.f_lineno).lstrip().startswith("with "):
            left -= 1
            if left < 0:
                sys.settrace(None)
                raise TimeIsUp
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    except TimeIsUp:
        return True
    finally:
        sys.settrace(before)
    return False


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the recording is."""
    return tmp_path / "observations.jsonl"


def test_an_interruption_at_any_line(file: Path) -> None:
    complete, moment, more = set(), 0, True
    while more:
        transport = Counting()
        opened = session(file, transport)
        opened.ask("1")
        more = interrupted_at(moment, lambda: opened.ask("2"))  # noqa: B023  called at once
        opened.ask("3")
        found = recorded(opened, file)
        exchanges = [line for line in found.lines if line["type"] == "exchange"]

        assert not found.complete or len(exchanges) >= transport.sent, f"moment {moment}"
        assert len(exchanges) >= 1
        complete.add(found.complete)
        moment += 1
    assert moment > 50
    assert complete == {True, False}


def test_an_exchange_that_is_interrupted_while_it_waits(file: Path) -> None:
    opened = session(file, Counting(None, TimeIsUp()))
    opened.ask("1")
    with pytest.raises(TimeIsUp):
        opened.ask("2")
    opened.ask("3")
    found = recorded(opened, file)

    assert found.complete
    assert [(line["number"], line["process_id"], line["error"]) for line in found.lines] == [
        (1, "1", ""),
        (2, "2", "interrupted by TimeIsUp"),
        (3, "3", ""),
    ]
    assert [line["response"] is None for line in found.lines] == [False, True, False]


def stalls_once(talk: Talk) -> None:
    """Keeps the first request waiting and answers the others."""
    while talk.read():
        if b"status/1 " in talk.request:
            talk.wait()
            return
        talk.send(answer(RUNNING.body, "Content-Type: application/json"))


def test_a_test_of_robot_framework_that_takes_too_long(file: Path) -> None:
    said = io.StringIO()
    with RawServer(stalls_once) as server:
        (file.parent / "suite.robot").write_text(SUITE % (file, server.url), encoding="utf-8")
        failed = robot.run(file.parent / "suite.robot", outputdir=file.parent, stdout=said, stderr=said)  # type: ignore[no-untyped-call]
    found = read_recording(file)
    exchanges = [line for line in found.lines if line["type"] == "exchange"]

    assert (failed, found.complete) == (1, True), said.getvalue()
    assert [(line["process_id"], line["error"]) for line in exchanges] == [
        ("1", "interrupted by TimeoutExceeded"),
        ("2", ""),
    ]


def test_a_request_that_is_refused_before_it_is_sent(file: Path) -> None:
    opened = session(file, Counting(ValueError("no such host")))
    with suppress(ValueError):
        opened.ask("1")
    opened.ask("2")
    found = recorded(opened, file)

    assert found.complete
    assert [(line["number"], line["process_id"]) for line in found.lines] == [(1, "2")]


def test_numbers_that_were_taken_and_not_used(file: Path) -> None:
    opened = session(file, Counting())
    numbers = [opened.exchanger.recorder.reserve() for _ in range(3)]
    request = opened.documented_request("GetProcessStatus", "REST", "1")
    for number in (numbers[2], numbers[0]):
        opened.exchanger.exchange("GetProcessStatus", "REST", "1", request, number=number)
    found = recorded(opened, file)

    assert found.complete
    assert [line["number"] for line in found.lines] == [3, 1]


def test_a_check_that_is_interrupted_is_not_whole(file: Path) -> None:
    opened = session(file, Counting(*[None] * 5, TimeIsUp()))
    with pytest.raises(TimeIsUp):
        check_service(opened, ["REST"])
    found = recorded(opened, file)

    assert not found.complete
    assert found.lines[0]["type"] == "service"
    assert found.lines[-1]["error"] == "interrupted by TimeIsUp"
