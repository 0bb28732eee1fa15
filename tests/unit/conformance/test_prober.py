"""The prober: what it sends, when, and what it says of what it did not send."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.conformance.clause import Verdict
from ProcessStatusLibrary.conformance.probe import Asking, Observation, Observations, Probe
from ProcessStatusLibrary.conformance.prober import Prober
from ProcessStatusLibrary.conformance.situation import EVERYTHING, Permissions, Situation
from ProcessStatusLibrary.errors import TransportError
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

from .probing import opened
from .test_permissions import COULD_START, MADE, NO_LOGIN, NO_NEGATIVE, NO_START, REFUSED

READ = Probe(
    "GetProcessStatus", "REST", Situation.KNOWN_PROCESS, request=HttpRequest("GET", "https://service.example/")
)
WRONG = replace(READ, situation=Situation.UNKNOWN_PATH)
LOGIN = replace(READ, situation=Situation.WRONG_PASSWORD)
NOTHING = HttpResponse(404, "Not Found", (), b"")
REFUSAL = HttpResponse(401, "Unauthorized", (), b"")


@dataclass
class Wire:
    """Notes when something is sent, and answers, or fails as it is told."""

    clock: VirtualClock = field(default_factory=VirtualClock)
    failures: list[tuple[str, str] | None] = field(default_factory=list)
    takes: float = 0.0
    meeting: threading.Barrier | None = None
    times: list[float] = field(default_factory=list)
    answers: list[HttpResponse] = field(default_factory=list)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Notes the time."""
        self.times.append(round(self.clock.now(), 6))
        if self.meeting is not None:
            self.meeting.wait(timeout=10)
        self.clock.sleep(self.takes)
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise TransportError(failure[0], request.url, failure[1], 0.0, 10.0)
        return self.answers.pop(0) if self.answers else NOTHING

    def close(self) -> None:
        """There is nothing to close."""


def session(wire: Wire, service: str = "robusta") -> Session:
    """A session over it."""
    of = opened(service, wire)
    of.clock = wire.clock
    return of


def family(*probes: Probe | tuple[Probe, ...], told: Callable[[Observations], None] | None = None) -> Asking:
    """A family that asks something and passes on what it is told."""
    for together in probes:
        observed = yield together if isinstance(together, tuple) else (together,)
        if told is not None:
            told(observed)


def observed(
    wire: Wire, *probes: Probe | tuple[Probe, ...], permissions: Permissions = EVERYTHING
) -> list[Observation]:
    """What comes of probes."""
    return Prober(session(wire), permissions).run([family(*probes)])


def test_a_family_is_told_what_came() -> None:
    told: list[Observations] = []
    wire = Wire()
    found = Prober(session(wire), EVERYTHING).run(
        [family(READ, (WRONG, LOGIN), told=told.append), family(), family(READ)]
    )

    assert [o.probe for o in found] == [READ, WRONG, LOGIN, READ]
    assert [[o.probe for o in together] for together in told] == [[READ], [WRONG, LOGIN]]
    assert [o.reply is not None and o.reply.response.status for o in found] == [404] * 4
    assert [o.missing for o in found] == [""] * 4
    assert sorted(o.number for o in found) == [1, 2, 3, 4]


@pytest.mark.parametrize("phase", ["connect", "TLS"])
def test_a_service_that_cannot_be_reached_is_not_asked_again(phase: str) -> None:
    wire = Wire(failures=[("connection refused", phase)])
    found = observed(wire, READ, WRONG, READ)
    text = f"No answer from https://service.example/: connection refused (phase: {phase}, after 0.0 s of 10 s allowed)"

    assert [o.missing for o in found] == [text] * 3
    assert [o.exchange is not None for o in found] == [True, False, False]
    assert wire.times == [0.0]


@pytest.mark.parametrize("phase", ["send", "read"])
def test_a_request_that_is_not_answered_is_the_only_one(phase: str) -> None:
    wire = Wire(failures=[None, ("connection reset", phase)])
    found = observed(wire, READ, WRONG, READ)

    assert [o.reply is not None for o in found] == [True, False, True]
    assert found[1].missing.startswith("No answer from https://service.example/: connection reset")
    assert found[1].exchange is not None


def test_a_service_that_answers_nothing_is_not_asked_for_ever() -> None:
    stall = ("nothing more was received in time", "read")
    wire = Wire(failures=[*[stall] * 19, None, *[stall] * 20])
    found = observed(wire, *[READ] * 42)

    assert len(wire.times) == 40
    assert [o.reply is not None for o in found].index(True) == 19
    said = f"No answer from https://service.example/: {stall[0]} (phase: read, after 0.0 s of 10 s allowed)"
    assert [o.missing for o in found[40:]] == [f"20 requests in a row got no answer; the last one: {said}"] * 2


def test_what_may_not_be_sent_is_not() -> None:
    start = replace(READ, operation="StartProcess", situation=Situation.START)
    wire = Wire()
    found = observed(wire, READ, WRONG, LOGIN, start, permissions=Permissions())

    assert [o.missing for o in found] == ["", NO_NEGATIVE, NO_LOGIN, NO_START]
    assert [o.number for o in found] == [1, 0, 0, 0]
    assert len(wire.times) == 1


def test_a_malformed_start_needs_leave_to_start() -> None:
    malformed = replace(READ, operation="StartProcess", situation=Situation.MALFORMED_JSON)
    found = observed(Wire(), malformed, WRONG, permissions=Permissions(negative=True))

    assert [o.missing for o in found] == [COULD_START, ""]


