"""How the bytes of an answer reach the client: the one seam for everything that can go wrong on the way."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

CHUNK = 64 * 1024
SETTLING = 0.02
RESET_ON_CLOSE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One connection from the server's side.

    Attributes:
        reader: What the client sends.
        writer: Where the server's bytes go.
    """

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, *parts: bytes) -> None:
        """Writes bytes as one.

        Raises:
            ConnectionResetError: The client is gone.
        """
        if self.writer.is_closing():
            raise ConnectionResetError
        # One write: with the body in a second one, delayed acknowledgement costs 40 ms an answer.
        self.writer.write(b"".join(parts))
        await self.writer.drain()
        await asyncio.sleep(0)  # below the high-water mark drain never yields

    async def stall(self) -> None:
        """Says nothing more until the client gives up."""
        while await self.reader.read(CHUNK):
            pass

    async def reset(self) -> None:
        """Ends the connection with a reset instead of an end of file."""
        await asyncio.sleep(SETTLING)  # some systems drop with a reset what was received before it
        connection = self.writer.get_extra_info("socket")
        if connection is not None:
            with contextlib.suppress(OSError):  # the client may be gone already
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self.writer.transport.abort()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A head and a body that wait to be sent.

    Attributes:
        line: The connection.
        head: The status line and the headers.
        body: The body; empty for a HEAD request.
        keep_alive: The connection may serve another request.
        path: The path that was asked for.
    """

    line: Line
    head: bytes
    body: bytes
    keep_alive: bool
    path: str = "/"


Deliver = Callable[[Delivery], Awaitable[bool]]
"""Sends a delivery its own way; true when the connection may serve another request."""

Greet = Callable[[Line], Awaitable[bool]]
"""What happens on a connection before its first request; false when it ends with that."""


async def deliver_whole(delivery: Delivery) -> bool:
    """The way that nothing goes wrong."""
    await delivery.line.send(delivery.head, delivery.body)
    return delivery.keep_alive


async def greet_plainly(line: Line) -> bool:  # noqa: ARG001  a greeting is told the connection
    """Waits for a request at once."""
    return True
