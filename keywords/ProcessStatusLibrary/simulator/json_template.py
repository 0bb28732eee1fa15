"""A JSON answer of the samples as a template: the process's values take the places of the sample's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from .members import Member, Members, Renaming, is_pattern, matches
from .shapes import place_for


class JsonTemplate:
    """The object of a sample's answer.

    Args:
        body: The text of the object.
        order: The members in the order of the schema.
        renaming: Replaces the sample's process id.

    Raises:
        ValueError: The answer is no JSON object.
    """

    def __init__(self, body: bytes, order: Sequence[str], renaming: Renaming) -> None:
        try:
            self._object = json.loads(body)
        except ValueError:
            self._object = None
        if not isinstance(self._object, dict):
            raise ValueError("the sample's answer is no JSON object")
        self._order = order
        self._renaming = renaming
        self._indent = 2 if b"\n" in body else None

    def filled(self, members: Members, process_id: str) -> dict[str, Any]:
        """The object with the values of a process."""
        result: dict[str, Any] = {
            name: self._renaming(value, process_id) if isinstance(value, str) else deepcopy(value)
            for name, value in self._object.items()
        }
        for path, value in members.items():
            result = self._put(result, path, value)
        return result

    def entries(self, path: str) -> dict[str, str]:
        """The entries of a dictionary member of the sample."""
        shown = self._object.get(path)
        return dict(shown) if isinstance(shown, dict) else {}

    def write(self, value: Mapping[str, Any], compact: bool) -> bytes:
        """Serialises an object as the page prints it, or as a runtime sends it: without spaces."""
        separators, indent = ((",", ":"), None) if compact else (None, self._indent)
        return json.dumps(value, ensure_ascii=False, separators=separators, indent=indent).encode()

    def _put(self, result: dict[str, Any], path: str, value: Member) -> dict[str, Any]:
        if is_pattern(path):
            kept = {name: old for name, old in result.items() if not matches(path, name)}
            return {**kept, **(value if isinstance(value, Mapping) else {})}
        name, _, rest = path.partition("/")
        if rest:
            outer = result.get(name)
            return self._with(result, name, self._put(dict(outer or {}), rest, value))
        if value is None:
            return {key: old for key, old in result.items() if key != name}
        return self._with(result, name, dict(value) if isinstance(value, Mapping) else value)

    def _with(self, result: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
        if name in result:
            shown = self._object.get(name)
            if isinstance(shown, int) and not isinstance(shown, bool) and isinstance(value, str) and value.isdecimal():
                value = int(value)  # an id that the sample writes as a number
            return {**result, name: value}
        pairs = list(result.items())
        pairs.insert(place_for(name, list(result), self._order), (name, value))
        return dict(pairs)
