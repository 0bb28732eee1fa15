"""One simulated service: its calls, and what it has to say of a process, over whichever binding it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ..contract import Contract
from ..contract.model import ResultPaths
from ..wording import quote
from .author import Author
from .calls import Call, make_call
from .course import Moment, Step
from .drafts import Draft
from .envelopes import Envelope
from .http_message import Answer, Request
from .members import Member, Members, is_pattern
from .sample_entries import SampleEntries
from .samples import read_samples, read_values
from .script import Script
from .seams import CONFORMING, Seams
from .shapes import Shapes
from .store import ProcessStore
from .typed_values import ARTICLES, EXPECTED, WrongValue, canonical, default

Profile = Literal["documented", "observed"]

NOT_FOUND = "NotFound"
NO_TIME = "0001-01-01T00:00:00"
"""How .NET writes that a date is not there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the service has to say to a request.

    Attributes:
        kind: A result; an error in the shape of a result; or nothing, for there is no such process.
        process_id: The id that was asked for.
        members: The result's members; empty when there is nothing.
    """

    kind: Literal["result", "error", "nothing"]
    process_id: str
    members: Members


class Service:
    """A service of one contract.

    Args:
        contract: The contract.
        profile: Answers as the page prints them, or as the framework is known to.
        store: Where its processes are.

    Raises:
        ValueError: The samples do not fit the contract.
    """

    def __init__(self, contract: Contract, profile: Profile, store: ProcessStore) -> None:
        self.contract = contract
        self.profile = profile
        self.name = contract.service
        self.values = read_values(contract)
        self.shapes = Shapes(contract)
        self.calls = [make_call(contract, sample, self.values, self.shapes) for sample in read_samples(contract)]
        self._store = store
        self._operation, status = contract.operation(role="status")
        self._result = status.result
        self.id_type = status.identified_by.type
        self.seams: Seams = CONFORMING
        self._scripts: dict[str, Script] = {}

    @property
    def runtime(self) -> str:
        """The framework that is imitated in profile observed."""
        return self.contract.model.runtime if self.profile == "observed" else "none"

    @property
    def mount(self) -> str:
        """The path that contract paths are appended to: ServiceStack is mounted below the site's root."""
        return "/api" if self.runtime == "servicestack" else ""

    def put(self, script: Script, process_id: str = "") -> str:
        """Puts a process into the store and returns its id.

        Raises:
            ValueError: The id is of the wrong type, or the script asks for what the service has not.
        """
        if process_id:
            try:
                process_id = canonical(self.id_type, process_id)
            except WrongValue:
                raise ValueError(
                    f"Argument 'process_id': {quote(process_id)} is not {ARTICLES[self.id_type]}, as the ids of "
                    f"service '{self.name}' are. Expected {EXPECTED[self.id_type]}."
                ) from None
        else:
            process_id = self._store.fresh_id(self.name, self.id_type)
        course = self._author.course(script, process_id)
        self._scripts.pop(process_id, None)  # one that is replaced is the newest
        self._scripts[process_id] = script
        self._store.put(self.name, process_id, course)
        return process_id

    @property
    def processes(self) -> list[str]:
        """The ids of its processes, oldest first."""
        return list(self._scripts)

    def step_in(self, state: str, process_id: str, counters: Mapping[str, int] | None = None) -> Step:
        """What would be said of a process if it were in a state: of one that is not known, by its natural way.

        Args:
            state: The state.
            process_id: The id of the process.
            counters: Its counters, instead of those that say the state.
        """
        script = self._scripts.get(process_id, Script())
        code = script.error_code if script.states and state == script.states[-1] else ""
        there = replace(
            script, states=(state,), seconds_per_state=0.0, reads_per_state=1, error_code=code, counters=counters
        )
        return self._author.course(there, process_id).steps[-1]

    def admits(self, call: Call, request: Request, envelope: Envelope | None = None) -> bool:
        """Tells whether a request comes with the credentials that its call wants."""
        return self.seams.admits(call, request, envelope)

    def written(self, draft: Draft) -> Answer:
        """Writes an answer down."""
        return self.seams.drawn(draft).written()

    def status(self, call: Call, process_id: str, counts: bool = True) -> Outcome:
        """Tells the status of a process; an empty id is that of no process.

        Args:
            call: The call that asks for it.
            process_id: The id in its canonical form.
            counts: The process may age by this look.
        """
        moment = self._store.look(self.name, process_id, counts) if process_id else None
        moment = self.seams.seen(self, call, moment, process_id, counts)
        return self.seams.told(self, call, self._outcome(process_id, moment))

    def _outcome(self, process_id: str, moment: Moment | None) -> Outcome:
        if moment is not None:
            members = {**moment.step.members, **_facts(self._result, moment)}
            return Outcome("result", moment.process_id, members)
        if NOT_FOUND in self._states:
            return Outcome("result", process_id, self._not_found(process_id))
        if self._result.service_error:
            text = f"Process {process_id} was not found."
            return Outcome("error", process_id, self.error_members(NOT_FOUND, text))
        return Outcome("nothing", process_id, {})

    def start(self, call: Call, outputs: Mapping[str, str] | None) -> Outcome:
        """Starts a process that goes its natural way, a state a read.

        Args:
            call: The call that starts it.
            outputs: What it will put out, when the service reports outputs.
        """
        process_id = self.put(Script(reads_per_state=1, outputs=outputs if self._result.outputs else None))
        path = call.operation.result.process_id
        outcome = Outcome("result", process_id, {path: process_id} if path else {})
        return self.seams.told(self, call, outcome)

    def error_members(self, code: str, text: str) -> Members:
        """The members of an answer that is an error of the service's own: numbers stay, at nothing."""
        result = self._result
        members: dict[str, Member] = {result.error_code: code, f"{result.service_error}/Message": text}
        members.update(dict.fromkeys(result.counters, 0))
        members.update({path: None for path in (result.message, result.outputs) if path})
        return members

    @cached_property
    def _states(self) -> list[str]:
        return self.contract.allowed(self._operation, self._result.state) if self._result.state else []

    @cached_property
    def _author(self) -> Author:
        return Author(self.contract, self._operation, SampleEntries(self._shown_entries()))

    def _shown_entries(self) -> dict[str, str]:
        path = self._result.outputs
        if not path or is_pattern(path):
            return {}
        return next((c.template.entries(path) for c in self.calls if c.name == self._operation), {})

    def _not_found(self, process_id: str) -> Members:
        result = self._result
        members: dict[str, Member] = {result.state: NOT_FOUND}
        if result.context:
            members[result.context] = None
        if result.process_id:
            members[result.process_id] = process_id or default(self.id_type)
        members.update(dict.fromkeys(result.times.values(), NO_TIME))
        return members


def _facts(result: ResultPaths, moment: Moment) -> Members:
    """What a result says of the process beside its state: the id and the times."""
    facts: dict[str, Member] = {}
    if result.process_id:
        facts[result.process_id] = moment.process_id
    for name, path in result.times.items():
        time = moment.started if name == "started" else moment.completed
        facts[path] = f"{time:%Y-%m-%dT%H:%M:%S}" if time else NO_TIME
    return facts
