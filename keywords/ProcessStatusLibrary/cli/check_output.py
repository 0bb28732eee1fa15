"""What a check prints, and the files that it leaves."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..conformance.acceptances import read_acceptances
from ..conformance.assessment import Assessment, Found, Standing
from ..conformance.baseline import read_baseline
from ..conformance.clause import Verdict
from ..conformance.origin import Origin
from ..conformance.report_json import report, write_report
from ..conformance.results import ServiceResult, unjudged_rows
from ..contract import Contract, load_contract, shipped_services
from ..reports.html import write_html
from ..reports.markdown import append_markdown, append_text
from ..reports.words import baseline_notes, origin_notes, reasons, replies_of, row_verdict, summary
from .console import coloured, print_table, table
from .written_files import check_written

REPORT = "conformance.json"
PAGE = "conformance.html"
OBSERVATIONS = "observations.jsonl"


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say what is written, and what counts."""
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="the conformance.json of an earlier check: only what got worse fails, and what was mended is listed",
    )
    parser.add_argument(
        "--accept",
        type=Path,
        metavar="FILE",
        help="a TOML file of accepted deviations: tables [[accepted]] with clause, service, reason, expires (a date, "
        "the last day) and perhaps operation and binding; an expired one counts again",
    )
    parser.add_argument(
        "--markdown",
        type=Path,
        metavar="FILE",
        help='also append a summary for a CI job to FILE, such as "$GITHUB_STEP_SUMMARY"',
    )
    parser.add_argument(
        "--output", type=Path, default=Path("results"), metavar="DIR", help="where results are written (results)"
    )


def add_record_option(parser: argparse.ArgumentParser, readers: str, name: str = OBSERVATIONS) -> None:
    """Adds the option that says where exchanges are recorded.

    Args:
        parser: The parser of the subcommand.
        readers: The subcommands that the recording is for, as the beginning of a sentence.
        name: The file below the output folder that is written where none is named.
    """
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help=f"record every exchange, masked, to FILE (DIR/{name}), in the place of an earlier recording; {readers}",
    )


def recording_path(arguments: argparse.Namespace, name: str = OBSERVATIONS) -> Path:
    """Where exchanges are recorded.

    Args:
        arguments: The command line, read.
        name: The file below the output folder that is written where none is named.
    """
    path: Path = arguments.record or arguments.output / name
    return path


class CheckOutput:
    """The reports of one check. Files that were named wrongly are refused before anything is asked.

    Args:
        arguments: The command line.
        contracts: The contracts that will be judged by.
        recording: Where the evidence is.
        today: The day by which acceptances expire.

    Attributes:
        origin: The recording that is judged; None while services are asked.

    Raises:
        ValueError: The baseline or the accepted deviations cannot be used; the message says why.
    """

    def __init__(
        self, arguments: argparse.Namespace, contracts: Mapping[str, Contract], recording: Path, today: date
    ) -> None:
        self._arguments = arguments
        self._today = today
        self._check_files(recording)
        self._baseline = read_baseline(arguments.baseline) if arguments.baseline else None
        self._recording = recording
        self.origin: Origin | None = None
        if arguments.accept:
            # A file of accepted deviations may be of all services while one is checked.
            contracts = {name: load_contract(name) for name in shipped_services()} | dict(contracts)
        self._acceptances = read_acceptances(arguments.accept, contracts) if arguments.accept else ()
        if arguments.markdown:
            append_text(arguments.markdown, "")

    def _check_files(self, recording: Path) -> None:
        """Refuses what would overwrite itself; the report may replace the baseline, which was read by then."""
        given, folder = self._arguments, self._arguments.output
        reports = {"--output": folder / REPORT, "the page of --output": folder / PAGE, "--markdown": given.markdown}
        read = {"--accept": given.accept, "--targets": getattr(given, "targets", None)}
        if hasattr(given, "record"):
            check_written({"--record": recording, **reports}, read)
            check_written({"--record": recording, "--markdown": given.markdown}, {"--baseline": given.baseline})
        else:
            check_written(reports, {"RECORDING": recording, **read})
            check_written({"--markdown": given.markdown}, {"--baseline": given.baseline})

    def assessed(self, results: Sequence[ServiceResult]) -> Assessment:
        """What was found so far, and what counts of it."""
        return Assessment(results, self._arguments.fail_on, self._baseline, self._acceptances, self._today, self.origin)

    def write(self, results: Sequence[ServiceResult]) -> None:
        """Writes what was found so far: after every service, so that a run that is stopped leaves it."""
        assessment, folder = self.assessed(results), self._arguments.output
        write_report(folder / REPORT, report(assessment))
        write_html(folder / PAGE, assessment)

    def finish(self, out: Console, results: Sequence[ServiceResult]) -> int:
        """Prints what was found and appends the summary.

        Returns:
            The exit status.
        """
        assessment = self.assessed(results)
        for note in origin_notes(assessment):
            out.print(note)
        print_results(out, assessment)
        out.print(f"\n{summary(assessment)}")
        folder = self._arguments.output
        out.print(f"Report: {folder / REPORT} and {PAGE}   Evidence: {self._recording}")
        if self._arguments.markdown:
            append_markdown(self._arguments.markdown, assessment)
        return assessment.exit_status


