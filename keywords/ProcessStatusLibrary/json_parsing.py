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
_STRING = rb'"(?:[^"\\]++|\\.)*+"?'
_TO_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|' + _STRING + rb")*+[\[\]{}]", re.DOTALL)
_TO_ELEMENT = re.compile(rb'(?:[^",\[{]++|' + _STRING + rb")*+[,\[{]", re.DOTALL)
"""The way to the next of these signs that stands outside of strings, without a way back."""


class NotJson(ValueError):
    """The text is not JSON that may be read; the message says why."""


def parse_json(body: bytes, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Parses a document.

    Args:
        body: The document.
        limits: How deep it may be, and how many members and entries it may have.

    Raises:
        NotJson: Not UTF-8, not JSON (RFC 8259), a member twice in one object, NaN or Infinity, a number of
            400 digits or beyond the range of doubles, nested too deep, or with too many members and entries.

    >>> parse_json(b'{"a": 1}')
    {'a': 1}
    """
    # What stands in strings counts for nothing. It is told apart only where there may be too many: that takes longer.
    if body.count(b"[") + body.count(b"{") > limits.depth and _is_deeper(body, limits.depth):
        raise NotJson(f"more than the {limits.depth} objects and arrays in one another of limits.depth")
    if sum(map(body.count, (b",", b"[", b"{"))) > limits.elements and _has_more(body, limits.elements):
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


def _is_deeper(body: bytes, most: int) -> bool:
    depth = place = 0
    while depth <= most and (found := _TO_BRACKET.match(body, place)):
        place = found.end()
        depth += 1 if body[place - 1] in b"[{" else -1
    return depth > most


def _has_more(body: bytes, most: int) -> bool:
    count = place = 0
    while count <= most and (found := _TO_ELEMENT.match(body, place)):
        place = found.end()
        count += 1
    return count > most


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
