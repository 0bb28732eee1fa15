"""Sentences that act: ask, start, wait, watch."""

from __future__ import annotations

from typing import Any

from .scenario_state import DURATION, INTERVAL, ScenarioState, seconds
from .sentence_binding import sentence
from .wording import quote

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
        self._process_id = self._service.submit_process(start_fields(datatable)).process_id

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


def start_fields(datatable: DataTable) -> dict[str, Any]:
    """The fields of a start request, from a table of field and value.

    Raises:
        ValueError: A row has not two cells, or a field stands there twice; the message quotes it.

    >>> start_fields([["name", "Notepad"], ["values.user", "Ada"]])
    {'name': 'Notepad', 'values': {'user': 'Ada'}}
    """
    fields: dict[str, Any] = {}
    for row in datatable:
        if len(row) != 2:
            raise ValueError(f"The row {quote(' | '.join(row))} of the table has not two cells. Write field and value.")
        name, value = row
        group, _, member = name.partition(".")
        held = fields.setdefault(group, {}) if member else fields
        if not isinstance(held, dict) or (member or name) in held:
            raise ValueError(f"The field {quote(name)} stands twice in the table. Write it once.")
        held[member or name] = value
    return fields
