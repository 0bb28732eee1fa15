"""The catalogue of seeded defects, and how they are switched on and off."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.simulator import Defect, Simulator, defects

from ..bindings.samples import BINDINGS
from . import (
    test_defects_http,
    test_defects_processes,
    test_defects_requests,
    test_defects_soap,
    test_defects_structure,
    test_defects_values,
)
from .asking import CONTRACTS, IDS, Question, admitted, ask, sample, sample_names

ROWS = [
    *test_defects_processes.ROWS,
    *test_defects_values.ROWS,
    *test_defects_structure.ROWS,
    *test_defects_soap.ROWS,
    *test_defects_http.ROWS,
    *test_defects_requests.ROWS,
]
STARTS = {*test_defects_processes.STARTS, *test_defects_requests.STARTS}
FRESH = re.compile(rb"[0-9a-f]{8}-0000-4000-a000-[0-9a-f]{12}")
RPA = sample("cora-rpa", "GetStatus.soap11")
PROCESS = IDS["cora-rpa"]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A simulator with a process that has ended well."""
    with Simulator("cora-rpa", clock=VirtualClock()) as running:
        running.simulate("cora-rpa", PROCESS, ["Completed"])
        yield running


def test_there_are_many_and_each_has_a_title() -> None:
    known = defects()

    assert len(known) >= 70
    assert all(name == defect.name for name, defect in known.items())
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in known)
    assert len({defect.title for defect in known.values()}) == len(known)
    assert all(re.fullmatch(r"[A-Z].*[^.]\.", defect.title) for defect in known.values())


def test_none_is_about_one_service() -> None:
    for defect in defects().values():
        text = f"{defect.name} {defect.title}".lower()
        assert not [service for service in IDS if service in text or service.replace("-", " ") in text]


def test_every_one_has_a_row() -> None:
    assert {row.defect for row in ROWS} | STARTS == set(defects())


def test_each_applies_where_its_row_shows_it() -> None:
    for row in ROWS:
        operation, _, suffix = row.name.partition(".")
        assert defects()[row.defect].applies(load_contract(row.service), operation, BINDINGS[suffix]), row


@pytest.mark.parametrize(
    ("defect", "service", "operation", "binding", "applies"),
    [
        ("lower-case-state", "cora-ocr", "GetStatus", "HTTP GET", True),
        ("lower-case-state", "coruson", "ImportReportsStatus", "REST", False),
        ("lower-case-state", "robusta", "StartProcess", "REST", False),
        ("resurrected", "cora-rpa", "GetStatus", "SOAP 1.2", True),
        ("resurrected", "cora-rpa", "GetStatus", "HTTP GET", False),
        ("bindings-disagree", "cora-rpa", "GetStatus", "SOAP 1.1", False),
        ("bindings-disagree", "cora-rpa", "GetStatus", "SOAP 1.2", True),
        ("bindings-disagree", "robusta", "GetProcessStatus", "REST", False),
        ("backwards", "robusta", "GetProcessStatus", "REST", False),
        ("outcome-changes", "robusta", "GetProcessStatus", "REST", False),
        ("counters-fall", "listrak", "GetProcessStatus", "SOAP 1.1", False),
        ("accepts-wrong-password", "cora-rpa", "GetStatus", "SOAP 1.1", False),
        ("401-without-challenge", "listrak", "GetProcessStatus", "SOAP 1.1", False),
        ("guid-without-dashes", "coruson", "ImportReportsStatus", "soap 1.2", True),
        ("start-repeats-id", "robusta", "StartProcess", "REST", True),
        ("start-repeats-id", "robusta", "GetProcessStatus", "REST", False),
    ],
)
def test_where_it_applies(defect: str, service: str, operation: str, binding: str, applies: bool) -> None:
    assert defects()[defect].applies(load_contract(service), operation, binding) is applies


def test_what_does_not_exist_has_no_defects() -> None:
    defect: Defect = defects()["resurrected"]
    with pytest.raises(ValueError, match="has no operation 'GetState'"):
        defect.applies(load_contract("cora-rpa"), "GetState", "SOAP 1.1")
    with pytest.raises(ValueError, match="does not document GetStatus over REST"):
        defect.applies(load_contract("cora-rpa"), "GetStatus", "REST")


def test_an_unknown_name() -> None:
    with pytest.raises(ValueError, match="Unknown defect") as caught:
        Simulator("robusta", defects=["resurected"])

    assert str(caught.value) == (
        "Argument 'defects': Unknown defect 'resurected'. Did you mean 'resurrected'? "
        f"'processstatus defects' lists all {len(defects())}."
    )


