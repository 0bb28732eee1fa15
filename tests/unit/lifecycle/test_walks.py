"""Every legal walk through a lifecycle is judged legal, and one forbidden step in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.service import Contract
from ProcessStatusLibrary.invariants import Violation
from ProcessStatusLibrary.judgement import Judgement, judge_next, judge_trace

from .lifecycles import MANY, graph_of, lives, lives_with_a_forbidden_step, report, walks
from .scripted import SERVICES

Life = tuple[Contract, list[str]]
BrokenLife = tuple[Contract, list[str], int]


def judged(contract: Contract, states: list[str]) -> list[Violation]:
    """What is wrong with reports of these states."""
    operation, _ = contract.operation()
    return judge_trace(contract, operation, [report(contract, state) for state in states], "4711")


@given(lives())
@MANY
def test_a_legal_walk_is_legal(life: Life) -> None:
    assert judged(*life) == []


@pytest.mark.parametrize("service", SERVICES)
@given(data=st.data())
@MANY
def test_a_legal_walk_of_a_service_is_legal(service: str, data: st.DataObject) -> None:
    contract = load_contract(service)

    assert judged(contract, data.draw(walks(graph_of(contract)))) == []


@given(lives_with_a_forbidden_step())
@MANY
def test_a_forbidden_step_is_named(life: BrokenLife) -> None:
    contract, walk, place = life
    before, after = walk[place - 1], walk[place]

    assert judged(contract, walk[:place]) == []
    assert judged(contract, walk)[0] == expected(contract, before, after)
    # An import that falls back lets its counter fall as well.
    assert of_the_order(judged(contract, walk[: place + 1])) == [expected(contract, before, after)]


def of_the_order(violations: list[Violation]) -> list[Violation]:
    """Those about the order of states alone."""
    return [violation for violation in violations if violation.rule.startswith("lifecycle.")]


def expected(contract: Contract, before: str, after: str) -> Violation:
    """What has to be said of a forbidden step."""
    states = contract.model.lifecycle.states
    if not after or states[after].phase == "unknown":
        known = "a process that was known stays known"
        said = f"'{after}'" if after else "not found"
        title = f"The process vanished after '{before}'"
        return Violation("lifecycle.vanished", "inferred", title, known, said)
    if not states[before].next:
        title = f"The process left the final state '{before}'"
        return Violation("lifecycle.final", "inferred", title, f"'{before}' is final", f"'{after}'")
    legal = graph_of(contract).closure()
    names = [f"'{name}'" for name in states if name != before and (before, name) in legal]
    listed = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    title = f"Illegal transition from '{before}' to '{after}'"
    return Violation("lifecycle.transition", "inferred", title, f"{listed} after '{before}'", f"'{after}'")


@given(st.one_of(lives(), lives_with_a_forbidden_step().map(lambda life: life[:2])))
@MANY
def test_judging_is_a_fold(life: Life) -> None:
    contract, walk = life
    operation, _ = contract.operation()
    one_by_one: list[Violation] = []
    judgement = Judgement()

    for state in walk:
        before, copy = judgement, Judgement(judgement.last, judgement.ended, dict(judgement.highest))
        judgement, found = judge_next(contract, operation, before, report(contract, state), "4711")
        one_by_one += found
        assert before == copy, "what was remembered before is not touched"
        assert remembered(judgement) <= 2 + len(report(contract, state).counters) + len(before.highest)

    assert one_by_one == judged(contract, walk)


def remembered(judgement: Judgement) -> int:
    """How many things a judgement holds."""
    return sum(entry is not None for entry in (judgement.last, judgement.ended)) + len(judgement.highest)


def test_what_is_remembered_does_not_grow() -> None:
    contract = load_contract("robusta")
    judgement = Judgement()
    held = set()

    for number in range(10_000):
        state = ("WAITING", "RUNNING")[number % 2]
        judgement, found = judge_next(contract, "GetProcessStatus", judgement, report(contract, state))
        assert found == []
        held.add(remembered(judgement))

    assert held == {1}


CONTRACT = """
service   = "parcels"
title     = "Parcels"
version   = "1"
source    = "made up"
retrieved = 2026-11-21

[operations.Track]
role = "status"
result.state = "State"

[operations.Track.bindings.REST]
request.line = "GET /parcels/{Number}"
response.media_types = ["application/json"]

[lifecycle]
level = "documented"

[lifecycle.states]
Packed    = { phase = "pending", initial = true, level = "inferred", next = ["Sent"] }
Sent      = { phase = "running", level = "inferred", next = ["Delivered", "Packed"] }
Delivered = { phase = "succeeded", level = "inferred" }
"""


def test_a_lifecycle_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "contract.toml").write_text(CONTRACT, encoding="utf-8")
    contract = load_contract(tmp_path)

    assert judged(contract, ["Packed", "Delivered"]) == []
    assert judged(contract, ["Sent", "Packed", "Sent", "Delivered"]) == []
    assert [str(violation) for violation in judged(contract, ["Delivered", "Sent"])] == [
        (
            "The process left the final state 'Delivered' [lifecycle.final, documented]: "
            "documented: 'Delivered' is final; received: 'Sent'"
        )
    ]
