"""Several readers at once: the clause holds a read to those that were over before it, and the probes go in rounds."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail
from ProcessStatusLibrary.conformance.probes.concurrent import concurrent_readers
from ProcessStatusLibrary.conformance.situation import Permissions, Situation
from ProcessStatusLibrary.transport.exchange import HttpResponse

from ..lifecycle.scripted import sample
from .series import NOT_FOUND, Seen, Service, findings, series, told

Q, P, DONE = "Queued", "ProcessingInput", "Completed"


def read(number: int, state: str, begin: float, elapsed: float = 0.5, binding: str = "SOAP 1.1") -> Seen:
    """A read of a round."""
    return told(state, binding, begin, elapsed, variant=f"round {number}")


def back(state: str, known: str) -> Finding:
    """The finding about a reader who was told what lies before."""
    return fail(
        f"A reader was told {state} after another was told '{known}'", f"'{known}', or what may follow it", state
    )


SERIES: dict[str, tuple[list[Seen], list[tuple[int, Finding]]]] = {
    "forward": ([read(1, Q, 0), read(2, P, 1), read(3, DONE, 2)], [(2, PASSED), (3, PASSED)]),
    "back": ([read(1, P, 0), read(2, Q, 1)], [(2, back("'Queued'", P))]),
    "an end that is left": ([read(1, DONE, 0), read(2, "Failed", 1)], [(2, back("'Failed'", DONE))]),
    "not known any more": ([read(1, P, 0), read(2, NOT_FOUND, 1)], [(2, back("(not found)", P))]),
    "known later": ([read(1, NOT_FOUND, 0), read(2, Q, 1)], [(2, PASSED)]),
    "overlapping reads have no order": ([read(1, P, 0, 1.5), read(2, Q, 1)], []),
    "the slow reader does not count, the fast one does": (
        [read(1, P, 0, 1.5), read(1, Q, 0, 0.5), read(2, Q, 1)],
        [(3, PASSED)],
    ),
    "reads of one round have no order, whatever the clock says": ([read(1, P, 0), read(1, Q, 1)], []),
    "a read that ends as the next begins is over": ([read(1, P, 0, 1.0), read(2, Q, 1)], [(2, back("'Queued'", P))]),
    "back twice is said once": (
        [read(1, P, 0), read(2, Q, 1), read(3, Q, 2)],
        [(2, back("'Queued'", P))],
    ),
    "a state that is none is passed over": ([read(1, "Odd", 0), read(2, Q, 1), read(3, "Odd", 2)], []),
    "no answer is passed over": ([read(1, P, 0), Seen(None, begin=1, details={"variant": "round 2"})], []),
}


@pytest.mark.parametrize(("seen", "expected"), SERIES.values(), ids=SERIES)
def test_no_step_back(seen: list[Seen], expected: list[tuple[int, Finding]]) -> None:
    assert findings("lifecycle.concurrent-readers", series(Situation.CONCURRENT_READERS, *seen)) == expected


def test_a_process_that_was_not_found_yet_may_be_in_any_state() -> None:
    missing = HttpResponse(404, "Not Found", (("Content-Type", "application/json"),), b'{"message": "none"}')
    answers = (missing, sample("robusta", "GetProcessStatus.rest"))
    seen = [Seen(answer, "REST", {"variant": f"round {number}"}, begin=number) for number, answer in enumerate(answers)]

    found = findings("lifecycle.concurrent-readers", series(Situation.CONCURRENT_READERS, *seen, service="robusta"))
    assert found == [(2, PASSED)]


def test_three_readers_go_in_rounds_over_the_bindings_until_two_rounds_after_the_end() -> None:
    service = Service(p7=[Q, Q, P, P, DONE])
    observed = service.observe(concurrent_readers, follow=("5", "6", "6", "7"))

    over = ["1.1"] * 3 + ["1.2"] * 3 + ["1.1"] * 3 + ["1.2"] * 3
    assert service.asked == [(binding, "7") for binding in over]
    assert service.times == [0.0] * 3 + [1.0] * 3 + [2.0] * 3 + [3.0] * 3
    assert {observation.probe.variant for observation in observed} == {
        "round 1 over SOAP 1.1",
        "round 2 over SOAP 1.2",
        "round 3 over SOAP 1.1",
        "round 4 over SOAP 1.2",
    }


def test_an_only_process_is_read_by_several_readers_too() -> None:
    service = Service(p5=[DONE])
    service.observe(concurrent_readers, follow=("5",), bindings=("SOAP 1.2",))

    assert service.asked == [("1.2", "5")] * 9


def test_a_process_that_does_not_end_is_read_in_eight_rounds() -> None:
    service = Service(p5=[P])
    service.observe(concurrent_readers, follow=("5",))

    assert (len(service.asked), service.clock.now()) == (24, 7.0)


def test_readers_give_up_when_nothing_is_told() -> None:
    service = Service(p5=["no such process"])
    service.observe(concurrent_readers, follow=("5",))

    assert len(service.asked) == 9


def test_simulated_processes_are_read_without_a_pause() -> None:
    service = Service(p5=[P])
    service.observe(concurrent_readers, follow=("5",), simulated=True)

    assert service.clock.now() == 0.0


def test_without_a_process_under_way_nothing_is_asked() -> None:
    service = Service()
    observed = service.observe(concurrent_readers, permissions=Permissions(), process_id="4711")

    assert service.asked == []
    assert [(observation.probe.row, observation.missing) for observation in observed] == [
        (("GetStatus", binding), "no process under way was given: write follow in the targets file")
        for binding in ("SOAP 1.1", "SOAP 1.2")
    ]
