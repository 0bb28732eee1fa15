"""Runs the suites of a check with Robot Framework."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from robot import run_cli
from robot.errors import DataError, Information
from robot.run import RobotFramework

from .handing import Judged, handed

NOT_RUN = 251
"""Robot's return code from which on it did not run the tests, or was stopped."""
SUITES = "conformance"
USUAL = (
    *("--xunit", "xunit.xml", "--console", "quiet", "--maxerrorlines", "none", "--tagstatexclude", "clause:*"),
    "--runemptysuite",
)
"""Quiet, since the command prints the verdicts; no message is cut; no statistics of a hundred clauses; tags that fit no
test are no failure of the check."""


def check_robot_options(options: Sequence[str]) -> None:
    """Refuses what Robot would refuse, before anything is asked.

    Args:
        options: Options of Robot.

    Raises:
        ValueError: An option is wrong, or more than options is given.
    """
    try:
        _, sources = _parsed([*options, SUITES])
    except Information:
        raise ValueError("After '--' come options for the run of the suites, such as --include TAG.") from None
    except DataError as problem:
        raise ValueError(f"Robot's options after '--': {problem}") from None
    if sources != [SUITES]:
        raise ValueError(
            f"After '--' come Robot's options, and '{sources[0]}' is none. The suites are those of the check."
        )


def run_suites(folder: Path, options: Sequence[str], checks: Mapping[str, Judged]) -> Path:
    """Runs the suites; what Robot returns for failed tests does not count.

    Args:
        folder: Where the suites are and Robot's outputs are written.
        options: Further options of Robot.
        checks: What was checked, by the name of the service or the folder of its contract.

    Returns:
        The folder of Robot's outputs.

    Raises:
        ValueError: Robot wrote no results.
    """
    words = ["--outputdir", str(folder), *USUAL, *options, str(folder / SUITES)]
    with handed(checks):
        status = run_cli(words, exit=False)  # type: ignore[no-untyped-call]
    if status >= NOT_RUN:
        raise ValueError(f"Robot did not run the suites in {folder / SUITES}: it returned {status}.")
    settings, _ = _parsed(words)
    return Path(settings["outputdir"])


def _parsed(words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Robot's own reading of its command line: settings and sources."""
    settings, sources = RobotFramework().parse_arguments(words)  # type: ignore[no-untyped-call]
    return settings, sources
