"""``processstatus defects``: the seeded defects of the simulator, and the clause that catches each."""

from __future__ import annotations

import argparse
from typing import get_args

from rich.text import Text

from ..scoring.table import defect_table
from ..simulator.defects.defect import Family
from ..simulator.defects.registry import defects
from .console import console


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "defects",
        help="list the seeded defects of the simulator",
        description="Prints what the simulator can be told to do wrong, by name, with the clause that catches it.",
    )
    parser.add_argument("--family", choices=get_args(Family), metavar="FAMILY", help="one family, such as fault")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the defects."""
    found = [defect for defect in defects().values() if arguments.family in (None, defect.family)]
    out = console()
    for defect in found:
        out.print(Text(defect.name, style="bold"))
        out.print(f"    {defect.title}")
        out.print(f"    {defect.family}; caught by {', '.join(defect_table().named(defect.name))}")
    out.print(f"{len(found)} defects. Switch some on with processstatus simulate --defect NAME.")
    return 0
