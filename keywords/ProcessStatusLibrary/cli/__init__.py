"""The command ``processstatus``: one module a subcommand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ..version import __version__
from .stopping import Terminated

MISUSE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command.

    Args:
        arguments: The words after the command's name; those of the process by default.

    Returns:
        The exit status: 2 for misuse; what the subcommand says otherwise.
    """
    from . import (  # noqa: PLC0415  `--version` needs none of them
        check,
        clauses,
        defects,
        export,
        judge,
        score,
        sentences,
        services,
        simulate,
        watch,
    )
    from .console import inert_output  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="processstatus",
        description="Tests web services that report the status of long-running processes.",
    )
    parser.add_argument("--version", action="version", version=f"processstatus {__version__}")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    for module in (check, judge, score, watch, simulate, export, services, clauses, defects, sentences):
        module.add_parser(commands)
    words, after = _split(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["score"] and after == []:
        parser.error("a command is missing after --, such as: robot my_suite")
    if words[:1] == ["check"] and "--" in words:
        parser.error("options after -- are Robot's: give --robot before them")
    parsed = parser.parse_args(words, argparse.Namespace(suite=after))
    if words[:1] == ["check"] and after:
        parsed.robot_options = after
    try:
        return int(parsed.run(parsed))
    except (ValueError, OSError) as problem:
        sys.stderr.write(inert_output(f"processstatus: {problem}\n"))
        return MISUSE
    except KeyboardInterrupt as stop:
        terminated = isinstance(stop, Terminated)
        sys.stderr.write(f"processstatus: {'terminated' if terminated else 'interrupted'}\n")
        return 143 if terminated else 130


def _split(words: Sequence[str]) -> tuple[list[str], list[str] | None]:
    """The command's own words, and those after ``--`` where they are a suite's command or options of Robot's."""
    end = words.index("--") if "--" in words else len(words)
    own = list(words[:end])
    if end < len(words) and (own[:1] == ["score"] or "--robot" in own):
        return own, list(words[end + 1 :])
    return list(words), None
