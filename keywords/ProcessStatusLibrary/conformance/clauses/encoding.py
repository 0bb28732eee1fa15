"""Clauses about the bytes of a document: whether they are text, and whether the text is XML or JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...wording import quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive, not_applicable
from ..scope import JSON_ANSWER, NOT_SOAP_11, SOAP_11, XML_ANSWER
from ..situation import EVERY_SITUATION
from .charsets import (
    UTF_8,
    byte_order_mark,
    declared_charset,
    declared_encoding,
    encoding_of,
    family,
    has_wide_characters,
    is_json,
    is_markup,
)
from .prolog import has_doctype
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

UNICODE = ("utf-8", "utf-16")
_UNREADABLE_PREFIXES = ("malformed XML: ", "malformed JSON: ")


def _of_markup(judge: Callable[[Reply], Finding], *, json: bool, xml: bool) -> Callable[[Reply], Finding]:
    """A judgement of documents in some formats as one of replies."""

    def judged(reply: Reply) -> Finding:
        if not is_markup(reply):
            return not_applicable(f"the reply is {named(reply)}")
        wanted = json if is_json(reply.response.body) else xml
        return judge(reply) if wanted else not_applicable(f"the reply is {'XML' if json else 'JSON'}")

    return judged


def _valid(reply: Reply) -> Finding:
    encoding = encoding_of(reply)
    if not family(encoding):
        return inconclusive(f"there is no encoding {quote(encoding)}")
    try:
        reply.response.body.decode(encoding)
    except UnicodeError as problem:
        place = f"byte {problem.start}" if isinstance(problem, UnicodeDecodeError) else ""
        return fail("A byte does not belong to the encoding", encoding, str(problem), place)
    return PASSED


def _declaration(reply: Reply) -> Finding:
    body = reply.response.body
    declared, mark = declared_encoding(body), byte_order_mark(body)
    if not declared:
        return not_applicable("the document declares no encoding")
    known = family(declared)
    if not known:
        return _declares("the name of a character encoding", declared)
    if mark and known != mark:
        return _declares(f"{mark}, as the byte order mark says", declared)
    if (known in ("utf-16", "utf-32")) != has_wide_characters(body):
        return _declares("the encoding that the bytes are in", declared)
    if known not in UNICODE and not body.isascii() and _is(body, UTF_8):
        return _declares("utf-8, which the bytes are in", declared)
    return PASSED


def _declares(documented: str, declared: str) -> Finding:
    return fail(
        "The XML declaration names another encoding than that of the bytes",
        documented,
        f'encoding="{declared}"',
        "XML declaration",
    )


def _unicode(reply: Reply) -> Finding:
    named_ones = [declared_charset(reply.response), declared_encoding(reply.response.body)]
    others = [name for name in named_ones if name and family(name) not in UNICODE]
    if not others:
        return PASSED
    return fail("Another encoding than UTF-8 and UTF-16", "utf-8 or utf-16", quote(others[0]))


def _json(reply: Reply) -> Finding:
    body = reply.response.body
    if has_wide_characters(body):
        return fail("JSON in another encoding", "UTF-8", "UTF-16 or UTF-32")
    if byte_order_mark(body):
        return fail("JSON begins with a byte order mark", "no byte order mark", "that of UTF-8", "byte 0")
    return PASSED


def _well_formed(reply: Reply) -> Finding:
    if reply.kind is not ReplyKind.UNREADABLE:
        return PASSED
    body, detail = reply.response.body, reply.kept.detail
    if has_doctype(body):
        return inconclusive("a document with a document type declaration is not read")
    if _valid(reply) != PASSED or (is_json(body) and has_wide_characters(body)):
        return inconclusive("the bytes are not text in the encoding that a reader has to assume")
    for prefix in _UNREADABLE_PREFIXES:
        detail = detail.removeprefix(prefix)
    return fail("The document is not well-formed", "well-formed JSON" if is_json(body) else "well-formed XML", detail)


def _is(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeError:
        return False
    return True


ENCODING_CLAUSES = (
    Clause(
        id="encoding.well-formed",
        title="A document is well-formed.",
        level="standard",
        source="XML 1.0 section 2.1, Namespaces in XML 1.0 section 7; RFC 8259 section 2",
        situations=EVERY_SITUATION,
        judge=_of_markup(_well_formed, json=True, xml=True),
    ),
    Clause(
        id="encoding.valid",
        title="Every byte of a document belongs to its encoding.",
        level="standard",
        source="XML 1.0 section 4.3.3; RFC 8259 section 8.1",
        situations=EVERY_SITUATION,
        judge=_of_markup(_valid, json=True, xml=True),
    ),
    Clause(
        id="encoding.declaration",
        title="The XML declaration names the encoding of the bytes.",
        level="standard",
        source="XML 1.0 section 4.3.3",
        situations=EVERY_SITUATION,
        scope=XML_ANSWER,
        judge=_of_markup(_declaration, json=False, xml=True),
    ),
    Clause(
        id="encoding.unicode",
        title="XML is in UTF-8 or UTF-16, which every reader of XML must know.",
        level="inferred",
        source="XML 1.0 section 2.2: readers need not know any other encoding",
        situations=EVERY_SITUATION,
        scope=XML_ANSWER & NOT_SOAP_11,
        judge=_of_markup(_unicode, json=False, xml=True),
    ),
    Clause(
        id="encoding.unicode.basic-profile",
        title="A message of SOAP 1.1 is in UTF-8 or UTF-16.",
        level="standard",
        source="WS-I BP 1.1 R1012",
        situations=EVERY_SITUATION,
        scope=SOAP_11,
        judge=_of_markup(_unicode, json=False, xml=True),
    ),
    Clause(
        id="encoding.json",
        title="JSON is in UTF-8, without a byte order mark.",
        level="standard",
        source="RFC 8259 section 8.1",
        situations=EVERY_SITUATION,
        scope=JSON_ANSWER,
        judge=_of_markup(_json, json=True, xml=False),
    ),
)
