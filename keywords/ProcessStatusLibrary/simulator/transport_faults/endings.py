"""Faults that end an answer, or stop it, at each place within it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from ..delivery import Deliver, Delivery, Line
from .fault import TransportFault
from .heads import status_line

Part = Callable[[Delivery], bytes]
WITHIN = 12
"""Bytes of a line that is not sent whole."""


def _until_status_line(delivery: Delivery) -> bytes:
    return delivery.head[:WITHIN]


def _until_headers(delivery: Delivery) -> bytes:
    return delivery.head[: len(status_line(delivery.head)) + WITHIN]


PLACES: Mapping[str, tuple[str, Part]] = {
    "before-answer": ("before the answer", lambda delivery: b""),  # noqa: ARG005  whatever it is
    "in-status-line": ("within the status line", _until_status_line),
    "in-headers": ("within the headers", _until_headers),
    "after-headers": ("between the headers and the body", lambda delivery: delivery.head),
    "in-body": ("within the body", lambda delivery: delivery.head + delivery.body[: len(delivery.body) // 2]),
}


async def _close(line: Line) -> None:  # noqa: ARG001  the server closes what may not serve another request
    return


WAYS: Mapping[str, tuple[str, Callable[[Line], Awaitable[None]]]] = {
    "reset": ("The connection is reset", Line.reset),
    "close": ("The connection is closed", _close),
    "stall": ("Nothing more comes", Line.stall),
}


def _ending(part: Part, end: Callable[[Line], Awaitable[None]]) -> Deliver:
    async def deliver(delivery: Delivery) -> bool:
        await delivery.line.send(part(delivery))
        await end(delivery.line)
        return False

    return deliver


async def _close_after_promise(delivery: Delivery) -> bool:
    await delivery.line.send()
    delivery.line.writer.write(delivery.head + delivery.body)
    if delivery.line.writer.can_write_eof():
        delivery.line.writer.write_eof()  # at once, or the next request would cross it on the way
    return False


FAULTS = (
    *(
        TransportFault(f"{way}-{place}", f"{happens} {where}.", deliver=_ending(part, end))
        for way, (happens, end) in WAYS.items()
        for place, (where, part) in PLACES.items()
    ),
    TransportFault(
        "close-kept-alive",
        "The connection is closed after an answer that promises to keep it.",
        deliver=_close_after_promise,
    ),
)
