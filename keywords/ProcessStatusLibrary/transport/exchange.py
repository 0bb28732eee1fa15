"""One HTTP request and its response, with times: what is recorded and shown as evidence."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ..text_encodings import text_encoding
from ..wording import is_number

Headers = tuple[tuple[str, str], ...]
Secrets = tuple[tuple[str, str], ...]
"""What each secret of a request is, for people, and its value, or the mask that stands for it."""


@dataclass(frozen=True, slots=True, repr=False)
class HttpRequest:
    """A request, ready to be sent. It may hold secrets, so it prints as little as its size."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""

    def __repr__(self) -> str:
        return f"<{self.method} request of {len(self.headers)} headers and {len(self.body)} bytes>"

    def header(self, name: str) -> str:
        """A header's value in any case of its name; empty when absent."""
        return find_header(self.headers, name)

    @property
    def text(self) -> str:
        """The body as text, what cannot be read replaced."""
        return _decoded(self.body)

    def with_headers(self, extra: Iterable[tuple[str, str]]) -> HttpRequest:
        """The same request with headers set, replacing those of the same name."""
        headers = list(self.headers)
        for name, value in extra:
            headers = [h for h in headers if h[0].casefold() != name.casefold()] + [(name, value)]
        return HttpRequest(self.method, self.url, tuple(headers), self.body)


@dataclass(frozen=True, slots=True, repr=False)
class HttpResponse:
    """An answer as received, its content encoding undone. A server may repeat secrets: it prints as its size.

    Attributes:
        more_came: More came than Content-Length says, and was dropped (RFC 9112 section 9.2).
        length: Bytes of the body before anything in it was masked; None: those of `body`.
    """

    status: int
    reason: str
    headers: Headers
    body: bytes
    version: str = "HTTP/1.1"
    more_came: bool = False
    length: int | None = None

    @property
    def body_length(self) -> int:
        """Bytes of the body as it came."""
        return len(self.body) if self.length is None else self.length

    def __repr__(self) -> str:
        return f"<answer {self.status} of {len(self.headers)} headers and {len(self.body)} bytes>"

    def header(self, name: str) -> str:
        """A header's value in any case of its name; empty when absent."""
        return find_header(self.headers, name)

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case; empty when there is none."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text: in the declared charset, else UTF-8, what cannot be read replaced."""
        return _decoded(self.body, declared_charset(self.header("Content-Type")))


def declared_charset(content_type: str) -> str:
    """The charset that a Content-Type names; empty when it names none."""
    charset = ""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"')
    return charset


def _decoded(body: bytes, charset: str = "") -> str:
    """A body for people: UTF-16 by its own bytes, so that no secret hides between zero bytes; else by its charset."""
    return body.decode(wide_encoding(body) or text_encoding(charset) or "utf-8", "replace")


def wide_encoding(body: bytes) -> str:
    """The kind of UTF-16 that a body is in; empty when it is in another encoding."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = body[:1] == b"\0", body[1:2] == b"\0"
    if len(body) < 2 or first is second:
        return ""
    return "utf-16-be" if first else "utf-16-le"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it.

    Attributes:
        response: The answer, or nothing when none came.
        error: Why none came; empty when one did.
        started: When the request was sent, in UTC.
        elapsed: Seconds until the answer was complete or given up.
        secrets: What stands for the secrets that the request carried, in an exchange that was recorded; None: they
            are in the request itself.
    """

    request: HttpRequest
    response: HttpResponse | None
    started: datetime
    elapsed: float
    error: str = ""
    secrets: Secrets | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds allowed: for connecting, between two bytes, and for the whole exchange."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 60.0

    def __post_init__(self) -> None:
        for name in ("connect", "read", "total"):
            if not is_number(getattr(self, name)) or not 0 < getattr(self, name) <= 86400:
                raise ValueError(
                    f"timeout '{name}' is {getattr(self, name)!r}. Allowed: more than 0 and at most 86400 seconds."
                )


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may have.

    Attributes:
        header_bytes: Bytes of all headers together; a single line never has more than 65536.
        headers: Headers; http.client reads no more than 99.
        body_bytes: Bytes of the body, after decompression.
        compressed_bytes: Bytes of a compressed body as it travels.
        gzip_members: Members of a body that is packed by gzip; streams of a body in deflate are counted as such.
        depth: Elements of XML in one another, or objects and arrays of JSON; libxml2 reads no more than 256.
        attributes: Attributes of one XML element, declarations of namespaces not counted.
        entities: References to entities and characters in an XML document, such as ``&amp;``.
        elements: Elements and attributes of an XML document, each with a start and an end; members and entries of JSON.

    Raises:
        ValueError: A limit is out of its range; the message names it and says the range.
    """

    header_bytes: int = 64 * 1024
    headers: int = 99
    body_bytes: int = 16 * 1024 * 1024
    compressed_bytes: int = 16 * 1024 * 1024
    gzip_members: int = 1000
    depth: int = 100
    attributes: int = 100
    entities: int = 100_000
    elements: int = 200_000

    def __post_init__(self) -> None:
        for name, most in LARGEST.items():
            value = getattr(self, name)
            if not is_number(value, whole=True) or not 1 <= value <= most:
                raise ValueError(f"limit '{name}' is {value!r}. Allowed: from 1 to {most}.")


LARGEST = {
    "header_bytes": 16 * 1024 * 1024,
    "headers": 99,
    "body_bytes": 1024 * 1024 * 1024,
    "compressed_bytes": 1024 * 1024 * 1024,
    "gzip_members": 1_000_000,
    "depth": 256,
    "attributes": 1_000_000,
    "entities": 1_000_000_000,
    "elements": 1_000_000_000,
}


BUDGET: ContextVar[float] = ContextVar("exchange_budget", default=float("inf"))
"""Seconds that whoever asks has left: an exchange takes no longer, whatever its own total allows."""


class Transport(Protocol):
    """Sends a request and returns what came back."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Makes one exchange.

        Raises:
            TransportError: No usable answer came within the time and size allowed.
        """

    def close(self) -> None:
        """Closes every connection."""


def find_header(headers: Headers, name: str) -> str:
    """A header's value in any case of its name, several joined with a comma; empty when absent."""
    folded = name.casefold()
    return ", ".join(value for key, value in headers if key.casefold() == folded)
