"""JSON Schema: the verdict and its explanation in one, by jsonschema-rs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..wording import listing, quote, shortened
from .problem import SchemaProblem

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
        """Yields what is wrong, one problem a broken rule; nothing for a valid instance."""
        try:
            errors = list(self._validator.iter_errors(instance))
        except UnicodeEncodeError:
            instance = _without_surrogates(instance)
            errors = list(self._validator.iter_errors(instance))
        for error in errors:
            path = _whole_path(instance, error.instance_path, error.instance) or error.instance_path
            yield replace(self._explained(error, path), steps=tuple(path))

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
            return self._problem(path, rules, error.instance)
        except (AttributeError, LookupError, StopIteration, TypeError, ValueError, re.error):
            return SchemaProblem(json_pointer(path), KEPT, shortened(error.message), rules[-1] if rules else "schema")

    def _problem(self, path: list[str | int], schema_path: list[str], value: Any) -> SchemaProblem:
        rule, keyword = self._rule(schema_path)
        location = json_pointer(path)
        if isinstance(value, dict) and ("propertyNames" in schema_path or keyword == "pattern"):
            # The rule is about the names of members: the engine gives the object, the reader wants the name.
            received = quote(next(name for name in value if not _keeps(name, rule)))
            documented = listing(rule["enum"]) if "enum" in rule else rule.get("description", json.dumps(rule))
            return SchemaProblem(location, documented, received, "propertyNames" if "enum" in rule else keyword)
        if keyword == "additionalProperties":
            allowed = list(rule.get("properties", {})) + list(rule.get("patternProperties", {}))
            extra = [name for name in value if not _is_documented(name, rule)]
            members = "member" if len(extra) == 1 else "members"
            documented, received = f"the members {listing(allowed, 'and')}", f"the {members} {listing(extra, 'and')}"
            return SchemaProblem(location, documented, received, keyword, "inferred")
        if keyword == "required":
            missing = next(name for name in rule["required"] if name not in value)
            return SchemaProblem(location, f"the member {quote(missing)}", "no such member", keyword)
        received = "none" if keyword in ("minItems", "minProperties") else describe(value)
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


def _keeps(name: str, rule: dict[str, Any]) -> bool:
    return name in rule["enum"] if "enum" in rule else bool(re.search(rule.get("pattern", ""), name))


def _is_documented(name: str, rule: dict[str, Any]) -> bool:
    if name in rule.get("properties", {}):
        return True
    return any(re.search(pattern, name) for pattern in rule.get("patternProperties", {}))


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
