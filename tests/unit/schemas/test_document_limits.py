"""Documents that are too deep, or have too many attributes or references: each limit at its edge, and by its name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from ProcessStatusLibrary import Session, Target, UnreadableReply, load_contract
from ProcessStatusLibrary.json_parsing import NotJson, parse_json
from ProcessStatusLibrary.schemas.xml_parsing import NotWellFormed, parse_xml
from ProcessStatusLibrary.transport.exchange import Limits

from ..transport.canned import Canned, response

CHARSETS = [
    "utf-8", "UTF-16", "us-ascii", "ISO-8859-1", "iso-8859-15", "Windows-1252", "cp1251", "cp850", "KOI8-R",
    "Shift_JIS", "EUC-JP", "EUC-KR", "GB2312", "GBK", "GB18030", "Big5",
]  # fmt: skip
SIGNS = {0x3C: "<", 0x3D: "=", 0x26: "&"}
LIMITS = Limits(depth=10, attributes=4, entities=5)


def nested(count: int, encoding: str = "utf-8") -> bytes:
    """Elements in one another."""
    return ("<a>" * count + "</a>" * count).encode(encoding)


def with_attributes(count: int) -> bytes:
    """One element with attributes, among others without."""
    written = " ".join(f'n{number}="1"' for number in range(count))
    return f"<r><b/><a {written}/></r>".encode()


def with_declarations(count: int) -> bytes:
    """One element with namespace declarations, among others without."""
    written = " ".join(f'xmlns:n{number}="u{number}"' for number in range(count))
    return f'<r xmlns="u"><b/><a {written}><c xmlns:x="y"/></a></r>'.encode()


def with_references(count: int) -> bytes:
    """References to entities and to characters."""
    return f"<a>{'&amp;' * (count - 1)}&#65;</a>".encode()


XML: list[tuple[str, Callable[[int], bytes], int, str]] = [
    ("depth", nested, 10, "more than the 10 elements in one another of limits.depth"),
    (
        "attributes", with_attributes, 4,
        "the element 'a' has 5 attributes, more than the 4 of limits.attributes",
    ),
    (
        "namespace declarations", with_declarations, 4,
        "the element 'a' has 5 namespace declarations, more than the 4 of limits.attributes",
    ),
    ("entities", with_references, 5, "more than the 5 references of limits.entities"),
]  # fmt: skip


@pytest.mark.parametrize(("write", "most", "text"), [row[1:] for row in XML], ids=[row[0] for row in XML])
def test_xml_at_a_limit_and_above(write: Callable[[int], bytes], most: int, text: str) -> None:
    assert parse_xml(write(most), LIMITS) is not None
    with pytest.raises(NotWellFormed) as caught:
        parse_xml(write(most + 1), LIMITS)
    assert str(caught.value) == text


def test_depth_in_other_encodings() -> None:
    assert parse_xml(nested(10, "utf-16"), LIMITS) is not None
    with pytest.raises(NotWellFormed, match=r"limits\.depth$"):
        parse_xml(nested(11, "utf-16"), LIMITS)


@pytest.mark.parametrize("name", CHARSETS)
def test_elements_in_every_charset_that_is_read(name: str) -> None:
    def write(elements: int) -> bytes:
        return f'<?xml version="1.0" encoding="{name}"?><a>{"<b/>" * (elements - 1)}</a>'.encode(name)

    limits = Limits(elements=20)

    assert len(parse_xml(write(20), limits)) == 19
    with pytest.raises(NotWellFormed, match=r"^more than the 20 elements and attributes of limits\.elements$"):
        parse_xml(write(60), limits)


@pytest.mark.parametrize("number", SIGNS, ids=SIGNS.get)
@pytest.mark.parametrize("name", CHARSETS)
def test_no_charset_that_is_read_spells_a_sign_without_its_byte(name: str, number: int) -> None:
    every = [bytes(pair) for pair in product(range(256), repeat=2) if number not in pair]

    assert not any(chr(number) in pair.decode(name, "ignore") for pair in every)


def test_an_instruction_before_the_root_declares_no_charset() -> None:
    assert parse_xml(b'<?xml-stylesheet encoding="JAVA"?><a encoding="JAVA"/>').tag == "a"


def test_many_elements_beside_one_another_are_not_deep() -> None:
    assert len(parse_xml(b"<a>" + b"<b/>" * 500 + b"</a>", LIMITS)) == 500


def test_the_parsers_own_limit_of_depth_is_told_as_ours() -> None:
    with pytest.raises(NotWellFormed, match=r"^more than the 100 elements in one another of limits\.depth$"):
        parse_xml(nested(10_000))


@pytest.mark.parametrize("pair", [b"[]", b"{}"])
def test_json_at_a_limit_and_above(pair: bytes) -> None:
    def write(count: int) -> bytes:
        inner = b'"x":' if pair == b"{}" else b""
        return (pair[:1] + inner) * count + b"1" + pair[1:] * count

    assert parse_json(write(10), LIMITS)
    with pytest.raises(NotJson) as caught:
        parse_json(write(11), LIMITS)
    assert str(caught.value) == "more than the 10 objects and arrays in one another of limits.depth"


def test_brackets_in_json_texts_are_not_deep() -> None:
    text = '[[[[["\\"[[[[{{{{{{{{{{{\\\\"]]]]]'

    assert parse_json(text.encode(), LIMITS) == [[[[['"[[[[{{{{{{{{{{{\\']]]]]


def test_json_with_many_members_and_entries() -> None:
    limits = Limits(elements=4)

    assert parse_json(b'{"a": [1, 2, 3]}', limits)
    with pytest.raises(NotJson) as caught:
        parse_json(b'{"a": [1, 2, 3], "b": 4}', limits)
    assert str(caught.value) == "more than the 4 members and entries of limits.elements"


SIGNS = {
    "commas": b"," * 200_001,
    "brackets": b"[{" * 100_001,
    "quotes": b'\\",' * 200_001,
    "backslashes": b"\\\\," * 200_001,
    "as much as fits": b"," * (Limits().body_bytes - 10),
}


@pytest.mark.parametrize("text", SIGNS.values(), ids=SIGNS)
def test_what_stands_in_json_texts_is_no_entry(text: bytes) -> None:
    found = parse_json(b'{"a": "' + text + b'"}')

    assert len(found["a"]) == len(text.replace(b"\\\\", b"x").replace(b"\\", b""))
    with pytest.raises(NotJson, match=r"^more than the 200000 members and entries of limits\.elements$"):
        parse_json(b'["' + text + b'"' + b",1" * 200_000 + b"]")


@pytest.mark.parametrize("body", [b'"' * 1_000_000, b'"a",' * 50_000 + b'"' + b"," * 200_000, b"a" * 1_000_000 + b","])
def test_what_is_no_json_is_counted_once(body: bytes) -> None:
    with pytest.raises(NotJson):
        parse_json(body, Limits(elements=100_000, depth=1))


@pytest.mark.parametrize(("name", "most"), [("depth", 256), ("headers", 99), ("attributes", 1_000_000)])
@pytest.mark.parametrize("too", ["small", "large"])
def test_a_limit_has_a_range(name: str, most: int, too: str) -> None:
    value = 0 if too == "small" else most + 1

    with pytest.raises(ValueError, match=rf"^limit '{name}' is {value}\. Allowed: from 1 to {most}\.$"):
        Limits(**{name: value})


@pytest.mark.parametrize(
    ("service", "body", "media_type", "text"),
    [
        ("cora-rpa", nested(6), "text/xml", "malformed XML: more than the 5 elements in one another of limits.depth"),
        (
            "robusta", b"[" * 6 + b"]" * 6, "application/json",
            "malformed JSON: more than the 5 objects and arrays in one another of limits.depth",
        ),
    ],
)  # fmt: skip
def test_the_limits_of_a_target_hold(service: str, body: bytes, media_type: str, text: str) -> None:
    target = Target(service, load_contract(service), url="http://host", limits=Limits(depth=5))
    session = Session(target, transport=Canned(response(body, media_type)))

    with pytest.raises(UnreadableReply) as caught:
        session.get_process_status("4711")
    assert text in str(caught.value)
