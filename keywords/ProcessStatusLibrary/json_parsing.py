"""Parses JSON from others: no duplicate keys, no NaN, no bottomless nesting."""

from __future__ import annotations

import json
import re
from collections import Counter
from math import isinf
from typing import Any

from .transport.exchange import Limits
from .wording import quote

DEFAULT_LIMITS = Limits()
STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
BRACKETS = re.compile(rb"[\[\]{}]")


class NotJson(ValueError):
    """The text is not JSON that may be read; the message says why."""


def parse_json(body: bytes, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Parses a document.

    Args:
        body: The document.
        limits: How deep it may be.

    Raises:
        NotJson: Not UTF-8, not JSON (RFC 8259), a member twice in one object, NaN or Infinity, a number of
            400 digits or beyond the range of doubles, or nested too deep.

    >>> parse_json(b'{"a": 1}')
    {'a': 1}
    """
    if body.count(b"[") + body.count(b"{") > limits.depth and _depth(body) > limits.depth:
        raise NotJson(f"more than the {limits.depth} objects and arrays in one another of limits.depth")
    if sum(map(body.count, (b",", b"[", b"{"))) > limits.elements:
        raise NotJson(f"more than the {limits.elements} members and entries of limits.elements")
    try:
        return json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_decimal,
        )
    except UnicodeDecodeError as problem:
        raise NotJson(f"not UTF-8 at byte {problem.start}") from None
    except json.JSONDecodeError as problem:
        raise NotJson(f"{problem.msg.removesuffix(' at')} at line {problem.lineno}, column {problem.colno}") from None


def _depth(body: bytes) -> int:
    deepest = depth = 0
    for bracket in BRACKETS.findall(STRING.sub(b"", body)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise NotJson(f"the member {twice!r} stands twice in one object")
    return found


def _constant(name: str) -> Any:
    raise NotJson(f"{name} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > 400:
        raise NotJson(f"a number of {len(digits)} digits")
    return int(digits)


def _decimal(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise NotJson(f"the number {quote(text)}, which is beyond all that are kept")
    return number
