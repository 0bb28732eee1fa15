"""How often a JSON Schema may look at one value: twice the same reference, thirty levels deep, is for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_LOOKS = 1000
"""A message of 200,000 entries then takes some seconds."""
MOST_LEVELS = 256
"""No message is deeper, whatever limits.depth is."""
_HERE = ("$ref", "not", "if", "then", "else")
_ALL_HERE = ("allOf", "anyOf", "oneOf")
_OF_MEMBERS = ("additionalProperties", "unevaluatedProperties")
_OF_ENTRIES = ("items", "additionalItems", "unevaluatedItems", "contains")
_EVERY_MEMBER, _EVERY_ENTRY, _NAMES = "members", "entries", "names"
Label = tuple[str, str | int | None]
"""A kind of place below a value, and which of them; None: each."""


def looks(schema: Any, pointed_at: Callable[[Any, str], Any]) -> int:
    """How many parts of a schema may look at one and the same value of a message.

    Each level of a message is gone through after the one above it, until nothing grows any more.

    Args:
        schema: The schema.
        pointed_at: Finds the part of a schema that a reference names.

    Returns:
        The number, `MOST_LOOKS` + 1 for any that is larger.
    """
    parts = _Parts(schema, pointed_at)
    known = {number: part.count for number, part in parts.found.items()}
    for _ in range(MOST_LEVELS):
        if max(known.values()) > MOST_LOOKS:
            return MOST_LOOKS + 1
        deeper = {number: part.most(known) for number, part in parts.found.items()}
        if deeper == known:
            break
        known = deeper
    return known[id(schema)]


@dataclass
class _Part:
    """A part of a schema with all that it applies to the same value.

    Attributes:
        count: How many parts those are.
        below: How often each part is applied to a value below, by the place.
    """

    count: int = 1
    below: dict[Label, Counter[int]] = field(default_factory=dict)

    def add(self, other: _Part) -> None:
        """Takes what another part applies to the same value."""
        self.count = min(self.count + other.count, MOST_LOOKS + 1)
        if self.count > MOST_LOOKS:
            return
        for label, parts in other.below.items():
            self.below.setdefault(label, Counter()).update(parts)

    def most(self, known: dict[int, int]) -> int:
        """The most looks at this value, or at one below of which they are known."""
        sums = {
            label: sum(known[number] * times for number, times in parts.items()) for label, parts in self.below.items()
        }
        places = (sums[label] + (sums.get((label[0], None), 0) if label[1] is not None else 0) for label in sums)
        return min(max((self.count, *places)), MOST_LOOKS + 1)


class _Parts:
    """The parts of a schema that its root comes to."""

    def __init__(self, schema: Any, pointed_at: Callable[[Any, str], Any]) -> None:
        self.found: dict[int, _Part] = {}
        self._schema = schema
        self._pointed_at = pointed_at
        waiting = [schema]
        while waiting:
            node = waiting.pop()
            if id(node) not in self.found:
                waiting += self._read(node)

    def _read(self, first: Any) -> list[Any]:
        """Reads a part and all that it applies to the same value; gives what is applied below."""
        stack, below = [(first, False)], []
        while stack:
            node, ready = stack.pop()
            if ready:
                for other in self._here(node):
                    self.found[id(node)].add(self.found[id(other)])
                continue
            if id(node) in self.found:
                continue
            part = self.found[id(node)] = _Part()
            for label, other in _below(node):
                part.below.setdefault(label, Counter())[id(other)] += 1
                below.append(other)
            stack.append((node, True))
            stack += [(other, False) for other in self._here(node)]
        return below

    def _here(self, node: Any) -> Iterator[Any]:
        if not isinstance(node, dict):
            return
        for key in _HERE:
            if key == "$ref" and isinstance(node.get(key), str):
                yield self._pointed_at(self._schema, node[key])
            elif key in node and key != "$ref":
                yield node[key]
        for key in _ALL_HERE:
            yield from _entries(node.get(key))
        for key in ("dependentSchemas", "dependencies"):
            yield from _members(node.get(key)).values()


def _below(node: Any) -> Iterator[tuple[Label, Any]]:
    if isinstance(node, dict):
        yield from _of_members(node)
        yield from _of_entries(node)


def _of_members(node: dict[str, Any]) -> Iterator[tuple[Label, Any]]:
    for name, part in _members(node.get("properties")).items():
        yield (_EVERY_MEMBER, name), part
    for part in _members(node.get("patternProperties")).values():
        yield (_EVERY_MEMBER, None), part
    for key in _OF_MEMBERS:
        if key in node:
            yield (_EVERY_MEMBER, None), node[key]
    if "propertyNames" in node:
        yield (_NAMES, None), node["propertyNames"]


def _of_entries(node: dict[str, Any]) -> Iterator[tuple[Label, Any]]:
    for key in ("prefixItems", "items"):
        for number, part in enumerate(_entries(node.get(key))):
            yield (_EVERY_ENTRY, number), part
    for key in _OF_ENTRIES:
        if key in node and not isinstance(node[key], list):
            yield (_EVERY_ENTRY, None), node[key]


def _members(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
