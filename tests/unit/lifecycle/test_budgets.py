"""How long an exchange of a wait may take, and what a wait says of trouble that is over."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from ProcessStatusLibrary import polling
from ProcessStatusLibrary.clock import Clock, SystemClock, VirtualClock
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.polling import Watched, wait_for, wait_for_all
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import BUDGET, HttpRequest, HttpResponse
from ProcessStatusLibrary.waiter import Waiter
from ProcessStatusLibrary.waiting import Goal, Outcome, WaitSettings

from .scripted import URL, Scripted, Step, cora, lost, waited

END = Goal(end=True)
NONE = float("inf")


class Budgets:
    """A service whose process is over, which notes how long every exchange may take."""

    def __init__(self) -> None:
        self.found: list[float] = []
        self.threads: set[str] = set()

    def send(self, request: HttpRequest) -> HttpResponse:
        """Answers at once."""
        del request
        self.found.append(BUDGET.get())
        self.threads.add(threading.current_thread().name)
        return cora("Completed")

    def close(self) -> None:
        """There is nothing to close."""

    def session(self, clock: Clock) -> Session:
        """An open service that answers so."""
        return Session(Target("cora-rpa", load_contract("cora-rpa"), url=URL), clock=clock, transport=self)


@pytest.fixture
def budgets() -> Iterator[Budgets]:
    """A service, and no budget left behind."""
    yield Budgets()
    assert BUDGET.get() == NONE


def test_an_exchange_has_what_is_left_of_the_wait(budgets: Budgets) -> None:
    wait_for(budgets.session(SystemClock()), "4711", END, WaitSettings(timeout=600.0))
    wait_for_all(budgets.session(SystemClock()), [Watched("4711", END)], WaitSettings(timeout=600.0))

    assert len(budgets.found) == 2
    assert all(500.0 < found <= 600.0 for found in budgets.found)


def test_the_last_exchange_has_a_second(budgets: Budgets) -> None:
    wait_for(budgets.session(SystemClock()), "4711", END, WaitSettings(timeout=0.0))

    assert budgets.found == [1.0]


def test_simulated_seconds_limit_nothing(budgets: Budgets) -> None:
    wait_for(budgets.session(VirtualClock()), "4711", END, WaitSettings(timeout=0.0))

    assert budgets.found == [NONE]


def test_many_are_polled_by_threads_of_a_name(budgets: Budgets) -> None:
    wait_for_all(budgets.session(VirtualClock()), [Watched("4711", END)], WaitSettings())

    assert {name.rpartition("_")[0] for name in budgets.threads} == {"status-poll"}
    assert polling.CONNECTIONS == 8


@pytest.mark.parametrize(("asked", "found"), [({}, "SOAP 1.1"), ({"binding": "soap12"}, "SOAP 1.2")])
def test_the_binding_is_the_one_that_is_named_or_the_first(asked: dict[str, str], found: str) -> None:
    script = Scripted(cora("Completed", slug=found.lower().replace(" ", "").replace(".", "")))
    alone = wait_for(script.session(), " 4711 ", END, WaitSettings(), **asked)
    [together] = wait_for_all(script.session(), [Watched(" 4711 ", END)], WaitSettings(), **asked)

    assert alone.message.split("\n")[0] == f"Process 4711 reached its end [cora-rpa GetStatus over {found}]"
    assert together.message == alone.message


def test_an_operation_that_is_not_there() -> None:
    session = Scripted(cora("Completed")).session()
    with pytest.raises(ValueError, match="has no operation 'Get'"):
        wait_for(session, "4711", END, WaitSettings(), operation="Get")
    with pytest.raises(ValueError, match="has no operation 'Get'"):
        wait_for_all(session, [Watched("4711", END)], WaitSettings(), operation="Get")


def test_trouble_that_is_over_is_not_told() -> None:
    result = waited(Scripted(lost(), cora("Queued")), timeout=20.0, retries=1)

    assert result.outcome is Outcome.OUT_OF_TIME
    assert result.message.split("\n")[1] == "  what:  20 s have passed, it was Queued (pending, NoError) last"


@pytest.mark.parametrize(
    ("first", "last"),
    [(cora("Queued"), ", it was Queued (pending, NoError) last"), (lost(), "")],
    ids=["after a state", "alone"],
)
def test_the_last_trouble_is_told(first: Step, last: str) -> None:
    result = waited(Scripted(first, lost()), timeout=20.0)
    trouble = str(lost()).removesuffix(".")

    assert result.message.split("\n")[1] == f"  what:  20 s have passed{last}; last trouble: {trouble}"


def test_failures_in_a_row_are_counted_anew_after_an_answer() -> None:
    script = Scripted(lost(), cora("Queued"), lost(), cora("Queued"), lost(), lost())
    result = waited(script, retries=1)

    assert (result.outcome, result.polls) == (Outcome.TRANSPORT_LOST, 6)
    assert result.message.split("\n")[1].endswith(", 2 times in a row")


def test_one_that_is_slow_holds_nobody_up(budgets: Budgets) -> None:
    other_ended, order = threading.Event(), list[str]()
    send = budgets.send

    def slow_for_the_first(request: HttpRequest) -> HttpResponse:
        if b">4711<" in request.body:
            assert other_ended.wait(20.0)
        return send(request)

    def progress(ended: int, total: int, waiter: Waiter) -> None:
        del ended, total
        order.append(waiter.process_id)
        other_ended.set()

    budgets.send = slow_for_the_first  # type: ignore[method-assign]
    watched = [Watched("4711", END), Watched("4712", END)]
    results = wait_for_all(budgets.session(SystemClock()), watched, WaitSettings(), progress=progress)

    assert order == ["4712", "4711"]
    assert [result.process_id for result in results] == ["4711", "4712"]


def test_a_wait_counts_from_its_own_beginning() -> None:
    def late(*steps: Step, **settings: float) -> tuple[float, int]:
        script = Scripted(*steps)
        script.clock.sleep(1000.0)
        result = waited(script, **settings)
        return result.seconds, result.polls

    assert late(cora("NotFound"), not_found_grace=25.0) == (25.0, 4)
    assert late(cora("Queued"), stalled_after=25.0) == (25.0, 4)
    assert late(cora("Queued"), timeout=25.0) == (25.0, 4)
