"""The first transport: requests over guarded connections, with a total deadline and size limits."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from weakref import WeakSet

import requests
from urllib3 import disable_warnings
from urllib3.exceptions import HTTPError, InsecureRequestWarning

from ..errors import TransportError
from ..masking import Masker
from .connections import GuardedAdapter, guarded_by
from .exchange import BUDGET, HttpRequest, HttpResponse, Limits, Timeouts
from .failures import CLOSED_EARLY
from .reasons import reason
from .watchdog import WATCHDOG, Deadline

CHUNK = 64 * 1024
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
    """urllib3 logs path and query at DEBUG, where Robot and pytest pick them up: all living maskers see each line."""

    def __init__(self) -> None:
        super().__init__()
        self.maskers: WeakSet[Masker] = WeakSet()

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks a line before any handler sees it."""
        text = record.getMessage()
        for masker in list(self.maskers):
            text = masker.text(text)
        record.msg, record.args = text, ()
        return True


MASKED_LOG = _MaskedLog()
logging.getLogger("urllib3.connectionpool").addFilter(MASKED_LOG)
Failure = tuple[str, str, float]
"""What happened, in which phase, and the seconds that were allowed."""


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
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each request says what it sends
        self._session.auth = options.auth
        self._session.verify = (options.ca_file or True) if options.verify else False
        if options.client_certificate:
            pair = (options.client_certificate, options.client_key)
            self._session.cert = pair if options.client_key else options.client_certificate
        if not options.verify:
            disable_warnings(InsecureRequestWarning)  # the caller has asked for it
        adapter = GuardedAdapter(options.connections)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        MASKED_LOG.maskers.add(options.masker)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Makes one exchange.

        Raises:
            TransportError: No usable answer came within the time and size allowed.
        """
        timeouts = self._timeouts()
        began = time.monotonic()
        prepared = self._session.prepare_request(
            requests.Request(request.method, request.url, dict(request.headers), data=_sent_body(request))
        )
        # requests would quote the path anew: what was encoded is sent as it is.
        prepared.url = request.url
        with WATCHDOG.watch(timeouts.total) as deadline, guarded_by(deadline):
            answer = self._exchange(prepared, deadline, timeouts)
        if isinstance(answer, HttpResponse):
            return answer
        text, phase, allowed = answer
        # Raised out here: an error raised while another is handled would hold on to it, and it to the socket.
        raise TransportError(
            self._options.masker.text(text),
            self._options.masker.url(request.url),
            phase,
            time.monotonic() - began,
            allowed,
        )

    def _timeouts(self) -> Timeouts:
        usual, budget = self._options.timeouts, BUDGET.get()
        if budget >= usual.total:
            return usual
        return Timeouts(min(usual.connect, budget), min(usual.read, budget), budget)

    def _exchange(
        self, prepared: requests.PreparedRequest, deadline: Deadline, timeouts: Timeouts
    ) -> HttpResponse | Failure:
        try:
            answer = self._session.send(
                prepared, stream=True, allow_redirects=False, timeout=(timeouts.connect, timeouts.read)
            )
            deadline.phase = "read"
            try:
                response = self._read(answer)
            finally:
                answer.close()
            if not deadline.passed:
                return response
        except _Refused as problem:
            if not deadline.passed:
                return str(problem), "read", timeouts.total
        except (requests.RequestException, HTTPError, OSError) as problem:
            if not deadline.passed:
                text, phase = reason(problem, deadline.phase)
                return text, phase, timeouts.connect if phase in ("connect", "TLS") else timeouts.read
        return "out of time", deadline.phase, timeouts.total

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
        bodiless = answer.request.method == "HEAD" or answer.status_code in (204, 304)
        if not body and not framed and not bodiless and answer.status_code < 300:
            # http.client takes an end of file inside the headers for an answer with an empty body.
            raise _Refused(CLOSED_EARLY)
        version = VERSIONS.get(getattr(raw, "version", 11), "HTTP/1.1")
        return HttpResponse(answer.status_code, answer.reason or "", headers, bytes(body), version)

    def close(self) -> None:
        """Closes every connection."""
        self._session.close()


def _sent_body(request: HttpRequest) -> bytes | Iterator[bytes] | None:
    """The body; in chunks when the request says so, which requests does for what it can only iterate over."""
    if request.body and request.header("Transfer-Encoding").strip().casefold() == "chunked":
        return _in_chunks(request.body)
    return request.body or None


def _in_chunks(body: bytes) -> Iterator[bytes]:
    """Two chunks at least: a server that stops after the first is told from one that reads all."""
    size = min(CHUNK, max(1, len(body) // 2))
    for start in range(0, len(body), size):
        yield body[start : start + size]


class _Refused(Exception):
    """The answer breaks a limit or the framing."""
