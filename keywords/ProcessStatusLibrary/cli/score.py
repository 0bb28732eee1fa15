"""``processstatus score``: which seeded defects the check, or a user's own suite, notices."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from ..conformance.report_json import write_report
from ..contract import load_contract, shipped_services
from ..contract.service import Contract
from ..wording import listing, plain
from .console import console, print_table, table

if TYPE_CHECKING:
    from ..scoring.score import DefectScore, Score
    from ..simulator.defects.defect import Defect

NAME = "score"
REPORT = "score.json"
LONGEST = 86400

EPILOG = """\
With a command after -- that suite is scored in place of the check. It runs once without any defect, where it has to
succeed, and then once with each defect in every service: a run that does not succeed kills the defect. Every run has
services of its own, which the suite finds by these environment variables (SERVICE and STATE in capitals, with _ for
what is neither letter nor digit, as in PROCESSSTATUS_URL_MY_SERVICE):

  PROCESSSTATUS_TARGETS                a targets file for this library's keywords, sentences, commands and Python face:
                                       they simulate the services themselves, with the defect
  PROCESSSTATUS_URL_SERVICE            the base that documented paths are appended to, for any HTTP library
  PROCESSSTATUS_PROCESS_SERVICE        the id of a process that succeeded
  PROCESSSTATUS_PROCESS_SERVICE_STATE  the id of a process in that state
  PROCESSSTATUS_USER_SERVICE, PROCESSSTATUS_PASSWORD_SERVICE, PROCESSSTATUS_TOKEN_SERVICE
                                       the credentials that the service takes, where it takes any

Examples:
  processstatus score
  processstatus score --family fault --family envelope --jobs 4
  processstatus score --sample 20 -- robot my_suite
  processstatus score -- pytest -x my_tests

Exit status: 0 the score is high enough; 1 it is not; 2 misuse, or the suite is red without any defect.
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        NAME,
        help="try the check, or a suite of yours, against seeded defects",
        usage="processstatus score [options] [SERVICE ...] [-- COMMAND ...]",
        description="Runs the check against services that each have one seeded defect, and says which defects were "
        "killed, by which clause, and which survived. A defect is killed when a clause says fail, at whatever level, "
        "in every service in which the defect can show.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("service", nargs="*", metavar="SERVICE", help="services to try; all of them by default")
    parser.add_argument(
        "--defect", action="append", default=[], metavar="NAME", help="a defect to try; may be repeated; all by default"
    )
    parser.add_argument(
        "--family", action="append", default=[], metavar="NAME", help="a family of defects to try; may be repeated"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="draw N of the defects; all by default")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="what the draw depends on; 0 by default")
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="how many run at the same time: for the check as many as there are processors, for a suite 1 by default, "
        "since two runs of it may write the same files",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        metavar="SECONDS",
        help="end a run of the suite that takes longer, which kills the defect; by default ten times as long as the "
        "run without a defect, and 30 s",
    )
    parser.add_argument(
        "--min-score", type=float, default=100.0, metavar="PERCENT", help="the score to succeed with; 100 by default"
    )
    parser.add_argument(
        "--output", type=Path, default=Path("results"), metavar="DIR", help="where the score is written"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Scores the check or a suite."""
    # The simulator's event loop and the pool of processes are what other commands need not load.
    from ..scoring.score import Score, score_report  # noqa: PLC0415
    from ..scoring.seeded import selected_defects  # noqa: PLC0415

    _check_numbers(arguments)
    contracts = [load_contract(name) for name in dict.fromkeys(arguments.service or shipped_services())]
    defects = selected_defects(contracts, arguments.defect, arguments.family, arguments.sample or 0, arguments.seed)
    out = console()
    what = "the suite" if arguments.suite else "the check"
    services = listing([contract.service for contract in contracts], "and")
    drawn = f", drawn with seed {arguments.seed}," if arguments.sample else ""
    out.print(f"Scoring {what} against {_counted(len(defects), 'defect')}{drawn} in {services}.")
    score = Score(
        "suite" if arguments.suite else "check",
        tuple(contract.service for contract in contracts),
        tuple(_shown(out, len(defects), _scores(arguments, contracts, defects))),
        arguments.seed if arguments.sample else None,
    )
    write_report(arguments.output / REPORT, score_report(score))
    _print_score(out, score)
    out.print(f"Report: {arguments.output / REPORT}")
    return 0 if score.percent >= arguments.min_score else 1


def _check_numbers(arguments: argparse.Namespace) -> None:
    if arguments.jobs is not None and arguments.jobs < 1:
        raise ValueError(f"--jobs is {arguments.jobs}. Allowed: 1 and more.")
    if arguments.sample is not None and arguments.sample < 1:
        raise ValueError(f"--sample is {arguments.sample}. Allowed: 1 and more. Leave it out to try all of them.")
    if not 0 <= arguments.min_score <= 100:
        raise ValueError(f"--min-score is {plain(arguments.min_score)}. Allowed: from 0 to 100.")
    if arguments.timeout is not None:
        if not arguments.suite:
            raise ValueError("--timeout is for the runs of a suite. Name its command after --, or leave it out.")
        if not 0 < arguments.timeout <= LONGEST:
            raise ValueError(
                f"--timeout is {plain(arguments.timeout)}. Allowed: more than 0 and at most {LONGEST} seconds."
            )


def _scores(
    arguments: argparse.Namespace, contracts: Sequence[Contract], defects: Sequence[Defect]
) -> Iterator[DefectScore]:
    from ..scoring.checks import processors  # noqa: PLC0415  see above
    from ..scoring.commands import CommandRunner  # noqa: PLC0415
    from ..scoring.scoring import score_check, score_suite  # noqa: PLC0415

    if not arguments.suite:
        yield from score_check(contracts, defects, arguments.jobs or processors())
        return
    runner = CommandRunner(arguments.suite)
    try:
        yield from score_suite(contracts, defects, runner, jobs=arguments.jobs or 1, timeout=arguments.timeout)
    finally:
        runner.stop()


def _shown(out: Console, total: int, scores: Iterable[DefectScore]) -> Iterator[DefectScore]:
    """The same scores; on a terminal it is shown how many there are."""
    if not out.is_terminal:
        yield from scores
        return
    with out.status("") as status:
        for number, score in enumerate(scores, 1):
            status.update(Text(f"{number} of {total}: {score.defect.name}"))
            yield score


def _print_score(out: Console, score: Score) -> None:
    rows = table("DEFECT", "FAMILY", "VERDICT", "KILLED BY", "SERVICES")
    for one in score.defects:
        verdict = Text("killed", style="green") if one.killed else Text("survived", style="bold red")
        total = len(one.services)
        rows.add_row(
            one.defect.name,
            one.defect.family,
            verdict,
            ", ".join(one.killed_by) or "-",
            f"{total - len(one.survived_in)} of {total}",
        )
    out.print()
    print_table(out, rows)
    survivors = [one for one in score.defects if not one.killed]
    if survivors:
        out.print(Text("\nSurvived:", style="bold"))
    for one in survivors:
        where = f" in {listing(one.survived_in, 'and')}" if len(one.survived_in) < len(score.services) else ""
        caught = f"Clause {listing(one.catching)} would have caught it." if one.catching else "No clause catches it."
        out.print(f"  {one.defect.name}{where}: {one.defect.title} {caught}")
    total = len(score.defects)
    out.print(f"\n{score.killed} of {_counted(total, 'defect')} killed ({plain(score.percent)} %).")


def _counted(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number} {thing}s"
