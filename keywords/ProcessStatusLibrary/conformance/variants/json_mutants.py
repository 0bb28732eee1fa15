"""Mutants of JSON requests, made from the properties of the JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .mutant import Mutant
from .plain import Plain

UNDOCUMENTED = "undocumented"
Resolve = Callable[[dict[str, Any]], dict[str, Any]]


def json_mutants(plain: Plain, schema: Mapping[str, Any], resolved: Resolve) -> Iterator[Mutant]:
    """Makes every mutant of one fault.

    Args:
        plain: The request.
        schema: The schema of its body.
        resolved: Follows a reference of the schema.
    """
    fields: dict[str, Any] = json.loads(plain.request.body)
    for name, described in schema.get("properties", {}).items():
        if name not in fields:
            continue
        for said, value in _wrong_values(resolved(described)):
            yield Mutant(name, said, plain.with_body(_written({**fields, name: value})))
        rest = {key: value for key, value in fields.items() if key != name}
        yield Mutant(name, "missing", plain.with_body(_written(rest)))
    yield Mutant("body", "undocumented member", plain.with_body(_written({**fields, UNDOCUMENTED: "1"})))


def _wrong_values(rule: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    kind = rule.get("type")
    if kind == "string":
        yield "a number for text", 5
        yield "nil", None
        if "pattern" in rule or "format" in rule:
            yield "in another form", "in another form"
        if "pattern" in rule or rule.get("minLength"):
            yield "an empty text", ""
    if kind == "object":
        yield "text for an object", "abc"
        yield "nil", None
        yield "a number for text inside", {"name": 5}
    if "enum" in rule:
        yield "a value that is not listed", "Undocumented"


def _written(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()
