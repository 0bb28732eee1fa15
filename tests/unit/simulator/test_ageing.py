"""Processes age by the clock or by how often they are asked for; times are told as .NET writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator

from .asking import Reply, admitted, ask, sample

MAILING = sample("listrak", "GetProcessStatus.soap12")
NONE = "0001-01-01T00:00:00"
SHORT = ["DataUploaded", "ProcessingData", "ProcessingCompleted"]


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


@pytest.fixture
def simulator(clock: VirtualClock) -> Iterator[Simulator]:
    with Simulator(clock=clock) as simulator:
        yield simulator


def mailing(simulator: Simulator, process_id: str = "4711") -> Reply:
    """Asks for a process of the service that tells times."""
    return ask(simulator, "listrak", MAILING.with_id("listrak", process_id))


def state(simulator: Simulator) -> str | None:
    return mailing(simulator).member("Status")


def test_ageing_by_the_clock(simulator: Simulator, clock: VirtualClock) -> None:
    simulator.simulate("listrak", "4711", SHORT, seconds_per_state=60)
    seen = []
    for seconds in (0, 59, 1, 59, 1, 3600):
        clock.sleep(seconds)
        seen.append(state(simulator))

    assert seen == [SHORT[0], SHORT[0], SHORT[1], SHORT[1], SHORT[2], SHORT[2]]


def test_fractions_of_a_second_add_up(simulator: Simulator, clock: VirtualClock) -> None:
    simulator.simulate("cora-rpa", "4711", ["Queued"] * 8 + ["Completed"], seconds_per_state=0.1)
    question = sample("cora-rpa", "GetStatus.soap11")
    for _ in range(8):
        assert ask(simulator, "cora-rpa", question).member("Status") == "Queued"
        clock.sleep(0.1)

    assert clock.now() < 0.8  # in binary
    assert ask(simulator, "cora-rpa", question).member("Status") == "Completed"


def test_times_by_the_clock(simulator: Simulator, clock: VirtualClock) -> None:
    simulator.simulate("listrak", "4711", SHORT, seconds_per_state=60)
    assert mailing(simulator).member("ProcessStartTime") == "2026-03-02T09:00:00"
    assert mailing(simulator).member("ProcessCompleteTime") == NONE

    clock.sleep(3600)

    reply = mailing(simulator)
    assert reply.member("ProcessStartTime") == "2026-03-02T09:00:00"
    assert reply.member("ProcessCompleteTime") == "2026-03-02T09:02:00"  # when it was reached, not when asked


def test_reads_do_not_age_what_ages_by_the_clock(simulator: Simulator) -> None:
    simulator.simulate("listrak", "4711", SHORT, seconds_per_state=0.5)

    assert [state(simulator) for _ in range(5)] == ["DataUploaded"] * 5


def test_ageing_by_reads(simulator: Simulator, clock: VirtualClock) -> None:
    simulator.simulate("listrak", "4711", SHORT, reads_per_state=2)
    clock.sleep(3600)

    assert [state(simulator) for _ in range(7)] == [SHORT[0]] * 2 + [SHORT[1]] * 2 + [SHORT[2]] * 3


def test_times_by_reads(simulator: Simulator, clock: VirtualClock) -> None:
    simulator.simulate("listrak", "4711", SHORT)
    times = []
    for _ in range(4):
        clock.sleep(60)
        times.append(mailing(simulator).member("ProcessCompleteTime"))

    assert times == [NONE, NONE, "2026-03-02T09:03:00", "2026-03-02T09:03:00"]


def test_a_last_state_that_is_no_outcome_has_no_complete_time(simulator: Simulator) -> None:
    simulator.simulate("listrak", "4711", ["ProcessingCompleted", "ProcessingData"])

    seen = [mailing(simulator) for _ in range(3)]

    assert [r.member("Status") for r in seen] == ["ProcessingCompleted", "ProcessingData", "ProcessingData"]
    assert [r.member("ProcessCompleteTime") for r in seen] == [NONE] * 3


def test_one_state_stays(simulator: Simulator, clock: VirtualClock) -> None:
    simulator.simulate("listrak", "4711", ["ProcessingData"], seconds_per_state=1)
    clock.sleep(10)

    assert [state(simulator) for _ in range(3)] == ["ProcessingData"] * 3


def test_the_natural_way(simulator: Simulator) -> None:
    ways = {}
    for service, name in (("cora-ocr", "GetStatus.soap11"), ("listrak", "GetProcessStatus.soap11")):
        process_id = simulator.simulate(service)
        question = sample(service, name).with_id(service, process_id)
        ways[service] = [ask(simulator, service, question).member("Status") for _ in range(6)]
    process_id = simulator.simulate("robusta")
    question = sample("robusta", "GetProcessStatus.rest").with_id("robusta", process_id)
    ways["robusta"] = [json.loads(ask(simulator, "robusta", question).body)["status"] for _ in range(4)]

    assert ways == {
        "cora-ocr": ["Queued", "ProcessingInput", "WaitingForOutput", "Completed", "Completed", "Completed"],
        "listrak": [
            "DataActivelyUploading",
            "DataUploaded",
            "DataReadyForProcessing",
            "ProcessingData",
            "ProcessingCompleted",
            "ProcessingCompleted",
        ],
        "robusta": ["WAITING", "RUNNING", "SUCCEEDED", "SUCCEEDED"],
    }


def imported(simulator: Simulator, process_id: str) -> tuple[int, int, list[str]]:
    """The counters and the numbers of the reports."""
    question = sample("coruson", "ImportReportsStatus.rest").with_id("coruson", process_id)
    told = json.loads(ask(simulator, "coruson", admitted(simulator, "coruson", question)).body)
    return told["TotalReportsImported"], told["TotalReports"], list(told["ImportedReports"].values())


def test_counters_grow_with_the_state_they_stand_for(simulator: Simulator) -> None:
    process_id = simulator.simulate("coruson")

    assert [imported(simulator, process_id) for _ in range(4)] == [
        (0, 3, []),
        (1, 3, ["R-1001"]),
        (3, 3, ["R-1001", "R-1002", "R-1003"]),
        (3, 3, ["R-1001", "R-1002", "R-1003"]),
    ]


def test_counters_never_fall_before_a_refusal(simulator: Simulator) -> None:
    process_id = simulator.simulate("coruson", states=["Importing", "Refused"])

    assert [imported(simulator, process_id)[:2] for _ in range(2)] == [(1, 3), (1, 3)]


def test_given_reports_are_counted(simulator: Simulator) -> None:
    reports = {f"5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c2{n}": f"X-{n}" for n in range(2)}
    process_id = simulator.simulate("coruson", outputs=reports)

    assert [imported(simulator, process_id) for _ in range(3)] == [
        (0, 2, []),
        (1, 2, ["X-0"]),
        (2, 2, ["X-0", "X-1"]),
    ]


def test_a_single_report_has_no_half_way(simulator: Simulator) -> None:
    process_id = simulator.simulate("coruson", outputs={"5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21": "X-1"})

    assert [imported(simulator, process_id)[:2] for _ in range(2)] == [(0, 1), (1, 1)]


def test_given_counters_are_sent_in_the_last_state(simulator: Simulator) -> None:
    counters = {"TotalReportsImported": 2, "TotalReports": 5}
    process_id = simulator.simulate("coruson", states=["Waiting", "Importing"], counters=counters)

    assert [imported(simulator, process_id) for _ in range(2)] == [
        (0, 5, []),
        (2, 5, ["R-1001", "R-1002"]),
    ]


def test_head_does_not_age_a_process(simulator: Simulator) -> None:
    process_id = simulator.simulate("robusta")
    question = sample("robusta", "GetProcessStatus.rest").with_id("robusta", process_id)

    for _ in range(3):
        assert ask(simulator, "robusta", question.but(method="HEAD")).body == b""

    assert json.loads(ask(simulator, "robusta", question).body)["status"] == "WAITING"


def test_every_read_counts_once_whoever_reads(simulator: Simulator) -> None:
    simulator.simulate("listrak", "4711", SHORT, reads_per_state=20)

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _: state(simulator), range(60)))

    assert sorted(seen, key=lambda s: SHORT.index(s or "")) == [s for s in SHORT for _ in range(20)]
