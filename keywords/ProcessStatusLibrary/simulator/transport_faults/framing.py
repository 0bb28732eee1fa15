"""Faults of framing: lengths and chunk sizes that are wrong, and what is no HTTP at all."""

from __future__ import annotations

from collections.abc import Callable

from ..delivery import Deliver, Delivery
from .fault import TransportFault
from .heads import chunked, setting, with_status, without

MORE = 16
Bytes = Callable[[Delivery], bytes]


def _instead(data: Bytes, *, closes: bool = False) -> Deliver:
    """Sends other bytes; the connection stays open unless they end it."""

    async def deliver(delivery: Delivery) -> bool:
        await delivery.line.send(data(delivery))
        return delivery.keep_alive and not closes

    return deliver


def _with_length(length: Callable[[int], object]) -> Bytes:
    def data(delivery: Delivery) -> bytes:
        stated = str(length(len(delivery.body)))
        return setting(delivery.head, "Content-Length", stated) + delivery.body

    return data


def _in_chunks(size: Callable[[int], bytes], end: bytes = b"\r\n0\r\n\r\n") -> Bytes:
    def data(delivery: Delivery) -> bytes:
        return chunked(delivery.head) + size(len(delivery.body)) + b"\r\n" + delivery.body + end

    return data


def _first_chunk_only(delivery: Delivery) -> bytes:
    half = delivery.body[: len(delivery.body) // 2]
    return chunked(delivery.head) + b"%x\r\n%s\r\n" % (len(half), half)


def _with_status(status: str) -> Deliver:
    return _instead(lambda delivery: with_status(delivery.head, status) + delivery.body, closes=True)


FAULTS = (
    TransportFault(
        "length-too-short",
        "Content-Length says less than there is.",
        deliver=_instead(_with_length(lambda length: length // 2)),
    ),
    TransportFault(
        "length-too-long",
        "Content-Length says more than there is.",
        deliver=_instead(_with_length(lambda length: length + MORE)),
    ),
    TransportFault(
        "length-no-number",
        "Content-Length is no number.",
        deliver=_instead(_with_length(lambda length: f"{length} bytes")),
    ),
    TransportFault("length-negative", "Content-Length is below zero.", deliver=_instead(_with_length(lambda _: -1))),
    TransportFault(
        "no-length",
        "Neither a length nor the end of the connection ends the body.",
        deliver=_instead(lambda delivery: without(delivery.head, "Content-Length") + delivery.body),
    ),
    TransportFault(
        "chunks-cut-off",
        "The connection is closed between two chunks.",
        deliver=_instead(_first_chunk_only, closes=True),
    ),
    TransportFault(
        "chunk-cut-off",
        "The connection is closed within a chunk.",
        deliver=_instead(_in_chunks(lambda length: b"%x" % (length + MORE), b""), closes=True),
    ),
    TransportFault(
        "chunk-too-long",
        "A chunk's size says more than there is.",
        deliver=_instead(_in_chunks(lambda length: b"%x" % (length + MORE))),
    ),
    TransportFault(
        "chunk-too-short",
        "A chunk's size says less than there is.",
        deliver=_instead(_in_chunks(lambda length: b"%x" % (length // 2))),
    ),
    TransportFault(
        "chunk-no-number", "A chunk's size is no number.", deliver=_instead(_in_chunks(lambda _: b"some bytes"))
    ),
    TransportFault(
        "chunk-negative", "A chunk's size is below zero.", deliver=_instead(_in_chunks(lambda length: b"-%x" % length))
    ),
    TransportFault("garbage-status-line", "The status line is garbage.", deliver=_with_status("\x16\x03\x01 hello")),
    TransportFault("status-no-number", "The status is no number.", deliver=_with_status("HTTP/1.1 OK 200")),
    TransportFault("http-2-status-line", "The answer says to be HTTP/2.", deliver=_with_status("HTTP/2 200")),
    TransportFault(
        "http-0.9",
        "The body comes without a status line and headers, as in HTTP/0.9.",
        deliver=_instead(lambda delivery: delivery.body, closes=True),
    ),
)
