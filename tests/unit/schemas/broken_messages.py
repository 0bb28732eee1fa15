"""Answers broken on purpose: each is a sample with one thing changed that its schema does not allow."""

from __future__ import annotations

from dataclasses import dataclass

CORA_11 = "cora-rpa-GetStatus-soap11"
CORA_12 = "cora-ocr-GetStatus-soap12"
CORA_GET = "cora-rpa-GetStatus-http-get"
CORA_POST = "cora-ocr-GetStatus-http-post"
LISTRAK_11 = "listrak-GetProcessStatus-soap11"
LISTRAK_12 = "listrak-GetProcessStatus-soap12"
CORUSON_12 = "coruson-ImportReportsStatus-soap12"
CORUSON_XML = "coruson-ImportReportsStatus-rest-xml"

STATUS = "<Status>Completed</Status>"
ERROR_CODE = "<ErrorCode>NoError</ErrorCode>"
CONTEXT = "<ExternalContext>batch 4711</ExternalContext>"
START = "<ProcessStartTime>2026-03-02T09:15:00</ProcessStartTime>"
COMPLETE = "<ProcessCompleteTime>2026-03-02T09:17:30</ProcessCompleteTime>"
KEY = "<d2p1:Key>5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21</d2p1:Key>"
VALUE = "<d2p1:Value>R-1001</d2p1:Value>"
TOTAL = "<TotalReports>1</TotalReports>"
SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


@dataclass(frozen=True)
class Broken:
    """A sample with some of its text replaced."""

    name: str
    sample: str
    changes: tuple[tuple[str, str], ...]


def broken(name: str, sample: str, *changes: tuple[str, str]) -> Broken:
    """Writes an entry of the tables below."""
    return Broken(name, sample, changes)


