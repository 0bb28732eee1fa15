"""SOAP messages written by hand, part by part, in the place of a sample's answer."""

from __future__ import annotations

from .answers import SOAP_11, SOAP_12, Recipe, other

URI_11 = "http://schemas.xmlsoap.org/soap/envelope/"
URI_12 = "http://www.w3.org/2003/05/soap-envelope"
MESSAGE = '<GetStatusResponse xmlns="http://genpact.com/cora/orchestration/rpa/1.0.0/api/"/>'
SERVER_ERROR = "500 Internal Server Error"


def envelope(
    content: str = f"<e:Body>{MESSAGE}</e:Body>",
    *,
    uri: str = URI_11,
    over: str = SOAP_11,
    attributes: str = "",
    status: str = "200 OK",
    before: str = "",
) -> Recipe:
    """An envelope with some content; `over` is the sample whose binding it comes over."""
    body = f'{before}<e:Envelope xmlns:e="{uri}"{attributes}>{content}</e:Envelope>'
    kind = "text/xml" if over == SOAP_11 else "application/soap+xml"
    return other(over, body, status, f"{kind}; charset=utf-8")


def envelope_12(content: str = f"<e:Body>{MESSAGE}</e:Body>", *, attributes: str = "") -> Recipe:
    """An envelope of SOAP 1.2 over SOAP 1.2."""
    return envelope(content, uri=URI_12, over=SOAP_12, attributes=attributes)


def with_header(blocks: str) -> str:
    """The content of an envelope with a Header."""
    return f"<e:Header>{blocks}</e:Header><e:Body>{MESSAGE}</e:Body>"


CODE_11 = "<faultcode>e:Client</faultcode>"
TEXT_11 = "<faultstring>No.</faultstring>"
CODE_12 = "<e:Code><e:Value>e:Sender</e:Value></e:Code>"
TEXT_12 = '<e:Reason><e:Text xml:lang="en">No.</e:Text></e:Reason>'


def fault_11(parts: str = CODE_11 + TEXT_11, *, status: str = SERVER_ERROR, over: str = SOAP_11) -> Recipe:
    """A fault of SOAP 1.1."""
    return envelope(f"<e:Body><e:Fault>{parts}</e:Fault></e:Body>", status=status, over=over)


def fault_12(
    parts: str = CODE_12 + TEXT_12, *, status: str = "400 Bad Request", header: str = "", over: str = SOAP_12
) -> Recipe:
    """A fault of SOAP 1.2."""
    head = f"<e:Header>{header}</e:Header>" if header else ""
    return envelope(f"{head}<e:Body><e:Fault>{parts}</e:Fault></e:Body>", uri=URI_12, over=over, status=status)


def code_11(code: str) -> str:
    """The parts of a fault of SOAP 1.1 with another code."""
    return f"<faultcode>{code}</faultcode>{TEXT_11}"


def code_12(code: str) -> str:
    """The parts of a fault of SOAP 1.2 with another code."""
    return f"<e:Code><e:Value>{code}</e:Value></e:Code>{TEXT_12}"
