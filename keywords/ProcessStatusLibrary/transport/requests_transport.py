"""The first transport: requests over guarded connections, with a total deadline and size limits."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NamedTuple
from weakref import WeakSet

import requests
from urllib3 import disable_warnings
from urllib3.exceptions import HTTPError, InsecureRequestWarning

from ..errors import TransportError
from ..masking import Masker
from ..plain_http import is_loopback
from ..stops import interruption_behind
from ..wording import inert_lines
from .authentication import authenticate
from .bodies import CHUNK, read_body
from .connections import GuardedAdapter, guarded_by
from .content_coding import NotDecoded, OutOfTime, TooMuch
from .exchange import BUDGET, HttpRequest, HttpResponse, Limits, Timeouts
from .failures import CLOSED_EARLY
from .proxies import environment_proxies
from .reasons import Failure, placed, reason
from .watchdog import WATCHDOG, Deadline

VERSIONS = {9: "HTTP/0.9", 10: "HTTP/1.0", 11: "HTTP/1.1", 20: "HTTP/2.0"}


@dataclass(frozen=True)
class TransportOptions:
    """How to reach a host.

    Attributes:
        ca_file: A file of certificates to trust instead of the system's; empty for those.
        client_certificate: A file with the client's certificate, with its key or beside `client_key`.
        proxies: Proxy URLs by scheme; the environment's are used when this is None, but not for this machine.
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


class _Allowed(NamedTuple):
    """The seconds that one exchange has.

    Attributes:
        limit: What the total time is given by, in words.
    """

    connect: float
    read: float
    total: float
    limit: str


class _MaskedLog(logging.Filter):
    """urllib3 logs path, query and unreadable heads, where Robot and pytest pick them up: every masker sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.maskers: WeakSet[Masker] = WeakSet()

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks a line before any handler sees it."""
        text = record.getMessage()
        for masker in list(self.maskers):
            text = masker.text(text)
        record.msg, record.args = inert_lines(text), ()
        record.exc_info = record.exc_text = None  # a traceback repeats what it could not read
        return True


MASKED_LOG = _MaskedLog()
for _name in ("connection", "connectionpool", "poolmanager", "response", "util.retry"):
    logging.getLogger(f"urllib3.{_name}").addFilter(MASKED_LOG)  # a filter of a parent does not see them


class RequestsTransport:
    """Sends requests with the requests library, never following a redirect."""

    def __init__(self, options: TransportOptions, base_url: str) -> None:
        self._options = options
        self._session = _Session()
        # Read once here instead of at every call; netrc is never asked for credentials.
        self._session.trust_env = False
        # A proxy's own loopback is another one.
        environ = {} if is_loopback(base_url) else environment_proxies(base_url)
        for proxy in environ.values():
            options.masker.learn_url(proxy)
        self._session.proxies = dict(environ) if options.proxies is None else dict(options.proxies)
        self._session.headers.clear()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each request says what it sends
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
        allowed = self._allowed()
        began = time.monotonic()
        prepared = self._session.prepare_request(
            requests.Request(request.method, request.url, dict(request.headers), data=_sent_body(request))
        )
        # requests would quote the path anew: what was encoded is sent as it is.
        prepared.url = request.url
        with WATCHDOG.watch(allowed.total) as deadline, guarded_by(deadline, allowed.read, self._options.limits):
            if self._options.auth is not None:
                authenticate(
                    prepared, self._options.auth, self._options.masker, lambda answer: self._body(answer, deadline)
                )
            answer = self._exchange(prepared, deadline, allowed)
        if isinstance(answer, HttpResponse):
            return answer
        failure, seconds = answer
        # Raised out here: an error raised while another is handled would hold on to it, and it to the socket.
        raise TransportError(
            self._options.masker.text(failure.text),
            self._options.masker.url(request.url),
            failure.phase,
            time.monotonic() - began,
            seconds,
            passing=failure.passing,
            stale=failure.stale,
        )

    def _allowed(self) -> _Allowed:
        usual, budget = self._options.timeouts, BUDGET.get()
        total = min(usual.total, budget)
        limit = "timeouts.total" if total == usual.total else "the time of the wait"
        return _Allowed(min(usual.connect, total), min(usual.read, total), total, limit)

    def _exchange(
        self, prepared: requests.PreparedRequest, deadline: Deadline, allowed: _Allowed
    ) -> HttpResponse | tuple[Failure, float]:
        before = sys.exception()
        try:
            answer = self._session.send(
                prepared, stream=True, allow_redirects=False, timeout=(allowed.connect, allowed.read)
            )
            try:
                response = self._read(answer, deadline)
            finally:
                answer.close()
            if not deadline.passed:
                return replace(response, more_came=deadline.more_came)
        except (_NoAnswer, NotDecoded, TooMuch) as problem:
            if not deadline.passed:
                return Failure(str(problem), "read", passing=False), allowed.read
        except _ClosedEarly:
            if not deadline.passed:
                return Failure(placed(CLOSED_EARLY, deadline), "read", passing=True), allowed.read
        except OutOfTime:
            pass
        except (requests.RequestException, HTTPError, OSError) as problem:
            interruption = interruption_behind(problem, before)
            if interruption is not None:
                raise interruption from None
            if not deadline.passed:
                failure = reason(problem, deadline)
                return failure, allowed.connect if failure.phase in ("connect", "TLS") else allowed.read
        return Failure(placed(f"{allowed.limit} ran out", deadline), deadline.phase, passing=True), allowed.total

    def _read(self, answer: requests.Response, deadline: Deadline) -> HttpResponse:
        raw = answer.raw
        headers = tuple((str(name), str(value)) for name, value in raw.headers.items())
        if 100 <= answer.status_code < 200:
            raise _NoAnswer(f"HTTP {answer.status_code} as the final answer")
        body = self._body(answer, deadline)
        framed = "content-length" in raw.headers or "transfer-encoding" in raw.headers
        bodiless = answer.request.method == "HEAD" or answer.status_code in (204, 304)
        if not body and not framed and not bodiless and answer.status_code < 300:
            raise _ClosedEarly  # an end of file where the body should be
        version = VERSIONS.get(getattr(raw, "version", 11), "HTTP/1.1")
        return HttpResponse(answer.status_code, answer.reason or "", headers, body, version)

    def _body(self, answer: requests.Response, deadline: Deadline) -> bytes:
        """The body, which what authenticates may have read before."""
        if getattr(answer, "_content_consumed", False):
            return answer.content
        return read_body(answer.raw, self._options.limits, deadline)

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


class _Session(requests.Session):
    """A session that looks at no Location: requests would read the whole body first, without any limit."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002  the name is of requests
        return None


class _NoAnswer(Exception):
    """What came is not the final answer; the message says what it is."""


class _ClosedEarly(Exception):
    """The connection ended before the answer did."""
