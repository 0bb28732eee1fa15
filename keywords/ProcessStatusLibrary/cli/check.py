"""``processstatus check``: sends every documented request, judges every answer, reports."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..bindings.json_fields import check_fields
from ..conformance.binding_selection import selected_bindings
from ..conformance.check import check_service
from ..conformance.clause import Verdict
from ..conformance.probe import Probe
from ..conformance.report_json import report, write_report
from ..conformance.results import ServiceResult, exit_status, failing, unjudged_rows
from ..conformance.situation import Permissions, granted
from ..contract.service import canonical_binding
from ..embedded import EmbeddedSimulator
from ..levels import LEVELS, Level
from ..masking import Masker
from ..recording import Recorder
from ..session import Session
from ..targets import Target
from ..wording import listing
from .console import coloured, console, print_table, table
from .selection import add_target_options, selected_targets

REPORT = "conformance.json"
OBSERVATIONS = "observations.jsonl"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "check",
        help="send every documented request and judge the answers",
        description="Sends every documented request of the selected services and judges every answer. Without --url "
        "and --targets, all five services are checked on the embedded simulator.",
        epilog="Exit status: 0 all judged and kept; 1 a clause at the failing level is broken; 2 misuse; "
        "3 a selected service and binding could not be judged.",
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
    parser.add_argument("--output", type=Path, default=Path("results"), metavar="DIR", help="where results are written")
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
    if arguments.robot:
        from ..robot_check.running import check_robot_options  # noqa: PLC0415  Robot takes 300 ms to import

        check_robot_options(arguments.robot_options)
    out = console()
    masker = Masker()
    results: list[ServiceResult] = []
    recorder = Recorder(arguments.output / OBSERVATIONS, masker)
    try:
        for result in checked(selected, arguments, masker, recorder, out):
            results.append(result)
            # Written after every service, so that a run that is stopped leaves what it found.
            write_report(arguments.output / REPORT, report(results, arguments.fail_on))
    finally:
        recorder.close()
    _print_results(out, results, arguments.fail_on, arguments.output)
    if arguments.robot:
        from ..robot_check.command import write_and_run  # noqa: PLC0415  Robot takes 300 ms to import

        outputs = write_and_run(arguments, [target for target, _ in selected], results, masker)
        out.print(f"Robot: {outputs}")
    return exit_status(results, arguments.fail_on)


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
            yield _check(session, bindings, out, _permissions(asked, arguments))
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


def _check(session: Session, bindings: Sequence[str], out: Console, permissions: Permissions) -> ServiceResult:
    out.print(f"{session.target.service} on {session.target.name}")
    try:
        if not out.is_terminal:
            return check_service(session, bindings, permissions=permissions)
        with out.status("") as status:

            def show(service: str, probe: Probe) -> None:
                status.update(Text(f"{service}: {probe.operation} over {probe.binding} {probe.state}"))

            return check_service(session, bindings, permissions=permissions, progress=show)
    finally:
        session.close()


def _print_results(out: Console, results: Sequence[ServiceResult], fail_on: Level, folder: Path) -> None:
    rows = table("SERVICE", "OPERATION", "BINDING", "TARGET", "REPLIES", "CLAUSES", "VERDICT")
    broken = failing(results, fail_on)
    for service in results:
        for operation, binding in service.rows:
            clauses = service.row(operation, binding)
            passed = sum(clause.verdict is Verdict.PASS for clause in clauses)
            judged = passed + sum(clause.verdict is Verdict.FAIL for clause in clauses)
            asked = sum(
                (o.probe.operation, o.probe.binding) == (operation, binding) and o.reply is not None
                for o in service.observations
            )
            verdict = row_verdict(service, operation, binding, fail_on)
            rows.add_row(
                service.service, operation, binding, service.target, str(asked), f"{passed}/{judged}", coloured(verdict)
            )
    out.print()
    print_table(out, rows)
    below = [
        (service, clause)
        for service in results
        for clause in service.clauses
        if clause.verdict is Verdict.FAIL and (service, clause) not in broken
    ]
    for title, found in (("Broken", broken), ("Broken below the failing level", below)):
        if found:
            out.print(Text(f"\n{title}:", style="bold"))
        for service, clause in found:
            message = clause.message.replace("\n  where:", f"\n  target:     {service.target}\n  where:")
            shown = message if title == "Broken" else message.split("\n  reproduce:", maxsplit=1)[0]
            out.print("\n".join(f"  {line}" for line in shown.split("\n")))
    for service, binding in unjudged_rows(results):
        out.print(f"Not judged: {service.service} on {service.target} over {binding}: {_reasons(service, binding)}.")
    out.print(f"\n{_summary(results, len(broken), len(below), fail_on)}")
    out.print(f"Report: {folder / REPORT}   Evidence: {folder / OBSERVATIONS}")


def _reasons(service: ServiceResult, binding: str) -> str:
    """Why nothing was judged over a binding: one reason an operation."""
    told = []
    for operation, name in service.rows:
        if name == binding:
            silent = [c for c in service.row(operation, binding) if c.verdict is not Verdict.PASS and c.message]
            kinds = [c.message for c in silent if c.clause.group == "reply"]
            told += kinds or [c.message for c in silent if c.clause.group == "schema"][:1]
    return "; ".join(dict.fromkeys(told))


def row_verdict(service: ServiceResult, operation: str, binding: str, fail_on: Level) -> str:
    """The verdict of one row of the table in a few words."""
    clauses = service.row(operation, binding)
    counted = LEVELS[: LEVELS.index(fail_on) + 1]
    failed = [clause for clause in clauses if clause.verdict is Verdict.FAIL]
    at_level = [clause.clause.id for clause in failed if clause.level in counted]
    if at_level:
        return f"fail: {', '.join(at_level)}"
    if not any(c.verdict is Verdict.PASS and c.clause.group in ("schema", "enumeration") for c in clauses):
        return "not judged"
    below = ", ".join(sorted({f"{clause.clause.id} ({clause.level})" for clause in failed}))
    return f"pass, except {below}" if below else "pass"


def _summary(results: Sequence[ServiceResult], broken: int, below: int, fail_on: Level) -> str:
    rows = sum(len(service.rows) for service in results)
    replies = sum(o.reply is not None for service in results for o in service.observations)
    unjudged = len(unjudged_rows(results))
    services = "1 service" if len(results) == 1 else f"{len(results)} services"
    parts = [f"{services}, {rows} operations and bindings, {replies} replies judged"]
    parts.append(f"{broken} broken at level {fail_on} or above, {below} below it")
    if unjudged:
        parts.append(f"{unjudged} not judged")
    return "; ".join(parts) + "."
