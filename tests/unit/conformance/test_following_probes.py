"""Processes under way: which binding is asked in turn, when following ends, and how long it takes."""

from __future__ import annotations

from ProcessStatusLibrary.conformance.probes.following import followed_processes
from ProcessStatusLibrary.conformance.situation import Permissions

from .series import NOT_FOUND, Service

Q, P, W, DONE = "Queued", "ProcessingInput", "WaitingForOutput", "Completed"


def test_the_first_in_rotation_the_others_over_one_binding_each() -> None:
    life = [Q, P, W, DONE]
    service = Service(p5=life, p6=life, p7=life, p8=life)
    observed = service.observe(followed_processes, follow=("5", "6", "7", "8"), simulated=True)

    rotation = ["1.1", "1.1", "1.1", "1.2", "1.1", "1.2", "1.1"]
    assert service.asked == [
        *((binding, "5") for binding in rotation),
        *[("1.1", "6")] * 7,
        *[("1.2", "7")] * 7,
    ]
    assert {observation.probe.series for observation in observed} == {f"followed process {n}" for n in "567"}
    assert service.clock.now() == 0.0


def test_one_process_is_followed_in_rotation() -> None:
    service = Service(p5=[DONE])
    service.observe(followed_processes, follow=("5",), permissions=Permissions())

    assert service.asked == [("1.1", "5"), ("1.1", "5"), ("1.1", "5"), ("1.2", "5")]


def test_one_binding_follows_one_process() -> None:
    service = Service(p5=[DONE], p6=[DONE])
    service.observe(followed_processes, ["SOAP 1.2"], follow=("5", "6"))

    assert service.asked == [("1.2", "5")] * 4


def test_a_second_passes_between_two_reads_of_a_real_process() -> None:
    service = Service(p5=[Q, DONE], p6=[DONE], p7=[DONE])
    service.observe(followed_processes, follow=("5", "6", "7"))

    assert service.times == [0, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10]


def test_three_reads_follow_the_end_whatever_they_say() -> None:
    service = Service(p5=[DONE, Q, P, W, DONE])
    service.observe(followed_processes, follow=("5",))

    assert len(service.asked) == 4


def test_following_is_bounded() -> None:
    service = Service(p5=[P])
    service.observe(followed_processes, follow=("5",))

    assert (len(service.asked), service.clock.now()) == (30, 29.0)


def test_three_reads_in_succession_without_a_state_end_it() -> None:
    service = Service(p5=[Q, "no such process", NOT_FOUND, Q, "", NOT_FOUND, "Odd", DONE])
    service.observe(followed_processes, follow=("5",))

    assert len(service.asked) == 7


def test_without_a_process_under_way_nothing_is_asked() -> None:
    service = Service()
    observed = service.observe(followed_processes, permissions=Permissions(), process_id="4711")

    assert (service.asked, service.clock.now()) == ([], 0.0)
    assert [(observation.probe.row, observation.missing) for observation in observed] == [
        (("GetStatus", binding), "no process under way was given: write follow in the targets file")
        for binding in ("SOAP 1.1", "SOAP 1.2")
    ]
