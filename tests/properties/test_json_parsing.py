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


@examples
@given(JSON, st.integers(1, 9))
def test_only_what_is_no_text_counts(body: bytes, most: int) -> None:
    try:
        value = json.loads(body.decode("utf-8-sig"), object_pairs_hook=lambda pairs: [entry for _, entry in pairs])
    except ValueError:
        return
    found = parsed(body, Limits(elements=most, depth=256))
    told = f"more than the {most} members and entries of limits.elements"

    assert (found == told) is (signs(value) > most) or "limits.depth" in found


def signs(value: Any) -> int:
    """The commas and the opening brackets with which a value is written."""
    return 1 + max(len(value) - 1, 0) + sum(map(signs, value)) if isinstance(value, list) else 0


def parsed(body: bytes, limits: Limits) -> str:
    """The value or the reason why there is none; either can be written again as JSON."""
    try:
        value = parse_json(body, limits)
    except NotJson as problem:
        assert str(problem)
        return str(problem)
    return json.dumps(value, allow_nan=False)
