"""The lifecycle as a graph, held against plain enumeration of every way through it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, product

import pytest
from hypothesis import given

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.model import Phase
from ProcessStatusLibrary.lifecycle import LifecycleGraph, lifecycle_graph

from .lifecycles import MANY, NOT_KNOWN, Graph, contract_of, graph_of, graphs
from .scripted import SERVICES


def both(graph: Graph) -> tuple[Graph, LifecycleGraph]:
    """A drawn lifecycle, and what the package makes of it."""
    return graph, lifecycle_graph(contract_of(graph))


@given(graphs())
@MANY
def test_what_may_follow_what(graph: Graph) -> None:
    drawn, made = both(graph)
    legal = drawn.closure()

    for one, other in product(drawn.followers, repeat=2):
        assert made.may_follow(one, other) is (one == other or (one, other) in legal), (one, other)
        assert made.can_reach(one, other) is (one == other or (one, other) in legal), (one, other)


@given(graphs())
@MANY
def test_what_must_have_been_before(graph: Graph) -> None:
    drawn, made = both(graph)

    for seen in drawn.followers:
        paths = list(drawn.simple_paths(seen))
        for state in drawn.followers if paths else ():
            assert made.has_passed(state, seen) is all(state in path for path in paths), (state, seen)


@given(graphs())
@MANY
def test_which_phase_must_have_been_before(graph: Graph) -> None:
    drawn, made = both(graph)

    for seen in drawn.followers:
        paths = [[made.phases[state] for state in path] for path in drawn.simple_paths(seen)]
        for phase in ("pending", "running", "succeeded", "failed"):
            surely = bool(paths) and all(phase in path for path in paths)
            assert made.has_passed_phase(phase, seen) is surely, (phase, seen)


@given(graphs())
@MANY
def test_a_path_is_a_shortest_legal_way(graph: Graph) -> None:
    drawn, made = both(graph)

    for goal in drawn.followers:
        path, ways = made.path_to(goal), list(drawn.simple_paths(goal))
        if not ways:
            assert path == [goal]
            continue
        assert path[0] in drawn.initial
        assert path[-1] == goal
        assert all(later in drawn.followers[earlier] for earlier, later in pairwise(path))
        assert len(path) == min(map(len, ways))


@given(graphs())
@MANY
def test_what_is_said_of_a_state(graph: Graph) -> None:
    drawn, made = both(graph)

    assert made.states == [*drawn.followers, NOT_KNOWN]
    assert [name for name in made.states if made.is_unknown_id(name)] == [NOT_KNOWN]
    for name, others in drawn.followers.items():
        assert made.knows(name)
        assert made.is_terminal(name) is (not others)
        assert made.may_follow(NOT_KNOWN, name)
        assert not made.may_follow(name, NOT_KNOWN)
        assert not made.has_passed(name, NOT_KNOWN)
    assert not made.knows("elsewhere")
    assert not made.may_follow(next(iter(drawn.followers)), "elsewhere")


@pytest.mark.parametrize("service", SERVICES)
def test_the_ways_of_a_service(service: str) -> None:
    contract = load_contract(service)
    made, drawn = lifecycle_graph(contract), graph_of(contract)

    for goal in drawn.followers:
        assert made.path_to(goal) in list(drawn.simple_paths(goal))
        for state in drawn.followers:
            assert made.has_passed(state, goal) is all(state in path for path in drawn.simple_paths(goal))
    assert sorted(contract.terminal_states) == sorted(name for name in made.states if made.is_terminal(name))


PHASES: Mapping[str, Phase] = {"Packed": "pending", "Delivered": "succeeded", "Lost": "failed"}


def test_a_state_that_nothing_leads_to_says_nothing_of_the_way() -> None:
    graph = LifecycleGraph({"Packed": ["Delivered"], "Delivered": [], "Lost": []}, PHASES, ["Packed"])

    assert graph.has_passed("Packed", "Delivered")
    assert not graph.has_passed("Delivered", "Lost")
    assert not graph.has_passed("Packed", "Lost")


def test_an_end_is_a_state_that_says_how_it_ended_and_that_nothing_follows() -> None:
    followers = {"Sent": ["Back"], "Back": ["Sent"], "Lost": [], "Waiting": [], "Gone": []}
    phases: Mapping[str, Phase] = {
        "Sent": "succeeded", "Back": "running", "Lost": "failed", "Waiting": "pending", "Gone": "unknown"
    }  # fmt: skip
    graph = LifecycleGraph(followers, phases, ["Back"])

    assert [name for name in graph.states if graph.is_terminal(name)] == ["Lost"]
    assert not graph.is_terminal("elsewhere")
    assert graph.level == "inferred"
    assert (graph.can_reach("Gone", "Lost"), graph.can_reach("elsewhere", "Lost")) == (True, False)
    assert (graph.may_follow("Gone", "Lost"), graph.may_follow("elsewhere", "Lost")) == (True, False)
    assert not graph.has_passed_phase("succeeded", "elsewhere")
    assert not graph.has_passed("elsewhere", "Sent")


def test_the_graph_of_a_contract_is_made_once() -> None:
    assert lifecycle_graph(load_contract("robusta")) is lifecycle_graph(load_contract("robusta"))
