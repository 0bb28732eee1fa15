"""The request that starts a process: whole, in parts, and wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ProcessStatusLibrary.bindings.call import Call
from ProcessStatusLibrary.bindings.encoding import encode
from ProcessStatusLibrary.bindings.json_fields import check_fields
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.transport.exchange import HttpRequest

from .samples import BASE, CONTRACTS, FakeTransport, exactly, session

WHOLE: dict[str, object] = {
    "values": {"kişi": "Ayşe", "empty": ""},
    "quartzDef": "0 6 6 ? * FRI",
    "startDate": "2020-11-16 16:56:00",
    "endDate": "2020-11-18 16:55:00",
    "runOnce": "N",
    "runImmediately": "N",
    "retryCount": "1",
    "name": "OneStepNotepadRunner",
    "worker": "7",
}
FIELDS = "'values', 'quartzDef', 'startDate', 'endDate', 'runOnce', 'runImmediately', 'retryCount', 'name' and 'worker'"
WHERE = "robusta: StartProcess over REST"
WAY_OUT = "Or send it as it is with validate=False."
SCHEDULED = "it is required unless runImmediately is Y (inferred from the page's note on starred fields)."
DIGITS = "a whole number written as a string"
MOMENT = "a moment as yyyy-MM-dd HH:mm:ss"
CRON = "a Quartz cron expression of six or seven fields, days of the week in three letters, such as 0 6 6 ? * FRI"

CRON_FIELD = f"{WHERE}: the field 'quartzDef'"


def submitted(fields: dict[str, object], *, validate: bool = True) -> HttpRequest:
    transport = FakeTransport()
    session("robusta", transport).submit(fields, validate=validate)
    return transport.sent[0]


def test_a_request_with_every_documented_field() -> None:
    request = submitted(WHOLE)

    assert (request.method, request.url) == ("POST", f"{BASE}/scheduler/connector-api/process/start")
    assert request.headers == (("Content-Type", "application/json"),)
    assert json.loads(request.body) == WHOLE
    assert "Ayşe".encode() in request.body


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "x", "runImmediately": "Y"},
        {"name": "x", "runImmediately": "Y", "runOnce": "Y", "worker": "7", "values": {}},
        {key: value for key, value in WHOLE.items() if key not in ("values", "runOnce", "runImmediately", "worker")},
        {**WHOLE, "quartzDef": "0 0/5 8-18 ? * MON-FRI 2026"},
    ],
    ids=["smallest", "at once", "scheduled", "seven cron fields"],
)
def test_a_request_with_what_is_required(fields: dict[str, object]) -> None:
    assert json.loads(submitted(fields).body) == fields


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": None}, f"{WHERE}: the field 'name' is null. Allowed: a string. {WAY_OUT}"),
        ({"quartzDef": "0 6 6 ? * FR"}, f"{CRON_FIELD} is '0 6 6 ? * FR'. Allowed: {CRON}. {WAY_OUT}"),
        ({"quartzDef": "0 6 6"}, f"{CRON_FIELD} is '0 6 6'. Allowed: {CRON}. {WAY_OUT}"),
        ({"runOnce": "yes"}, f"{WHERE}: the field 'runOnce' is 'yes'. Allowed: 'Y' or 'N'. {WAY_OUT}"),
        ({"runImmediately": "N,"}, f"{WHERE}: the field 'runImmediately' is 'N,'. Allowed: 'Y' or 'N'. {WAY_OUT}"),
        ({"runOnce": False}, f"{WHERE}: the field 'runOnce' is false. Allowed: 'Y' or 'N'. {WAY_OUT}"),
        (
            {"startDate": "2020-11-16"},
            f"{WHERE}: the field 'startDate' is '2020-11-16'. Allowed: {MOMENT}. {WAY_OUT}",
        ),
        (
            {"endDate": "2020-11-18 24:00:00"},
            f"{WHERE}: the field 'endDate' is '2020-11-18 24:00:00'. Allowed: {MOMENT}. {WAY_OUT}",
        ),
        ({"retryCount": 1}, f"{WHERE}: the field 'retryCount' is 1. Allowed: {DIGITS}. {WAY_OUT}"),
        (
            {"retryCount": "-1"},
            f"{WHERE}: the field 'retryCount' is '-1'. Allowed: {DIGITS}. {WAY_OUT}",
        ),
        ({"values": {"a": 1}}, f"{WHERE}: the field 'values.a' is 1. Allowed: a string. {WAY_OUT}"),
        ({"name": ""}, f"{WHERE}: the field 'name' is ''. Allowed: a text that is not empty. {WAY_OUT}"),
        (
            {"run immediately": "N"},
            f"{WHERE}: unknown field 'run immediately'. Did you mean 'runImmediately'? Allowed: {FIELDS}. {WAY_OUT}",
        ),
        ({"colour": "red"}, f"{WHERE}: unknown field 'colour'. Allowed: {FIELDS}. {WAY_OUT}"),
    ],
    ids=[
        "no name", "FR", "three cron fields", "yes", "N with a comma", "a boolean", "a day", "24 o'clock",
        "a number", "below zero", "a number inside", "empty name", "the page's own key", "unknown",
    ],
)  # fmt: skip
def test_a_wrong_field_is_refused_before_it_is_sent(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        submitted({**WHOLE, **change})


@pytest.mark.parametrize("field", ["quartzDef", "startDate", "endDate", "retryCount"])
@pytest.mark.parametrize("run_immediately", ["N", None])
def test_a_starred_field_is_required_when_the_process_is_scheduled(field: str, run_immediately: str | None) -> None:
    fields = {key: value for key, value in WHOLE.items() if key not in (field, "runImmediately")}
    chosen = {"runImmediately": run_immediately} if run_immediately else {}

    with pytest.raises(ValueError, match=exactly(f"{WHERE}: the field '{field}' is missing: {SCHEDULED} {WAY_OUT}")):
        submitted({**fields, **chosen})


def test_the_name_is_always_required() -> None:
    with pytest.raises(ValueError, match=exactly(f"{WHERE}: the field 'name' is missing. {WAY_OUT}")):
        submitted({"runImmediately": "Y"})


def test_a_wrong_request_is_sent_when_the_caller_asks_for_it() -> None:
    fields = {"run immediately": "N,", "retryCount": 1}

    assert json.loads(submitted(fields, validate=False).body) == fields


def test_a_service_that_starts_nothing() -> None:
    with pytest.raises(ValueError, match=exactly("Service 'listrak' documents no operation that can start a process.")):
        session("listrak", FakeTransport()).submit({})


@pytest.mark.parametrize(
    ("condition", "otherwise"),
    [({}, {"required": ["endDate"]}), (True, {"required": ["endDate"]}), ({}, {"required": ["worker"]}), ({}, True)],
    ids=["no words", "no condition", "another field", "no else"],
)
def test_a_schema_that_gives_no_reason(tmp_path: Path, condition: object, otherwise: object) -> None:
    shutil.copytree(CONTRACTS / "robusta", tmp_path / "robusta")
    file = tmp_path / "robusta" / "start-request.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    changed = {**schema, "required": ["name", "endDate"], "if": condition, "else": otherwise}
    file.write_text(json.dumps(changed), encoding="utf-8")

    with pytest.raises(ValueError, match=exactly(f"{WHERE}: the field 'endDate' is missing. {WAY_OUT}")):
        check_fields(load_contract(file.parent), "StartProcess", "REST", {"name": "a", "runImmediately": "Y"})


def test_the_fields_of_a_start_are_members_of_its_message() -> None:
    contract = load_contract(Path(__file__).parents[2] / "data" / "contracts" / "parcel-desk")

    def body(fields: dict[str, object]) -> bytes:
        return encode(contract, "SendParcel", "SOAP 1.1", Call(fields=fields), BASE).body

    assert b"<To>A. Reader</To>\n      <Weight>750</Weight>" in body({"To": "A. Reader", "Weight": 750})
    assert b"<To>A. Reader</To>\n    </SendParcel>" in body({"To": "A. Reader", "Weight": None})
