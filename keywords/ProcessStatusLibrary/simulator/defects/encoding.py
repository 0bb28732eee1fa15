"""Defects of the bytes of a document: not well-formed, not what they declare, or not text at all."""

from __future__ import annotations

import codecs
import re

from .answers import on_body
from .defect import Defect
from .where import anywhere, in_xml, over_soap

DECLARED = b'encoding="utf-8"'
AFTER_DECLARATION = re.compile(rb"(\?>\s*)")
ROOT = re.compile(rb"<([\w:.-]+)")
LEAF = re.compile(rb">([^<>]*[^<>\s][^<>]*)</")
LEAF_ELEMENT = re.compile(rb"<(?:\w+:)?(\w+)>([^<>]+)</(?:\w+:)?\1>")
END_OF_TEXT = re.compile(rb'"(?=[^"]*$)')
CUT = 12
"""How many bytes a truncated document lacks: the end of its root."""


def _insert(body: bytes, xml: bytes, json: bytes) -> bytes:
    """Inserts bytes after the first text of an XML document, or into the last of a JSON document."""
    if body.lstrip().startswith(b"<"):
        return LEAF.sub(lambda match: b">" + match[1] + xml + b"</", body, count=1)
    return END_OF_TEXT.sub(lambda _: json + b'"', body, count=1)


def _into_prolog(body: bytes, what: bytes) -> bytes:
    return AFTER_DECLARATION.sub(lambda match: match[1] + what, body, count=1)


def _doctype(body: bytes) -> bytes:
    root = ROOT.search(body)
    return _into_prolog(body, b"<!DOCTYPE " + (root[1] if root else b"x") + b">")


def _undeclared_prefix(body: bytes) -> bytes:
    return LEAF_ELEMENT.sub(lambda match: b"<x:%b>%b</x:%b>" % (match[1], match[2], match[1]), body, count=1)


DEFECTS = (
    Defect(
        "doctype",
        "The answer has a document type declaration.",
        "encoding",
        where=in_xml,
        answered=on_body("xml", _doctype),
    ),
    Defect(
        "processing-instruction",
        "A SOAP message has a processing instruction.",
        "encoding",
        where=over_soap,
        answered=on_body("xml", lambda body: _into_prolog(body, b'<?render mode="fast"?>')),
    ),
    Defect(
        "undeclared-prefix",
        "An element has a prefix that is not declared.",
        "encoding",
        where=in_xml,
        answered=on_body("xml", _undeclared_prefix),
    ),
    Defect(
        "bare-ampersand",
        "A text has an ampersand that is not escaped.",
        "encoding",
        where=in_xml,
        answered=on_body("xml", lambda body: _insert(body, b" & co", b"")),
    ),
    Defect(
        "control-character",
        "A text has a control character that neither XML nor JSON can carry.",
        "encoding",
        where=anywhere,
        answered=on_body("any", lambda body: _insert(body, b"&#1;", b"\x01")),
    ),
    Defect(
        "invalid-utf-8",
        "A text has a byte that is not UTF-8.",
        "encoding",
        where=anywhere,
        answered=on_body("any", lambda body: _insert(body, b"\xff", b"\xff")),
    ),
    Defect(
        "declares-latin-1",
        "The XML declaration says ISO 8859-1, the bytes are UTF-8.",
        "encoding",
        where=in_xml,
        answered=on_body("xml", lambda body: body.replace(DECLARED, b'encoding="iso-8859-1"', 1)),
    ),
    Defect(
        "declares-utf-16",
        "The XML declaration says UTF-16 after the byte order mark of UTF-8.",
        "encoding",
        where=in_xml,
        answered=on_body("xml", lambda body: codecs.BOM_UTF8 + body.replace(DECLARED, b'encoding="utf-16"', 1)),
    ),
    Defect(
        "blank-before-declaration",
        "There is an empty line before the XML declaration.",
        "encoding",
        where=in_xml,
        answered=on_body("xml", lambda body: b"\r\n" + body),
    ),
    Defect(
        "text-after-document",
        "There is text after the end of the document.",
        "encoding",
        where=anywhere,
        answered=on_body("any", lambda body: body + b"\r\nOK"),
    ),
    Defect(
        "truncated-document",
        "The end of the document is missing, and the length says so.",
        "encoding",
        where=anywhere,
        answered=on_body("any", lambda body: body.rstrip()[:-CUT]),
    ),
)
