"""The rules about one result: each holding and broken, with the exact words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec import structs

from ProcessStatusLibrary.contract import Contract, load_contract
from ProcessStatusLibrary.contract.model import Invariant, ValueType
from ProcessStatusLibrary.invariants import Violation, broken_invariants, concerned

from .scripted import reported

NINE = datetime(2026, 3, 1, 9)
EAST = timezone(timedelta(hours=2))
CODE = {"error_code": "NoError"}
REPORT = {"5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21": "R-1"}


def counted(imported: int, total: int, outputs: int | None = None) -> dict[str, Any]:
    """Counters of an import, and as many reports as they say unless told otherwise."""
    reports = {f"{number}": "R" for number in range(imported if outputs is None else outputs)}
    return {"counters": {"TotalReportsImported": imported, "TotalReports": total}, "outputs": reports}


def ran(started: datetime | None, completed: datetime | None) -> dict[str, Any]:
    """The times of a process."""
    return {"started": started, "completed": completed}


def broken(service: str, state: str, members: dict[str, Any], asked_for: str = "4711") -> list[Violation]:
    """The rules that a report breaks."""
    contract = load_contract(service)
    operation, _ = contract.operation()
    return broken_invariants(contract, operation, reported(service, state, **members), asked_for)


HOLDS = {
    "pairs: no error while it runs": ("cora-rpa", "Queued", CODE),
    "pairs: no error at a good end": ("cora-ocr", "Completed", CODE),
    "pairs: any code in a failure": ("cora-rpa", "Failed", {"error_code": "TimedOut"}),
    "pairs: no code in a failure": ("cora-rpa", "Aborted", CODE),
    "only_in: outputs at a good end": ("robusta", "SUCCEEDED", {"outputs": {"__out_a": 1}}),
    "only_in: no outputs before": ("robusta", "RUNNING", {"outputs": {}}),
    "only_in: other members before": ("robusta", "RUNNING", {"outputs": {"name": "a"}}),
    "not_above: at the limit": ("coruson", "Imported", counted(3, 3)),
    "not_above: nothing of nothing": ("coruson", "Waiting", counted(0, 0)),
    "not_above: no counters": ("coruson", "Refused", {}),
    "count_of: as many as counted": ("coruson", "Importing", counted(2, 3)),
    "count_of: a failure lists nothing": ("coruson", "Refused", counted(2, 3, 0)),
    "echoes: the process that was asked for": ("listrak", "ProcessingData", {}),
    "not_before: at once": ("listrak", "ProcessingCompleted", ran(NINE, NINE)),
    "not_before: a time of completion while it runs": (
        "listrak",
        "ProcessingData",
        ran(NINE, NINE - timedelta(1)),
    ),
    "not_before: no time of completion": ("listrak", "ProcessingFailed", ran(NINE, None)),
    "not_before: no time of start": ("listrak", "ProcessingFailed", ran(None, NINE)),
    "not_before: later in another zone": (
        "listrak",
        "ProcessingCompleted",
        ran(NINE.replace(hour=10, tzinfo=EAST), NINE.replace(tzinfo=UTC)),
    ),
    "not_before: a zone on one side only, which cannot be compared": (
        "listrak",
        "ProcessingCompleted",
        ran(NINE.replace(tzinfo=UTC), NINE - timedelta(1)),
    ),
}


@pytest.mark.parametrize(("service", "state", "members"), HOLDS.values(), ids=HOLDS)
def test_a_rule_that_holds(service: str, state: str, members: dict[str, Any]) -> None:
    assert broken(service, state, members) == []


BREAKS = {
    "pairs": (
        ("cora-rpa", "WaitingForOutput", {"error_code": "TimedOut"}),
        (
            "ErrorCode 'TimedOut' in the state 'WaitingForOutput' [invariant.pairs, inferred]: "
            "documented: ErrorCode 'NoError' in that state; received: 'TimedOut'"
        ),
    ),
    "only_in": (
        ("robusta", "RUNNING", {"outputs": {"__out_a": 1, "__out_b": None, "name": "x"}}),
        (
            "Outputs in the state 'RUNNING' [invariant.only-in, documented]: "
            "documented: __out_* only in the state 'SUCCEEDED'; received: '__out_a' and '__out_b'"
        ),
    ),
    "not_above": (
        ("coruson", "Importing", counted(4, 3)),
        (
            "TotalReportsImported is above TotalReports [invariant.not-above, inferred]: "
            "documented: TotalReportsImported at most 3; received: 4"
        ),
    ),
    "count_of: too few": (
        ("coruson", "Importing", counted(2, 3, 1)),
        (
            "ImportedReports does not hold as many entries as TotalReportsImported says "
            "[invariant.count-of, inferred]: documented: 2 entries; received: 1 entries"
        ),
    ),
    "count_of: too many": (
        ("coruson", "Waiting", counted(0, 3, 2)),
        (
            "ImportedReports does not hold as many entries as TotalReportsImported says "
            "[invariant.count-of, inferred]: documented: 0 entries; received: 2 entries"
        ),
    ),
    "not_before": (
        ("listrak", "ProcessingFailed", ran(NINE, NINE - timedelta(seconds=1))),
        (
            "ProcessCompleteTime is before ProcessStartTime [invariant.not-before, inferred]: "
            "documented: not before 2026-03-01T09:00:00; received: 2026-03-01T08:59:59"
        ),
    ),
    "not_before: earlier in another zone": (
        ("listrak", "ProcessingCompleted", ran(NINE.replace(tzinfo=UTC), NINE.replace(hour=10, tzinfo=EAST))),
        (
            "ProcessCompleteTime is before ProcessStartTime [invariant.not-before, inferred]: "
            "documented: not before 2026-03-01T09:00:00+00:00; received: 2026-03-01T10:00:00+02:00"
        ),
    ),
}


@pytest.mark.parametrize(("report", "words"), BREAKS.values(), ids=BREAKS)
def test_a_rule_that_is_broken(report: tuple[str, str, dict[str, Any]], words: str) -> None:
    assert [str(violation) for violation in broken(*report)] == [words]


def test_an_answer_about_another_process() -> None:
    assert broken("listrak", "ProcessingData", {}, "4712") == [
        Violation("invariant.echoes", "inferred", "The answer is about another process", "ProcessID '4712'", "'4711'")
    ]
    assert broken("listrak", "ProcessingData", {}, "") == [], "nobody was asked for"


def test_all_rules_are_looked_at() -> None:
    both = {**counted(4, 3, 1)}

    assert [violation.rule for violation in broken("coruson", "Importing", both)] == [
        "invariant.not-above",
        "invariant.count-of",
    ]


@pytest.mark.parametrize(
    ("kind", "told", "asked_for", "same"),
    [
        ("int", "4711", "04711", True),
        ("long", " 4711 ", "+4711", True),
        ("long", "4711", "4712", False),
        ("guid", "0B8F5B1E-7A34-4C53-8B57-3F2D8A1C9E60", "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", True),
        ("string", "p-1", "p-1", True),
        ("string", "p-1", "P-1", False),
        ("string", "7", "007", False),
    ],
)
def test_an_id_is_compared_by_its_type(kind: ValueType, told: str, asked_for: str, same: bool) -> None:
    listrak = load_contract("listrak")
    operation = listrak.model.operations["GetProcessStatus"]
    typed = structs.replace(operation, identified_by=structs.replace(operation.identified_by, type=kind))
    contract = Contract(structs.replace(listrak.model, operations={"GetProcessStatus": typed}), listrak.folders)
    status = replace(reported("listrak", "ProcessingData"), process_id=told)

    found = broken_invariants(contract, "GetProcessStatus", status, asked_for)

    assert [violation.rule for violation in found] == ([] if same else ["invariant.echoes"])


CONCERNED = {
    "pairs: its state and a code": ("cora-rpa", "Queued", CODE, {"pairs"}),
    "pairs: another state": ("cora-rpa", "Failed", CODE, set()),
    "counters under way": ("coruson", "Importing", counted(2, 3), {"not_above", "count_of"}),
    "counters of a failure": ("coruson", "Refused", counted(2, 3), {"not_above"}),
    "no counters": ("coruson", "Importing", {}, set()),
    "times at the end": ("listrak", "ProcessingCompleted", ran(NINE, NINE), {"not_before", "echoes"}),
    "times under way": ("listrak", "ProcessingData", ran(NINE, NINE), {"echoes"}),
    "one time": ("listrak", "ProcessingCompleted", ran(NINE, None), {"echoes"}),
    "outputs too early": ("robusta", "RUNNING", {"outputs": {"__out_a": 1}}, {"only_in"}),
    "no outputs too early": ("robusta", "RUNNING", {}, {"only_in"}),
    "outputs at a good end": ("robusta", "SUCCEEDED", {"outputs": {"__out_a": 1}}, {"only_in"}),
    "no outputs at a good end": ("robusta", "SUCCEEDED", {}, set()),
    "no state": ("robusta", "", {"outputs": {"__out_a": 1}}, set()),
}


@pytest.mark.parametrize(("service", "state", "members", "rules"), CONCERNED.values(), ids=CONCERNED)
def test_the_rules_that_say_something(service: str, state: str, members: dict[str, Any], rules: set[str]) -> None:
    contract = load_contract(service)
    operation, _ = contract.operation()
    status = reported(service, state, **members)

    assert {
        rule.rule for rule in contract.model.invariants if concerned(contract, operation, status, "4711", rule)
    } == rules


def with_rule(service: str, rule: Invariant) -> tuple[Contract, str]:
    """A contract with one rule, and its operation."""
    contract = load_contract(service)
    return Contract(structs.replace(contract.model, invariants=[rule]), contract.folders), contract.operation()[0]


def test_a_pair_may_be_of_any_text() -> None:
    rule = Invariant(rule="pairs", level="inferred", field="ListID", value="88", states=["ProcessingData"])
    contract, operation = with_rule("listrak", rule)

    def found(**more: str) -> list[str]:
        status = reported("listrak", "ProcessingData", more=more)
        assert concerned(contract, operation, status, "4711", rule) is ("ListID" in more)
        return [violation.received for violation in broken_invariants(contract, operation, status, "4711")]

    assert (found(ListID="88"), found(ListID="89"), found(ProcessName="89")) == ([], ["'89'"], [])


@pytest.mark.parametrize(
    ("field", "other"),
    [("Nothing", "ProcessStartTime"), ("ProcessCompleteTime", "Nothing")],
)
def test_a_time_of_no_name_is_not_compared(field: str, other: str) -> None:
    rule = Invariant(rule="not_before", level="inferred", field=field, other=other, states=["ProcessingFailed"])
    contract, operation = with_rule("listrak", rule)
    status = reported("listrak", "ProcessingFailed", **ran(NINE, NINE - timedelta(1)))

    assert not concerned(contract, operation, status, "4711", rule)
    assert broken_invariants(contract, operation, status, "4711") == []


def test_outputs_only_in_several_states() -> None:
    rule = Invariant(rule="only_in", level="inferred", field="__out_*", states=["RUNNING", "SUCCEEDED"])
    contract, operation = with_rule("robusta", rule)
    status = reported("robusta", "WAITING", outputs={"__out_a": 1})

    assert [str(violation) for violation in broken_invariants(contract, operation, status, "")] == [
        (
            "Outputs in the state 'WAITING' [invariant.only-in, inferred]: "
            "documented: __out_* only in the state 'RUNNING' or 'SUCCEEDED'; received: '__out_a'"
        )
    ]
    assert not concerned(contract, operation, reported("robusta", "RUNNING"), "", rule)


def test_a_rule_about_several_results_says_nothing_of_one() -> None:
    rule = Invariant(rule="never_falls", level="inferred", field="TotalReports")
    contract, operation = with_rule("coruson", rule)
    status = reported("coruson", "Importing", **counted(1, 3))

    assert not concerned(contract, operation, status, "4711", rule)
    assert broken_invariants(contract, operation, status, "4711") == []
