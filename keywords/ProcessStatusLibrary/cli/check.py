"""``processstatus check``: sends every documented request, judges every answer, reports."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from rich.console import Console
from rich.text import Text

from ..bindings.json_fields import check_fields
from ..clock import SystemClock
from ..conformance.binding_selection import selected_bindings
from ..conformance.check import check_service
from ..conformance.probe import Probe
from ..conformance.results import ServiceResult
from ..conformance.situation import Permissions, granted
from ..contract.service import canonical_binding
from ..embedded import EmbeddedSimulator
from ..levels import LEVELS, Level
from ..masking import Masker
from ..recording import Recorder, RecordingStopped
from ..session import Session
from ..targets import Target
from ..wording import listing
from .check_output import PAGE, REPORT, CheckOutput, add_output_options, add_record_option, recording_path
from .console import console
from .judge import report_of_stopped
from .selection import add_target_options, selected_targets
from .stopping import ended_in_order


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "check",
        help="send every documented request and judge the answers",
        description="Sends every documented request of the selected services and judges every answer. Without --url "
        "and --targets, all five services are checked on the embedded simulator.",
        epilog="Exit status: 0 all judged and kept; 1 a clause at the failing level is broken, with --baseline one "
        "that was not broken then; 2 misuse; 3 a selected service and binding could not be judged, or with --baseline "
        "a clause is not judged any more. Writes conformance.json, conformance.html and observations.jsonl.",
    )
    add_target_options(parser)
    parser.add_argument("--binding", action="append", default=[], metavar="B", help="a binding; may be repeated")
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="documented",
        metavar="LEVEL",
        help="fail for broken clauses of this level and the levels above: documented (default), standard, observed, "
        "inferred",
    )
    parser.add_argument(
        "--allow-start", action="store_true", help="allow starting two processes over each binding of a real endpoint"
    )
    parser.add_argument(
        "--negative",
        action="store_true",
        help="allow malformed requests to a real endpoint, a few a second",
    )
    parser.add_argument(
        "--allow-bad-login",
        action="store_true",
        help="allow one login with a wrong password to a real endpoint, as the last request: accounts may lock",
    )
    add_output_options(parser)
    add_record_option(
        parser, "'processstatus judge' judges it again, 'processstatus export' makes an HTTP Archive of it"
    )
    parser.add_argument(
        "--robot",
        action="store_true",
        help="write the verdicts as Robot Framework suites too, run them, and leave output.xml, log.html, report.html "
        "and xunit.xml below DIR/robot; options after -- go to Robot: --robot -- --include level:documented",
    )
    parser.set_defaults(run=run, robot_options=[])


def run(arguments: argparse.Namespace) -> int:
    """Checks the selected services."""
    selected = selection(arguments, os.environ)
    contracts = {target.service: target.contract for target, _ in selected}
    file = recording_path(arguments)
    output = CheckOutput(arguments, contracts, file, SystemClock().utc().date())
    if arguments.robot:
        from ..robot_check.running import check_robot_options  # noqa: PLC0415  Robot takes 300 ms to import

        check_robot_options(arguments.robot_options)
    out = console()
    masker = Masker()
    results: list[ServiceResult] = []
    recorder = Recorder(file, masker)
    try:
        with ended_in_order():
            for result in checked(selected, arguments, masker, recorder, out):
                results.append(result)
                output.write(results)
            recorder.close()
    except (KeyboardInterrupt, RecordingStopped):
        recorder.abandon()
        # What stopped the run is told; on a full disk there may be no report besides.
        with suppress(ValueError, OSError):
            if report_of_stopped(output, file, contracts):
                out.print(f"Stopped before the end. Report so far: {arguments.output / REPORT} and {PAGE}")
        raise
    finally:
        recorder.abandon()
    status = output.finish(out, results)
    if arguments.robot:
        from ..robot_check.command import write_and_run  # noqa: PLC0415  Robot takes 300 ms to import

        try:
            outputs = write_and_run(arguments, [target for target, _ in selected], output.assessed(results), masker)
        except ValueError as problem:
            if not status:
                raise
            out.print(f"Robot: {problem}")  # what the check found is its status all the same
        else:
            out.print(f"Robot: {outputs}")
    return status


Selection = list[tuple[Target, list[str]]]
"""Targets with the bindings to ask over."""


def selection(arguments: argparse.Namespace, environment: Mapping[str, str]) -> Selection:
    """What is checked.

    Args:
        arguments: The options.
        environment: Where credentials are looked up, and the targets file when no option names it.

    Raises:
        ValueError: The options do not fit together; the message says the way out.
    """
    targets = selected_targets(arguments, environment)
    bindings = {target.service: _bindings(target, arguments.binding, alone=len(targets) == 1) for target in targets}
    if not any(bindings.values()):
        raise ValueError(f"None of the selected services documents {listing(arguments.binding)}.")
    for target in targets:
        if arguments.allow_start and target.start:
            name, _ = target.contract.operation("", "start")
            check_fields(target.contract, name, target.contract.binding(name)[0], target.start)
    return [(target, bindings[target.service]) for target in targets if bindings[target.service]]


def checked(
    selected: Selection, arguments: argparse.Namespace, masker: Masker, recorder: Recorder, out: Console
) -> Iterator[ServiceResult]:
    """Checks one service after the other.

    Args:
        selected: What is checked.
        arguments: How.
        masker: What keeps secrets out of everything written.
        recorder: Where exchanges are recorded.
        out: Where progress is printed.
    """
    embedded = EmbeddedSimulator(arguments.profile)
    try:
        for target, bindings in selected:
            asked = embedded.target_with_processes(target.contract, target) if target.simulated else target
            session = Session(asked, masker=masker, recorder=recorder)
            yield _check(session, bindings, out, _permissions(asked, arguments), arguments.fail_on)
    finally:
        embedded.stop()


def _permissions(target: Target, arguments: argparse.Namespace) -> Permissions:
    return granted(
        simulated=target.simulated,
        start=arguments.allow_start,
        negative=arguments.negative,
        bad_login=arguments.allow_bad_login,
    )


def _bindings(target: Target, names: Sequence[str], *, alone: bool) -> list[str]:
    """With several services, one that does not document a binding is left out of it."""
    if alone:
        return selected_bindings(target.contract, names)
    wanted = [canonical_binding(name) for name in names]
    return [name for name in selected_bindings(target.contract, []) if name in wanted or not wanted]


def _check(
    session: Session, bindings: Sequence[str], out: Console, permissions: Permissions, fail_on: Level
) -> ServiceResult:
    out.print(f"{session.target.service} on {session.target.name}")
    try:
        if not out.is_terminal:
            return check_service(session, bindings, permissions=permissions, fail_on=fail_on)
        with out.status("") as status:

            def show(service: str, probe: Probe) -> None:
                status.update(Text(f"{service}: {probe.operation} over {probe.binding} {probe.state}"))

            return check_service(session, bindings, permissions=permissions, progress=show, fail_on=fail_on)
    finally:
        session.close()
