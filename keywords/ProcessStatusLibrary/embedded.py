"""The embedded simulator as a target: one process in every state, and the credentials that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .clock import Clock
from .contract.sample_values import sample_values
from .contract.service import Contract
from .credentials import Credentials
from .masking import SecretText
from .targets import Target

if TYPE_CHECKING:
    from .simulator import Simulator

Profile = Literal["documented", "observed"]


class EmbeddedSimulator:
    """A simulator that starts when it is first needed.

    Args:
        profile: ``documented`` answers as the page prints, ``observed`` as the frameworks do.
        clock: What its processes age by.
    """

    def __init__(self, profile: Profile = "documented", clock: Clock | None = None) -> None:
        self.profile = profile
        self._clock = clock
        self._simulators: dict[Path, Simulator] = {}

    def simulator(self, contract: Contract, defects: Sequence[str] = ()) -> Simulator:
        """The running simulator of a contract.

        Args:
            contract: The contract.
            defects: What it does wrong when it is started now, by name.
        """
        folder = contract.folders[0]
        if folder not in self._simulators:
            from .simulator import Simulator  # noqa: PLC0415  an event loop that a real endpoint does not need

            simulator = Simulator(folder, profile=self.profile, clock=self._clock, defects=defects)
            self._simulators[folder] = simulator.start()
        return self._simulators[folder]

    def target(self, contract: Contract, base: Target | None = None) -> Target:
        """Describes the simulator of a contract as a target.

        Args:
            contract: The contract.
            base: What is already settled, such as header members.
        """
        settled = base or Target(contract.service, contract)
        simulator = self.simulator(contract, settled.defects)
        values = sample_values(contract)
        found = simulator.credentials(contract.service)
        credentials = Credentials(
            user=found.get("user", ""),
            password=SecretText(found.get("password", "")),
            token=NO_TOKEN if found.get("user") else SecretText(found.get("token", "")),
        )
        start = values.get("start", {})
        return replace(
            settled,
            url=simulator.url(contract.service),
            simulated=True,
            credentials=settled.credentials or credentials,
            start=settled.start or start,
        )

    def target_with_processes(self, contract: Contract, base: Target | None = None) -> Target:
        """The same with one process in every documented state, and some under way."""
        target = self.target(contract, base)
        if target.processes or target.process_id:
            return target
        documented = [
            name
            for name, state in contract.model.lifecycle.states.items()
            if name not in contract.allowable_states or name in target.allow_states
        ]
        simulator = self.simulator(contract)
        processes = {state: simulator.simulate(contract.service, states=[state]) for state in documented}
        # One process for all bindings together and one for each alone; and one for several readers at once, which all
        # read the same state, so that two checks tell the same.
        reads = [2] * (1 + len(contract.operation()[1].bindings)) + [3]
        follow = tuple(simulator.simulate(contract.service, reads_per_state=count) for count in reads)
        return replace(target, processes=processes, follow=follow)

    def stop(self) -> None:
        """Stops every simulator."""
        for simulator in self._simulators.values():
            simulator.stop()
        self._simulators.clear()


NO_TOKEN = SecretText("")
