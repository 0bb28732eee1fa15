"""Times and texts of a record: zones, fractions, the runtime's word for none, absent against empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ProcessStatusLibrary.assertions import status_of

from .samples import reply


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-02T09:15:00.5", datetime(2026, 3, 2, 9, 15, 0, 500000)),
        ("2026-03-02T09:15:00.1234567", datetime(2026, 3, 2, 9, 15, 0, 123456)),
        ("2026-03-02T09:15:00Z", datetime(2026, 3, 2, 9, 15, tzinfo=UTC)),
        ("2026-03-02T09:15:00-05:00", datetime(2026, 3, 2, 9, 15, tzinfo=timezone(timedelta(hours=-5)))),
        ("2026-03-31T24:00:00", datetime(2026, 4, 1)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
@pytest.mark.parametrize("name", ["soap11", "soap12"])
def test_times(name: str, written: str, read: datetime | None) -> None:
    status = status_of(reply(f"listrak-GetProcessStatus-{name}", ("2026-03-02T09:17:30", written)))

    assert status.completed == read


@pytest.mark.parametrize(
    ("change", "context"),
    [
        ("", None),
        ("<ExternalContext />", ""),
        ("<ExternalContext></ExternalContext>", ""),
        ("<ExternalContext> a &lt;b&gt; </ExternalContext>", " a <b> "),
        ("<ExternalContext>a<![CDATA[&]]>b<!-- c -->d</ExternalContext>", "a&bd"),
    ],
    ids=["absent", "empty", "empty in two tags", "markup and spaces", "CDATA and a comment"],
)
@pytest.mark.parametrize("name", ["soap11", "soap12", "http-get", "http-post"])
def test_the_context_of_cora(name: str, change: str, context: str | None) -> None:
    answered = reply(f"cora-rpa-GetStatus-{name}", ("<ExternalContext>batch 4711</ExternalContext>", change))

    assert status_of(answered).context == context


def test_a_process_name_may_be_absent() -> None:
    status = status_of(reply("listrak-GetProcessStatus-soap11", ("<ProcessName>Spring import</ProcessName>", "")))

    assert status.more == {"ListID": "88"}


def test_the_id_of_a_record_is_the_one_that_the_answer_names() -> None:
    assert status_of(reply("listrak-GetProcessStatus-soap11", ("4711", "4712"))).process_id == "4712"
    assert status_of(reply("cora-rpa-GetStatus-soap11")).process_id == "4711"


def test_a_start_that_names_no_process() -> None:
    started = reply("robusta-StartProcess-rest", ('"robustaSpid"', '"spid"')).started

    assert started is not None
    assert started.process_id == ""
