"""A request that starts a process: what is refused before it is sent, with the exact text of the message."""

from __future__ import annotations

import pytest

from ..transport.canned import exactly, session

ANYWAY = "Or send it as it is with validate=False."
STARRED = "it is required unless runImmediately is Y (inferred from the page's note on starred fields)"
SCHEDULED: dict[str, object] = {
    "name": "OneStepNotepadRunner",
    "quartzDef": "0 6 6 ? * FRI",
    "startDate": "2026-01-01 00:00:00",
    "endDate": "2026-12-31 23:59:59",
    "retryCount": "3",
}
GONE = object()
QUARTZ = "a Quartz cron expression of six or seven fields, days of the week in three letters, such as 0 6 6 ? * FRI"
FIELDS = "'values', 'quartzDef', 'startDate', 'endDate', 'runOnce', 'runImmediately', 'retryCount', 'name' and 'worker'"
STARTED_WRONGLY: list[tuple[str, object, str]] = [
    ("name", GONE, "the field 'name' is missing."),
    ("name", "", "the field 'name' is ''. Allowed: a text that is not empty."),
    ("values", {"a": 1}, "the field 'values.a' is 1. Allowed: a string."),
    ("values", "a=1", "the field 'values' is 'a=1'. Allowed: an object."),
    ("quartzDef", GONE, f"the field 'quartzDef' is missing: {STARRED}."),
    ("quartzDef", "0 6 6 ? * FR", f"the field 'quartzDef' is '0 6 6 ? * FR'. Allowed: {QUARTZ}."),
    ("quartzDef", "daily", f"the field 'quartzDef' is 'daily'. Allowed: {QUARTZ}."),
    ("startDate", GONE, f"the field 'startDate' is missing: {STARRED}."),
    ("startDate", "1 May", "the field 'startDate' is '1 May'. Allowed: a moment as yyyy-MM-dd HH:mm:ss."),
    ("endDate", GONE, f"the field 'endDate' is missing: {STARRED}."),
    ("endDate", "2026-13-01 00:00:00",
     "the field 'endDate' is '2026-13-01 00:00:00'. Allowed: a moment as yyyy-MM-dd HH:mm:ss."),
    ("endDate", "2026-02-31 00:00:00",
     "the field 'endDate' is '2026-02-31 00:00:00'. Allowed: a moment as yyyy-MM-dd HH:mm:ss."),
    ("runOnce", "yes", "the field 'runOnce' is 'yes'. Allowed: 'Y' or 'N'."),
    ("runImmediately", True, "the field 'runImmediately' is true. Allowed: 'Y' or 'N'."),
    ("retryCount", GONE, f"the field 'retryCount' is missing: {STARRED}."),
    ("retryCount", "-1", "the field 'retryCount' is '-1'. Allowed: a whole number written as a string."),
    ("retryCount", 3, "the field 'retryCount' is 3. Allowed: a whole number written as a string."),
    ("worker", "", "the field 'worker' is ''. Allowed: a text that is not empty."),
    ("runimmediately", "Y", f"unknown field 'runimmediately'. Did you mean 'runImmediately'? Allowed: {FIELDS}."),
    ("colour", "red", f"unknown field 'colour'. Allowed: {FIELDS}."),
]  # fmt: skip


IDS = [f"{field} gone" if value is GONE else f"{field}={value}" for field, value, _ in STARTED_WRONGLY]


@pytest.mark.parametrize(("field", "value", "message"), STARTED_WRONGLY, ids=IDS)
def test_a_start_request_with_a_wrong_field(field: str, value: object, message: str) -> None:
    opened, transport = session("robusta")
    fields = {name: given for name, given in (SCHEDULED | {field: value}).items() if given is not GONE}
    text = f"robusta: StartProcess over REST: {message} {ANYWAY}"
    with pytest.raises(ValueError, match=exactly(text)):
        opened.submit(fields)

    assert transport.requests == []


@pytest.mark.parametrize("fields", [SCHEDULED, {"name": "A", "runImmediately": "Y"}], ids=["scheduled", "at once"])
def test_a_right_start_request_is_sent(fields: dict[str, object]) -> None:
    opened, transport = session("robusta")
    opened.submit(fields)

    assert len(transport.requests) == 1


def test_a_wrong_start_request_is_sent_when_the_caller_insists() -> None:
    opened, transport = session("robusta")
    opened.submit({"colour": "red"}, validate=False)

    assert [request.body for request in transport.requests] == [b'{"colour": "red"}']
