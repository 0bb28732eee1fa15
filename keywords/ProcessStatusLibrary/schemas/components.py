"""The components of our own XSDs: members in order, their types and their allowed values.

libxml2 judges with a schema but does not tell what is in it; an encoder needs the order of members and a
message needs the allowed values. This reads the subset of XML Schema that the shipped contracts use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
Tree = etree._ElementTree
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Member:
    """One element of a sequence.

    Attributes:
        name: The local name.
        type: The built-in type it comes down to, such as ``long``, or ``guid``; empty for a complex type.
        optional: It may be absent.
        pattern: The pattern of its simple type, when it has one.
        allowed: The values of its enumeration, when it has one.
    """

    name: str
    type: str
    optional: bool
    pattern: str
    allowed: tuple[str, ...]


class Components:
    """Named elements and types of one or more schema documents."""

    def __init__(self, documents: Iterable[Tree]) -> None:
        self.elements: dict[str, Element] = {}
        self.types: dict[str, Element] = {}
        self.namespaces: list[str] = []
        self._described: dict[str, list[Member]] = {}
        for document in documents:
            root = document.getroot()
            self.namespaces.append(root.get("targetNamespace", ""))
            for child in root.iterchildren(f"{XS}element"):
                self.elements[child.get("name", "")] = child
            for child in root.iterchildren(f"{XS}complexType", f"{XS}simpleType"):
                self.types[child.get("name", "")] = child

    def described_members(self, name: str) -> list[Member]:
        """What each member of a named element may hold, in order; read from the schema once."""
        if name not in self._described:
            element = self.elements.get(name)
            members = self.members(element) if element is not None else []
            self._described[name] = [self.describe(member) for member in members]
        return self._described[name]

    def members(self, element: Element) -> list[Element]:
        """The member elements of an element's sequence, in order."""
        complex_type = element.find(f"{XS}complexType")
        if complex_type is None:
            complex_type = self.types.get(_local(element.get("type", "")))
        if complex_type is None:
            return []
        return list(complex_type.iterfind(f"{XS}sequence/{XS}element"))

    def find(self, names: Sequence[str]) -> Element | None:
        """Walks from a named element down its members."""
        node = self.elements.get(names[0])
        for name in names[1:]:
            if node is None:
                return None
            node = next((member for member in self.members(node) if member.get("name") == name), None)
        return node

    def describe(self, element: Element) -> Member:
        """Reads what one element may hold."""
        simple, base, pattern = self._simple(element.get("type", ""))
        allowed: tuple[str, ...] = ()
        if simple is not None:
            allowed = tuple(e.get("value", "") for e in simple.iter(f"{XS}enumeration"))
        return Member(element.get("name", ""), base, element.get("minOccurs") == "0", pattern, allowed)

    def _simple(self, type_name: str) -> tuple[Element | None, str, str]:
        local = _local(type_name)
        simple = self.types.get(local)
        if simple is None:
            return None, local, ""
        if simple.tag != f"{XS}simpleType":
            return None, "", ""
        restriction = simple.find(f"{XS}restriction")
        pattern = simple.find(f".//{XS}pattern")
        base = _local(restriction.get("base", "")) if restriction is not None else ""
        text = pattern.get("value", "") if pattern is not None else ""
        return simple, "guid" if local == "guid" else base, text


def allowed_values(documents: Iterable[Tree], result: str, path: str) -> list[str]:
    """Reads the enumeration of a member.

    Args:
        documents: The schema documents.
        result: The path of prefixed elements to the result, such as ``api:GetStatusResponse/api:Output``.
        path: The member's path below it, such as ``Status``.
    """
    components = Components(documents)
    element = components.find([_local(name) for name in f"{result}/{path}".split("/")])
    return list(components.describe(element).allowed) if element is not None else []


def _local(name: str) -> str:
    return name.rpartition(":")[2]
