"""What a trace says beyond the order of its states: the end is final in every member, counters only grow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import structs

from ProcessStatusLibrary.contract import Contract, load_contract
from ProcessStatusLibrary.contract.model import Invariant
from ProcessStatusLibrary.history import History, IllegalLifecycle
from ProcessStatusLibrary.judgement import Judgement, judge_next, judge_trace, unknown_to
from ProcessStatusLibrary.status import ProcessStatus

from .lifecycles import report
from .scripted import reported

NINE = datetime(2026, 3, 1, 9)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def judged(*statuses: ProcessStatus, asked_for: str = "") -> list[str]:
    """What is wrong with a trace, in words."""
    contract = load_contract(statuses[0].service)
    operation, _ = contract.operation()
    return [str(violation) for violation in judge_trace(contract, operation, statuses, asked_for)]


def imported(done: int, total: int, state: str = "Importing") -> ProcessStatus:
    """An import that is so far."""
    counters = {"TotalReportsImported": done, "TotalReports": total}
    return reported("coruson", state, counters=counters, outputs={f"{n}": "" for n in range(done)})


CHANGES = {
    "error code": (
        "cora-rpa",
        "Failed",
        {"error_code": "TimedOut"},
        {"error_code": "InternalError"},
        "documented: 'TimedOut'; received: 'InternalError'",
    ),
    "outputs": (
        "robusta",
        "SUCCEEDED",
        {"outputs": {"__out_a": "1"}},
        {"outputs": {}},
        "documented: '{'__out_a': '1'}'; received: '{}'",
    ),
    "counters": (
        "coruson",
        "Imported",
        {"counters": {"TotalReports": 3}},
        {"counters": {"TotalReports": 4}},
        "documented: '{'TotalReports': 3}'; received: '{'TotalReports': 4}'",
    ),
    "started": (
        "listrak",
        "ProcessingCompleted",
        {"started": NINE},
        {"started": NINE.replace(hour=10)},
        "documented: '2026-03-01 09:00:00'; received: '2026-03-01 10:00:00'",
    ),
    "completed": (
        "listrak",
        "ProcessingFailed",
        {"completed": NINE},
        {"completed": None},
        "documented: '2026-03-01 09:00:00'; received: 'None'",
    ),
}


@pytest.mark.parametrize(("name", "case"), CHANGES.items(), ids=CHANGES)
def test_a_change_after_the_end(name: str, case: tuple[str, str, dict[str, Any], dict[str, Any], str]) -> None:
    service, state, then, now, words = case

    assert judged(reported(service, state, **then), reported(service, state, **then)) == []
    assert judged(reported(service, state, **then), reported(service, state, **now)) == [
        f"The {name} changed after the end [lifecycle.changed-after-end, inferred]: {words}"
    ]


def test_a_text_for_people_may_change_after_the_end() -> None:
    assert judged(reported("robusta", "SUCCEEDED", message="a"), reported("robusta", "SUCCEEDED", message="b")) == []


def test_a_counter_that_falls() -> None:
    assert judged(imported(1, 3), imported(3, 4), imported(3, 9), imported(2, 9), imported(3, 9)) == [
        "TotalReportsImported fell [invariant.never-falls, inferred]: documented: at least 3; received: 2"
    ]


def test_an_error_of_the_service_counts_nothing() -> None:
    # The framework sends the result's shape with its numbers at nothing when it refuses.
    refused = reported("coruson", "Refused", counters={"TotalReportsImported": 0, "TotalReports": 0})

    assert judged(imported(2, 3), refused) == []


@pytest.mark.parametrize(
    ("after", "said"),
    [
        pytest.param(reported("cora-rpa", "NotFound"), "'NotFound'", id="a state that says so"),
        pytest.param(unknown_to(reported("cora-rpa", "Failed")), "not found", id="no state"),
    ],
)
@pytest.mark.parametrize("before", ["Queued", "Completed"])
def test_a_process_that_vanishes(before: str, after: ProcessStatus, said: str) -> None:
    assert judged(report(load_contract("cora-rpa"), before), after) == [
        (
            f"The process vanished after '{before}' [lifecycle.vanished, inferred]: "
            f"documented: a process that was known stays known; received: {said}"
        )
    ]


def test_a_report_that_says_nothing_but_that_the_process_is_unknown() -> None:
    gone = unknown_to(reported("cora-rpa", "Failed", error_code="TimedOut"))

    assert (gone.state, gone.phase, gone.error_code) == ("", "unknown", "TimedOut")
    assert judged(gone, gone) == []


def test_the_highest_value_is_remembered_of_every_counter() -> None:
    contract, before = load_contract("coruson"), Judgement()
    for counters in ({"TotalReports": 3}, {"TotalReports": 2, "Other": -1}, {"Other": -2}):
        before, _ = judge_next(
            contract, "ImportReportsStatus", before, reported("coruson", "Waiting", counters=counters)
        )

    assert before.highest == {"TotalReports": 3, "Other": -1}
    assert before.last == reported("coruson", "Waiting", counters={"Other": -2})
    assert before.ended is None


def test_only_what_never_falls_may_not_fall() -> None:
    coruson = load_contract("coruson")
    rule = Invariant(rule="not_above", level="inferred", field="TotalReportsImported", other="TotalReports")
    contract = Contract(structs.replace(coruson.model, invariants=[rule]), coruson.folders)

    assert judge_trace(contract, "ImportReportsStatus", [imported(2, 3), imported(1, 3)]) == []
    assert judged(imported(1, 9), imported(1, 4)) == []


def test_nobody_is_asked_for_unless_it_is_said() -> None:
    contract, status = load_contract("listrak"), reported("listrak", "ProcessingData")

    assert judge_next(contract, "GetProcessStatus", Judgement(), status) == (Judgement(status), [])
    assert judge_trace(contract, "GetProcessStatus", [status]) == []


def test_a_counter_that_stays_or_is_gone() -> None:
    assert judged(imported(2, 3), imported(2, 3), reported("coruson", "Importing"), imported(2, 3)) == []


def test_a_rule_about_one_result_holds_in_a_state_that_no_contract_knows() -> None:
    wrong = reported("listrak", "Kaputt")

    assert judged(wrong, asked_for="4712") == [
        (
            "The answer is about another process [invariant.echoes, inferred]: "
            "documented: ProcessID '4712'; received: '4711'"
        )
    ]


def test_a_process_may_be_unknown_at_first() -> None:
    contract = load_contract("cora-rpa")

    assert judged(*(report(contract, state) for state in ("NotFound", "NotFound", "Queued", "Failed"))) == []


def test_a_state_that_no_contract_knows_is_the_business_of_the_enumeration() -> None:
    contract = load_contract("cora-rpa")

    assert judged(*(report(contract, state) for state in ("Queued", "Kaputt", "ProcessingInput"))) == []
    assert judged(*(report(contract, state) for state in ("Completed", "Kaputt", "Completed"))) == []


def told(service: str, *states: str) -> History:
    """The history of a process that reported these states."""
    contract = load_contract(service)
    history = History(contract, "4711")
    operation, _ = contract.operation()
    for second, state in enumerate(states):
        history.report(operation, report(contract, state), second * 60.0, NOW)
    return history


def test_a_broken_history_in_words() -> None:
    history = told("cora-rpa", "ProcessingInput", "Queued", "Failed", "Queued")

    with pytest.raises(IllegalLifecycle) as caught:
        history.raise_when_illegal()

    assert str(caught.value) == (
        "Process 4711 of cora-rpa did not follow its lifecycle\n"
        "  Illegal transition from 'ProcessingInput' to 'Queued' [lifecycle.transition, inferred]\n"
        "    documented: 'WaitingForOutput', 'Completed', 'Aborted' or 'Failed' after 'ProcessingInput'\n"
        "    received:   'Queued'\n"
        "  The process left the final state 'Failed' [lifecycle.final, inferred]\n"
        "    documented: 'Failed' is final\n"
        "    received:   'Queued'\n"
        "  trace: ProcessingInput 0.0-60 s > Queued 60-120 s > Failed 120-180 s > Queued 180 s"
    )
    assert caught.value.violations == tuple(history.violations)


def test_a_whole_history_is_no_error() -> None:
    told("robusta", "WAITING", "RUNNING", "WAITING", "RUNNING", "SUCCEEDED", "SUCCEEDED").raise_when_illegal()


@pytest.mark.parametrize(
    "states",
    [
        pytest.param(("Completed", "Queued"), id="left its end"),
        pytest.param(("Queued", "NotFound"), id="vanished"),
    ],
)
def test_what_is_read_again_unchanged_is_one_violation(states: tuple[str, ...]) -> None:
    history = told("cora-rpa", *states, *(states[-1:] * 100))

    assert len(history.trace.entries) == len(states)
    assert len(history.violations) == 1


def test_each_report_is_held_to_the_rules_about_one_result() -> None:
    assert judged(reported("cora-rpa", "Queued", error_code="TimedOut")) != []
    assert judged(reported("cora-rpa", "Queued", error_code="NoError")) == []


def test_a_process_that_is_not_known_has_no_state_and_no_phase() -> None:
    gone = unknown_to(reported("robusta", "RUNNING"))

    assert (gone.state, gone.phase, gone.process_id) == ("", "unknown", "4711")
