"""What it means to wait for a process: the goal, the settings, and the ten ways in which a wait ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .contract.service import Contract
from .invariants import Violation
from .status import ProcessStatus
from .trace import Trace
from .wording import inert_lines, listing, nearest, plain, quote

PHASES = ("pending", "running", "succeeded", "failed")


class Outcome(StrEnum):
    """How a wait ended."""

    REACHED = "reached"
    ENDED_OTHERWISE = "ended in another terminal state"
    ILLEGAL = "illegal transition"
    STALLED = "stalled"
    OUT_OF_TIME = "out of time"
    NOT_FOUND = "not found"
    REFUSED = "refused"
    SERVICE_ERROR = "service error"
    UNREADABLE = "unreadable"
    TRANSPORT_LOST = "transport lost"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is waited for.

    Attributes:
        state: A state of the contract; empty: any.
        phase: A phase; empty: any.
        end: Only the end of the process counts.
    """

    state: str = ""
    phase: str = ""
    end: bool = False

    def __str__(self) -> str:
        what = self.state or self.phase
        if self.end:
            return f"its end as {quote(what)}" if what else "its end"
        return f"the {'state' if self.state else 'phase'} {quote(what)}"


def goal_named(contract: Contract, name: str, *, end: bool = False) -> Goal:
    """Reads a goal: a state of the contract, or a phase.

    Raises:
        ValueError: It is neither, or it is no end; the message says what is allowed.
    """
    states = contract.model.lifecycle.states
    if end and not name:
        return Goal(end=True)
    if name in states and states[name].phase == "unknown":
        raise ValueError(f"The state {quote(name)} says that a process is not known; it cannot be waited for.")
    if name in states:
        if end and name not in contract.terminal_states:
            raise ValueError(
                f"Service '{contract.service}' does not end in the state {quote(name)}. "
                f"It ends in {listing(contract.terminal_states)}."
            )
        return Goal(state=name, end=end)
    allowed_phases = ("succeeded", "failed") if end else PHASES
    misspelt = next((state for state in states if state.casefold() == name.casefold() and state != name), "")
    if name in allowed_phases or (name.casefold() in allowed_phases and not misspelt):
        return Goal(phase=name.casefold(), end=end)
    near = nearest(name, [*states, *allowed_phases])
    meant = f" Did you mean {quote(near)}?" if near else ""
    raise ValueError(
        f"Service '{contract.service}' has no state or phase {quote(name)}.{meant} Its states: "
        f"{listing(states, 'and')}; phases: {listing(allowed_phases, 'and')}."
    )


@dataclass(frozen=True, slots=True)
class WaitSettings:
    """How patiently to wait. Times are seconds.

    Attributes:
        timeout: The longest time to wait.
        interval: From one poll to the next.
        backoff: What the interval is multiplied by after each poll.
        longest_interval: What the interval grows to at most.
        jitter: How much an interval may be longer or shorter, as a part of it; seeded by the process id.
        stalled_after: Give up when nothing changes for so long; 0: never.
        not_found_grace: How long a service may not know the process before it is known.
        retries: How many exchanges in a row may fail: dropped, 429, 502, 503 or 504.

    Raises:
        ValueError: A setting is out of its range; the message says the range.
    """

    timeout: float = 300.0
    interval: float = 5.0
    backoff: float = 1.0
    longest_interval: float = 60.0
    jitter: float = 0.0
    stalled_after: float = 0.0
    not_found_grace: float = 0.0
    retries: int = 5

    def __post_init__(self) -> None:
        ranges = {
            "timeout": (0.0, 31_536_000.0),
            "interval": (0.001, 86_400.0),
            "backoff": (1.0, 10.0),
            "longest_interval": (0.001, 86_400.0),
            "jitter": (0.0, 0.9),
            "stalled_after": (0.0, 31_536_000.0),
            "not_found_grace": (0.0, 31_536_000.0),
            "retries": (0, 1000),
        }
        for name, (low, high) in ranges.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} is {value!r}. Allowed: from {plain(low)} to {plain(high)}.")


@dataclass(frozen=True)
class WaitResult:
    """How a wait for one process ended.

    Attributes:
        process_id: The process.
        goal: What was waited for.
        outcome: How it ended.
        message: What happened, with the trace; for a person.
        trace: What was reported over time.
        status: The last report; None when there was none.
        seconds: How long it took.
        polls: How many requests were sent.
        violations: The broken rules, for an illegal transition.
    """

    process_id: str
    goal: Goal
    outcome: Outcome
    message: str
    trace: Trace
    status: ProcessStatus | None
    seconds: float
    polls: int
    violations: tuple[Violation, ...] = field(default=())

    @property
    def reached(self) -> bool:
        """Whether the goal was reached."""
        return self.outcome is Outcome.REACHED


class WaitFailed(AssertionError):
    """A wait ended otherwise than was hoped.

    Attributes:
        results: The waits that failed.
    """

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, *results: WaitResult) -> None:
        self.results = results
        super().__init__(inert_lines("\n".join(result.message for result in results)))

    @property
    def outcome(self) -> Outcome:
        """How the first of them ended."""
        return self.results[0].outcome
