"""The sentences of features: the same words under pytest-bdd and under Robot Framework."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .sentence_binding import sentence

if TYPE_CHECKING:
    from .api import OpenService
    from .embedded import Profile
    from .reply import Reply

DataTable = list[list[str]]


class ProcessStatusSentences:
    """The sentences of one scenario.

    Args:
        targets: A targets file; by default the one that the variable PROCESSSTATUS_TARGETS names.
        profile: How the embedded simulator answers.
    """

    def __init__(self, targets: str = "", profile: Profile = "documented") -> None:
        self._targets = targets or os.environ.get("PROCESSSTATUS_TARGETS", "")
        self._profile: Profile = profile
        self._open: OpenService | None = None
        self._process_id = ""

    def close(self) -> None:
        """Ends the scenario: closes the service and the simulator behind it."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @sentence('the service "${service}"')
    def the_service(self, service: str) -> None:
        """Opens a service: where the targets file says, else on the embedded simulator."""
        from .api import open_service  # noqa: PLC0415  the core is loaded when a scenario needs it

        self.close()
        self._open = open_service(service, targets=self._targets, profile=self._profile)

    @sentence('the service "${service}" at "${url}"')
    def the_service_at(self, service: str, url: str) -> None:
        """Opens a service at a URL."""
        from .api import open_service  # noqa: PLC0415

        self.close()
        self._open = open_service(service, url)

    @sentence('a process in the state "${state}"')
    def a_process_in_the_state(self, state: str) -> None:
        """Arranges a process: on the simulator it is made, on an endpoint the targets file names it."""
        self._process_id = self._service.prepare_process(state)

    @sentence('a process in the state "${state}" with the error code "${code}"')
    def a_process_with_error_code(self, state: str, code: str) -> None:
        """Arranges a process with an error code; needs the simulator."""
        self._process_id = self._service.simulate(states=[state], error_code=code)

    @sentence('the process "${process_id}"')
    def the_process(self, process_id: str) -> None:
        """Names the process that the scenario is about."""
        self._process_id = process_id

    @sentence('I ask for its status over "${binding}"')
    def ask_for_its_status(self, binding: str) -> None:
        """Asks for the status of the scenario's process, whatever comes back."""
        self._service.ask(self._process_id, binding)

    @sentence('I ask for its status over "${binding}" as "${format}"')
    def ask_for_its_status_as(self, binding: str, format: str) -> None:  # noqa: A002  the contract's word
        """Asks in one of the formats of the binding."""
        self._service.ask(self._process_id, binding, format=format)

    @sentence('I ask for a status over "${binding}" without an id')
    def ask_without_an_id(self, binding: str) -> None:
        """Asks over a binding that cannot carry the id."""
        self._service.ask("", binding)

    @sentence('I ask with the wrong password over "${binding}"')
    def ask_with_the_wrong_password(self, binding: str) -> None:
        """Asks as the same user with another password."""
        from dataclasses import replace  # noqa: PLC0415

        from .masking import SecretText  # noqa: PLC0415

        wrong = replace(self._service.target.credentials, password=SecretText("not-the-password"))
        self._service.ask(self._process_id, binding, credentials=wrong)

    @sentence("I start a process with")
    def start_a_process_with(self, datatable: DataTable) -> None:
        """Starts a process: a table of field and value; a field such as ``values.x`` is a parameter."""
        fields: dict[str, Any] = {}
        for name, value in datatable:
            group, _, member = name.partition(".")
            if member:
                fields.setdefault(group, {})[member] = value
            else:
                fields[name] = value
        self._process_id = self._service.submit_process(fields).process_id

    @sentence("the reply conforms to the contract")
    def reply_conforms(self) -> None:
        """Fails unless the reply keeps every clause of the contract."""
        from .session import conforming  # noqa: PLC0415

        conforming(self._reply)

    @sentence('the state is "${state}"')
    def state_is(self, state: str) -> None:
        """Fails unless the process is in the state."""
        self._expect("expect_state", state)

    @sentence('the phase is "${phase}"')
    def phase_is(self, phase: str) -> None:
        """Fails unless the process is in the phase: pending, running, succeeded, failed or unknown."""
        self._expect("expect_phase", phase)

    @sentence('the error code is "${code}"')
    def error_code_is(self, code: str) -> None:
        """Fails unless the error code is the expected one."""
        self._expect("expect_error_code", code)

    @sentence('the counter "${name}" is ${value:-?\\d+}')
    def counter_is(self, name: str, value: int) -> None:
        """Fails unless a counter has the value."""
        self._expect("expect_counter", name, value)

    @sentence('the output "${name}" is "${value}"')
    def output_is(self, name: str, value: str) -> None:
        """Fails unless the process returned the output."""
        self._expect("expect_output", name, value)

    @sentence('the reply is of the kind "${kind}"')
    def reply_is_of_the_kind(self, kind: str) -> None:
        """Fails unless the reply is a result, an empty result, a SOAP fault, a service error and so on."""
        self._expect("expect_kind", kind)

    @sentence("the credentials are refused")
    def credentials_are_refused(self) -> None:
        """Fails unless the service refused who asks."""
        self._expect("expect_credentials_refused")

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

    def _expect(self, name: str, *arguments: object) -> None:
        from . import expectations  # noqa: PLC0415

        getattr(expectations, name)(self._reply, *arguments)
