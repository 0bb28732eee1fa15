"""Clauses about the header blocks of an answer, and about SOAP's own encoding, which documented messages never use."""

from __future__ import annotations

from ...schemas.xml_parsing import Element, namespace, path_of
from ...wording import listing, quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive, not_applicable
from ..scope import SOAP, SOAP_11
from ..situation import EVERY_SITUATION
from .soap import SOAP_11 as VERSION_11
from .soap import entries, of_envelope, version_of

ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
_TRUE = ("1", "true")
_BOOLEANS = (*_TRUE, "0", "false")


def _flags(envelope: Element) -> list[tuple[Element, str]]:
    """The headers that say whether they must be understood, with what they say."""
    name = f"{{{namespace(envelope)}}}mustUnderstand"
    return [(block, block.attrib[name].strip()) for block in entries(envelope, "Header") if name in block.attrib]


def _must_understand(envelope: Element) -> Finding:
    flags = _flags(envelope)
    if not flags:
        return not_applicable("no header says whether it must be understood")
    allowed = ("0", "1") if version_of(envelope) == VERSION_11 else _BOOLEANS
    wrong = [(block, value) for block, value in flags if value not in allowed]
    if not wrong:
        return PASSED
    block, value = wrong[0]
    return fail("mustUnderstand has another value", listing(allowed), quote(value), path_of(block))


def _mandatory_header(envelope: Element) -> Finding:
    demanding = [block for block, value in _flags(envelope) if value in _TRUE]
    if not demanding:
        return PASSED
    received = f"the header {quote(demanding[0].tag)} with mustUnderstand"
    return fail("A header that nobody documents must be understood", "no such header", received, path_of(demanding[0]))


def _array_type(envelope: Element) -> Finding:
    name = f"{{{ENCODING}}}arrayType"
    found = [element for element in envelope.iter("*") if name in element.attrib]
    if not found:
        return PASSED
    return fail(
        "The attribute arrayType of SOAP's encoding", "no such attribute", quote(found[0].get(name)), path_of(found[0])
    )


def _encoded_message(envelope: Element) -> Finding:
    messages = entries(envelope, "Body")
    if not messages:
        return inconclusive("there is no message in a Body")
    name = f"{{{namespace(envelope)}}}encodingStyle"
    found = [message for message in messages if name in message.attrib]
    if not found:
        return PASSED
    return fail(
        "The message has the attribute encodingStyle", "no such attribute", quote(found[0].get(name)), path_of(found[0])
    )


SOAP_BLOCK_CLAUSES = (
    Clause(
        id="envelope.must-understand",
        title="mustUnderstand is 0 or 1 in SOAP 1.1, a truth value in SOAP 1.2.",
        level="standard",
        source="SOAP 1.1 section 4.2.3, WS-I BP 1.1 R1013; SOAP 1.2 part 1 section 5.2.3",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_must_understand),
    ),
    Clause(
        id="envelope.mandatory-header",
        title="No header that nobody documents must be understood.",
        level="inferred",
        source="SOAP 1.1 section 4.2.3, SOAP 1.2 part 1 section 2.4: a client of the page could not go on",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_mandatory_header),
    ),
    Clause(
        id="envelope.encoding-style.message",
        title="The message in the Body has no attribute encodingStyle.",
        level="standard",
        source="WS-I BP 1.1 R1006",
        situations=EVERY_SITUATION,
        scope=SOAP_11,
        judge=of_envelope(_encoded_message),
    ),
    Clause(
        id="envelope.array-type",
        title="No element has the attribute arrayType of SOAP's encoding.",
        level="standard",
        source="WS-I BP 1.1 R2113",
        situations=EVERY_SITUATION,
        scope=SOAP_11,
        judge=of_envelope(_array_type),
    ),
)
