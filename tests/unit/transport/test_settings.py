"""Settings of another type than a number are refused by name, as those out of their range are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ProcessStatusLibrary.retrying import Retries, retry_after
from ProcessStatusLibrary.transport.exchange import Limits, Timeouts

SECONDS = "Allowed: more than 0 and at most 86400 seconds."
WRONG: list[tuple[Callable[[Any], object], Any, str]] = [
    (lambda value: Timeouts(total=value), "5", f"timeout 'total' is '5'. {SECONDS}"),
    (lambda value: Timeouts(connect=value), None, f"timeout 'connect' is None. {SECONDS}"),
    (lambda value: Timeouts(read=value), True, f"timeout 'read' is True. {SECONDS}"),
    (lambda value: Timeouts(read=value), float("nan"), f"timeout 'read' is nan. {SECONDS}"),
    (lambda value: Limits(depth=value), 2.5, "limit 'depth' is 2.5. Allowed: from 1 to 256."),
    (lambda value: Limits(headers=value), "9", "limit 'headers' is '9'. Allowed: from 1 to 99."),
    (lambda value: Limits(headers=value), True, "limit 'headers' is True. Allowed: from 1 to 99."),
    (lambda value: Retries(count=value), 2.5, "retries 'count' is 2.5. Allowed: from 0 to 20."),
    (lambda value: Retries(pause=value), "1", "retries 'pause' is '1'. Allowed: from 0 to 60."),
    (lambda value: Retries(starts=value), "no", "retries 'starts' is 'no'. Allowed: True or False."),
]


@pytest.mark.parametrize(("make", "value", "message"), WRONG, ids=[text for *_, text in WRONG])
def test_a_setting_that_is_refused(make: Callable[[Any], object], value: Any, message: str) -> None:
    with pytest.raises(ValueError, match="Allowed") as caught:
        make(value)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "value", ["Wed, 21 Oct 20159999999999999999999 07:28:00 GMT", "Wed, 21 Oct 2015 99999999999999999999:28:00 GMT"]
)
def test_a_date_beyond_all_calendars_asks_for_no_patience(value: str) -> None:
    assert retry_after(value, datetime(2026, 3, 2, tzinfo=UTC)) == 0.0
