"""A contract that nobody has seen before is simulated without a line of code, and only its samples say how."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import CONTRACTS, Question, ask, sample

CONTRACT = """
service   = "parcels"
title     = "Parcels"
version   = "1"
source    = "made up"
retrieved = 2026-11-21
runtime   = "RUNTIME"
schemas   = ["parcels.xsd"]

[namespaces]
p = "urn:parcels"

[operations.Order]
role = "start"
result.process_id = "Number"

[operations.Order.bindings."SOAP 1.1"]
request.line         = "POST /wrong"
request.body         = "p:Order"
response.media_types = ["text/xml"]
response.body        = "p:OrderResponse"
response.result      = "p:OrderResponse"

[operations.Track]
role = "status"
identified_by     = { name = "Number", type = "int" }
result.state      = "State"
result.error_code = "Why"
result.message    = "Note"

[operations.Track.bindings."SOAP 1.1"]
request.line         = "POST /wrong"
request.headers      = { SOAPAction = "wrong" }
request.body         = "p:TrackResponse"
request.process_id   = "body: p:TrackResponse/p:Parcel"
response.media_types = ["text/xml"]
response.body        = "p:TrackResponse"
response.result      = "p:TrackResponse/p:Parcel"

[operations.Track.bindings."HTTP GET"]
request.line         = "GET /wrong"
response.media_types = ["text/xml"]
response.body        = "p:Parcel"
response.result      = "p:Parcel"

[operations.Track.bindings."HTTP POST"]
request.line         = "POST /wrong"
response.media_types = ["text/xml"]
response.body        = "p:Parcel"
response.result      = "p:Parcel"

[lifecycle]
level = "documented"

[lifecycle.states]
Packed    = { phase = "pending", initial = true, next = ["Delivered"] }
Delivered = { phase = "succeeded" }
Lost      = { phase = "failed" }
"""

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:parcels"
  targetNamespace="urn:parcels" elementFormDefault="qualified">
  <xs:element name="Order"><xs:complexType><xs:sequence/></xs:complexType></xs:element>
  <xs:element name="OrderResponse"><xs:complexType><xs:sequence>
    <xs:element name="Number" type="xs:int"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="Track"><xs:complexType><xs:sequence>
    <xs:element name="Number" type="xs:int"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="TrackResponse"><xs:complexType><xs:sequence>
    <xs:element name="Parcel" type="p:Parcel" minOccurs="0"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="Parcel" type="p:Parcel" nillable="true"/>
  <xs:complexType name="Parcel"><xs:sequence>
    <xs:element name="State" type="p:State"/>
    <xs:element name="Note" type="xs:string" minOccurs="0"/>
    <xs:element name="Why" type="p:Why"/>
  </xs:sequence></xs:complexType>
  <xs:simpleType name="State"><xs:restriction base="xs:string">
    <xs:enumeration value="Packed"/><xs:enumeration value="Delivered"/><xs:enumeration value="Lost"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Why"><xs:restriction base="xs:string">
    <xs:enumeration value="Fine"/><xs:enumeration value="Rain"/>
  </xs:restriction></xs:simpleType>
</xs:schema>
"""

ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/">\n'
    "\t<E:Body>\n\t\t{}\n\t</E:Body>\n</E:Envelope>\n"
)
PARCEL = "<State>Delivered</State><Why>Fine</Why>"
SAMPLES = {
    "values.toml": 'process_id = "12"\n[credentials]\ntoken = "let-me-in"\n',
    "Order.soap11.request.http": "POST /post.asmx HTTP/1.1\nContent-Type: text/xml\n"
    'SOAPAction: "urn:parcels/Order"\nX-Key: let-me-in\n\n' + ENVELOPE.format('<Order xmlns="urn:parcels" />'),
    "Order.soap11.response.http": "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n"
    + ENVELOPE.format('<OrderResponse xmlns="urn:parcels"><Number>12</Number></OrderResponse>'),
    "Track.soap11.request.http": "POST /post.asmx HTTP/1.1\nContent-Type: text/xml\n"
    'SOAPAction: "urn:parcels/Track"\nX-Key: let-me-in\n\n'
    + ENVELOPE.format('<Track xmlns="urn:parcels"><Number>12</Number></Track>'),
    "Track.soap11.response.http": "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n"
    + ENVELOPE.format(f'<TrackResponse xmlns="urn:parcels"><Parcel>{PARCEL}</Parcel></TrackResponse>'),
    "Track.http-get.request.http": "GET /post.asmx/Track?number=12&x=y HTTP/1.1\nX-Key: let-me-in\n\n",
    "Track.http-get.response.http": "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n"
    f'<Parcel xmlns="urn:parcels">{PARCEL}</Parcel>\n',
    "Track.http-post.request.http": "POST /post.asmx/Track HTTP/1.1\nX-Key: let-me-in\n"
    "Content-Type: application/x-www-form-urlencoded\n\nnumber=12\n",
    "Track.http-post.response.http": "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n"
    f'<Parcel xmlns="urn:parcels">{PARCEL}</Parcel>\n',
}
KEY = {"X-Key": "let-me-in"}
GET = Question("GET", "/post.asmx/Track?number=12", KEY, "")
POST = Question("POST", "/post.asmx/Track", {**KEY, "Content-Type": "application/x-www-form-urlencoded"}, "number=12")
SOAP = Question(
    "POST",
    "/post.asmx",
    {**KEY, "Content-Type": "text/xml", "SOAPAction": '"urn:parcels/Track"'},
    ENVELOPE.format('<Track xmlns="urn:parcels"><Number>12</Number></Track>'),
)
ORDER = Question(
    "POST",
    "/post.asmx",
    {**KEY, "Content-Type": "text/xml", "SOAPAction": '"urn:parcels/Order"'},
    ENVELOPE.format('<Order xmlns="urn:parcels" />'),
)


