"""Sentences that act: ask, start, wait, watch."""

from __future__ import annotations

from typing import Any

from .scenario_state import DURATION, INTERVAL, ScenarioState, seconds
from .sentence_binding import sentence

DataTable = list[list[str]]


class WhenSentences(ScenarioState):
    """Acts in a scenario."""

    @sentence('I ask for its status over "${binding}"')
    def ask_for_its_status(self, binding: str) -> None:
        """Asks for the status of the scenario's process, whatever comes back.

        Example:
            When I ask for its status over "SOAP 1.1"
        """
        self._service.ask(self._process_id, binding)

    @sentence('I ask for its status over "${binding}" as "${format}"')
    def ask_for_its_status_as(self, binding: str, format: str) -> None:  # noqa: A002  the contract's word
        """Asks in one of the formats of the binding.

        Example:
            When I ask for its status over "REST" as "xml"
        """
        self._service.ask(self._process_id, binding, format=format)

    @sentence('I ask for a status over "${binding}" without an id')
    def ask_without_an_id(self, binding: str) -> None:
        """Asks over a binding that cannot carry the id.

        Example:
            When I ask for a status over "HTTP GET" without an id
        """
        self._service.ask("", binding)

    @sentence('I ask with the wrong password over "${binding}"')
    def ask_with_the_wrong_password(self, binding: str) -> None:
        """Asks as the same user with another password.

        Example:
            When I ask with the wrong password over "SOAP 1.2"
        """
        self._service.ask(self._process_id, binding, credentials=self._service.wrong_credentials())

    @sentence("I start a process with")
    def start_a_process_with(self, datatable: DataTable) -> None:
        """Starts a process: a table of field and value; a field such as `values.x` is a parameter.

        Example:
            When I start a process with
            | name           | Notepad |
            | runImmediately | Y       |
        """
        fields: dict[str, Any] = {}
        for name, value in datatable:
            group, _, member = name.partition(".")
            if member:
                fields.setdefault(group, {})[member] = value
            else:
                fields[name] = value
        self._process_id = self._service.submit_process(fields).process_id

    @sentence(f'I wait until it ends, for at most "${{time:{DURATION}}}"')
    def wait_until_it_ends(self, time: str) -> None:
        """Waits for the end of the process, however it ends; the sentences after it judge the outcome.

        Example:
            When I wait until it ends, for at most "6 hours"
        """
        self._waited = self._wait("", time, end=True)

    @sentence(f"I watch it for ${{time:{DURATION}}}")
    def watch_it(self, time: str) -> None:
        """Reads the process again and again, whatever it does; the sentences after it judge what was read.

        Example:
            When I watch it for 10 minutes
        """
        from .following import watch  # noqa: PLC0415

        watch(self._service, self._process_id, seconds(time), INTERVAL)
