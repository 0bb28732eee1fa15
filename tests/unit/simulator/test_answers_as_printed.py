"""Profile documented answers what the samples print, byte for byte; profile observed says the same in other hands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator

from .asking import IDS, admitted, ask, sample, sample_answer, sample_names

REPORT = {"5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21": "R-1001"}
CASES = [
    (service, name)
    for service in IDS
    for name in sample_names(service)
    if "http-" not in name  # these carry no id: the sample's answer has no process to tell of
]


def like_the_samples(profile: str) -> tuple[Simulator, VirtualClock]:
    """A simulator whose processes are those that the samples tell of."""
    clock = VirtualClock(datetime(2026, 3, 2, 9, 15, tzinfo=UTC))
    simulator = Simulator(profile=profile, clock=clock)  # type: ignore[arg-type]
    for service in ("cora-rpa", "cora-ocr"):
        simulator.simulate(service, IDS[service], ["Completed"])
    simulator.simulate("listrak", "4711", ["ProcessingData", "ProcessingCompleted"], seconds_per_state=150)
    simulator.simulate("robusta", IDS["robusta"], ["SUCCEEDED"])
    simulator.simulate("coruson", IDS["coruson"], ["Imported"], outputs=REPORT)
    clock.sleep(600)
    return simulator, clock


@pytest.mark.parametrize(("service", "name"), CASES)
def test_the_answer_is_the_sample(service: str, name: str) -> None:
    simulator, _ = like_the_samples("documented")
    content_type, body = sample_answer(service, name)

    with simulator:
        reply = ask(simulator, service, admitted(simulator, service, sample(service, name)))

    assert (reply.status, reply.content_type, reply.body) == (200, content_type, body)


OBSERVED = {
    ("cora-rpa", "GetStatus.soap12"): (
        "application/soap+xml; charset=utf-8",
        (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
            '<soap:Body><GetStatusResponse xmlns="http://genpact.com/cora/orchestration/rpa/1.0.0/api/"><Output>'
            "<Status>Completed</Status><ErrorCode>NoError</ErrorCode>"
            "<ExternalContext>batch 4711</ExternalContext>"
            "</Output></GetStatusResponse></soap:Body></soap:Envelope>"
        ),
    ),
    ("listrak", "GetProcessStatus.soap11"): (
        "text/xml; charset=utf-8",
        (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
            '<soap:Body><GetProcessStatusResponse xmlns="http://webservices.listrak.com/v31/"><WSProcessStatus>'
            "<ProcessID>4711</ProcessID><ListID>88</ListID><ProcessName>Spring import</ProcessName>"
            "<ProcessStartTime>2026-03-02T09:15:00</ProcessStartTime>"
            "<ProcessCompleteTime>2026-03-02T09:17:30</ProcessCompleteTime>"
            "<Status>ProcessingCompleted</Status>"
            "</WSProcessStatus></GetProcessStatusResponse></soap:Body></soap:Envelope>"
        ),
    ),
    ("robusta", "GetProcessStatus.rest"): (
        "application/json",
        '{"status":"SUCCEEDED","message":"Your transaction has ended.","__out_x":"Username Surname"}',
    ),
    ("coruson", "ImportReportsStatus.rest"): (
        "application/json; charset=utf-8",
        (
            '{"ImportedReports":{"5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21":"R-1001"},'
            '"StatusDescription":"Reports imported","TotalReportsImported":1,"TotalReports":1}'
        ),
    ),
    ("coruson", "ImportReportsStatus.rest-xml"): (
        "application/xml",
        (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<ImportReportsStatusResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
            ' xmlns="http://schemas.servicestack.net/types"><StatusDescription>Reports imported</StatusDescription>'
            '<ResponseStatus i:nil="true" />'
            '<ImportedReports xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays">'
            "<d2p1:KeyValueOfguidstring><d2p1:Key>5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21</d2p1:Key>"
            "<d2p1:Value>R-1001</d2p1:Value></d2p1:KeyValueOfguidstring></ImportedReports>"
            "<TotalReportsImported>1</TotalReportsImported><TotalReports>1</TotalReports>"
            "</ImportReportsStatusResponse>"
        ),
    ),
    ("coruson", "ImportReportsStatus.soap12"): (
        "application/soap+xml",
        (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
            '<ImportReportsStatusResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
            ' xmlns="http://schemas.servicestack.net/types"><StatusDescription>Reports imported</StatusDescription>'
            '<ResponseStatus i:nil="true" />'
            '<ImportedReports xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays">'
            "<d2p1:KeyValueOfguidstring><d2p1:Key>5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21</d2p1:Key>"
            "<d2p1:Value>R-1001</d2p1:Value></d2p1:KeyValueOfguidstring></ImportedReports>"
            "<TotalReportsImported>1</TotalReportsImported><TotalReports>1</TotalReports>"
            "</ImportReportsStatusResponse></s:Body></s:Envelope>"
        ),
    ),
}


@pytest.mark.parametrize(("service", "name"), OBSERVED)
def test_the_answer_is_that_of_the_framework(service: str, name: str) -> None:
    simulator, _ = like_the_samples("observed")
    content_type, body = OBSERVED[service, name]

    with simulator:
        reply = ask(simulator, service, admitted(simulator, service, sample(service, name)))

    assert (reply.status, reply.content_type, reply.text) == (200, content_type, body)


def test_get_and_post_are_indented_by_asmx(observed: Simulator) -> None:
    for name in ("GetStatus.http-get", "GetStatus.http-post"):
        reply = ask(observed, "cora-ocr", sample("cora-ocr", name))

        assert (reply.status, reply.content_type) == (200, "text/xml; charset=utf-8")
        assert reply.header("Cache-Control") == "private, max-age=0"
        assert reply.text == (
            '<?xml version="1.0" encoding="utf-8"?>\r\n'
            '<BatchOutput xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
            ' xmlns="http://genpact.com/cora/orchestration/ocr/1.0.0/api/">\r\n'
            "  <Status>NotFound</Status>\r\n"
            "  <ErrorCode>NoError</ErrorCode>\r\n"
            "</BatchOutput>"
        )


def test_get_and_post_are_printed_as_on_the_page(documented: Simulator) -> None:
    for name in ("GetStatus.http-get", "GetStatus.http-post"):
        reply = ask(documented, "cora-rpa", sample("cora-rpa", name))

        assert (reply.status, reply.content_type) == (200, "text/xml; charset=utf-8")
        assert reply.text == (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<BatchOutput xmlns="http://genpact.com/cora/orchestration/rpa/1.0.0/api/">\n'
            "  <Status>NotFound</Status>\n"
            "  <ErrorCode>NoError</ErrorCode>\n"
            "</BatchOutput>"
        )


def test_every_answer_tells_the_date_and_the_server(either: Simulator) -> None:
    reply = ask(either, "cora-rpa", sample("cora-rpa", "GetStatus.http-get"))

    assert reply.header("Date") == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert reply.header("Server") == "ProcessStatusLibrary-simulator"
    assert reply.header("Content-Length") == str(len(reply.body))


def test_servicestack_adds_its_own_headers(documented: Simulator, observed: Simulator) -> None:
    for name in sample_names("coruson"):
        question = admitted(observed, "coruson", sample("coruson", name))

        reply = ask(observed, "coruson", question)
        assert (reply.header("Vary"), reply.header("X-Powered-By")) == ("Accept", "ServiceStack/4.0")
        reply = ask(documented, "coruson", question)
        assert (reply.header("Vary"), reply.header("X-Powered-By")) == (None, None)
