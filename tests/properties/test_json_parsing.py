"""JSON of others, whatever it is: a value of RFC 8259 or NotJson."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.json_parsing import NotJson, parse_json
from ProcessStatusLibrary.transport.exchange import Limits

from ..unit.bindings.samples import samples
from .examples import examples
from .mutations import mutated, values

TOKENS = [b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\ud800", b"1e999", b"NaN", b"-Infinity", b"9" * 500,
          b"\xef\xbb\xbf", b"\xff", b"null", b'"a":', b"[" * 200, b'{"a":' * 120, b"\x00"]  # fmt: skip
DOCUMENTS = [of.body for half in ("request", "response") for of in samples(half) if of.body.startswith(b"{")]
JSON = st.one_of(
    mutated(DOCUMENTS, TOKENS), values(st.none()).map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass"))
)


@examples
@given(JSON, st.sampled_from([Limits(), Limits(depth=1), Limits(depth=256)]))
def test_a_value_or_the_reason(body: bytes, limits: Limits) -> None:
    assert parsed(body, limits) == parsed(body, limits)


@examples
@given(values(st.none()))
def test_what_is_json_is_read_as_it_is(value: Any) -> None:
    assert parse_json(json.dumps(value).encode()) == value


def parsed(body: bytes, limits: Limits) -> str:
    """The value or the reason why there is none; either can be written again as JSON."""
    try:
        value = parse_json(body, limits)
    except NotJson as problem:
        assert str(problem)
        return str(problem)
    return json.dumps(value, allow_nan=False)
