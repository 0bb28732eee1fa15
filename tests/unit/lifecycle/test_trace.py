"""A trace: equal reports are one entry, and the whole is one line of text."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.judgement import unknown_to
from ProcessStatusLibrary.trace import NOT_FOUND, Trace

from .lifecycles import MANY
from .scripted import reported

STATES = ("Queued", "ProcessingInput", "Failed")


def traced(*reports: tuple[float, str], **members: Any) -> Trace:
    """A trace of states at seconds."""
    trace = Trace("4711")
    for second, state in reports:
        trace.add(reported("cora-rpa", state, **members), second)
    return trace


@pytest.mark.parametrize(
    ("reports", "text"),
    [
        pytest.param((), "nothing was reported", id="nothing"),
        pytest.param(((3.0, "Queued"),), "Queued 0.0 s", id="one state, from its first report on"),
        pytest.param(((0.0, "Queued"), (90.0, "Queued")), "Queued 0.0 s", id="one state for long"),
        pytest.param(
            ((0.0, "Queued"), (4.1, "ProcessingInput"), (31.0, "Failed")),
            "Queued 0.0-4.1 s > ProcessingInput 4.1-31 s > Failed 31 s",
            id="a life",
        ),
        pytest.param(
            ((100.0, "Queued"), (104.06, "ProcessingInput"), (130.6, "Failed"), (4000.0, "Failed")),
            "Queued 0.0-4.1 s > ProcessingInput 4.1-31 s > Failed 31 s",
            id="a life that does not begin at nought",
        ),
        pytest.param(
            ((0.0, "Queued"), (5.0, "Failed"), (7.0, "Queued"), (7200.0, "Queued")),
            "Queued 0.0-5.0 s > Failed 5.0-7.0 s > Queued 7.0 s",
            id="back and forth",
        ),
    ],
)
def test_a_trace_as_text(reports: tuple[tuple[float, str], ...], text: str) -> None:
    assert str(traced(*reports)) == text


def test_a_process_that_is_not_found() -> None:
    trace = traced((0.0, "Queued"))
    trace.add(unknown_to(reported("cora-rpa", "Queued")), 2.0)

    assert trace.entries[-1].state == NOT_FOUND
    assert str(trace) == "Queued 0.0-2.0 s > (not found) 2.0 s"


def test_equal_reports_are_one_entry() -> None:
    trace = Trace("4711")
    status = reported("cora-rpa", "Queued")
    dawn = datetime(2026, 1, 1, tzinfo=UTC)

    for second, binding in enumerate(["SOAP 1.1", "SOAP 1.2", "SOAP 1.1", ""]):
        entry = trace.add(replace(status, binding=binding), float(second), dawn.replace(second=second))

    assert trace.entries == [entry]
    assert trace.last is entry
    assert (entry.first, entry.last, entry.reads, entry.since) == (0.0, 3.0, 4, dawn)
    assert entry.bindings == ("SOAP 1.1", "SOAP 1.2")


@pytest.mark.parametrize(
    "members",
    [
        {"error_code": "TimedOut"},
        {"context": "page 2"},
        {"message": "half way"},
        {"outputs": {"a": "1"}},
        {"counters": {"done": 1}},
        {"started": datetime(2026, 1, 1)},
        {"completed": datetime(2026, 1, 1)},
        {"more": {"ListID": "88"}},
    ],
    ids=lambda members: next(iter(members)),
)
def test_any_other_report_is_an_entry_of_its_own(members: dict[str, Any]) -> None:
    trace = traced((0.0, "ProcessingInput"))
    trace.add(reported("cora-rpa", "ProcessingInput", **members), 5.0)
    trace.add(reported("cora-rpa", "Failed", **members), 9.0)

    assert [entry.first for entry in trace.entries] == [0.0, 5.0, 9.0]
    assert list(trace.spans()) == [("ProcessingInput", 0.0, 9.0), ("Failed", 9.0, 9.0)]
    assert str(trace) == "ProcessingInput 0.0-9.0 s > Failed 9.0 s"


@given(st.lists(st.tuples(st.floats(0.0, 100.0), st.sampled_from(STATES)), max_size=30))
@MANY
def test_nothing_is_lost_by_merging(steps: list[tuple[float, str]]) -> None:
    now, reports = 0.0, []
    for seconds, state in steps:
        now += seconds
        reports.append((now, state))
    trace, spans = traced(*reports), list(traced(*reports).spans())

    assert trace.reads == len(reports)
    assert (
        len(trace.entries)
        == len(spans)
        == sum(
            before is None or before[1] != after[1] for before, after in zip([None, *reports], reports, strict=False)
        )
    )
    assert [state for state, _, _ in spans] == [entry.state for entry in trace.entries]
    assert all(earlier[2] == later[1] for earlier, later in itertools.pairwise(spans)), "no gaps"
    assert [span[1] for span in spans[:1]] == [second for second, _ in reports[:1]]
    assert [span[2] for span in spans[-1:]] == [second for second, _ in reports[-1:]]
