"""Lifecycles and walks through them, drawn by hypothesis; what is legal is worked out here by other means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.model import (
    Binding,
    ContractModel,
    Lifecycle,
    Operation,
    Phase,
    Request,
    Response,
    ResultPaths,
    State,
    UnknownId,
)
from ProcessStatusLibrary.contract.service import Contract
from ProcessStatusLibrary.status import ProcessStatus

from .scripted import SERVICES

NOT_KNOWN = "NotFound"
MANY = settings(max_examples=200, deadline=None, derandomize=True)
OPERATION = Operation(
    role="status",
    bindings={"REST": Binding(request=Request(line="GET /"), response=Response(media_types=["application/json"]))},
    result=ResultPaths(state="Status"),
)
COUNTS = {"Waiting": (0, 3), "Importing": (2, 3), "Imported": (3, 3)}


@dataclass(frozen=True)
class Graph:
    """A lifecycle as plain data.

    Attributes:
        followers: What may follow each state directly.
        initial: Where a process may begin.
    """

    followers: Mapping[str, Sequence[str]]
    initial: Sequence[str]

    def closure(self) -> set[tuple[str, str]]:
        """Every pair of states of which the second may come some time after the first (Warshall)."""
        pairs = {(one, other) for one, names in self.followers.items() for other in names}
        for middle in self.followers:
            before = [one for one, other in pairs if other == middle]
            after = [other for one, other in pairs if one == middle]
            pairs |= {(one, other) for one in before for other in after}
        return pairs

    def simple_paths(self, goal: str) -> Iterator[list[str]]:
        """Every way from an initial state to another that enters no state twice."""
        todo = [[name] for name in self.initial]
        while todo:
            path = todo.pop()
            if path[-1] == goal:
                yield path
            else:
                todo += [[*path, name] for name in self.followers[path[-1]] if name not in path]


@st.composite
def graphs(draw: st.DrawFn, most: int = 6) -> Graph:
    """Any lifecycle: branches, loops, several beginnings, states that nothing leads to."""
    names = [f"S{number}" for number in range(draw(st.integers(2, most)))]
    followers = {name: draw(st.lists(st.sampled_from(names), unique=True, max_size=3)) for name in names}
    followers = {name: [other for other in others if other != name] for name, others in followers.items()}
    initial = draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=2))
    return Graph(followers, initial)


def phase_of(name: str, followers: Sequence[str]) -> Phase:
    """A phase for a drawn state: of those that nothing follows and of the others, every second one is another."""
    even = int(name[1:]) % 2 == 0
    if followers:
        return "pending" if even else "running"
    return "succeeded" if even else "failed"


def contract_of(graph: Graph) -> Contract:
    """A contract with a lifecycle, and a state for processes that are not known."""
    states = {
        name: State(phase=phase_of(name, others), next=list(others), initial=name in graph.initial)
        for name, others in graph.followers.items()
    }
    model = ContractModel(
        service="drawn",
        title="Drawn",
        version="1",
        source="hypothesis",
        retrieved=date(2026, 1, 1),
        operations={"GetStatus": OPERATION},
        lifecycle=Lifecycle(
            level="inferred",
            states={**states, NOT_KNOWN: State(phase="unknown")},
            unknown_id=[UnknownId(level="inferred", state=NOT_KNOWN)],
        ),
    )
    return Contract(model, (Path(),))


def graph_of(contract: Contract) -> Graph:
    """The lifecycle of a contract, states for unknown processes left out."""
    states = {n: s for n, s in contract.model.lifecycle.states.items() if s.phase != "unknown"}
    return Graph(
        {name: state.next for name, state in states.items()}, [n for n, state in states.items() if state.initial]
    )


CONTRACTS = st.one_of(
    st.sampled_from(SERVICES).map(load_contract),
    graphs().map(contract_of),
)


@st.composite
def walks(draw: st.DrawFn, graph: Graph, longest: int = 12) -> list[str]:
    """What polls may see of a legal life: some states are missed, others are seen several times."""
    path = [draw(st.sampled_from(list(graph.initial)))]
    for _ in range(draw(st.integers(0, longest))):
        following = graph.followers[path[-1]]
        if not following:
            break
        path.append(draw(st.sampled_from(list(following))))
    reads = draw(st.lists(st.integers(0, 2), min_size=len(path), max_size=len(path)))
    seen = [state for state, count in zip(path, reads, strict=True) for _ in range(count)]
    return seen or [path[-1]]


@st.composite
def lives(draw: st.DrawFn) -> tuple[Contract, list[str]]:
    """A contract and a walk through its lifecycle."""
    contract = draw(CONTRACTS)
    return contract, draw(walks(graph_of(contract)))


@st.composite
def lives_with_a_forbidden_step(draw: st.DrawFn) -> tuple[Contract, list[str], int]:
    """A contract, a walk with one step that its lifecycle forbids, and where the step leads to."""
    contract, walk = draw(lives())
    graph = graph_of(contract)
    legal = graph.closure()
    unknown = [n for n, s in contract.model.lifecycle.states.items() if s.phase == "unknown"] or [""]
    wrong = [
        (place, state)
        for place, before in enumerate(walk, 1)
        for state in [*graph.followers, *unknown]
        if state != before and (before, state) not in legal
    ]
    place, state = draw(st.sampled_from(wrong))
    return contract, [*walk[:place], state, *walk[place:]], place


def report(contract: Contract, state: str) -> ProcessStatus:
    """What the service would report of a process in a state, every rule about single results kept."""
    code = "NoError" if contract.service.startswith("cora") else ""
    counted = contract.service == "coruson" and state in COUNTS
    imported, total = COUNTS[state] if counted else (0, 0)
    return ProcessStatus(
        contract.service,
        "4711",
        state,
        contract.phase(state),
        error_code="Refused" if state == "Refused" else code,
        outputs={f"R{number}": "" for number in range(imported)} if counted else {},
        counters={"TotalReportsImported": imported, "TotalReports": total} if counted else {},
        started=datetime(2026, 3, 1, 9),
    )
