"""Undoes content codings (RFC 9110 section 8.4.1) within limits and within a time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from ..wording import quote
from .exchange import Limits
from .failures import NOT_DECODABLE, UNFINISHED_CODING, UNKNOWN_CODING

GZIP, ZLIB, RAW = 31, 15, -15
LARGEST_CHAIN = 4
PIECE = 16 * 1024
"""Bytes unpacked at once: zlib copies what stands behind the end of a member, once for each member."""


class NotDecoded(Exception):
    """The body is not what Content-Encoding declares; the message says why."""


class TooMuch(Exception):
    """The body has more than a limit allows; the message names the setting."""

    @classmethod
    def of_bytes(cls, limits: Limits) -> TooMuch:
        """The body has too many bytes, packed or not."""
        return cls(f"a body of more than the {limits.body_bytes} bytes of limits.body_bytes")


class OutOfTime(Exception):
    """The time is over, and the body is not read and unpacked yet."""


class Decoder:
    """Undoes the codings of one body, which may come in pieces.

    Args:
        declared: The value of Content-Encoding.
        limits: What the body may have.
        is_over: Says whether the time to unpack is over.

    Raises:
        NotDecoded: A coding is none that can be undone.
    """

    def __init__(self, declared: str, limits: Limits, is_over: Callable[[], bool]) -> None:
        codings = [coding for coding in (part.strip() for part in declared.split(",")) if coding]
        codings = [coding for coding in codings if coding.lower() != "identity"]
        for coding in codings:
            if coding.lower() not in _CODINGS:
                raise NotDecoded(f"{UNKNOWN_CODING} {quote(coding)}, which nobody asked for")
        if len(codings) > LARGEST_CHAIN:
            raise NotDecoded(f"the body has {len(codings)} content codings")
        self._stages = [_Inflating(_CODINGS[coding.lower()], limits, is_over) for coding in reversed(codings)]

    @property
    def decodes(self) -> bool:
        """Whether anything has to be undone."""
        return bool(self._stages)

    def feed(self, data: bytes) -> bytes:
        """Takes a piece and gives what it unpacks to.

        Raises:
            NotDecoded: It is broken.
            TooMuch: It unpacks to more than is allowed.
            OutOfTime: The time was over before it was unpacked.
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

    def __init__(self, formats: tuple[int, ...], limits: Limits, is_over: Callable[[], bool]) -> None:
        self._formats = formats
        self._limits = limits
        self._is_over = is_over
        self._left = limits.body_bytes
        self._members = 1
        self._packed = zlib.decompressobj(formats[0])
        self._started = False

    def feed(self, data: bytes) -> bytes:
        pieces = (data[start : start + PIECE] for start in range(0, len(data), PIECE))
        return b"".join(unpacked for piece in pieces for unpacked in self._members_of(piece))

    def end(self) -> None:
        if self._started and not self._packed.eof:
            raise NotDecoded(UNFINISHED_CODING)

    def _members_of(self, data: bytes) -> Iterator[bytes]:
        """What the members in some bytes unpack to; the last one may have begun, and the first one before."""
        while data:
            if self._is_over():
                raise OutOfTime
            if self._packed.eof:
                self._begin_another()
            unpacked = self._inflate(data)
            self._left -= len(unpacked)
            if self._left < 0:
                raise TooMuch.of_bytes(self._limits)
            yield unpacked
            data = self._packed.unused_data

    def _begin_another(self) -> None:
        self._members += 1
        most = self._limits.gzip_members
        if self._members > most:
            raise TooMuch(f"a compressed body of more than the {most} members of limits.gzip_members")
        self._packed = zlib.decompressobj(self._formats[0])

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


# RFC 9110 section 8.4.1.2 means zlib with deflate; some servers send it bare.
_CODINGS = {"gzip": (GZIP,), "x-gzip": (GZIP,), "deflate": (ZLIB, RAW)}