@pytest.fixture(params=["asmx", "none"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The contract's folder."""
    (tmp_path / "samples").mkdir()
    (tmp_path / "contract.toml").write_text(CONTRACT.replace("RUNTIME", request.param), encoding="utf-8")
    (tmp_path / "parcels.xsd").write_text(SCHEMA, encoding="utf-8")
    for name, text in SAMPLES.items():
        (tmp_path / "samples" / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("profile", ["documented", "observed"])
def test_it_is_simulated(folder: Path, profile: str) -> None:
    with Simulator(folder, profile=profile) as simulator:  # type: ignore[arg-type]
        for question in (GET, POST, SOAP):
            simulator.simulate("parcels", "12", ["Packed", "Lost"], message="Wet.")
            seen = [ask(simulator, "parcels", question) for _ in range(2)]

            assert [reply.status for reply in seen] == [200, 200]
            assert [reply.member("State") for reply in seen] == ["Packed", "Lost"]
            assert [reply.member("Why") for reply in seen] == ["Fine", "Rain"]
            # The sample shows no note: the schema says where it belongs.
            assert "<Note>Wet.</Note>" in seen[0].text.partition("</State>")[2].partition("<Why>")[0]


@pytest.mark.parametrize("profile", ["documented", "observed"])
def test_it_starts_processes_over_soap(folder: Path, profile: str) -> None:
    with Simulator(folder, profile=profile) as simulator:  # type: ignore[arg-type]
        number = ask(simulator, "parcels", ORDER).member("Number")
        assert number == "1000001"
        assert ask(simulator, "parcels", SOAP.with_body("12", number)).member("State") == "Packed"


def test_the_indentation_is_that_of_the_sample(folder: Path) -> None:
    with Simulator(folder) as simulator:
        simulator.simulate("parcels", "12", ["Packed"], message="Dry.")
        reply = ask(simulator, "parcels", SOAP)

    assert "<E:Envelope" in reply.text
    assert "\n\t\t\t<Parcel>\n\t\t\t\t<State>Packed</State>\n\t\t\t\t<Note>Dry.</Note>\n" in reply.text


def test_its_key_is_wanted_where_the_sample_has_it(folder: Path) -> None:
    with Simulator(folder) as simulator:
        for question in (GET, POST, SOAP):
            assert ask(simulator, "parcels", question.but(without="X-Key")).status == 401
            assert ask(simulator, "parcels", question.but(X_Key="wrong")).status == 401
            moved = question.but(without="X-Key").but(Authorization="Bearer let-me-in")
            assert ask(simulator, "parcels", moved).status == 401


def test_errors_over_get_and_post(folder: Path) -> None:
    wrong = GET.but(path="/post.asmx/Track?number=x")
    missing = POST.but(body="nummer=12")
    with Simulator(folder) as simulator:
        reply = ask(simulator, "parcels", GET)
        assert (reply.status, reply.text) == (404, "Process 12 was not found.")
        reply = ask(simulator, "parcels", wrong)
        assert (reply.status, reply.text) == (400, "Number 'x' is not an int.")
    with Simulator(folder, profile="observed") as simulator:
        if "asmx" not in (folder / "contract.toml").read_text(encoding="utf-8").partition("schemas")[0]:
            assert ask(simulator, "parcels", wrong).status == 400
            return
        reply = ask(simulator, "parcels", GET)
        assert (reply.status, 'xmlns="urn:parcels" xsi:nil="true" />' in reply.text) == (200, True)
        assert ask(simulator, "parcels", wrong).text == "Cannot convert x to System.Int32."
        assert ask(simulator, "parcels", missing).text == "Missing parameter: number."
        reply = ask(simulator, "parcels", POST.but(Content_Type="text/plain"))
        assert reply.text == "Request format is invalid: text/plain."


def test_requests_are_read_from_the_samples_alone(tmp_path: Path) -> None:
    folder = tmp_path / "listrak"
    shutil.copytree(CONTRACTS / "listrak", folder)
    text = (folder / "contract.toml").read_text(encoding="utf-8")
    for old, new in [
        ('"POST /v31/IntegrationService.asmx"', '"GET /elsewhere/{elsewhere}"'),
        ("http://webservices.listrak.com/v31/GetProcessStatus", "urn:elsewhere"),
        ('"body: api:GetProcessStatus/api:ProcessID"', '"path: elsewhere"'),
        ('request.header       = "api:WSUser"', 'request.header       = "api:GetProcessStatus"'),
    ]:
        assert old in text
        text = text.replace(old, new)
    (folder / "contract.toml").write_text(text, encoding="utf-8")

    with Simulator(folder) as simulator:
        simulator.simulate("listrak", "4711", ["ProcessingData"])
        for name in ("GetProcessStatus.soap11", "GetProcessStatus.soap12"):
            assert ask(simulator, "listrak", sample("listrak", name)).member("Status") == "ProcessingData"


def broken(folder: Path) -> str:
    """What a simulator says of a folder."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011  the text is compared
        Simulator(folder)
    return str(caught.value).replace(str(folder), "FOLDER").replace("\\", "/")


def test_a_binding_without_a_sample(folder: Path) -> None:
    (folder / "samples" / "Track.http-get.request.http").unlink()

    assert broken(folder) == (
        "Service 'parcels' cannot be simulated: FOLDER/samples holds no sample of Track over 'HTTP GET'."
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "Track.http-get.request.http",
            "Trak.http-get.request.http",
            (
                "FOLDER/samples/Trak.http-get.request.http: Unknown operation 'Trak'. Did you mean 'Track'? "
                "Allowed: 'Order' or 'Track'."
            ),
        ),
        (
            "Track.http-get.request.http",
            "Track.httpget.request.http",
            (
                "FOLDER/samples/Track.httpget.request.http: Unknown binding 'httpget'. Did you mean 'http-get'? "
                "Allowed: 'soap11', 'soap12', 'http-get', 'http-post' or 'rest'."
            ),
        ),
        (
            "Track.http-get.response.http",
            "Track.response.http",
            "FOLDER/samples/Track.http-get.request.http: no Track.http-get.response.http beside it.",
        ),
    ],
)
def test_a_sample_of_the_wrong_name(folder: Path, old: str, new: str, message: str) -> None:
    (folder / "samples" / old).rename(folder / "samples" / new)

    assert broken(folder) == message


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "Track.soap11.response.http",
            SAMPLES["Order.soap11.response.http"],
            "Sample Track.soap11 of service 'parcels': the sample's answer has no TrackResponse/Parcel.",
        ),
        (
            "Track.soap11.request.http",
            SAMPLES["Track.soap11.request.http"].replace("</Track>", ""),
            None,
        ),
        (
            "Track.soap11.request.http",
            SAMPLES["Track.soap11.request.http"].replace(
                "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
            ),
            "Sample Track.soap11 of service 'parcels': the request's envelope is of version 1.2.",
        ),
        (
            "Track.http-get.request.http",
            "GET\n\n",
            "FOLDER/samples/Track.http-get.request.http: the first line is no request line: 'GET'.",
        ),
        (
            "Track.http-get.response.http",
            "200 OK\n\n",
            "FOLDER/samples/Track.http-get.response.http: the first line is no status line: '200 OK'.",
        ),
    ],
)
def test_a_broken_sample(folder: Path, file: str, text: str, message: str | None) -> None:
    (folder / "samples" / file).write_text(text, encoding="utf-8")

    said = broken(folder)

    assert said == message if message else said.startswith("Sample Track.soap11 of service 'parcels': ")


def test_two_services_at_one_address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("contracts") / "other"
    shutil.copytree(folder, other)
    text = (other / "contract.toml").read_text(encoding="utf-8")

    with pytest.raises(ValueError) as caught:  # noqa: PT011
        Simulator(folder, other)
    assert str(caught.value) == f"The contracts in '{folder}' and '{other}' have one name: 'parcels'."

    (other / "contract.toml").write_text(text.replace('"parcels"', '"others"'), encoding="utf-8")
    from ProcessStatusLibrary.contract import loader

    loader._load.cache_clear()
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        Simulator(folder, other)
    assert str(caught.value) == ("Services 'parcels' and 'others' share the address /post.asmx. Simulate them apart.")


def test_the_names_of_a_json_service_are_data_too(tmp_path: Path) -> None:
    folder = tmp_path / "jobs"
    shutil.copytree(CONTRACTS / "robusta", folder)
    for file in folder.rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            text = text.replace("robustaSpid", "jobId").replace("/scheduler/", "/j/").replace("__out_", "out.")
            file.write_text(text, encoding="utf-8")

    with Simulator(folder) as simulator:
        spid = simulator.simulate("robusta", states=["SUCCEEDED"], outputs={"a": "b"})
        path = f"/j/connector-api/process/status/{spid}"
        reply = ask(simulator, "robusta", sample("robusta", "GetProcessStatus.rest").but(path=path))

    assert json.loads(reply.body) == {
        "status": "SUCCEEDED",
        "message": "Your transaction has ended.",
        "out.a": "b",
    }
