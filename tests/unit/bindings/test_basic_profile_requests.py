"""Our own requests keep what WS-I Basic Profile 1.1 and SOAP ask of whoever sends: the evidence is above suspicion."""

from __future__ import annotations

import pytest
from lxml import etree

from ProcessStatusLibrary.transport.exchange import HttpRequest

from .samples import Sample, documented_request, samples

SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
WSDL_SOAP = "{http://schemas.xmlsoap.org/wsdl/soap/}"
ENVELOPES = {"soap11": SOAP_11, "soap12": SOAP_12}

over_soap_11 = [found for found in samples("request") if found.slug == "soap11"]
over_soap = [found for found in samples("request") if found.slug in ENVELOPES]
each_11 = pytest.mark.parametrize("sample", over_soap_11, ids=lambda sample: sample.name)
each = pytest.mark.parametrize("sample", over_soap, ids=lambda sample: sample.name)


def envelope(request: HttpRequest) -> etree._Element:
    return etree.fromstring(request.body)


def wsdl_operation(sample: Sample) -> etree._Element:
    """The operation in the binding of SOAP 1.1, in the description that is shipped."""
    (path,) = sample.path.parent.parent.glob("*.wsdl")
    for binding in etree.parse(path).iter(f"{WSDL}binding"):
        if binding.find(f"{WSDL_SOAP}binding") is not None:
            return next(o for o in binding.iter(f"{WSDL}operation") if o.get("name") == sample.operation)
    raise AssertionError(f"{path.name} has no binding of SOAP 1.1")


@each
def test_a_request_is_posted(sample: Sample) -> None:
    """R1132, SOAP 1.2 part 2 section 7.4."""
    assert documented_request(sample).method == "POST"


@each_11
def test_the_soap_action_is_that_of_the_wsdl_and_quoted(sample: Sample) -> None:
    """R1109, R2744."""
    declared = wsdl_operation(sample).find(f"{WSDL_SOAP}operation")
    assert declared is not None

    assert documented_request(sample).header("SOAPAction") == f'"{declared.get("soapAction")}"'


@each
def test_a_request_is_in_utf_8_and_says_so(sample: Sample) -> None:
    """R1012."""
    request = documented_request(sample)

    assert request.body.decode("utf-8").startswith('<?xml version="1.0" encoding="utf-8"?>')
    assert request.header("Content-Type").lower().replace(" ", "").endswith(";charset=utf-8")


def declared_headers(operation: etree._Element) -> list[str]:
    """The local names of the elements that the description puts into the header of a request."""
    found = []
    for row in operation.findall(f"{WSDL}input/{WSDL_SOAP}header"):
        message = str(row.get("message")).rpartition(":")[2]
        path = f"{WSDL}message[@name='{message}']/{WSDL}part[@name='{row.get('part')}']"
        part = operation.getroottree().find(path)
        assert part is not None
        found.append(str(part.get("element")).rpartition(":")[2])
    return found


@each_11
def test_every_header_of_the_wsdl_is_sent(sample: Sample) -> None:
    """R2738."""
    header = envelope(documented_request(sample)).find(f"{{{SOAP_11}}}Header")
    assert header is not None

    assert [etree.QName(block).localname for block in header] == declared_headers(wsdl_operation(sample)) != []


@each
def test_a_request_is_an_envelope_and_nothing_but_header_and_body(sample: Sample) -> None:
    """R9980, R1011, R1032, R1005, R1006, R1008, R1009, R1013, R1014, R2113 and their counterparts in SOAP 1.2."""
    uri = ENVELOPES[sample.slug]
    root = envelope(documented_request(sample))
    parts = [str(child.tag) for child in root]

    assert root.tag == f"{{{uri}}}Envelope"
    assert parts in ([f"{{{uri}}}Header", f"{{{uri}}}Body"], [f"{{{uri}}}Body"])
    assert len(root[-1]) == 1
    assert not root.getroottree().docinfo.doctype
    assert [n for n in root.iter() if not isinstance(n.tag, str) or not n.tag.startswith("{")] == []
    assert [name for node in root.iter() for name in node.attrib if str(name).startswith(f"{{{uri}}}")] == []
