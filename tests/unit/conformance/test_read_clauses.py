"""The clauses about reads of processes that the caller knows, and the families of probes that make them."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable
from ProcessStatusLibrary.conformance.probes.comparing import compared_bindings
from ProcessStatusLibrary.conformance.probes.repeated import repeated_reads
from ProcessStatusLibrary.conformance.situation import Permissions, Situation

from ..lifecycle.scripted import cora, corusons, edited, fault, sample
from .series import NOT_FOUND, Seen, Service, findings, series, told

NO_ID = "no process id was given: use --process-id, or process_id in the targets file"
FAULT = Seen(fault("No."), details={"state": "Completed"})
Q, P, DONE = "Queued", "ProcessingInput", "Completed"


def said(state: str, before: str) -> Seen:
    """The process is told to be in a state, and was said to be in one before."""
    return Seen(cora(state), details={"state": before})


def elsewhere(documented: str, received: str) -> Finding:
    """The finding about a process in another state."""
    return fail("The process is not in the state that it was said to be in", documented, received)


STATES: dict[str, tuple[Seen, Finding]] = {
    "as said": (said(P, P), PASSED),
    "moved on": (said(DONE, P), PASSED),
    "before": (said(Q, "WaitingForOutput"), elsewhere(
        "'WaitingForOutput', or later 'Completed', 'Aborted' or 'Failed'", "'Queued'"
    )),
    "another end": (said("Failed", DONE), elsewhere("'Completed'", "'Failed'")),
    "not known": (said(NOT_FOUND, DONE), elsewhere("'Completed'", "'NotFound'")),
    "unknown as said": (said(NOT_FOUND, NOT_FOUND), PASSED),
    "known, said to be unknown": (said(DONE, NOT_FOUND), elsewhere("'NotFound'", "'Completed'")),
    "a state that is none": (said("Odd", DONE), inconclusive("the state is none of the contract's")),
    "a fault": (FAULT, inconclusive("the reply is no result, but a SOAP fault")),
    "nothing was said": (told(DONE), not_applicable("nothing was said of the state of a process")),
    "unknown in the words of a targets file": (
        said(DONE, "unknown"),
        not_applicable("nothing was said of the state of a process"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "finding"), STATES.values(), ids=STATES)
def test_state(seen: Seen, finding: Finding) -> None:
    assert findings("reply.state", series(Situation.KNOWN_PROCESS, seen)) == [(1, finding)]


def test_a_derived_state_is_as_good_as_its_message() -> None:
    seen = Seen(corusons(4, 99_999_999_999), "REST", {"state": "Imported"})

    [(_, finding)] = findings("reply.state", series(Situation.KNOWN_PROCESS, seen, service="coruson"))

    assert finding == inconclusive("the message breaks its schema, so that the state may be misread")


def another(what: str, then: str, now: str) -> Finding:
    """The finding about an ended process that is reported otherwise."""
    return fail(f"The {what} of an ended process is another at a later read", then, now)


MOVING = inconclusive("the process had not ended, so that its status may change")
TEXT = edited(sample("cora-rpa", "GetStatus.soap11"), ("<ExternalContext>[^<]*<", "<ExternalContext>Other<"))
REPEATED: dict[str, tuple[list[Seen], list[tuple[int, Finding]]]] = {
    "alike": ([told(DONE), told(DONE), told(DONE)], [(2, PASSED), (3, PASSED)]),
    "another state": ([told(DONE), told(Q), told(DONE)], [(2, another("state", "'Completed'", "'Queued'"))]),
    "another text": (
        [Seen(sample("cora-rpa", "GetStatus.soap11")), Seen(TEXT)],
        [(2, PASSED)],
    ),
    "not known": ([told(DONE), told(NOT_FOUND)], [(2, another("state", "'Completed'", "'NotFound'"))]),
    "under way": ([told(P), told(Q)], [(1, MOVING), (2, MOVING)]),
    "ended meanwhile": ([told(P), told(DONE), told(DONE)], [(1, MOVING), (3, PASSED)]),
    "a fault between": (
        [told(DONE), Seen(fault("No.")), told(DONE)],
        [(2, inconclusive("the reply is no result, but a SOAP fault")), (3, PASSED)],
    ),
    "no answer between": ([told(DONE), Seen(None), told(DONE)], [(3, PASSED)]),
}


@pytest.mark.parametrize(("seen", "expected"), REPEATED.values(), ids=REPEATED)
def test_repeatable(seen: list[Seen], expected: list[tuple[int, Finding]]) -> None:
    assert findings("reply.repeatable", series(Situation.REPEATED_READ, *seen)) == expected


def test_a_message_for_people_may_be_another_at_each_read() -> None:
    done = corusons(3, 3)
    other = edited(done, ('"StatusDescription": "[^"]*"', '"StatusDescription": "Read twice"'))
    seen = [Seen(answer, "REST") for answer in (done, other)]

    assert findings("reply.repeatable", series(Situation.REPEATED_READ, *seen, service="coruson")) == [(2, PASSED)]


def test_two_ended_processes_are_read_in_a_row_and_in_turn() -> None:
    service = Service(p1=[DONE], p2=["Failed"])
    observed = service.observe(repeated_reads, processes={"Failed": "2", "Queued": "3", "Completed": "1"})

    assert service.asked == [(binding, n) for binding in ("1.1", "1.2") for n in "112122"]
    assert len({observation.probe.series for observation in observed}) == 4


def test_one_process_is_read_three_times() -> None:
    service = Service(p1=[DONE])
    service.observe(repeated_reads, ["SOAP 1.2"], Permissions(), process_id="1")

    assert service.asked == [("1.2", "1")] * 3


def test_processes_in_several_states_are_compared() -> None:
    service = Service(p1=[DONE], p2=["Failed"], p3=[Q], p4=[P], p5=[DONE])
    states = {"Queued": "3", "ProcessingInput": "4", "Completed": "1", "Failed": "2"}
    service.observe(compared_bindings, processes=states, follow=("5", "6"))

    assert service.asked == [(binding, n) for n in "1245" for binding in ("1.1", "1.2", "1.1")]


def test_a_process_that_moves_is_compared_again() -> None:
    service = Service(p1=[Q, P, DONE, DONE])
    observed = service.observe(compared_bindings, process_id="1")

    assert service.asked == [("1.1", "1"), ("1.2", "1"), ("1.1", "1")] * 2
    assert findings("agreement.state", observed)[1:] == [
        (2, inconclusive("the process changed at every read")),
        (4, not_applicable("the other bindings are compared with this one")),
        (5, PASSED),
    ]


def test_a_process_that_never_stands_still_is_compared_three_times() -> None:
    service = Service(p1=[Q, P, DONE, Q, P, DONE, Q, P, DONE, Q])
    service.observe(compared_bindings, process_id="1")

    assert len(service.asked) == 9


def test_one_binding_has_nothing_to_be_compared_with() -> None:
    service = Service(p1=[DONE])

    assert service.observe(compared_bindings, ["SOAP 1.1"], process_id="1") == []


@pytest.mark.parametrize("family", [repeated_reads, compared_bindings])
def test_without_a_process_nothing_is_asked(family: object) -> None:
    service = Service()
    observed = service.observe(family)  # type: ignore[arg-type]  one of two families

    assert service.asked == []
    assert {observation.missing for observation in observed} == {NO_ID}
