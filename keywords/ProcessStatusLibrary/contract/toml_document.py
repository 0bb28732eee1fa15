"""Reads a TOML file against a published JSON Schema, with messages that name file, key path and value."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ..schemas.json_schema import JsonSchema
from ..schemas.problem import SchemaProblem
from ..wording import listing, nearest, quote

MOST_BYTES = 1024 * 1024


class DocumentError(ValueError):
    """A TOML document that cannot be used; the message names the file, the key path and the value."""

    ROBOT_SUPPRESS_NAME = True


def read_toml(path: Path, error: type[DocumentError]) -> dict[str, Any]:
    """Reads a TOML file.

    Raises:
        DocumentError: It cannot be read, is not UTF-8 or is not TOML.
    """
    try:
        if path.exists() and not path.is_file():
            raise error(f"{path}: no regular file.")
        if path.stat().st_size > MOST_BYTES:
            raise error(f"{path}: more than {MOST_BYTES} bytes.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError:
        raise error(f"{path}: nested too deep.") from None
    except OSError as problem:
        raise error(f"{path}: cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError as problem:
        raise error(f"{path}: not UTF-8 at byte {problem.start}.") from None
    except tomllib.TOMLDecodeError as problem:
        raise error(f"{path}: not TOML: {problem}.") from None
    except DocumentError:
        raise
    except ValueError as problem:  # a whole number of thousands of digits, or a path that no file can have
        raise error(f"{path}: cannot be read: {problem}.") from None


def check_document(data: Mapping[str, Any], schema: JsonSchema, path: Path, error: type[DocumentError]) -> None:
    """Holds a document to a schema and refuses it with the first thing that is wrong.

    Raises:
        DocumentError: Names the file, the key path, the value, what is allowed and the nearest name.
    """
    instance = msgspec.to_builtins(data)
    # A misspelt key is also a missing one: the misspelling is what to say.
    problems = sorted(schema.problems(instance), key=lambda problem: problem.keyword not in UNKNOWN_KEYS)
    for problem in problems:
        raise error(f"{path}: {_described(problem, schema, instance)}")


HOLDERS = ("headers", "members", "proxies", "start")
"""Tables that may hold secrets."""
UNKNOWN_KEYS = ("additionalProperties", "propertyNames")


def _described(problem: SchemaProblem, schema: JsonSchema, instance: Any) -> str:
    steps = problem.steps
    where = key_path(steps)
    if problem.keyword == "additionalProperties":
        return _unknown_key(schema, instance, steps)
    if problem.keyword == "propertyNames":
        allowed = _values(problem.documented)
        key = problem.received.strip("'")
        near = nearest(key, allowed)
        meant = f" Did you mean {quote(near)}?" if near else f" Allowed: {listing(allowed, 'and')}."
        return f"{where}: unknown key {problem.received}.{meant}"
    if problem.keyword == "required":
        return f"{where}: {problem.documented.replace('the member', 'the key')} is missing."
    if problem.keyword == "enum" and problem.received.startswith("'"):
        near = nearest(problem.received.strip("'"), _values(problem.documented))
        meant = f" Did you mean {quote(near)}?" if near else ""
        return f"{where}: {problem.received} is not allowed.{meant} Allowed: {problem.documented}."
    if problem.keyword == "pattern" and where.endswith("_env"):
        return f"{where}: expected {problem.documented}, got another text, which is not quoted: it may be the secret."
    documented, received = (text.replace("an object", "a table") for text in (problem.documented, problem.received))
    if where.rpartition(".")[2] in HOLDERS and received.startswith(("'", '"')):
        received = "a text, which is not quoted: it may hold a secret"
    return f"{where}: expected {documented}, got {received}."


def _values(listed: str) -> list[str]:
    """The values of a listing: the inverse of `wording.listing`."""
    return listed.replace(" or ", ", ").strip("'").split("', '")


def _unknown_key(schema: JsonSchema, instance: Any, steps: Sequence[str | int]) -> str:
    node: dict[str, Any] = schema.schema
    for step in steps:
        node = _member(schema, node, step)
        instance = instance[step]
    properties = schema.resolved(node).get("properties", {})
    key = next(name for name in instance if name not in properties)
    near = nearest(key, properties)
    meant = f" Did you mean {quote(near)}?" if near else f" Allowed: {listing(properties, 'and')}."
    return f"{key_path(steps)}: unknown key {quote(key)}.{meant}"


def _member(schema: JsonSchema, node: dict[str, Any], step: str | int) -> dict[str, Any]:
    node = schema.resolved(node)
    if isinstance(step, int):
        return dict(node["items"])
    return dict(node.get("properties", {}).get(step) or node.get("additionalProperties") or {})


def key_path(steps: Sequence[str | int]) -> str:
    """Writes a path of keys as TOML does.

    >>> key_path(["operations", "GetStatus", "bindings", "SOAP 1.1", "request", "headers"])
    'operations.GetStatus.bindings."SOAP 1.1".request.headers'
    """
    if not steps:
        return "top level"
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            bare = step.replace("-", "").replace("_", "").isalnum()
            text += ("." if text else "") + (step if bare else json.dumps(step))
    return text