def test_names_are_a_list() -> None:
    message = "Argument 'defects': expected a list of names, got the text 'resurrected'."
    with pytest.raises(ValueError, match=re.escape(message)):
        Simulator("robusta", defects="resurrected")


def test_an_unknown_name_changes_nothing(simulator: Simulator) -> None:
    simulator.set_defects("status-201")
    with pytest.raises(ValueError, match="Unknown defect 'none'"):
        simulator.set_defects("status-500", "none")

    assert simulator.defects == ("status-201",)
    assert ask(simulator, "cora-rpa", RPA).status == 201


def test_they_are_named_in_the_order_in_which_they_take_effect(simulator: Simulator) -> None:
    simulator.set_defects("status-201", "lower-case-state", "status-201", "resurrected")

    assert simulator.defects == ("resurrected", "lower-case-state", "status-201")


def test_several_take_effect_together() -> None:
    with Simulator("cora-rpa", clock=VirtualClock(), defects=["status-201", "lower-case-state", "doctype"]) as running:
        running.simulate("cora-rpa", PROCESS, ["Completed"])
        reply = ask(running, "cora-rpa", RPA)

    assert reply.status == 201
    assert "<!DOCTYPE soap:Envelope>" in reply.text
    assert "<Status>completed</Status>" in reply.text


def test_they_are_switched_while_a_connection_is_open(simulator: Simulator) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=10)
    seen = []
    for names in ([], ["lower-case-state"], ["missing-state"], []):
        simulator.set_defects(*names)
        connection.request("POST", RPA.path, RPA.body, RPA.headers)
        seen.append(connection.getresponse().read())
    connection.close()

    assert seen[1] == seen[0].replace(b"Completed", b"completed")
    assert b"<Status>" not in seen[2]
    assert seen[3] == seen[0]


def test_a_new_choice_forgets_what_was_read_before(simulator: Simulator) -> None:
    told = []
    for _ in range(2):
        simulator.set_defects("resurrected")
        told += [ask(simulator, "cora-rpa", RPA).member("Status") for _ in range(3)]

    assert told == ["Completed", "Completed", "Queued"] * 2


def test_a_request_has_all_of_them_or_none(simulator: Simulator) -> None:
    stop = threading.Event()
    seen = []

    def read() -> None:
        while not stop.is_set():
            reply = ask(simulator, "cora-rpa", RPA)
            seen.append((reply.status, reply.member("Status")))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    while len(seen) < 200:
        simulator.set_defects("lower-case-state", "status-201")
        simulator.set_defects()
    stop.set()
    for reader in readers:
        reader.join()

    assert set(seen) <= {(200, "Completed"), (201, "completed")}


SAMPLES = [(service, name) for service in IDS for name in sample_names(service, "")]


def asked(service: str, name: str) -> list[Question]:
    """A question as it should be, one about a process that is not there, and one by a method that is not."""
    question = sample(service, name)
    return [question, question.with_id(service, "99"), question.but(method="PUT")]


def told(simulator: Simulator, service: str, questions: list[Question]) -> list[tuple[int, object, bytes]]:
    """The answers to some questions, with the ids of started processes left out: none is told twice."""
    replies = [ask(simulator, service, question) for question in questions]
    return [(reply.status, reply.headers, FRESH.sub(b"an id", reply.body)) for reply in replies]


@pytest.mark.parametrize(("service", "name"), SAMPLES)
def test_nothing_differs_where_none_applies(service: str, name: str) -> None:
    operation, _, suffix = name.partition(".")
    contract = load_contract(service)
    others = [d.name for d in defects().values() if not d.applies(contract, operation, BINDINGS[suffix])]
    with Simulator(service, clock=VirtualClock()) as running:
        questions = [admitted(running, service, question) for question in asked(service, name)]
        running.simulate(service, IDS[service], reads_per_state=1)
        right = told(running, service, questions)
        for defect in others:
            running.set_defects(defect)
            running.simulate(service, IDS[service], reads_per_state=1)
            assert told(running, service, questions) == right, defect


@pytest.mark.parametrize("service", IDS)
def test_all_at_once_break_no_connection(service: str) -> None:
    with Simulator(service, clock=VirtualClock(), defects=list(defects())) as running:
        for name in sample_names(service, ""):
            for question in asked(service, name):
                running.simulate(service, IDS[service], reads_per_state=1)
                assert b"The simulator failed" not in ask(running, service, question).body


def test_every_sample_is_asked() -> None:
    files = CONTRACTS.glob("*/samples/*.request.http")

    assert {(file.parts[-3], file.name.removesuffix(".request.http")) for file in files} == set(SAMPLES)
