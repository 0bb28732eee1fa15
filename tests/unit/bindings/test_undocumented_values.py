"""Every value outside an enumeration is a breach that names the value, the place and the allowed values."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.assertions import status_of
from ProcessStatusLibrary.breach import ContractBreach
from ProcessStatusLibrary.reply import Reply

from .samples import BASE, BINDINGS, Sample, reply, samples

CORA_STATES = "'Queued', 'ProcessingInput', 'WaitingForOutput', 'Completed', 'Aborted', 'Failed' or 'NotFound'"
CORA_ERROR_CODES = (
    "'NoError', 'TimedOut', 'InputFileNotFound', 'InputFileExists', 'FailedToPutInputFile', 'OutputFileExists', "
    "'FailedToPutOutputFile', 'RobotProfileNotFound' or 'InternalError'"
)
LISTRAK_STATES = (
    "'DataActivelyUploading', 'DataUploaded', 'DataReadyForProcessing', 'ProcessingData', 'ProcessingCompleted' or "
    "'ProcessingFailed'"
)
ROBUSTA_STATES = "'WAITING', 'RUNNING' or 'SUCCEEDED'"
SOURCES = {
    "cora-rpa": "Genpact Cora Knowledge Center, RPA GetStatus",
    "cora-ocr": "Genpact Cora Knowledge Center, OCR GetStatus",
    "listrak": "Listrak IntegrationService, GetProcessStatus",
    "robusta": "Robusta documentation, Calling Process with API",
}
ROBUSTA_ID = "f0d2228c-9711-42f5-91ca-afc957f29255"
RESULTS = {
    "cora-soap11": "Envelope/Body/GetStatusResponse/Output/",
    "cora-soap12": "Envelope/Body/GetStatusResponse/Output/",
    "cora-http-get": "BatchOutput/",
    "cora-http-post": "BatchOutput/",
    "listrak-soap11": "Envelope/Body/GetProcessStatusResponse/WSProcessStatus/",
    "listrak-soap12": "Envelope/Body/GetProcessStatusResponse/WSProcessStatus/",
    "robusta-rest": "/",
}
ASKED = {"listrak": ", process 4711", "robusta": f", process {ROBUSTA_ID}"}


def each_sample_of(*services: str) -> pytest.MarkDecorator:
    """All samples of some services that answer a question for a status."""
    chosen = [sample for sample in samples("response") if sample.service in services and "Start" not in sample.name]
    return pytest.mark.parametrize("sample", chosen, ids=lambda sample: f"{sample.service}-{sample.slug}")


def place(sample: Sample, member: str) -> str:
    """Service, operation, binding, process and the place in the message."""
    cora = sample.service.startswith("cora")
    asked = ", process 4711" if cora and sample.slug.startswith("soap") else ASKED.get(sample.service, "")
    result = RESULTS[f"{sample.service.split('-')[0]}-{sample.slug}"]
    return f"{sample.service} {sample.operation} over {BINDINGS[sample.slug]}{asked}, {result}{member}"


def breach_of(answered: Reply) -> str:
    """What somebody reads who asked for a status."""
    with pytest.raises(ContractBreach) as caught:
        status_of(answered)
    return str(caught.value)


def expected(sample: Sample, clause: str, member: str, documented: str, received: str) -> str:
    """The lines of a breach, without the last one, which says how to send the request again."""
    return (
        f"Undocumented value [enumeration.{clause}, documented]\n"
        f"  where:      {place(sample, member)}\n"
        f"  documented: {documented}\n"
        f"  received:   {received}\n"
        f"  source:     {SOURCES[sample.service]}\n"
        "  reproduce:  curl -i "
    )


def undocumented(*values: str) -> pytest.MarkDecorator:
    """Values outside an enumeration."""
    return pytest.mark.parametrize("value", values, ids=lambda value: f"'{value}'")


@each_sample_of("cora-rpa", "cora-ocr")
@undocumented("completed", "COMPLETED", " Completed ", "Complete", "SUCCEEDED", "ProcessingData", "3", "", "Gelöscht")
def test_a_state_that_cora_does_not_document(sample: Sample, value: str) -> None:
    answered = reply(sample, ("<Status>Completed<", f"<Status>{value}<"))

    assert breach_of(answered).startswith(expected(sample, "state", "Status", CORA_STATES, f"'{value}'"))
    assert answered.status is not None
    assert (answered.status.state, answered.status.phase) == (value, "unknown")


@each_sample_of("cora-rpa", "cora-ocr")
@undocumented("noError", "NoError ", "None", "Completed", "0", "")
def test_an_error_code_that_cora_does_not_document(sample: Sample, value: str) -> None:
    answered = reply(sample, ("<ErrorCode>NoError<", f"<ErrorCode>{value}<"))

    assert breach_of(answered).startswith(expected(sample, "error-code", "ErrorCode", CORA_ERROR_CODES, f"'{value}'"))
    assert answered.status is not None
    assert answered.status.error_code == value


@each_sample_of("listrak")
@undocumented("processingcompleted", " ProcessingCompleted", "Completed", "ProcessingInput", "ProcessingPaused", "")
def test_a_state_that_listrak_does_not_document(sample: Sample, value: str) -> None:
    answered = reply(sample, ("ProcessingCompleted", value))

    assert breach_of(answered).startswith(expected(sample, "state", "Status", LISTRAK_STATES, f"'{value}'"))


@each_sample_of("robusta")
@pytest.mark.parametrize(
    ("written", "received"),
    [
        ('"succeeded"', "'succeeded'"),
        ('"SUCCEEDED "', "'SUCCEEDED '"),
        ('"Completed"', "'Completed'"),
        ('"FAILED"', "'FAILED'"),
        ('"CANCELLED"', "'CANCELLED'"),
        ('""', "''"),
        ("null", "null"),
        ("3", "3"),
        ("true", "true"),
        ('["SUCCEEDED"]', "an array"),
        ('{"name": "SUCCEEDED"}', "an object"),
    ],
)
def test_a_state_that_robusta_does_not_document(sample: Sample, written: str, received: str) -> None:
    answered = reply(sample, ('"SUCCEEDED"', written))

    assert breach_of(answered).startswith(expected(sample, "state", "status", ROBUSTA_STATES, received))


@pytest.mark.parametrize(("state", "phase"), [("FAILED", "failed"), ("CANCELLED", "failed")])
def test_an_inferred_state_passes_when_it_is_allowed_by_name(state: str, phase: str) -> None:
    answered = reply("robusta-GetProcessStatus-rest", ("SUCCEEDED", state), allow_states=(state,))

    assert (status_of(answered).state, status_of(answered).phase) == (state, phase)


def test_a_state_that_is_not_the_allowed_one_stays_a_breach() -> None:
    answered = reply("robusta-GetProcessStatus-rest", ("SUCCEEDED", "CANCELLED"), allow_states=("FAILED",))

    with pytest.raises(ContractBreach, match="received:   'CANCELLED'"):
        status_of(answered)


@pytest.mark.parametrize(
    ("name", "changes", "request_line"),
    [
        (
            "cora-rpa-GetStatus-soap11",
            [("<Status>Completed<", "<Status>Done<")],
            (
                "-X POST -H 'Content-Type: text/xml; charset=utf-8' "
                "-H 'SOAPAction: \"http://genpact.com/cora/orchestration/rpa/1.0.0/api/GetStatus\"' "
                f"--data-binary '{{body}}' {BASE}/SequenceServices/coraRpaIntegration_v1.0.0.asmx"
            ),
        ),
        (
            "cora-ocr-GetStatus-soap12",
            [("<Status>Completed<", "<Status>Done<")],
            (
                "-X POST -H 'Content-Type: application/soap+xml; charset=utf-8' --data-binary '{body}' "
                f"{BASE}/SequenceServices/coraOcrIntegration_v1.0.0.asmx"
            ),
        ),
        (
            "cora-rpa-GetStatus-http-get",
            [("<Status>Completed<", "<Status>Done<")],
            f"'{BASE}/SequenceServices/coraRpaIntegration_v1.0.0.asmx/GetStatus?'",
        ),
        (
            "cora-rpa-GetStatus-http-post",
            [("<Status>Completed<", "<Status>Done<")],
            (
                "-X POST -H 'Content-Type: application/x-www-form-urlencoded' "
                f"{BASE}/SequenceServices/coraRpaIntegration_v1.0.0.asmx/GetStatus"
            ),
        ),
        (
            "robusta-GetProcessStatus-rest",
            [("SUCCEEDED", "Done")],
            f"{BASE}/scheduler/connector-api/process/status/{ROBUSTA_ID}",
        ),
    ],
    ids=["SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST", "REST"],
)
def test_the_whole_message(name: str, changes: list[tuple[str, str]], request_line: str) -> None:
    answered = reply(name, *changes)
    sample = next(sample for sample in samples("response") if sample.name == name)
    member, documented = ("status", ROBUSTA_STATES) if sample.slug == "rest" else ("Status", CORA_STATES)
    sent = answered.exchange.request.body.decode()

    assert breach_of(answered) == expected(sample, "state", member, documented, "'Done'") + request_line.format(
        body=sent
    )
