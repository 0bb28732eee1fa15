"""Clauses about the envelope and its headers: every verdict, with its words."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable

from .answers import EMPTY_RESULT, FAULT, HTML, SOAP_11, SOAP_12, Recipe, judged, other, result, text
from .soap_messages import MESSAGE, URI_11, URI_12, envelope, envelope_12, with_header

NO_TEXT_ENVELOPE = inconclusive("the reply is plain text, so there is no envelope")
BLOCK = '<t:Trace xmlns:t="urn:t"{}/>'
MUST = ' e:mustUnderstand="{}"'
STYLE = ' e:encodingStyle="urn:e"'
MESSAGE_AS = '<m xmlns="urn:m"{}/>'
PI = "<?render fast?>"


def version(received: str, title: str = "The envelope is of another version of SOAP", at: str = "Envelope") -> Finding:
    return fail(title, f"Envelope in the namespace '{URI_11}'", received, at)


def encoded(where: str) -> Finding:
    title = "The attribute encodingStyle stands where it must not"
    return fail(title, "no such attribute", "encodingStyle='urn:e'", where)


def soap_attribute(name: str, where: str) -> Finding:
    title = "An attribute of SOAP stands where none may"
    return fail(title, "no such attribute", f"the attribute '{name}'", where)


def understood(documented: str, received: str) -> Finding:
    return fail("mustUnderstand has another value", documented, f"'{received}'", "Envelope/Header/Trace")


MANDATORY = fail(
    "A header that nobody documents must be understood",
    "no such header",
    "the header '{urn:t}Trace' with mustUnderstand",
    "Envelope/Header/Trace",
)
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
DTD = fail("The message has a document type declaration", "none", "<!DOCTYPE", "before the root")
INSTRUCTION = fail("The message has a processing instruction", "none", "<?render")
NO_FLAG = not_applicable("no header says whether it must be understood")

TABLE: list[tuple[str, Recipe, Finding]] = [
    ("envelope.version", result(SOAP_11), PASSED),
    ("envelope.version", result(SOAP_12), PASSED),
    ("envelope.version", FAULT, PASSED),
    ("envelope.version", envelope(uri=URI_12), version(f"Envelope in the namespace '{URI_12}'")),
    ("envelope.version", envelope(uri="urn:draft"), version("Envelope in the namespace 'urn:draft'")),
    (
        "envelope.version",
        other(SOAP_11, MESSAGE),
        version(
            "GetStatusResponse in the namespace 'http://genpact.com/cora/orchestration/rpa/1.0.0/api/'",
            "The answer has no envelope",
            "GetStatusResponse",
        ),
    ),
    ("envelope.version", text("busy"), NO_TEXT_ENVELOPE),
    ("envelope.version", HTML, inconclusive("the reply is HTML, so there is no envelope")),
    ("envelope.no-dtd", result(SOAP_11), PASSED),
    ("envelope.no-dtd", envelope(before="<!DOCTYPE e:Envelope>"), DTD),
    ("envelope.no-dtd", envelope(before='<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE x [<!ENTITY y "z">]>'), DTD),
    ("envelope.no-dtd", envelope(before="<!-- <!DOCTYPE x> -->"), PASSED),
    ("envelope.no-dtd", envelope(f"<e:Body>{MESSAGE}<!-- <!DOCTYPE x> --></e:Body>"), PASSED),
    ("envelope.no-dtd", HTML, inconclusive("the reply is HTML, so there is no SOAP message")),
    ("envelope.no-processing-instructions", result(SOAP_11), PASSED),
    ("envelope.no-processing-instructions", envelope(before=PI), INSTRUCTION),
    ("envelope.no-processing-instructions", envelope(f"<e:Body>{MESSAGE}{PI}</e:Body>"), INSTRUCTION),
    ("envelope.no-processing-instructions", envelope(before='<?xml version="1.0"?>'), PASSED),
    ("envelope.no-processing-instructions", text("busy"), NO_TEXT_ENVELOPE),
    ("envelope.body", EMPTY_RESULT, PASSED),
    ("envelope.body", envelope(MESSAGE), fail("The envelope has not one Body", "one Body", "0 of them", "Envelope")),
    (
        "envelope.body",
        envelope(f"<e:Body>{MESSAGE}</e:Body><e:Body/>"),
        fail("The envelope has not one Body", "one Body", "2 of them", "Envelope"),
    ),
    ("envelope.header-first", envelope(with_header("")), PASSED),
    ("envelope.header-first", envelope(), PASSED),
    (
        "envelope.header-first",
        envelope(f"<e:Body>{MESSAGE}</e:Body><e:Header/>"),
        fail(
            "The Header is not the first child", "Header, if any, then Body", "a Header further on", "Envelope/Header"
        ),
    ),
    ("envelope.nothing-after-body", envelope(with_header("")), PASSED),
    ("envelope.nothing-after-body", envelope(f"<e:Body>{MESSAGE}</e:Body><e:Header/>"), PASSED),
    (
        "envelope.nothing-after-body",
        envelope(f'<e:Body>{MESSAGE}</e:Body><t xmlns="urn:t"/>'),
        fail("An element follows the Body", "nothing more", "the element '{urn:t}t'", "Envelope/t"),
    ),
    ("envelope.nothing-after-body", envelope(MESSAGE), inconclusive("there is no Body")),
    ("envelope.one-message", FAULT, PASSED),
    (
        "envelope.one-message",
        envelope("<e:Body/>"),
        fail("The Body does not hold one message", "one element", "nothing", "Envelope/Body"),
    ),
    (
        "envelope.one-message",
        envelope(f"<e:Body>{MESSAGE}{MESSAGE}</e:Body>"),
        fail("The Body does not hold one message", "one element", "2 elements", "Envelope/Body"),
    ),
    ("envelope.one-message", envelope(MESSAGE), inconclusive("there is no Body")),
    ("envelope.qualified-message", result(SOAP_12), PASSED),
    (
        "envelope.qualified-message",
        envelope("<e:Body><m/></e:Body>"),
        fail("A message is in no namespace", "an element in a namespace", "the element 'm'", "Envelope/Body/m"),
    ),
    ("envelope.qualified-message", envelope("<e:Body/>"), inconclusive("there is no message in a Body")),
    ("envelope.qualified-header", envelope(), PASSED),
    ("envelope.qualified-header", envelope(with_header(BLOCK.format(""))), PASSED),
    (
        "envelope.qualified-header",
        envelope_12(with_header("<t/>")),
        fail("A header is in no namespace", "an element in a namespace", "the element 't'", "Envelope/Header/t"),
    ),
    ("envelope.soap-attributes", envelope(attributes=STYLE), PASSED),  # another clause tells it
    ("envelope.soap-attributes", envelope(with_header(BLOCK.format(MUST.format("1")))), PASSED),
    (
        "envelope.soap-attributes",
        envelope(f"<e:Body{MUST.format('1')}>{MESSAGE}</e:Body>"),
        soap_attribute("mustUnderstand", "Envelope/Body"),
    ),
    ("envelope.soap-attributes", envelope_12(attributes=' e:role="urn:r"'), soap_attribute("role", "Envelope")),
    ("envelope.soap-attributes", envelope(attributes=' xml:lang="en"'), PASSED),
    ("envelope.encoding-style", envelope(), PASSED),
    ("envelope.encoding-style", envelope(attributes=STYLE), encoded("Envelope")),
    ("envelope.encoding-style", envelope_12(f"<e:Body{STYLE}>{MESSAGE}</e:Body>"), encoded("Envelope/Body")),
    ("envelope.encoding-style", envelope(f"<e:Body>{MESSAGE_AS.format(STYLE)}</e:Body>"), PASSED),
    ("envelope.encoding-style.message", envelope(), PASSED),
    ("envelope.encoding-style.message", envelope(attributes=STYLE), PASSED),
    (
        "envelope.encoding-style.message",
        envelope(f"<e:Body>{MESSAGE_AS.format(STYLE)}</e:Body>"),
        fail("The message has the attribute encodingStyle", "no such attribute", "'urn:e'", "Envelope/Body/m"),
    ),
    ("envelope.encoding-style.message", envelope("<e:Body/>"), inconclusive("there is no message in a Body")),
    ("envelope.array-type", envelope(), PASSED),
    (
        "envelope.array-type",
        envelope(f'<e:Body><m xmlns="urn:m"><n xmlns:c="{ENCODING}" c:arrayType="x[1]"/></m></e:Body>'),
        fail("The attribute arrayType of SOAP's encoding", "no such attribute", "'x[1]'", "Envelope/Body/m/n"),
    ),
    ("envelope.must-understand", envelope(), NO_FLAG),
    ("envelope.must-understand", envelope(with_header(BLOCK.format(""))), NO_FLAG),
    ("envelope.must-understand", envelope(with_header(BLOCK.format(MUST.format("0")))), PASSED),
    ("envelope.must-understand", envelope_12(with_header(BLOCK.format(MUST.format("true")))), PASSED),
    (
        "envelope.must-understand",
        envelope(with_header(BLOCK.format(MUST.format("true")))),
        understood("'0' or '1'", "true"),
    ),
    (
        "envelope.must-understand",
        envelope_12(with_header(BLOCK.format(MUST.format("yes")))),
        understood("'1', 'true', '0' or 'false'", "yes"),
    ),
    ("envelope.mandatory-header", envelope(), PASSED),
    ("envelope.mandatory-header", envelope(with_header(BLOCK.format(MUST.format("0")))), PASSED),
    ("envelope.mandatory-header", envelope(with_header(BLOCK.format(MUST.format("yes")))), PASSED),
    ("envelope.mandatory-header", envelope(with_header(BLOCK.format(MUST.format("1")))), MANDATORY),
    ("envelope.mandatory-header", envelope_12(with_header(BLOCK.format(MUST.format("true")))), MANDATORY),
    ("envelope.mandatory-header", text("busy"), NO_TEXT_ENVELOPE),
]


@pytest.mark.parametrize(("clause", "recipe", "finding"), TABLE)
def test_envelope(clause: str, recipe: Recipe, finding: Finding) -> None:
    assert judged(clause, recipe) == finding
