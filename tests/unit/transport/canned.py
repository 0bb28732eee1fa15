"""Sessions whose transport answers from memory."""

from __future__ import annotations

import re
from typing import Any

from ProcessStatusLibrary import Session, Target, load_contract
from ProcessStatusLibrary.contract.folders import contracts_root
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

PROCESS_IDS = {"coruson": "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"}


class Canned:
    """A transport that answers every request the same.

    Attributes:
        requests: What was asked.
    """

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        """Answers."""
        self.requests.append(request)
        return self.response

    def close(self) -> None:
        """Has nothing to close."""


def response(body: bytes = b"", media_type: str = "text/xml", status: int = 200, reason: str = "OK") -> HttpResponse:
    """An answer; without a media type it has no headers."""
    return HttpResponse(status, reason, (("Content-Type", media_type),) if media_type else (), body)


def session(service: str, answer: HttpResponse | None = None, **settings: Any) -> tuple[Session, Canned]:
    """A session with a service on the host ``host``, and its transport."""
    transport = Canned(answer or response())
    target = Target(service, load_contract(service), url="https://host", **settings)
    return Session(target, transport=transport), transport


def sample(service: str, name: str) -> bytes:
    """The body of a documented sample answer, such as ``GetStatus.soap11``."""
    path = contracts_root() / service / "samples" / f"{name}.response.http"
    return path.read_bytes().partition(b"\n\n")[2]


def exactly(text: str) -> str:
    """A pattern that the whole of a message has to match."""
    return rf"\A{re.escape(text)}\Z"
