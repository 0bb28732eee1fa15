"""JSON Schema: the verdict and its explanation in one, by jsonschema-rs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..wording import listing, quote, shortened
from .problem import SchemaProblem, first_problems
from .schema_looks import looks

MOST_ENTRIES = 1_000
MOST_CHARACTERS = 50_000
"""Up to here all that is wrong is told: every error repeats the message, and 3 GB held those of 3 MB."""
USUAL_LOOKS = 20
"""A schema that looks at one value more often has as many more errors: its messages are large the sooner."""
MAY_FOLLOW = "; of so large a message no other problem is told"
KEPT = "a value that keeps the schema"
TYPE_NAMES = {"object": "an object", "array": "an array", "string": "a string", "integer": "a whole number",
              "number": "a number", "boolean": "true or false", "null": "null"}  # fmt: skip


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return False
    return True


FORMATS = {"yyyy-MM-dd HH:mm:ss": _is_moment}
"""Formats that JSON Schema does not know; a schema names them like its own."""


class JsonSchema:
    """A compiled JSON Schema.

    Args:
        schema: The schema as read from JSON.
    """

    def __init__(self, schema: dict[str, Any]) -> None:
        import jsonschema_rs  # noqa: PLC0415  65 ms that an XML service need not pay

        self.schema = schema
        self._validator = jsonschema_rs.validator_for(schema, formats=FORMATS, validate_formats=True, offline=True)

    @classmethod
    def from_file(cls, path: Path) -> JsonSchema:
        """Reads and compiles a schema file.

        Raises:
            ValueError: It is no JSON Schema that is an object.
        """
        schema = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(schema, dict):
            raise ValueError(f"expected an object, got {describe(schema)}")
        return cls(schema)

    def is_valid(self, instance: object) -> bool:
        """Tells whether the instance keeps the schema."""
        try:
            return bool(self._validator.is_valid(instance))
        except UnicodeEncodeError:
            return bool(self._validator.is_valid(_without_surrogates(instance)))

    def problems(self, instance: object) -> Iterator[SchemaProblem]:
        """Yields what is wrong, one problem a broken rule; nothing for a valid instance.

        Of a large instance only the first is told, which says that more may follow.
        """
        large = self._is_large(instance)
        try:
            errors = self._errors(instance, only_first=large)
        except UnicodeEncodeError:
            instance = _without_surrogates(instance)
            errors = self._errors(instance, only_first=large)
        found = (self._located(instance, error) for error in errors)
        if large:
            found = (replace(problem, received=f"{problem.received}{MAY_FOLLOW}") for problem in found)
        yield from first_problems(found)

    def _errors(self, instance: object, *, only_first: bool) -> Iterable[Any]:
        import jsonschema_rs  # noqa: PLC0415  as above

        if not only_first:
            return list(self._validator.iter_errors(instance))
        try:
            self._validator.validate(instance)
        except jsonschema_rs.ValidationError as error:
            return [error]
        return []

    def _located(self, instance: object, error: Any) -> SchemaProblem:
        path = _whole_path(instance, error.instance_path, error.instance) or error.instance_path
        return replace(self._explained(error, path), steps=tuple(path))

    def _is_large(self, instance: object) -> bool:
        times = max(1, self._looks // USUAL_LOOKS)
        return _has_more(instance, MOST_ENTRIES // times, MOST_CHARACTERS // times)

    @cached_property
    def _looks(self) -> int:
        return looks(self.schema, pointed_at)

    def enumeration(self, *names: str) -> list[str]:
        """Reads the allowed values of a member from the schema; empty when it has no enumeration."""
        node = self.schema
        for name in names:
            node = self.resolved(node).get("properties", {}).get(name, {})
        return [value for value in self.resolved(node).get("enum", []) if isinstance(value, str)]

    def _explained(self, error: Any, path: list[str | int]) -> SchemaProblem:
        """A broken rule in our words, or in the engine's where a schema is built as ours are not."""
        rules = [str(step) for step in error.schema_path]
        if error.kind.name == "falseSchema":
            return SchemaProblem(json_pointer(path), "nothing", describe(error.instance), "false")
        try:
            return self._problem(path, rules, error)
        except (AttributeError, LookupError, TypeError, ValueError):
            return SchemaProblem(json_pointer(path), KEPT, shortened(error.message), rules[-1] if rules else "schema")

    def _problem(self, path: list[str | int], schema_path: list[str], error: Any) -> SchemaProblem:
        rule, keyword = self._rule(schema_path)
        location = json_pointer(path)
        if error.kind.name == "propertyNames":
            received = quote(error.kind.error.instance)
            documented = listing(rule["enum"]) if "enum" in rule else rule.get("description", json.dumps(rule))
            return SchemaProblem(location, documented, received, "propertyNames" if "enum" in rule else keyword)
        if keyword == "additionalProperties":
            allowed = list(rule.get("properties", {})) + list(rule.get("patternProperties", {}))
            extra = error.kind.unexpected
            members = "member" if len(extra) == 1 else "members"
            documented, received = f"the members {listing(allowed, 'and')}", f"the {members} {listing(extra, 'and')}"
            return SchemaProblem(location, documented, received, keyword, "inferred")
        if keyword == "required":
            missing = quote(error.kind.property)
            return SchemaProblem(location, f"the member {missing}", "no such member", keyword)
        received = "none" if keyword in ("minItems", "minProperties") else describe(error.instance)
        return SchemaProblem(location, _allowed(rule, keyword), received, keyword)

    def _rule(self, schema_path: list[str]) -> tuple[dict[str, Any], str]:
        """The subschema that holds the broken keyword; the path may run through references."""
        node: Any = self.schema
        for step in schema_path[:-1]:
            if step == "$ref":
                node = self.resolved(node)
            elif isinstance(node, list):
                node = node[int(step)]
            else:
                node = node[step]
        keyword = schema_path[-1]
        if isinstance(node, list):  # an index of anyOf and the like
            return {}, keyword
        return node, keyword

    def resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        """What a node stands for: itself, or what its reference leads to; a schema of true or false has nothing."""
        while isinstance(node, dict) and "$ref" in node:
            node = pointed_at(self.schema, node["$ref"])
        return node if isinstance(node, dict) else {}