CORA = [
    broken("a state outside the list", CORA_11, (STATUS, "<Status>Complete</Status>")),
    broken("an error code outside the list", CORA_12, (ERROR_CODE, "<ErrorCode>None</ErrorCode>")),
    broken("no state", CORA_11, (STATUS, "")),
    broken("no error code", CORA_12, (ERROR_CODE, "")),
    broken("no member at all", CORA_11, (STATUS, ""), (ERROR_CODE, ""), (CONTEXT, "")),
    broken("an element more at the end", CORA_11, (CONTEXT, f"{CONTEXT}<More>1</More>")),
    broken("an element more at the start", CORA_12, ("<Output>", "<Output><New />")),
    broken("two members in each other's place", CORA_11, (STATUS, ""), (ERROR_CODE, ERROR_CODE + STATUS)),
    broken("the state twice", CORA_12, (STATUS, STATUS + STATUS)),
    broken("the context twice", CORA_11, (CONTEXT, CONTEXT + CONTEXT)),
    broken("a member renamed", CORA_11, (STATUS, "<State>Completed</State>")),
    broken("a member in small letters", CORA_12, (STATUS, "<status>Completed</status>")),
    broken("another namespace of the answer", CORA_11, ("rpa/1.0.0/api/", "rpa/1.0.0/api")),
    broken("another namespace of a member", CORA_12, (STATUS, '<Status xmlns="urn:x">Completed</Status>')),
    broken("a member in no namespace", CORA_11, (STATUS, '<Status xmlns="">Completed</Status>')),
    broken("a nil state", CORA_11, (STATUS, '<Status xsi:nil="true" />')),
    broken("a nil result where none is declared", CORA_12, ("<Output>", '<Output xsi:nil="true">')),
    broken("a nil context", CORA_11, (CONTEXT, '<ExternalContext xsi:nil="true" />')),
    broken("an element inside a text", CORA_11, (CONTEXT, "<ExternalContext><b /></ExternalContext>")),
    broken("text between members", CORA_12, (STATUS, f"{STATUS}and then")),
    broken("an attribute of the answer", CORA_11, ("<GetStatusResponse ", '<GetStatusResponse a="1" ')),
    broken("a second element in the body", CORA_11, ("</GetStatusResponse>", "</GetStatusResponse><x />")),
    broken("a second body", CORA_11, ("</soap:Body>", "</soap:Body><soap:Body />")),
    broken("a header after the body", CORA_11, ("</soap:Body>", "</soap:Body><soap:Header />")),
    broken("a header in no namespace", CORA_11, ("<soap:Body>", "<soap:Header><x /></soap:Header><soap:Body>")),
    broken("an attribute of the body", CORA_11, ("<soap:Body>", '<soap:Body id="1">')),
    broken("the envelope of SOAP 1.2", CORA_11, (SOAP_11, SOAP_12)),
    broken("the envelope of SOAP 1.1", CORA_12, (SOAP_12, SOAP_11)),
    broken("HTTP GET: a state outside the list", CORA_GET, (STATUS, "<Status>Complete</Status>")),
    broken("HTTP GET: no state", CORA_GET, (STATUS, "")),
    broken("HTTP POST: an element more", CORA_POST, (CONTEXT, f"{CONTEXT}<More>1</More>")),
    broken("HTTP POST: another namespace", CORA_POST, ("ocr/1.0.0/api/", "rpa/1.0.0/api/")),
]
LISTRAK = [
    broken("a state of another service", LISTRAK_11, ("ProcessingCompleted", "Completed")),
    broken("words for an int", LISTRAK_12, ("<ProcessID>4711<", "<ProcessID>abc<")),
    broken("an int too large", LISTRAK_11, (">88<", ">2147483648<")),
    broken("an int too small", LISTRAK_12, (">88<", ">-2147483649<")),
    broken("an int with a point", LISTRAK_11, (">88<", ">88.0<")),
    broken("an empty int", LISTRAK_12, (">88<", "><")),
    broken("words for a time", LISTRAK_11, (START, "<ProcessStartTime>yesterday</ProcessStartTime>")),
    broken("a day that is not in the calendar", LISTRAK_12, ("2026-03-02T09:15:00", "2026-02-30T09:15:00")),
    broken("a time with a space", LISTRAK_11, ("2026-03-02T09:15:00", "2026-03-02 09:15:00")),
    broken("an empty time", LISTRAK_12, ("2026-03-02T09:17:30", "")),
    broken("no list", LISTRAK_11, ("<ListID>88</ListID>", "")),
    broken("no time of completion", LISTRAK_12, (COMPLETE, "")),
    broken("the times in each other's place", LISTRAK_11, (START, ""), (COMPLETE, COMPLETE + START)),
    broken("a nil int", LISTRAK_12, ("<ListID>88</ListID>", '<ListID xsi:nil="true" />')),
    broken("a nil result with content", LISTRAK_11, ("<WSProcessStatus>", '<WSProcessStatus xsi:nil="true">')),
]
CORUSON = [
    broken("words for a counter", CORUSON_12, (TOTAL, "<TotalReports>one</TotalReports>")),
    broken("no counter", CORUSON_XML, (TOTAL, "")),
    broken("a nil counter", CORUSON_12, (TOTAL, '<TotalReports i:nil="true" />')),
    broken("a key that is no Guid", CORUSON_12, (KEY, KEY.replace("5c0e4f0a", "R0000001"))),
    broken("a key without dashes", CORUSON_XML, (KEY, KEY.replace("-", ""))),
    broken("an entry without a value", CORUSON_12, (VALUE, "")),
    broken("an entry without a key", CORUSON_XML, (KEY, "")),
    broken("an entry with more", CORUSON_12, (VALUE, f"{VALUE}<d2p1:More />")),
    broken("another namespace of the entries", CORUSON_XML, ("2003/10/Serialization/Arrays", "2004/07/Arrays")),
    broken("a member more", CORUSON_12, (TOTAL, f"{TOTAL}<State>Imported</State>")),
]
BROKEN = [*CORA, *LISTRAK, *CORUSON]

HEADER = '<soap:Header><x xmlns="u" /></soap:Header>'
PREFIXES = (("soap:", "s:"), ("xmlns:soap", "xmlns:s"))
VALID = [
    broken("another prefix", CORA_11, *PREFIXES),
    broken("no context", CORA_11, (CONTEXT, "")),
    broken("an empty context", CORA_12, (CONTEXT, "<ExternalContext />")),
    broken("no output", CORA_GET, (CONTEXT, "")),
    broken("a header of another namespace", CORA_11, ("<soap:Body>", f"{HEADER}<soap:Body>")),
    broken("a comment and an instruction", CORA_12, ("<soap12:Body>", "<!-- c --><?x y?><soap12:Body>")),
    broken("an int with a sign and zeros", LISTRAK_11, (">88<", ">+0088<")),
    broken("an int between spaces", LISTRAK_12, (">88<", "> 88 <")),
    broken("a character reference in an int", LISTRAK_11, (">88<", ">&#56;8<")),
    broken("a time with zone and fraction", LISTRAK_12, ("2026-03-02T09:17:30", "2026-03-02T09:17:30.1234567Z")),
    broken("a nil value", CORUSON_12, (VALUE, '<d2p1:Value i:nil="true" />')),
    broken("no status of the response", CORUSON_XML, ('<ResponseStatus i:nil="true" />', "")),
]
