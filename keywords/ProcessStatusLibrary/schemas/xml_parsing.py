"""Parses XML from others: no entities, no DTD, no network."""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element


class NotWellFormed(ValueError):
    """The text is not XML that may be read; the message says why and where."""


def parse_xml(body: bytes) -> Element:
    """Parses a document.

    Returns:
        The root element.

    Raises:
        NotWellFormed: The document is not well-formed, or it has a DTD, which SOAP forbids (WS-I R1008)
            and which can read files and swallow memory.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise NotWellFormed(re.sub(r" \(<string>, line \d+\)$", "", str(problem))) from None
    if root.getroottree().docinfo.doctype:
        raise NotWellFormed("a document type declaration is not allowed")
    return root


def local_name(element: Element) -> str:
    """The name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace; empty when there is none."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def children(element: Element) -> list[Element]:
    """The child elements, without comments and processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def path_of(element: Element) -> str:
    """The path of local names from the root, numbered where a name repeats: ``Envelope/Body/Fault``."""
    steps = []
    node: Element | None = element
    while node is not None:
        name = local_name(node)
        parent = node.getparent()
        if parent is not None:
            same = [child for child in children(parent) if child.tag == node.tag]
            if len(same) > 1:
                name += f"[{same.index(node) + 1}]"
        steps.append(name)
        node = parent
    return "/".join(reversed(steps))
