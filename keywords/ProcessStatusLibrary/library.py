"""The Robot Framework library."""

from __future__ import annotations

from pathlib import Path

from robot.api.deco import library

from .embedded import Profile
from .robot_keywords.assertions import AssertionKeywords
from .robot_keywords.conformance import ConformanceKeywords
from .robot_keywords.lifecycle import LifecycleKeywords
from .robot_keywords.requests import RequestKeywords
from .robot_keywords.services import ServiceKeywords
from .robot_keywords.simulation import SimulationKeywords
from .version import __version__


@library(scope="SUITE", version=__version__, doc_format="MARKDOWN", listener="SELF")
class ProcessStatusLibrary(
    ServiceKeywords, RequestKeywords, AssertionKeywords, LifecycleKeywords, ConformanceKeywords, SimulationKeywords
):
    """Tests web services that report the status of long-running processes.

    The library sends every documented request of a service over SOAP 1.1, SOAP 1.2, HTTP GET, HTTP POST or REST, judges
    the reply against schema and allowed values, and says which clause of the contract is broken.

    Five service contracts ship with it: `cora-rpa`, `cora-ocr`, `robusta`, `listrak` and `coruson`. A service of your
    own is a folder with a contract.toml.

    %TOC%

    # Opening a service

    [Open Service] takes a URL, or a targets file, or starts the embedded simulator. The log names the target of
    every exchange, so that a simulator never passes for the real thing.

    # Asking and judging

    [Get Process Status] fails when the reply is a fault, is empty, or breaks its schema or an enumeration. With
    `validate=False` it returns what could be read, and assertions such as [Reply Should Conform] and
    [Reply Should Be Fault] judge the reply.

    # Following a process

    [Wait Until Process Ends] and [Wait Until Process Reaches] stop as soon as the outcome is known and hold the trace.
    Every status that is read joins the trace of its process; [Process Should Follow Its Lifecycle] judges it and
    [Bindings Should Agree] compares what each binding tells.

    # Checking a service

    [Service Should Conform] sends every documented request, and more, and judges the answers by every clause of the
    contract, as the command `processstatus check` does; `processstatus check --robot` makes a suite of them.

    # Secrets

    Passwords and tokens are given as Robot's Secret: `VAR    ${password: Secret}    %{PASSWORD}`. They are masked in
    logs, messages and evidence at every level.

    # A first suite

    ```robotframework
    *** Settings ***
    Library    ProcessStatusLibrary

    *** Test Cases ***
    A failed batch says why
        Open Service    cora-ocr
        ${id} =    Simulate Process    Failed    error_code=TimedOut
        Get Process Status    ${id}    binding=SOAP 1.2
        Process State Should Be    Failed
        Process Error Code Should Be    TimedOut
        Reply Should Conform
    ```
    """

    def __init__(
        self, profile: Profile = "documented", record: Path | None = None, *, simulated_time: bool = False
    ) -> None:
        """Imports the library.

        Args:
            profile: How the embedded simulator answers: `documented`, as the pages print, or `observed`, as the
                frameworks behind the services are known to.
            record: A file that every exchange is recorded to, masked, as JSON Lines. Each suite that imports
                the library needs a file of its own; a listener records a whole run:
                `--listener ProcessStatusLibrary.recording_listener.RecordingListener:FILE`.
            simulated_time: Processes on the embedded simulator age, and waits for them pass, on a clock that only
                waiting moves: six hours take milliseconds.
        """
        super().__init__(profile, record, simulated_time=simulated_time)
