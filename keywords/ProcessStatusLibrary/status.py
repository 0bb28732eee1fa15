"""The canonical record of a process: the same fields whatever the service and the binding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from .contract.model import Phase
from .masking import masked_repr


@masked_repr
@dataclass(frozen=True, slots=True)
class ProcessStatus:
    """What a service said about a process at one moment.

    Attributes:
        service: The contract's name.
        process_id: The id that the answer names, else the one that was asked for.
        state: The vendor's word, such as ``WaitingForOutput``, or the contract's for a derived state.
        phase: The common scale: pending, running, succeeded, failed or unknown.
        error_code: The vendor's error code; empty when the service has none.
        context: Additional information; None when the member is absent.
        message: A text for people; None when the member is absent.
        outputs: What the process returned, by name.
        counters: Whole numbers by name.
        started: When the process started; None when unknown.
        completed: When it ended; None when unknown or ``0001-01-01T00:00:00``, the runtime's word for none.
        more: Further documented members by name.
        binding: The binding that the status was read over.
    """

    service: str
    process_id: str
    state: str
    phase: Phase
    error_code: str = ""
    context: str | None = None
    message: str | None = None
    outputs: Mapping[str, object] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    started: datetime | None = None
    completed: datetime | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    binding: str = ""

    @property
    def ended(self) -> bool:
        """Whether the process succeeded or failed."""
        return self.phase in ("succeeded", "failed")

    def masked(self, mask: Callable[[str], str]) -> ProcessStatus:
        """The same for messages, logs and traces: every text of the service's without its secrets.

        Args:
            mask: What masks a text.
        """
        return replace(
            self,
            state=mask(self.state),
            error_code=mask(self.error_code),
            context=None if self.context is None else mask(self.context),
            message=None if self.message is None else mask(self.message),
            outputs={mask(name): mask(v) if isinstance(v, str) else v for name, v in self.outputs.items()},
            counters={mask(name): value for name, value in self.counters.items()},
            more={name: mask(value) if isinstance(value, str) else value for name, value in self.more.items()},
        )

    def __str__(self) -> str:
        code = f", {self.error_code}" if self.error_code else ""
        return f"{self.state} ({self.phase}{code})"


@masked_repr
@dataclass(frozen=True, slots=True)
class StartedProcess:
    """What a service said when it was asked to start a process.

    Attributes:
        process_id: The id to ask about later.
        message: A text for people; None when the member is absent.
    """

    service: str
    process_id: str
    message: str | None = None
