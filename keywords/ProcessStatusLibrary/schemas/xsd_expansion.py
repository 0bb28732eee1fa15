"""What the references of XML Schemas come to: two of the same in each of twenty levels are a million."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from .xml_parsing import Element

XS = "{http://www.w3.org/2001/XMLSchema}"
MOST_PARTS = 500
"""libxml2 builds so many optional elements in a row in half a second, and twice as many in four."""
MOST_EXPANDED = 100_000
"""libxml2 builds as many in a tenth of a second, for each message that a contract documents."""
_GROUP, _ATTRIBUTES, _TYPE = "group", "attributeGroup", "type"
_DEFINED = {
    f"{XS}group": _GROUP, f"{XS}attributeGroup": _ATTRIBUTES, f"{XS}simpleType": _TYPE, f"{XS}complexType": _TYPE,
}  # fmt: skip
_TYPES_OF = {f"{XS}union": "memberTypes", f"{XS}list": "itemType", f"{XS}restriction": "base", f"{XS}extension": "base"}
_PARTICLES = (f"{XS}element", f"{XS}any", f"{XS}attribute", f"{XS}anyAttribute")
Name = tuple[str, str]
"""A kind of definition and its local name: where two namespaces have it, both are counted."""


def too_large(trees: Iterable[etree._ElementTree]) -> str:
    """Tells why the groups and types of schemas come to more than an engine has time for; empty when they do not.

    Args:
        trees: A schema, and all that it refers to.
    """
    defined: dict[Name, list[Element]] = {}
    nameless: list[Element] = []
    referring: list[Name] = []
    for tree in trees:
        for node in tree.iter(f"{XS}*"):
            referring += _names_in(node)
            if node.tag in _DEFINED and (name := node.get("name")):
                defined.setdefault((_DEFINED[str(node.tag)], name), []).append(node)
            elif node.tag in _DEFINED and not node.get("ref"):
                nameless.append(node)
    sizes = _sizes(defined)
    if max((*sizes.values(), *(_size([node], sizes) for node in nameless)), default=0) > MOST_PARTS:
        return f"a group or type has more than {MOST_PARTS} parts, counting those of all that it refers to"
    if sum(sizes.get(name, 0) for name in referring) > MOST_EXPANDED:
        return f"its groups and types have more than {MOST_EXPANDED} parts, counted at each reference"
    return ""


def _sizes(defined: dict[Name, list[Element]]) -> dict[Name, int]:
    """What each definition comes to; one within itself counts once, for engines refuse it or stop there."""
    sizes: dict[Name, int] = {}
    for first in defined:
        stack = [(first, False)]
        while stack:
            name, ready = stack.pop()
            if ready:
                sizes[name] = _size(defined[name], sizes)
            elif name in defined and name not in sizes:
                sizes[name] = 0
                stack.append((name, True))
                stack += [
                    (other, False) for node in defined[name] for part in _parts(node) for other in _names_in(part)
                ]
    return sizes


def _size(definitions: list[Element], sizes: dict[Name, int]) -> int:
    """How many parts definitions have: their own elements and attributes, and all of what they refer to."""
    size = 0
    for part in (part for definition in definitions for part in _parts(definition)):
        size += (part.tag in _PARTICLES) + sum(sizes.get(name, 0) for name in _names_in(part))
        if size > MOST_PARTS:
            break
    return max(1, size)


def _parts(definition: Element) -> Iterator[Element]:
    """What a definition consists of; the type within an element is another one's content."""
    waiting = list(definition)
    while waiting:
        node = waiting.pop()
        yield node
        if node.tag not in _PARTICLES:
            waiting += node


def _names_in(node: Element) -> list[Name]:
    """What one element of a schema refers to."""
    tag = str(node.tag)
    if tag in (f"{XS}group", f"{XS}attributeGroup"):
        return [(_DEFINED[tag], _local(node.get("ref", "")))]
    return [(_TYPE, _local(name)) for name in node.get(_TYPES_OF[tag], "").split()] if tag in _TYPES_OF else []


def _local(name: str) -> str:
    return name.rpartition(":")[2]
