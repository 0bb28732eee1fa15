"""The Python face: open a service, ask, close."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from .agreement import Agreement, expect_agreement
from .clock import Clock, VirtualClock
from .conformance.assertion import expect_conformance
from .conformance.binding_selection import selected_bindings
from .conformance.check import check_service
from .conformance.results import ServiceResult
from .conformance.situation import granted
from .contract import load_contract
from .credentials import Credentials
from .embedded import EmbeddedSimulator, Profile
from .levels import LEVELS, Level
from .lifecycle import lifecycle_graph
from .masking import Masker, SecretText
from .polling import CONNECTIONS, Progress, Watched, wait_for, wait_for_all
from .recording import Recorder
from .run_recording import run_recorder
from .session import Session
from .target_selection import TargetMissing, configured_target, with_settings
from .targets import UNKNOWN_PROCESS, Target, base_url
from .targets_variable import TARGETS_VARIABLE
from .waiting import Goal, WaitFailed, WaitResult, WaitSettings, goal_named
from .wording import unknown

UNKNOWN_GUID = "ffffffff-ffff-4fff-bfff-ffffffffffff"
WRONG = SecretText("not-the-right-secret")


def open_service(
    service: str | Path,
    url: str = "",
    *,
    targets: str | Path = "",
    credentials: Credentials | None = None,
    profile: Profile = "documented",
    clock: Clock | None = None,
    simulated_time: bool = False,
    record: str | Path = "",
    recorder: Recorder | None = None,
    masker: Masker | None = None,
    auth: Any = None,
    **settings: Any,
) -> OpenService:
    """Opens a service: at a URL, where a targets file says, or on the embedded simulator.

    Args:
        service: A contract's name such as ``cora-ocr``, or a folder with a contract.toml.
        url: The base that contract paths are appended to, or a full endpoint. Without it the targets file decides,
            and without one the embedded simulator is started.
        targets: A targets file; by default the one that the variable PROCESSSTATUS_TARGETS names.
        credentials: Who asks.
        profile: How the embedded simulator answers: ``documented`` or ``observed``.
        clock: What tells the time.
        simulated_time: On the embedded simulator, wait on a clock that only waiting moves: hours pass at once.
        record: A file that exchanges are recorded to, as JSON Lines. Left by Ctrl-C or `sys.exit()`, the recording is
            marked as incomplete. Without it the recording of the run is joined, where pytest or Robot Framework was
            asked for one.
        recorder: A recording that several services share, instead of `record`; it masks the secrets of them all, and
            the caller closes it.
        masker: What keeps secrets out of everything written; the recorder's by default.
        auth: Any authentication object of requests, such as NTLM.
        settings: Further attributes of a [Target][ProcessStatusLibrary.targets.Target], such as ``ca_file`` or
            ``allow_states``.

    Returns:
        The open service, a context manager.

    Raises:
        ValueError: The service is unknown, or a setting is wrong; the message says what is allowed.
        TargetMissing: The targets file does not name the service, so it is not run.

    >>> with open_service("cora-ocr") as service:
    ...     process_id = service.simulate(states=["Failed"], error_code="TimedOut")
    ...     print(service.get_process_status(process_id, binding="SOAP 1.2"))
    Failed (failed, TimedOut)
    """
    contract = load_contract(service)
    if url and targets:
        raise ValueError("url and targets exclude each other. Write the URL into the targets file, or leave it out.")
    if not record:
        recorder = recorder or run_recorder()
    target = Target(contract.service, contract, url=base_url(contract, url) if url else "")
    if not url:
        file = str(targets) or os.environ.get(TARGETS_VARIABLE, "")
        target = configured_target(contract, Path(file)) if file else replace(target, simulated=True)
    if credentials is not None:
        settings["credentials"] = credentials
    target = with_settings(target, settings)
    embedded = None
    if target.simulated:
        clock = clock or (VirtualClock() if simulated_time else None)
        embedded = EmbeddedSimulator(profile, clock)
        target = embedded.target(contract, target)
    masker = masker or (recorder.masker if recorder is not None else Masker())
    opened = None
    try:
        opened = OpenService(target, embedded, masker=masker, recorder=recorder, clock=clock, auth=auth)
        if recorder is None:
            opened.record_to(Path(record) if record else None)
        opened.note_opened()
    except BaseException:  # Ctrl-C too: what was begun is ended
        if opened is not None:
            opened.close()
        elif embedded is not None:
            embedded.stop()
        raise
    return opened


class OpenService(Session):
    """A session that also owns the embedded simulator behind it, when there is one."""

    def __init__(self, target: Target, embedded: EmbeddedSimulator | None, **options: Any) -> None:
        super().__init__(target, **options)
        self._embedded = embedded
        self._owned: Recorder | None = None

    def record_to(self, path: Path | None) -> None:
        """Records to a file of this session's own, which is closed with it."""
        self.exchanger.recorder = self._owned = Recorder(path, self.masker)

    def simulate(self, process_id: str = "", **course: Any) -> str:
        """Puts a process into the embedded simulator.

        Args:
            process_id: Its id; a new one by default.
            course: What the simulator's ``simulate`` takes: states, seconds_per_state, reads_per_state, error_code,
                context, message, outputs, counters.

        Returns:
            The id.

        Raises:
            TargetMissing: The service is not simulated.
            ValueError: The course is wrong.
        """
        embedded = self.require_simulator()
        simulator = embedded.simulator(self.contract)
        return simulator.simulate(self.target.service, process_id, **course)

    def require_simulator(self) -> EmbeddedSimulator:
        """The simulator behind the service.

        Raises:
            TargetMissing: The service is not simulated.
        """
        if self._embedded is None:
            raise TargetMissing(f"{self.target.service} is not simulated, its target is {self.target.name}.")
        return self._embedded

    def prepare_process(self, state: str, **course: Any) -> str:
        """Finds a process that is in a state: simulates it, or takes it from the targets file.

        Args:
            state: A state of the contract.
            course: As for [simulate][ProcessStatusLibrary.api.OpenService.simulate].

        Returns:
            The id.

        Raises:
            TargetMissing: The endpoint is real and the targets file maps no process to the state.
        """
        if self.contract.state(state) is None:
            raise ValueError(unknown(f"state of {self.target.service}", state, self.contract.model.lifecycle.states))
        if self._embedded is not None:
            return self.simulate(states=[state], **course)
        if state in self.target.processes:
            return self.target.processes[state]
        raise TargetMissing(f"[{self.target.service}.processes] {state} is missing in the targets file.")

    def prepare_ending(self, state: str) -> str:
        """Finds a process that ends in a state: simulated, a minute in each state on the way, or from the targets file.

        Raises:
            TargetMissing: The endpoint is real and the targets file maps no process to the state.
            ValueError: The contract has no such final state.
        """
        goal_named(self.contract, state, end=True)
        if self._embedded is None:
            return self.prepare_process(state)
        return self.simulate(states=lifecycle_graph(self.contract).path_to(state), seconds_per_state=60.0)

    def unknown_process(self) -> str:
        """Names an id that the service does not know.

        Raises:
            TargetMissing: The endpoint is real and the targets file has no process ``unknown``.
        """
        if self._embedded is None:
            if UNKNOWN_PROCESS not in self.target.processes:
                raise TargetMissing(
                    f"[{self.target.service}.processes] {UNKNOWN_PROCESS} is missing in the targets file."
                )
            return self.target.processes[UNKNOWN_PROCESS]
        _, operation = self.contract.operation()
        number = "999999999"
        return number if operation.identified_by.type in ("int", "long") else UNKNOWN_GUID

    def wait_until_reaches(self, process_id: object, goal: str, *, binding: str = "", **patience: float) -> WaitResult:
        """Waits until a process is in a state or a phase, or has certainly passed it.

        Args:
            process_id: The process.
            goal: A state of the contract, or a phase.
            binding: The binding to ask over.
            patience: Attributes of [WaitSettings][ProcessStatusLibrary.waiting.WaitSettings], in seconds: timeout,
                interval, stalled_after, not_found_grace and so on.

        Returns:
            How it was reached, with the trace.

        Raises:
            WaitFailed: The wait ended otherwise; `outcome` says how.
        """
        return self._wait(process_id, goal_named(self.contract, goal), binding, patience)

    def wait_until_ends(self, process_id: object, as_: str = "", *, binding: str = "", **patience: float) -> WaitResult:
        """Waits until a process ends.

        Args:
            process_id: The process.
            as_: A final state, or the phase ``succeeded`` or ``failed``; any end counts without it.
            binding: The binding to ask over.
            patience: As for [wait_until_reaches][ProcessStatusLibrary.api.OpenService.wait_until_reaches].

        Returns:
            How it ended, with the trace.

        Raises:
            WaitFailed: The wait ended otherwise; `outcome` says how.

        >>> with open_service("cora-rpa", simulated_time=True) as service:
        ...     process_id = service.prepare_ending("Failed")
        ...     print(service.wait_until_ends(process_id, as_="Failed", timeout=600).trace)
        Queued 0.0-60 s > Failed 60 s
        """
        return self._wait(process_id, goal_named(self.contract, as_, end=True), binding, patience)

    def wait_until_all_end(
        self,
        process_ids: Iterable[object],
        as_: str = "",
        *,
        binding: str = "",
        connections: int = CONNECTIONS,
        progress: Progress | None = None,
        **patience: float,
    ) -> list[WaitResult]:
        """Waits until a set of processes ends, together, over one pool of connections.

        Returns:
            One result a process, whatever its outcome: the report of which ended how.
        """
        goal = goal_named(self.contract, as_, end=True)
        watched = [Watched(str(process_id), goal) for process_id in process_ids]
        settings = WaitSettings(**patience)  # type: ignore[arg-type]  # retries is a whole number
        return wait_for_all(self, watched, settings, binding=binding, connections=connections, progress=progress)

    def bindings_should_agree(self, process_id: object, *bindings: str) -> Agreement:
        """Fails unless every binding, or the given ones, tells the same of a process.

        Raises:
            BindingsDisagree: The differing fields side by side, or there is nothing to compare.
        """
        return expect_agreement(self, str(process_id), bindings)

    def check(
        self, *bindings: str, allow_start: bool = False, allow_negative: bool = False, allow_bad_login: bool = False
    ) -> ServiceResult:
        """Sends every documented request, and more, and judges the answers, as ``processstatus check`` does.

        The embedded simulator is sent everything, and processes of the check's own.

        Args:
            bindings: The bindings to ask over; all by default.
            allow_start: Allow starting a process on a real endpoint.
            allow_negative: Allow malformed requests to a real endpoint, a few a second.
            allow_bad_login: Allow one login with wrong credentials to a real endpoint: accounts may lock.

        Returns:
            One verdict a clause, operation and binding.

        Raises:
            ValueError: The service does not document a binding.
        """
        selected = selected_bindings(self.contract, bindings)
        own = self.target
        permissions = granted(
            simulated=own.simulated, start=allow_start, negative=allow_negative, bad_login=allow_bad_login
        )
        if self._embedded is not None:
            self.target = self._embedded.target_with_processes(self.contract, own)
        try:
            return check_service(self, selected, permissions=permissions)
        finally:
            self.target = own

    def should_conform(self, *bindings: str, fail_on: Level = "documented", **allowed: bool) -> ServiceResult:
        """Fails unless the service keeps its contract.

        Args:
            bindings: The bindings to ask over; all by default.
            fail_on: Broken clauses of this level and the levels above fail.
            allowed: As for [check][ProcessStatusLibrary.api.OpenService.check].

        Returns:
            One verdict a clause, operation and binding.

        Raises:
            NotConforming: Every breach, and every binding that could not be judged.

        >>> with open_service("listrak") as service:
        ...     result = service.should_conform("SOAP 1.1")
        ...     print(result.rows)
        (('GetProcessStatus', 'SOAP 1.1'),)
        """
        if fail_on not in LEVELS:
            raise ValueError(f"Argument 'fail_on': {unknown('level', fail_on, LEVELS)}")
        result = self.check(*bindings, **allowed)
        expect_conformance(result, fail_on)
        return result

    def set_defects(self, *names: str) -> None:
        """Makes the embedded simulator answer with seeded defects, and no others, from the next request on.

        Args:
            names: Their names, such as ``lower-case-state``; none: the simulator conforms.

        Raises:
            TargetMissing: The service is not simulated.
            ValueError: A name is not known; the message lists those that are.
        """
        self.require_simulator().simulator(self.contract).set_defects(*names)

    def _wait(self, process_id: object, goal: Goal, binding: str, patience: Mapping[str, float]) -> WaitResult:
        settings = WaitSettings(**patience)  # type: ignore[arg-type]  # retries is a whole number
        result = wait_for(self, str(process_id), goal, settings, binding=binding)
        if not result.reached:
            raise WaitFailed(result)
        return result

    def wrong_credentials(self) -> Credentials:
        """The same user with another password, or another token.

        Raises:
            TargetMissing: The service is asked without credentials.
        """
        credentials = self.target.credentials
        if credentials.token:
            return replace(credentials, token=WRONG)
        if not credentials.user:
            raise TargetMissing(
                f"{self.target.service} is asked without credentials, so none can be wrong: user_env and password_env "
                "are missing in the targets file."
            )
        return replace(credentials, password=WRONG)

    def close(self) -> None:
        """Closes every connection, the recording and the simulator; a service that is recorded is not asked again."""
        super().close()
        self.exchanger.recorder.mark_if_stopped()
        if self._owned is not None:
            self._owned.close()
        if self._embedded is not None:
            self._embedded.stop()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.exchanger.recorder.mark_if_stopped(error)
        self.close()
