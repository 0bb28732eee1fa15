"""What a service says about when to ask again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.waiting import Outcome

from .lifecycles import MANY
from .scripted import Scripted, Step, busy, cora, waited

DAWN = "Thu, 01 Jan 2026 00:00:"
"""The virtual clock begins at this minute."""


def asked_at(*steps: Step) -> list[float]:
    """The seconds at which a wait of 100 seconds asks."""
    script = Scripted(*steps)
    waited(script, timeout=100.0)
    return script.times


@pytest.mark.parametrize(
    ("header", "times"),
    [
        pytest.param("", [0, 10], id="none"),
        pytest.param("42", [0, 42], id="seconds"),
        pytest.param("0", [0, 10], id="no seconds"),
        pytest.param(" 42 ", [0, 42], id="seconds with space around"),
        pytest.param("3", [0, 10], id="less than the interval"),
        pytest.param(f"{DAWN}50 GMT", [0, 50], id="a date"),
        pytest.param(f"{DAWN}50 -0000", [0, 50], id="a date without a zone"),
        pytest.param("Thu, 01 Jan 2026 02:00:50 +0200", [0, 50], id="a date in another zone"),
        pytest.param("Wed, 31 Dec 2025 23:59:00 GMT", [0, 10], id="a date that is over"),
        pytest.param("99999999999999999999", [0, 100], id="longer than the wait"),
        pytest.param("-5", [0, 10], id="a negative number"),
        pytest.param("1.5", [0, 10], id="a fraction"),
        pytest.param("soon", [0, 10], id="no time"),
        pytest.param("²", [0, 10], id="a digit that is no number"),
        pytest.param("Thu, 99 Foo 2026", [0, 10], id="no date"),
    ],
)
@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_retry_after(status: int, header: str, times: list[float]) -> None:
    assert asked_at(busy(status, header), cora("Completed")) == times


@given(
    st.text(st.characters(codec="latin-1"), max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} .{0,20}")
)
@MANY
def test_no_retry_after_ends_a_wait(header: str) -> None:
    assert waited(Scripted(busy(503, header), cora("Completed")), timeout=3600.0).outcome is Outcome.REACHED


def test_retry_after_means_something_only_in_an_answer_that_says_not_now() -> None:
    queued = cora("Queued")
    patient = replace(queued, headers=(*queued.headers, ("Retry-After", "90")))

    assert asked_at(patient, cora("Completed")) == [0, 10]


@pytest.mark.parametrize("edge", ["stalled_after", "not_found_grace"])
def test_nothing_but_the_deadline_undercuts_what_a_service_asked_for(edge: str) -> None:
    known = cora("NotFound" if edge == "not_found_grace" else "Queued")
    script = Scripted(known, busy(503, "90"), cora("Completed"))

    waited(script, timeout=600.0, **{edge: 30.0})

    assert script.times == [0, 10, 100]
