"""Which targets file a run was given: one selector for every runner."""

from __future__ import annotations

import os
import sys

TARGETS_VARIABLE = "PROCESSSTATUS_TARGETS"


def targets_file() -> str:
    """The targets file of this run: Robot's variable ``TARGETS``, else the environment's; empty when there is none."""
    if "robot.running" in sys.modules:  # without Robot there is no variable, and importing it costs 300 ms
        from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError  # noqa: PLC0415

        try:
            value = BuiltIn().get_variable_value("${TARGETS}")
        except RobotNotRunningError:
            value = None
        if value:
            return str(value)
    return os.environ.get(TARGETS_VARIABLE, "")
