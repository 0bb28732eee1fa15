"""What ``processstatus check --robot`` does after the check."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from ..conformance.assessment import Assessment
from ..masking import Masker
from ..targets import Target
from ..targets_variable import TARGETS_VARIABLE
from .handing import Judged
from .running import SUITES, run_suites
from .suites import name_of, write_suites

FOLDER = "robot"


def write_and_run(
    arguments: argparse.Namespace, targets: Sequence[Target], assessment: Assessment, masker: Masker
) -> Path:
    """Writes the suites of a check and runs them on its verdicts.

    Args:
        arguments: How the services were checked.
        targets: The targets, in the order of the results.
        assessment: What was found, and what counts of it.
        masker: What kept secrets out of it.

    Returns:
        The folder of Robot's outputs.

    Raises:
        ValueError: The suites cannot be written, or Robot does not run them.
    """
    folder = arguments.output / FOLDER
    if not arguments.url and not arguments.targets and os.environ.get(TARGETS_VARIABLE):
        arguments.targets = Path(os.environ[TARGETS_VARIABLE])
    checks = list(zip(targets, assessment.results, strict=True))
    write_suites(folder / SUITES, arguments, checks)
    named = {
        target.service if arguments.targets else name_of(target): Judged(result, masker, assessment)
        for target, result in checks
    }
    return run_suites(folder, arguments.robot_options, named)
