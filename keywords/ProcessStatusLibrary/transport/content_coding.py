"""Undoes content codings (RFC 9110 section 8.4.1) within a limit."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from ..wording import quote
from .failures import NOT_DECODABLE, UNFINISHED_CODING, UNKNOWN_CODING

GZIP, ZLIB, RAW = 31, 15, -15
LARGEST_CHAIN = 4


class NotDecoded(Exception):
    """The body is not what Content-Encoding declares; the message says why."""


class TooMuch(Exception):
    """The body unpacks to more than is allowed."""


class Decoder:
    """Undoes the codings of one body, which may come in pieces.

    Args:
        declared: The value of Content-Encoding.
        limit: The bytes that it may unpack to.

    Raises:
        NotDecoded: A coding is none that can be undone.
    """

    def __init__(self, declared: str, limit: int) -> None:
        codings = [coding for coding in (part.strip() for part in declared.split(",")) if coding]
        codings = [coding for coding in codings if coding.lower() != "identity"]
        for coding in codings:
            if coding.lower() not in _CODINGS:
                raise NotDecoded(f"{UNKNOWN_CODING} {quote(coding)}, which nobody asked for")
        if len(codings) > LARGEST_CHAIN:
            raise NotDecoded(f"the body has {len(codings)} content codings")
        self._stages = [_CODINGS[coding.lower()](limit) for coding in reversed(codings)]

    @property
    def decodes(self) -> bool:
        """Whether anything has to be undone."""
        return bool(self._stages)

    def feed(self, data: bytes) -> bytes:
        """Takes a piece and gives what it unpacks to.

        Raises:
            NotDecoded: It is broken.
            TooMuch: It unpacks to more than is allowed.
        """
        for stage in self._stages:
            data = stage.feed(data)
        return data

    def end(self) -> None:
        """Says that the body is complete.

        Raises:
            NotDecoded: A coding is not at its end.
        """
        for stage in self._stages:
            stage.end()


class _Inflating:
    """One coding that zlib knows."""

    def __init__(self, limit: int, formats: tuple[int, ...]) -> None:
        self._left = limit
        self._formats = formats
        self._packed = zlib.decompressobj(formats[0])
        self._started = False

    def feed(self, data: bytes) -> bytes:
        unpacked = bytearray()
        while data:
            if self._packed.eof:  # a gzip body may have several members
                self._packed = zlib.decompressobj(self._formats[0])
            unpacked += self._inflate(data)
            if len(unpacked) > self._left:
                raise TooMuch
            data = self._packed.unused_data if self._packed.eof else self._packed.unconsumed_tail
        self._left -= len(unpacked)
        return bytes(unpacked)

    def end(self) -> None:
        if self._started and not self._packed.eof:
            raise NotDecoded(UNFINISHED_CODING)

    def _inflate(self, data: bytes) -> bytes:
        try:
            unpacked = self._packed.decompress(data, self._left + 1)
        except zlib.error:
            if self._started or len(self._formats) == 1:
                raise NotDecoded(NOT_DECODABLE) from None
            self._formats = self._formats[1:]
            self._packed = zlib.decompressobj(self._formats[0])
            return self._inflate(data)
        self._started = True
        return unpacked


_CODINGS: dict[str, Callable[[int], _Inflating]] = {
    "gzip": lambda limit: _Inflating(limit, (GZIP,)),
    "x-gzip": lambda limit: _Inflating(limit, (GZIP,)),
    # RFC 9110 section 8.4.1.2 means zlib; some servers send it bare.
    "deflate": lambda limit: _Inflating(limit, (ZLIB, RAW)),
}
