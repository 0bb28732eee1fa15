"""Faults of an answer that comes so slowly, or is so long, that it never ends."""

from __future__ import annotations

import asyncio

from ..delivery import Deliver, Delivery, Line
from .fault import TransportFault
from .heads import chunked, status_line, without

PACE = 0.02
"""Seconds from one byte to the next: short enough for every read time-out."""
FLOOD = 64 * 1024


async def drip(line: Line, data: bytes) -> None:
    """Sends bytes one at a time."""
    for byte in data:
        await line.send(bytes([byte]))
        await asyncio.sleep(PACE)


async def _drip_all(delivery: Delivery) -> bool:
    await drip(delivery.line, delivery.head + delivery.body)
    return delivery.keep_alive


async def _drip_body(delivery: Delivery) -> bool:
    await delivery.line.send(delivery.head)
    await drip(delivery.line, delivery.body)
    return delivery.keep_alive


def _endless(begin: bytes, more: bytes) -> Deliver:
    """Sends a beginning after the status line, and then the same for ever."""

    async def deliver(delivery: Delivery) -> bool:
        await delivery.line.send(status_line(delivery.head), begin)
        while True:  # until the client is gone, which sending notices
            await delivery.line.send(more)

    return deliver


async def _endless_body(delivery: Delivery) -> bool:
    await delivery.line.send(without(delivery.head, "Content-Length"))
    while True:
        await delivery.line.send(b" " * FLOOD)


async def _endless_chunks(delivery: Delivery) -> bool:
    await delivery.line.send(chunked(delivery.head))
    while True:
        await delivery.line.send(b"%x\r\n%s\r\n" % (FLOOD, b" " * FLOOD))


async def _endless_trailers(delivery: Delivery) -> bool:
    await delivery.line.send(chunked(delivery.head), b"%x\r\n%s\r\n0\r\n" % (len(delivery.body), delivery.body))
    while True:
        await delivery.line.send(b"X-More: more\r\n" * 100)


async def _endless_interim(delivery: Delivery) -> bool:
    while True:
        await delivery.line.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


FAULTS = (
    TransportFault("drip", "The answer comes a byte at a time.", deliver=_drip_all),
    TransportFault("drip-in-body", "The body comes a byte at a time.", deliver=_drip_body),
    TransportFault("endless-headers", "The headers never end.", deliver=_endless(b"", b"X-More: more\r\n")),
    TransportFault("endless-header", "One header never ends.", deliver=_endless(b"X-More: ", b"more" * 1000)),
    TransportFault("endless-interim", "Interim answers never end.", deliver=_endless_interim),
    TransportFault("endless-body", "The body never ends.", deliver=_endless_body),
    TransportFault("endless-chunks", "The chunks of the body never end.", deliver=_endless_chunks),
    TransportFault("endless-trailers", "The headers after the chunks never end.", deliver=_endless_trailers),
)
