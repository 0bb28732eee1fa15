"""Tells what a message says of its encoding, and what its bytes say."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...text_encodings import text_encoding

if TYPE_CHECKING:
    from ...reply import Reply
    from ...transport.exchange import HttpResponse

UTF_8 = "utf-8"
_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;,\"]+)", re.IGNORECASE)
_NO_MARKUP = (ReplyKind.HTML, ReplyKind.TEXT, ReplyKind.EMPTY)
_BEGINNING = 400


def is_markup(reply: Reply) -> bool:
    """Whether an answer is XML or JSON, well-formed or not."""
    return reply.kind not in _NO_MARKUP


def is_json(body: bytes) -> bool:
    """Whether a document is JSON, in whatever encoding."""
    mark = byte_order_mark(body)
    text = body[: _BEGINNING * 4].decode(mark, "ignore") if mark else body.replace(b"\0", b"").decode("latin-1")
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def declared_charset(response: HttpResponse) -> str:
    """The charset of Content-Type, in lower case; empty when it names none."""
    found = _CHARSET.search(response.header("Content-Type"))
    return found[1].lower() if found else ""


def declared_encoding(body: bytes) -> str:
    """The encoding of an XML declaration, in lower case; empty when it names none."""
    found = _DECLARATION.match(_without_mark(body)[:_BEGINNING].replace(b"\0", b""))
    return found[1].decode("ascii").lower() if found else ""


def byte_order_mark(body: bytes) -> str:
    """The encoding whose byte order mark a document begins with; empty when there is none."""
    return next((name for mark, name in _MARKS if body.startswith(mark)), "")


def has_wide_characters(body: bytes) -> bool:
    """Whether a document begins as UTF-16 or UTF-32 does: with a zero byte among its first ones."""
    return byte_order_mark(body) in ("utf-16", "utf-32") or b"\0" in body[:4]


def encoding_of(reply: Reply) -> str:
    """The encoding that a reader has to assume: byte order mark, charset, XML declaration (RFC 7303 section 3)."""
    body = reply.response.body
    return byte_order_mark(body) or declared_charset(reply.response) or declared_encoding(body) or UTF_8


def family(name: str) -> str:
    """One name for all spellings of an encoding and its byte orders; empty when there is no such encoding."""
    return re.sub(r"^(utf-(?:8|16|32))-(?:sig|le|be)$", r"\1", text_encoding(name))


def _without_mark(body: bytes) -> bytes:
    return next((body[len(mark) :] for mark, _ in _MARKS if body.startswith(mark)), body)
