"""``processstatus export``: a recording in a form that other tools read."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..conformance.report_json import write_report
from ..har import har
from ..recording_reading import INCOMPLETE, read_recording
from .console import console
from .written_files import check_written


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "export",
        help="write a recording as an HTTP Archive",
        description="Writes the exchanges of a recording, of whatever kind of run, as an HTTP Archive (HAR 1.2) that "
        "browsers and HTTP tools open. What is masked stays masked; an incomplete recording is written as far as it "
        "goes.",
        epilog="Exit status: 0 written; 2 the recording cannot be read, or the archive not written.",
    )
    parser.add_argument(
        "recording", type=Path, metavar="RECORDING", help="a recording, such as results/observations.jsonl"
    )
    parser.add_argument("--har", type=Path, required=True, metavar="FILE", help="the archive to write")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the archive."""
    check_written({"--har": arguments.har}, {"RECORDING": arguments.recording})
    recording = read_recording(arguments.recording)
    archive = har(recording)
    write_report(arguments.har, archive)
    out = console()
    out.print(f"{len(archive['log']['entries'])} exchanges: {arguments.har}")
    if not recording.complete:
        out.print(INCOMPLETE)
    return 0
