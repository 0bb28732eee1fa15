"""The sentences of features: the same words under pytest-bdd and under Robot Framework."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .sentence_binding import sentence
from .targets_variable import targets_file

if TYPE_CHECKING:
    from .api import OpenService
    from .embedded import Profile
    from .history import History
    from .reply import Reply
    from .waiting import WaitResult

DataTable = list[list[str]]
INTERVAL = 5.0
UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}
DURATION = "\\d+ (second|minute|hour|day)s?"


class ProcessStatusSentences:
    """The sentences of one scenario.

    Args:
        targets: A targets file; by default the one that the run was given.
        profile: How the embedded simulator answers.
    """

    ROBOT_LIBRARY_SCOPE = "TEST"
    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, targets: str = "", profile: Profile = "documented") -> None:
        self._targets = targets
        self._profile: Profile = profile
        self._open: OpenService | None = None
        self._process_id = ""
        self._waited: WaitResult | None = None
        self.ROBOT_LIBRARY_LISTENER = self

    def _end_test(self, data: object, result: object) -> None:  # noqa: ARG002  Robot's listener interface
        self.close()

    def close(self) -> None:
        """Ends the scenario: closes the service and the simulator behind it."""
        if self._open is not None:
            self._open.close()
            self._open = None

    # --- Given -------------------------------------------------------------------------------------------------------

    @sentence('the service "${service}"', 'Given the service "cora-ocr"')
    def the_service(self, service: str) -> None:
        """Opens a service: where the targets file says, else on the embedded simulator."""
        from .api import open_service  # noqa: PLC0415  the core is loaded when a scenario needs it

        self.close()
        self._open = open_service(
            service, targets=self._targets or targets_file(), profile=self._profile, simulated_time=True
        )

    @sentence(
        'the service "${service}" that may also report "${states}"',
        'Given the service "robusta" that may also report "FAILED, CANCELLED"',
    )
    def the_service_that_may_also_report(self, service: str, states: str) -> None:
        """Opens a service and allows states that its page does not document."""
        from .api import open_service  # noqa: PLC0415

        self.close()
        allowed = tuple(listed(states))
        file = self._targets or targets_file()
        self._open = open_service(
            service, targets=file, profile=self._profile, simulated_time=True, allow_states=allowed
        )

    @sentence('the service "${service}" at "${url}"', 'Given the service "listrak" at "https://webservices.example"')
    def the_service_at(self, service: str, url: str) -> None:
        """Opens a service at a URL."""
        from .api import open_service  # noqa: PLC0415

        self.close()
        self._open = open_service(service, url)

    @sentence('a process in the state "${state}"', 'Given a process in the state "WaitingForOutput"')
    def a_process_in_the_state(self, state: str) -> None:
        """Arranges a process: on the simulator it is made, on an endpoint the targets file names it."""
        self._process_id = self._service.prepare_process(state)

    @sentence(
        'a process in the state "${state}" with the error code "${code}"',
        'Given a process in the state "Failed" with the error code "TimedOut"',
    )
    def a_process_with_error_code(self, state: str, code: str) -> None:
        """Arranges a process with an error code; needs the simulator."""
        self._process_id = self._service.simulate(states=[state], error_code=code)

    @sentence('a process that ends as "${state}"', 'Given a process that ends as "Failed"')
    def a_process_that_ends_as(self, state: str) -> None:
        """Arranges a process that lives and ends: on the simulator a minute in each state."""
        self._process_id = self._service.prepare_ending(state)

    @sentence(
        'a process that goes through "${states}"', 'Given a process that goes through "Queued, Completed, Queued"'
    )
    def a_process_that_goes_through(self, states: str) -> None:
        """Arranges a process with any course, legal or not, a minute in each state; needs the simulator."""
        self._process_id = self._service.simulate(states=listed(states), seconds_per_state=60.0)

    @sentence(
        'a process in the state "${state}" with the counters "${counters}"',
        'Given a process in the state "Importing" with the counters "TotalReportsImported=2, TotalReports=5"',
    )
    def a_process_with_counters(self, state: str, counters: str) -> None:
        """Arranges a process with counters; needs the simulator."""
        pairs = [entry.partition("=") for entry in listed(counters)]
        numbers = {name.strip(): int(value) for name, _, value in pairs}
        self._process_id = self._service.simulate(states=[state], counters=numbers)

    @sentence("a process that is not known", "Given a process that is not known")
    def a_process_that_is_not_known(self) -> None:
        """Names an id that the service does not know: `unknown` of the targets file's processes, or a made-up one."""
        self._process_id = self._service.unknown_process()

    @sentence('the process "${process_id}"', 'Given the process "4711"')
    def the_process(self, process_id: str) -> None:
        """Names the process that the scenario is about."""
        self._process_id = process_id

    # --- When --------------------------------------------------------------------------------------------------------

    @sentence('I ask for its status over "${binding}"', 'When I ask for its status over "SOAP 1.1"')
    def ask_for_its_status(self, binding: str) -> None:
        """Asks for the status of the scenario's process, whatever comes back."""
        self._service.ask(self._process_id, binding)

    @sentence('I ask for its status over "${binding}" as "${format}"', 'When I ask for its status over "REST" as "xml"')
    def ask_for_its_status_as(self, binding: str, format: str) -> None:  # noqa: A002  the contract's word
        """Asks in one of the formats of the binding."""
        self._service.ask(self._process_id, binding, format=format)

    @sentence(
        'I ask for a status over "${binding}" without an id', 'When I ask for a status over "HTTP GET" without an id'
    )
    def ask_without_an_id(self, binding: str) -> None:
        """Asks over a binding that cannot carry the id."""
        self._service.ask("", binding)

    @sentence('I ask with the wrong password over "${binding}"', 'When I ask with the wrong password over "SOAP 1.2"')
    def ask_with_the_wrong_password(self, binding: str) -> None:
        """Asks as the same user with another password."""
        self._service.ask(self._process_id, binding, credentials=self._service.wrong_credentials())

    @sentence(
        "I start a process with",
        "When I start a process with\n| name           | Notepad |\n| runImmediately | Y       |",
    )
    def start_a_process_with(self, datatable: DataTable) -> None:
        """Starts a process: a table of field and value; a field such as `values.x` is a parameter."""
        fields: dict[str, Any] = {}
        for name, value in datatable:
            group, _, member = name.partition(".")
            if member:
                fields.setdefault(group, {})[member] = value
            else:
                fields[name] = value
        self._process_id = self._service.submit_process(fields).process_id

    @sentence(
        f'I wait until it ends, for at most "${{time:{DURATION}}}"',
        'When I wait until it ends, for at most "6 hours"',
    )
    def wait_until_it_ends(self, time: str) -> None:
        """Waits for the end of the process, however it ends; the sentences after it judge the outcome."""
        self._waited = self._wait("", time, end=True)

    @sentence(f"I watch it for ${{time:{DURATION}}}", "When I watch it for 10 minutes")
    def watch_it(self, time: str) -> None:
        """Reads the process again and again, whatever it does; the sentences after it judge what was read."""
        from .following import watch  # noqa: PLC0415

        watch(self._service, self._process_id, seconds(time), INTERVAL)

    # --- Then --------------------------------------------------------------------------------------------------------

    @sentence("the reply conforms to the contract", "Then the reply conforms to the contract")
    def reply_conforms(self) -> None:
        """Fails unless the reply keeps every clause of the contract."""
        from .session import conforming  # noqa: PLC0415

        conforming(self._reply)

    @sentence('the state is "${state}"', 'Then the state is "Failed"')
    def state_is(self, state: str) -> None:
        """Fails unless the process is in the state."""
        self._expect("expect_state", state)

    @sentence('the phase is "${phase}"', 'Then the phase is "succeeded"')
    def phase_is(self, phase: str) -> None:
        """Fails unless the process is in the phase: pending, running, succeeded, failed or unknown."""
        self._expect("expect_phase", phase)

    @sentence('the error code is "${code}"', 'Then the error code is "TimedOut"')
    def error_code_is(self, code: str) -> None:
        """Fails unless the error code is the expected one."""
        self._expect("expect_error_code", code)

    @sentence('the counter "${name}" is ${value:-?\\d+}', 'Then the counter "TotalReports" is 3')
    def counter_is(self, name: str, value: int) -> None:
        """Fails unless a counter has the value."""
        self._expect("expect_counter", name, value)

    @sentence('the output "${name}" is "${value}"', 'Then the output "__out_username" is "Ada"')
    def output_is(self, name: str, value: str) -> None:
        """Fails unless the process returned the output."""
        self._expect("expect_output", name, value)

    @sentence('the reply is of the kind "${kind}"', 'Then the reply is of the kind "SOAP fault"')
    def reply_is_of_the_kind(self, kind: str) -> None:
        """Fails unless the reply is a result, an empty result, a SOAP fault, a service error and so on."""
        self._expect("expect_kind", kind)

    @sentence("the credentials are refused", "Then the credentials are refused")
    def credentials_are_refused(self) -> None:
        """Fails unless the service refused who asks."""
        self._expect("expect_credentials_refused")

    @sentence("the process is not known", "Then the process is not known")
    def process_is_not_known(self) -> None:
        """Fails unless the service says, in one of the contract's ways, that it does not know the process."""
        self._expect("expect_not_found")

    @sentence(
        f'the process reaches "${{goal}}" within ${{time:{DURATION}}}',
        'Then the process reaches "running" within 2 minutes',
    )
    def process_reaches(self, goal: str, time: str) -> None:
        """Fails unless the process reaches a state or a phase in time, or has certainly passed it."""
        self._reached(self._wait(goal, time, end=False))

    @sentence(
        f'the process ends as "${{state}}" within ${{time:{DURATION}}}',
        'Then the process ends as "Failed" within 5 minutes',
    )
    def process_ends_as(self, state: str, time: str) -> None:
        """Fails unless the process ends in a state, or in the phase succeeded or failed, in time."""
        self._reached(self._wait(state, time, end=True))

    @sentence('the outcome is "${outcome}"', 'Then the outcome is "out of time"')
    def outcome_is(self, outcome: str) -> None:
        """Fails unless the wait before ended so: reached, stalled, out of time, not found, illegal transition..."""
        from .expectations import expect_outcome  # noqa: PLC0415

        if self._waited is None:
            raise ValueError('Nothing was waited for. Wait first: When I wait until it ends, for at most "5 minutes".')
        expect_outcome(self._waited, outcome)

    @sentence("the process has followed its lifecycle", "Then the process has followed its lifecycle")
    def has_followed_its_lifecycle(self) -> None:
        """Fails when what was read of the process was no legal lifecycle."""
        self._history.raise_when_illegal()

    @sentence(f"the process stays as it is for ${{time:{DURATION}}}", "Then the process stays as it is for 10 minutes")
    def process_stays(self, time: str) -> None:
        """Fails when anything that is reported of the process changes in the time."""
        from .following import expect_no_change  # noqa: PLC0415

        expect_no_change(self._service, self._process_id, seconds(time), INTERVAL)

    @sentence('the rule "${rule}" is broken', 'Then the rule "lifecycle.transition" is broken')
    def rule_is_broken(self, rule: str) -> None:
        """Fails unless what was read of the process broke a rule of its lifecycle."""
        from .expectations import expect_broken_rule  # noqa: PLC0415

        expect_broken_rule(self._history, rule)

    @sentence("every binding reports the same status", "Then every binding reports the same status")
    def every_binding_agrees(self) -> None:
        """Fails unless every binding that can carry the id tells the same of the process."""
        from .agreement import expect_agreement  # noqa: PLC0415

        expect_agreement(self._service, self._process_id)

    @property
    def _service(self) -> OpenService:
        if self._open is None:
            raise ValueError('No service is open. Begin the scenario with: Given the service "...".')
        return self._open

    @property
    def _reply(self) -> Reply:
        if self._service.last is None:
            raise ValueError('There is no reply yet. Ask first: When I ask for its status over "...".')
        return self._service.last

    @property
    def _history(self) -> History:
        return self._service.read_history(self._process_id)

    def _expect(self, name: str, *arguments: object) -> None:
        from . import expectations  # noqa: PLC0415

        getattr(expectations, name)(self._reply, *arguments)

    def _wait(self, goal: str, time: str, *, end: bool) -> WaitResult:
        from .polling import wait_for  # noqa: PLC0415
        from .waiting import WaitSettings, goal_named  # noqa: PLC0415

        wanted = goal_named(self._service.contract, goal, end=end)
        settings = WaitSettings(timeout=seconds(time), interval=INTERVAL)
        return wait_for(self._service, self._process_id, wanted, settings)

    @staticmethod
    def _reached(result: WaitResult) -> None:
        from .waiting import WaitFailed  # noqa: PLC0415

        if not result.reached:
            raise WaitFailed(result)


def listed(text: str) -> list[str]:
    """Reads a list such as ``Queued, Completed``.

    >>> listed("Queued, Completed")
    ['Queued', 'Completed']
    """
    return [entry.strip() for entry in text.split(",") if entry.strip()]


def seconds(time: str) -> float:
    """Reads a time such as ``5 minutes``.

    >>> seconds("5 minutes"), seconds("1 hour")
    (300.0, 3600.0)
    """
    number, _, unit = time.partition(" ")
    return float(number) * UNITS[unit.removesuffix("s").casefold()]
