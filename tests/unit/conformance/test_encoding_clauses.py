"""Clauses about the bytes of a document: every verdict, with its words."""

from __future__ import annotations

import codecs
from dataclasses import replace

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable
from ProcessStatusLibrary.reply import Reply, read_reply

from .answers import CORUSON_XML, HTML, NOTHING, ROBUSTA, SOAP_11, SOAP_12, judge_of, result, text

PLAIN, UTF_8 = "text/xml", "text/xml; charset=utf-8"
JSON = "application/json"
XML_DOCUMENT = '<?xml version="1.0" encoding="{}"?><a>{}</a>'


def received(body: bytes, content_type: str = PLAIN, name: str = SOAP_11) -> Reply:
    """A reply of some bytes."""
    reply = result(name).reply()
    response = replace(reply.response, body=body, headers=(("Content-Type", content_type),))
    exchange = replace(reply.exchange, response=response)
    return read_reply(reply.contract, reply.operation, reply.binding, reply.process_id, exchange)


def xml(encoding: str, text_in_it: str = "ä", mark: bytes = b"", write: str = "utf-8") -> bytes:
    """A document that declares an encoding, with a text, in an encoding."""
    return mark + XML_DOCUMENT.format(encoding, text_in_it).encode(write)


def in_json(text_in_it: str) -> str:
    return f'{{"status": "{text_in_it}"}}'


IS_HTML, IS_EMPTY, IS_TEXT = (not_applicable(f"the reply is {it}") for it in ("HTML", "an empty body", "plain text"))
IS_JSON, IS_XML = not_applicable("the reply is JSON"), not_applicable("the reply is XML")


def invalid(encoding: str, why: str, where: str) -> Finding:
    return fail("A byte does not belong to the encoding", encoding, why, where)


BAD_BYTE = "'utf-8' codec can't decode byte 0xff in position {}: invalid start byte"

VALID: list[tuple[Reply, Finding]] = [
    (result(SOAP_11).reply(), PASSED),
    (result(ROBUSTA).reply(), PASSED),
    (HTML.reply(), IS_HTML),
    (NOTHING.reply(), IS_EMPTY),
    (text("busy").reply(), IS_TEXT),
    (received(b"<a>\xff</a>"), invalid("utf-8", BAD_BYTE.format(3), "byte 3")),
    (received(b'{"a": "\xff"}', JSON, ROBUSTA), invalid("utf-8", BAD_BYTE.format(7), "byte 7")),
    (received(b"<a>\xff</a>", "text/xml; charset=iso-8859-1"), PASSED),
    (received(xml("iso-8859-1", write="latin-1")), PASSED),
    (received(xml("utf-16", write="utf-16")), PASSED),
    (received(b"<a/>", "text/xml; charset=klingon"), inconclusive("there is no encoding 'klingon'")),
]


@pytest.mark.parametrize(("reply", "finding"), VALID)
def test_every_byte_belongs_to_the_encoding(reply: Reply, finding: Finding) -> None:
    assert judge_of("encoding.valid")(reply) == finding


def declares(documented: str, declared: str) -> Finding:
    title = "The XML declaration names another encoding than that of the bytes"
    return fail(title, documented, f'encoding="{declared}"', "XML declaration")


BYTES = "the encoding that the bytes are in"
DECLARATION: list[tuple[Reply, Finding]] = [
    (result(SOAP_11).reply(), PASSED),
    (received(b"<a/>"), not_applicable("the document declares no encoding")),
    (received(b'<?xml version="1.0"?><a/>'), not_applicable("the document declares no encoding")),
    (received(xml("UTF-8", mark=codecs.BOM_UTF8)), PASSED),
    (received(xml("utf-16", write="utf-16")), PASSED),
    (received(xml("iso-8859-1", write="latin-1")), PASSED),
    (received(xml("iso-8859-1", "a")), PASSED),  # ASCII is both
    (received(xml("utf-16", mark=codecs.BOM_UTF8)), declares("utf-8, as the byte order mark says", "utf-16")),
    (received(xml("utf-16")), declares(BYTES, "utf-16")),
    (received(xml("utf-8", write="utf-16-le")), declares(BYTES, "utf-8")),
    (received(xml("iso-8859-1")), declares("utf-8, which the bytes are in", "iso-8859-1")),
    (received(xml("klingon")), declares("the name of a character encoding", "klingon")),
    (received(b"{}", JSON, CORUSON_XML), IS_JSON),
]


