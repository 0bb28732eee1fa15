"""Says in plain words why no answer came."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator

import requests
from urllib3.exceptions import (
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
from .failures import CLOSED_EARLY, NOT_DECODABLE, UNCLEAR_LENGTH

# The first row that fits counts. No phase: the one that the exchange was in.
_REASONS: tuple[tuple[tuple[type[BaseException], ...], str, str], ...] = (
    ((NameResolutionError,), "the host name is not known", "connect"),
    ((requests.exceptions.SSLError, ssl.SSLError), "TLS failed: {words}", "TLS"),
    ((requests.ConnectTimeout,), "the connection was not made in time", "connect"),
    ((ReadTimeoutError, requests.ReadTimeout), "nothing more was received in time", ""),
    ((http.client.BadStatusLine,), "what came is no HTTP: {quoted}", "read"),
    ((IncompleteRead, http.client.IncompleteRead, InvalidChunkLength), CLOSED_EARLY, "read"),
    ((InvalidHeader,), f"{UNCLEAR_LENGTH}: {{words}}", "read"),  # urllib3 raises it for lengths and for nothing else
    ((ConnectionRefusedError,), "connection refused", "connect"),
    ((ConnectionResetError, BrokenPipeError), "the connection was reset", "read"),
    ((NewConnectionError,), "no connection: {words}", "connect"),
    ((requests.exceptions.ContentDecodingError, DecodeError), NOT_DECODABLE, "read"),
    ((ProtocolError,), "the connection broke: {words}", "read"),
)


def reason(problem: BaseException, phase: str) -> tuple[str, str]:
    """Says in plain words what happened, and in which phase."""
    chain = list(_causes(problem))
    words = _last_words(chain)
    for cause in chain:
        # urllib3's frames hold the errors and the errors their frames: the socket between them would stay open.
        cause.__traceback__ = None
    for kinds, text, where in _REASONS:
        if any(isinstance(cause, kinds) for cause in chain):
            return text.format(words=words, quoted=quote(words)), where or phase
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
