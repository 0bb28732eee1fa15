"""Values on their way into a request: special characters, members left out, ids of every form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ProcessStatusLibrary.bindings.call import Call
from ProcessStatusLibrary.bindings.encoding import encode
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.schemas.xml_parsing import parse_xml

from .samples import BASE, CONTRACTS, FakeTransport, exactly, sent_by, session

API = "{http://genpact.com/cora/orchestration/rpa/1.0.0/api/}"
ASMX = f"{BASE}/SequenceServices/coraRpaIntegration_v1.0.0.asmx"
STATUS = f"{BASE}/scheduler/connector-api/process/status"


def member(name: str, value: str | None) -> str | None:
    """What a reader of the request finds in a member; None when the member is not there."""
    request = sent_by("cora-rpa", binding="SOAP 1.1", members={name: value})
    found = parse_xml(request.body).find(f".//{API}{name}")
    return None if found is None else found.text or ""


@pytest.mark.parametrize(
    "value",
    [
        "a < b & c > d",
        "\"quoted\" and 'quoted'",
        "]]> &amp; <!-- -->",
        "Faturalar: ödeme günü, 数字, 😀",
        " outer spaces ",
        "tab\tand\nline feed",
        "carriage\rreturn",
        "\u00a0\u2028\ufffd",
    ],
    ids=["markup", "quotes", "XML text", "not ASCII", "spaces", "tab and line feed", "carriage return", "odd"],
)
def test_a_member_arrives_as_it_was_given(value: str) -> None:
    assert member("WorkflowName", value) == value


def test_a_member_that_is_none_is_left_out() -> None:
    assert member("WorkflowName", None) is None
    assert member("WorkflowName", "") == ""


def test_a_member_that_is_no_text_is_refused() -> None:
    given = Call("4711", members={"CallerId": 17})  # type: ignore[dict-item]
    message = "The member 'CallerId' is 17. Give it as text, or None to leave it out."
    with pytest.raises(TypeError, match=exactly(message)):
        encode(load_contract("cora-rpa"), "GetStatus", "SOAP 1.1", given, BASE)


def test_members_that_nobody_gives_are_of_their_type() -> None:
    header = parse_xml(sent_by("cora-rpa", "4711", "SOAP 1.1").body).find(f".//{API}ActivityMetadata")
    assert header is not None
    guid = "00000000-0000-0000-0000-000000000000"

    assert {element.tag.removeprefix(API): element.text or "" for element in header} == {
        "WorkflowSpaceId": guid,
        "WorkflowSpaceName": "",
        "WorkflowId": guid,
        "WorkflowName": "",
        "WorkflowInstanceId": "0",
        "ActivityId": guid,
        "ActivityName": "",
        "ActivityInstanceId": "0",
        "CallerId": "0",
        "MasterWorkflowInstanceId": "4711",
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [("a\x01b", r"'\x01'"), ("\x00", r"'\x00'"), ("\ud800", r"'\ud800'"), ("x\uffff", r"'\uffff'")],
    ids=["control", "NUL", "surrogate", "noncharacter"],
)
def test_a_character_that_xml_cannot_carry_is_refused(value: str, shown: str) -> None:
    with pytest.raises(
        ValueError,
        match=exactly(f"The member 'WorkflowName' holds the character {shown}, which XML cannot carry. Take it out."),
    ):
        member("WorkflowName", value)


@pytest.mark.parametrize(
    ("name", "meant"), [("CallrId", " Did you mean 'CallerId'?"), ("Colour", "")], ids=["misspelt", "unknown"]
)
def test_an_unknown_member_is_refused(name: str, meant: str) -> None:
    with pytest.raises(
        ValueError,
        match=exactly(
            f"cora-rpa: unknown member '{name}' of the request.{meant} Allowed: 'WorkflowSpaceId', "
            "'WorkflowSpaceName', 'WorkflowId', 'WorkflowName', 'WorkflowInstanceId', 'ActivityId', "
            "'ActivityName', 'ActivityInstanceId', 'CallerId' and 'MasterWorkflowInstanceId'."
        ),
    ):
        member(name, "1")


@pytest.mark.parametrize(
    ("process_id", "path"),
    [
        ("f0d2228c-9711-42f5-91ca-afc957f29255", "f0d2228c-9711-42f5-91ca-afc957f29255"),
        ("a/b c", "a%2Fb%20c"),
        ("a?b#c%d&e=f", "a%3Fb%23c%25d%26e%3Df"),
        ("işlem", "i%C5%9Flem"),
        ("a;b:c@d", "a%3Bb%3Ac%40d"),
    ],
)
def test_an_id_in_a_path_is_one_segment(process_id: str, path: str) -> None:
    assert sent_by("robusta", process_id).url == f"{STATUS}/{path}"


@pytest.mark.parametrize("process_id", [".", ".."])
def test_an_id_that_would_name_another_path_is_refused(process_id: str) -> None:
    message = (
        f"process_id '{process_id}' is not a robustaSpid (string). "
        "Allowed: a text that is not empty and names no other path, as '.' and '..' do."
    )
    with pytest.raises(ValueError, match=exactly(message)):
        sent_by("robusta", process_id)


@pytest.mark.parametrize(
    ("service", "least", "most"),
    [("listrak", -2147483648, 2147483647), ("cora-rpa", -9223372036854775808, 9223372036854775807)],
    ids=["int", "long"],
)
def test_the_least_and_the_greatest_id(service: str, least: int, most: int) -> None:
    for process_id in (least, most):
        assert f">{process_id}</".encode() in sent_by(service, str(process_id)).body
    for process_id in (least - 1, most + 1):
        with pytest.raises(ValueError, match=f"a whole number from {least} to {most}"):
            sent_by(service, str(process_id))


@pytest.mark.parametrize(
    ("path", "settings", "options"),
    [
        ("/GetStatus?Id=4711", {}, {"id_parameter": "Id"}),
        ("/GetStatus?Id=4711", {"id_parameters": {"HTTP GET": "Id"}}, {}),
        ("/GetStatus?Id+%26=4711", {}, {"id_parameter": "Id &"}),
    ],
    ids=["by call", "by target", "quoted"],
)
def test_an_id_in_a_query_where_the_endpoint_takes_one(
    path: str, settings: dict[str, object], options: dict[str, str]
) -> None:
    transport = FakeTransport()
    session("cora-rpa", transport, **settings).ask("4711", "HTTP GET", **options)

    assert (transport.sent[0].url, transport.sent[0].body) == (ASMX + path, b"")


def test_an_id_in_a_form_where_the_endpoint_takes_one() -> None:
    request = sent_by("cora-rpa", "4711", "HTTP POST", id_parameter="MasterWorkflowInstanceId")

    assert request.url == f"{ASMX}/GetStatus"
    assert request.headers == (("Content-Type", "application/x-www-form-urlencoded"),)
    assert request.body == b"MasterWorkflowInstanceId=4711"


@pytest.mark.parametrize(
    ("service", "process_id", "binding", "message"),
    [
        (
            "cora-rpa",
            "4711",
            "HTTP GET",
            (
                "cora-rpa: GetStatus over HTTP GET: this binding cannot carry the process id '4711': the page gives "
                "it no parameter for MasterWorkflowInstanceId. Ask without an id, over another binding, or name the "
                "parameter that your endpoint takes with id_parameter."
            ),
        ),
        (
            "listrak",
            "",
            "SOAP 1.2",
            (
                "listrak: GetProcessStatus over SOAP 1.2: the process id is missing. "
                "Give the ProcessID (int) of a process."
            ),
        ),
        (
            "cora-ocr",
            "47x",
            "SOAP 1.1",
            (
                "process_id '47x' is not a MasterWorkflowInstanceId (long). Allowed: a whole number from "
                "-9223372036854775808 to 9223372036854775807."
            ),
        ),
        (
            "listrak",
            "2147483648",
            "SOAP 1.1",
            "process_id '2147483648' is not a ProcessID (int). Allowed: a whole number from -2147483648 to 2147483647.",
        ),
        (
            "coruson",
            "4711",
            "REST",
            (
                "process_id '4711' is not an ImportId (guid). "
                "Allowed: a Guid such as 0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60."
            ),
        ),
        (
            "listrak",
            "1",
            "HTTP GET",
            (
                "Service 'listrak' does not document GetProcessStatus over HTTP GET. Its bindings: 'SOAP 1.1' and "
                "'SOAP 1.2'."
            ),
        ),
        (
            "listrak",
            "1",
            "SOPA 1.2",
            (
                "Unknown binding 'SOPA 1.2'. Did you mean 'SOAP 1.2'? Allowed: 'SOAP 1.1', 'SOAP 1.2', 'HTTP GET', "
                "'HTTP POST' or 'REST'."
            ),
        ),
    ],
    ids=["cannot carry", "missing", "no number", "too large", "no Guid", "undocumented binding", "unknown binding"],
)
def test_an_id_or_a_binding_that_cannot_be_asked_for(service: str, process_id: str, binding: str, message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        sent_by(service, process_id, binding)


def test_an_id_of_thousands_of_digits_is_refused_like_any_other() -> None:
    with pytest.raises(
        ValueError, match=r"^process_id '9{199}\.\.\.' \(5000 characters\) is not a ProcessID \(int\)\."
    ):
        sent_by("listrak", "9" * 5000)


@pytest.mark.parametrize(("service", "binding"), [("listrak", "SOAP 1.1"), ("coruson", "REST")])
def test_space_around_an_id_is_not_sent(service: str, binding: str) -> None:
    contract = load_contract(service)
    process_id = "4711" if service == "listrak" else "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
    asked = (contract, contract.operation()[0], binding)

    assert encode(*asked, Call(f" {process_id}\n"), BASE) == encode(*asked, Call(process_id), BASE)


def test_a_user_can_be_given_as_a_member_too() -> None:
    body = sent_by("listrak", binding="SOAP 1.1", members={"UserName": "ada", "Password": "p"}).body

    assert b"<UserName>ada</UserName>\n      <Password>p</Password>" in body


@pytest.mark.parametrize(
    ("service", "line", "path", "binding", "call", "target"),
    [
        ("cora-rpa", "/GetStatus?", "/GetStatus", "HTTP GET", Call("4711", id_parameter="Id"), "/GetStatus?Id=4711"),
        ("cora-rpa", "/GetStatus?", "/GetStatus", "HTTP GET", Call(), "/GetStatus"),
        (
            "coruson", "/status/{ImportId}", "/status?of={ImportId}", "REST",
            Call("0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", format="xml", format_in_query=True),
            "/status?of=0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60&format=xml",
        ),
    ],
    ids=["an id", "no id", "a format"],
)  # fmt: skip
def test_a_query_is_begun_once(
    tmp_path: Path, service: str, line: str, path: str, binding: str, call: Call, target: str
) -> None:
    shutil.copytree(CONTRACTS / service, tmp_path / service)
    file = tmp_path / service / "contract.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(line, path), encoding="utf-8")
    contract = load_contract(file.parent)

    assert encode(contract, contract.operation()[0], binding, call, BASE).url.endswith(target)


def test_what_is_asked_for_when_nothing_is_said() -> None:
    robusta = load_contract("robusta")

    assert encode(load_contract("cora-rpa"), "GetStatus", "HTTP POST", Call(), BASE).body == b""
    with pytest.raises(ValueError, match="unknown field 'colour'"):
        encode(robusta, "StartProcess", "REST", Call(fields={"colour": "red"}), BASE)
