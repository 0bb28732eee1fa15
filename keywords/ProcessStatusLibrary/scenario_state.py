"""What the sentences of one scenario share: the open service, the process, and the last wait."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import OpenService
    from .embedded import Profile
    from .history import History
    from .reply import Reply
    from .waiting import WaitResult

simulator_only: ContextVar[bool] = ContextVar("simulator_only", default=False)
"""The scenario is tagged ``simulator``: on a real endpoint it is skipped before it does anything."""

INTERVAL = 5.0
UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}
DURATION = "\\d+ (second|minute|hour|day)s?"


class ScenarioState:
    """The state of one scenario.

    Args:
        targets: A targets file; by default the one that the run was given.
        profile: How the embedded simulator answers."""

    ROBOT_LIBRARY_SCOPE = "TEST"
    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, targets: str = "", profile: Profile = "documented") -> None:
        self._targets = targets
        self._profile: Profile = profile
        self._open: OpenService | None = None
        self._process_id = ""
        self._waited: WaitResult | None = None
        self.ROBOT_LIBRARY_LISTENER = self

    def _start_test(self, data: Any, result: object) -> None:  # noqa: ARG002  Robot's listener interface
        simulator_only.set("simulator" in data.tags)

    def opened(self, service: OpenService) -> None:
        """Makes an open service the scenario's.

        Raises:
            TargetMissing: The scenario is tagged ``simulator`` and the service is not simulated.
        """
        self._open = service
        if simulator_only.get():
            service.require_simulator()

    def _end_test(self, data: object, result: object) -> None:  # noqa: ARG002  Robot's listener interface
        self.close()

    def close(self) -> None:
        """Ends the scenario: closes the service and the simulator behind it."""
        if self._open is not None:
            self._open.close()
            self._open = None

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
        settings = WaitSettings(timeout=seconds(time), interval=INTERVAL, backoff=1.1, longest_interval=60.0)
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
    return float(number) * UNITS[unit.casefold().removesuffix("s")]
