"""Where verdicts come from that were not judged while a service was asked: a recording."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The recording that was judged.

    Attributes:
        file: The recording.
        tool: What recorded it, with its version.
        complete: Whether the run came to its end; a run that was stopped leaves an incomplete recording.
        other_contracts: The services that were judged by another contract than when they were asked.
    """

    file: str
    tool: str
    complete: bool
    other_contracts: tuple[str, ...] = ()
