"""The samples and the encoders have the structure that the vendors' pages print, held to a copy made by hand."""

from __future__ import annotations

import json
import re

import pytest
from lxml import etree

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.schemas.messages import message_schemas

from .pages import PAGES, RESPONSE_STATUS, Page
from .samples import BASE, BINDINGS, documented_request, sample, samples

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.sample)
each_page_with_a_body = pytest.mark.parametrize(
    "page", [page for page in PAGES if page.request], ids=lambda page: page.sample
)


def outline(body: bytes, page: Page) -> str:
    """The elements of a document in order, prefixed by their namespaces."""
    return of_element(etree.fromstring(body), page)


def of_element(element: etree._Element, page: Page) -> str:
    name = etree.QName(element)
    inner = " ".join(of_element(child, page) for child in element)
    return f"{page.namespaces[name.namespace or '']}:{name.localname}" + (f"({inner})" if inner else "")


def read_as(service: str, printed: str) -> str:
    """What the contract makes of a text of the page that contradicts itself."""
    found = [entry.read_as for entry in load_contract(service).model.contradictions if entry.says == printed]
    return found[0] if found else printed


def line_of(page: Page) -> str:
    method, path, version = page.line.split(" ")
    return f"{method} {read_as(sample(page.sample).service, path)} {version}"


def test_every_printed_binding_is_held() -> None:
    printed = {name.name for name in samples("request") if name.service != "robusta" and "rest" not in name.slug}

    assert {page.sample for page in PAGES} == printed
    assert len(PAGES) == 11


@each_page
def test_request_line(page: Page) -> None:
    request = documented_request(sample(page.sample, "request"))

    assert sample(page.sample, "request").first_line == line_of(page)
    assert f"{request.method} {request.url.removeprefix(BASE)} HTTP/1.1" == line_of(page)


@each_page
def test_request_headers(page: Page) -> None:
    names = [name for name, _ in sample(page.sample, "request").headers]

    assert names == ["Host", *(name for name, _ in page.headers)]
    assert sorted(documented_request(sample(page.sample, "request")).headers) == sorted(page.headers)


@each_page
def test_answer_media_type(page: Page) -> None:
    assert sample(page.sample).first_line == "HTTP/1.1 200 OK"
    assert sample(page.sample).headers == [("Content-Type", page.media_type)]


@each_page_with_a_body
def test_request_structure(page: Page) -> None:
    assert outline(sample(page.sample, "request").body, page) == page.request
    assert outline(documented_request(sample(page.sample, "request")).body, page) == page.request


@each_page
def test_answer_structure(page: Page) -> None:
    printed = page.answer.replace(RESPONSE_STATUS, "v:ResponseStatus")  # nil in the sample, where nothing went wrong

    assert outline(sample(page.sample).body, page) == printed


PLACEHOLDERS = {
    "Status": "Completed", "ErrorCode": "NoError", "ProcessID": "1", "ListID": "2", "TotalReports": "0",
    "TotalReportsImported": "0", "ProcessStartTime": "2026-03-02T09:15:00",
    "ProcessCompleteTime": "2026-03-02T09:15:00", "Key": "00000000-0000-0000-0000-000000000000",
}  # fmt: skip


def document(page: Page) -> etree._Element:
    """Writes the printed answer with a value in every element that holds no others."""
    uris = {prefix: uri for uri, prefix in page.namespaces.items() if uri}
    values = PLACEHOLDERS | ({"Status": "ProcessingData"} if "listrak" in page.sample else {})
    path: list[etree._Element] = []
    for prefix, name, mark in re.findall(r"(\w):(\w+)|([()])", page.answer):
        if mark == ")":
            last = path.pop()
        elif mark == "(":
            last.text = None
            path.append(last)
        else:
            tag = f"{{{uris[prefix]}}}{name}"
            last = etree.SubElement(path[-1], tag) if path else etree.Element(tag)
            last.text = values.get(name, "text")
    return last


@each_page
def test_the_printed_answer_keeps_the_schema_as_a_whole(page: Page) -> None:
    of = sample(page.sample)
    schema = message_schemas(load_contract(of.service)).xml(of.operation, BINDINGS[of.slug])

    assert schema is not None
    assert list(schema.problems(document(page))) == []


def test_the_robusta_pages_names() -> None:
    printed = ["values", "quartzDef", "startDate", "endDate", "runOnce", "run immediately", "retryCount", "name"]
    readings = {"run immediately": read_as("robusta", "the key run immediately")}
    start = sample("robusta-StartProcess-rest", "request")

    assert list(json.loads(start.body)) == [readings.get(name, name) for name in printed]
    assert json.loads(documented_request(start).body) == json.loads(start.body)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("StartProcess", "POST /scheduler/connector-API/process/start"),
        ("GetProcessStatus", "GET /scheduler/connector-api/process/status/{robustaSpid}"),
    ],
)
def test_the_robusta_pages_addresses(name: str, line: str) -> None:
    method, path = line.split(" ")
    request = documented_request(sample(f"robusta-{name}-rest", "request"))
    spid = "f0d2228c-9711-42f5-91ca-afc957f29255"

    assert request.method == method
    assert request.url == BASE + read_as("robusta", path).replace("{robustaSpid}", spid)


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("StartProcess", ["robustaSpid", "message"]),
        ("GetProcessStatus", ["status", "message", "__out_x"]),
    ],
)
def test_the_robusta_pages_answers(name: str, members: list[str]) -> None:
    assert list(json.loads(sample(f"robusta-{name}-rest").body)) == members


def test_robusta_asks_for_basic_authentication() -> None:
    request = documented_request(sample("robusta-GetProcessStatus-rest", "request"))

    assert request.headers == (("Authorization", "Basic cm9idXN0YS11c2VyOnJvYnVzdGEtcGFzc3dvcmQ="),)
