"""Looks a host name up and connects to one of its addresses, all within one time."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

from urllib3.util.connection import allowed_gai_family

Address = tuple[Any, ...]
"""One row of what getaddrinfo gives."""
Option = tuple[Any, ...]
"""What setsockopt is given."""
LEAST = 0.001
"""Seconds; a socket with a time of 0 would not wait at all."""


def look_up(host: str, port: int, until: float) -> list[Address]:
    """Finds the addresses of a host; a lookup that takes too long goes on in its own thread, and is not waited for.

    Args:
        host: A name, or an address.
        port: The port.
        until: When it has to be done, by the monotonic clock.

    Raises:
        TimeoutError: The time is over.
        socket.gaierror: The name is not known.
    """
    bare = host.strip("[]")
    if _is_address(bare):
        return _addresses(bare, port)
    with _PENDING_LOCK:
        lookup = _PENDING.get((bare, port))
        if lookup is None:
            lookup = _PENDING[bare, port] = _Lookup(bare, port)
            lookup.start()
    lookup.join(_left(until))
    if lookup.is_alive():
        raise TimeoutError
    if lookup.problem is not None:
        raise socket.gaierror(*lookup.problem.args)
    return lookup.addresses


def connect(addresses: Sequence[Address], until: float, options: Iterable[Option]) -> socket.socket:
    """Connects to one of the addresses of a host.

    They are tried in turn. Each has an equal part of the time that is left, so that one that is silent leaves some to
    the others.

    Args:
        addresses: What was looked up; one at least.
        until: When it has to be done, by the monotonic clock.
        options: Options of the socket.

    Returns:
        A socket that has the rest of the time.

    Raises:
        TimeoutError: The time is over.
        OSError: The last address could not be reached.
    """
    problem = OSError()
    for number, address in enumerate(addresses):
        try:
            made = _connected(address, _left(until) / (len(addresses) - number), options)
        except OSError as failed:
            problem = failed
        else:
            made.settimeout(max(until - time.monotonic(), LEAST))
            return made
    raise problem


class _Lookup(threading.Thread):
    """One lookup, which nothing can break off: all who ask for the same name meanwhile wait for the same one."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(name="name-lookup", daemon=True)
        self.addresses: list[Address] = []
        self.problem: Exception | None = None
        self._host = host
        self._port = port

    def run(self) -> None:
        try:
            self.addresses = _addresses(self._host, self._port)
        except (OSError, UnicodeError) as problem:
            self.problem = problem
        finally:
            with _PENDING_LOCK:
                del _PENDING[self._host, self._port]


_PENDING: dict[tuple[str, int], _Lookup] = {}
_PENDING_LOCK = threading.Lock()


def _begin_again() -> None:
    """In a forked process: the lookups, and whoever holds the lock, stayed with the parent."""
    global _PENDING_LOCK  # noqa: PLW0603  nobody else can let go of it
    _PENDING.clear()
    _PENDING_LOCK = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_again)


def _addresses(host: str, port: int) -> list[Address]:
    return list(socket.getaddrinfo(host, port, allowed_gai_family(), socket.SOCK_STREAM))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _connected(address: Address, seconds: float, options: Iterable[Option]) -> socket.socket:
    family, kind, protocol, _, where = address
    made = socket.socket(family, kind, protocol)
    try:
        for option in options:
            made.setsockopt(*option)
        made.settimeout(seconds)
        made.connect(where)
    except BaseException:
        made.close()
        raise
    return made


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
