"""What an observation reports of the process that was asked for."""

from __future__ import annotations

from ..history import reported_by
from ..status import ProcessStatus
from .probe import Observation


def reported(observation: Observation) -> ProcessStatus | None:
    """The status, without a state where the process is not known; None when no answer came, or it says nothing."""
    reply = observation.reply
    return reported_by(reply, observation.probe.process_id) if reply is not None else None
