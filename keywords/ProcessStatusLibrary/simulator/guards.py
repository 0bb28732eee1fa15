"""Who may ask: credentials are wanted where the samples carry them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from .envelopes import Envelope
from .http_message import Request
from .places import Place, find_place


class Guard(Protocol):
    """Decides whether a request comes with the right credentials."""

    @property
    def in_envelope(self) -> bool:
        """Whether the credentials are part of the SOAP message, so that a refusal is a fault."""

    def admits(self, request: Request, envelope: Envelope | None = None) -> bool:
        """Tells whether the credentials are there and right."""

    def brought(self, request: Request, envelope: Envelope | None = None) -> Mapping[str, str]:
        """The credentials that a request brings by name, right or wrong: user, password, token."""

    @property
    def wanted(self) -> Mapping[str, str]:
        """The right ones."""


class Open:
    """Lets everybody in: the service has no credentials."""

    in_envelope = False
    wanted: Mapping[str, str] = MappingProxyType({})

    def admits(self, request: Request, envelope: Envelope | None = None) -> bool:  # noqa: ARG002
        """Tells that the request may pass."""
        return True

    def brought(self, request: Request, envelope: Envelope | None = None) -> Mapping[str, str]:  # noqa: ARG002
        """Nothing: whatever a request brings, it is not for this service."""
        return {}


@dataclass(frozen=True, slots=True)
class BasicGuard:
    """Wants HTTP Basic authentication."""

    wanted: Mapping[str, str]
    in_envelope: bool = False

    def admits(self, request: Request, envelope: Envelope | None = None) -> bool:  # noqa: ARG002
        """Tells whether user and password are right."""
        return basic(request) == (self.wanted.get("user", ""), self.wanted.get("password", ""))

    def brought(self, request: Request, envelope: Envelope | None = None) -> Mapping[str, str]:  # noqa: ARG002
        """User and password."""
        return dict(zip(("user", "password"), basic(request) or (), strict=False))


@dataclass(frozen=True, slots=True)
class PlacesGuard:
    """Wants the credentials at the places where the sample carries them."""

    wanted: Mapping[str, str]
    places: Mapping[str, Place]

    @property
    def in_envelope(self) -> bool:
        """Whether a place is in the SOAP message."""
        return any(place.in_envelope for place in self.places.values())

    def admits(self, request: Request, envelope: Envelope | None = None) -> bool:
        """Tells whether each place holds what it should."""
        return self.brought(request, envelope) == self.wanted

    def brought(self, request: Request, envelope: Envelope | None = None) -> Mapping[str, str]:
        """What is at the places."""
        found = {name: place.read(request, envelope) for name, place in self.places.items()}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class AnyGuard:
    """Takes any usual mechanism: Basic, a bearer token, the token in a header or in a cookie."""

    wanted: Mapping[str, str]
    in_envelope: bool = False

    def admits(self, request: Request, envelope: Envelope | None = None) -> bool:
        """Tells whether one of the mechanisms brings what it should."""
        token = self.wanted.get("token")
        if token and token in _tokens(request):
            return True
        return "user" in self.wanted and BasicGuard(self.wanted).admits(request, envelope)

    def brought(self, request: Request, envelope: Envelope | None = None) -> Mapping[str, str]:
        """User and password, or the token of the usual headers."""
        scheme, _, token = (request.header("Authorization") or "").partition(" ")
        bearer = {"token": token.strip()} if scheme.lower() == "bearer" and token.strip() else {}
        return bearer or BasicGuard(self.wanted).brought(request, envelope)


def find_guard(credentials: Mapping[str, str], question: Request, envelope: Envelope | None) -> Guard:
    """Finds out from a sample how its service is told who asks.

    Args:
        credentials: The credentials of samples/values.toml.
        question: The sample's request.
        envelope: Its envelope, when it is a SOAP request.
    """
    if not credentials:
        return Open()
    guard = BasicGuard(credentials)
    if guard.admits(question):
        return guard
    places = {name: find_place(value, question, envelope) for name, value in credentials.items()}
    found = {name: place for name, place in places.items() if place}
    wanted = {name: credentials[name] for name in found}
    return PlacesGuard(wanted, found) if found else AnyGuard(credentials)


def basic(request: Request) -> tuple[str, str] | None:
    """Reads user and password of HTTP Basic authentication."""
    scheme, _, encoded = (request.header("Authorization") or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
    except ValueError:  # not ASCII, not Base64, not UTF-8
        return None
    return user, password


def _tokens(request: Request) -> set[str]:
    found: set[str] = set()
    for name, value in request.headers:
        if name.lower() == "cookie":
            found.update(pair.partition("=")[2].strip() for pair in value.split(";"))
        elif name.lower() == "authorization":
            scheme, _, token = value.partition(" ")
            found.add(token.strip() if scheme.lower() == "bearer" else "")
        else:
            found.add(value.strip())
    return found
