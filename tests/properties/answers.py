"""Answers as no service should send them, made from the documented samples and the recorded runtime."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from ProcessStatusLibrary.contract import load_contract, shipped_services
from ProcessStatusLibrary.transport.exchange import HttpResponse

from ..captures import captures
from ..unit.bindings.samples import BINDINGS, Sample, samples
from .mutations import TEXTS, changed, changes, mutated, values

Asked = tuple[str, str, str]
"""A service, an operation and a binding."""

ASKED: list[Asked] = [
    (service, operation, binding)
    for service in shipped_services()
    for operation, documented in load_contract(service).model.operations.items()
    for binding in documented.bindings
]

XML_TOKENS = [
    b"<", b">", b"&", b"&amp;", b"&#0;", b"&#xD800;", b"&#1;", b"<!--", b"-->", b"<?xml", b"?>", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<!DOCTYPE html>", b"&b;", b' xsi:nil="true"', b' xsi:nil="1"', b"<a/>", b"/>",
    b'<?xml version="1.0" encoding="utf-16"?>', b'<?xml version="1.0" encoding="nowhere"?>', b"\xef\xbb\xbf",
    b"\xff\xfe", b"\xfe\xff", b' xmlns="urn:x"', b' xmlns:a="urn:x"', b"a:", b"<html>", b"<title>", b"<body", b"\x00",
    b"T24:00:00", b"9999-12-31T24:00:00", b"0001-01-01T00:00:00", b"9" * 60, b"-1", b"<b>" * 120, b"\xc3\xa9",
    b"\xed\xa0\x80", b"\\ud800", b"1e999", b"{", b"}", b'"', b",", b"null",
]  # fmt: skip
WORDS = sorted({name for of in samples("response") for name in re.findall(r"\w+", of.body.decode())})


def documents(opening: tuple[bytes, ...]) -> list[bytes]:
    """Bodies of the samples and of the recorded runtime that open in a way, each once."""
    recorded = [capture.response.body for capture in captures() if capture.response]
    found = [*(of.body for of in samples("response")), *(body for body in recorded if len(body) < 3000)]
    return list(dict.fromkeys(body for body in found if body.lstrip().startswith(opening)))


XML_DOCUMENTS = documents((b"<", b"\xef\xbb\xbf<"))
JSON_DOCUMENTS = documents((b"{",))


@cache
def of_sample(asked: Asked) -> tuple[bytes, ...]:
    """The documented answers of one operation over one binding."""

    def is_asked(of: Sample) -> bool:
        return (of.service, of.operation, BINDINGS[of.slug]) == asked

    return tuple(of.body for of in samples("response") if is_asked(of))


Step = tuple[str, int, int, str]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["remove", "double", "move", "rename", "text", "tail", "nil", "comment", "instruction", "wrap"]
        ),
        st.integers(0, 1000),
        st.integers(0, 1000),
        st.one_of(TEXTS, st.sampled_from(WORDS)),
    ),
    min_size=1,
    max_size=4,
)
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def is_well_formed(body: bytes) -> bool:
    """Whether libxml2 reads a document."""
    try:
        etree.fromstring(body)
    except etree.XMLSyntaxError:
        return False
    return True


WELL_FORMED = [body for body in XML_DOCUMENTS if is_well_formed(body)]


def restructured(body: bytes, steps: list[Step]) -> bytes:
    """A document that stays well-formed, with its elements changed."""
    root = etree.fromstring(body)
    for kind, first, second, text in steps:
        elements = list(root.iter("*"))
        element, other = elements[first % len(elements)], elements[second % len(elements)]
        try:
            _restructure(root, element, other, kind, text)
        except ValueError:
            continue  # a text or a name that XML cannot hold, or an element into itself
    return etree.tostring(root)


def _restructure(  # noqa: C901  one branch a kind of change
    root: Any, element: Any, other: Any, kind: str, text: str
) -> None:
    parent = element.getparent()
    if kind == "remove" and parent is not None:
        parent.remove(element)
    elif kind == "double" and parent is not None:
        parent.append(etree.fromstring(etree.tostring(element, with_tail=False)))
    elif kind == "move" and element is not root:
        other.append(element)
    elif kind == "rename" and text.isascii():  # lxml writes further names that libxml2 does not read
        element.tag = text
    elif kind == "text":
        element.text = text
    elif kind == "tail" and parent is not None:
        element.tail = text
    elif kind == "nil":
        element.set(NIL, text if len(text) < 3 else "true")
    elif kind == "comment":
        element.insert(0, etree.Comment(text))
    elif kind == "instruction":
        element.insert(0, etree.PI("a", text))
    elif kind == "wrap":
        etree.SubElement(element, element.tag).text = text


XML = st.one_of(mutated(XML_DOCUMENTS, XML_TOKENS), st.builds(restructured, st.sampled_from(WELL_FORMED), STEPS))
JSON_TREES = st.builds(
    changed,
    st.sampled_from([json.loads(body) for body in JSON_DOCUMENTS]),
    changes(values(st.none(), words=WORDS), WORDS),
)
CHARSETS = ["utf-8", '"utf-8"', "utf-16", "utf-7", "idna", "punycode", "unicode_escape", "undefined", "zlib", "hex", "",
            "\x00", "ebcdic-x", "cp037", "rot13", "base64"]  # fmt: skip
MEDIA_TYPES = ["text/xml", "application/soap+xml", "application/json", "text/html", "text/plain", "", "a/b+xml"]
HEADERS = st.lists(
    st.one_of(
        st.builds(
            lambda media, charset: ("Content-Type", f"{media}; charset={charset}"),
            st.sampled_from(MEDIA_TYPES),
            st.sampled_from(CHARSETS),
        ),
        st.tuples(st.sampled_from(["Content-Type", "Location", "Retry-After", "x"]), TEXTS),
    ),
    max_size=3,
).map(tuple)
STATUSES = st.sampled_from([200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 500, 503, 599])


def bodies(asked: Asked) -> st.SearchStrategy[bytes]:
    """Bodies that may come for what was asked: its own sample gone wrong, or that of something else."""
    own = list(of_sample(asked))
    trees = [json.loads(body) for body in own if body.startswith(b"{")]
    xml = [body for body in own if body.startswith(b"<")]
    found: list[st.SearchStrategy[bytes]] = [mutated([*XML_DOCUMENTS, *JSON_DOCUMENTS], XML_TOKENS)]
    if own:
        found.append(mutated(own, XML_TOKENS))
    if xml:
        found.append(st.builds(restructured, st.sampled_from(xml), STEPS))
    if trees:
        wrong = st.builds(changed, st.sampled_from(trees), changes(values(st.none(), words=WORDS), WORDS))
        found.append(wrong.map(lambda tree: json.dumps(tree).encode()))
    return st.one_of(found)


BODIES = {asked: bodies(asked) for asked in ASKED}


@st.composite
def answers(draw: st.DrawFn) -> tuple[Asked, HttpResponse]:
    """What was asked, and an answer."""
    asked = draw(st.sampled_from(ASKED))
    body = draw(BODIES[asked])
    return asked, HttpResponse(draw(STATUSES), draw(TEXTS), draw(HEADERS), body)
