"""A password that a server repeats in any place of an answer is in no message, whole or cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from ProcessStatusLibrary import Credentials, open_service
from ProcessStatusLibrary import expectations as expect
from ProcessStatusLibrary.api import OpenService
from ProcessStatusLibrary.assertions import conforming
from ProcessStatusLibrary.masking import SecretText

from ..transport.raw_server import RawServer, answers
from .canary_scan import leaks
from .odd_answers import PLACES

SECRETS = {"both marks": "odd-cänary/<5&up'er\">+1", "one mark": "it's-odd-cänary-2", "plain": "Plain-Odd-Canary-3"}


def messages(service: OpenService) -> Iterator[str]:
    """What everything that can be asserted of an answer says."""
    acts: list[Callable[[], object]] = [
        lambda: service.get_process_status("4711"),
        lambda: service.send_request("4711", path="token=hunter2"),
        lambda: repr(service.ask("4711")),
    ]
    for act in acts:
        yield _told(act)
    reply = service.last
    if reply is not None:
        checks = (
            conforming,
            partial(expect.expect_state, expected="SUCCEEDED"),
            partial(expect.expect_fault, code="X"),
        )
        for check in (*checks, partial(expect.expect_kind, expected="empty")):
            yield _told(partial(check, reply))


def _told(act: Callable[[], object]) -> str:
    try:
        return str(act())
    except (Exception, AssertionError) as problem:
        return f"{type(problem).__name__}: {problem}"


@pytest.mark.parametrize("place", PLACES)
def test_no_message_holds_the_secret(place: str) -> None:
    for kind, secret in SECRETS.items():
        with (
            RawServer(answers(PLACES[place](secret))) as server,
            open_service("robusta", server.url, credentials=Credentials("ada", SecretText(secret))) as service,
        ):
            told = dict(enumerate(messages(service)))

        planted = {kind: secret, "its beginning": secret[:8], "in lower case": secret.lower()}
        assert leaks({str(number): text for number, text in told.items()}, planted) == []
        assert "hunter2" not in str(told)
