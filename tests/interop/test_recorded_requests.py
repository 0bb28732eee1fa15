"""The requests that a real ASMX runtime answered, sent to the simulator: it must answer the same.

What is compared: the status, the media type, how long the answer may be cached, and what the body says. The recordings
hold stack traces, which a stranger does not get to see; they and the names of exceptions are left out.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.simulator import Simulator

from ..captures import Capture, Message, captures

STATES = ["Queued", "ProcessingInput", "WaitingForOutput", "Completed", "Aborted", "Failed", "NotFound"]
ELSEWHERE = ("fault-", "context-", "life-", "conn-", "frame-", "enc-")
"""Exchanges that are about the recorded service's own whims, or about its web server."""

DIFFERENT = {
    "doc-disco": "no discovery document",
    "doc-disco-uppercase": "no discovery document",
    "doc-schema": "no single schemas",
    "doc-wsdl-xml-single": "no single descriptions",
    "state-post-6005": "the id over POST is a hook of the recorded service",
    "state-post-6103": "the id over POST is a hook of the recorded service",
    "state-post-6204": "the id over POST is a hook of the recorded service",
    "err-ctype-json": "ASP.NET AJAX takes JSON for a script call",
    "err-xml12-truncated": "the XML parser words it differently",
    "method-foo-asmx": "llhttp refuses a method that nobody registered",
    "method-foo-op": "llhttp refuses a method that nobody registered",
    "path-lowercase": "IIS does not tell paths by case",
    "path-uppercase": "IIS does not tell paths by case",
    "path-ext-uppercase": "IIS does not tell paths by case",
    "path-get-lowercase": "IIS does not tell paths by case",
    "path-no-ext": "the web server's own page",
    "path-missing-service": "the web server's own page",
    "path-double-slash": "the web server's own reading of a path",
    "path-post-op-json": "ASP.NET AJAX takes JSON for a script call",
}


FAULT = re.compile(r"<(?:faultcode|soap:Value)>([^<]+)<.*?<(?:faultstring|soap:Text[^>]*)>([^<]+)<(.*)", re.DOTALL)


def cases() -> list[Capture]:
    """The exchanges that the simulator should answer in the same way."""
    return [
        capture
        for capture in captures()
        if capture.response is not None
        and not capture.name.startswith(ELSEWHERE)
        and "InstanceId=" not in capture.request.first_line
    ]


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator("cora-rpa", profile="observed") as simulator:
        codes = load_contract("cora-rpa").allowed("GetStatus", "ErrorCode")
        for number, state in enumerate(STATES):
            simulator.simulate("cora-rpa", str(6000 + number), [state], error_code="NoError")
        for number, code in enumerate(codes):
            simulator.simulate("cora-rpa", str(6100 + number), ["Failed"], error_code=code)
            simulator.simulate("cora-rpa", str(6200 + number), ["Aborted"], error_code=code)
        simulator.simulate("cora-rpa", "6300", ["Completed"], error_code="InternalError")
        yield simulator


def sent(simulator: Simulator, data: bytes) -> Message:
    """Sends the recorded bytes."""
    with socket.create_connection(("127.0.0.1", simulator.port), timeout=10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
    return Message.parse(received)


def gist(message: Message) -> tuple[str, ...]:
    """What a body says: a fault, a status, a page, or the first line of a text."""
    text = message.body.decode("utf-8", "replace")
    if "Fault>" in text:
        found = re.search(
            r"<(?:faultcode|soap:Value)>([^<]+)<.*?<(?:faultstring|soap:Text[^>]*)>([^<]+)<(.*)",
            text,
            re.DOTALL,
        )
        assert found
        lines = [line for line in found[2].splitlines() if not line.startswith(("  at ", "   ---"))]
        words = re.sub(r"(^|---&gt; )[A-Za-z.]+Exception: ", r"\1", " ".join(lines)).strip().rstrip(".")
        return found[1], words, "detail" if re.search("[dD]etail />", found[3]) else ""
    members = re.findall(r"<(?:Status|ErrorCode)>(\w+)<", text)
    if members:
        return tuple(members)
    if "<html" in text:
        return ("a page",)
    return (re.sub(r"^[A-Za-z.]+Exception: ", "", text).partition("\n")[0].rstrip("\r"),)


@pytest.mark.parametrize("capture", cases(), ids=lambda capture: capture.name)
def test_the_answer_is_the_recorded_one(simulator: Simulator, capture: Capture) -> None:
    answer = sent(simulator, capture.request_bytes)
    recorded = capture.response
    assert recorded is not None

    said, expected = (
        (message.first_line[9:12], message.media_type, message.header("Cache-Control"), gist(message))
        for message in (answer, recorded)
    )

    if capture.name in DIFFERENT:
        assert said != expected, "It has become the same: it must leave the list."
    else:
        assert said == expected


def test_the_list_of_differences_names_exchanges() -> None:
    assert set(DIFFERENT) <= {capture.name for capture in cases()}
