"""What families of probes need to know of a service, and how they write its requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..contract.model import Binding
from ..contract.service import Contract
from ..session import Session
from ..transport.exchange import HttpRequest
from .probe import Probe
from .situation import Situation

NO_ID_REASON = "no process id was given: use --process-id, or process_id in the targets file"


@dataclass(frozen=True, slots=True)
class Row:
    """One operation over one binding.

    Attributes:
        carries_id: Whether a request can name the process that it asks about.
    """

    operation: str
    binding: str
    documented: Binding
    starts: bool
    carries_id: bool

    @property
    def soap(self) -> bool:
        """Whether messages travel in an envelope."""
        return self.binding.startswith("SOAP")

    @property
    def has_body(self) -> bool:
        """Whether a request has a body."""
        return self.soap or bool(self.documented.request.schema) or self.documented.request.line.startswith("POST")


class Bench:
    """A service that is going to be probed.

    Args:
        session: The open service.
        bindings: The bindings to ask over.
    """

    def __init__(self, session: Session, bindings: Sequence[str]) -> None:
        self._session = session
        self.target = session.target
        self.rows = tuple(self._rows(bindings))

    @property
    def contract(self) -> Contract:
        """The service's contract."""
        return self.target.contract

    @property
    def status_rows(self) -> tuple[Row, ...]:
        """The rows that ask for a status."""
        return tuple(row for row in self.rows if not row.starts)

    @property
    def start_rows(self) -> tuple[Row, ...]:
        """The rows that start a process."""
        return tuple(row for row in self.rows if row.starts)

    @property
    def processes(self) -> tuple[tuple[str, str], ...]:
        """The processes that may be asked for, and the state that each is said to be in."""
        target = self.target
        asked = [(process_id, state) for state, process_id in target.processes.items()]
        if target.process_id and target.process_id not in {process_id for process_id, _ in asked}:
            asked.insert(0, (target.process_id, ""))
        return tuple(asked)

    @property
    def some_process(self) -> tuple[str, str]:
        """A process for requests that need any: one that ended well, if there is one; empty when there is none."""
        states = self.contract.model.lifecycle.states
        ended = [(i, s) for i, s in self.processes if s in states and states[s].phase == "succeeded"]
        return next(iter([*ended, *self.processes]), ("", ""))

    def formats(self, row: Row) -> Sequence[str]:
        """The formats of a binding; one without a name when it has no choice."""
        return list(row.documented.request.formats) or [""]

    def request(self, row: Row, process_id: str = "", **options: Any) -> HttpRequest:
        """Writes the documented request.

        Raises:
            ValueError: It cannot be written as documented.
        """
        if row.starts:
            options = {"fields": self.target.start, **options}
        if "credentials" in options:
            options["credentials"].teach(self._session.masker)  # one with another user is still half a secret
        return self._session.documented_request(row.operation, row.binding, process_id, **options)

    def probe(self, row: Row, situation: Situation, request: HttpRequest | None = None, **details: Any) -> Probe:
        """A probe of a row."""
        return Probe(row.operation, row.binding, situation, request=request, **details)

    def documented_probe(
        self,
        row: Row,
        situation: Situation,
        process_id: str = "",
        *,
        options: dict[str, Any] | None = None,
        **details: Any,
    ) -> Probe:
        """A probe that sends the documented request, or says why it cannot be written."""
        if row.carries_id and not process_id:
            return self.probe(row, situation, skipped=NO_ID_REASON, **details)
        sent = process_id if row.carries_id else ""
        try:
            request = self.request(row, sent, **(options or {}))
        except ValueError as problem:
            return self.probe(row, situation, skipped=str(problem).removesuffix("."), process_id=sent, **details)
        return self.probe(row, situation, request, process_id=sent, **details)

    def _rows(self, bindings: Sequence[str]) -> Iterator[Row]:
        for operation, op in self.contract.model.operations.items():
            for binding, documented in op.bindings.items():
                if binding in bindings:
                    carries = bool(documented.request.process_id or self.target.id_parameters.get(binding))
                    yield Row(operation, binding, documented, op.role == "start", carries)
