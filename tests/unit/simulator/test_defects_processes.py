"""What the defects of processes change: their course, their members, their bindings, their start."""

from __future__ import annotations

import json

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator

from .asking import IDS, ask, sample
from .test_defects_harness import Row, body, both, check, header, like, profiles, same, status, whole

RPA = ("cora-rpa", "GetStatus.soap11")
RPA12 = ("cora-rpa", "GetStatus.soap12")
MAILING = ("listrak", "GetProcessStatus.soap11")
MAILING12 = ("listrak", "GetProcessStatus.soap12")
ROBOT = ("robusta", "GetProcessStatus.rest")
IMPORT = ("coruson", "ImportReportsStatus.rest")
IMPORT_XML = ("coruson", "ImportReportsStatus.rest-xml")
IMPORT_SOAP = ("coruson", "ImportReportsStatus.soap12")
BEGUN = "2026-01-01T00:00:00"
COUNTED = {"TotalReportsImported": 1, "TotalReports": 3}


def state(old: str, new: str) -> object:
    """Another state in XML."""
    return body(f"<Status>{old}</Status>", f"<Status>{new}</Status>")


def unknown(service: str, name: str, process_id: str) -> object:
    """The question about another process."""
    return lambda question: question.with_id(service, process_id)


ROWS = [
    Row("resurrected", *RPA, {2: state("Completed", "Queued"), 3: state("Completed", "Queued")}, reads=4),
    Row("resurrected", *RPA, {3: state("Completed", "Queued")}, reads=4, states=["Queued", "Completed"]),
    Row(
        "resurrected",
        *MAILING,
        {
            2: both(
                state("ProcessingFailed", "DataActivelyUploading"),
                body(f"CompleteTime>{BEGUN}", "CompleteTime>0001-01-01T00:00:00"),
            )
        },
        reads=3,
        states=["ProcessingFailed"],
    ),
    Row("backwards", *RPA, {1: state("ProcessingInput", "Queued")}, reads=3, states=["ProcessingInput"]),
    Row(
        "backwards",
        *RPA,
        {2: state("WaitingForOutput", "Queued")},
        reads=5,
        states=["Queued", "ProcessingInput", "WaitingForOutput", "Completed"],
    ),
    Row("outcome-changes", *MAILING12, {2: state("ProcessingCompleted", "ProcessingFailed")}, reads=3),
    Row(
        "vanishes-after-end",
        *ROBOT,
        {2: both(status(404), whole(lambda _: f'{{"message":"Process {IDS["robusta"]} was not found."}}'.encode()))},
        reads=3,
        observed=False,
    ),
    Row(
        "vanishes-while-running",
        *RPA,
        {
            1: both(
                state("Queued", "NotFound"), body("        <ExternalContext>batch 4711</ExternalContext>\n", "")
            )
        },
        reads=3,
        states=["Queued", "Queued", "Completed"],
        observed=False,
    ),
    Row(
        "cached-answer",
        *RPA,
        {1: state("ProcessingInput", "Queued"), 2: state("Completed", "Queued")},
        reads=3,
        states=["Queued", "ProcessingInput", "Completed"],
    ),
    Row(
        "alternating-reads",
        *RPA,
        {1: state("Completed", "WaitingForOutput"), 3: state("Completed", "WaitingForOutput")},
        reads=4,
    ),
    Row(
        "answers-previous-process",
        *MAILING,
        {1: like(0), 3: like(0)},
        ask=[unknown("listrak", "", "12"), same, same, unknown("listrak", "", "12")],
        others={"12": "ProcessingData"},
    ),
]
