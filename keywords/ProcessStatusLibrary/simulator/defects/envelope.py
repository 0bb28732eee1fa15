"""Defects of the SOAP envelope: another version, parts that are missing, doubled or in the wrong place."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from ..drafts import Draft
from ..envelopes import NAMESPACES, VERSIONS
from ..xml_reading import Element, namespace
from .defect import Defect, Drawn, Where
from .documents import is_xml, remove_element
from .exchange import Exchange
from .where import over_soap, over_soap_11, over_soap_12
from .xml_edits import moved

DRAFT_OF_2002 = "http://www.w3.org/2002/06/soap-envelope"
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
TRACE = "urn:example:trace"


def _on_envelope(change: Callable[[Element, str], Element | None], results_only: bool = False) -> Drawn:
    """Makes a change to the envelope, by its namespace; what the change returns takes its place."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:  # noqa: ARG001
        if not is_xml(draft) or namespace(draft.document) not in VERSIONS or (results_only and draft.kind == "fault"):
            return draft
        made = change(draft.document, namespace(draft.document))
        return draft if made is None else replace(draft, document=made)

    return drawn


def _in_version(uri: str) -> Drawn:
    return _on_envelope(lambda envelope, old: moved(envelope, old, uri))


def _on_message(change: Callable[[Element, Element], Element | None], results_only: bool = False) -> Drawn:
    """Makes a change to the Body and the message in it; another defect may have taken either away."""

    def with_message(envelope: Element, uri: str) -> Element | None:
        body = next(envelope.iterchildren(f"{{{uri}}}Body"), None)
        message = next(body.iterchildren("*"), None) if body is not None else None
        return None if body is None or message is None else change(body, message)

    return _on_envelope(with_message, results_only)


def _header(envelope: Element, uri: str) -> Element:
    header = next(envelope.iterchildren(f"{{{uri}}}Header"), None)
    if header is None:
        header = envelope.makeelement(f"{{{uri}}}Header")
        envelope.insert(0, header)
    return header


def _block(envelope: Element, uri: str, must_understand: str) -> None:
    block = etree.SubElement(_header(envelope, uri), f"{{{TRACE}}}Trace", nsmap={"trace": TRACE})
    block.set(f"{{{uri}}}mustUnderstand", must_understand)


def _nameless_block(envelope: Element, uri: str) -> None:
    etree.SubElement(_header(envelope, uri), "Trace").text = "1"


def _bare(body: Element, message: Element) -> Element:  # noqa: ARG001
    return deepcopy(message)


def _no_body(body: Element, message: Element) -> None:
    body.addprevious(message)
    remove_element(body)


def _empty_body(body: Element, message: Element) -> None:
    body.remove(message)
    body.text = None


def _two_messages(body: Element, message: Element) -> None:
    body.append(deepcopy(message))


def _after_body(envelope: Element, uri: str) -> None:  # noqa: ARG001
    etree.SubElement(envelope, f"{{{TRACE}}}Trace", nsmap={"trace": TRACE}).text = "1"


def _late_header(envelope: Element, uri: str) -> None:
    header = _header(envelope, uri)
    envelope.remove(header)
    envelope.append(header)
    etree.SubElement(header, f"{{{TRACE}}}Trace", nsmap={"trace": TRACE}).text = "1"


def _encoded_envelope(envelope: Element, uri: str) -> None:
    envelope.set(f"{{{uri}}}encodingStyle", ENCODING)


def _encoded_message(body: Element, message: Element) -> None:
    message.set(f"{{{namespace(body)}}}encodingStyle", ENCODING)


def _array_type(body: Element, message: Element) -> None:  # noqa: ARG001
    message.set(f"{{{ENCODING}}}arrayType", "xsd:string[1]")


def _body_attribute(body: Element, message: Element) -> None:  # noqa: ARG001
    body.set(f"{{{namespace(body)}}}mustUnderstand", "1")


def _defect(name: str, title: str, drawn: Drawn, where: Where = over_soap) -> Defect:
    return Defect(name, title, "envelope", where=where, drawn=drawn)


DEFECTS = (
    _defect("no-envelope", "The answer comes without its envelope.", _on_message(_bare)),
    _defect("no-body", "The message stands in the envelope without a Body around it.", _on_message(_no_body)),
    _defect("empty-body", "The Body of the envelope is empty.", _on_message(_empty_body)),
    _defect("two-messages", "The Body holds the answer twice.", _on_message(_two_messages, results_only=True)),
    _defect("element-after-body", "Another element follows the Body.", _on_envelope(_after_body)),
    _defect("header-after-body", "The Header follows the Body.", _on_envelope(_late_header)),
    _defect(
        "encoding-style-on-envelope", "The envelope has the attribute encodingStyle.", _on_envelope(_encoded_envelope)
    ),
    _defect(
        "encoding-style-on-message",
        "The message in the Body has the attribute encodingStyle.",
        _on_message(_encoded_message, results_only=True),
    ),
    _defect(
        "array-type",
        "The message in the Body has the attribute arrayType of SOAP's encoding.",
        _on_message(_array_type, results_only=True),
    ),
    _defect("soap-attribute-on-body", "The Body has an attribute of the SOAP namespace.", _on_message(_body_attribute)),
    _defect(
        "must-understand-header",
        "The answer has a header that nobody documents and everybody must understand.",
        _on_envelope(lambda envelope, uri: _block(envelope, uri, "1")),
    ),
    _defect(
        "must-understand-in-words",
        "A header of the answer must be understood, in a word that is no truth value.",
        _on_envelope(lambda envelope, uri: _block(envelope, uri, "yes")),
    ),
    _defect("unqualified-header", "A header of the answer is in no namespace.", _on_envelope(_nameless_block)),
    _defect(
        "envelope-of-soap-11",
        "A request in SOAP 1.2 is answered in an envelope of SOAP 1.1.",
        _in_version(NAMESPACES["1.1"]),
        over_soap_12,
    ),
    _defect(
        "envelope-of-soap-12",
        "A request in SOAP 1.1 is answered in an envelope of SOAP 1.2.",
        _in_version(NAMESPACES["1.2"]),
        over_soap_11,
    ),
    _defect(
        "envelope-of-a-draft", "The envelope is in the namespace of a draft of SOAP 1.2.", _in_version(DRAFT_OF_2002)
    ),
)
