"""The lifecycle of a contract as a graph: what may follow what, judged by reachability because polls skip states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from .contract.model import Phase
from .contract.service import Contract
from .levels import Level


class LifecycleGraph:
    """Which states may be seen after which.

    Args:
        followers: The direct followers of every state.
        phases: The phase of every state.
        initial: The states that a process may begin in.
        level: How surely the order is known.
    """

    def __init__(
        self,
        followers: Mapping[str, Iterable[str]],
        phases: Mapping[str, Phase],
        initial: Iterable[str],
        level: Level = "inferred",
    ) -> None:
        self.followers = {state: tuple(names) for state, names in followers.items()}
        self.phases = dict(phases)
        self.initial = tuple(initial)
        self.level = level
        self._reachable = {state: self._reach([state]) for state in self.followers}
        self._passed: dict[tuple[frozenset[str], str], bool] = {}

    @property
    def states(self) -> list[str]:
        """Every state, in the contract's order."""
        return list(self.followers)

    def knows(self, state: str) -> bool:
        """Whether the contract knows the state."""
        return state in self.followers

    def is_terminal(self, state: str) -> bool:
        """Whether the state is final: nothing follows it, and it says how the process ended."""
        return self.phases.get(state) in ("succeeded", "failed") and not self.followers.get(state)

    def is_unknown_id(self, state: str) -> bool:
        """Whether the state says that the service does not know the process."""
        return self.phases.get(state) == "unknown"

    def may_follow(self, earlier: str, later: str) -> bool:
        """Whether a process seen in one state may be seen in the other afterwards, skipped states included."""
        if earlier == later or self.is_unknown_id(earlier):
            return True
        return later in self._reachable.get(earlier, frozenset())

    def has_passed(self, state: str, seen: str) -> bool:
        """Whether a process that is seen in a state must have been in another: every way leads through that."""
        return self._certainly_passed(frozenset([state]), seen)

    def has_passed_phase(self, phase: str, seen: str) -> bool:
        """Whether a process that is seen in a state must have been in a phase."""
        return self._certainly_passed(frozenset(n for n, p in self.phases.items() if p == phase), seen)

    def _certainly_passed(self, states: frozenset[str], seen: str) -> bool:
        key = (states, seen)
        if key not in self._passed:
            anyhow = self._reach(self.initial) | frozenset(self.initial)
            begins = [name for name in self.initial if name not in states]
            without = self._reach(begins, leaving_out=states) | frozenset(begins)
            # A state that nothing leads to says nothing of the way.
            self._passed[key] = bool(states) and seen in anyhow and seen not in without
        return self._passed[key]

    def can_reach(self, state: str, goal: str) -> bool:
        """Whether a process in a state may still come to another."""
        return self.is_unknown_id(state) or goal == state or goal in self._reachable.get(state, frozenset())

    def path_to(self, goal: str) -> list[str]:
        """A shortest way from an initial state to a state; the state alone when none leads there."""
        todo = [[name] for name in self.initial]
        seen = set(self.initial)
        while todo:
            path = todo.pop(0)
            if path[-1] == goal:
                return path
            for name in self.followers[path[-1]]:
                if name not in seen:
                    seen.add(name)
                    todo.append([*path, name])
        return [goal]

    def _reach(self, begins: Iterable[str], leaving_out: frozenset[str] = frozenset()) -> frozenset[str]:
        found: set[str] = set()
        todo = list(begins)
        while todo:
            for name in self.followers.get(todo.pop(), ()):
                if name not in found and name not in leaving_out:
                    found.add(name)
                    todo.append(name)
        return frozenset(found)


@lru_cache(maxsize=64)
def lifecycle_graph(contract: Contract) -> LifecycleGraph:
    """The graph of a contract.

    >>> from ProcessStatusLibrary import load_contract
    >>> graph = lifecycle_graph(load_contract("cora-rpa"))
    >>> graph.may_follow("Queued", "WaitingForOutput"), graph.may_follow("Completed", "Queued")
    (True, False)
    """
    lifecycle = contract.model.lifecycle
    return LifecycleGraph(
        {name: state.next for name, state in lifecycle.states.items()},
        {name: state.phase for name, state in lifecycle.states.items()},
        [name for name, state in lifecycle.states.items() if state.initial],
        lifecycle.level,
    )
