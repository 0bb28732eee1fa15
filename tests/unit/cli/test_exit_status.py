"""The exit status of a check: 1 broken, 3 not judged, 0 otherwise; 2, misuse, is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ProcessStatusLibrary import session
from ProcessStatusLibrary.clock import VirtualClock

from ..transport.canned import sample
from ..transport.raw_server import RawServer, Talk, answer, answers, closed_port
from .conftest import Command

ROWS = [
    ("cora-ocr", "GetStatus", "SOAP 1.1"),
    ("cora-ocr", "GetStatus", "SOAP 1.2"),
    ("cora-ocr", "GetStatus", "HTTP GET"),
    ("cora-ocr", "GetStatus", "HTTP POST"),
    ("cora-rpa", "GetStatus", "SOAP 1.1"),
    ("cora-rpa", "GetStatus", "SOAP 1.2"),
    ("cora-rpa", "GetStatus", "HTTP GET"),
    ("cora-rpa", "GetStatus", "HTTP POST"),
    ("coruson", "ImportReportsStatus", "SOAP 1.2"),
    ("coruson", "ImportReportsStatus", "REST"),
    ("listrak", "GetProcessStatus", "SOAP 1.1"),
    ("listrak", "GetProcessStatus", "SOAP 1.2"),
    ("robusta", "StartProcess", "REST"),
    ("robusta", "GetProcessStatus", "REST"),
]
STANDARD = "transport.media-type.standard"
SOAP = sample("listrak", "GetProcessStatus.soap11")
JSON = "application/json"
ASK_LISTRAK = ("check", "listrak", "--binding", "SOAP 1.1", "--process-id", "4711", "--url")


def test_all_services_conform_as_documented(command: Command) -> None:
    done = command("check")
    exception = {("coruson", "ImportReportsStatus", "SOAP 1.2"): f"pass, except {STANDARD} (standard)"}

    assert (done.status, done.err) == (0, "")
    assert done.rows == dict.fromkeys(ROWS, "pass") | exception
    assert re.sub(r"\d+ replies", "N replies", done.out).endswith(
        "5 services, 14 operations and bindings, N replies judged; "
        "0 broken at level documented or above, 1 below it.\n"
        f"Report: {Path('results/conformance.json')} and conformance.html   "
        f"Evidence: {Path('results/observations.jsonl')}\n"
    )


def test_all_services_conform_as_observed(command: Command) -> None:
    done = command("check", "--profile", "observed")

    assert (done.status, done.err) == (0, "")
    assert list(done.rows) == ROWS
    assert all(verdict.startswith("pass") for verdict in done.rows.values())


@pytest.mark.parametrize(
    ("level", "status", "verdict"),
    [
        ("documented", 0, f"pass, except {STANDARD} (standard)"),
        ("standard", 1, f"fail: {STANDARD}"),
        ("observed", 1, f"fail: {STANDARD}"),
        ("inferred", 1, f"fail: {STANDARD}"),
    ],
)
def test_the_level_decides_what_fails(command: Command, level: str, status: int, verdict: str) -> None:
    done = command("check", "coruson", "--binding", "SOAP 1.2", "--fail-on", level)

    assert (done.status, done.rows) == (status, {("coruson", "ImportReportsStatus", "SOAP 1.2"): verdict})
    assert done.report["exit_status"] == status


def test_an_undocumented_state_is_broken(command: Command) -> None:
    with RawServer(answers(answer(SOAP.replace(b">ProcessingCompleted<", b">Finished<")))) as server:
        done = command(*ASK_LISTRAK, server.url)

    assert (done.status, done.rows) == (
        1, {("listrak", "GetProcessStatus", "SOAP 1.1"): "fail: enumeration.state"}
    )  # fmt: skip
    assert "\nBroken:\n  Undocumented value [enumeration.state, documented]\n" in done.out
    assert "    received:   'Finished'\n" in done.out


def test_an_undocumented_member_is_broken_when_inferred_clauses_count(command: Command) -> None:
    body = b'{"status": "RUNNING", "message": "Yes.", "progress": 5}'
    with RawServer(answers(answer(body, media_type=JSON))) as server:
        words = ("check", "robusta", "--process-id", "4711", "--url", server.url)

        assert (command(*words).status, command(*words, "--fail-on", "inferred").status) == (0, 1)


def test_one_unreachable_service_of_five(command: Command, targets: Callable[..., str]) -> None:
    with closed_port() as port:
        url = f"http://127.0.0.1:{port}"
        file = targets("cora-rpa", "cora-ocr", "coruson", "listrak", robusta=f'url = "{url}"\nprocess_id = "4711"')
        done = command("check", "--targets", file)

    assert done.status == 3
    assert {service for (service, _, _), verdict in done.rows.items() if verdict == "not judged"} == {"robusta"}
    assert sum(verdict.startswith("pass") for verdict in done.rows.values()) == 12
    assert f"No answer from {url}/scheduler/connector-api/process/status/4711: connection refused" in done.out


@pytest.mark.parametrize("service", ["cora-rpa", "coruson", "listrak", "robusta"])
def test_no_id_was_given(command: Command, service: str) -> None:
    with RawServer(answers(answer(status="500 Internal Server Error"))) as server:
        done = command(
            "check", service, "--binding", "REST" if service == "robusta" else "SOAP 1.2", "--url", server.url
        )

        assert done.status == 3
        assert "no process id was given: use --process-id, or process_id in the targets file." in done.out
        assert server.requests == []


def test_credentials_that_are_refused_leave_nothing_to_judge(command: Command) -> None:
    with RawServer(answers(answer(status="401 Unauthorized"))) as server:
        done = command(*ASK_LISTRAK, server.url)

    assert (done.status, list(done.rows.values())) == (3, ["not judged"])
    assert "the credentials were refused (HTTP 401 Unauthorized)" in done.out


def test_broken_goes_before_not_judged(command: Command, targets: Callable[..., str]) -> None:
    with RawServer(answers(answer(b"<html></html>", media_type="text/html"))) as server, closed_port() as port:
        file = targets(
            listrak=f'url = "{server.url}"\nprocess_id = 4711',
            robusta=f'url = "http://127.0.0.1:{port}"\nprocess_id = "4711"',
        )
        done = command("check", "--targets", file)

    assert done.status == 1


@pytest.mark.parametrize(
    ("option", "posts"), [((), []), (("--allow-start",), ["POST", "POST"])], ids=["unasked", "allowed"]
)
def test_a_process_is_only_started_when_that_is_allowed(
    command: Command,
    targets: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    option: tuple[str, ...],
    posts: list[str],
) -> None:
    monkeypatch.setattr(session, "SystemClock", VirtualClock)
    started = answer(b'{"robustaSpid": "4712", "message": "Started."}', media_type=JSON)
    asked = answer(b'{"status": "SUCCEEDED", "message": "Yes."}', media_type=JSON)

    def serve(talk: Talk) -> None:
        while talk.read():
            talk.send(started if talk.request.startswith(b"POST") else asked)

    with RawServer(serve) as server:
        file = targets(
            robusta=f'url = "{server.url}"\nprocess_id = "4711"\nstart = {{ name = "A", runImmediately = "Y" }}'
        )
        done = command("check", "--targets", file, *option)

        assert done.status == 0
        methods = [request.decode().partition(" ")[0] for request in server.requests]
        assert [method for method in methods if method != "GET"] == posts
        assert "GET" in methods
