"""What answers at an address, and the answers that any address may give."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from .http_message import Answer, Request, text_answer


class Endpoint(Protocol):
    """Answers at one or more addresses of a service."""

    @property
    def addresses(self) -> Iterable[str]:
        """The addresses, to see that no two endpoints share one."""

    def claims(self, request: Request) -> bool:
        """Tells whether the request is for an address of this endpoint, with whatever method."""

    def answer(self, request: Request) -> Answer:
        """Answers a request that was claimed."""


def not_found(request: Request) -> Answer:
    """The answer for a path that nothing is at."""
    return text_answer(404, f"Nothing is at {request.path}.")


def method_not_allowed(request: Request, allowed: Iterable[str]) -> Answer:
    """The answer for a method that the address does not have."""
    allow = ", ".join(sorted(set(allowed)))
    return text_answer(405, f"{request.method} is not allowed here. Allowed: {allow}.", ("Allow", allow))


def unsupported_media_type(request: Request, accepted: Iterable[str]) -> Answer:
    """The answer for a body of the wrong kind."""
    kinds = " or ".join(sorted(set(accepted)))
    got = f"got {request.media_type}" if request.media_type else "got none"
    return text_answer(415, f"Expected the media type {kinds}, {got}.")


def unauthorized(realm: str, answer: Answer) -> Answer:
    """An answer that asks for credentials."""
    return answer.adding(("WWW-Authenticate", f'Basic realm="{realm}"'))
