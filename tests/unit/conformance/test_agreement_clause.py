"""The clauses about two bindings: a difference counts only when the first tells the same before and after."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable
from ProcessStatusLibrary.conformance.situation import Situation

from ..lifecycle.scripted import corusons, edited, fault, sample
from .series import NOT_FOUND, Seen, findings, series, told

REFERENCE = (1, not_applicable("the other bindings are compared with this one"))
UNREADABLE = inconclusive("an answer is no result that keeps its schema")
MOVED = inconclusive("the process changed at every read")
DIFFERENT = inconclusive("the states differ, so that other members may differ too")
FIRST = "than over the binding that was asked before and after"


def other(state: str) -> Seen:
    """SOAP 1.2 tells a state."""
    return told(state, "SOAP 1.2")


def said(text: str) -> Seen:
    """SOAP 1.2 tells another text."""
    answer = edited(sample("cora-rpa", "GetStatus.soap12"), ("<ExternalContext>[^<]*<", f"<ExternalContext>{text}<"))
    return Seen(answer, "SOAP 1.2")


ended = Seen(sample("cora-rpa", "GetStatus.soap11"))
SERIES: dict[str, tuple[list[Seen], Finding, Finding]] = {
    "the same": ([told("Queued"), other("Queued"), told("Queued")], PASSED, PASSED),
    "another state": (
        [told("Queued"), other("Failed"), told("Queued")],
        fail(f"Another state {FIRST}", "'Queued'", "'Failed'"),
        DIFFERENT,
    ),
    "not known": (
        [told("Queued"), other(NOT_FOUND), told("Queued")],
        fail(f"Another state {FIRST}", "'Queued'", "'NotFound'"),
        DIFFERENT,
    ),
    "moved on, and told before or after": (
        [told("Queued"), other("ProcessingInput"), told("ProcessingInput")],
        PASSED,
        PASSED,
    ),
    "moved on, and told neither": ([told("Queued"), other("Failed"), told("ProcessingInput")], MOVED, MOVED),
    "another text": (
        [ended, said("Other"), ended],
        PASSED,
        fail(f"Another context {FIRST}", "'batch 4711'", "'Other'"),
    ),
    "a fault": ([told("Queued"), Seen(fault("No."), "SOAP 1.1"), told("Queued")], UNREADABLE, UNREADABLE),
    "no answer": ([told("Queued"), Seen(None, "SOAP 1.2"), told("Queued")], UNREADABLE, UNREADABLE),
    "a state that is none": ([told("Queued"), other("Odd"), told("Queued")], UNREADABLE, UNREADABLE),
}


@pytest.mark.parametrize(("seen", "state", "fields"), SERIES.values(), ids=SERIES)
def test_agreement(seen: list[Seen], state: Finding, fields: Finding) -> None:
    observed = series(Situation.COMPARED_BINDINGS, *seen)
    reference = [REFERENCE] if seen[1].binding != "SOAP 1.1" else []

    assert findings("agreement.state", observed) == [*reference, (2, state)]
    assert findings("agreement.fields", observed) == [*reference, (2, fields)]


def test_formats_are_ways_too() -> None:
    ways = [corusons(2, 4), corusons(4, 4), corusons(2, 4)]
    observed = series(Situation.COMPARED_BINDINGS, *(Seen(answer, "REST") for answer in ways), service="coruson")

    assert findings("agreement.state", observed) == [
        (2, fail(f"Another state {FIRST}", "'Importing'", "'Imported'")),
    ]


def test_a_comparison_that_was_broken_off_says_nothing() -> None:
    observed = series(Situation.COMPARED_BINDINGS, told("Queued"), other("Failed"))

    assert findings("agreement.state", observed) == []
