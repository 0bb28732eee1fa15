"""What a caller may choose where the page leaves a choice: action, format, credentials, the parameter of an id."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.credentials import NONE, Credentials
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.schemas.xml_parsing import children, local_name, parse_xml
from ProcessStatusLibrary.transport.exchange import HttpRequest

from .samples import BASE, FakeTransport, exactly, sent_by, session

IMPORT_ID = "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
ROUTE = f"{BASE}/reports/import/status/{IMPORT_ID}"


def sent_with(service: str, process_id: str, binding: str, credentials: Credentials) -> HttpRequest:
    transport = FakeTransport()
    session(service, transport, credentials=credentials).ask(process_id, binding)
    return transport.sent[0]


def test_members_stand_in_the_documented_order_whatever_the_order_that_they_are_given_in() -> None:
    members = {"CallerId": "17", "ActivityName": "b", "WorkflowSpaceName": "a"}
    request = sent_by("cora-rpa", binding="SOAP 1.1", members=members)

    header = children(children(parse_xml(request.body))[0])[0]

    assert [(local_name(member), member.text or "") for member in children(header)] == [
        ("WorkflowSpaceId", "00000000-0000-0000-0000-000000000000"),
        ("WorkflowSpaceName", "a"),
        ("WorkflowId", "00000000-0000-0000-0000-000000000000"),
        ("WorkflowName", ""),
        ("WorkflowInstanceId", "0"),
        ("ActivityId", "00000000-0000-0000-0000-000000000000"),
        ("ActivityName", "b"),
        ("ActivityInstanceId", "0"),
        ("CallerId", "17"),
        ("MasterWorkflowInstanceId", "4711"),
    ]


@pytest.mark.parametrize(
    ("service", "process_id", "media_type"),
    [
        (
            "cora-rpa",
            "4711",
            'application/soap+xml; charset=utf-8; action="http://genpact.com/cora/orchestration/rpa/1.0.0/api/GetStatus"',
        ),
        (
            "cora-ocr",
            "4711",
            'application/soap+xml; charset=utf-8; action="http://genpact.com/cora/orchestration/ocr/1.0.0/api/GetStatus"',
        ),
        (
            "listrak",
            "4711",
            'application/soap+xml; charset=utf-8; action="http://webservices.listrak.com/v31/GetProcessStatus"',
        ),
        (
            "coruson",
            IMPORT_ID,
            'text/xml; charset=utf-8; action="http://schemas.servicestack.net/types/ImportReportsStatus"',
        ),
    ],
)
def test_soap_12_with_the_action_parameter(service: str, process_id: str, media_type: str) -> None:
    request = sent_by(service, process_id, "SOAP 1.2", action=True)

    assert request.headers == (("Content-Type", media_type),)


def test_the_standard_media_type_by_choice_where_the_page_prints_another() -> None:
    request = sent_by("coruson", IMPORT_ID, "SOAP 1.2", media_type="application/soap+xml; charset=utf-8")

    assert request.headers == (("Content-Type", "application/soap+xml; charset=utf-8"),)


def test_soap_11_has_no_action_parameter() -> None:
    with pytest.raises(
        ValueError, match=exactly("listrak: GetProcessStatus over SOAP 1.1 has no action parameter. SOAP 1.2 has one.")
    ):
        sent_by("listrak", binding="SOAP 1.1", action=True)


@pytest.mark.parametrize(
    ("options", "target", "accept"),
    [
        ({}, ROUTE, "application/json"),
        ({"format": "json"}, ROUTE, "application/json"),
        ({"format": "XML"}, ROUTE, "application/xml"),
        ({"format": "json", "format_in_query": True}, f"{ROUTE}?format=json", "*/*"),
        ({"format": "xml", "format_in_query": True}, f"{ROUTE}?format=xml", "*/*"),
        ({"format": "xml", "headers": {"accept": "text/xml"}}, ROUTE, "text/xml"),
    ],
    ids=["default", "json", "xml", "json in query", "xml in query", "own Accept"],
)
def test_the_format_of_a_rest_answer(options: dict[str, object], target: str, accept: str) -> None:
    request = sent_by("coruson", IMPORT_ID, "REST", **options)

    assert (request.url, request.header("Accept"), len(request.headers)) == (target, accept, 1)


@pytest.mark.parametrize(
    ("service", "process_id", "format_name", "message"),
    [
        (
            "coruson",
            IMPORT_ID,
            "jsno",
            (
                "coruson: ImportReportsStatus over REST has no format 'jsno'. Did you mean 'json'? "
                "Allowed: 'json' or 'xml'."
            ),
        ),
        (
            "coruson",
            IMPORT_ID,
            "soap12",
            "coruson: ImportReportsStatus over REST has no format 'soap12'. Allowed: 'json' or 'xml'.",
        ),
        ("robusta", "1", "xml", "robusta: GetProcessStatus over REST has one format only, so format= is not used."),
    ],
    ids=["misspelt", "unknown", "no choice"],
)
def test_a_format_that_is_not_there(service: str, process_id: str, format_name: str, message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        sent_by(service, process_id, "REST", format=format_name)


@pytest.mark.parametrize("binding", ["SOAP 1.2", "REST"])
@pytest.mark.parametrize(
    ("credentials", "header"),
    [
        (Credentials("Aladdin", SecretText("open sesame")), ("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")),
        (Credentials("Ümit", SecretText("şifre")), ("Authorization", "Basic w5xtaXQ6xZ9pZnJl")),
        (Credentials(token=SecretText("a.b-c")), ("Authorization", "Bearer a.b-c")),
        (Credentials(token=SecretText("a.b-c"), header="X-Token"), ("X-Token", "a.b-c")),
        (Credentials(token=SecretText("a.b-c"), cookie="ss-id"), ("Cookie", "ss-id=a.b-c")),
    ],
    ids=["basic", "basic in UTF-8", "bearer", "header", "cookie"],
)
def test_credentials_of_every_kind(binding: str, credentials: Credentials, header: tuple[str, str]) -> None:
    request = sent_with("coruson", IMPORT_ID, binding, credentials)

    assert [pair for pair in request.headers if pair[0] not in ("Content-Type", "Accept")] == [header]


def test_credentials_in_the_soap_header_and_in_no_other() -> None:
    request = sent_with("listrak", "4711", "SOAP 1.1", Credentials("a & b", SecretText("<p>")))

    assert [name for name, _ in request.headers] == ["Content-Type", "SOAPAction"]
    assert b"<UserName>a &amp; b</UserName>\n      <Password>&lt;p&gt;</Password>" in request.body


def test_a_user_and_a_bearer_token_are_refused_together() -> None:
    with pytest.raises(ValueError, match=r"user.*token"):
        Credentials("Aladdin", SecretText("open sesame"), SecretText("a.b-c"))


@pytest.mark.parametrize(
    ("user", "password", "token", "header", "cookie", "message"),
    [
        ("", SecretText("p"), NONE, "", "", "A password was given without a user. Give user= too."),
        (
            "",
            NONE,
            SecretText("t"),
            "X-Token",
            "sid",
            "The token can travel in the header 'X-Token' or in the cookie 'sid', not in both. Give one.",
        ),
        (
            "",
            NONE,
            NONE,
            "X-Token",
            "",
            "A header or cookie for a token was named, but no token was given. Give token= too.",
        ),
        (
            "u",
            SecretText("p\r\nX: y"),
            NONE,
            "",
            "",
            "The password has a line break or NUL in it, which no header can carry.",
        ),
    ],
    ids=["no user", "two ways", "no token", "line break"],
)
def test_credentials_that_do_not_fit_together(
    user: str, password: SecretText, token: SecretText, header: str, cookie: str, message: str
) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        Credentials(user, password, token, header, cookie)
