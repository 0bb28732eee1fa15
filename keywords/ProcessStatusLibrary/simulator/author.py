"""Makes a script into a course: for each state, what the answers say."""

from __future__ import annotations

from collections.abc import Mapping

from ..contract import Contract
from ..contract.model import Operation
from ..wording import quote
from .counters import TOTAL, counters_for
from .course import Course, Step
from .members import Member, is_pattern
from .sample_entries import SampleEntries
from .script import Script, check_script

ENDED = ("succeeded", "failed")


class Author:
    """Makes courses of scripts for one service.

    Args:
        contract: The service's contract.
        operation: The name of its status operation.
        entries: Entries for a dictionary member, as the sample shows them.
    """

    def __init__(self, contract: Contract, operation: str, entries: SampleEntries) -> None:
        self._contract = contract
        self._name = operation
        self._operation: Operation = contract.model.operations[operation]
        self._result = self._operation.result
        self._entries = entries
        self._error_codes = contract.allowed(operation, self._result.error_code) if self._result.error_code else []

    def course(self, script: Script, process_id: str) -> Course:
        """Makes the course of a process.

        Raises:
            ValueError: The script asks for something that the service does not have or cannot say.
        """
        check_script(script, self._contract, self._name)
        steps = self._steps(script, process_id)
        return Course(steps, script.seconds_per_state, script.reads_per_state or 1)

    def happy_path(self) -> list[str]:
        """The natural way: from the initial state to the first that may follow, and so on, never back."""
        states = self._contract.model.lifecycle.states
        path = [next((name for name, state in states.items() if state.initial), next(iter(states)))]
        while follower := next((name for name in states[path[-1]].next if name not in path), ""):
            path.append(follower)
        return path

    def _steps(self, script: Script, process_id: str) -> list[Step]:
        states = list(script.states) or self.happy_path()
        derived = bool(self._contract.model.lifecycle.derive)
        steps: list[Step] = []
        counted: dict[str, int] = {}
        for index, state in enumerate(states):
            last = index == len(states) - 1
            phase = self._contract.phase(state)
            members: dict[str, Member] = {}
            error = self._error(script, state, last)
            if derived:
                counters = self._counters(script, state, counted, error)
                if counters is None:
                    if not script.states and not last:
                        continue  # too few parts to be half way
                    raise self._unsayable(script, state, error)
                counted = counters
                members.update(counters)
            if last:
                members.update(script.counters or {})
            if self._result.state:
                members[self._result.state] = state
            members.update(error)
            members.update(self._texts(script, state, phase, process_id, bool(error) and derived))
            if self._result.outputs:
                members.update(self._outputs(script, phase == "succeeded", members))
            steps.append(Step(state, phase in ENDED, members))
        return steps

    def _error(self, script: Script, state: str, last: bool) -> dict[str, Member]:
        path = self._result.error_code
        if not path:
            return {}
        if any(row.present == path and row.state == state for row in self._contract.model.lifecycle.derive):
            return {path: (script.error_code if last else "") or state}
        if not last:
            return {}
        if script.error_code:
            return {path: script.error_code}
        if self._error_codes and self._contract.phase(state) == "failed":
            return {path: self._error_codes[-1]}
        return {}

    def _counters(
        self, script: Script, state: str, before: Mapping[str, int], error: Mapping[str, Member]
    ) -> dict[str, int] | None:
        total = max((script.counters or {}).values(), default=0) or len(script.outputs or {}) or TOTAL
        codes = {path: str(code) for path, code in error.items()}
        rows = self._contract.model.lifecycle.derive
        return counters_for(state, rows, self._result.counters, total, before, codes)

    def _unsayable(self, script: Script, state: str, error: Mapping[str, Member]) -> ValueError:
        if script.error_code and error:
            return ValueError(
                f"Argument 'error_code': with {quote(script.error_code)} the process is not in state {quote(state)}. "
                "Leave it out, or end in the state that says an error."
            )
        return ValueError(
            f"Argument 'states': no counters say {quote(state)} with this many parts. Give counters or more outputs."
        )

    def _texts(self, script: Script, state: str, phase: str, process_id: str, refused: bool) -> dict[str, Member]:
        members: dict[str, Member] = {}
        if script.context is not None:
            members[self._result.context] = script.context
        text = script.message
        if text is None and phase != "succeeded":  # the sample's own text tells of success
            text = f"Process {process_id} is {state}."
        if self._result.message and text is not None:
            members[self._result.message] = text
        if refused and self._result.service_error:
            members[f"{self._result.service_error}/Message"] = text or ""
        return members

    def _outputs(self, script: Script, succeeded: bool, members: Mapping[str, Member]) -> dict[str, Member]:
        path = self._result.outputs
        if is_pattern(path):
            return self._named_outputs(script, succeeded)
        counted = self._counted_outputs(members)
        if script.outputs is None:
            return {path: self._entries.some(counted)}
        given = list(script.outputs.items())
        return {path: dict(given if succeeded else given[:counted])}

    def _named_outputs(self, script: Script, succeeded: bool) -> dict[str, Member]:
        pattern = self._result.outputs
        if not succeeded:
            return {pattern: None}
        if script.outputs is None:
            return {}
        prefix = pattern.partition("*")[0]
        return {pattern: {prefix + name.removeprefix(prefix): value for name, value in script.outputs.items()}}

    def _counted_outputs(self, members: Mapping[str, Member]) -> int:
        """How many entries the counters speak of: the contract says which counter counts them."""
        rules = self._contract.model.invariants
        counters = [rule.other for rule in rules if rule.rule == "count_of" and rule.field == self._result.outputs]
        count = members.get((counters or self._result.counters or [""])[0])
        return count if isinstance(count, int) else 0
