"""Errors of REST services: a bare message, a page of Spring's, or the service's own error in the answer's shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from ..clock import Clock
from .http_message import Answer, Request, reason, text_answer

JSON = ("Content-Type", "application/json")


class RestErrors(Protocol):
    """Makes the answers of requests that fail."""

    def answer(self, status: int, text: str, request: Request) -> Answer:
        """The answer to a request that fails."""


class TextErrors:
    """Plain text, for services that answer in XML."""

    def answer(self, status: int, text: str, request: Request) -> Answer:  # noqa: ARG002
        """The text itself."""
        return text_answer(status, text)


class MessageErrors:
    """A JSON object with a message: the least that a JSON service can say."""

    def answer(self, status: int, text: str, request: Request) -> Answer:  # noqa: ARG002
        """The object."""
        return _json(status, {"message": text})


class SpringErrors:
    """The error object of Spring Boot, which keeps the message to itself.

    Args:
        clock: Tells the time of the error.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def answer(self, status: int, text: str, request: Request) -> Answer:  # noqa: ARG002
        """The object."""
        now = self._clock.utc()
        return _json(
            status,
            {
                "timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}+00:00",
                "status": status,
                "error": reason(status),
                "path": request.path,
            },
        )


def _json(status: int, value: Mapping[str, Any]) -> Answer:
    return Answer((JSON,), json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), status)
