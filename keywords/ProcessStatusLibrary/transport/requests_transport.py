"""The first transport: requests over guarded connections, with a total deadline and size limits."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import requests
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)

from ..errors import TransportError
from ..masking import Masker
from .connections import GuardedAdapter, guarded_by
from .exchange import HttpRequest, HttpResponse, Limits, Timeouts
from .watchdog import WATCHDOG

CHUNK = 64 * 1024
WIRE_LOG = logging.getLogger("urllib3.connectionpool")
VERSIONS = {9: "HTTP/0.9", 10: "HTTP/1.0", 11: "HTTP/1.1", 20: "HTTP/2.0"}


@dataclass(frozen=True)
class TransportOptions:
    """How to reach a host.

    Attributes:
        ca_file: A file of certificates to trust instead of the system's; empty for those.
        client_certificate: A file with the client's certificate, with its key or beside `client_key`.
        proxies: Proxy URLs by scheme; the environment's are used when this is None.
        auth: Any authentication object of requests, such as NTLM.
        connections: How many connections to keep.
    """

    timeouts: Timeouts = Timeouts()
    limits: Limits = Limits()
    ca_file: str = ""
    verify: bool = True
    client_certificate: str = ""
    client_key: str = ""
    proxies: dict[str, str] | None = None
    auth: Any = None
    connections: int = 32
    masker: Masker = field(default_factory=Masker)


class _MaskedLog(logging.Filter):
    """urllib3 logs path and query at DEBUG, where Robot and pytest pick them up."""

    def __init__(self, masker: Masker) -> None:
        super().__init__()
        self._masker = masker

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks a line before any handler sees it."""
        record.msg, record.args = self._masker.text(record.getMessage()), ()
        return True


class RequestsTransport:
    """Sends requests with the requests library, never following a redirect."""

    def __init__(self, options: TransportOptions, base_url: str) -> None:
        self._options = options
        self._session = requests.Session()
        # Read once here instead of at every call; netrc is never asked for credentials.
        self._session.trust_env = False
        environ = requests.utils.get_environ_proxies(base_url)
        self._session.proxies = dict(environ) if options.proxies is None else dict(options.proxies)
        self._session.headers.clear()
        self._session.auth = options.auth
        self._session.verify = (options.ca_file or True) if options.verify else False
        if options.client_certificate:
            pair = (options.client_certificate, options.client_key)
            self._session.cert = pair if options.client_key else options.client_certificate
        adapter = GuardedAdapter(options.connections)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        self._masked_log = _MaskedLog(options.masker)
        WIRE_LOG.addFilter(self._masked_log)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Makes one exchange.

        Raises:
            TransportError: No usable answer came within the time and size allowed.
        """
        timeouts = self._options.timeouts
        began = time.monotonic()
        prepared = self._session.prepare_request(
            requests.Request(request.method, request.url, dict(request.headers), data=request.body or None)
        )
        # requests would quote the path anew: what was encoded is sent as it is.
        prepared.url = request.url
        phase = "connect"
        with WATCHDOG.watch(timeouts.total) as deadline, guarded_by(deadline):
            try:
                answer = self._session.send(
                    prepared, stream=True, allow_redirects=False, timeout=(timeouts.connect, timeouts.read)
                )
                phase = "read"
                try:
                    response = self._read(answer)
                finally:
                    answer.close()
                if deadline.passed:
                    raise _Stopped
                return response
            except _Refused as problem:
                raise self._error(request, str(problem), "read", began, timeouts.total) from None
            except (requests.RequestException, HTTPError, OSError, _Stopped) as problem:
                elapsed = time.monotonic() - began
                if deadline.passed:
                    raise self._error(request, "out of time", phase, began, timeouts.total) from None
                text, phase = _reason(problem, phase)
                allowed = timeouts.connect if phase in ("connect", "TLS") else timeouts.read
                raise TransportError(text, self._masked(request), phase, elapsed, allowed) from None

    def _read(self, answer: requests.Response) -> HttpResponse:
        raw = answer.raw
        headers = tuple((str(name), str(value)) for name, value in raw.headers.items())
        limits = self._options.limits
        size = sum(len(name) + len(value) + 4 for name, value in headers)
        if size > limits.header_bytes:
            raise _Refused(f"{size} bytes of headers, more than the limit 'header_bytes' of {limits.header_bytes}")
        if 100 <= answer.status_code < 200:
            raise _Refused(f"HTTP {answer.status_code} as the final answer")
        body = bytearray()
        for chunk in raw.stream(CHUNK, decode_content=True):
            body += chunk
            if len(body) > limits.body_bytes:
                raise _Refused(f"a body of more than the limit 'body_bytes' of {limits.body_bytes} bytes")
        framed = "content-length" in raw.headers or "transfer-encoding" in raw.headers
        if not body and not framed and answer.status_code not in (204, 304) and answer.status_code < 300:
            # http.client takes an end of file inside the headers for an answer with an empty body.
            raise _Refused("the connection was closed early")
        version = VERSIONS.get(getattr(raw, "version", 11), "HTTP/1.1")
        return HttpResponse(answer.status_code, answer.reason or "", headers, bytes(body), version)

    def _masked(self, request: HttpRequest) -> str:
        return self._options.masker.url(request.url)

    def _error(self, request: HttpRequest, text: str, phase: str, began: float, allowed: float) -> TransportError:
        return TransportError(text, self._masked(request), phase, time.monotonic() - began, allowed)

    def close(self) -> None:
        """Closes every connection."""
        self._session.close()
        WIRE_LOG.removeFilter(self._masked_log)


# The first row that fits counts: a reset during TLS is a TLS failure only when ssl says so.
_REASONS: tuple[tuple[tuple[type[BaseException], ...], str, str], ...] = (
    ((NameResolutionError,), "the host name is not known", "connect"),
    ((requests.exceptions.SSLError, ssl.SSLError), "TLS failed: {words}", "TLS"),
    ((requests.ConnectTimeout,), "the connection was not made in time", "connect"),
    ((ReadTimeoutError, requests.ReadTimeout), "nothing more was received in time", "read"),
    ((ConnectionRefusedError,), "connection refused", "connect"),
    ((ConnectionResetError, BrokenPipeError), "the connection was reset", "read"),
    ((NewConnectionError,), "no connection: {words}", "connect"),
    ((requests.exceptions.ContentDecodingError, DecodeError), "the body is not what Content-Encoding declares", "read"),
    ((ProtocolError,), "the connection broke: {words}", "read"),
)


class _Stopped(Exception):
    """The deadline passed while an answer looked complete."""


class _Refused(Exception):
    """The answer breaks a limit or the framing."""


def _reason(problem: BaseException, phase: str) -> tuple[str, str]:
    """Says in plain words what happened, and in which phase."""
    chain = list(_causes(problem))
    words = _last_words(chain)
    for kinds, text, where in _REASONS:
        if any(isinstance(cause, kinds) for cause in chain):
            return text.format(words=words), where
    return f"{type(problem).__name__}: {words}", phase


def _causes(problem: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    todo: list[object] = [problem]
    while todo:
        current = todo.pop(0)
        if not isinstance(current, BaseException) or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        todo += [*current.args, getattr(current, "reason", None), current.__cause__, current.__context__]


def _last_words(chain: list[BaseException]) -> str:
    for cause in reversed(chain):
        text = str(cause.args[-1]) if cause.args and not isinstance(cause.args[-1], BaseException) else ""
        if text:
            return text.rstrip(".")
    return type(chain[-1]).__name__
