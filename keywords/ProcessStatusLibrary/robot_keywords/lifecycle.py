"""Keywords that follow processes through their lifecycle."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import timedelta

from robot.api import logger
from robot.api.deco import keyword

from ..agreement import expect_agreement
from ..polling import CONNECTIONS, Watched, wait_for, wait_for_all
from ..status import ProcessStatus
from ..timeline import timeline
from ..trace import Trace
from ..waiting import Goal, WaitFailed, WaitResult, WaitSettings, goal_named
from ..wording import inert_lines, unknown
from .state import LibraryState

Duration = timedelta | float
LIFECYCLE = ("Lifecycle",)


class LifecycleKeywords(LibraryState):
    """Waits that know the outcome, traces, and agreement of bindings."""

    @keyword(tags=(*LIFECYCLE, "Wait"))
    def wait_until_process_reaches(
        self,
        process_id: str,
        goal: str,
        *,
        binding: str = "",
        timeout: Duration = 300.0,
        interval: Duration = 5.0,
        backoff: float = 1.0,
        longest_interval: Duration = 60.0,
        jitter: float = 0.0,
        stalled_after: Duration = 0.0,
        not_found_grace: Duration = 0.0,
        retries: int = 5,
    ) -> ProcessStatus | None:
        """Waits until a process is in a state or a phase, or has certainly passed it.

        The wait ends as soon as the outcome is known, not only at its time-out: the process ended otherwise, took an
        illegal step, stalled, is not found, the credentials were refused, the service answered with an error or with
        something that breaks its schema, or the connection was lost for good. The message holds the trace.

        Args:
            process_id: The process.
            goal: A state such as `WaitingForOutput`, or a phase: `pending`, `running`, `succeeded` or `failed`.
            binding: The binding to ask over.
            timeout: The longest time to wait, such as `6 hours`.
            interval: The time from one poll to the next.
            backoff: What the interval is multiplied by after each poll, from 1 to 10.
            longest_interval: What the interval grows to at most.
            jitter: How much an interval may vary, as a part of it, from 0 to 0.9; repeatable by process id.
            stalled_after: Give up when nothing changes for so long; 0: never.
            not_found_grace: How long the service may not know the process yet.
            retries: How many exchanges in a row may fail: dropped, or answered 429, 502, 503 or 504. The header
                Retry-After is honoured.

        Returns:
            The last status.

        Raises:
            WaitFailed: The wait ended otherwise: one of nine outcomes, with the trace.

        Examples:

        ```robotframework
        *** Test Cases ***
        Input is processed
            Open Service    cora-rpa
            ${id} =    Simulate Process    Queued    ProcessingInput    Completed
            Wait Until Process Reaches    ${id}    ProcessingInput    interval=10 ms
        ```
        """
        settings = _settings(
            timeout, interval, backoff, longest_interval, jitter, stalled_after, not_found_grace, retries
        )
        return self._waited(process_id, goal_named(self._service.contract, goal), settings, binding)

    @keyword(tags=(*LIFECYCLE, "Wait"))
    def wait_until_process_ends(
        self,
        process_id: str,
        *,
        binding: str = "",
        timeout: Duration = 300.0,
        interval: Duration = 5.0,
        backoff: float = 1.0,
        longest_interval: Duration = 60.0,
        jitter: float = 0.0,
        stalled_after: Duration = 0.0,
        not_found_grace: Duration = 0.0,
        retries: int = 5,
        **expected: str,
    ) -> ProcessStatus | None:
        """Waits until a process ends.

        Args:
            process_id: The process.
            binding: The binding to ask over.
            timeout: The longest time to wait, such as `6 hours`.
            interval: The time from one poll to the next.
            backoff: What the interval is multiplied by after each poll.
            longest_interval: What the interval grows to at most.
            jitter: How much an interval may vary, as a part of it.
            stalled_after: Give up when nothing changes for so long; 0: never.
            not_found_grace: How long the service may not know the process yet.
            retries: How many exchanges in a row may fail.
            expected: `as=`, a final state such as `Completed`, or the phase `succeeded` or `failed`. Any end counts
                without it, but for one that the service tells as its error (Coruson's Refused): name it to wait for it.

        Returns:
            The last status.

        Raises:
            WaitFailed: The wait ended otherwise: one of nine outcomes, with the trace.

        Examples:

        ```robotframework
        *** Test Cases ***
        A batch ends well
            Open Service    cora-rpa
            ${id} =    Simulate Process    Queued    ProcessingInput    WaitingForOutput    Completed
            Wait Until Process Ends    ${id}    as=Completed    interval=10 ms    timeout=1 min
        ```
        """
        settings = _settings(
            timeout, interval, backoff, longest_interval, jitter, stalled_after, not_found_grace, retries
        )
        return self._waited(process_id, self._end(expected), settings, binding)

    @keyword(tags=(*LIFECYCLE, "Wait"))
    def wait_until_processes_end(
        self,
        *process_ids: str,
        binding: str = "",
        timeout: Duration = 300.0,
        interval: Duration = 5.0,
        backoff: float = 1.0,
        longest_interval: Duration = 60.0,
        jitter: float = 0.0,
        stalled_after: Duration = 0.0,
        not_found_grace: Duration = 0.0,
        retries: int = 5,
        connections: int = CONNECTIONS,
        **expected: str,
    ) -> list[WaitResult]:
        """Waits until a set of processes ends, together, over one pool of connections.

        Args:
            process_ids: The processes.
            binding: The binding to ask over.
            timeout: The longest time to wait for each.
            interval: The time from one poll of a process to its next.
            backoff: What the interval is multiplied by after each poll.
            longest_interval: What the interval grows to at most.
            jitter: How much an interval may vary, as a part of it.
            stalled_after: Give up a process when nothing changes for so long; 0: never.
            not_found_grace: How long the service may not know a process yet.
            retries: How many exchanges in a row may fail.
            connections: How many requests may be under way at once.
            expected: `as=`, as for `Wait Until Process Ends`.

        Returns:
            One result a process, with `outcome`, `trace`, `status` and `seconds`.

        Raises:
            WaitFailed: One or more ended otherwise; the message reports each of them.

        Examples:

        ```robotframework
        *** Test Cases ***
        Two batches
            Open Service    cora-rpa
            ${one} =    Simulate Process    Queued    ProcessingInput    WaitingForOutput    Completed
            ${two} =    Simulate Process    Queued    Failed
            Wait Until Processes End    ${one}    ${two}    interval=10 ms
        ```
        """
        settings = _settings(
            timeout, interval, backoff, longest_interval, jitter, stalled_after, not_found_grace, retries
        )
        if not process_ids:
            raise ValueError("No process was named. Give at least one id.")
        goal = self._end(expected)
        service = self._service
        watched = [Watched(process_id, goal) for process_id in process_ids]
        results = wait_for_all(service, watched, settings, binding=binding, connections=connections)
        for result in results:
            self._show(result.trace, result.message)
        failed = [result for result in results if not result.reached]
        if failed:
            raise WaitFailed(*failed)
        return results

    @keyword(tags=(*LIFECYCLE, "Assertion"))
    def bindings_should_agree(self, process_id: str, *bindings: str) -> None:
        """Fails unless every binding tells the same of a process.

        The canonical records are compared, in shuffled order. Each is read between two reads of the first one, so
        that a process that moves on meanwhile is not a disagreement. A binding that cannot carry the id is not
        applicable, and the log says why.

        Args:
            process_id: The process.
            bindings: The bindings to compare; all of the contract by default.

        Raises:
            BindingsDisagree: The differing fields side by side, or there is nothing to compare.

        Examples:

        ```robotframework
        *** Test Cases ***
        SOAP 1.1 and SOAP 1.2
            Open Service    cora-rpa
            ${id} =    Simulate Process    Failed    error_code=TimedOut
            Bindings Should Agree    ${id}
        ```
        """
        service = self._service
        agreement = expect_agreement(service, process_id, bindings)
        logger.info(inert_lines(agreement.describe(service.target.service)))

    @keyword(tags=(*LIFECYCLE, "Assertion"))
    def process_should_follow_its_lifecycle(self, process_id: str) -> None:
        """Fails when what was read of a process in this test was not a legal lifecycle.

        Every status that is read joins the trace of its process, over whatever binding.

        Args:
            process_id: The process.

        Raises:
            IllegalLifecycle: The rules that were broken, their level, and the trace.
            ValueError: Nothing was read of the process yet.

        Examples:

        ```robotframework
        *** Test Cases ***
        Two reads
            Open Service    cora-rpa
            ${id} =    Simulate Process    Queued    Completed
            Get Process Status    ${id}
            Get Process Status    ${id}    SOAP 1.2
            Process Should Follow Its Lifecycle    ${id}
        ```
        """
        history = self._service.read_history(process_id)
        self._show(history.trace, str(history.trace))
        history.raise_when_illegal()

    @keyword(tags=(*LIFECYCLE, "Getter"))
    def get_process_trace(self, process_id: str) -> Trace:
        """Returns what was read of a process in this test, over time.

        The log shows it as a timeline.

        Args:
            process_id: The process.

        Returns:
            The trace; as text `Queued 0.0-4.1 s > ProcessingInput 4.1-31 s > Failed 31 s`.

        Raises:
            ValueError: Nothing was read of the process yet.

        Examples:

        ```robotframework
        *** Test Cases ***
        Look at a life
            Open Service    cora-rpa
            ${id} =    Simulate Process    Queued    Failed
            Wait Until Process Ends    ${id}    interval=10 ms
            ${trace} =    Get Process Trace    ${id}
            Log    ${trace}
        ```
        """
        trace = self._service.read_history(process_id).trace
        self._show(trace, str(trace))
        return trace

    def _waited(self, process_id: str, goal: Goal, settings: WaitSettings, binding: str) -> ProcessStatus | None:
        result = wait_for(self._service, process_id, goal, settings, binding=binding)
        self._log(self._service)
        self._show(result.trace, result.message)
        if not result.reached:
            raise WaitFailed(result)
        return result.status

    def _end(self, expected: Mapping[str, str]) -> Goal:
        for name in expected:
            if name != "as":
                raise ValueError(unknown("argument", name, ["as"]))
        return goal_named(self._service.contract, expected.get("as", ""), end=True)

    def _show(self, trace: Trace, text: str) -> None:
        drawing = timeline(self._service.contract, trace)
        logger.info(f"<pre>{html.escape(inert_lines(text))}</pre>{drawing}", html=True)


def _settings(
    timeout: Duration,
    interval: Duration,
    backoff: float,
    longest_interval: Duration,
    jitter: float,
    stalled_after: Duration,
    not_found_grace: Duration,
    retries: int,
) -> WaitSettings:
    return WaitSettings(
        timeout=_seconds(timeout),
        interval=_seconds(interval),
        backoff=backoff,
        longest_interval=_seconds(longest_interval),
        jitter=jitter,
        stalled_after=_seconds(stalled_after),
        not_found_grace=_seconds(not_found_grace),
        retries=retries,
    )


def _seconds(duration: Duration) -> float:
    return duration.total_seconds() if isinstance(duration, timedelta) else float(duration)
