"""Checks one service as ``processstatus check`` with the same options would."""

from __future__ import annotations

import argparse
import contextlib
import io
from collections.abc import Sequence

from ..cli.check import add_parser, checked, selection
from ..cli.console import console
from ..masking import Masker
from ..recording import Recorder
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
    [result] = checked(selection(arguments), arguments, masker, Recorder(None, masker), console(io.StringIO()))
    return Judged(result, masker)
