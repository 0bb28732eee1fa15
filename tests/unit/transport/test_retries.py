"""A request that got no answer is sent again: where that is safe, so often, after such pauses, and visibly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary import Session, Target, TransportError, load_contract
from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.errors import ReplyError
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.retrying import Retries
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

RUNNING = HttpResponse(
    200, "OK", (("Content-Type", "application/json"),), b'{"status": "RUNNING", "message": "Under way."}'
)
FIELDS = {"name": "OneStepNotepadRunner", "runImmediately": "Y", "values": {}}


def lost(passing: bool = True) -> TransportError:
    """An exchange without an answer."""
    return TransportError("the connection was reset", "http://host/a", "read", 0.04, 30.0, passing=passing)


def busy(retry_after: str = "", status: int = 503) -> HttpResponse:
    """A service that has no time."""
    headers = (("Content-Type", "text/plain"), *([("Retry-After", retry_after)] if retry_after else []))
    return HttpResponse(status, "Busy", headers, b"Later.")


class Answering:
    """A transport that gives answers in turn, and keeps when they were asked for."""

    def __init__(self, *steps: HttpResponse | TransportError) -> None:
        self.clock = VirtualClock()
        self.times: list[float] = []
        self._steps = list(steps)

    def send(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002  whatever is asked
        """Gives the next answer."""
        self.times.append(self.clock.now())
        step = self._steps.pop(0)
        if isinstance(step, TransportError):
            raise step
        return step

    def close(self) -> None:
        """There is nothing to close."""

    def session(self, recorder: Recorder | None = None, **retries: Any) -> Session:
        """An open service that answers so."""
        target = Target("robusta", load_contract("robusta"), url="http://host", retries=Retries(**retries))
        return Session(target, clock=self.clock, transport=self, recorder=recorder)


def test_nothing_is_sent_again_unless_asked() -> None:
    service = Answering(lost(), RUNNING)

    with pytest.raises(TransportError, match=r"^No answer from http://host/a: the connection was reset \(phase"):
        service.session().ask("4711")
    assert service.times == [0]


def test_pauses_are_doubled() -> None:
    service = Answering(lost(), lost(), lost(), RUNNING)

    assert service.session(count=3, pause=0.5).get_process_status("4711").state == "RUNNING"
    assert service.times == [0, 0.5, 1.5, 3.5]


def test_no_pause_is_longer_than_a_minute() -> None:
    service = Answering(*[lost()] * 4, RUNNING)

    service.session(count=4, pause=40.0).ask("4711")

    assert service.times == [0, 40, 100, 160, 220]


def test_the_last_of_several_tries_says_how_many_there_were() -> None:
    service = Answering(lost(), lost(), lost())

    with pytest.raises(TransportError) as caught:
        service.session(count=2).ask("4711")
    assert str(caught.value) == (
        "No answer from http://host/a: the connection was reset, in the last of 3 tries "
        "(phase: read, after 0.0 s of 30 s allowed)."
    )


@pytest.mark.parametrize(
    ("answer", "times"),
    [
        pytest.param(busy(), [0, 1], id="no word"),
        pytest.param(busy("5"), [0, 5], id="seconds"),
        pytest.param(busy("0"), [0, 1], id="sooner than the pause"),
        pytest.param(busy("soon"), [0, 1], id="nonsense"),
        pytest.param(busy(status=429), [0, 1], id="429"),
        pytest.param(busy("Thu, 01 Jan 2026 00:00:07 GMT"), [0, 7], id="date"),
    ],
)
def test_a_service_that_has_no_time(answer: HttpResponse, times: list[float]) -> None:
    service = Answering(answer, RUNNING)

    assert service.session(count=3).get_process_status("4711").state == "RUNNING"
    assert service.times == times


@pytest.mark.parametrize("answer", [busy("61"), busy(status=500), busy(status=404)])
def test_an_answer_that_stays(answer: HttpResponse) -> None:
    service = Answering(answer, RUNNING)

    with pytest.raises(ReplyError):
        service.session(count=3).get_process_status("4711")
    assert service.times == [0]


def test_what_will_not_pass_is_not_tried_again() -> None:
    service = Answering(lost(passing=False), RUNNING)

    with pytest.raises(TransportError):
        service.session(count=3).ask("4711")
    assert service.times == [0]


def test_a_start_is_sent_again_only_when_asked() -> None:
    once, thrice = Answering(lost(), lost()), Answering(lost(), lost(), lost())

    with pytest.raises(TransportError, match="the connection was reset "):
        once.session(count=2).submit(FIELDS)
    with pytest.raises(TransportError, match="in the last of 3 tries"):
        thrice.session(count=2, starts=True).submit(FIELDS)
    assert (once.times, thrice.times) == ([0], [0, 1, 3])


def test_an_altered_request_is_never_sent_again() -> None:
    service = Answering(lost(), RUNNING)

    with pytest.raises(TransportError):
        service.session(count=2, starts=True).send_request("4711", method="DELETE")
    assert service.times == [0]


def test_every_try_is_recorded(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "observations.jsonl", Masker())
    service = Answering(lost(), busy(), RUNNING)

    service.session(recorder, count=2).ask("4711")
    recorder.close()

    lines = [json.loads(line) for line in (tmp_path / "observations.jsonl").read_text(encoding="utf-8").splitlines()]
    seen = [(line.get("try"), bool(line["error"]), (line["response"] or {}).get("status")) for line in lines[1:-1]]
    assert seen == [(None, True, None), (2, False, 503), (3, False, 200)]
