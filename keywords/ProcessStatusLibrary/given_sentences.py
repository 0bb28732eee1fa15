"""Sentences that arrange: the service, and a process in it."""

from __future__ import annotations

from .scenario_state import ScenarioState, listed
from .sentence_binding import sentence
from .targets_variable import targets_file


class GivenSentences(ScenarioState):
    """Arranges a scenario."""

    @sentence('the service "${service}"')
    def the_service(self, service: str) -> None:
        """Opens a service: where the targets file says, else on the embedded simulator.

        Example:
            Given the service "cora-ocr"
        """
        from .api import open_service  # noqa: PLC0415  the core is loaded when a scenario needs it

        self.close()
        self.opened(
            open_service(service, targets=self._targets or targets_file(), profile=self._profile, simulated_time=True)
        )

    @sentence('the service "${service}" that may also report "${states}"')
    def the_service_that_may_also_report(self, service: str, states: str) -> None:
        """Opens a service and allows states that its page does not document.

        Example:
            Given the service "robusta" that may also report "FAILED, CANCELLED"
        """
        from .api import open_service  # noqa: PLC0415

        self.close()
        allowed = tuple(listed(states))
        file = self._targets or targets_file()
        self.opened(
            open_service(service, targets=file, profile=self._profile, simulated_time=True, allow_states=allowed)
        )

    @sentence('the service "${service}" at "${url}"')
    def the_service_at(self, service: str, url: str) -> None:
        """Opens a service at a URL.

        Example:
            Given the service "listrak" at "https://webservices.example"
        """
        from .api import open_service  # noqa: PLC0415

        self.close()
        self.opened(open_service(service, url))

    @sentence('a process in the state "${state}"')
    def a_process_in_the_state(self, state: str) -> None:
        """Arranges a process: on the simulator it is made, on an endpoint the targets file names it.

        Example:
            Given a process in the state "WaitingForOutput"
        """
        self._process_id = self._service.prepare_process(state)

    @sentence('a process in the state "${state}" with the error code "${code}"')
    def a_process_with_error_code(self, state: str, code: str) -> None:
        """Arranges a process with an error code; needs the simulator.

        Example:
            Given a process in the state "Failed" with the error code "TimedOut"
        """
        self._process_id = self._service.simulate(states=[state], error_code=code)

    @sentence('a process that ends as "${state}"')
    def a_process_that_ends_as(self, state: str) -> None:
        """Arranges a process that lives and ends: on the simulator a minute in each state.

        Example:
            Given a process that ends as "Failed"
        """
        self._process_id = self._service.prepare_ending(state)

    @sentence('a process that goes through "${states}"')
    def a_process_that_goes_through(self, states: str) -> None:
        """Arranges a process with any course, legal or not, a minute in each state; needs the simulator.

        Example:
            Given a process that goes through "Queued, Completed, Queued"
        """
        self._process_id = self._service.simulate(states=listed(states), seconds_per_state=60.0)

    @sentence('a process in the state "${state}" with the counters "${counters}"')
    def a_process_with_counters(self, state: str, counters: str) -> None:
        """Arranges a process with counters; needs the simulator.

        Example:
            Given a process in the state "Importing" with the counters "TotalReportsImported=2, TotalReports=5"
        """
        pairs = [entry.partition("=") for entry in listed(counters)]
        numbers = {name.strip(): int(value) for name, _, value in pairs}
        self._process_id = self._service.simulate(states=[state], counters=numbers)

    @sentence("a process that is not known")
    def a_process_that_is_not_known(self) -> None:
        """Names an id that the service does not know: `unknown` of the targets file's processes, or a made-up one.

        Example:
            Given a process that is not known
        """
        self._process_id = self._service.unknown_process()

    @sentence('the process "${process_id}"')
    def the_process(self, process_id: str) -> None:
        """Names the process that the scenario is about.

        Example:
            Given the process "4711"
        """
        self._process_id = process_id

    @sentence('the simulator has the defect "${defect}"')
    def the_simulator_has_the_defect(self, defect: str) -> None:
        """Makes the simulator answer with a seeded defect; needs the simulator.

        Example:
            Given the simulator has the defect "lower-case-state"
        """
        self._service.set_defects(defect)
