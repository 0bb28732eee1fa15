"""Reads XML that strangers send: no entities, no DTD, no network, no giant trees."""

from __future__ import annotations

import codecs

from lxml import etree

Element = etree._Element
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = f"{{{XSI}}}nil"


class NotXml(ValueError):
    """A document that is not well-formed, or that brings a DTD; the message is worded as .NET words it."""


def read_xml(data: bytes, charset: str = "") -> Element:
    """Parses a document.

    Args:
        data: Its bytes.
        charset: The charset parameter of its media type, which the document may lack.

    Raises:
        NotXml: It is not well-formed or has a DTD.
    """
    parser = etree.XMLParser(
        encoding=_encoding(data, charset),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise NotXml(_wording(data, problem)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotXml("DTD is prohibited in this XML document.")
    return root


def child_elements(element: Element) -> list[Element]:
    """The elements among an element's children: no comments, no processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def namespace(element: Element) -> str:
    """The namespace of an element; empty when it has none."""
    return etree.QName(element).namespace or ""


def text_of(element: Element) -> str:
    """The text inside an element, comments left out."""
    return str(element.xpath("string()"))


def _encoding(data: bytes, charset: str) -> str | None:
    """The charset of the media type counts when the document itself says nothing."""
    if not charset or data.lstrip()[:5] == b"<?xml" or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return None
    try:
        return codecs.lookup(charset).name
    except LookupError:
        return None


def _wording(data: bytes, problem: etree.XMLSyntaxError) -> str:
    if not data.strip():
        return "Root element is missing."
    if not data.lstrip(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return "Data at the root level is invalid. Line 1, position 1."
    line, column = problem.position
    return f"{problem.msg.rpartition(', line ')[0] or problem.msg}. Line {line}, position {column}."
