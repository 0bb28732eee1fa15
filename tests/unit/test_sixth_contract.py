"""A sixth service is a folder of data: it loads, encodes to its samples, is decoded, judged and simulated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.api import OpenService
from ProcessStatusLibrary.assertions import conforming, status_of
from ProcessStatusLibrary.breach import ContractBreach
from ProcessStatusLibrary.conformance.assessment import Assessment
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.conformance.clause import Verdict
from ProcessStatusLibrary.conformance.situation import EVERYTHING
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.status import ProcessStatus, StartedProcess

from .bindings.samples import BASE, BINDINGS, Sample, canonical, documented_request, exactly, reply, samples

FOLDER = Path(__file__).parents[1] / "data" / "contracts" / "parcel-desk"
REQUESTS = samples("request", FOLDER.parent)
ANSWERS = [sample for sample in samples("response", FOLDER.parent) if sample.operation == "TrackParcel"]
STATES = {"Packed": "pending", "OnTheWay": "running", "Delivered": "succeeded", "Lost": "failed"}
each_request = pytest.mark.parametrize("sample", REQUESTS, ids=lambda sample: f"{sample.operation}-{sample.slug}")
each_answer = pytest.mark.parametrize("sample", ANSWERS, ids=lambda sample: sample.slug)
each_state = pytest.mark.parametrize(("state", "phase"), STATES.items())
each_binding = pytest.mark.parametrize("binding", ["REST", "SOAP 1.1"])


@pytest.fixture(scope="module")
def desk() -> Iterator[OpenService]:
    """The service, opened by its folder, on the embedded simulator."""
    with open_service(FOLDER) as service:
        yield service


def test_it_loads() -> None:
    contract = load_contract(FOLDER)

    assert (contract.service, contract.title) == ("parcel-desk", "Parcel Desk: send a parcel, ask where it is")
    assert contract.happy_path == ["Packed", "OnTheWay", "Delivered"]
    assert contract.allowed("TrackParcel", "State") == list(STATES)
    assert contract.allowed("TrackParcel", "Reason") == ["None", "Rain", "WrongAddress"]


def test_it_has_a_sample_of_every_row() -> None:
    assert [(sample.operation, sample.slug) for sample in REQUESTS] == [
        ("SendParcel", "rest"),
        ("SendParcel", "soap11"),
        ("TrackParcel", "rest"),
        ("TrackParcel", "soap11"),
    ]


@each_request
def test_its_requests_are_the_samples(sample: Sample) -> None:
    request = documented_request(sample)

    assert f"{request.method} {request.url.removeprefix(BASE)} HTTP/1.1" == sample.first_line
    assert sorted(request.headers) == sorted(pair for pair in sample.headers if pair[0] != "Host")
    assert canonical(request.body) == canonical(sample.body)


@each_answer
@each_state
def test_its_answers_decode_with_every_state(sample: Sample, state: str, phase: str) -> None:
    answered = reply(sample, ("Delivered", state))

    assert answered.problems == ()
    assert status_of(answered) == ProcessStatus(
        service="parcel-desk",
        process_id="1207",
        state=state,
        phase=phase,  # type: ignore[arg-type]
        error_code="None",
        message="Handed over.",
        outputs={"A. Reader": "front door"},
        counters={"Attempts": 2},
        started=datetime(2026, 3, 2, 9, 15),
        completed=datetime(2026, 3, 3, 16, 40),
        binding=BINDINGS[sample.slug],
    )


@pytest.mark.parametrize("slug", ["rest", "soap11"])
def test_its_answer_to_a_start(slug: str) -> None:
    sample = next(found for found in samples("response", FOLDER.parent) if found.path.match(f"SendParcel.{slug}.*"))
    answered = conforming(reply(sample))

    assert answered.started == StartedProcess("parcel-desk", "1207", "Thank you.")


@each_answer
@pytest.mark.parametrize(
    ("old", "new", "clause", "place", "documented"),
    [
        ("Delivered", "delivered", "enumeration.state", "State", "'Packed', 'OnTheWay', 'Delivered' or 'Lost'"),
        ("None", "Snow", "enumeration.error-code", "Reason", "'None', 'Rain' or 'WrongAddress'"),
    ],
    ids=["state", "reason"],
)
def test_a_value_that_it_does_not_document(
    sample: Sample, old: str, new: str, clause: str, place: str, documented: str
) -> None:
    with pytest.raises(ContractBreach) as caught:
        status_of(reply(sample, (old, new)))

    where = {"rest": f"/{place}", "soap11": f"Envelope/Body/TrackParcelResponse/Parcel/{place}"}[sample.slug]
    assert str(caught.value).startswith(
        f"Undocumented value [{clause}, documented]\n"
        f"  where:      parcel-desk TrackParcel over {BINDINGS[sample.slug]}, process 1207, {where}\n"
        f"  documented: {documented}\n"
        f"  received:   '{new}'\n"
        "  source:     The Parcel Desk's leaflet\n"
        "  reproduce:  curl -i "
    )


def test_a_wrong_start_is_refused() -> None:
    message = (
        "parcel-desk: SendParcel over REST: the field 'Weight' is '3 kg'. Allowed: grams, written as a string. "
        "Or send it as it is with validate=False."
    )

    with open_service(FOLDER, BASE) as service, pytest.raises(ValueError, match=exactly(message)):
        service.submit({"To": "A. Reader", "Weight": "3 kg"})


@each_binding
@each_state
def test_it_is_simulated(desk: OpenService, binding: str, state: str, phase: str) -> None:
    process_id = desk.simulate(states=[state])
    status = conforming(desk.ask(process_id, binding)).status

    assert status is not None
    assert (status.process_id, status.state, status.phase) == (process_id, state, phase)


@each_binding
def test_a_simulated_start_gives_the_id_to_ask_for(desk: OpenService, binding: str) -> None:
    started = conforming(desk.submit({"To": "A. Reader", "Weight": "750"}, binding)).started

    assert started is not None
    assert desk.get_process_status(started.process_id, binding).process_id == started.process_id


def test_a_simulated_start_without_a_required_member_is_refused(desk: OpenService) -> None:
    reply = desk.submit({"Weight": "750"}, "REST", validate=False)

    assert (reply.response.status, "The member To is missing." in reply.response.text) == (400, True)


def test_it_is_checked(desk: OpenService) -> None:
    result = check_service(desk, ["REST", "SOAP 1.1"], permissions=EVERYTHING)

    assert [(clause.clause.id, clause.binding) for clause in result.clauses if clause.verdict is Verdict.FAIL] == []
    assert result.rows == (
        ("SendParcel", "REST"),
        ("SendParcel", "SOAP 1.1"),
        ("TrackParcel", "REST"),
        ("TrackParcel", "SOAP 1.1"),
    )


def test_a_check_of_it_ends_well(desk: OpenService) -> None:
    process_id = desk.simulate(states=["Delivered"])
    with open_service(FOLDER, desk.target.url, credentials=desk.target.credentials, process_id=process_id) as service:
        result = check_service(service, ["REST", "SOAP 1.1"])

    assert Assessment([result]).exit_status == 0
