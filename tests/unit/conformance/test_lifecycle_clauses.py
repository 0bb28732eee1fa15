"""The clauses about what is told of one process over time: what each finds in a series, and at which read."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.transport.exchange import HttpResponse

from ..lifecycle.scripted import corusons, edited, fault, sample
from .series import NOT_FOUND, Seen, findings, series, told

RULES = ("transition", "final", "vanished", "changed-after-end")
FAULT = Seen(fault("No."))
SILENCE = Seen(None)
Expected = dict[str, list[tuple[int, Finding]]]


def illegal(earlier: str, later: str, allowed: str) -> Finding:
    """The finding about a step that no way leads along."""
    return fail(f"Illegal transition from '{earlier}' to '{later}'", f"{allowed} after '{earlier}'", f"'{later}'")


def left(end: str, state: str) -> Finding:
    """The finding about a final state that was left."""
    return fail(f"The process left the final state '{end}'", f"'{end}' is final", f"'{state}'")


def vanished(state: str, said: str) -> Finding:
    """The finding about a process that is not known any more."""
    return fail(f"The process vanished after '{state}'", "a process that was known stays known", said)


def changed(what: str, then: str, now: str) -> Finding:
    """The finding about a member that changed after the end."""
    return fail(f"The {what} changed after the end", then, now)


BACK = illegal("ProcessingInput", "Queued", "'WaitingForOutput', 'Completed', 'Aborted' or 'Failed'")
SERIES: dict[str, tuple[list[Seen], Expected]] = {
    "a legal life, states skipped": (
        [told("Queued"), told("Queued", "SOAP 1.2"), told("WaitingForOutput"), told("Completed"), told("Completed")],
        {
            "transition": [(2, PASSED), (3, PASSED), (4, PASSED)],
            "final": [(5, PASSED)],
            "vanished": [(2, PASSED), (3, PASSED), (4, PASSED), (5, PASSED)],
            "changed-after-end": [(5, PASSED)],
        },
    ),
    "one read shows nothing": ([told("Queued")], {}),
    "unreadable answers are passed over": (
        [told("Queued"), FAULT, SILENCE, told("Queued")],
        {"transition": [(4, PASSED)], "vanished": [(4, PASSED)]},
    ),
    "a state that is none is passed over": (
        [told("ProcessingInput"), told("Suspended"), told("Queued")],
        {"transition": [(3, BACK)], "vanished": [(3, PASSED)]},
    ),
    "back, and on from there": (
        [told("ProcessingInput"), told("Queued", "SOAP 1.2"), told("ProcessingInput")],
        {"transition": [(2, BACK), (3, PASSED)], "vanished": [(2, PASSED), (3, PASSED)]},
    ),
    "back twice over one binding is said once": (
        [told("ProcessingInput"), told("Queued"), told("ProcessingInput"), told("Queued")],
        {"transition": [(2, BACK), (3, PASSED)], "vanished": [(2, PASSED), (3, PASSED), (4, PASSED)]},
    ),
    "back over each binding is said of each": (
        [told("ProcessingInput"), told("Queued"), told("ProcessingInput"), told("Queued", "SOAP 1.2")],
        {"transition": [(2, BACK), (3, PASSED), (4, BACK)], "vanished": [(2, PASSED), (3, PASSED), (4, PASSED)]},
    ),
    "an end that is left": (
        [told("Queued"), told("Completed"), told("Queued", "SOAP 1.2"), told("Completed")],
        {
            "transition": [(2, PASSED)],
            "final": [(3, left("Completed", "Queued")), (4, PASSED)],
            "vanished": [(2, PASSED), (3, PASSED), (4, PASSED)],
            "changed-after-end": [(4, PASSED)],
        },
    ),
    "known, then not": (
        [told("Queued"), told(NOT_FOUND, "SOAP 1.2")],
        {"vanished": [(2, vanished("Queued", "'NotFound'"))]},
    ),
    "not known yet": (
        [told(NOT_FOUND), told("Queued"), told("Completed")],
        {"transition": [(3, PASSED)], "vanished": [(3, PASSED)]},
    ),
}


@pytest.mark.parametrize("situation", [Situation.FOLLOWED_PROCESS, Situation.STARTED_PROCESS])
@pytest.mark.parametrize(("seen", "expected"), SERIES.values(), ids=SERIES)
def test_order(seen: list[Seen], expected: Expected, situation: Situation) -> None:
    observed = series(situation, *seen)

    assert {rule: found for rule in RULES if (found := findings(f"lifecycle.{rule}", observed))} == expected


def test_what_changes_after_the_end() -> None:
    end = sample("cora-rpa", "GetStatus.soap11")
    failed = edited(end, ("<Status>[^<]*<", "<Status>Failed<"), ("NoError", "TimedOut"))
    otherwise = edited(failed, ("TimedOut", "InternalError"))
    observed = series(Situation.FOLLOWED_PROCESS, Seen(failed), Seen(otherwise), Seen(failed))

    assert findings("lifecycle.changed-after-end", observed) == [
        (2, changed("error code", "'TimedOut'", "'InternalError'")),
        (3, PASSED),
    ]


@pytest.mark.parametrize("situation", [Situation.FOLLOWED_PROCESS, Situation.REPEATED_READ])
def test_counters_that_fall(situation: Situation) -> None:
    seen = [Seen(answer, "REST") for answer in (corusons(0, 4), corusons(3, 4), corusons(2, 4), corusons(4, 4))]

    assert findings("invariant.never-falls", series(situation, *seen, service="coruson")) == [
        (2, PASSED),
        (3, fail("TotalReportsImported fell", "at least 3", "2")),
        (4, PASSED),
    ]


def robusta(state: str, *, output: bool) -> HttpResponse:
    """Robusta tells a state, with or without an output."""
    more = ', "__out_x": "y"' if output else ""
    body = f'{{"status": "{state}", "message": "m"{more}}}'
    return HttpResponse(200, "OK", (("Content-Type", "application/json"),), body.encode())


LISTRAK = sample("listrak", "GetProcessStatus.soap11")
ENDED = edited(LISTRAK, ("<Status>[^<]*<", "<Status>ProcessingCompleted<"))
RULES_OF_RESULTS: dict[str, tuple[str, str, HttpResponse, Finding]] = {
    "outputs where they belong": ("only-in", "robusta", robusta("SUCCEEDED", output=True), PASSED),
    "no outputs elsewhere": ("only-in", "robusta", robusta("RUNNING", output=False), PASSED),
    "outputs elsewhere": (
        "only-in",
        "robusta",
        robusta("RUNNING", output=True),
        fail("Outputs in the state 'RUNNING'", "__out_* only in the state 'SUCCEEDED'", "'__out_x'"),
    ),
    "a part at its total": ("not-above", "coruson", corusons(4, 4), PASSED),
    "a part above its total": (
        "not-above",
        "coruson",
        corusons(5, 4),
        fail("TotalReportsImported is above TotalReports", "TotalReportsImported at most 4", "5"),
    ),
    "a list as long as it says": ("count-of", "coruson", corusons(2, 4), PASSED),
    "a shorter list": (
        "count-of",
        "coruson",
        corusons(2, 4, entries=1),
        fail("ImportedReports does not hold as many entries as TotalReportsImported says", "2 entries", "1 entries"),
    ),
    "another process": (
        "echoes",
        "listrak",
        edited(LISTRAK, (r"<ProcessID>\d+<", "<ProcessID>12<")),
        fail("The answer is about another process", "ProcessID '4711'", "'12'"),
    ),
    "the process that was asked for": (
        "echoes",
        "listrak",
        edited(LISTRAK, (r"<ProcessID>\d+<", "<ProcessID>4711<")),
        PASSED,
    ),
    "an end before the beginning": (
        "not-before",
        "listrak",
        edited(
            ENDED,
            ("<ProcessStartTime>[^<]*<", "<ProcessStartTime>2026-01-02T00:00:00<"),
            ("<ProcessCompleteTime>[^<]*<", "<ProcessCompleteTime>2026-01-01T00:00:00<"),
        ),
        fail("ProcessCompleteTime is before ProcessStartTime", "not before 2026-01-02T00:00:00", "2026-01-01T00:00:00"),
    ),
}


@pytest.mark.parametrize(("rule", "service", "answer", "finding"), RULES_OF_RESULTS.values(), ids=RULES_OF_RESULTS)
def test_rules_about_one_result(rule: str, service: str, answer: HttpResponse, finding: Finding) -> None:
    binding = "SOAP 1.1" if service == "listrak" else "REST"
    observed = series(Situation.KNOWN_PROCESS, Seen(answer, binding), service=service)

    assert findings(f"invariant.{rule}", observed) == [(1, finding)]


NO_RULE = "no result has what the rule is about"
UNJUDGED: dict[str, tuple[str, str, HttpResponse, str]] = {
    "no outputs to misplace": ("only-in", "robusta", robusta("SUCCEEDED", output=False), NO_RULE),
    "a state that is none": (
        "only-in",
        "robusta",
        robusta("DONE", output=True),
        "the state is none of the contract's",
    ),
    "a code that is none": (
        "pairs",
        "cora-rpa",
        edited(sample("cora-rpa", "GetStatus.soap11"), ("NoError", "Odd")),
        "a value is none of the documented",
    ),
    "no state of the rule": (
        "pairs",
        "cora-rpa",
        edited(sample("cora-rpa", "GetStatus.soap11"), ("<Status>[^<]*<", "<Status>Failed<")),
        NO_RULE,
    ),
    "a fault": ("pairs", "cora-rpa", fault("No."), "the reply is no result, but a SOAP fault"),
    "no id in the answer": (
        "echoes",
        "listrak",
        edited(LISTRAK, (r"<ProcessID>\d+</ProcessID>", "")),
        NO_RULE,
    ),
}


@pytest.mark.parametrize(("rule", "service", "answer", "why"), UNJUDGED.values(), ids=UNJUDGED)
def test_what_a_rule_says_nothing_of_is_not_judged(rule: str, service: str, answer: HttpResponse, why: str) -> None:
    binding = "REST" if service == "robusta" else "SOAP 1.1"
    [(_, finding)] = findings(
        f"invariant.{rule}", series(Situation.KNOWN_PROCESS, Seen(answer, binding), service=service)
    )

    assert (finding.verdict, finding.message) == ("inconclusive", why)


@pytest.mark.parametrize(
    ("clause", "service", "level"),
    [
        ("invariant.only-in", "robusta", "documented"),
        ("invariant.pairs", "cora-ocr", "inferred"),
        ("lifecycle.final", "listrak", "inferred"),
    ],
)
def test_levels_are_those_of_the_contract(clause: str, service: str, level: str) -> None:
    contract = load_contract(service)
    operation, documented = contract.operation("", "status")
    entry = next(entry for entry in CATALOGUE if entry.id == clause)

    assert entry.level_of(contract, operation, next(iter(documented.bindings))) == level


def test_a_rule_that_a_contract_has_not_is_not_applicable() -> None:
    entry = next(entry for entry in CATALOGUE if entry.id == "invariant.only-in")

    assert entry.scope.label == "status operations, contracts with the rule only_in"
    assert not entry.scope.covers(load_contract("listrak"), "GetProcessStatus", "SOAP 1.1")
    assert entry.scope.covers(load_contract("robusta"), "GetProcessStatus", "REST")
    assert not entry.scope.covers(load_contract("robusta"), "StartProcess", "REST")
