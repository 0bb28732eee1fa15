"""urllib3 connections that let the watchdog reach their socket at every stage."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from typing import Any, cast

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from .connecting import connect, look_up
from .exchange import Limits
from .heads import BEFORE, LimitedResponse
from .watchdog import WATCHDOG, Deadline

HTTPS_PORT = 443
PIECE = 16 * 1024
"""Bytes that have the time from byte to byte to be taken: a record of TLS has no more."""
ALL_IN_USE, LOOKING_UP = "while all connections were in use", "while the host name was looked up"
_current = threading.local()


@contextlib.contextmanager
def guarded_by(deadline: Deadline, read: float, limits: Limits) -> Any:
    """Connections that this thread uses inside the block are ended by the deadline, and read within the limits.

    Args:
        deadline: When an exchange ends.
        read: Seconds from byte to byte, of the request and of the answer.
        limits: What an answer may have.
    """
    _current.deadline, _current.read, _current.limits = deadline, read, limits
    try:
        yield
    finally:
        _current.deadline = None


class _Guarded:
    """Keeps a duplicate of the socket: it reaches the connection even while TLS has the original."""

    sock: Any
    host: str
    port: int
    timeout: Any
    socket_options: Any
    _dns_host: str
    _making: Deadline
    _duplicate: socket.socket | None = None
    _served = False

    def connect(self) -> None:
        """Makes the connection, TLS included, within the time for that.

        What is sent over it then has the time from byte to byte, where urllib3 gives it the time to connect.
        """
        late = self._served = False
        self._guard("connect", reused=False)
        with WATCHDOG.watch(self.timeout) as self._making:
            try:
                super().connect()  # type: ignore[misc]
            except Exception:
                late = self._making.passed
                if not late:
                    raise
        if late or self._making.expired:  # raised out here, so that it has no other cause
            raise ConnectTimeoutError(self, "the time to connect is over")
        self.sock.settimeout(getattr(_current, "read", self.timeout))

    def _new_conn(self) -> socket.socket:
        deadline = getattr(_current, "deadline", None) or self._making
        until = min(self._making.moment, deadline.moment)
        try:
            deadline.place = LOOKING_UP
            addresses = look_up(self._dns_host, self.port, until)
            deadline.place = ""
            plain = connect(addresses, until, self.socket_options or ())
        except socket.gaierror as problem:
            raise NameResolutionError(self.host, cast("HTTPConnection", self), problem) from problem
        except OSError as problem:
            raise NewConnectionError(cast("HTTPConnection", self), str(problem)) from problem
        sys.audit("http.client.connect", self, self.host, self.port)  # as http.client does
        self._drop_duplicate()
        self._duplicate = plain.dup()
        self._making.guard(self._duplicate)
        self._guard("TLS" if self._secure else "send")
        return plain

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None:
            self.timeout = getattr(_current, "read", self.timeout)
        # Over TLS there is a socket before the first request already.
        self._guard("send" if self._duplicate is not None else "connect", reused=self._served)
        super().request(*args, **kwargs)  # type: ignore[misc]
        self._served = True
        self._guard("read")

    def send(self, data: Any) -> None:
        """Sends a part of a request (called by http.client), whose own way gives all of it one time-out."""
        if not isinstance(data, bytes) or len(data) <= PIECE:
            super().send(data)  # type: ignore[misc]
            return
        whole = memoryview(data)
        for start in range(0, len(whole), PIECE):
            super().send(whole[start : start + PIECE])  # type: ignore[misc]

    def response_class(self, *args: Any, **kwargs: Any) -> LimitedResponse:
        """Makes the reader of an answer (called by http.client)."""
        response = LimitedResponse(*args, **kwargs)
        response.deadline = getattr(_current, "deadline", None)
        response.limits = getattr(_current, "limits", response.limits)
        return response

    @property
    def _secure(self) -> bool:
        return getattr(self, "default_port", 80) == HTTPS_PORT

    def close(self) -> None:
        super().close()  # type: ignore[misc]
        self._drop_duplicate()

    def _guard(self, phase: str, *, reused: bool | None = None) -> None:
        deadline = getattr(_current, "deadline", None)
        if deadline is not None:
            deadline.secure = self._secure
            deadline.reused = deadline.reused if reused is None else reused
            deadline.phase = phase
            deadline.place = BEFORE if phase == "read" else ""
            if self._duplicate is not None:
                deadline.guard(self._duplicate)

    def _drop_duplicate(self) -> None:
        # http.client closes the connection of a last answer before its body is read.
        deadline = getattr(_current, "deadline", None)
        if self._duplicate is not None:
            if deadline is None or not deadline.adopt(self._duplicate):
                self._duplicate.close()
            self._duplicate = None


class GuardedHTTPConnection(_Guarded, HTTPConnection):  # type: ignore[misc]
    """A plain connection under the watchdog."""


class GuardedHTTPSConnection(_Guarded, HTTPSConnection):  # type: ignore[misc]
    """A TLS connection under the watchdog."""


class _Pool:
    """Waits for a connection no longer than the exchange may take."""

    def _get_conn(self, timeout: float | None = None) -> Any:
        deadline = getattr(_current, "deadline", None)
        if deadline is None:
            return super()._get_conn(timeout)  # type: ignore[misc]
        deadline.phase, deadline.place = "connect", ALL_IN_USE
        connection = super()._get_conn(max(0.0, deadline.moment - time.monotonic()))  # type: ignore[misc]
        deadline.place = ""
        return connection


class _HTTPPool(_Pool, HTTPConnectionPool):
    ConnectionCls = GuardedHTTPConnection


class _HTTPSPool(_Pool, HTTPSConnectionPool):
    ConnectionCls = GuardedHTTPSConnection


class GuardedAdapter(HTTPAdapter):
    """The requests adapter over such connections; retries are the caller's business."""

    def __init__(self, connections: int) -> None:
        super().__init__(pool_connections=4, pool_maxsize=connections, max_retries=0, pool_block=True)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Makes the pool of connections (called by requests)."""
        super().init_poolmanager(*args, **kwargs)
        _use_guarded(self.poolmanager)

    def request_url(self, request: PreparedRequest, proxies: Any) -> str:
        """The request target as it was encoded (called by requests, which would drop a bare ``?``)."""
        target: str = super().request_url(request, proxies)
        return f"{target}?" if (request.url or "").endswith("?") and not target.endswith("?") else target

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        """Makes the pool of connections through a proxy (called by requests)."""
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        _use_guarded(manager)
        return manager


def _use_guarded(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
