"""Changes of XML trees that lxml has no call for."""

from __future__ import annotations

from lxml import etree

from ..xml_reading import Element, namespace


def moved(element: Element, old: str, new: str) -> Element:
    """Makes the same element with everything of one namespace in another.

    Args:
        element: The element; it stays as it is.
        old: The namespace that is left.
        new: The one that takes its place and its prefix; empty: none.
    """
    kept = {prefix: new if uri == old else uri for prefix, uri in element.nsmap.items() if new or uri != old}
    attributes = {_moved(str(name), old, new): str(value) for name, value in element.attrib.items()}
    made = etree.Element(_moved(str(element.tag), old, new), attributes, kept)
    made.text, made.tail = element.text, element.tail
    made.extend([moved(child, old, new) for child in element.iterchildren("*")])
    return made


def renamed(element: Element, name: str) -> None:
    """Gives an element another name in the same namespace."""
    element.tag = etree.QName(namespace(element) or None, name).text


def _moved(name: str, old: str, new: str) -> str:
    qualified = etree.QName(name)
    if qualified.namespace != old:
        return name
    return etree.QName(new or None, qualified.localname).text