@pytest.mark.parametrize(("reply", "finding"), DECLARATION)
def test_declaration(reply: Reply, finding: Finding) -> None:
    assert judge_of("encoding.declaration")(reply) == finding


def not_unicode(name: str) -> Finding:
    return fail("Another encoding than UTF-8 and UTF-16", "utf-8 or utf-16", f"'{name}'")


UNICODE: list[tuple[Reply, Finding]] = [
    (result(SOAP_11).reply(), PASSED),
    (result(SOAP_12).reply(), PASSED),
    (received(b"<a/>"), PASSED),
    (received(xml("utf-16", write="utf-16")), PASSED),
    (received(xml("ISO-8859-1"), UTF_8), not_unicode("iso-8859-1")),
    (received(b"<a/>", "text/xml; charset=us-ascii"), not_unicode("us-ascii")),
    (HTML.reply(), IS_HTML),
]


@pytest.mark.parametrize("clause", ["encoding.unicode", "encoding.unicode.basic-profile"])
@pytest.mark.parametrize(("reply", "finding"), UNICODE)
def test_unicode(clause: str, reply: Reply, finding: Finding) -> None:
    assert judge_of(clause)(reply) == finding


WIDE = fail("JSON in another encoding", "UTF-8", "UTF-16 or UTF-32")
OF_JSON: list[tuple[Reply, Finding]] = [
    (result(ROBUSTA).reply(), PASSED),
    (received(in_json("ä").encode(), JSON, ROBUSTA), PASSED),
    (
        received(in_json("ä").encode("utf-8-sig"), JSON, ROBUSTA),
        fail("JSON begins with a byte order mark", "no byte order mark", "that of UTF-8", "byte 0"),
    ),
    (received(in_json("ä").encode("utf-16"), JSON, ROBUSTA), WIDE),
    (received(in_json("ä").encode("utf-16-be"), JSON, ROBUSTA), WIDE),
    (received(b"<a/>", PLAIN, ROBUSTA), IS_XML),
]


@pytest.mark.parametrize(("reply", "finding"), OF_JSON)
def test_json(reply: Reply, finding: Finding) -> None:
    assert judge_of("encoding.json")(reply) == finding


def malformed(why: str, what: str = "XML") -> Finding:
    return fail("The document is not well-formed", f"well-formed {what}", why)


NOT_TEXT = inconclusive("the bytes are not text in the encoding that a reader has to assume")
WELL_FORMED: list[tuple[Reply, Finding]] = [
    (result(SOAP_11).reply(), PASSED),
    (result(ROBUSTA).reply(), PASSED),
    (received(b"<a/>"), PASSED),
    (received(b"<a/>", PLAIN, ROBUSTA), PASSED),
    (received(b'{"a": 1', JSON, ROBUSTA), malformed("Expecting ',' delimiter at line 1, column 8", "JSON")),
    (received(b"{} OK", JSON, ROBUSTA), malformed("Extra data at line 1, column 4", "JSON")),
    (received(b"busy", PLAIN), malformed("not XML, but 'busy'")),
    (
        received(b"<!DOCTYPE a><a/>"),
        inconclusive("a document with a document type declaration is not read"),
    ),
    (received(b"<a>\xff</a>"), NOT_TEXT),
    (received(in_json("ä").encode("utf-16"), JSON, ROBUSTA), NOT_TEXT),
    (HTML.reply(), IS_HTML),
    (NOTHING.reply(), IS_EMPTY),
]


@pytest.mark.parametrize(("reply", "finding"), WELL_FORMED)
def test_well_formed(reply: Reply, finding: Finding) -> None:
    assert judge_of("encoding.well-formed")(reply) == finding


@pytest.mark.parametrize(
    "body", [b"<a>", b"<a>&x;</a>", b"<a>&#1;</a>", b"<x:a/>", b"<a/>OK", b"\n<?xml version='1.0'?><a/>"]
)
def test_what_is_not_well_formed(body: bytes) -> None:
    finding = judge_of("encoding.well-formed")(received(body))

    assert (finding.message, finding.documented) == ("The document is not well-formed", "well-formed XML")


def test_a_row_of_comments_is_read_in_no_time() -> None:
    """A search that tried every way to cut the row would not end."""
    reply = received(b"<!-- a -->" * 300 + b"<a/>")

    assert judge_of("envelope.no-dtd")(reply) == PASSED
