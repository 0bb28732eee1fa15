"""The recorded answers of a real ASMX runtime, cut into groups by what their index says.

The package has no part in the cutting: what it makes of an answer is for the tests to hold against the group.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.reply import Reply, read_reply
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

from ...captures import Capture, captures

CONTRACT = load_contract("cora-rpa")
STATES = ("Queued", "ProcessingInput", "WaitingForOutput", "Completed", "Aborted", "Failed", "NotFound")
# The runtime writes character references that XML forbids: a reader of XML cannot see the state that is there.
FORBIDDEN_CHARACTERS = {
    "context-soap11-7006": "invalid xmlChar value 7, line 1, column 389",
    "context-soap12-7006": "invalid xmlChar value 7, line 1, column 387",
    "context-get-7006": "invalid xmlChar value 7, line 5, column 29",
    "context-soap11-7012": "invalid xmlChar value 65535, line 1, column 401",
    "context-soap12-7012": "invalid xmlChar value 65535, line 1, column 399",
    "context-get-7012": "invalid xmlChar value 65535, line 5, column 41",
}
NULL_RESULTS = {
    "fault-soap11-8009": "no Output",
    "fault-soap12-8009": "no Output",
    "fault-get-8009": "xsi:nil",
    "fault-post-8009": "xsi:nil",
}
WSDL = "the element '{http://schemas.xmlsoap.org/wsdl/}definitions' where 'GetStatusResponse' is documented"
DISCO = "the element '{http://schemas.xmlsoap.org/disco/}discovery' where 'GetStatusResponse' is documented"
DOCUMENTS = {
    "doc-wsdl": WSDL,
    "doc-wsdl-lowercase": WSDL,
    "enc-accept-gzip-wsdl": WSDL,
    "doc-disco": DISCO,
    "doc-disco-uppercase": DISCO,
    "path-post-op-json": "JSON, which is not documented here",
}


def reply_to(capture: Capture, binding: str = "") -> Reply:
    """What is made of a recorded answer; read by a binding, or else by the one that the request means."""
    response = capture.response
    assert response is not None
    version, _, rest = response.first_line.partition(" ")
    code, _, reason = rest.partition(" ")
    answer = HttpResponse(int(code), reason, response.headers, response.body, version)
    method, target, _ = [*capture.request.first_line.split(" "), "", ""][:3]
    request = HttpRequest(method, f"http://recorded{target}", capture.request.headers, capture.request.body)
    exchange = Exchange(request, answer, datetime.now(UTC), 0.0)
    return read_reply(CONTRACT, "GetStatus", binding or capture.binding or "SOAP 1.1", "", exchange)


def group(capture: Capture) -> str:
    """The kind of answer in the words of the index."""
    says = capture.index.says
    rows = [
        ("no bytes", capture.response is None),
        ("empty", says == "-"),
        ("forbidden characters", capture.name in FORBIDDEN_CHARACTERS),
        ("result", says.split(" / ")[0] in STATES),
        ("fault", says.startswith("soap:")),
        ("title", says.startswith("html: ")),
        ("html", says.startswith("<html>")),
        ("text", capture.index.content_type.startswith("text/plain")),
        ("null result", capture.name in NULL_RESULTS),
        ("document", capture.name in DOCUMENTS),
    ]
    return next((name for name, holds in rows if holds), "nothing that is known here")


def each(name: str) -> pytest.MarkDecorator:
    """All captures of a group."""
    chosen = [capture for capture in captures() if group(capture) == name]
    return pytest.mark.parametrize("capture", chosen, ids=lambda capture: capture.name)
