"""What one run of a suite plays on: a simulator of its own, and the environment variables that lead there."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ..contract import shipped_services
from ..contract.service import Contract
from ..simulator import Simulator
from ..targets_variable import TARGETS_VARIABLE
from ..trusted_folders import VARIABLE as TRUSTED_FOLDERS

PREFIX = "PROCESSSTATUS"


def variable(kind: str, service: str, state: str = "") -> str:
    """The name of an environment variable of a service.

    >>> variable("URL", "my-service")
    'PROCESSSTATUS_URL_MY_SERVICE'
    >>> variable("PROCESS", "my-service", "WaitingForOutput")
    'PROCESSSTATUS_PROCESS_MY_SERVICE_WAITINGFOROUTPUT'
    """
    return re.sub(r"\W", "_", "_".join(filter(None, [PREFIX, kind, service, state]))).upper()


class Stage:
    """Services with the same defects in two places, one for each kind of suite.

    - Simulators on loopback for suites that are built on any HTTP library: variables tell URL, credentials, and a
      process in every documented state.
    - A targets file that makes the library's own keywords start their embedded simulator with the defects, so that
      all of them work, those too that simulate processes or time.

    Args:
        contracts: The services.
        defects: What they do wrong, by name; none: they conform.

    Attributes:
        environment: The variables of a run, without those of this process.
        folder: A folder of this run, which is deleted with it.
    """

    def __init__(self, contracts: Sequence[Contract], defects: Sequence[str] = ()) -> None:
        self._contracts = contracts
        self._simulator = Simulator(*(contract.folders[0] for contract in contracts))
        self._defects = tuple(defects)
        self._temporary = tempfile.TemporaryDirectory(prefix="processstatus-")
        self.folder = Path(self._temporary.name)
        self.environment: Mapping[str, str] = {}

    def __enter__(self) -> Self:
        self._simulator.start()
        targets = self.folder / "targets.toml"
        targets.write_text("\n".join(self._table(contract) for contract in self._contracts), encoding="utf-8")
        variables = {TARGETS_VARIABLE: str(targets)}
        for contract in self._contracts:
            variables |= self._variables(contract)
        own = [str(found.folders[0].resolve()) for found in self._contracts if found.service not in shipped_services()]
        if own:  # the targets file names them
            trusted = [os.environ.get(TRUSTED_FOLDERS, ""), *own]
            variables[TRUSTED_FOLDERS] = os.pathsep.join(filter(None, trusted))
        # Set last: what is read before does not count for a defect.
        self._simulator.set_defects(*self._defects)
        self.environment = variables
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._simulator.stop()
        self._temporary.cleanup()

    def _table(self, contract: Contract) -> str:
        lines = [f"[{json.dumps(contract.service)}]", 'target = "simulator"']
        if contract.service not in shipped_services():
            lines.append(f"contract = {json.dumps(str(contract.folders[0].resolve()))}")
        if self._defects:
            lines.append(f"defects = {json.dumps(self._defects)}")
        return "\n".join(lines) + "\n"

    def _variables(self, contract: Contract) -> dict[str, str]:
        service, states = contract.service, contract.model.lifecycle.states
        found = {variable("URL", service): self._simulator.url(service)}
        for name, value in self._simulator.credentials(service).items():
            found[variable(name, service)] = value
        for state, described in states.items():
            if state in contract.allowable_states:
                continue
            process_id = self._simulator.simulate(service, states=[state])
            found[variable("PROCESS", service, state)] = process_id
            if described.phase == "succeeded":
                found[variable("PROCESS", service)] = process_id
        return found


def run_environment(stage: Stage) -> dict[str, str]:
    """The environment of a run: this process's own, and the stage's."""
    return {**os.environ, **stage.environment}
