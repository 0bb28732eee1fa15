"""Faults of content codings: bodies that unpack to too much, or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

from ..delivery import Deliver, Delivery
from .fault import TransportFault
from .heads import setting

MEGABYTE = 1024 * 1024
MEGABYTES = 256
MEMBERS = 100_000


def _coded(coding: str, code: Callable[[bytes], bytes]) -> Deliver:
    async def deliver(delivery: Delivery) -> bool:
        body = code(delivery.body)
        head = setting(setting(delivery.head, "Content-Encoding", coding), "Content-Length", str(len(body)))
        await delivery.line.send(head, body)
        return delivery.keep_alive

    return deliver


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    """A quarter of a gigabyte of spaces in a quarter of a megabyte, in members that are the same."""
    return gzip.compress(b" " * MEGABYTE, mtime=0) * MEGABYTES


def _in_members(body: bytes) -> bytes:
    """The body behind two megabytes of members that are empty."""
    return gzip.compress(b"", mtime=0) * MEMBERS + gzip.compress(body, mtime=0)


def _corrupt(body: bytes) -> bytes:
    packed = bytearray(gzip.compress(body, mtime=0))
    packed[-8:-4] = bytes(byte ^ 0xFF for byte in packed[-8:-4])  # the checksum
    return bytes(packed)


def _cut(body: bytes) -> bytes:
    packed = gzip.compress(body, mtime=0)
    return packed[: len(packed) // 2]


FAULTS = (
    TransportFault("gzip-bomb", "A small body unpacks to very much.", deliver=_coded("gzip", lambda _: _bomb())),
    TransportFault(
        "gzip-many-members", "The body is packed in very many members.", deliver=_coded("gzip", _in_members)
    ),
    TransportFault("gzip-corrupt", "The packed body has the wrong checksum.", deliver=_coded("gzip", _corrupt)),
    TransportFault("gzip-cut-off", "The packed body ends early.", deliver=_coded("gzip", _cut)),
    TransportFault(
        "gzip-not-packed", "The body is said to be packed, and is not.", deliver=_coded("gzip", lambda body: body)
    ),
    TransportFault(
        "encoding-unknown", "The body has a coding that nobody asked for.", deliver=_coded("br", lambda body: body)
    ),
)
