"""The recording of a whole run of pytest or Robot Framework: every service without one of its own joins it."""

from __future__ import annotations

from pathlib import Path

from .masking import Masker
from .recording import Recorder

_RUNS: list[RunRecording] = []
"""Those that have begun and not ended; a run within a run has the last one."""


class RunRecording:
    """Begins the recording of a run.

    Args:
        path: The file; its folder is made.

    Attributes:
        problem: Why the file cannot be written; empty where it can. Services are not opened then: a run that was to be
            recorded must not pass without evidence.
    """

    def __init__(self, path: Path) -> None:
        self.problem = ""
        self._recorder: Recorder | None = None
        try:
            self._recorder = Recorder(path, Masker())
        except ValueError as problem:
            self.problem = str(problem)
        _RUNS.append(self)

    @property
    def recorder(self) -> Recorder:
        """What the services of the run are recorded by.

        Raises:
            ValueError: The file cannot be written.
        """
        if self._recorder is None:
            raise ValueError(self.problem)
        return self._recorder

    def end(self, *, complete: bool = True) -> None:
        """Ends the recording.

        Args:
            complete: Whether the run came to its end.
        """
        if self in _RUNS:
            _RUNS.remove(self)
        if self._recorder is not None:
            if not complete:
                self._recorder.mark_incomplete()
            self._recorder.close()


def run_recorder() -> Recorder | None:
    """The recorder of the run that is under way; None where it is not recorded.

    Raises:
        ValueError: The run is to be recorded, and its file cannot be written.
    """
    return _RUNS[-1].recorder if _RUNS else None