def pointed_at(schema: Any, reference: str) -> Any:
    """The part of a schema that a reference within it names (RFC 6901, section 6).

    Raises:
        LookupError: It leads nowhere, or is no JSON pointer.

    >>> pointed_at({"$defs": {"a/b": [True]}}, "#/$defs/a~1b/0")
    True
    """
    pointer = unquote(reference.removeprefix("#"))
    if pointer and not pointer.startswith("/"):
        raise LookupError(reference)
    node = schema
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list):
            if not name.isdecimal():
                raise LookupError(reference)
            node = node[int(name)]
        elif isinstance(node, dict):
            node = node[name]
        else:
            raise LookupError(reference)
    return node


def _whole_path(node: Any, path: Sequence[str | int], value: Any) -> list[str | int] | None:
    """The path to a value as it is in a document; None when there is none.

    The engine leaves members without a name out of its paths, and gives a name of digits as a number.
    """
    if not path and node == value:
        return []
    step: str | int = str(path[0]) if path and isinstance(node, dict) else path[0] if path else ""
    if path and (step in node if isinstance(node, dict) else isinstance(node, list) and step in range(len(node))):
        rest = _whole_path(node[step], path[1:], value)
        if rest is not None:
            return [step, *rest]
    if isinstance(node, dict) and "" in node:
        rest = _whole_path(node[""], path, value)
        return None if rest is None else ["", *rest]
    return None


def _has_more(instance: object, most_entries: int, most_characters: int) -> bool:
    entries = characters = 0
    waiting = [instance]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            characters += sum(map(len, value))
            entries += len(value)
            waiting += value.values()
        elif isinstance(value, list):
            entries += len(value)
            waiting += value
        elif isinstance(value, str):
            characters += len(value)
        if entries > most_entries or characters > most_characters:
            return True
    return False


def _without_surrogates(value: Any) -> Any:
    """A copy with U+FFFD for lone surrogates: JSON escapes them (RFC 8259 section 8.2), the engine cannot hold them."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(name): _without_surrogates(entry) for name, entry in value.items()}
    return [_without_surrogates(entry) for entry in value] if isinstance(value, list) else value


def _allowed(rule: dict[str, Any], keyword: str) -> str:
    """What a rule about one value allows, in words."""
    described = str(rule.get("description", ""))
    if described and (keyword in ("pattern", "not", "format") or (keyword == "type" and "pattern" in rule)):
        return described
    if keyword == "enum":
        return listing(rule["enum"])
    if keyword == "type":
        types = rule["type"]
        return " or ".join(TYPE_NAMES[name] for name in ([types] if isinstance(types, str) else types))
    fixed = {
        "minItems": "at least one entry",
        "minProperties": "at least one entry",
        "minLength": "a text that is not empty",
        "format": "a date such as 2026-11-21",
    }
    return fixed.get(keyword) or f"{keyword} {json.dumps(rule.get(keyword))}"


def describe(value: object) -> str:
    """Describes a JSON value: scalars quoted, objects and arrays by kind.

    >>> describe({"a": 1}), describe(3), describe(None)
    ('an object', '3', 'null')
    """
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return quote(value)
    return json.dumps(value)


def json_pointer(path: Sequence[str | int]) -> str:
    """Writes a path as a JSON pointer (RFC 6901).

    >>> json_pointer(["a/b", 0]), json_pointer([])
    ('/a~1b/0', '/')
    """
    return "/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in path)
