"""Defects of JSON answers: what is no JSON for a strict reader, and what is another shape than documented."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..drafts import Draft
from .answers import on_body
from .defect import Defect, Drawn
from .documents import json_result, read
from .exchange import Exchange
from .traits import Traits
from .where import in_json


def _value(change: Callable[[Traits, dict[str, Any]], Any]) -> Drawn:
    """Makes another value of the object that is the answer."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        result = json_result(draft)
        return draft if result is None else replace(draft, document=change(exchange.traits, result))

    return drawn


def _not_a_number(traits: Traits, result: dict[str, Any]) -> dict[str, Any]:
    name = next(iter([*traits.result.counters, traits.result.message]), "")
    return {**result, name: float("nan")} if name in result else result


def _twice(exchange: Exchange, draft: Draft) -> Draft:
    """A first member of the same name with another value: most readers take the last."""
    result = json_result(draft)
    if not result:
        return draft
    name, value = next(iter(result.items()))
    states = [state for state in exchange.traits.states if state != read(draft, name)]
    first = json.dumps(name) + ":" + json.dumps(states[0] if states and isinstance(value, str) else None)

    def write(document: Any) -> bytes:
        return b"{" + first.encode() + b"," + draft.write(document)[1:]

    return replace(draft, write=write)


def _trailing_comma(body: bytes) -> bytes:
    return body.rstrip()[:-1] + b",}"


def _utf_16(body: bytes) -> bytes:
    return codecs.BOM_UTF16_LE + body.decode().encode("utf-16-le")


DEFECTS = (
    Defect(
        "extra-json-member",
        "The object has a member that the page does not name.",
        "structure",
        where=in_json,
        drawn=_value(lambda _, result: {**result, "revision": 1}),
    ),
    Defect(
        "not-a-number",
        "A value is NaN, which JSON does not know.",
        "structure",
        where=lambda traits: traits.json and bool(traits.result.counters or traits.result.message),
        drawn=_value(_not_a_number),
    ),
    Defect(
        "wrapped-json",
        "The object is a member of another object.",
        "structure",
        where=in_json,
        drawn=_value(lambda _, result: {"data": result}),
    ),
    Defect(
        "json-array",
        "The answer is an array of one object.",
        "structure",
        where=in_json,
        drawn=_value(lambda _, result: [result]),
    ),
    Defect(
        "json-in-text",
        "The answer is JSON written as a text in JSON.",
        "structure",
        where=in_json,
        drawn=_value(lambda _, result: json.dumps(result)),
    ),
    Defect(
        "duplicate-json-key",
        "A member stands twice in one object, with different values.",
        "structure",
        where=in_json,
        drawn=_twice,
    ),
    Defect(
        "json-trailing-comma",
        "There is a comma after the last member of the object.",
        "structure",
        where=in_json,
        answered=on_body("json", _trailing_comma),
    ),
    Defect(
        "json-byte-order-mark",
        "The JSON begins with a byte order mark.",
        "encoding",
        where=in_json,
        answered=on_body("json", lambda body: codecs.BOM_UTF8 + body),
    ),
    Defect("json-in-utf-16", "The JSON is in UTF-16.", "encoding", where=in_json, answered=on_body("json", _utf_16)),
)
