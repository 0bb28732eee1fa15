"""What the lifecycle of a contract says of the order of states, in the words that a defect needs."""

from __future__ import annotations

from functools import lru_cache

from ...contract import Contract


class States:
    """The states that a contract's messages can say.

    Args:
        contract: The contract.
    """

    def __init__(self, contract: Contract) -> None:
        unsaid = contract.allowable_states
        known = contract.model.lifecycle.states
        found = {name: state for name, state in known.items() if state.phase != "unknown"}
        self._states = {name: state for name, state in found.items() if name not in unsaid} or found

    @property
    def initial(self) -> str:
        """The state that a process begins in."""
        return next((name for name, state in self._states.items() if state.initial), next(iter(self._states)))

    @property
    def success(self) -> str:
        """The state of a process that ended well; empty when there is none."""
        return next((name for name, state in self._states.items() if state.phase == "succeeded"), "")

    def before(self, state: str) -> str:
        """A state from which a process comes to this one, the furthest; empty for the first one."""
        return next((name for name, known in reversed(self._states.items()) if state in known.next), "")

    def after(self, state: str) -> str:
        """A state that may follow; empty for a final one."""
        followers = self._states[state].next if state in self._states else []
        return next((name for name in followers if name in self._states), "")

    def fallback(self, state: str) -> str:
        """The state before one that a process cannot go back to; empty when there is none."""
        before = self.before(state)
        return before if before and not self.reaches(state, before) else ""

    def other_end(self, state: str) -> str:
        """Another final state; empty when there is only one."""
        ends = [name for name, known in self._states.items() if not known.next]
        return next((name for name in reversed(ends) if name != state), "") if state in ends else ""

    def reaches(self, state: str, goal: str) -> bool:
        """Whether a process may come from one state to another."""
        seen, todo = set[str](), [state]
        while todo:
            for name in self._states[todo.pop()].next:
                if name in self._states and name not in seen:
                    seen.add(name)
                    todo.append(name)
        return goal in seen

    @property
    def running(self) -> list[str]:
        """The states that are left again."""
        return [name for name, known in self._states.items() if known.next]

    @property
    def ends(self) -> list[str]:
        """The final states."""
        return [name for name, known in self._states.items() if not known.next]


@lru_cache(maxsize=64)
def states_of(contract: Contract) -> States:
    """The states of a contract."""
    return States(contract)
