"""Writes XML as a page prints it or as a runtime sends it: lxml would choose quotes, spaces and order itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from .xml_reading import Element, child_elements, namespace

Scope = Mapping[str | None, str]
UNSENDABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is laid out.

    Attributes:
        newline: What ends a line; empty: everything is on one line.
        indent: What each level is indented by.
        carriage_return: How a carriage return inside text is written: raw, some parser will drop it.
    """

    newline: str
    indent: str
    carriage_return: str = "\r"


ONE_LINE = Layout("", "")
WINDOWS = Layout("\r\n", "  ")


def layout_of(root: Element) -> Layout:
    """The layout in which a page prints a document."""
    newline, indent = ("\n", (root.text or "").rpartition("\n")[2]) if "\n" in (root.text or "") else ("", "")
    return Layout(newline, indent, "&#xD;")


def sendable(text: str) -> str:
    """Replaces the characters that XML cannot carry."""
    return UNSENDABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def write_xml(root: Element, layout: Layout) -> bytes:
    """Serialises a document with its declaration, in UTF-8."""
    parts = ['<?xml version="1.0" encoding="utf-8"?>', layout.newline]
    _element(root, {"xml": XML}, layout, 0, parts)
    return "".join(parts).encode()


def _element(element: Element, outer: Scope, layout: Layout, depth: int, parts: list[str]) -> None:
    declared = [(prefix, uri) for prefix, uri in element.nsmap.items() if outer.get(prefix) != uri]
    if not namespace(element) and outer.get(None):
        declared.append((None, ""))
    scope = {**outer, **dict(declared)}
    name = _name(str(element.tag), scope, attribute=False)
    parts.append(f"<{name}")
    parts += [f' xmlns{":" + prefix if prefix else ""}="{_attribute(uri)}"' for prefix, uri in declared]
    for tag, value in element.attrib.items():
        parts.append(f' {_name(str(tag), scope, attribute=True)}="{_attribute(str(value))}"')
    children = child_elements(element)
    if not children and not element.text:
        parts.append(" />")
        return
    parts.append(">")
    if not children:
        parts.append(_text(element.text or "", layout))
    for child in children:
        parts += [layout.newline, layout.indent * (depth + 1)]
        _element(child, scope, layout, depth + 1, parts)
        parts.append(_text((child.tail or "").strip(), layout))
    if children:
        parts += [layout.newline, layout.indent * depth]
    parts.append(f"</{name}>")


def _name(tag: str, scope: Scope, attribute: bool) -> str:
    """Writes a name with the innermost prefix of its namespace."""
    name = etree.QName(tag)
    if not name.namespace:
        return name.localname
    prefixes = [prefix for prefix, uri in scope.items() if uri == name.namespace]
    if attribute:
        prefixes = [prefix for prefix in prefixes if prefix]
    elif None in prefixes:
        return name.localname
    return f"{prefixes[-1]}:{name.localname}"


def _text(value: str, layout: Layout) -> str:
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", layout.carriage_return)


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
