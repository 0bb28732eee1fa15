"""Checks one service as ``processstatus check`` with the same options would."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
from collections.abc import Sequence

from ..cli.check import add_parser, checked, selection
from ..cli.check_output import CheckOutput, recording_path
from ..cli.console import console
from ..clock import SystemClock
from ..masking import Masker
from ..recording import Recorder
from ..targets_variable import TARGETS_VARIABLE
from .handing import Judged


def parsed(service: str, options: Sequence[str]) -> argparse.Namespace:
    """Reads options of the command.

    Raises:
        ValueError: An option is wrong; the message is the command's.
    """
    parser = argparse.ArgumentParser(prog="processstatus")
    add_parser(parser.add_subparsers())
    told = io.StringIO()
    try:
        with contextlib.redirect_stderr(told):
            return parser.parse_args(["check", service, *options])
    except SystemExit:  # how argparse refuses
        raise ValueError(told.getvalue().strip().rpartition("error: ")[2]) from None


def check(arguments: argparse.Namespace) -> Judged:
    """Checks the one service that is named; exchanges are numbered and not recorded.

    Raises:
        ValueError: The options do not fit together, or the service cannot be selected.
    """
    masker = Masker()
    # The suite says where the service is; a variable must not turn a check of the simulator into one of an endpoint.
    environment = {name: value for name, value in os.environ.items() if name != TARGETS_VARIABLE}
    selected = selection(arguments, environment)
    contracts = {target.service: target.contract for target, _ in selected}
    output = CheckOutput(arguments, contracts, recording_path(arguments), SystemClock().utc().date())
    [result] = checked(selected, arguments, masker, Recorder(None, masker), console(io.StringIO()))
    return Judged(result, masker, output.assessed([result]))
