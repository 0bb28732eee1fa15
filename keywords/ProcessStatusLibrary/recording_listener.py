"""Records a whole run of Robot Framework, features included, whose libraries have no setting for it.

``robot --listener ProcessStatusLibrary.recording_listener.RecordingListener:exchanges.jsonl``
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from robot.libraries.BuiltIn import BuiltIn

from .robot_keywords.state import STOPPED
from .run_recording import RunRecording


class RecordingListener:
    """Records the exchanges of every service that is opened in a run and has no recording of its own.

    Args:
        file: The recording, as JSON Lines; a dry run leaves it as it is.
    """

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, file: str) -> None:
        self._file = Path(file).absolute()
        self._run: RunRecording | None = None
        self._complete = True
        self._suites = 0

    def start_suite(self, data: object, result: object) -> None:  # noqa: ARG002  Robot's listener interface
        """Begins the recording with the first suite."""
        self._suites += 1
        if self._run is None and not BuiltIn().dry_run_active:
            self._run = RunRecording(self._file)

    def end_test(self, data: object, result: Any) -> None:  # noqa: ARG002  Robot's listener interface
        """Looks whether Robot was told to stop."""
        self._complete = self._complete and STOPPED not in result.message

    def end_suite(self, data: object, result: Any) -> None:
        """Looks whether Robot was told to stop."""
        self._suites -= 1
        self.end_test(data, result)

    def close(self) -> None:
        """Ends the recording with the run; a second signal ends no suite."""
        if self._run is not None:
            self._run.end(complete=self._complete and not self._suites)
