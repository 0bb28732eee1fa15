"""Reads members of a result by the paths of a contract, the same way from XML and from JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Protocol

from ..schemas.messages import is_nil
from ..schemas.xml_parsing import Element, children, local_name

_BARE_GUID = re.compile(r"[0-9a-fA-F]{32}")


class Members(Protocol):
    """A result whose members are named by paths such as ``ResponseStatus/ErrorCode``."""

    def text(self, path: str) -> str | None:
        """A member's text; None when it is absent or null."""

    def dictionary(self, path: str) -> dict[str, object]:
        """A member that holds keys and values, or the members that a pattern matches."""

    def has(self, path: str) -> bool:
        """Whether a member is there and not null."""


class XmlMembers:
    """Members of an element: the namespace is the schema's business, so names are local."""

    def __init__(self, result: Element) -> None:
        self._result = result

    def text(self, path: str) -> str | None:
        """The text of an element; None when it is absent or nil."""
        element = self._find(path)
        return None if element is None else text_of(element)

    def has(self, path: str) -> bool:
        """Whether an element is there and not nil."""
        return self._find(path) is not None

    def dictionary(self, path: str) -> dict[str, object]:
        """An element whose children each hold a key and a value."""
        if "*" in path:
            return {
                local_name(child): text_of(child)
                for child in children(self._result)
                if fnmatchcase(local_name(child), path)
            }
        element = self._find(path)
        return dict(_pairs(element)) if element is not None else {}

    def _find(self, path: str) -> Element | None:
        node: Element | None = self._result
        for step in path.split("/"):
            node = next((child for child in children(node) if local_name(child) == step), None)  # type: ignore[arg-type]
            if node is None or is_nil(node):
                return None
        return node


class JsonMembers:
    """Members of a JSON object."""

    def __init__(self, result: dict[str, Any]) -> None:
        self._result = result

    def text(self, path: str) -> str | None:
        """The text of a member; None when it is absent or null."""
        value = self._find(path)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))  # 1.0 is a whole number in JSON Schema
        return str(value) if isinstance(value, str | int | float) else None

    def has(self, path: str) -> bool:
        """Whether a member is there and not null."""
        return self._find(path) is not None

    def dictionary(self, path: str) -> dict[str, object]:
        """A member that is an object, or the members that a pattern matches."""
        if "*" in path:
            return {name: value for name, value in self._result.items() if fnmatchcase(name, path)}
        value = self._find(path)
        return {_dashed(name): entry for name, entry in value.items()} if isinstance(value, dict) else {}

    def _find(self, path: str) -> Any:
        node: Any = self._result
        for step in path.split("/"):
            node = node.get(step) if isinstance(node, dict) else None
        return node


def text_of(element: Element) -> str:
    """The text of an element, comments and markup left out."""
    if len(element) == 0:
        return element.text or ""
    return str(element.xpath("string()"))


def _pairs(element: Element) -> Iterator[tuple[str, object]]:
    for entry in children(element):
        members = children(entry)
        if len(members) == 2:
            key, value = members
            yield _dashed(text_of(key)), None if is_nil(value) else text_of(value)


def _dashed(key: str) -> str:
    """A Guid in one form whatever the binding: frameworks write it with and without dashes."""
    if _BARE_GUID.fullmatch(key):
        key = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
        return key.lower()
    return key.lower() if len(key) == 36 and _BARE_GUID.fullmatch(key.replace("-", "")) else key
