"""Reads the head of an answer line by line: within the limits, and knowing how far the answer has come."""

from __future__ import annotations

import contextlib
import http.client
import re
from typing import Any

from ..wording import quote
from .exchange import Limits
from .failures import MALFORMED_CHUNKS, NO_LENGTH
from .watchdog import Deadline

BEFORE, STATUS_LINE, HEADERS, BODY = "before the answer", "in the status line", "in the headers", "in the body"
PROTOCOL = b"HTTP/"
CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]+")
"""RFC 9112 section 7.1; Python's numbers have signs, prefixes and underscores too."""
LINE_END = b"\r\n"


class HeadRefused(http.client.HTTPException):
    """The head breaks a limit, whose setting the message names, or a chunk has no size."""


class CutOff(http.client.HTTPException):
    """The connection ended within the head, or where a chunk should begin."""


class LimitedResponse(http.client.HTTPResponse):
    """An answer whose head is read within limits.

    Attributes:
        limits: The limits.
        deadline: The deadline of the exchange, which is told how far the answer has come.
    """

    limits = Limits()
    deadline: Deadline | None = None

    def begin(self) -> None:
        """Reads the head (called by http.client)."""
        if self.deadline is not None:
            self.deadline.phase = "read"  # although sending failed: the server may have answered before it closed
        whole = self.fp
        lines = _Lines(whole, self.limits, self.deadline)
        self.fp = lines  # type: ignore[assignment]  # all that reading a head uses is readline
        try:
            super().begin()
        finally:
            if self.fp is lines:  # type: ignore[comparison-overlap]
                self.fp = whole
        # RFC 9110 section 8.6: digits; http.client takes anything else for no length at all.
        length = self.headers.get("Content-Length", "0").strip()
        if not (length.isascii() and length.isdigit()):
            raise HeadRefused(f"Content-Length is {quote(length)}, {NO_LENGTH}")
        if self.chunked and self.fp is not None:
            self.fp = _Chunks(self.fp, self.limits)  # type: ignore[assignment]  # it reads as the file does
        if self.deadline is not None:
            self.deadline.place = BODY

    def _close_conn(self) -> None:
        """Lets the connection go at the end of the body (called by http.client)."""
        if self.deadline is not None and self.fp is not None and self.length == 0 and self._more_came():
            self.deadline.say_more_came()
        super()._close_conn()  # type: ignore[misc]  # typeshed does not list it

    def _more_came(self) -> bool:
        """Whether there is more than the body, without waiting for it."""
        connection = getattr(getattr(self.fp, "raw", None), "_sock", None)
        if connection is None:
            return False
        usual = connection.gettimeout()
        try:
            connection.settimeout(0)
            return bool(self.fp.peek(1))
        except (OSError, ValueError):
            return False
        finally:
            with contextlib.suppress(OSError):
                connection.settimeout(usual)


class _Lines:
    """The lines of a head, counted."""

    def __init__(self, whole: Any, limits: Limits, deadline: Deadline | None) -> None:
        self._whole = whole
        self._limits = limits
        self._deadline = deadline
        self._bytes = self._headers = self._heads = 0
        self._in_status_line = True

    def readline(self, size: int = -1) -> bytes:
        """Reads a line of the head, as http.client asks for it."""
        if self._in_status_line:
            self._say(BEFORE)
            if not self._whole.peek(1):
                raise CutOff
            self._say(STATUS_LINE)
            line = self._line(size)
            self._heads += 1
            self._in_status_line = False
            if self._heads > 1:  # an interim answer came before
                self._count(line)
            return line
        self._say(HEADERS)
        line = self._line(size)
        if not line.strip():
            self._in_status_line = True
        else:
            self._headers += 1
            self._count(line)
        return line

    def close(self) -> None:
        """Closes the connection's file (called by http.client when the head breaks off)."""
        self._whole.close()

    def _line(self, size: int) -> bytes:
        line: bytes = self._whole.readline(min(size, self._limits.header_bytes + 1) if size >= 0 else size)
        if not line.endswith(b"\n"):
            if len(line) > self._limits.header_bytes:
                self._refuse()
            if not self._in_status_line or line.startswith(PROTOCOL) or PROTOCOL.startswith(line):
                raise CutOff
        return line

    def _count(self, line: bytes) -> None:
        self._bytes += len(line)
        if self._bytes > self._limits.header_bytes:
            self._refuse()
        if self._headers > self._limits.headers:
            raise HeadRefused(f"more headers than the {self._limits.headers} of limits.headers")

    def _refuse(self) -> None:
        raise HeadRefused(f"headers of more than the {self._limits.header_bytes} bytes of limits.header_bytes")

    def _say(self, place: str) -> None:
        if self._deadline is not None:
            self._deadline.place = place


class _Chunks:
    """The file of a body in chunks: the size of each is digits, and a line end stands behind it.

    The headers after the last chunk are limited as those before the first one.
    """

    def __init__(self, whole: Any, limits: Limits) -> None:
        self._whole = whole
        self._limit = limits.header_bytes
        self._after_last = False
        self._bytes = 0
        self._left = 0

    def readline(self, size: int = -1) -> bytes:
        """Reads the size of a chunk or a trailer, as urllib3 asks for it."""
        most = self._limit + 1  # urllib3 before 2.8 asks for a line of any length
        line: bytes = self._whole.readline(most if size < 0 else min(size, most))
        if not line and not self._after_last:  # urllib3 2.2.0 takes it for a malformed size
            raise CutOff
        if len(line) > self._limit and not self._after_last:
            raise HeadRefused(f"the size of a chunk in more than the {self._limit} bytes of limits.header_bytes")
        if self._after_last:
            self._bytes += len(line)
            if self._bytes > self._limit:
                raise HeadRefused(f"trailers of more than the {self._limit} bytes of limits.header_bytes")
        else:
            digits = line.partition(b";")[0].rstrip()
            if not CHUNK_SIZE.fullmatch(digits):
                raise HeadRefused(MALFORMED_CHUNKS)
            self._left = int(digits, 16)
            self._after_last = not self._left
        return line

    def read(self, size: int = -1) -> bytes:
        """Reads of a chunk, or the two bytes behind it, as http.client asks for them."""
        data: bytes = self._whole.read(size)
        if self._left:
            self._left -= len(data)
        elif len(data) == len(LINE_END) and data != LINE_END:
            raise HeadRefused(MALFORMED_CHUNKS)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)
