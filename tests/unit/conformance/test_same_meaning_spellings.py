"""Spellings: each differs from the documented request in its bytes, and in nothing that they mean."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote
from uuid import UUID
from xml.etree.ElementTree import canonicalize

import pytest

from ProcessStatusLibrary.conformance.variants.plain import Plain
from ProcessStatusLibrary.conformance.variants.spellings import SPELLINGS, spelt
from ProcessStatusLibrary.transport.exchange import HttpRequest

from .plain_requests import plains, soap_plains, text_of_id

PREFIXES = [
    "another prefix for the envelope",
    "the envelope in the default namespace",
    "a prefix for the message",
]
CHARACTERS = ["the id in a CDATA section", "the id in character references"]
COMMENTS = ["comments between elements", "a comment inside the id"]
LAYOUT = ["no white space between elements", "other white space between elements"]
BYTES = [
    "UTF-16",
    "a byte order mark",
    "no XML declaration",
    "an XML declaration in single quotation marks",
    "white space around the id",
]
NUMBER = ["the id with leading zeros", "the id with a plus sign"]
CHUNKED = ["the body in chunks"]
NAMES = ["the names of the headers in lower case", "the names of the headers in capitals"]
MEDIA_TYPE = ["the media type in capitals"]
CHARSET = ["the charset in quotation marks", "the charset in capitals", "no charset"]
ACTION = ["the action in the media type"]
ACCEPT = ["anything is accepted", "anything is accepted at last"]
XML = [*PREFIXES, *CHARACTERS, *COMMENTS, *LAYOUT, *BYTES]
HTTP_OF_XML = [*CHUNKED, *NAMES, *MEDIA_TYPE, *CHARSET, *ACCEPT]
HTTP_OF_SOAP_12 = [*CHUNKED, *NAMES, *MEDIA_TYPE, *CHARSET, *ACTION, *ACCEPT]

TABLE = {
    "cora-rpa SOAP 1.1": [*XML, *NUMBER, *HTTP_OF_XML],
    "cora-rpa SOAP 1.2": [*XML, *NUMBER, *HTTP_OF_SOAP_12],
    "cora-rpa HTTP GET": ACCEPT,
    "cora-rpa HTTP POST": [*NAMES, *ACCEPT],
    "cora-ocr SOAP 1.1": [*XML, *NUMBER, *HTTP_OF_XML],
    "cora-ocr SOAP 1.2": [*XML, *NUMBER, *HTTP_OF_SOAP_12],
    "cora-ocr HTTP GET": ACCEPT,
    "cora-ocr HTTP POST": [*NAMES, *ACCEPT],
    "robusta REST start": [
        "members in another order and as escapes", *CHUNKED, *NAMES, *MEDIA_TYPE, *ACCEPT,
    ],
    "robusta REST": [*NAMES, *ACCEPT, "the id percent-encoded"],
    "listrak SOAP 1.1": [*XML, *NUMBER, *HTTP_OF_XML],
    "listrak SOAP 1.2": [*XML, *NUMBER, *HTTP_OF_SOAP_12],
    "coruson SOAP 1.2": [*XML, "the id in capitals", *HTTP_OF_SOAP_12],
    "coruson REST": [
        "the id in capitals", *NAMES, *ACCEPT, "nothing is said about what is accepted", "the id percent-encoded",
    ],
}  # fmt: skip
SAME_ID = (*CHARACTERS, "a comment inside the id", "white space around the id")


def variants(plain: Plain) -> dict[str, HttpRequest]:
    """Every spelling by its name."""
    return {spelling.name: request for spelling, request in spelt(plain)}


def decoded(request: HttpRequest) -> str:
    """The text of an XML body, whatever its encoding: a parser's work, done by hand."""
    body = request.body
    text = body.decode("utf-16") if body.startswith(b"\xff\xfe") else body.decode("utf-8-sig")
    return re.sub(r"^<\?xml.*?\?>", "", text).strip()


def meaning(request: HttpRequest) -> str:
    """C14N 2.0 by the standard library: without comments, prefixes rewritten, texts stripped."""
    return canonicalize(decoded(request), strip_text=True, rewrite_prefixes=True, with_comments=False)


def test_every_spelling_is_written_somewhere_by_a_name_of_its_own() -> None:
    listed = [spelling.name for spelling in SPELLINGS]

    assert len(set(listed)) == len(listed)
    assert set(listed) - {name for row in TABLE.values() for name in row} == {"the id in lower case"}


@pytest.mark.parametrize("name", TABLE)
def test_the_spellings_of_a_request(name: str) -> None:
    _, plain = plains()[name]

    assert list(variants(plain)) == TABLE[name]


def test_a_guid_in_capitals_is_written_in_lower_case() -> None:
    _, plain = plains()["coruson REST"]
    capitals = plain.process_id.upper()
    url = plain.request.url.replace(plain.process_id, capitals)
    shouted = replace(plain, process_id=capitals, request=replace(plain.request, url=url))

    assert variants(shouted)["the id in lower case"] == plain.request


@pytest.mark.parametrize("name", plains())
def test_every_spelling_has_other_bytes(name: str) -> None:
    _, plain = plains()[name]
    written = [plain.request, *variants(plain).values()]

    assert len(set(written)) == len(written)
    assert {request.method for request in written} == {plain.request.method}


