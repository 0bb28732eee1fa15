"""Reads the body of an answer within the limits and the time of its exchange, its content codings undone."""

from __future__ import annotations

from typing import Any

from .content_coding import Decoder, NotDecoded, OutOfTime, TooMuch
from .exchange import Limits
from .failures import MALFORMED_CHUNKS
from .watchdog import Deadline

CHUNK = 64 * 1024


def read_body(raw: Any, limits: Limits, deadline: Deadline) -> bytes:
    """Reads a body to its end.

    Args:
        raw: The answer of urllib3, whose body was not read yet.
        limits: What it may have.
        deadline: The time of the exchange, in which unpacking counts too.

    Raises:
        NotDecoded: It is not what the head of the answer says.
        TooMuch: It has more than is allowed.
        OutOfTime: The time was over before it was read and unpacked.
    """
    decoder = Decoder(raw.headers.get("Content-Encoding", ""), limits, lambda: deadline.passed)
    body = bytearray()
    received = 0
    try:
        for piece in raw.stream(CHUNK, decode_content=False):
            received += len(piece)
            if decoder.decodes and received > limits.compressed_bytes:
                most = limits.compressed_bytes
                raise TooMuch(f"a compressed body of more than the {most} bytes of limits.compressed_bytes")
            body += decoder.feed(piece)
            if len(body) > limits.body_bytes:
                raise TooMuch.of_bytes(limits)
        if deadline.passed:  # whose end looks like that of a body without a length
            raise OutOfTime
        decoder.end()
    except ValueError:  # urllib3 lets the size of a chunk be negative
        raise NotDecoded(MALFORMED_CHUNKS) from None
    return bytes(body)
