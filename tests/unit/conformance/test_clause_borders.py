"""Clauses at their borders: every word of a schema, statuses one apart, bytes that are nearly something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable
from ProcessStatusLibrary.conformance.clauses.charsets import (
    byte_order_mark,
    declared_encoding,
    family,
    has_wide_characters,
    is_json,
)
from ProcessStatusLibrary.conformance.clauses.prolog import has_doctype
from ProcessStatusLibrary.schemas.problem import SchemaProblem
from ProcessStatusLibrary.transport.exchange import Headers

from .answers import HTTP_GET, ROBUSTA, SOAP_11, Recipe, json, judge_of, judged, other, result, text
from .test_http_message_clauses import answered, observed, said

RULES = ("name", "required", "undocumented-element", "order", "type", "range", "form", "nil", "message")
WORDS = {
    "root": ("name", "Wrong root element"),
    "namespace": ("name", "Element in a wrong namespace"),
    "missing": ("required", "Missing element"),
    "required": ("required", "Missing member"),
    "extra": ("undocumented-element", "Undocumented element"),
    "order": ("order", "Element out of order"),
    "type": ("type", "Wrong type"),
    "range": ("range", "Value out of range"),
    "minimum": ("range", "The message breaks its schema"),
    "maximum": ("range", "The message breaks its schema"),
    "pattern": ("form", "Wrong form"),
    "format": ("form", "The message breaks its schema"),
    "minLength": ("form", "The message breaks its schema"),
    "maxLength": ("form", "The message breaks its schema"),
    "not": ("form", "The message breaks its schema"),
    "nil": ("nil", "Nil where a value is required"),
    "enumeration": ("message", "Undocumented value"),
    "enum": ("message", "Undocumented value"),
    "additionalProperties": ("message", "Undocumented member"),
    "uniqueItems": ("message", "The message breaks its schema"),
}


@pytest.mark.parametrize(("keyword", "rule", "title"), [(word, *said) for word, said in WORDS.items()], ids=WORDS)
def test_each_word_of_a_schema_is_the_business_of_one_clause(keyword: str, rule: str, title: str) -> None:
    problem = SchemaProblem("/a", "more", "less", keyword)
    reply = replace(result(ROBUSTA).reply(), problems=(problem,))
    unread = inconclusive("it was not read: /a is not the documented element")
    found = {name: judge_of(f"schema.{name}")(reply) for name in RULES}

    assert found.pop(rule) == fail(title, "more", "less", "/a")
    assert set(found.values()) == {unread if rule == "name" else PASSED}


@pytest.mark.parametrize(
    ("level", "clause", "sample"),
    [
        ("documented", "schema.message", ROBUSTA),
        ("inferred", "schema.undocumented-member", ROBUSTA),
        ("standard", "schema.envelope", SOAP_11),
    ],
)
def test_each_level_of_a_problem_is_the_business_of_one_clause(level: str, clause: str, sample: str) -> None:
    problems = tuple(SchemaProblem("/a", "more", "less", "x", level) for _ in range(3))  # type: ignore[arg-type]
    reply = replace(result(sample).reply(), problems=problems)
    clauses = ["schema.message", "schema.undocumented-member" if sample == ROBUSTA else "schema.envelope"]

    for name in clauses:
        broken = fail("The message breaks its schema (and 2 more)", "more", "less", "/a")
        assert judge_of(name)(reply) == (broken if name == clause else PASSED)


TRACE = ("batch 4711", "see\n   at A.B.C(String id)")
TOLD = fail("An error tells the calls that led to it", "no stack trace", "'at A.B.C(String id)'")


def path(received: str) -> Finding:
    return fail("An error tells a path on the server", "no path", f"'{received}'")


@pytest.mark.parametrize(
    ("recipe", "finding"),
    [
        (result(SOAP_11, TRACE, status="399 Odd"), not_applicable("the reply is no error")),
        (result(SOAP_11, TRACE, status="400 Bad Request"), TOLD),
        (other(SOAP_11, "No.\n  at A.B.C(String id)", "500 No", "text/plain; charset=klingon"), TOLD),
        (json(ROBUSTA, '{"status": 500, "error": "No\\n\\tat A.B.C(String id)"}', "500 No"), fail(
            TOLD.message, TOLD.documented, "'\\\\tat A.B.C(String id)'"
        )),
    ],
    ids=["399", "400", "an unknown charset", "escapes"],
)  # fmt: skip
def test_which_answers_are_errors(recipe: Recipe, finding: Finding) -> None:
    assert judged("disclosure.stack-trace", recipe) == finding


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("See /home/ada/a.log.", path("/home/ada/a.log")),
        ("See /opt/app/a, and so on", path("/opt/app/a")),
        ("See d:\\app\\bin\\a.dll, line 3", path("d:\\\\app\\\\bin\\\\a.dll")),
        ("See /tmp/a and C:\\app\\bin\\a.dll", path("C:\\\\app\\\\bin\\\\a.dll")),
        ("See /scheduler/a or x/var/a", PASSED),
    ],
)
def test_where_a_path_ends(words: str, finding: Finding) -> None:
    assert judged("disclosure.file-path", text(words)) == finding


LENGTH_7 = (("Content-Length", "7"),)


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_a_status_that_has_no_body(status: str) -> None:
    reply = answered(other(SOAP_11, "", status, ""), headers=LENGTH_7)

    assert said("transport.content-length", observed(reply)) == [PASSED]


@pytest.mark.parametrize("status", ["203 Other", "205 Reset Content", "303 See Other", "305 Use Proxy"])
def test_a_status_that_may_have_a_body(status: str) -> None:
    reply = answered(other(SOAP_11, "", status, ""), headers=LENGTH_7)

    assert said("transport.content-length", observed(reply)) == [
        fail(
            "The answer is not as long as it says",
            "one Content-Length, and as many bytes",
            "Content-Length: 7, and 0 bytes",
            "Content-Length",
        )
    ]


def test_more_than_an_answer_says() -> None:
    reply = answered(result(HTTP_GET), headers=LENGTH_7)
    exchange = replace(reply.exchange, response=replace(reply.response, more_came=True))

    assert said("transport.content-length", observed(replace(reply, exchange=exchange))) == [
        fail(
            "More came than the answer's length",
            "one Content-Length, and as many bytes",
            "Content-Length: 7, and more",
            "Content-Length",
        )
    ]


@pytest.mark.parametrize("headers", [(("Content-Length", " 7 , 7"),), (("Content-Length", "7"),) * 2])
def test_one_length_said_twice(headers: Headers) -> None:
    reply = answered(other(SOAP_11, "<a></a>"), headers=headers)

    assert said("transport.content-length", observed(reply)) == [PASSED]


@pytest.mark.parametrize(
    ("body", "mark", "wide", "json_"),
    [
        (b"", "", False, False),
        (b"{}", "", False, True),
        (b" \t\r\n[", "", False, True),
        (b"<a/>", "", False, False),
        ("{}".encode("utf-8-sig"), "utf-8", False, True),
        ("{}".encode("utf-16"), "utf-16", True, True),
        (b"\xfe\xff" + "{}".encode("utf-16-be"), "utf-16", True, True),
        ("{}".encode("utf-32"), "utf-32", True, True),
        (b"\x00\x00\xfe\xff" + "[]".encode("utf-32-be"), "utf-32", True, True),
        ("<a/>".encode("utf-16-le"), "", True, False),
        ("{}".encode("utf-32-be"), "", True, True),
        (b"<a/>\x00", "", False, False),
        (b"abc\x00", "", True, False),
    ],
)
def test_what_bytes_begin_as(body: bytes, mark: str, wide: bool, json_: bool) -> None:
    assert (byte_order_mark(body), has_wide_characters(body), is_json(body)) == (mark, wide, json_)


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (b'<?xml version="1.0" encoding="UTF-8"?><a/>', "utf-8"),
        (b"<?xml version='1.0' encoding = 'x-1.a_b'?><a/>", "x-1.a_b"),
        (b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ('<?xml version="1.0" encoding="utf-16"?>'.encode("utf-16"), "utf-16"),
        (b'<?xml version="1.0"?><a encoding="utf-8"/>', ""),
        (b"<a/>", ""),
    ],
)
def test_what_a_document_declares(body: bytes, declared: str) -> None:
    assert declared_encoding(body) == declared


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UTF8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16le", "utf-16"), ("UTF-16BE", "utf-16"),
        ("utf-32-le", "utf-32"), ("latin1", family("iso-8859-1")), ("klingon", ""), ("", ""),
    ],
)  # fmt: skip
def test_one_name_for_all_spellings(name: str, known: str) -> None:
    assert family(name) == known


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_seen_in_every_encoding(encoding: str) -> None:
    assert has_doctype("<!DOCTYPE a><a/>".encode(encoding))
    assert not has_doctype("<a><!-- <!DOCTYPE a> --></a>".encode(encoding))
