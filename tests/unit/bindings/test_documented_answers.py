"""Every documented answer, made concrete with every allowed value, decodes to the canonical record."""

from __future__ import annotations

from datetime import datetime

import pytest

from ProcessStatusLibrary.assertions import conforming, status_of
from ProcessStatusLibrary.classification import ReplyKind
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.status import ProcessStatus, StartedProcess

from .samples import BINDINGS, Sample, reply, samples

SAMPLES = samples("response")
CORA_STATES = {
    "Queued": "pending",
    "ProcessingInput": "running",
    "WaitingForOutput": "running",
    "Completed": "succeeded",
    "Aborted": "failed",
    "Failed": "failed",
    "NotFound": "unknown",
}
CORA_ERROR_CODES = [
    "NoError",
    "TimedOut",
    "InputFileNotFound",
    "InputFileExists",
    "FailedToPutInputFile",
    "OutputFileExists",
    "FailedToPutOutputFile",
    "RobotProfileNotFound",
    "InternalError",
]
LISTRAK_STATES = {
    "DataActivelyUploading": "pending",
    "DataUploaded": "pending",
    "DataReadyForProcessing": "pending",
    "ProcessingData": "running",
    "ProcessingCompleted": "succeeded",
    "ProcessingFailed": "failed",
}
ROBUSTA_STATES = {"WAITING": "pending", "RUNNING": "running", "SUCCEEDED": "succeeded"}
ROBUSTA_ID = "f0d2228c-9711-42f5-91ca-afc957f29255"


def each_sample_of(*services: str) -> pytest.MarkDecorator:
    """All samples of some services that answer a question for a status."""
    chosen = [sample for sample in SAMPLES if sample.service in services and not sample.operation.startswith("Start")]
    return pytest.mark.parametrize("sample", chosen, ids=lambda sample: f"{sample.service}-{sample.slug}")


def cora(sample: Sample, state: str, phase: str, error_code: str = "NoError") -> ProcessStatus:
    """The whole record of a Cora answer."""
    return ProcessStatus(
        service=sample.service,
        process_id="" if sample.slug in ("http-get", "http-post") else "4711",
        state=state,
        phase=phase,  # type: ignore[arg-type]
        error_code=error_code,
        context="batch 4711",
        binding=BINDINGS[sample.slug],
    )


def test_every_documented_row_has_its_answer() -> None:
    assert [sample.name for sample in SAMPLES] == [sample.name for sample in samples("request")]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_an_answer_as_documented_is_a_result_and_breaks_nothing(sample: Sample) -> None:
    answered = reply(sample)

    assert (answered.kind, answered.error(), answered.problems) == (ReplyKind.RESULT, None, ())
    assert conforming(answered) is answered


@each_sample_of("cora-rpa", "cora-ocr")
@pytest.mark.parametrize(("state", "phase"), CORA_STATES.items())
def test_every_state_of_cora(sample: Sample, state: str, phase: str) -> None:
    answered = reply(sample, ("<Status>Completed<", f"<Status>{state}<"))

    assert status_of(answered) == cora(sample, state, phase)


@each_sample_of("cora-rpa", "cora-ocr")
@pytest.mark.parametrize("error_code", CORA_ERROR_CODES)
def test_every_error_code_of_cora(sample: Sample, error_code: str) -> None:
    answered = reply(sample, ("NoError", error_code), ("<Status>Completed<", "<Status>Failed<"))

    assert status_of(answered) == cora(sample, "Failed", "failed", error_code)


@each_sample_of("listrak")
@pytest.mark.parametrize(("state", "phase"), LISTRAK_STATES.items())
def test_every_state_of_listrak(sample: Sample, state: str, phase: str) -> None:
    answered = reply(sample, ("ProcessingCompleted", state))

    assert status_of(answered) == ProcessStatus(
        service="listrak",
        process_id="4711",
        state=state,
        phase=phase,  # type: ignore[arg-type]
        started=datetime(2026, 3, 2, 9, 15),
        completed=datetime(2026, 3, 2, 9, 17, 30),
        more={"ListID": "88", "ProcessName": "Spring import"},
        binding=BINDINGS[sample.slug],
    )


@each_sample_of("robusta")
@pytest.mark.parametrize(("state", "phase"), ROBUSTA_STATES.items())
def test_every_state_of_robusta(sample: Sample, state: str, phase: str) -> None:
    answered = reply(sample, ("SUCCEEDED", state))

    assert status_of(answered) == ProcessStatus(
        service="robusta",
        process_id=ROBUSTA_ID,
        state=state,
        phase=phase,  # type: ignore[arg-type]
        message="Your transaction has ended.",
        outputs={"__out_x": "Username Surname"},
        binding="REST",
    )


def test_the_answer_to_a_start() -> None:
    answered = reply("robusta-StartProcess-rest")

    assert conforming(answered).started == StartedProcess("robusta", ROBUSTA_ID, "Process saved")
    assert answered.status is None


@each_sample_of("coruson")
def test_the_answer_of_a_service_without_a_state(sample: Sample) -> None:
    answered = reply(sample)

    assert status_of(answered) == ProcessStatus(
        service="coruson",
        process_id="0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60",
        state="Imported",
        phase="succeeded",
        message="Reports imported",
        outputs={"5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21": "R-1001"},
        counters={"TotalReportsImported": 1, "TotalReports": 1},
        binding=BINDINGS[sample.slug],
    )


@pytest.mark.parametrize(
    ("service", "operation", "path", "documented"),
    [
        ("cora-rpa", "GetStatus", "Status", list(CORA_STATES)),
        ("cora-ocr", "GetStatus", "Status", list(CORA_STATES)),
        ("cora-rpa", "GetStatus", "ErrorCode", CORA_ERROR_CODES),
        ("cora-ocr", "GetStatus", "ErrorCode", CORA_ERROR_CODES),
        ("listrak", "GetProcessStatus", "Status", list(LISTRAK_STATES)),
        ("robusta", "GetProcessStatus", "status", list(ROBUSTA_STATES)),
        ("coruson", "ImportReportsStatus", "ResponseStatus/ErrorCode", []),
        ("listrak", "GetProcessStatus", "ProcessName", []),
        ("robusta", "GetProcessStatus", "message", []),
    ],
)
def test_the_schemas_allow_what_the_pages_list(service: str, operation: str, path: str, documented: list[str]) -> None:
    assert load_contract(service).allowed(operation, path) == documented
