"""Reads requests off a connection with httptools: pipelined ones, chunked ones, and those that must be refused."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import httptools

from .http_message import Request

HEADERS_LIMIT = 64 * 1024
BODY_LIMIT = 16 * 1024 * 1024
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A request that is complete.

    Attributes:
        received: The request.
        keep_alive: Its connection may serve another.
    """

    received: Request
    keep_alive: bool


class Refused(Exception):
    """What arrives is not a request that can be served; the connection ends with a status.

    Attributes:
        status: The HTTP status to say so.
    """

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class RequestReader:
    """Collects bytes until requests are complete."""

    def __init__(self) -> None:
        self._parser = httptools.HttpRequestParser(self)
        self._done: deque[Arrived] = deque()
        self._failure: Refused | None = None
        self._expects_continue = False
        self.on_message_begin()

    def feed(self, data: bytes) -> bytes:
        """Takes bytes in, and tells what to write at once: ``100 Continue`` when the client waits for it."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # nothing here upgrades; the request is answered and its connection closed
        except httptools.HttpParserError as problem:
            if self._failure is None:
                self._failure = Refused(400, f"Not an HTTP request: {problem}.")
        if self._expects_continue and self._failure is None:
            self._expects_continue = False
            return CONTINUE
        return b""

    def take(self) -> Arrived | None:
        """The next complete request, in order of arrival.

        Raises:
            Refused: What follows can never become one.
        """
        if self._done:
            return self._done.popleft()
        if self._failure is not None:
            raise self._failure
        return None

    # What follows is called by httptools, which swallows the type of an exception: failures are kept instead.

    def on_message_begin(self) -> None:
        self._target = b""
        self._headers: list[tuple[str, str]] = []
        self._size = 0
        self._body = bytearray()

    def on_url(self, part: bytes) -> None:
        self._target += part
        self._grow(len(part))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name.decode("latin-1"), value.decode("latin-1")))
        self._grow(len(name) + len(value))

    def on_headers_complete(self) -> None:
        expected = [value for name, value in self._headers if name.lower() == "expect"]
        self._expects_continue = any(value.lower() == "100-continue" for value in expected)

    def on_body(self, part: bytes) -> None:
        self._expects_continue = False  # it did not wait
        self._body += part
        if len(self._body) > BODY_LIMIT:
            self._refuse(413, f"The body is longer than {BODY_LIMIT} bytes.")

    def on_message_complete(self) -> None:
        self._expects_continue = False
        if self._failure is not None:
            return
        try:
            url = httptools.parse_url(self._target)
        except httptools.HttpParserInvalidURLError:
            self._refuse(400, "Not an HTTP request: invalid URL.")
            return
        request = Request(
            headers=tuple(self._headers),
            body=bytes(self._body),
            method=self._parser.get_method().decode("ascii"),
            path=(url.path or b"/").decode("latin-1"),
            query=(url.query or b"").decode("latin-1"),
        )
        keep_alive = self._parser.should_keep_alive() and not self._parser.should_upgrade()
        self._done.append(Arrived(request, keep_alive))

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > HEADERS_LIMIT:
            self._refuse(431, f"The headers are longer than {HEADERS_LIMIT} bytes.")

    def _refuse(self, status: int, text: str) -> None:
        if self._failure is None:
            self._failure = Refused(status, text)
