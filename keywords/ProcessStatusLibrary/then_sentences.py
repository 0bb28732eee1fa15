"""Sentences that judge: the reply, the status, the outcome of a wait, the lifecycle."""

from __future__ import annotations

from .scenario_state import DURATION, INTERVAL, ScenarioState, seconds
from .sentence_binding import sentence


class ThenSentences(ScenarioState):
    """Judges a scenario."""

    @sentence("the reply conforms to the contract")
    def reply_conforms(self) -> None:
        """Fails unless the reply keeps every clause of the contract.

        Example:
            Then the reply conforms to the contract
        """
        from .assertions import conforming  # noqa: PLC0415

        conforming(self._reply)

    @sentence('the state is "${state}"')
    def state_is(self, state: str) -> None:
        """Fails unless the process is in the state.

        Example:
            Then the state is "Failed"
        """
        self._expect("expect_state", state)

    @sentence('the phase is "${phase}"')
    def phase_is(self, phase: str) -> None:
        """Fails unless the process is in the phase: pending, running, succeeded, failed or unknown.

        Example:
            Then the phase is "succeeded"
        """
        self._expect("expect_phase", phase)

    @sentence('the error code is "${code}"')
    def error_code_is(self, code: str) -> None:
        """Fails unless the error code is the expected one.

        Example:
            Then the error code is "TimedOut"
        """
        self._expect("expect_error_code", code)

    @sentence('the counter "${name}" is ${value:-?\\d+}')
    def counter_is(self, name: str, value: int) -> None:
        """Fails unless a counter has the value.

        Example:
            Then the counter "TotalReports" is 3
        """
        self._expect("expect_counter", name, value)

    @sentence('the output "${name}" is "${value}"')
    def output_is(self, name: str, value: str) -> None:
        """Fails unless the process returned the output.

        Example:
            Then the output "__out_username" is "Ada"
        """
        self._expect("expect_output", name, value)

    @sentence('the reply is of the kind "${kind}"')
    def reply_is_of_the_kind(self, kind: str) -> None:
        """Fails unless the reply is a result, an empty result, a SOAP fault, a service error and so on.

        Example:
            Then the reply is of the kind "SOAP fault"
        """
        self._expect("expect_kind", kind)

    @sentence("the credentials are refused")
    def credentials_are_refused(self) -> None:
        """Fails unless the service refused who asks.

        Example:
            Then the credentials are refused
        """
        self._expect("expect_credentials_refused")

    @sentence("the process is not known")
    def process_is_not_known(self) -> None:
        """Fails unless the service says, in one of the contract's ways, that it does not know the process.

        Example:
            Then the process is not known
        """
        self._expect("expect_not_found")

    @sentence(f'the process reaches "${{goal}}" within ${{time:{DURATION}}}')
    def process_reaches(self, goal: str, time: str) -> None:
        """Fails unless the process reaches a state or a phase in time, or has certainly passed it.

        Example:
            Then the process reaches "running" within 2 minutes
        """
        self._reached(self._wait(goal, time, end=False))

    @sentence(f'the process ends as "${{state}}" within ${{time:{DURATION}}}')
    def process_ends_as(self, state: str, time: str) -> None:
        """Fails unless the process ends in a state, or in the phase succeeded or failed, in time.

        Example:
            Then the process ends as "Failed" within 5 minutes
        """
        self._reached(self._wait(state, time, end=True))

    @sentence('the outcome is "${outcome}"')
    def outcome_is(self, outcome: str) -> None:
        """Fails unless the wait before ended so: reached, stalled, out of time, not found, illegal transition...

        Example:
            Then the outcome is "out of time"
        """
        from .expectations import expect_outcome  # noqa: PLC0415

        if self._waited is None:
            raise ValueError('Nothing was waited for. Wait first: When I wait until it ends, for at most "5 minutes".')
        expect_outcome(self._waited, outcome)

    @sentence("the process has followed its lifecycle")
    def has_followed_its_lifecycle(self) -> None:
        """Fails when what was read of the process was no legal lifecycle.

        Example:
            Then the process has followed its lifecycle
        """
        self._history.raise_when_illegal()

    @sentence(f"the process stays as it is for ${{time:{DURATION}}}")
    def process_stays(self, time: str) -> None:
        """Fails when anything that is reported of the process changes in the time.

        Example:
            Then the process stays as it is for 10 minutes
        """
        from .following import expect_no_change  # noqa: PLC0415

        expect_no_change(self._service, self._process_id, seconds(time), INTERVAL)

    @sentence('the rule "${rule}" is broken')
    def rule_is_broken(self, rule: str) -> None:
        """Fails unless what was read of the process broke a rule of its lifecycle.

        Example:
            Then the rule "lifecycle.transition" is broken
        """
        from .expectations import expect_broken_rule  # noqa: PLC0415

        expect_broken_rule(self._history, rule)

    @sentence("every binding reports the same status")
    def every_binding_agrees(self) -> None:
        """Fails unless every binding that can carry the id tells the same of the process.

        Example:
            Then every binding reports the same status
        """
        from .agreement import expect_agreement  # noqa: PLC0415

        expect_agreement(self._service, self._process_id)

    @sentence("the service conforms to its contract")
    def service_conforms(self) -> None:
        """Fails when a documented clause of the contract is broken, or a binding cannot be judged.

        A real endpoint is sent only what a client of the page would send.

        Example:
            Then the service conforms to its contract
        """
        self._service.should_conform()

    @sentence('the service breaks the clause "${clause}"')
    def service_breaks(self, clause: str) -> None:
        """Fails unless a check finds the clause broken over some binding, whatever its level.

        Example:
            Then the service breaks the clause "enumeration.state"
        """
        from .conformance.assertion import expect_breach  # noqa: PLC0415

        expect_breach(self._service.check(), clause)
