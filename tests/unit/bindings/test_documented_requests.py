"""Every encoder writes what the page prints: line by line, header by header, and the body canonically."""

from __future__ import annotations

import pytest

from .samples import BASE, Sample, canonical, documented_request, samples

REQUESTS = samples("request")
each_request = pytest.mark.parametrize("sample", REQUESTS, ids=lambda sample: sample.name)


def test_every_documented_row_has_its_sample() -> None:
    assert [sample.name for sample in REQUESTS] == [
        "cora-ocr-GetStatus-http-get",
        "cora-ocr-GetStatus-http-post",
        "cora-ocr-GetStatus-soap11",
        "cora-ocr-GetStatus-soap12",
        "cora-rpa-GetStatus-http-get",
        "cora-rpa-GetStatus-http-post",
        "cora-rpa-GetStatus-soap11",
        "cora-rpa-GetStatus-soap12",
        "coruson-ImportReportsStatus-rest-xml",
        "coruson-ImportReportsStatus-rest",
        "coruson-ImportReportsStatus-soap12",
        "listrak-GetProcessStatus-soap11",
        "listrak-GetProcessStatus-soap12",
        "robusta-GetProcessStatus-rest",
        "robusta-StartProcess-rest",
    ]


@each_request
def test_method_and_request_target(sample: Sample) -> None:
    request = documented_request(sample)

    assert f"{request.method} {request.url.removeprefix(BASE)} HTTP/1.1" == sample.first_line


@each_request
def test_headers(sample: Sample) -> None:
    request = documented_request(sample)

    assert sorted(request.headers) == sorted(pair for pair in sample.headers if pair[0] != "Host")


@each_request
def test_body(sample: Sample) -> None:
    request = documented_request(sample)

    assert canonical(request.body) == canonical(sample.body)


@pytest.mark.parametrize("service", ["cora-rpa", "cora-ocr"])
def test_the_question_mark_of_http_get_is_sent_though_nothing_follows_it(service: str) -> None:
    sample = next(sample for sample in REQUESTS if sample.name == f"{service}-GetStatus-http-get")

    assert documented_request(sample).url.endswith("_v1.0.0.asmx/GetStatus?")


def test_a_soap_body_begins_with_its_declaration_and_is_utf_8() -> None:
    sample = next(sample for sample in REQUESTS if sample.name == "cora-rpa-GetStatus-soap11")

    assert documented_request(sample).body.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<soap:Envelope ')
