"""Faults before the first request: nobody listens, or the TLS handshake goes wrong."""

from __future__ import annotations

import contextlib
import ssl
from functools import lru_cache

from ...contract.folders import resource_root
from ..delivery import CHUNK, Greet, Line
from .fault import TransportFault
from .paces import drip

AUTHORITY = resource_root() / "certificates" / "authority.pem"
"""The authority of the simulator's certificates: a client that trusts it takes the simulator for real."""


@lru_cache(maxsize=4)
def _context(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(resource_root() / "certificates" / f"{certificate}.pem")
    return context


def with_certificate(certificate: str) -> Greet:
    """Greets by TLS, with one of the simulator's certificates."""

    async def greet(line: Line) -> bool:
        await line.writer.start_tls(_context(certificate))
        return True

    return greet


greet_by_tls = with_certificate("valid")


async def _stall(line: Line) -> bool:
    line.writer.transport.resume_reading()  # type: ignore[attr-defined]  # it was paused for a handshake
    await line.stall()
    return False


async def _drip(line: Line) -> bool:
    line.writer.transport.resume_reading()  # type: ignore[attr-defined]
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    talk = _context("valid").wrap_bio(incoming, outgoing, server_side=True)
    incoming.write(await line.reader.read(CHUNK))
    with contextlib.suppress(ssl.SSLError):  # it wants the client's next message, or does not like the first one
        talk.do_handshake()
    await drip(line, outgoing.read())
    return False


async def _reset(line: Line) -> bool:
    await line.reset()
    return False


async def _speak_plainly(line: Line) -> bool:
    line.writer.transport.resume_reading()  # type: ignore[attr-defined]
    await line.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    return False


def _certificate(name: str, title: str) -> TransportFault:
    return TransportFault(f"certificate-{name}", title, greet=with_certificate(name), needs_tls=True)


FAULTS = (
    TransportFault("refuse", "Nobody listens.", refuses=True),
    TransportFault("reset-on-connect", "A new connection is reset.", greet=_reset),
    _certificate("expired", "The certificate has expired."),
    _certificate("self-signed", "Nobody vouches for the certificate."),
    _certificate("wrong-host", "The certificate is for another host."),
    TransportFault("stall-in-handshake", "The TLS handshake is not answered.", greet=_stall, needs_tls=True),
    TransportFault("drip-in-handshake", "The TLS handshake is answered a byte at a time.", greet=_drip, needs_tls=True),
    TransportFault("no-tls", "The server does not speak TLS.", greet=_speak_plainly, needs_tls=True),
)
