"""How a process ages: through its states by the clock, or by how often it was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..clock import Clock
from .members import Members

ROUNDING = 1e-9
"""Three times 0.1 s are 0.3 s, whatever the binary fractions add up to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One state of a process and what is said in it.

    Attributes:
        state: The state's name.
        ended: The state is an outcome: succeeded or failed.
        members: The result's members; times are added when the state is asked for.
    """

    state: str
    ended: bool
    members: Members


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of a process and what makes it take them. It stays in the last one.

    Attributes:
        steps: At least one.
        seconds_per_state: How long each state lasts by the clock; 0: the clock does not matter.
        reads_per_state: How many reads each state lasts, when the clock does not matter.
    """

    steps: Sequence[Step]
    seconds_per_state: float = 0.0
    reads_per_state: int = 1

    def position(self, seconds: float, reads: int) -> int:
        """Tells the step at an age.

        Args:
            seconds: Seconds since the process was put in.
            reads: How often its status was read before.
        """
        if self.seconds_per_state > 0:
            passed = int(seconds / self.seconds_per_state + ROUNDING)
        else:
            passed = reads // self.reads_per_state
        return min(passed, len(self.steps) - 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A process as it is seen at one time.

    Attributes:
        process_id: Its id.
        step: The step it is in.
        started: When it was put in.
        completed: When it reached its outcome; none while it runs.
    """

    process_id: str
    step: Step
    started: datetime
    completed: datetime | None


class Process:
    """A process in the store.

    Args:
        process_id: Its id.
        course: What it goes through.
        clock: What it ages by.
    """

    def __init__(self, process_id: str, course: Course, clock: Clock) -> None:
        self._id = process_id
        self._course = course
        self._clock = clock
        self._born = clock.now()
        self._started = clock.utc()
        self._reads = 0
        self._reached: datetime | None = None

    def look(self, counts: bool = True) -> Moment:
        """Sees the process; not thread safe, the store takes care of that.

        Args:
            counts: The look is one of those that a process may age by.
        """
        position = self._course.position(self._clock.now() - self._born, self._reads)
        if counts:
            self._reads += 1
        step = self._course.steps[position]
        if position == len(self._course.steps) - 1 and self._reached is None:
            self._reached = self._moment_of_the_last_state(position)
        return Moment(self._id, step, self._started, self._reached if step.ended else None)

    def _moment_of_the_last_state(self, position: int) -> datetime:
        if self._course.seconds_per_state > 0:
            return self._started + timedelta(seconds=position * self._course.seconds_per_state)
        return self._clock.utc()