@pytest.mark.parametrize("name", soap_plains())
def test_every_message_means_the_same(name: str) -> None:
    _, plain = plains()[name]
    wanted = meaning(plain.request)
    found = {name: meaning(request) for name, request in variants(plain).items() if not name.startswith("the id with")}
    found.pop("the id in capitals", None)

    assert found == dict.fromkeys(found, wanted)


@pytest.mark.parametrize("name", soap_plains())
def test_a_message_in_xml_differs_in_nothing_of_http(name: str) -> None:
    _, plain = plains()[name]
    found = {name: request for name, request in variants(plain).items() if name in XML and name != "UTF-16"}

    assert {name: replace(request, body=plain.request.body) for name, request in found.items()} == dict.fromkeys(
        found, plain.request
    )


def test_how_the_id_is_written() -> None:
    _, plain = plains()["listrak SOAP 1.1"]
    found = variants(plain)
    named = [name for name in found if "id" in name.split()]

    assert {name: text_of_id(plain, found[name].body) for name in named} == {
        "the id in a CDATA section": "<![CDATA[4711]]>",
        "the id in character references": "&#x34;&#x37;&#x31;&#x31;",
        "a comment inside the id": "47<!-- id -->11",
        "white space around the id": "\n\t  4711 \n",
        "the id with leading zeros": "004711",
        "the id with a plus sign": "+4711",
    }


def test_ids_in_other_spellings_have_the_same_value() -> None:
    for contract, plain in plains().values():
        for name, request in variants(plain).items():
            if not name.startswith("the id with ") and name != "the id in capitals":
                continue
            text = text_of_id(plain, request.body) if plain.row.soap else request.url.rpartition("/")[2]
            value = UUID if plain.id_type == "guid" else int
            assert (text != plain.process_id, value(text)) == (True, value(plain.process_id)), (contract, name)


def test_an_id_with_a_sign_keeps_it() -> None:
    _, plain = plains()["listrak SOAP 1.1"]
    body = plain.request.body.replace(b">4711<", b">-4711<")
    negative = replace(plain, process_id="-4711", request=replace(plain.request, body=body))
    found = variants(negative)

    assert text_of_id(negative, found["the id with leading zeros"].body) == "-004711"
    assert "the id with a plus sign" not in found


def test_an_id_in_the_path_is_escaped_whole() -> None:
    _, plain = plains()["robusta REST"]
    segment = variants(plain)["the id percent-encoded"].url.rpartition("/")[2]

    assert (re.fullmatch(r"(?:%[0-9A-F]{2})+", segment) is not None, unquote(segment)) == (True, plain.process_id)


def test_members_of_json_in_another_order_and_as_escapes() -> None:
    _, plain = plains()["robusta REST start"]
    body = variants(plain)["members in another order and as escapes"].body
    sent, documented = (json.loads(text) for text in (body, plain.request.body))

    assert (sent, list(sent)) == (documented, list(reversed(documented)))
    assert rb"\u006e\u0061\u006d\u0065" in body  # name


@pytest.mark.parametrize(
    ("variant", "headers"),
    [
        ("the body in chunks", {"Transfer-Encoding": "chunked"}),
        ("the media type in capitals", {"Content-Type": "TEXT/XML; charset=utf-8"}),
        ("the charset in quotation marks", {"Content-Type": 'text/xml; charset="utf-8"'}),
        ("the charset in capitals", {"Content-Type": "text/xml;CHARSET=UTF-8"}),
        ("no charset", {"Content-Type": "text/xml"}),
        ("UTF-16", {"Content-Type": "text/xml; charset=utf-16"}),
        ("anything is accepted", {"Accept": "*/*"}),
        ("anything is accepted at last", {"Accept": "image/png;q=0.9, */*;q=0.1"}),
    ],
)
def test_headers_of_a_spelling(variant: str, headers: dict[str, str]) -> None:
    _, plain = plains()["listrak SOAP 1.1"]

    assert dict(variants(plain)[variant].headers) == {**dict(plain.request.headers), **headers}


def test_the_action_of_soap_1_2() -> None:
    _, plain = plains()["listrak SOAP 1.2"]
    found = variants(plain)["the action in the media type"]

    assert found.header("Content-Type") == (
        'application/soap+xml; charset=utf-8; action="http://webservices.listrak.com/v31/GetProcessStatus"'
    )


def test_names_of_headers() -> None:
    _, plain = plains()["listrak SOAP 1.1"]
    found = variants(plain)

    assert [name for name, _ in found[NAMES[0]].headers] == ["content-type", "soapaction"]
    assert [name for name, _ in found[NAMES[1]].headers] == ["CONTENT-TYPE", "SOAPACTION"]


def test_a_charset_is_left_out_of_ascii_only() -> None:
    _, plain = plains()["cora-rpa SOAP 1.1"]
    body = plain.request.body.replace(b"</WorkflowName>", "ö</WorkflowName>".encode())

    assert "no charset" not in variants(replace(plain, request=replace(plain.request, body=body)))


def test_who_says_nothing_accepts_anything() -> None:
    _, plain = plains()["coruson REST"]

    assert (plain.request.header("Accept"), variants(plain)["nothing is said about what is accepted"].headers) == (
        "application/json",
        tuple(pair for pair in plain.request.headers if pair[0] != "Accept"),
    )
