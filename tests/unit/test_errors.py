"""Errors say what is wrong without the name of a class before it, under Robot Framework as under pytest."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.agreement import BindingsDisagree
from ProcessStatusLibrary.breach import ContractBreach, ExpectationFailed
from ProcessStatusLibrary.conformance.acceptances import AcceptancesError
from ProcessStatusLibrary.conformance.assertion import NotConforming
from ProcessStatusLibrary.conformance.baseline import BaselineError
from ProcessStatusLibrary.contract.loader import ContractError
from ProcessStatusLibrary.errors import ProcessStatusError, TransportError
from ProcessStatusLibrary.history import IllegalLifecycle
from ProcessStatusLibrary.recording_reading import RecordingError
from ProcessStatusLibrary.target_selection import TargetMissing
from ProcessStatusLibrary.targets import TargetsError
from ProcessStatusLibrary.waiting import WaitFailed

ERRORS = (
    AcceptancesError, BaselineError, BindingsDisagree, ContractBreach, ContractError, ExpectationFailed,
    IllegalLifecycle, NotConforming, ProcessStatusError, RecordingError, TargetMissing, TargetsError,
    TransportError, WaitFailed,
)  # fmt: skip


@pytest.mark.parametrize("error", ERRORS)
def test_robot_shows_the_message_alone(error: type[Exception]) -> None:
    assert error.ROBOT_SUPPRESS_NAME is True  # type: ignore[attr-defined]