def print_results(out: Console, assessment: Assessment) -> None:
    """Prints the table, the broken clauses, what changed, and what was not judged."""
    _print_rows(out, assessment)
    for title, found in (("Broken", assessment.counted), ("Broken below the failing level", assessment.below)):
        if found:
            out.print(Text(f"\n{title}:", style="bold"))
        for entry in found:
            _print_broken(out, assessment, entry, whole=title == "Broken")
    for standing in (Standing.KNOWN, Standing.ACCEPTED, Standing.MENDED, Standing.NOT_JUDGED_ANY_MORE):
        changed = assessment.having(standing)
        if changed:
            out.print(Text(f"\n{standing.capitalize()}:", style="bold"))
        for entry in changed:
            out.print(f"  {_named(assessment, entry)}")
    for note in baseline_notes(assessment):
        out.print(note)
    for service, binding in unjudged_rows(assessment.results):
        out.print(f"Not judged: {service.service} on {service.target} over {binding}: {reasons(service, binding)}.")


def _print_rows(out: Console, assessment: Assessment) -> None:
    rows = table("SERVICE", "OPERATION", "BINDING", "TARGET", "REPLIES", "CLAUSES", "VERDICT")
    for service in assessment.results:
        for operation, binding in service.rows:
            clauses = service.row(operation, binding)
            passed = sum(clause.verdict is Verdict.PASS for clause in clauses)
            judged = passed + sum(clause.verdict is Verdict.FAIL for clause in clauses)
            asked = str(replies_of(service, (operation, binding)))
            verdict = coloured(row_verdict(assessment, service, operation, binding))
            rows.add_row(service.service, operation, binding, service.target, asked, f"{passed}/{judged}", verdict)
    out.print()
    print_table(out, rows)


def _print_broken(out: Console, assessment: Assessment, found: Found, *, whole: bool) -> None:
    service, clause = found
    message = clause.message.replace("\n  where:", f"\n  target:     {service.target}\n  where:")
    shown = message if whole else message.split("\n  reproduce:", maxsplit=1)[0]
    accepted = assessment.acceptance(service, clause)
    if accepted is not None:
        shown += f"\n  accepted:   until {accepted.expires}, which is over: {accepted.reason}"
    out.print("\n".join(f"  {line}" for line in shown.split("\n")))


def _named(assessment: Assessment, found: Found) -> str:
    service, clause = found
    accepted = assessment.acceptance(service, clause)
    told = f" (until {accepted.expires}: {accepted.reason})" if accepted is not None else ""
    return f"{clause.clause.id}: {service.service} {clause.operation} over {clause.binding}{told}"
