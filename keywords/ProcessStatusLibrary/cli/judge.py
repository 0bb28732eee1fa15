"""``processstatus judge``: judges the checks of a recording again, and asks nobody."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..clock import SystemClock
from ..conformance.origin import Origin
from ..conformance.recorded import NothingToJudge, RecordedCheck, has_changed, judged_again, recorded_checks
from ..conformance.results import ServiceResult
from ..contract import Contract, load_contract, shipped_services
from ..levels import LEVELS
from ..recorded_services import is_of_other_contract
from ..recording_reading import Recording, read_recording
from ..wording import listing, quote
from .check_output import CheckOutput, add_output_options
from .console import console


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "judge",
        help="judge the checks of a recording again",
        description="Judges the checks that a recording holds once more, with the clauses of this version and today's "
        "contracts, and says so where a contract has changed. Nothing is sent. 'processstatus check' records a check, "
        "and so do the keyword 'Service Should Conform', the sentence 'the service conforms to its contract' and "
        "check() in Python; other exchanges of a recording are not judged. A recording that was altered or damaged is "
        "refused. One that is incomplete, since its run was stopped, is judged as far as it goes and never ends with "
        "0.",
        epilog="Exit status: 0 all judged and kept; 1 a clause at the failing level is broken, with --baseline one "
        "that was not broken then; 2 misuse, or the recording cannot be used or holds no check; 3 something could not "
        "be judged, with --baseline a clause is not judged any more, or the recording is incomplete. Writes "
        "conformance.json and conformance.html.",
    )
    parser.add_argument(
        "recording", type=Path, metavar="RECORDING", help="a recording, such as results/observations.jsonl"
    )
    parser.add_argument(
        "--contract",
        action="append",
        default=[],
        metavar="FOLDER",
        help="the folder of a contract to judge by, in the place of one that ships or for a service that does not; "
        "may be repeated",
    )
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        metavar="LEVEL",
        help="fail for broken clauses of this level and the levels above; by default as the first check of the "
        "recording",
    )
    add_output_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judges the recording."""
    recording = read_recording(arguments.recording)
    named = {contract.service: contract for contract in map(load_contract, arguments.contract)}
    try:
        checks = recorded_checks(recording)
    except NothingToJudge as nothing:
        raise NothingToJudge(f"{nothing}{_told_of_contracts(recording, named)}") from None
    contracts = {check.service: _contract(check.service, named) for check in checks}
    arguments.fail_on = arguments.fail_on or checks[0].about["fail_on"]
    output = CheckOutput(arguments, contracts, arguments.recording, SystemClock().utc().date())
    output.origin = origin_of(recording, arguments.recording, checks, contracts)
    results = rejudged(checks, contracts)
    output.write(results)
    return output.finish(console(), results)


def origin_of(
    recording: Recording, path: Path, checks: Sequence[RecordedCheck], contracts: Mapping[str, Contract]
) -> Origin:
    """What the reports say of a recording."""
    other = dict.fromkeys(check.service for check in checks if has_changed(check, contracts[check.service]))
    return Origin(path.as_posix(), recording.tool, recording.complete, tuple(other))


def rejudged(checks: Sequence[RecordedCheck], contracts: Mapping[str, Contract]) -> list[ServiceResult]:
    """Judges the checks of a recording, one after the other."""
    return [judged_again(check, contracts[check.service]) for check in checks]


def report_of_stopped(output: CheckOutput, path: Path, contracts: Mapping[str, Contract]) -> bool:
    """Writes the report of a check that was stopped, from what it recorded.

    Returns:
        Whether there was anything to report.

    Raises:
        ValueError: The recording or the report cannot be used.
    """
    recording = read_recording(path)
    if not any(line["type"] == "service" for line in recording.lines):
        return False
    checks = recorded_checks(recording)
    output.origin = origin_of(recording, path, checks, contracts)
    output.write(rejudged(checks, contracts))
    return True


def _told_of_contracts(recording: Recording, named: Mapping[str, Contract]) -> str:
    """Which of the services that were opened have another contract today, as a sentence."""
    opened = {line["service"]: line for line in recording.lines if line["type"] == "opened"}
    known = {name: load_contract(name) for name in shipped_services() if name in opened} | dict(named)
    other = [name for name, line in opened.items() if name in known and is_of_other_contract(line, known[name])]
    return f" The contract of {listing(other, 'and')} has changed since it was recorded." if other else ""


def _contract(service: str, named: Mapping[str, Contract]) -> Contract:
    if service in named:
        return named[service]
    if service in shipped_services():
        return load_contract(service)
    raise ValueError(
        f"The recording is of the service {quote(service)}, whose contract does not ship with the library. "
        "Name its folder: --contract FOLDER."
    )
