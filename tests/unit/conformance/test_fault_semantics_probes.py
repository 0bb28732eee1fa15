"""What the families of probes send when they make one thing of a documented request wrong: every probe in a line."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.bench import NO_ID_REASON, Bench
from ProcessStatusLibrary.conformance.probes import FAMILIES
from ProcessStatusLibrary.conformance.probes.other_ids import malformed_ids, missing_headers, unknown_ids
from ProcessStatusLibrary.conformance.probes.starting import NO_START_REASON
from ProcessStatusLibrary.conformance.probes.wrong_addresses import unknown_paths, wrong_methods
from ProcessStatusLibrary.conformance.probes.wrong_credentials import (
    NO_CREDENTIALS_REASON,
    NO_USER_REASON,
    no_credentials,
    wrong_passwords,
    wrong_users,
)
from ProcessStatusLibrary.conformance.probes.wrong_messages import (
    malformed_bodies,
    unknown_operations,
    wrong_actions,
    wrong_envelopes,
    wrong_media_types,
)
from ProcessStatusLibrary.credentials import Credentials
from ProcessStatusLibrary.masking import SecretText

from .probing import asked, bench, in_lines, opened

OF_WRONG_REQUESTS = (
    unknown_ids,
    malformed_ids,
    missing_headers,
    wrong_actions,
    unknown_operations,
    wrong_envelopes,
    malformed_bodies,
    wrong_media_types,
    wrong_methods,
    unknown_paths,
    no_credentials,
    wrong_passwords,
    wrong_users,
)

CORA_RPA = """
SOAP 1.1 | unknown id | body -4711 +9007199254740047
SOAP 1.2 | unknown id | body -4711 +9007199254740047
SOAP 1.1 | malformed id: text | body -4711 +abc
SOAP 1.1 | malformed id: empty | body -4711 +
SOAP 1.1 | malformed id: fraction | body - +.5
SOAP 1.1 | malformed id: too large | body -4711 +18446744073709556327
SOAP 1.2 | malformed id: text | body -4711 +abc
SOAP 1.2 | malformed id: empty | body -4711 +
SOAP 1.2 | malformed id: fraction | body - +.5
SOAP 1.2 | malformed id: too large | body -4711 +18446744073709556327
SOAP 1.1 | missing header | body -Header...<soap: +
SOAP 1.2 | missing header | body -Header...oap12: +
SOAP 1.1 | wrong SOAPAction | SOAPAction -GetStatus +NoSuchOperation
SOAP 1.1 | missing SOAPAction | no SOAPAction
SOAP 1.1 | unknown operation | SOAPAction -GetStatus +NoSuchOperation, body -GetStatus +NoSuchOperation
SOAP 1.2 | unknown operation | body -GetStatus +NoSuchOperation
HTTP GET | unknown operation | path -GetStatus +NoSuchOperation
HTTP POST | unknown operation | path -GetStatus +NoSuchOperation
SOAP 1.1 | unknown header with mustUnderstand | body - +<x:NoS...Block>
SOAP 1.1 | wrong envelope version | body -schemas.xmlsoap.org/soap/envelope/ +envelope.example/no-such-version
SOAP 1.1 | document type declaration | body - +!DOCTYPE soap:Envelope> <
SOAP 1.2 | unknown header with mustUnderstand | body - +<x:NoS...Block>
SOAP 1.2 | wrong envelope version | body -www.w3.org/2003/05/soap-envelope +envelope.example/no-such-version
SOAP 1.2 | document type declaration | body - +!DOCTYPE soap12:Envelope> <
SOAP 1.1 | malformed XML: cut short | body -</soap:Envelope> +
SOAP 1.1 | malformed XML: more after the end | body - +<more />
SOAP 1.1 | empty body | no body
SOAP 1.2 | malformed XML: cut short | body -</soap12:Envelope> +
SOAP 1.2 | malformed XML: more after the end | body - +<more />
SOAP 1.2 | empty body | no body
SOAP 1.1 | wrong media type | Content-Type -xml +plain
SOAP 1.2 | wrong media type | Content-Type -application/soap+xml +text/plain
SOAP 1.1 | wrong method: PUT | PUT
SOAP 1.1 | wrong method: DELETE | DELETE, no body
SOAP 1.2 | wrong method: PUT | PUT
SOAP 1.2 | wrong method: DELETE | DELETE, no body
HTTP GET | wrong method: PUT | PUT
HTTP GET | wrong method: DELETE | DELETE
HTTP POST | wrong method: PUT | PUT
HTTP POST | wrong method: DELETE | DELETE
SOAP 1.1 | unknown path | path -SequenceServices +no-such-path
SOAP 1.2 | unknown path | path -SequenceServices +no-such-path
HTTP GET | unknown path | path -SequenceServices +no-such-path
HTTP POST | unknown path | path -SequenceServices +no-such-path
"""

ROBUSTA = """
GetProcessStatus REST | unknown id | path -f0d2228c-9711-42f5-91ca-afc957f29255 +no-such-process
StartProcess REST | malformed JSON: cut short | body -} +
StartProcess REST | empty body | no body
StartProcess REST | wrong media type | Content-Type -application/json +text/plain; charset=utf-8
StartProcess REST | wrong method: PUT | PUT
StartProcess REST | wrong method: GET | GET, no body
GetProcessStatus REST | wrong method: PUT | PUT
GetProcessStatus REST | wrong method: POST | POST
StartProcess REST | unknown path | path -scheduler +no-such-path
GetProcessStatus REST | unknown path | path -scheduler +no-such-path
StartProcess REST | no credentials | no Authorization
GetProcessStatus REST | no credentials | no Authorization
GetProcessStatus REST | wrong password | Authorization -wYXNzd29yZA= +ub3QtdGhlLXBhc3N3b3JkLW9mLWFueWJvZHk
GetProcessStatus REST | wrong user | Authorization -dXNlcj +bm9ib2R5LW9mLXRoYXQtbmFtZT
"""

LISTRAK = """
SOAP 1.1 | unknown id | body -4711 +2147480047
SOAP 1.2 | unknown id | body -4711 +2147480047
SOAP 1.1 | malformed id: text | body -4711 +abc
SOAP 1.1 | malformed id: empty | body -4711 +
SOAP 1.1 | malformed id: fraction | body - +.5
SOAP 1.1 | malformed id: too large | body -711 +294972007
SOAP 1.2 | malformed id: text | body -4711 +abc
SOAP 1.2 | malformed id: empty | body -4711 +
SOAP 1.2 | malformed id: fraction | body - +.5
SOAP 1.2 | malformed id: too large | body -711 +294972007
SOAP 1.1 | wrong SOAPAction | SOAPAction -GetProcessStatus +NoSuchOperation
SOAP 1.1 | missing SOAPAction | no SOAPAction
SOAP 1.1 | unknown operation | SOAPAction -GetProcessStatus +NoSuchOperation, body -GetPro...Status +NoSuch...ration
SOAP 1.2 | unknown operation | body -GetPro...Status +NoSuch...ration
SOAP 1.1 | unknown header with mustUnderstand | body - +<x:NoS...Block>
SOAP 1.1 | wrong envelope version | body -schemas.xmlsoap.org/soap/envelope/ +envelope.example/no-such-version
SOAP 1.1 | document type declaration | body - +!DOCTYPE soap:Envelope> <
SOAP 1.2 | unknown header with mustUnderstand | body - +<x:NoS...Block>
SOAP 1.2 | wrong envelope version | body -www.w3.org/2003/05/soap-envelope +envelope.example/no-such-version
SOAP 1.2 | document type declaration | body - +!DOCTYPE soap12:Envelope> <
SOAP 1.1 | malformed XML: cut short | body -</soap:Envelope> +
SOAP 1.1 | malformed XML: more after the end | body - +<more />
SOAP 1.1 | empty body | no body
SOAP 1.2 | malformed XML: cut short | body -</soap12:Envelope> +
SOAP 1.2 | malformed XML: more after the end | body - +<more />
SOAP 1.2 | empty body | no body
SOAP 1.1 | wrong media type | Content-Type -xml +plain
SOAP 1.2 | wrong media type | Content-Type -application/soap+xml +text/plain
SOAP 1.1 | wrong method: PUT | PUT
SOAP 1.1 | wrong method: DELETE | DELETE, no body
SOAP 1.2 | wrong method: PUT | PUT
SOAP 1.2 | wrong method: DELETE | DELETE, no body
SOAP 1.1 | unknown path | path -v31 +no-such-path
SOAP 1.2 | unknown path | path -v31 +no-such-path
SOAP 1.1 | no credentials | body -Header...<soap: +
SOAP 1.2 | no credentials | body -Header...oap12: +
SOAP 1.1 | wrong password | body -password +not-the-password-of-anybody
SOAP 1.2 | wrong password | body -password +not-the-password-of-anybody
SOAP 1.1 | wrong user | body -user +nobody-of-that-name
SOAP 1.2 | wrong user | body -user +nobody-of-that-name
"""

CORUSON = """
SOAP 1.2 | unknown id | body -0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60 +5f0c1d7e-94b3-4e21-8a66-d3b7c2e9f047
REST | unknown id | path -0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60 +5f0c1d7e-94b3-4e21-8a66-d3b7c2e9f047
SOAP 1.2 | malformed id: text | body -0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60 +abc
SOAP 1.2 | malformed id: empty | body -0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60 +
SOAP 1.2 | malformed id: too short | body -0 +
REST | malformed id: text | path -0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60 +abc
REST | malformed id: too short | path -0 +
SOAP 1.2 | unknown operation | body -Import...Status +NoSuch...ration
SOAP 1.2 | unknown header with mustUnderstand | body - +Header...oap12:
SOAP 1.2 | wrong envelope version | body -www.w3.org/2003/05/soap-envelope +envelope.example/no-such-version
SOAP 1.2 | document type declaration | body - +!DOCTYPE soap12:Envelope> <
SOAP 1.2 | malformed XML: cut short | body -</soap12:Envelope> +
SOAP 1.2 | malformed XML: more after the end | body - +<more />
SOAP 1.2 | empty body | no body
SOAP 1.2 | wrong media type | Content-Type -xml +plain
SOAP 1.2 | wrong method: PUT | PUT
SOAP 1.2 | wrong method: DELETE | DELETE, no body
REST | wrong method: PUT | PUT
REST | wrong method: POST | POST
SOAP 1.2 | unknown path | path -soap12 +no-such-path
REST | unknown path | path -reports +no-such-path
SOAP 1.2 | no credentials | no Authorization
REST | no credentials | no Authorization
SOAP 1.2 | wrong password | Authorization -wYXNzd29yZA= +ub3QtdGhlLXBhc3N3b3JkLW9mLWFueWJvZHk
REST | wrong password | Authorization -wYXNzd29yZA= +ub3QtdGhlLXBhc3N3b3JkLW9mLWFueWJvZHk
SOAP 1.2 | wrong user | Authorization -dXNlcj +bm9ib2R5LW9mLXRoYXQtbmFtZT
REST | wrong user | Authorization -dXNlcj +bm9ib2R5LW9mLXRoYXQtbmFtZT
"""


@pytest.mark.parametrize(
    ("service", "lines"),
    [
        ("cora-rpa", CORA_RPA),
        ("cora-ocr", CORA_RPA),
        ("robusta", ROBUSTA),
        ("listrak", LISTRAK),
        ("coruson", CORUSON),
    ],
    ids=["cora-rpa", "cora-ocr", "robusta", "listrak", "coruson"],
)
def test_every_request_differs_in_one_thing(service: str, lines: str) -> None:
    of = bench(service)
    found = [line for family in OF_WRONG_REQUESTS for line in in_lines(asked(family, of), of)]

    assert found == lines.strip().splitlines()


def test_wrong_credentials_come_last_of_all() -> None:
    assert [family for family in FAMILIES if family in OF_WRONG_REQUESTS] == list(OF_WRONG_REQUESTS)
    assert list(FAMILIES[-2:]) == [wrong_passwords, wrong_users]


def test_an_id_in_a_parameter() -> None:
    of = bench("cora-rpa", id_parameters={"HTTP GET": "id", "HTTP POST": "id"})
    bodies = {
        (probe.binding, probe.variant): (probe.request.url.partition("?")[2], probe.request.body.decode())
        for probe in asked(malformed_ids, of)
        if probe.request is not None and not probe.binding.startswith("SOAP")
    }

    assert bodies == {
        ("HTTP GET", "text"): ("id=abc", ""),
        ("HTTP GET", "empty"): ("id=", ""),
        ("HTTP GET", "fraction"): ("id=4711.5", ""),
        ("HTTP GET", "too large"): ("id=18446744073709556327", ""),
        ("HTTP POST", "text"): ("", "id=abc"),
        ("HTTP POST", "empty"): ("", "id="),
        ("HTTP POST", "fraction"): ("", "id=4711.5"),
        ("HTTP POST", "too large"): ("", "id=18446744073709556327"),
    }


def test_the_id_that_is_sent_is_told() -> None:
    assert [probe.process_id for probe in asked(malformed_ids, bench("coruson"))][:2] == ["abc", ""]
    assert {probe.process_id for probe in asked(missing_headers, bench("cora-rpa"))} == {""}


def test_a_service_below_a_path() -> None:
    of = bench("coruson", url="https://service.example/api/v2")
    urls = [probe.request.url for probe in asked(unknown_paths, of) if probe.request is not None]

    assert urls == [
        "https://service.example/api/v2/no-such-path",
        "https://service.example/api/v2/no-such-path/import/status/0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60",
    ]


def reasons(family: object, service: str, **settings: object) -> set[str]:
    """Why a family sends nothing."""
    assert callable(family)
    probes = asked(family, bench(service, **settings))
    assert all(probe.request is None for probe in probes)
    return {probe.skipped for probe in probes}


@pytest.mark.parametrize("family", [unknown_ids, malformed_ids, wrong_actions, no_credentials, wrong_users])
def test_without_a_process_there_is_nothing_to_change(family: object) -> None:
    assert reasons(family, "listrak", process_id="") == {NO_ID_REASON}


def test_without_a_start_request_there_is_nothing_to_change() -> None:
    assert reasons(malformed_bodies, "robusta", start={}) == {NO_START_REASON}


@pytest.mark.parametrize("family", [no_credentials, wrong_passwords, wrong_users])
def test_without_credentials_there_are_none_to_change(family: object) -> None:
    assert reasons(family, "coruson", credentials=Credentials()) == {NO_CREDENTIALS_REASON}
    assert reasons(family, "cora-rpa", credentials=Credentials("user", SecretText("password"))) == set()


def test_a_token_has_no_user() -> None:
    token = Credentials(token=SecretText("the-token"))
    of = bench("coruson", credentials=token)
    sent = {p.request.header("Authorization") for p in asked(wrong_passwords, of) if p.request is not None}

    assert sent == {"Bearer not-the-password-of-anybody"}
    assert reasons(wrong_users, "coruson", credentials=token) == {NO_USER_REASON}


def test_the_password_of_another_user_is_masked() -> None:
    session = opened("robusta")
    of = Bench(session, ["REST"])
    sent = next(probe.request for probe in asked(wrong_users, of) if probe.request is not None)
    pair = sent.header("Authorization").partition(" ")[2]

    assert pair not in session.masker.text(f"You sent {pair}.")
