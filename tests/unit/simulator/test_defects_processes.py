"""What the defects of processes change: their course, their members, their bindings, their start."""

from __future__ import annotations

import json

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator

from .asking import IDS, Question, ask, sample
from .test_defects_harness import Asking, Change, Row, body, both, check, header, like, profiles, same, status, whole

RPA = ("cora-rpa", "GetStatus.soap11")
RPA12 = ("cora-rpa", "GetStatus.soap12")
MAILING = ("listrak", "GetProcessStatus.soap11")
MAILING12 = ("listrak", "GetProcessStatus.soap12")
ROBOT = ("robusta", "GetProcessStatus.rest")
IMPORT = ("coruson", "ImportReportsStatus.rest")
IMPORT_XML = ("coruson", "ImportReportsStatus.rest-xml")
IMPORT_SOAP = ("coruson", "ImportReportsStatus.soap12")
BEGUN = "2026-01-01T00:00:00"
NEVER = "0001-01-01T00:00:00"
REPORTS = [
    "5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21",
    *(f"{number:08x}-0000-4000-9000-{number:012x}" for number in range(1, 6)),
]


def state(old: str, new: str) -> Change:
    """Another state in XML."""
    return body(f"<Status>{old}</Status>", f"<Status>{new}</Status>")


def completed(time: str) -> Change:
    """Another complete time in XML."""
    return body(f"CompleteTime>{BEGUN}", f"CompleteTime>{time}")


def about(service: str, process_id: str) -> Asking:
    """The question about another process."""
    return lambda question: question.with_id(service, process_id)


def imported(done: int, total: int) -> Change:
    """Other counters in JSON, with as many reports as are done."""

    def changed(content: bytes) -> bytes:
        told = json.loads(content)
        reports = {report: f"R-{1001 + number}" for number, report in enumerate(REPORTS[:done])}
        told.update(ImportedReports=reports, TotalReportsImported=done, TotalReports=total)
        return json.dumps(told).encode()

    return whole(changed)


ROWS = [
    Row("resurrected", *RPA, {2: state("Completed", "Queued"), 3: state("Completed", "Queued")}, reads=4),
    Row("resurrected", *RPA, {3: state("Completed", "Queued")}, reads=4, states=["Queued", "Completed"]),
    Row(
        "resurrected",
        *MAILING,
        {
            2: both(
                state("ProcessingFailed", "DataActivelyUploading"),
                completed(NEVER),
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
        reads=4,
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
        {1: both(state("Queued", "NotFound"), body("        <ExternalContext>batch 4711</ExternalContext>\n", ""))},
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
        {1: like(0), 3: like(1)},
        ask=[about("listrak", "12"), same, same, about("listrak", "12")],
        others={"12": "ProcessingData"},
    ),
    Row(
        "unknown-id-succeeded",
        *RPA,
        both(
            state("NotFound", "Completed"),
            body("</ErrorCode>\n", "</ErrorCode>\n        <ExternalContext>batch 13</ExternalContext>\n"),
        ),
        ask=[about("cora-rpa", "13")],
        observed=False,
    ),
    Row(
        "unknown-id-refused",
        "cora-rpa",
        "GetStatus.http-get",
        both(
            status(404),
            header("Content-Type", "text/plain; charset=utf-8"),
            whole(lambda _: b"Process  was not found."),
        ),
        observed=False,
    ),
    Row("bindings-disagree", *RPA12, both(state("Completed", "Failed"), body(">NoError<", ">InternalError<"))),
    Row("bindings-disagree", *RPA12, state("Queued", "ProcessingInput"), states=["Queued"]),
    Row("one-binding-stale", *RPA12, state("Completed", "WaitingForOutput"), reads=2),
    Row(
        "one-binding-lacks-text",
        *RPA12,
        body("        <ExternalContext>batch 4711</ExternalContext>\n", ""),
        observed=False,
    ),
    Row(
        "one-binding-lacks-text",
        *MAILING12,
        body("        <ProcessName>Spring import</ProcessName>\n", ""),
        observed=False,
    ),
    Row(
        "counters-fall",
        *IMPORT,
        {0: imported(6, 6), 1: imported(6, 6)},
        reads=3,
        observed=False,
    ),
    Row(
        "counters-fall", *IMPORT, {0: imported(2, 6), 1: imported(2, 6)}, reads=3, states=["Importing"], observed=False
    ),
    Row("counters-move-after-end", *IMPORT, {2: imported(6, 6)}, reads=3, observed=False),
    Row("counter-above-total", *IMPORT, imported(4, 3), observed=False),
    Row("fewer-outputs-than-counted", *IMPORT, body(f'"{REPORTS[0]}": "R-1001", ', ""), observed=False),
    Row(
        "complete-before-start",
        *MAILING,
        completed("2025-12-31T23:00:00"),
    ),
    Row(
        "complete-time-drifts",
        *MAILING,
        {
            1: completed("2026-01-01T00:01:00"),
            2: completed("2026-01-01T00:02:00"),
        },
        reads=3,
    ),
    Row(
        "start-time-drifts",
        *MAILING,
        {1: body(f"StartTime>{BEGUN}", "StartTime>2025-12-31T23:59:00")},
        reads=2,
        states=["ProcessingData"],
    ),
    Row("error-code-in-good-state", *RPA, body(">NoError<", ">InternalError<")),
    Row(
        "error-code-changes-after-end",
        *RPA,
        {2: body(">TimedOut<", ">InternalError<")},
        reads=3,
        states=["Failed"],
        given={"error_code": "TimedOut"},
    ),
    Row(
        "error-code-changes-after-end",
        *IMPORT_XML,
        {2: body("<ErrorCode>Refused<", "<ErrorCode>RefusedAgain<")},
        reads=3,
        states=["Refused"],
    ),
    Row("outputs-change-after-end", *ROBOT, {2: body("Username Surname", "changed")}, reads=3),
    Row("outputs-change-after-end", *IMPORT_SOAP, {2: body(">R-1001<", ">changed<")}, reads=3),
    Row(
        "outputs-before-end",
        *ROBOT,
        body(' is RUNNING."', ' is RUNNING.", "__out_early": "value"'),
        states=["RUNNING"],
        observed=False,
    ),
    Row("another-process-id", *MAILING, body("<ProcessID>4711<", "<ProcessID>4712<")),
]
STARTS = ("start-repeats-id", "start-tells-unknown-id")
START = sample("robusta", "StartProcess.rest")


@pytest.mark.parametrize(("row", "profile"), profiles(ROWS))
def test_what_differs(simulators: dict[str, Simulator], row: Row, profile: str) -> None:
    check(simulators[profile], row)


def started(*defects: str) -> list[tuple[str, int]]:
    """The ids that three starts tell, and what is answered when they are asked for."""
    with Simulator("robusta", clock=VirtualClock(), defects=defects) as simulator:
        ids = [json.loads(ask(simulator, "robusta", START).body)["robustaSpid"] for _ in range(3)]
        question: Question = sample("robusta", "GetProcessStatus.rest")
        return [(told, ask(simulator, "robusta", question.with_id("robusta", told)).status) for told in ids]


def test_what_differs_in_a_start() -> None:
    right = [(f"{number:08x}-0000-4000-a000-{number:012x}", 200) for number in (1, 2, 3)]

    assert started() == right
    assert started("start-repeats-id") == [right[0]] * 3
    assert started("start-tells-unknown-id") == [(told[:-1] + "0", 404) for told, _ in right]
