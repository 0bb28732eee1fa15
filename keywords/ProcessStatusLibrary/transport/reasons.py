"""Says in plain words why no answer came."""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Iterator
from typing import NamedTuple

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    IncompleteRead,
    InvalidChunkLength,
    InvalidHeader,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)

from ..wording import quote
from .failures import CLOSED_EARLY, MALFORMED_CHUNKS, NOT_DECODABLE, UNCLEAR_LENGTH
from .heads import BEFORE, CutOff, HeadRefused
from .watchdog import Deadline


class Failure(NamedTuple):
    """Why no answer came. It may quote a server that repeats secrets, so it prints as its phase.

    Attributes:
        text: What happened.
        phase: In which phase.
        passing: A later try may have more luck.
        stale: A kept connection had ended before this answer began: it is no news of the service.
    """

    text: str
    phase: str
    passing: bool
    stale: bool = False

    def __repr__(self) -> str:
        return f"<failure in the phase {self.phase}>"


class _Row(NamedTuple):
    """What an error means.

    Attributes:
        kinds: The errors.
        text: What happened.
        phase: When; empty: in the phase that the exchange was in.
        placed: The place in the answer at which it happened is told.
        passing: A later try may have more luck.
        ended: The connection has ended.
    """

    kinds: tuple[type[BaseException], ...]
    text: str
    phase: str = ""
    placed: bool = False
    passing: bool = False
    ended: bool = False


CONNECT_RAN_OUT = "timeouts.connect ran out"
READ_RAN_OUT = "nothing more was received{place} within timeouts.read"
SEND_RAN_OUT = "nothing more of the request was taken within timeouts.read"
TOO_LONG = "a line of the head is longer than http.client reads"
_CLOSED = (CutOff, IncompleteRead, http.client.IncompleteRead, http.client.RemoteDisconnected, ssl.SSLEOFError)

# The first row that fits counts.
_ROWS = (
    _Row((NameResolutionError,), "the host name is not known", "connect"),
    _Row((ssl.SSLCertVerificationError,), "the certificate was refused: {certificate}", "TLS"),
    _Row((HeadRefused,), "{words}", "read"),
    _Row((InvalidChunkLength,), MALFORMED_CHUNKS, "read"),
    _Row(_CLOSED, CLOSED_EARLY, placed=True, passing=True, ended=True),
    _Row((ssl.SSLError,), "TLS failed: {tls}", "TLS"),
    _Row((requests.exceptions.SSLError,), "TLS failed: {words}", "TLS"),
    _Row((requests.ConnectTimeout,), CONNECT_RAN_OUT, placed=True, passing=True),
    _Row((ReadTimeoutError, requests.ReadTimeout), READ_RAN_OUT, passing=True),
    _Row((http.client.BadStatusLine, http.client.UnknownProtocol), "what came is no HTTP: {quoted}", "read"),
    _Row((http.client.LineTooLong,), TOO_LONG, "read"),
    # urllib3 raises it for lengths and for nothing else.
    _Row((InvalidHeader,), f"{UNCLEAR_LENGTH}: {{words}}", "read"),
    _Row((ConnectionRefusedError,), "connection refused", "connect", passing=True),
    _Row((ConnectionResetError, BrokenPipeError), "the connection was reset", placed=True, passing=True, ended=True),
    _Row((NewConnectionError,), "no connection: {words}", "connect", passing=True),
    _Row(
        (ConnectTimeoutError,), CONNECT_RAN_OUT, placed=True, passing=True
    ),  # to a proxy; the row before is of this kind
    _Row((TimeoutError,), SEND_RAN_OUT, passing=True),
    _Row(
        (requests.exceptions.ContentDecodingError, DecodeError),
        NOT_DECODABLE,
        "read",
    ),
    _Row((ProtocolError,), "the connection broke: {words}", "read"),
)

# By the codes of OpenSSL, whose words differ from version to version (x509_vfy.h).
_CERTIFICATES = {
    9: "it is not valid yet",
    10: "it has expired",
    18: "it is self-signed",
    19: "its issuer is not trusted",
    20: "its issuer is not trusted",
    21: "its issuer is not trusted",
    62: "it is for another host",
    64: "it is for another host",
}

# What OpenSSL finds when the server answers in another protocol, by version.
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL")


def reason(problem: BaseException, deadline: Deadline) -> Failure:
    """Says in plain words what happened, and in which phase."""
    chain = list(_causes(problem))
    words = _last_words(chain)
    for cause in chain:
        # urllib3's frames hold the errors and the errors their frames: the socket between them would stay open.
        cause.__traceback__ = None
    for row in _ROWS:
        found = next((cause for cause in chain if isinstance(cause, row.kinds)), None)
        if found is not None:
            phase = row.phase or deadline.phase
            text = row.text.format(
                words=words,
                quoted=_line(found, words),
                certificate=_certificate(found, words),
                tls=_tls(found),
                place=placed("", deadline),
            )
            if row.ended and deadline.secure and phase == "read":
                text = CLOSED_EARLY  # whether it was a reset, Python's versions tell or do not
            stale = row.ended and deadline.reused and deadline.place in ("", BEFORE)
            return Failure(placed(text, deadline) if row.placed else text, phase, row.passing, stale)
    return Failure(f"{type(problem).__name__}: {words}", deadline.phase, passing=False)


def placed(text: str, deadline: Deadline) -> str:
    """What happened, and at which place of the answer when one was read."""
    return f"{text} {deadline.place}" if deadline.place else text


def _certificate(cause: BaseException, words: str) -> str:
    code = getattr(cause, "verify_code", None)
    return _CERTIFICATES.get(code, str(getattr(cause, "verify_message", words))) if code is not None else words


def _tls(cause: BaseException) -> str:
    if getattr(cause, "reason", "") in _NO_TLS:
        return "what the server speaks is no TLS"
    return re.sub(r"^\[[^\]]*\] | \(_ssl\.c:\d+\)$", "", str(cause.args[-1] if cause.args else cause))


def _line(cause: BaseException, words: str) -> str:
    """The first line of what is no HTTP."""
    return quote(str(getattr(cause, "line", words)).rstrip("\r\n"))


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
