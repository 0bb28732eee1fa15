"""Keywords that put processes into the embedded simulator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from robot.api.deco import keyword

from .state import LibraryState


class SimulationKeywords(LibraryState):
    """Arranges processes."""

    @keyword(tags=("Simulator",))
    def simulate_process(
        self,
        *states: str,
        process_id: str = "",
        each: timedelta | float = 0.0,
        reads: int = 0,
        error_code: str = "",
        context: str | None = None,
        message: str | None = None,
        outputs: Mapping[str, str] | None = None,
        counters: Mapping[str, int] | None = None,
    ) -> str:
        """Puts a process with a given course into the simulator of the current service.

        Args:
            states: The states that it passes through; the last one stays. All of a good end by default.
            process_id: Its id; a new one by default.
            each: How long it stays in each state.
            reads: How many status reads it stays in each state.
            error_code: The error code of the last state.
            context: Additional information.
            message: A text for people.
            outputs: What it returns, by name.
            counters: Whole numbers by name, such as `TotalReports`.

        Returns:
            The id.

        Raises:
            TargetMissing: The service is not simulated, so the test is skipped.
            ValueError: The course is wrong; the message says what is allowed.

        Examples:

        ```robotframework
        *** Test Cases ***
        Through a life
            Open Service    cora-rpa
            ${id} =    Simulate Process    Queued    ProcessingInput    Failed    error_code=TimedOut
            Get Process Status    ${id}
            Process State Should Be    Queued
        ```
        """
        return self._service.simulate(
            process_id,
            states=list(states),
            seconds_per_state=each.total_seconds() if isinstance(each, timedelta) else each,
            reads_per_state=reads,
            error_code=error_code,
            context=context,
            message=message,
            outputs=outputs,
            counters=counters,
        )

    @keyword(tags=("Simulator",))
    def prepare_process(self, state: str, *, error_code: str = "") -> str:
        """Finds a process that is in a state: on the simulator it is made, on an endpoint it is looked up.

        On a real endpoint the targets file names it, as `[cora-rpa.processes] Failed = "4711"`; a test whose process
        it does not name is skipped, and the message names the missing key.

        Args:
            state: A state of the contract.
            error_code: The error code that goes with it, on the simulator.

        Returns:
            The id.

        Examples:

        ```robotframework
        *** Test Cases ***
        Anywhere
            Open Service    cora-rpa
            ${id} =    Prepare Process    Failed
            Get Process Status    ${id}
            Process State Should Be    Failed
        ```
        """
        return self._service.prepare_process(state, **({"error_code": error_code} if error_code else {}))

    @keyword(tags=("Simulator",))
    def set_simulator_defects(self, *names: str) -> None:
        """Makes the simulator of the current service answer with seeded defects, and no others.

        Shows that a suite would notice a service that answers so.

        Args:
            names: Names of defects, such as `lower-case-state`; none at all: the simulator conforms again.

        Raises:
            TargetMissing: The service is not simulated, so the test is skipped.
            ValueError: A name is not known; the message lists those that are.

        Examples:

        ```robotframework
        *** Test Cases ***
        A wrong state is noticed
            Open Service    listrak
            Set Simulator Defects    undocumented-state
            Run Keyword And Expect Error    *enumeration.state*    Service Should Conform
            Set Simulator Defects
            Service Should Conform
        ```
        """
        self._service.set_defects(*names)

    @keyword(tags=("Simulator",))
    def set_simulator_faults(self, *names: str, binding: str = "", nth: int = 0) -> None:
        """Makes the simulator of the current service deliver its answers badly, from the next request on.

        Args:
            names: Names of transport faults, such as `reset-in-body`; with `@3` after it for the third request alone.
                Without names every answer arrives again.
            binding: Only requests over this binding.
            nth: Only the n-th of these requests, from 1.

        Raises:
            TargetMissing: The service is not simulated, so the test is skipped.
            ValueError: A name is not known; the message says what is allowed.

        Examples:

        ```robotframework
        *** Test Cases ***
        A dropped connection is told
            Open Service    cora-rpa
            ${id} =    Simulate Process    Completed
            Set Simulator Faults    reset-in-body
            Run Keyword And Expect Error    *the connection was reset in the body*    Get Process Status    ${id}
            Set Simulator Faults
            Get Process Status    ${id}
        ```
        """
        service = self._service
        simulator = service.require_simulator().simulator(service.contract)
        simulator.set_faults(*names, binding=binding, nth=nth)
