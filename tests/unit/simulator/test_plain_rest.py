"""The JSON service without a framework of its own: starting, asking, and being refused."""

from __future__ import annotations

import json

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import Question, ask, sample

START = sample("robusta", "StartProcess.rest")
STATUS = sample("robusta", "GetProcessStatus.rest")


def spring(status: int, error: str, path: str) -> dict[str, object]:
    """An error as Spring tells it."""
    return {"timestamp": "2026-01-01T00:00:00.000+00:00", "status": status, "error": error, "path": path}


def test_a_process_is_started_and_ends(either: Simulator) -> None:
    started = ask(either, "robusta", START)
    assert (started.status, started.content_type) == (200, "application/json")
    answer = json.loads(started.body)
    assert answer["message"] == "Process saved"

    question = STATUS.with_id("robusta", answer["robustaSpid"])
    told = [json.loads(ask(either, "robusta", question).body) for _ in range(4)]

    assert [one["status"] for one in told] == ["WAITING", "RUNNING", "SUCCEEDED", "SUCCEEDED"]
    spid = answer["robustaSpid"]
    assert told[0] == {"status": "WAITING", "message": f"Process {spid} is WAITING."}
    assert told[2] == {
        "status": "SUCCEEDED",
        "message": "Your transaction has ended.",
        "__out_username": "Username",
        "__out_surname": "User Surname",
    }


def test_each_start_makes_another_process(either: Simulator) -> None:
    ids = {json.loads(ask(either, "robusta", START).body)["robustaSpid"] for _ in range(3)}

    assert len(ids) == 3


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{", "The body is no JSON object."),
        ("[]", "The body is no JSON object."),
        ("[" * 100_000, "The body is no JSON object."),
        ("{}", "The member name is missing or no text."),
        ('{"name": 1}', "The member name is missing or no text."),
        ('{"name": "a", "values": []}', "The member values does not hold texts by name."),
        ('{"name": "a", "values": {"b": 1}}', "The member values does not hold texts by name."),
    ],
)
def test_a_wrong_start(documented: Simulator, observed: Simulator, body: str, text: str) -> None:
    reply = ask(documented, "robusta", START.but(body=body))
    assert (reply.status, reply.content_type, json.loads(reply.body)) == (
        400,
        "application/json",
        {"message": text},
    )
    reply = ask(observed, "robusta", START.but(body=body))
    assert (reply.status, json.loads(reply.body)) == (400, spring(400, "Bad Request", START.path))


def test_a_start_without_values(either: Simulator) -> None:
    spid = json.loads(ask(either, "robusta", START.but(body='{"name": "a"}')).body)["robustaSpid"]
    question = STATUS.with_id("robusta", spid)

    told = [json.loads(ask(either, "robusta", question).body) for _ in range(3)]

    assert list(told[2]) == ["status", "message"]


def test_an_unknown_process(documented: Simulator, observed: Simulator) -> None:
    question = STATUS.with_id("robusta", "nobody")

    reply = ask(documented, "robusta", question)
    assert (reply.status, reply.content_type) == (404, "application/json")
    assert json.loads(reply.body) == {"message": "Process nobody was not found."}
    reply = ask(observed, "robusta", question)
    assert (reply.status, reply.content_type) == (404, "application/json")
    assert json.loads(reply.body) == spring(404, "Not Found", "/scheduler/connector-api/process/status/nobody")


@pytest.mark.parametrize(
    ("question", "allowed"), [(START.but(method="GET"), "POST"), (STATUS.but(method="DELETE"), "GET, HEAD")]
)
def test_a_wrong_method(either: Simulator, question: Question, allowed: str) -> None:
    reply = ask(either, "robusta", question)

    assert (reply.status, reply.header("Allow")) == (405, allowed)


def test_a_wrong_media_type(either: Simulator) -> None:
    reply = ask(either, "robusta", START.but(Content_Type="text/plain"))

    assert (reply.status, reply.text) == (415, "Expected the media type application/json, got text/plain.")


@pytest.mark.parametrize("path", [START.path.upper(), f"{STATUS.path}/", f"{STATUS.path}/x", "/"])
def test_an_unknown_path(either: Simulator, path: str) -> None:
    reply = ask(either, "robusta", STATUS.but(path=path))

    assert (reply.status, reply.text) == (404, f"Nothing is at {path}.")


def test_outputs_are_sent_when_the_process_has_succeeded_and_not_before(either: Simulator) -> None:
    spid = either.simulate("robusta", states=["RUNNING", "SUCCEEDED"], outputs={"x": "1", "__out_y": "2"})
    question = STATUS.with_id("robusta", spid)

    told = [json.loads(ask(either, "robusta", question).body) for _ in range(2)]

    assert list(told[0]) == ["status", "message"]
    assert {name: value for name, value in told[1].items() if name.startswith("__out_")} == {
        "__out_x": "1",
        "__out_y": "2",
    }


def test_a_state_that_no_page_documents(either: Simulator) -> None:
    spid = either.simulate("robusta", states=["FAILED"], message="Kaputt: äöü 😀")

    reply = ask(either, "robusta", STATUS.with_id("robusta", spid))

    assert json.loads(reply.body) == {"status": "FAILED", "message": "Kaputt: äöü 😀"}
    assert "äöü 😀" in reply.text  # sent as UTF-8, not as escapes
