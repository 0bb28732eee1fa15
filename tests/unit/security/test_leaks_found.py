"""Leaks that the canaries found, each by itself: the password comes back in a place where it was not masked."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from ProcessStatusLibrary import Credentials, open_service
from ProcessStatusLibrary.api import OpenService
from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.errors import ReplyError
from ProcessStatusLibrary.masking import Masker, SecretText
from ProcessStatusLibrary.sent_secrets import secrets_in
from ProcessStatusLibrary.transport.exchange import HttpRequest

from ..transport.raw_server import RawServer, answers
from .odd_answers import PLACES

SECRET = "leak-canary-5up3r"
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


@pytest.fixture
def service(request: pytest.FixtureRequest) -> Iterator[OpenService]:
    """A service whose every answer holds the password in the place that the test names."""
    credentials = Credentials("ada", SecretText(SECRET))
    with (
        RawServer(answers(PLACES[request.param](SECRET))) as server,
        open_service("robusta", server.url, credentials=credentials) as opened,
    ):
        yield opened


def in_place(place: str) -> pytest.MarkDecorator:
    """A service that holds the password there."""
    return pytest.mark.parametrize("service", [place], indirect=True, ids=[place])


@in_place("name of a header")
def test_the_warning_of_urllib3_about_a_head_and_its_traceback(
    service: OpenService, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        service.ask("4711", headers={"Accept": "a"})

    assert "Failed to parse headers" not in caplog.text or all(record.exc_info is None for record in caplog.records)
    assert SECRET not in caplog.text


@in_place("message of JSON")
def test_the_representation_of_a_status(service: OpenService) -> None:
    status = service.get_process_status("4711")

    assert status.message == SECRET
    assert SECRET not in repr(status)
    assert "message='{masked:password:length=17:" in repr(status)


@in_place("text of a fault")
def test_the_representation_of_a_fault(service: OpenService) -> None:
    reply = service.ask("4711")

    with pytest.raises(ReplyError):
        service.get_process_status("4711")
    assert SECRET not in repr(reply.fault)


@in_place("state of JSON")
def test_the_trace_of_a_process(service: OpenService) -> None:
    service.ask("4711")
    history = service.read_history("4711")

    assert SECRET not in f"{history.trace} {history.trace!r} {history.violations}"
    with pytest.raises(AssertionError) as caught:
        service.wait_until_ends("4711", timeout=0.01)
    assert SECRET not in str(caught.value)


@in_place("state of JSON")
def test_a_watch(
    service: OpenService, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSWORD", SECRET)
    who = ["--user", "ada", "--password-env", "PASSWORD"]
    where = ["--url", service.target.url, "--output", str(tmp_path)]

    assert main(["watch", "robusta", "4711", *where, *who, "--wait", "0.01"]) == 3
    assert SECRET not in capsys.readouterr().out
    trace = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))
    assert trace["processes"][0]["trace"][0]["state"].startswith("{masked:password:length=17:")


@pytest.mark.parametrize(
    "request_",
    [
        HttpRequest("GET", f"http://a/b?token={SECRET}"),
        HttpRequest("GET", f"http://a/b?x=1&Own={SECRET}#c"),
        HttpRequest("POST", "http://a", FORM, f"password={SECRET}".encode()),
        HttpRequest("POST", "http://a", FORM, f"Word={SECRET}".encode()),
    ],
    ids=["query", "query by a configured name", "form", "form by the contract's name"],
)
def test_secrets_in_a_query_and_in_a_form(request_: HttpRequest) -> None:
    assert [secret for _, secret in secrets_in(request_, Masker(["own"]), "Word")] == [SECRET]
