"""Every state of every service, over every binding that carries an id, in both profiles, and valid by its schema."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from lxml import etree

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.simulator import Simulator

from .asking import CONTRACTS, IDS, Reply, admitted, ask, sample, sample_names

STATE_MEMBERS = {"cora-rpa": "Status", "cora-ocr": "Status", "listrak": "Status", "robusta": "status"}
COUNTED = {"Waiting": (0, 3), "Importing": (1, 3), "Imported": (3, 3), "Refused": (0, 3)}
SOAP = ("{http://schemas.xmlsoap.org/soap/envelope/}", "{http://www.w3.org/2003/05/soap-envelope}")
CASES = [
    (service, name, state)
    for service in IDS
    for name in sample_names(service)
    if "http-" not in name
    for state in load_contract(service).model.lifecycle.states
]


def said(service: str, reply: Reply) -> str | tuple[int, int]:
    """The state that an answer says, or the counters that stand for it."""
    if service in STATE_MEMBERS:
        name = STATE_MEMBERS[service]
        return str(json.loads(reply.body)[name] if "json" in (reply.content_type or "") else reply.member(name))
    if "json" in (reply.content_type or ""):
        members = json.loads(reply.body)
        return members["TotalReportsImported"], members["TotalReports"]
    return int(reply.member("TotalReportsImported") or ""), int(reply.member("TotalReports") or "")


def problems(service: str, reply: Reply) -> list[str]:
    """What the message schema finds wrong."""
    folder = CONTRACTS / service
    if "json" in (reply.content_type or ""):
        schema = json.loads((folder / "status-response.schema.json").read_text(encoding="utf-8"))
        errors = jsonschema_rs.validator_for(schema).iter_errors(json.loads(reply.body))
        return [error.message for error in errors]
    message = etree.fromstring(reply.body)
    if message.tag.startswith(SOAP):
        message = message[-1][0]
    schema = etree.XMLSchema(etree.parse(folder / f"{service}.xsd"))
    schema.validate(message)
    return [str(error) for error in schema.error_log]


@pytest.mark.parametrize(("service", "name", "state"), CASES)
def test_the_state_is_told(either: Simulator, service: str, name: str, state: str) -> None:
    process_id = either.simulate(service, states=[state])
    question = sample(service, name).with_id(service, process_id)

    reply = ask(either, service, admitted(either, service, question))

    assert reply.status == 200
    assert said(service, reply) == (state if service in STATE_MEMBERS else COUNTED[state])
    known = load_contract(service).model.lifecycle.states[state]
    if known.level == "documented" or service not in STATE_MEMBERS:
        assert problems(service, reply) == []


def test_all_bindings_see_one_process(either: Simulator) -> None:
    process_id = either.simulate("listrak", states=["ProcessingData", "ProcessingCompleted"])
    seen = [
        ask(either, "listrak", sample("listrak", f"GetProcessStatus.{binding}").with_id("listrak", process_id))
        for binding in ("soap11", "soap12", "soap11")
    ]

    assert [reply.member("Status") for reply in seen] == [
        "ProcessingData",
        "ProcessingCompleted",
        "ProcessingCompleted",
    ]


def test_services_do_not_share_processes(either: Simulator) -> None:
    either.simulate("cora-rpa", "77", ["Failed"])

    reply = ask(either, "cora-ocr", sample("cora-ocr", "GetStatus.soap11").with_id("cora-ocr", "77"))

    assert reply.member("Status") == "NotFound"


def test_a_refusal_is_told_in_the_result(either: Simulator) -> None:
    process_id = either.simulate("coruson", states=["Refused"], error_code="DuplicateReports", message="All are known.")
    question = sample("coruson", "ImportReportsStatus.rest").with_id("coruson", process_id)

    reply = ask(either, "coruson", admitted(either, "coruson", question))

    assert reply.status == 200
    assert json.loads(reply.body) == {
        "ImportedReports": {},
        "StatusDescription": "All are known.",
        "TotalReportsImported": 0,
        "ResponseStatus": {"ErrorCode": "DuplicateReports", "Message": "All are known."},
        "TotalReports": 3,
    }
    assert list(json.loads(reply.body))[3] == "ResponseStatus"


def test_the_id_is_found_in_any_spelling(either: Simulator) -> None:
    either.simulate("cora-rpa", "4712", ["Aborted"])
    either.simulate("coruson", "{0B8F5B1E7A344C538B573F2D8A1C9E61}", ["Imported"])

    padded = sample("cora-rpa", "GetStatus.soap12").with_id("cora-rpa", " +0004712\n")
    assert ask(either, "cora-rpa", padded).member("Status") == "Aborted"
    dashless = sample("coruson", "ImportReportsStatus.rest").with_id("coruson", "0B8F5B1E7A344C538B573F2D8A1C9E61")
    assert ask(either, "coruson", admitted(either, "coruson", dashless)).status == 200