def test_one_attempt_with_wrong_credentials() -> None:
    user = replace(LOGIN, situation=Situation.WRONG_USER)
    skipped = replace(LOGIN, request=None, skipped="the credentials name no user")
    wire = Wire()
    found = observed(wire, skipped, LOGIN, user, LOGIN, permissions=Permissions(bad_logins=1))

    assert [o.missing for o in found] == ["the credentials name no user", "", MADE, MADE]
    assert len(wire.times) == 1


def test_one_attempt_of_several_at_the_same_time() -> None:
    wire = Wire()
    found = observed(wire, (LOGIN,) * 8, permissions=Permissions(bad_logins=1))

    assert sorted(o.missing for o in found) == ["", *[MADE] * 7]
    assert len(wire.times) == 1


def test_malformed_requests_keep_their_distance() -> None:
    wire = Wire()
    observed(wire, READ, WRONG, READ, WRONG, LOGIN, READ, permissions=Permissions(True, True, 1, 0.2))

    assert wire.times == [0.0, 0.0, 0.0, 0.2, 0.4, 0.4]


def test_a_slow_answer_counts_as_distance() -> None:
    wire = Wire(takes=0.15)
    observed(wire, WRONG, WRONG, READ, WRONG, permissions=Permissions(negative=True, negative_pause=0.2))

    assert wire.times == [0.0, 0.2, 0.35, 0.5]


def test_malformed_requests_at_the_same_time_keep_their_distance_too() -> None:
    wire = Wire()
    observed(wire, (WRONG,) * 4, permissions=Permissions(negative=True, negative_pause=0.2))

    assert wire.clock.now() == pytest.approx(0.6)
    assert len(wire.times) == 4


def test_several_requests_are_under_way_at_the_same_time() -> None:
    wire = Wire(meeting=threading.Barrier(4))  # nobody is answered before all four have asked
    assert [o.missing for o in observed(wire, (READ,) * 4)] == [""] * 4


def test_a_request_that_cannot_be_written_or_sent() -> None:
    none = replace(READ, request=None)
    broken = replace(READ, request=HttpRequest("GET", "https://service.example/", (("X-A", "a\nb"),)))
    found = observed(Wire(), none, broken, READ)

    assert found[0].missing == "there was nothing to send"
    assert "X-A" in found[1].missing
    assert found[2].missing == ""


def test_progress_is_told_of_what_is_sent() -> None:
    told: list[tuple[str, Probe]] = []
    prober = Prober(session(Wire()), Permissions(), lambda service, probe: told.append((service, probe)))
    prober.run([family(READ, WRONG, LOGIN, READ)])

    assert told == [("robusta", READ), ("robusta", READ)]


def test_a_check_without_leave_judges_no_refusal() -> None:
    wire = Wire()
    checked = check_service(session(wire), ["REST"])
    messages = {
        c.clause.id: (c.verdict, c.message)
        for c in checked.row("StartProcess", "REST") + checked.row("GetProcessStatus", "REST")
        if c.clause.id in ("refusal.method.status", "refusal.malformed-json", "credentials.password")
        and c.verdict is not Verdict.NOT_APPLICABLE
    }

    assert messages == {
        "refusal.method.status": (Verdict.INCONCLUSIVE, NO_NEGATIVE),
        "refusal.malformed-json": (Verdict.INCONCLUSIVE, NO_NEGATIVE),
        "credentials.password": (Verdict.INCONCLUSIVE, NO_LOGIN),
    }


def test_the_one_wrong_login_is_the_last_request() -> None:
    wire = Wire()
    checked = check_service(session(wire, "listrak"), ["SOAP 1.1", "SOAP 1.2"], permissions=Permissions(False, True, 1))
    sent = [o.probe for o in checked.observations if o.exchange is not None]

    assert (sent[-1].situation, sent[-1].binding) == (Situation.WRONG_PASSWORD, "SOAP 1.1")
    assert [probe.situation for probe in sent].count(Situation.WRONG_PASSWORD) == 1
    assert [o.missing for o in checked.observations if o.probe.situation is Situation.WRONG_USER] == [MADE, MADE]


@pytest.mark.parametrize("permissions", [Permissions(True, True), Permissions(True, True, 1)])
def test_credentials_that_are_refused_are_not_sent_again(permissions: Permissions) -> None:
    wire = Wire(answers=[REFUSAL])
    found = observed(wire, READ, READ, WRONG, LOGIN, permissions=permissions)

    assert [o.missing for o in found] == ["", REFUSED, REFUSED, REFUSED]
    assert len(wire.times) == 1


@pytest.mark.parametrize(
    ("answers", "probes"),
    [
        ([NOTHING, REFUSAL], (READ, READ, READ)),  # the account is known, the second process is not for it
        ([REFUSAL], (WRONG, READ, READ)),
    ],
    ids=["taken before", "no read"],
)
def test_a_refusal_that_is_no_failed_login(answers: list[HttpResponse], probes: tuple[Probe, ...]) -> None:
    wire = Wire(answers=answers)
    observed(wire, *probes, permissions=Permissions(negative=True))

    assert len(wire.times) == 3


def test_a_refusal_without_credentials_locks_no_account() -> None:
    wire = Wire(answers=[REFUSAL])
    Prober(opened("cora-rpa", wire), Permissions()).run(
        [family(*[replace(READ, operation="GetStatus", binding="HTTP GET")] * 2)]
    )

    assert len(wire.times) == 2


def test_the_simulator_is_asked_on_with_credentials_that_are_refused() -> None:
    wire = Wire(answers=[REFUSAL])
    observed(wire, READ, READ)

    assert len(wire.times) == 2
